"""Texts in pieces of two characters: what search looks up. theme_overrides/assets/gongkai/search-index.js cuts in the same way."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from operator import add

from generator.pattern import lazy

_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = lazy(rf"([{_HAN}]+)|((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?(?![^\W_{_HAN}]))|([^\W_{_HAN}]+)")
_HAN_FIRST = lazy(f"[{_HAN}]")


def pieces(text: str) -> list[str]:
    """王秀英户 → 王秀 秀英 英户 户; 1,200.00 → 1200; 262.50 → 262p5; 记-012 → 记 012; 水、电 → 水 "" 电.

    The last character of a run stands alone too, so that what follows it follows a piece. Two runs have nothing between them: so where 公益
    stands and 支出 two places on, 公益支出 is what was written.
    """
    cut: list[str] = []
    after_han = False
    for han, number, word in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if han:
            if after_han:
                cut.append("")
            cut += map(add, han, han[1:])
            cut.append(han[-1])
        elif number:
            yuan, _, part = number.replace(",", "").partition(".")
            cut.append("p".join(filter(None, (yuan, part.rstrip("0")))))
        else:
            cut.append(word)
        after_han = bool(han)
    return cut


def whole(piece: str) -> str:
    """860 of 860p5: an amount is also found by its whole yuan. "" for all other pieces."""
    before, _, after = piece.partition("p")
    return before if before.isdecimal() and after.isdecimal() else ""


@lru_cache(maxsize=1 << 14)
def mixed(text: str) -> int:
    """FNV-1a over UTF-16, which JavaScript counts in."""
    units, number = text.encode("utf-16-le"), 0x811C9DC5
    for low, high in zip(units[::2], units[1::2], strict=True):
        number = ((number ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return number


@lru_cache(maxsize=1 << 14)
def sign(piece: str) -> str:
    """The Chinese character it begins with, which may be looked up alone; "" of all other pieces."""
    return piece[0] if _HAN_FIRST.match(piece) else ""


def drawer(piece: str, count: int, wide: Mapping[str, int]) -> int:
    """Which of ``count`` files tells of a piece: all that begin with one Chinese character lie together, or in as many as ``wide`` says."""
    first = sign(piece)
    return mixed(f"{first}{mixed(piece) % wide.get(first, 1)}" if first else piece) % count
