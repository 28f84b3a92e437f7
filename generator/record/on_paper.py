"""The code over all that a board publishes, on sheets that are set before it is known.

A sheet takes half a second to set and the code is another one with every row. So a sheet is set with a place for it: twenty-four glyphs
that lie in the file as they are, behind a line that says which glyph stands for which letter. To put a code there changes a few bytes and
nothing else, so that the file stays as long and its table of contents true.
"""

from __future__ import annotations

import re

from generator.record.short_code import ALPHABET

PLACE = "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"
"""What a sheet is set with."""
_SLOT = re.compile(rb"%% gongkailan ([0-9a-f]{%d})\n<([0-9a-f]{%d})>" % (4 * len(ALPHABET), 4 * len(PLACE)))


def slot(letters: bytes, shown: bytes) -> bytes:
    """How the place is written: the glyphs of ``ALPHABET`` and those that are shown, two bytes each."""
    return b"%% gongkailan %s\n<%s> Tj\n" % (letters.hex().encode(), shown.hex().encode())


def with_root(sheet: bytes, code: str) -> bytes:
    """The PDF with this code; the very same where it has no place for one."""

    def put(place: re.Match[bytes]) -> bytes:
        letters, shown = place[1], re.findall(b"....", place[2])
        glyphs = dict(zip(ALPHABET, re.findall(b"....", letters), strict=True))
        return place[0][: -len(place[2]) - 1] + b"".join(map(glyphs.get, code, shown)) + b">"

    return _SLOT.sub(put, sheet)
