"""A text as a machine of bad will reads it: full-width is half-width, look-alikes are what they look like. Each character stays one
character, so a place in the plain text is the same place in what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.compiled import kept
from generator.privacy import digit_signs
from generator.privacy.digit_signs import CHINESE, DECIMAL, RINGED, ranges

ZERO = "\u200b"
"""What stands for every mark that takes no room."""
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u0300-\u036f\u20d0-\u20f0\u3164"
    "\ufe20-\ufe2f\uffa0\U000e0000-\U000e01ef"
)
SPACES = " \t\r\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u30fc_\uff3f"
DOTS = ".\uff0e\u00b7\u2022\u30fb\u2027\u2219\u22c5\u3002\uff61"
STARS = "*\uff0a\u00d7\u2217\u2731\u25cf\u25a0\u2588\u25a1\u25cb\u25ef\u2b1b\u25aa#\uff03"
BETWEEN = UNSEEN + SPACES + DASHES + DOTS + r"\-"
"""What is looked for between the letters of a plate, or between a digit and a star."""
CELL = "\ua000"
"""Stands between the cells of a table that is read as one text: a letter nobody writes, so that no number runs across it."""
LIKE_ZERO = "Oo\uff2f\uff4f\u041e\u043e\u039f\u03bf\u3007"
LIKE_ONE = "Il\uff29\uff4c\u0406\u0399\u2160"
BEYOND = "\U00010000-\U0001ffff"
"""A pattern is slow with many ranges beyond the first 65,536 characters; of these all are looked at, since few are ever there."""
DIGITS = ranges({sign for sign in DECIMAL | RINGED if sign < "\U00010000"}) + BEYOND
CHINESE_DIGITS = "".join(CHINESE)
DIGIT_LIKE = DIGITS + LIKE_ZERO + LIKE_ONE + CHINESE_DIGITS


def _marks() -> str:
    no_letters = {char for char in map(chr, range(1, 0x10000)) if not char.isalnum()}
    return ranges(no_letters.union("\u30fc\u115f\u3164\uffa0").difference(DECIMAL, RINGED, CHINESE, '"<>'))


MARKS: str = kept("marks", "".join(Path(file).read_text(encoding="utf-8") for file in (__file__, digit_signs.__file__)), _marks)
"""What may stand between the digits of one number: all that is no letter, and parts no elements of a page or of JSON."""


def _spread(ranges: str) -> str:
    return "".join(
        "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1))) if match[1] else match[3]
        for match in re.finditer(r"(.)-(.)|(.)", ranges, re.DOTALL)
    )


_TABLE: dict[int, str] = {
    **{c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
    **{ord(sign): digit for sign, digit in (DECIMAL | RINGED).items()},
    **{ord(c): ZERO for c in _spread(UNSEEN)},
    **{ord(c): " " for c in _spread(SPACES.replace("\n", "").replace("\r", ""))},
    **{ord(c): "-" for c in _spread(DASHES)},
    **{ord(c): "." for c in DOTS},
    **{ord(c): "*" for c in STARS},
}
_LETTERS = {**{ord(c): "0" for c in LIKE_ZERO}, **{ord(c): "1" for c in LIKE_ONE}}
_NUMERALS = {ord(sign): digit for sign, digit in CHINESE.items()}
_RUN = _LETTERS | _NUMERALS


def plain(text: str) -> str:
    """Half-width, one kind of space, dash, dot and star; letters stay letters."""
    return text.translate(_TABLE)


def mentions(text: str, words: Iterable[str]) -> bool:
    """True where any of the words stands in the text; many times faster than a pattern of them all."""
    for word in words:  # noqa: SIM110 - cells are many and short
        if word in text:
            return True
    return False


def as_digits(run: str) -> str:
    """A run in which O, l and 三 stand for digits."""
    return run.translate(_RUN)


def numerals(text: str) -> str:
    """一三八 → 138, 壹叁捌 → 138."""
    return text.translate(_NUMERALS)


def breaks(run: str) -> frozenset[int]:
    """Where a digit stands beside one of another sort, 张三138 or ①138: a number may begin or end there, or go on."""
    if run.isascii():
        return frozenset()
    sorts = [1 if char in CHINESE else 2 if char in RINGED else 0 for char in run]
    return frozenset(i for i in range(1, len(run)) if sorts[i] != sorts[i - 1])
