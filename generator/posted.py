"""What every published thing says of its own publication: up to when, since when, for how long, on whose word."""

from __future__ import annotations

from datetime import date

from generator.classes import dataclass
from generator.pattern import lazy

_DAY = lazy(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)")


@dataclass(frozen=True)
class Posted:
    """None and "" mean that the clerk did not state it; the page then says so."""

    until: date | None = None
    """数据截至: the last day the figures speak of."""
    day: date | None = None
    """公开日."""
    start: date | None = None
    end: date | None = None
    """公示期, both days counted."""
    reviewed: str = ""
    """审核: who, when, with what result."""

    @property
    def review(self) -> tuple[tuple[str, str], ...]:
        """审核 part by part, as the clerk typed it; in one piece where it is not written in the order who, when, result."""
        who, day, result = (part.strip(" ，,；;。") for part in [*_DAY.split(self.reviewed, 1), "", ""][:3])
        if who and result:
            return (("谁审核", who), ("哪天", day), ("结果", result))
        return (("审核", self.reviewed),) if self.reviewed else ()


@dataclass(frozen=True)
class Due:
    """What must be public next, and by when."""

    what: str
    by: date
    """The last day."""
