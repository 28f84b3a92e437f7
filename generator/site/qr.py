"""A page's address as a QR code: for the group chat, and for the wall."""

from __future__ import annotations

import io
from functools import lru_cache


@lru_cache(maxsize=1024)
def qr_svg(address: str) -> bytes:
    """An SVG of about 2 KB without a size of its own: black on white with its quiet zone, so that it scans in dark mode too.

    Level M bears the dirt and folds of a wall; a higher one would make the squares smaller. The quiet zone is the standard's four.

    Kept for whoever builds again and again, as `gongkai serve` does: drawing codes is an eighth of the time that a board takes.
    """
    import segno  # here, because `gongkai check` need not wait for it

    out = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(out, kind="svg", border=4, light="#fff", omitsize=True, xmldecl=False, svgclass=None, lineclass=None, nl=False)
    return out.getvalue()
