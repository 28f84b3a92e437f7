"""From when to when a document is what holds: its 施行日, its 失效日, and the day on which a newer version takes its place.

A version that was made public and is not in force yet leaves the older one where it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model import Dataset

IN_FORCE, EXPIRES = "施行日", "失效日"
_DAY = timedelta(1)


@dataclass(frozen=True)
class Force:
    """First and last day; None where it has none."""

    start: date | None = None
    end: date | None = None

    def coming(self, today: date) -> bool:
        """Not yet."""
        return self.start is not None and today < self.start

    def over(self, today: date) -> bool:
        """No more."""
        return self.end is not None and self.end < today


def starts(data: Dataset) -> date | None:
    """The day on which it comes into force; of a kind or a document that does not say, the day it was made public."""
    row = data.rows[0]
    return next((day for name in (IN_FORCE, "公开日") if isinstance(day := row[name], date)), None)


def force_of(data: Dataset, newer: Iterable[Dataset]) -> Force:
    """``newer``: those that take its place."""
    ends = [data.rows[0][EXPIRES], *(starts(other) for other in newer)]
    days = [day - _DAY for day in ends if isinstance(day, date)]
    start = data.rows[0][IN_FORCE]
    return Force(start if isinstance(start, date) else None, min(days, default=None))
