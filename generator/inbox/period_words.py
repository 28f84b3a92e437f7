"""Periods as people write them in titles and names: 2026年3月份, 三季度, 2026年上半年, 1-6月, 26.3, 202603.

What is written is kept apart into the year and the part of it, so that 「3月」 of a file's name and 「2026年」 of a title make one period.
"""

from __future__ import annotations

import re
import unicodedata

from generator import values
from generator.classes import dataclass
from generator.pattern import lazy

_MONTH_WORD = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = rf"(?:{_YEAR}|(?<![\d.])[12]\d)"
_RANGE = lazy(
    rf"(?:({_SHORT_YEAR})\s*年?\s*[.\-/]?\s*)?(?<!\d)({_MONTH_WORD})\s*月?份?\s*(?:-+|—+|–|~|至|到)\s*({_MONTH_WORD})\s*月份?(?!\d{{0,2}}[日号])"
)
_DAY = lazy(
    rf"({_YEAR})\s*[年.\-/]\s*(1[0-2]|0?[1-9])\s*[月.\-/]\s*(?:3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
    rf"|(?<!\d)({_YEAR})(1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?!\d)|(?<!\d)()(1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号]"
)
_HALF = lazy(rf"(?:({_SHORT_YEAR})\s*年?度?\s*)?([上下])半年度?|(?<!\d)({_YEAR})\s*-?\s*[hH]([12])(?!\d)")
_QUARTER = lazy(rf"(?:({_SHORT_YEAR})\s*年?度?\s*)?第?\s*([1-4一二三四])\s*季度?|(?<!\d)({_YEAR})\s*[-_年]?\s*[qQ]([1-4])(?!\d)")
_YEAR_MONTH = lazy(
    rf"({_SHORT_YEAR})\s*年度?\s*({_MONTH_WORD})\s*月份?|(?<!\d)({_YEAR})\s*[.\-/_]\s*(1[0-2]|0?[1-9])(?![\d.])月?份?"
    rf"|(?<!\d)({_YEAR})(1[0-2]|0[1-9])(?!\d)|(?<![\dA-Za-z.])(2\d)[.](1[0-2]|0?[1-9])(?![\d.])月?份?"
)
_ONLY_YEAR = lazy(rf"(?<!\d)({_YEAR})\s*(年度|年全年|全年)?(?!\d)|(?<![\d.])(2\d)\s*(?:年度|年)")
_ONLY_MONTH = lazy(rf"(?<![\d第.])({_MONTH_WORD})\s*月份?(?!\d)")
_WHOLE_YEAR = lazy("全年|年度|年终|年末")
_ALIGNED = {(1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (1, 6): "H1", (7, 12): "H2", (1, 12): "Y"}


@dataclass(frozen=True)
class WrittenPeriod:
    """One period as it is written."""

    year: str = ""
    part: str = ""
    """03, Q1, H1, Y for all of it, ? for months that are no period; "" for none."""
    text: str = ""
    day: bool = False
    """It is one day, which says little of what the table is of: that on which it was made."""


def written(text: str) -> list[WrittenPeriod]:
    """Every period in a text, in no order; of 「2026年3月」 not also the year."""
    rest = unicodedata.normalize("NFKC", values.clean(text))
    rest = re.sub(r"[〇○零一二三四五六七八九]{4}(?=\s*年)", lambda m: str(values.chinese_number(m[0])), rest)
    periods: list[WrittenPeriod] = []
    for pattern, read in (
        (_RANGE, _range),
        (_DAY, _day),
        (_HALF, _half),
        (_QUARTER, _quarter),
        (_YEAR_MONTH, _year_month),
        (_ONLY_YEAR, _only_year),
        (_ONLY_MONTH, _only_month),
    ):
        periods += map(read, pattern.finditer(rest))
        rest = pattern.sub(lambda m: "\0" * len(m[0]), rest)
    return periods


def _range(match: re.Match[str]) -> WrittenPeriod:
    first, last = _number(match[2]), _number(match[3])
    return WrittenPeriod(_year(match[1]), f"{first:02}" if first == last else _ALIGNED.get((first, last), "?"), match[0])


def _day(match: re.Match[str]) -> WrittenPeriod:
    year, month = next((match[i] or "", match[i + 1]) for i in (1, 3, 5) if match[i + 1])
    return WrittenPeriod(year, f"{int(month):02}", match[0], day=True)


def _half(match: re.Match[str]) -> WrittenPeriod:
    return WrittenPeriod(_year(match[1] or match[3]), f"H{match[4] or '上下'.index(match[2]) + 1}", match[0])


def _quarter(match: re.Match[str]) -> WrittenPeriod:
    number = match[4] or match[2]
    return WrittenPeriod(_year(match[1] or match[3]), f"Q{'一二三四'.find(number) + 1 or number}", match[0])


def _year_month(match: re.Match[str]) -> WrittenPeriod:
    year, month = next((match[i], match[i + 1]) for i in (1, 3, 5, 7) if match[i])
    return WrittenPeriod(_year(year), f"{_number(month):02}", match[0])


def _only_year(match: re.Match[str]) -> WrittenPeriod:
    return WrittenPeriod(_year(match[1] or match[3]), "Y" if _WHOLE_YEAR.search(match[0]) else "", match[0])


def _only_month(match: re.Match[str]) -> WrittenPeriod:
    return WrittenPeriod("", f"{_number(match[1]):02}", match[0])


def _year(text: str | None) -> str:
    return f"20{text}" if text and len(text) == 2 else text or ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() else values.chinese_number(text)


def key_of(year: str, part: str) -> str:
    """2026, Q1 → 2026-Q1; all of a year → 2026; "" where one of them is missing."""
    if not year or part == "?":
        return ""
    return year if part in ("", "Y") else f"{year}-{part}"


def key_written(text: str) -> str:
    """2026年3月, 2026-3, 2026年三季度 → the key; "" for what is not one period and nothing else: 2026-13 is not the year."""
    typed = unicodedata.normalize("NFKC", values.clean(text))
    whole = [each for each in written(typed) if each.text.strip() in (typed, typed.removesuffix("年")) and not each.day]
    return key_of(whole[0].year, whole[0].part) if whole else ""
