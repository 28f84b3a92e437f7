"""What every published thing says of its own publication: up to when, since when, for how long, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True)
class Due:
    """What must be public next, and by when."""

    what: str
    by: date
    """The last day."""
