"""Of how many closed lines a glyph is drawn, as its font has it: a 1 has one, an A two, a B three. Known of TrueType only."""

from __future__ import annotations

import struct
from functools import cached_property

from generator.privacy.pdf_digits import glyph_in

_EXPECTED = {
    **dict.fromkeys("CEFGHIJKLMNSTUVWXYZcfhklmnrstuvwxyz", frozenset({1})),
    **dict.fromkeys("ADOPRabdeijopq", frozenset({2})),
    "B": frozenset({3}),
    "Q": frozenset({2, 3}),
    "g": frozenset({2, 3, 4}),
}
_PLACED = 0xF000
"""Where fonts of signs have their codes."""


def drawn_of_as_many(letter: str, lines: int | None) -> bool:
    """True where a Latin letter is drawn of as many lines as it has."""
    return lines is not None and lines in _EXPECTED.get(letter, ())


def drawn_of_fewer(letter: str, lines: int | None) -> bool:
    """True where a Latin letter is drawn of fewer lines than it has: more there may be, where strokes lie over one another."""
    return lines is not None and letter in _EXPECTED and lines < min(_EXPECTED[letter])


class Outlines:
    """The glyphs of a TrueType program; those of any other sort are not known."""

    def __init__(self, program: bytes) -> None:
        self._program = program

    @cached_property
    def _tables(self) -> dict[bytes, tuple[int, int]]:
        """Name → where it begins and how long it is."""
        if self._program[:4] not in (b"\0\1\0\0", b"true"):
            return {}
        count = struct.unpack(">H", self._program[4:6])[0]
        entry = (struct.unpack(">4sIII", self._program[12 + 16 * i : 28 + 16 * i]) for i in range(count))
        return {name: (start, size) for name, _, start, size in entry}

    def lines(self, glyph: int) -> int | None:
        """Of the glyph with this number; None for one put together of others."""
        try:
            at, _ = self._tables[b"glyf"]
            loca, _ = self._tables[b"loca"]
            head, _ = self._tables[b"head"]
            if struct.unpack(">h", self._program[head + 50 : head + 52])[0]:
                start, end = struct.unpack(">II", self._program[loca + 4 * glyph : loca + 4 * glyph + 8])
            else:
                start, end = (2 * each for each in struct.unpack(">HH", self._program[loca + 2 * glyph : loca + 2 * glyph + 4]))
            count = struct.unpack(">h", self._program[at + start : at + start + 2])[0] if end > start else 0
        except (KeyError, struct.error):
            return None
        return count if count >= 0 else None

    def glyph(self, code: int) -> int:
        """The glyph of a code of one byte, as the font's own tables have it; 0 for none. Plain letters have one code everywhere."""
        try:
            start, _ = self._tables[b"cmap"]
            for i in range(struct.unpack(">H", self._program[start + 2 : start + 4])[0]):
                platform, encoding, at = struct.unpack(">HHI", self._program[start + 4 + 8 * i : start + 12 + 8 * i])
                table = self._program[start + at :]
                tries = [code] if platform == 1 else [code, _PLACED + code] if (platform, encoding) == (3, 0) else [code]
                if entry := next((entry for each in tries if (entry := glyph_in(table, each))), 0):
                    return entry
        except (KeyError, IndexError, TypeError, struct.error):
            return 0
        return 0
