"""What a kind or an overview has to tell of one year: figures by name, each with where it stands, and things that came about.

A yearly report is composed of them and knows no kind: whoever makes a page offers what stands on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from generator import values
from generator.classes import dataclass

Amount = int | Decimal
"""Fen where the unit is 元, else a number of that unit."""
YUAN = "元"


@dataclass(frozen=True)
class OfferedFigure:
    """One figure of a year."""

    name: str
    """总收入: what a report places it by; a name is one figure of a year."""
    value: Amount | None
    """None where only words are known: 近 5 万."""
    unit: str
    path: str
    """The page and row it stands on; "" where no page shows it."""
    title: str
    """Of that page."""
    text: str = ""
    """As the data says it, where that is more than the number: 「24,000 余株」."""
    topic: str = ""
    """What it is about where that is not the title of who offers it: the part of a report that takes it goes by this."""
    aliases: tuple[str, ...] = ()
    note: str = ""
    """What is to be said beside it: that it does not agree with another."""
    compared: bool = True
    """False where the same of the year before is no measure of it."""
    told: bool = True
    """False for one that a report tells only where it is placed by name."""

    @property
    def words(self) -> str:
        """「12,345.00 元」, 「88.2%」, 「24,000 余株」."""
        return self.text or in_words(self.value, self.unit)


@dataclass(frozen=True)
class OfferedEntry:
    """One thing of a year that stands on a page: a matter that was decided, the newest file of a list."""

    title: str
    text: str
    path: str
    day: date | None = None
    topic: str = ""


Offered = OfferedFigure | OfferedEntry


def in_words(value: Amount | None, unit: str) -> str:
    """A number with its unit; "" for none. Percent stand close, all else has a blank between."""
    if value is None:
        return ""
    if unit == YUAN and isinstance(value, int):
        return f"{values.yuan(value)} {YUAN}"
    number = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    return f"{number}{'' if unit in ('%', '‰') else ' '}{unit}".strip()


@dataclass(frozen=True)
class YearOffers:
    """All of one year, in the order of the board: (title of who offers it, what)."""

    year: str
    figures: tuple[tuple[str, OfferedFigure], ...] = ()
    entries: tuple[tuple[str, OfferedEntry], ...] = ()
    by_name: Mapping[str, OfferedFigure] = field(default_factory=dict)
    """Names and other words for them, as ``values.label`` has them: of several of one name the first."""


def year_offers(year: str, offers: list[tuple[str, Offered]]) -> YearOffers:
    """Sorted into figures and entries. A name goes before other words; a word that two are called by means none."""
    figures = tuple((source, item) for source, item in offers if isinstance(item, OfferedFigure) and item.words)
    entries = tuple((source, item) for source, item in offers if isinstance(item, OfferedEntry))
    by_name: dict[str, OfferedFigure] = {}
    for _, item in figures:
        by_name.setdefault(values.label(item.name), item)
    several: dict[str, set[str]] = {}
    for _, item in figures:
        for alias in item.aliases:
            several.setdefault(values.label(alias), set()).add(item.name)
    for _, item in figures:
        by_name |= {label: item for alias in item.aliases if (label := values.label(alias)) not in by_name and len(several[label]) == 1}
    kept = tuple((source, item) for source, item in figures if by_name[values.label(item.name)] is item)
    return YearOffers(year, kept, entries, by_name)
