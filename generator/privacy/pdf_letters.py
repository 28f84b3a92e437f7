"""Whether what a font says of its letters can be believed: a number under the names of letters still has the widths and lines of a number.

A map says which character a code is, and nothing binds it to what is drawn. But digits are about half as wide as high, most often all of
one width, and of three closed lines at most. Eleven in a row that are so, and of which none is said to be a digit, are looked at by a
person, unless their lines say that they are the letters they are called, or a narrow font has more signs than there are digits.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from generator.classes import dataclass
from generator.privacy.pdf_outlines import drawn_of_as_many, drawn_of_fewer

MANY = 11
"""Digits of a telephone; the other numbers that are looked for have more."""
DIGITS = 11
"""Different glyphs that a number can have: ten digits and X."""
_LEAST, _MOST = 350, 700
"""Thousandths of the height that a digit may be wide."""
_FULL = 850
"""From here on a sign is as wide as it is high."""
_ALIKE = 2
_FEW_LINES = 3
"""Of how many closed lines a digit is drawn at most."""
_BETWEEN = frozenset(" \u00a0\u3000-‐‑–—_.·,，/()（）")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万两")


@dataclass(frozen=True)
class Glyph:
    """One character as it is written."""

    text: str
    """What the font says it is; "" for nothing."""
    wide: int
    """In thousandths of its height."""
    name: tuple[int, int]
    """Which font, which code."""

    @property
    def narrow(self) -> bool:
        return _LEAST <= self.wide <= _MOST

    @property
    def full(self) -> bool:
        return self.wide >= _FULL

    @cached_property
    def sort(self) -> str:
        """``digit``, ``between``, ``sign`` (of the East), ``letter``, ``none`` (nobody says what it is), ``mark``."""
        if not self.text or unicodedata.category(self.text[0]) in ("Co", "Cn", "Cc", "Cs") or self.text[0] == "\ufffd":
            return "none"
        if any(map(str.isdigit, self.text)):
            return "digit"
        if self.text in _BETWEEN:
            return "between"
        if unicodedata.east_asian_width(self.text[0]) in "WFH":
            return "sign"
        return "letter" if self.text[0].isalpha() else "mark"


@dataclass(frozen=True)
class Font:
    """What is asked of a font."""

    text: Mapping[int, str]
    width: Callable[[int], int]
    lines: Callable[[int], int | None]
    """Of how many closed lines a code is drawn; None where that is not known."""
    two: bool
    """Codes of two bytes."""
    odd: Callable[[int], bool] | None = None
    """Of a font whose letters are drawings: whether a code may draw more than one character."""

    def glyphs(self, number: int, written: bytes) -> Iterator[Glyph]:
        codes = (
            (int.from_bytes(written[i : i + 2], "big") for i in range(0, len(written) - 1, 2)) if self.two else (byte for byte in written)
        )
        for code in codes:
            yield Glyph(self.text.get(code, ""), self.width(code), (number, code))

    @cached_property
    def narrow_signs(self) -> int:
        """How many of its signs are as narrow as a digit."""
        return sum(
            each.sort == "sign" and each.narrow for each in (Glyph(text, self.width(code), (0, code)) for code, text in self.text.items())
        )

    @cached_property
    def even(self) -> bool:
        """True where all its letters are of one width: a font as of a typewriter."""
        return len({self.width(code) for code, text in self.text.items() if Glyph(text, 0, (0, code)).sort == "letter"}) == 1


def doubtful(fonts: Mapping[int, Font], written: Iterable[tuple[int, bytes]]) -> bool:
    """True where a number may stand under other names. ``written``: (font, codes) in the order in which they are drawn."""
    last: deque[Glyph] = deque(maxlen=MANY)
    together = 0
    """Of the last, how many stand without anything between them."""
    for number, codes in written:
        for glyph in fonts[number].glyphs(number, codes) if number in fonts else ():
            if (odd := fonts[number].odd) and (glyph.sort == "none" or odd(glyph.name[1])):
                return True
            if glyph.sort == "between":
                together = 0
                continue
            may = glyph.sort not in ("digit", "mark") and (glyph.narrow or glyph.full)
            if not may or (last and last[-1].narrow != glyph.narrow):
                last.clear()
                together = 0
            if may:
                last.append(glyph)
                together += 1
            if len(last) == MANY and len({each.name for each in last}) > 1 and not _believed(last, fonts, together >= MANY):
                return True
        if number not in fonts:
            last.clear()
            together = 0
    return False


def _believed(run: Iterable[Glyph], fonts: Mapping[int, Font], together: bool) -> bool:
    """``run``: as many as a number has, all as narrow as digits, or all as wide as high."""
    glyphs = list(run)
    drawn = [(each, fonts[each.name[0]], fonts[each.name[0]].lines(each.name[1])) for each in glyphs]
    if glyphs[0].full:
        if any(lines is None or lines > _FEW_LINES for *_, lines in drawn) or any(each.text in _NUMERALS for each in glyphs):
            return True
        unsure = [each for each, _, lines in drawn if not drawn_of_as_many(unicodedata.normalize("NFKC", each.text), lines)]
        return 2 * len(unsure) <= MANY
    if any(each.sort == "none" or (each.sort == "sign" and font.narrow_signs <= DIGITS) for each, font, _ in drawn):
        return False
    letters = [(each, font, lines) for each, font, lines in drawn if each.sort == "letter"]
    if len({each.name for each, _, lines in letters if drawn_of_fewer(each.text, lines)}) > 1:
        return False
    if max(each.wide for each in glyphs) - min(each.wide for each in glyphs) > _ALIKE:
        return True
    return all(_of_one_width(each, font, lines, together) for each, font, lines in letters)


def _of_one_width(glyph: Glyph, font: Font, lines: int | None, together: bool) -> bool:
    """For a letter beside others of its width, which are seldom so many but in a font as of a typewriter."""
    if lines is None:
        return font.even and not together
    return (font.even or not together) and drawn_of_as_many(glyph.text, lines)
