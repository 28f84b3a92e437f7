"""A workbook of several tables → its parts: a month, a village or a kind each, by the names of its sheets or the titles in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.classes import dataclass
from generator.inbox.kind_of import LEAST, scores
from generator.inbox.period_words import written
from generator.kind import Kind
from generator.load.grid import Grid
from generator.load.year_file import sheet_month

_TITLE_ROWS = 4


@dataclass(frozen=True)
class Part:
    """Sheets that make one file."""

    sheets: tuple[str, ...]
    month: str = ""
    """03 or 2026-03, where it is one month of several."""


def parted(grids: Sequence[Grid], kinds: Sequence[Kind], villages: Sequence[str]) -> tuple[list[Part], list[str]]:
    """The parts of a workbook, one where it is to stay whole, and the sheets that are in none of them. ``villages``: their names."""
    whole = [Part(tuple(grid.sheet for grid in grids))]
    of = {grid.sheet: kind for grid in grids if (kind := _kind(grid, kinds))} if len(grids) > 1 else {}
    months = {grid.sheet: month for grid in grids if grid.sheet in of and (month := _month(grid))}
    owners = {sheet: village for sheet in of if (village := _village(sheet, villages))}
    several_months, several_villages = len(set(months.values())) > 1, len(set(owners.values())) > 1
    if not several_months and not several_villages and len(set(of.values())) < 2:
        return whole, []
    groups: dict[tuple[str, str, str], list[str]] = {}
    for sheet, kind in of.items():
        month = months.get(sheet, "") if several_months else ""
        groups.setdefault((month, owners.get(sheet, "") if several_villages else "", kind), []).append(sheet)
    left = [grid.sheet for grid in grids if grid.sheet not in of]
    return [Part(tuple(sheets), month) for (month, _, _), sheets in groups.items()], left


def _kind(grid: Grid, kinds: Sequence[Kind]) -> str:
    best = next(iter(scores([grid], (), kinds)), None)
    return best.kind.name if best and best.header >= LEAST else ""


def _village(sheet: str, villages: Sequence[str]) -> str:
    """The longest name of a village in that of a sheet."""
    return max((name for name in villages if name in sheet), key=len, default="")


def _month(grid: Grid) -> str:
    if named := sheet_month(grid.sheet):
        year, month, _ = named
        return f"{year}-{month:02}" if year else f"{month:02}"
    for text in (grid.sheet, *_titles(grid)):
        several = {(each.year, each.part) for each in written(text) if not each.day and each.part.isdigit()}
        if len(several) == 1:
            year, part = several.pop()
            return f"{year}-{part}" if year else part
    return ""


def _titles(grid: Grid) -> Iterator[str]:
    for row in grid.rows[:_TITLE_ROWS]:
        cells = [cell for cell in row.cells if cell]
        yield from cells if len(cells) <= 2 else ()
