"""By when, how often and for how long: the wordings of 周期, 时限 and 张贴 in the catalogue and in data/regions, as values.

A limit is counted from the day after its anchor: 期末后15日 of a first quarter is 15 April; 5个工作日 count working days only.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from generator.classes import dataclass
from generator.pattern import lazy

PERIODS = {"月": 1, "季": 3, "半年": 6, "年": 12}
"""Months in each period."""
EVENTS = ("即时", "每批", "变更")
"""What is published when it happens."""
CADENCES = (*PERIODS, *EVENTS)

Anchor = Literal["end", "start", "event", "day"]
_ANCHORS: dict[str, Anchor] = {"期末": "end", "期初": "start", "事": "event"}
_COUNTED = lazy(r"(期末|期初|事)后(\d{1,3})(日|天|个工作日)")
_FIRST_MONTH = lazy(r"(?:次月|每季首月|下季首月)(\d{1,2})日")
"""As county rules say it: the 8th of the month after the period is eight days after its end."""
_NAMED = lazy(r"(当年|次年)(\d{1,2})月(\d{1,2})日")
_SPAN = lazy(r"(\d{1,3})(日|天|个工作日)")


@dataclass(frozen=True)
class Limit:
    """The last day: so many days after the end or the beginning of a period or after an event, or a day of a year."""

    anchor: Anchor
    days: int = 0
    working: bool = False
    """Counts working days."""
    month: int = 0
    day: int = 0
    next_year: bool = False
    """The day is of the year after the period."""


@dataclass(frozen=True)
class Span:
    """How long at least something hangs, both ends counted."""

    days: int
    working: bool = False

    def __str__(self) -> str:
        return f"{self.days} 个工作日" if self.working else f"{self.days} 天"


@cache
def limit(text: str) -> Limit | None:
    """「期末后15日」 as a value; None where it cannot be read."""
    if match := _COUNTED.fullmatch(text):
        return Limit(_ANCHORS[match[1]], int(match[2]), match[3] == "个工作日")
    if (match := _FIRST_MONTH.fullmatch(text)) and 1 <= int(match[1]) <= 28:
        return Limit("end", int(match[1]))
    if (match := _NAMED.fullmatch(text)) and _is_day(int(match[2]), int(match[3])):
        return Limit("day", month=int(match[2]), day=int(match[3]), next_year=match[1] == "次年")
    return None


@cache
def span(text: str) -> Span | None:
    """「15日」, 「5个工作日」 as a value; None where it cannot be read."""
    match = _SPAN.fullmatch(text)
    return Span(int(match[1]), match[2] == "个工作日") if match else None


def calendar_days(span: Span) -> int:
    """Days it takes at least, weekends included: five working days take seven where a week of them is whole."""
    return span.days * 7 // 5 if span.working else span.days


def _is_day(month: int, day: int) -> bool:
    """A day that every year has: 29 February is none."""
    try:
        return bool(date(2001, month, day))
    except ValueError:
        return False
