"""Numbers half hidden by stars, of which enough is left to know whose they are: a day of birth, the last four, seven digits of a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.pattern import lazy
from generator.privacy import digits
from generator.privacy.hit import Hit
from generator.privacy.plain import BETWEEN, DIGITS, STARS, plain

STARRED_BEGUN = lazy(f"[{DIGITS}][{BETWEEN}]{{0,2}}[{STARS}Xx][{BETWEEN}]?[{STARS}Xx]")
_TWO_STARS = lazy(f"[{STARS}Xx][{BETWEEN}]?[{STARS}Xx]")
_WHOLE = lazy(r"(?<![\dA-Za-z*])\d(?:[ \-.\u200b]?[\d*xX]){8,22}(?!\d)")
_PHONE = lazy(r"1[3-9]\d*\*{2,}\d*")
_ID = lazy(r"\d{6,}\*{2,}\d*[xX]?")
_CARD = lazy(r"\d{4,}\*{3,}\d{3,}")


def starred(text: str) -> Iterator[Hit]:
    """Hits whose value keeps the stars."""
    if not (_TWO_STARS.search(text) and STARRED_BEGUN.search(text)):
        return
    for match in _WHOLE.finditer(plain(text)):
        whole = re.sub(r"[xX](?=.)", "*", re.sub(r"[ \-.\u200b]", "", match.group()))
        if code := _code(whole):
            yield Hit(code, *match.span(), "打了星号，剩下的数字还认得出是谁的", whole)


def _code(whole: str) -> str:
    left, size = sum(c.isdigit() for c in whole), len(whole)
    if size == 11 and left >= 7 and _PHONE.fullmatch(whole):
        return "personal-phone"
    # 62 begins cards and the ID numbers of Gansu: the length settles it. Few people count the stars they type, so it is only a guess.
    if size in (15, 17, 18, 20) and left >= 9 and _ID.fullmatch(whole) and digits.region(whole[:6]):
        return "personal-id"
    if 13 <= size <= 20 and left >= 8 and _CARD.fullmatch(whole):
        return "personal-card"
    return ""
