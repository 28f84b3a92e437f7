"""A sheet of any workbook cell by cell, with what the loader asks of each: its value, how it is shown, whether in red ink.

What reads an old workbook makes these, and what writes one anew takes them, so that nothing that a check speaks of is lost between.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

CellValue = str | bool | int | float | Decimal | dt.date


class NotRead(Exception):
    """A workbook that cannot be read. Chinese: why; ``hint``: what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell that holds something."""

    value: CellValue
    number_format: str = "General"
    red: bool = False
    formula: str = ""
    """Where the file holds no result of it; ``value`` is "" then."""


@dataclass(frozen=True)
class SheetCells:
    """Rows and columns count from 0."""

    name: str
    cells: dict[tuple[int, int], SheetCell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        return not any(cell.value not in ("", None) or cell.formula for cell in self.cells.values())
