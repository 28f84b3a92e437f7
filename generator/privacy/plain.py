"""A text as a machine of bad will reads it: full-width is half-width, look-alikes are what they look like. Each character stays one
character, so a place in the plain text is the same place in what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

ZERO = "\u200b"
"""What stands for every mark that takes no room."""
UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u0300-\u036f"
SPACES = " \t\r\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u30fc_\uff3f"
DOTS = ".\uff0e\u00b7\u2022\u30fb\u2027\u2219\u22c5\u3002\uff61"
STARS = "*\uff0a\u00d7\u2217\u2731\u25cf\u25a0\u2588\u25a1\u25cb\u25ef\u2b1b\u25aa#\uff03"
BETWEEN = UNSEEN + SPACES + DASHES + DOTS + r"\-"
"""What may stand between the digits of one number."""
LIKE_ZERO = "Oo\uff2f\uff4f\u041e\u043e\u039f\u03bf\u3007"
LIKE_ONE = "Il\uff29\uff4c\u0406\u0399\u2160"
DIGITS = (
    "0-9\uff10-\uff19\u0660-\u0669\u06f0-\u06f9\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u24ea\u2776-\u277e"
    "\U0001d7ce-\U0001d7ff"
)
DIGIT_LIKE = DIGITS + LIKE_ZERO + LIKE_ONE


def _spread(ranges: str) -> str:
    return "".join(
        "".join(map(chr, range(ord(found[1]), ord(found[2]) + 1))) if found[1] else found[3]
        for found in re.finditer(r"(.)-(.)|(.)", ranges, re.DOTALL)
    )


def _digit(char: str) -> str:
    value = unicodedata.digit(char, None)
    return str(value) if value is not None else str(int(unicodedata.numeric(char)))


_TABLE: dict[int, str] = {
    **{c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
    **{ord(c): _digit(c) for c in _spread(DIGITS)},
    **{ord(c): ZERO for c in _spread(UNSEEN)},
    **{ord(c): " " for c in _spread(SPACES.replace("\n", "").replace("\r", ""))},
    **{ord(c): "-" for c in _spread(DASHES)},
    **{ord(c): "." for c in DOTS},
    **{ord(c): "*" for c in STARS},
}
_LETTERS = {**{ord(c): "0" for c in LIKE_ZERO}, **{ord(c): "1" for c in LIKE_ONE}}
_NUMERALS = str.maketrans("零〇○一二三四五六七八九幺", "0001234567891")


def plain(text: str) -> str:
    """Half-width, one kind of space, dash, dot and star; letters stay letters."""
    return text.translate(_TABLE)


def mentions(text: str, words: Iterable[str]) -> bool:
    """True where any of the words stands in the text; many times faster than a pattern of them all."""
    return any(word in text for word in words)


def as_digits(run: str) -> str:
    """A run in which O and l stand for digits."""
    return run.translate(_LETTERS)


def numerals(text: str) -> str:
    """一三八 → 138."""
    return text.translate(_NUMERALS)
