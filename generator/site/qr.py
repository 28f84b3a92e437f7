"""A page's address as a QR code: for the group chat, and for the wall."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import cast

QUIET = 4
"""White squares around the code: the standard's four."""


@lru_cache(maxsize=1024)
def qr_svg(address: str) -> bytes:
    """An SVG of about 2 KB without a size of its own: black on white with its quiet zone, so that it scans in dark mode too.

    Level M bears the dirt and folds of a wall; a higher one would make the squares smaller.
    """
    import zxingcpp  # here, because `gongkai check` need not wait for it

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]  # a buffer from C
    squares = cast("list[list[int]]", picture.tolist())  # 0 is dark
    size = len(squares) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="M{QUIET} {QUIET}.5{_strokes(squares)}"/></svg>'
    ).encode()


def _strokes(squares: list[list[int]]) -> str:
    """The dark squares of each row as lines, one wide, from where the one before ended."""
    drawn: list[str] = []
    at = row = 0
    for y, line in enumerate(squares):
        x = 0
        for light, run in groupby(line):
            width = len(list(run))
            if not light:
                drawn.append(f"m{x - at} {y - row}h{width}")
                at, row = x + width, y
            x += width
    return "".join(drawn)
