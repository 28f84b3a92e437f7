"""Which digit a code of a font draws, as the font's encoding or its own table of glyphs says: a map beside it may say something else."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

_NAMES = "/zero /one /two /three /four /five /six /seven /eight /nine"
_DIGITS = {name: str(i) for i, name in enumerate(_NAMES.split())} | {f"/uni003{i}": str(i) for i in range(10)}
_PLAIN = {0x30 + i: str(i) for i in range(10)}
_COLLECTED = {17 + i: str(i) for i in range(10)}
"""Numbers of the digits in the collections of Chinese, Japanese and Korean glyphs."""
_COLLECTIONS = {"GB1", "CNS1", "Japan1", "Korea1"}
IDENTITY = (Name("/Identity-H"), Name("/Identity-V"))


def same_digits(drawn: dict[int, str], mapped: dict[int, str]) -> bool:
    """False where a code draws a digit and its map says anything else."""
    return all(_value(mapped.get(code, digit)) == int(digit) for code, digit in drawn.items())


def _value(text: str) -> int:
    return unicodedata.digit(text, -1) if len(text) == 1 else -1


def program_of(font: Any) -> tuple[Any, bool]:
    """The glyphs a font brings along, and whether its codes are their numbers; (None, False) for a font of the reader's."""
    below = font.get("/DescendantFonts")
    owner = below[0] if isinstance(below, Array) and len(below) else font
    about = owner.get("/FontDescriptor")
    keys = ("/FontFile2", "/FontFile3", "/FontFile")
    program = next((about[key] for key in keys if key in about), None) if isinstance(about, Dictionary) else None
    return program, font.get("/Encoding") in IDENTITY and not isinstance(owner.get("/CIDToGIDMap"), Stream)


def unnamed(font: Any) -> bool:
    """True for a font of glyphs by number that says nowhere which character a number is: no program can read it."""
    if font.get("/Subtype") == Name.Type0:
        return font.get("/Encoding") in IDENTITY
    if font.get("/Subtype") not in (Name.Type1, Name.TrueType, Name.MMType1):  # the lower half of the other sort is asked above
        return False
    return program_of(font)[0] is not None and "/Encoding" not in font


def drawn_digits(font: Any, embedded: bool) -> dict[int, str]:
    """As the encoding says."""
    encoding, base = font.get("/Encoding"), str(font.get("/BaseFont", ""))
    if "ingdings" in base or "ingbats" in base or "Symbol" in base:  # signs
        return {}
    if font.get("/Subtype") == Name.Type0:
        below = font.get("/DescendantFonts")
        system: Any = below[0].get("/CIDSystemInfo", {}) if isinstance(below, Array) and len(below) else {}
        if encoding in IDENTITY:
            return _COLLECTED if not embedded and str(system.get("/Ordering", "")) in _COLLECTIONS else {}
        return _PLAIN if isinstance(encoding, Name) and str(encoding).startswith(("/Uni", "/GB")) else {}
    known = isinstance(encoding, Name) or not embedded or (isinstance(encoding, Dictionary) and "/BaseEncoding" in encoding)
    digits = dict(_PLAIN) if known else {}
    if isinstance(encoding, Dictionary) and isinstance(encoding.get("/Differences"), Array):
        code = 0
        for each in encoding["/Differences"]:
            if isinstance(each, Name):
                digits.pop(code, None)
                if digit := _DIGITS.get(str(each)):
                    digits[code] = digit
                code += 1
            else:
                code = int(each)
    return digits


def digits_of(program: bytes) -> dict[int, str]:
    """Glyph → digit, as a TrueType font's own table says; nothing where it has none for Unicode."""
    try:
        digits: dict[int, str] = {}
        for table in _unicode_tables(program):
            digits |= {glyph: str(i) for i in range(10) if (glyph := glyph_in(table, 0x30 + i))}
    except (struct.error, IndexError):
        return {}
    return digits


def _unicode_tables(program: bytes) -> Iterator[bytes]:
    for i in range(struct.unpack(">H", program[4:6])[0]):
        name, _, start, _ = struct.unpack(">4sIII", program[12 + 16 * i : 28 + 16 * i])
        if name != b"cmap":
            continue
        for k in range(struct.unpack(">H", program[start + 2 : start + 4])[0]):
            platform, encoding, at = struct.unpack(">HHI", program[start + 4 + 8 * k : start + 12 + 8 * k])
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                yield program[start + at :]


def glyph_in(table: bytes, code: int) -> int:
    """The glyph of a character; 0 for none. The formats that fonts are written in."""
    sort = struct.unpack(">H", table[:2])[0]
    if sort == 0:
        return table[6 + code] if code < 256 else 0
    if sort == 6:
        first, count = _short(table, 6), _short(table, 8)
        return _short(table, 10 + 2 * (code - first)) if first <= code < first + count else 0
    if sort == 12:
        for i in range(min(struct.unpack(">I", table[12:16])[0], 20_000)):
            first, last, glyph = struct.unpack(">III", table[16 + 12 * i : 28 + 12 * i])
            if first <= code <= last:
                return int(glyph + code - first)
    if sort == 4:
        twice = struct.unpack(">H", table[6:8])[0]
        for i in range(0, twice, 2):
            last = _short(table, 14 + i)
            first, step, away = (_short(table, 16 + twice * n + i) for n in (1, 2, 3))
            if first <= code <= last:
                if not away:
                    return (code + step) & 0xFFFF
                glyph = _short(table, 16 + 3 * twice + i + away + 2 * (code - first))
                return (glyph + step) & 0xFFFF if glyph else 0
    return 0


def _short(table: bytes, at: int) -> int:
    return int(struct.unpack(">H", table[at : at + 2])[0])
