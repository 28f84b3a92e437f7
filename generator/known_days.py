"""Days that are known to the year or the month only: when a house was built, since when a sum is owed. Never made into a day.

What is known is a date, or the text 「2015年」 or 「2015年6月」 as it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from generator import values

_ROUGH = re.compile(r"(\d{4})年(?:(\d{1,2})月)?")


def parse_when(text: str, year: int | None = None) -> date | str | None:
    """A day, 「2015年」 or 「2015年6月」; None for nothing. Raises ValueError as ``values.parse_date`` does.

    Reads 2015, 2015年, 2015-06, 2015.6, 2015/06, 201506 and 二〇一五年六月.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", values.clean(text)))
    plain = re.sub(r"[零〇○一二两三四五六七八九十]+(?=[年月])", lambda m: str(values.chinese_number(m.group())), plain)
    plain = re.sub(r"(?<=\d)(年度|年份|年底|年末|年初|年间)$", "年", plain)
    match = re.fullmatch(r"(\d{4})年?", plain) or re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})月?|(0[1-9]|1[0-2]))", plain)
    if not match:
        return values.parse_date(text, year)
    month = next((int(g) for g in match.groups()[1:] if g), 0)
    if not 1949 <= int(match[1]) <= 2200:
        raise ValueError(f"年份 {match[1]} 不对")
    if month > 12 or (month == 0 and len(match.groups()) > 1):
        raise ValueError(f"没有 {month} 月")
    return f"{int(match[1])}年{month}月" if month else f"{int(match[1])}年"


def bounds(known: object) -> tuple[date, date] | None:
    """The first and the last day it can have been; None for nothing."""
    if isinstance(known, date):
        return known, known
    match = _ROUGH.fullmatch(known) if isinstance(known, str) else None
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 0)
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return date(year, month or 1, 1), after - timedelta(days=1)


def when_cn(known: object) -> str:
    """「2015年6月30日」 or what is known of it."""
    return values.date_cn(known) if isinstance(known, date) else str(known or "")
