"""What is known of the letters of a PDF's font: what its codes are said to be, how wide they are, of how many lines they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from generator.privacy import pdf_streams
from generator.privacy.pdf_digits import IDENTITY, program_of
from generator.privacy.pdf_letters import Font
from generator.privacy.pdf_outlines import Outlines

Bytes = Callable[[Any], bytes]
"""What a stream holds."""
_STANDARD = 1000
_ASCII = range(0x20, 0x7F)


def letters_of(font: Any, content: Bytes) -> Font | None:
    """None for a font of the reader's, which draws what its codes are, and for codes that are read by no map of its own."""
    program, _ = program_of(font)
    two, drawn = font.get("/Subtype") == Name.Type0, font.get("/Subtype") == Name.Type3
    if (program is None and not drawn) or (two and font.get("/Encoding") not in IDENTITY):
        return None
    below = font.get("/DescendantFonts")
    owner: Any = below[0] if two and isinstance(below, Array) and len(below) else font
    names = _names(font)
    told = font.get("/ToUnicode")
    if isinstance(told, Stream):
        text = pdf_streams.unicode_of(content(told).decode("latin-1"))
    elif two:
        return None
    else:
        text = {code: _of_name(name) for code, name in names.items()}
    width = _wide_of(owner) if two else _width_of(font)
    if drawn:
        letters = _Drawn(font.get("/CharProcs"), names)
        return Font(text, width, letters.lines, two, letters.odd)
    return Font(text, width, _glyph_lines(program, owner.get("/CIDToGIDMap") if two else None, two, content), two)


def _names(font: Any) -> dict[int, str]:
    """Code of one byte → the name of its glyph; those of a basic encoding are plain letters."""
    encoding = font.get("/Encoding")
    plain = font.get("/Subtype") != Name.Type3 and (not isinstance(encoding, Dictionary) or "/BaseEncoding" in encoding)
    known = {code: f"/{chr(code)}" for code in _ASCII} if plain and encoding is not None else {}
    if isinstance(encoding, Dictionary) and isinstance(encoding.get("/Differences"), Array):
        code = 0
        for each in encoding["/Differences"]:
            if isinstance(each, Name):
                known[code] = str(each)
                code += 1
            else:
                code = int(each)
    return known


_SPOKEN = {
    **{name: str(i) for i, name in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])},
    "space": " ",
    "hyphen": "-",
    "period": ".",
    "comma": ",",
    "colon": ":",
    "slash": "/",
}


def _of_name(name: str) -> str:
    """The character that a name means; "." for one that is not known here, which is no letter."""
    word = name[1:]
    if word.startswith("uni") and len(word) == 7:
        try:
            return chr(int(word[3:], 16))
        except ValueError:
            return "\u2020"
    return word if len(word) == 1 else _SPOKEN.get(word, "\u2020")


def _width_of(font: Any) -> Callable[[int], int]:
    """Of codes of one byte."""
    text: Any = font.get("/Widths")
    widths = [int(each * _scale(font)) for each in text] if isinstance(text, Array) else []
    first = int(font.get("/FirstChar", 0))
    return lambda code: widths[code - first] if 0 <= code - first < len(widths) else 0


def _scale(font: Any) -> Any:
    """What a width of a font of drawings is measured in."""
    matrix = font.get("/FontMatrix")
    return abs(matrix[0]) * _STANDARD if font.get("/Subtype") == Name.Type3 and isinstance(matrix, Array) and len(matrix) else 1


def _wide_of(owner: Any) -> Callable[[int], int]:
    """Of codes of two bytes, as /W says: ``c [w …]`` or ``first last w``."""
    usual = int(owner.get("/DW", _STANDARD))
    single: dict[int, int] = {}
    ranges: list[tuple[int, int, int]] = []
    text = list(owner.get("/W", []))
    at = 0
    while at + 1 < len(text):
        if isinstance(text[at + 1], Array):
            single |= {int(text[at]) + i: int(each) for i, each in enumerate(text[at + 1])}
            at += 2
        elif at + 2 < len(text):
            ranges.append((int(text[at]), int(text[at + 1]), int(text[at + 2])))
            at += 3
        else:
            break

    @cache
    def width(code: int) -> int:
        known = single.get(code)
        return known if known is not None else next((wide for first, last, wide in ranges if first <= code <= last), usual)

    return width


def _glyph_lines(program: Any, places: Any, two: bool, content: Bytes) -> Callable[[int], int | None]:
    """Read where they are asked for, which is seldom."""

    @cache
    def outlines() -> tuple[Outlines, bytes]:
        return Outlines(content(program)), content(places) if isinstance(places, Stream) else b""

    def lines(code: int) -> int | None:
        known, numbers = outlines()
        if not two:
            return known.lines(known.glyph(code))
        return known.lines(int.from_bytes(numbers[2 * code : 2 * code + 2], "big") if numbers else code)

    return lines


_OUTLINE = frozenset(["d0", "d1", "m", "l", "c", "v", "y", "h", "re", "f", "F", "f*", "n"])
"""The steps of a letter that is nothing but an outline."""
_LONG, _MANY_LINES = Decimal("2.5"), 6
"""How many times as wide as high, and of how many lines, no single character is drawn: a row of dots has six, a dash two."""


def only_outlines(font: Any) -> bool:
    """True for a font of drawings that names its letters and draws nothing but their outlines."""
    letters = font.get("/CharProcs")
    if not isinstance(letters, Dictionary) or not isinstance(font.get("/ToUnicode"), Stream):
        return False
    streams = [each for each in letters.values() if isinstance(each, Stream)]
    return all(str(step.operator) in _OUTLINE for each in streams for step in pikepdf.parse_content_stream(each))


class _Drawn:
    """The letters of a font of drawings."""

    def __init__(self, letters: Any, names: dict[int, str]) -> None:
        self._letters, self._names = letters, names
        self._known: dict[int, tuple[int | None, bool]] = {}

    def lines(self, code: int) -> int | None:
        return self._about(code)[0]

    def odd(self, code: int) -> bool:
        return self._about(code)[1]

    def _about(self, code: int) -> tuple[int | None, bool]:
        if code not in self._known:
            drawn = self._letters.get(self._names.get(code, "/")) if isinstance(self._letters, Dictionary) else None
            self._known[code] = _outline(drawn) if isinstance(drawn, Stream) else (None, False)
        return self._known[code]


def _outline(drawn: Stream) -> tuple[int, bool]:
    """Of how many lines, and whether it is as long as a word."""
    lines, across, up = 0, [], []
    for step in pikepdf.parse_content_stream(drawn):
        name, text = str(step.operator), [Decimal(str(each)) for each in step.operands]
        lines += name in ("m", "re")
        if name in ("m", "l", "c", "v", "y"):
            across += text[::2]
            up += text[1::2]
        elif name == "re":
            x, y, wide, high = text
            across += (x, x + wide)
            up += (y, y + high)
    long = bool(across) and max(across) - min(across) > _LONG * (max(up) - min(up))
    return lines, long and lines > _MANY_LINES
