"""Months, quarters, half years and years: how files are named after them, and what people call them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator.pattern import lazy

MONTH = lazy(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")
YEAR = lazy(r"(19|20|21)\d\d")
PERIOD = lazy(rf"{MONTH.pattern}|(19|20|21)\d\d(-Q[1-4]|-H[12])?")
"""A month 2026-03, a quarter 2026-Q1, a half year 2026-H1 or a year 2026."""


def month_of(day: date) -> str:
    """2026-03 of any day in March 2026."""
    return f"{day.year:04d}-{day.month:02d}"


def next_month(month: str) -> str:
    """2026-12 → 2027-01."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def month_cn(month: str) -> str:
    """2026-03 → 2026年3月."""
    return f"{int(month[:4])}年{int(month[5:])}月"


def period_months(period: str) -> tuple[str, str]:
    """First and last month: 2026-Q2 → (2026-04, 2026-06)."""
    year, _, part = period.partition("-")
    if part.isdigit():
        return period, period
    length = {"Q": 3, "H": 6, "": 12}[part[:1]]
    last = int(part[1:] or 1) * length
    return f"{year}-{last - length + 1:02d}", f"{year}-{last:02d}"


def period_cn(period: str) -> str:
    """2026-Q1 → 2026年第一季度; 2026-H2 → 2026年下半年; 2026 → 2026年."""
    year, _, part = period.partition("-")
    if part.isdigit():
        return month_cn(period)
    named = {"Q": "第{}季度", "H": "{}半年", "": ""}[part[:1]]
    return f"{year}年" + named.format(("上下" if part[:1] == "H" else "一二三四")[int(part[1:]) - 1] if part else "")


def month_end(month: str) -> date:
    """2026-02 → 28 February 2026."""
    return date.fromisoformat(f"{next_month(month)}-01") - timedelta(days=1)


_QUARTER = lazy(r"(\d{4})\D{0,3}([1-4一二三四])\D{0,3}")
_HALF = lazy(r"(\d{4})\D{0,2}(上|下)半年度?")
_MONTH = lazy(r"(\d{4})\D?(\d{1,2})\D?")
_YEAR = lazy(r"(\d{4})\D{0,2}")


def meant(text: str) -> str:
    """The period that people mean by 2026年第1季度, 2026q1, 2026上半年, 202603 or 2026年度; "" where it cannot be told."""
    if match := _HALF.fullmatch(text):
        return f"{match[1]}-H{'上下'.index(match[2]) + 1}"
    if match := re.fullmatch(r"(\d{4})\D?[hH]([12])", text):
        return f"{match[1]}-H{match[2]}"
    if ("季" in text or "q" in text.lower()) and (match := _QUARTER.fullmatch(text)):
        return f"{match[1]}-Q{'一二三四'.find(match[2]) + 1 or match[2]}"
    if (match := _MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return f"{match[1]}-{int(match[2]):02d}"
    return match[1] if (match := _YEAR.fullmatch(text)) else ""


def period_end(period: str) -> date:
    """2026-Q1 → 31 March 2026."""
    return month_end(period_months(period)[1])


def period_at(month: str, length: int) -> str:
    """The period of so many months (1, 3, 6, 12) that a month lies in: 2026-05, 3 → 2026-Q2."""
    year, place = month[:4], (int(month[5:]) - 1) // length + 1
    return {1: month, 3: f"{year}-Q{place}", 6: f"{year}-H{place}", 12: year}[length]


def next_period(period: str) -> str:
    """2026-Q4 → 2027-Q1."""
    first, last = period_months(period)
    return period_at(next_month(last), int(last[5:]) - int(first[5:]) + 1)


def period_start(period: str) -> date:
    """2026-Q1 → 1 January 2026."""
    return date.fromisoformat(f"{period_months(period)[0]}-01")
