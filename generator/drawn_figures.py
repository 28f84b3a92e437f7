"""How figures went over months and years, as charts draw it."""

from __future__ import annotations

from decimal import Decimal

from generator.classes import dataclass


@dataclass(frozen=True)
class Series:
    """How one figure went over some years, the oldest first: one small picture of several."""

    title: str
    points: tuple[tuple[str, Decimal, str], ...]
    """(year, figure, the figure in words); none is below nothing."""


@dataclass(frozen=True)
class TrendMonth:
    """One month of a trend, in fen."""

    key: str
    """2026-03."""
    name: str
    income: int
    expense: int
    closing: int


@dataclass(frozen=True)
class Trend:
    """How income, expense and balance went over two to twelve months; a table beside it says the same to the fen."""

    title: str
    months: tuple[TrendMonth, ...]
