"""From when to when a document is what holds: its 施行日, its 有效至, and the day on which a newer version takes its place.

A version that was made public and is not in force yet leaves the older one where it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from generator.classes import dataclass
from generator.model import Dataset

IN_FORCE, EXPIRES = "施行日", "有效至"
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
    start, last = (day if isinstance(day := data.rows[0][name], date) else None for name in (IN_FORCE, EXPIRES))
    ends = (last, *(day - _DAY for other in newer if (day := starts(other))))
    return Force(start, min((day for day in ends if day), default=None))
