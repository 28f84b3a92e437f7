"""Working days in China: weekends and the holidays of the State Council's yearly notice, with the weekends that are worked for them.

A year whose notice the library does not know yet counts Monday to Friday as working days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar


def known(year: int) -> bool:
    """True where the holidays of the year are known."""
    return _first() <= year <= _last()


def is_workday(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day)) if known(day.year) else day.weekday() < 5


def workday_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``: one after a Friday is the Monday, where nobody has it off."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def days_in(start: date, end: date, working: bool) -> int:
    """Days of a posting, both ends counted; only working days where those are asked for."""
    days = (end - start).days + 1
    return sum(is_workday(start + timedelta(days=n)) for n in range(days)) if working else days


def last_day(start: date, count: int, working: bool) -> date:
    """The last day of a posting of ``count`` days that begins on ``start``."""
    return workday_after(start - timedelta(days=1), count) if working else start + timedelta(days=count - 1)


@cache
def _first() -> int:
    return int(min(chinese_calendar.constants.holidays).year)


@cache
def _last() -> int:
    return int(max(chinese_calendar.constants.holidays).year)
