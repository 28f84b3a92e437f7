"""A sheet of any workbook cell by cell, with what the loader asks of each: its value, how it is shown, whether in red ink.

What reads an old workbook makes these, and what writes one anew takes them, so that nothing that a check speaks of is lost between.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from generator import bounds
from generator.classes import dataclass

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

    def bounded(self) -> SheetCells:
        """The same. Raises NotRead where a cell is longer, or merges are larger, than a workbook may have."""
        if any(isinstance(cell.value, str) and len(cell.value) > bounds.CELL for cell in self.cells.values()):
            raise NotRead(f"工作表「{self.name}」有一格写了 {bounds.CELL} 个字以上，太长了。", "一格里只写一件事；长的内容做成附件。")
        area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self.merges)
        if len(self.merges) > bounds.MERGES or area > bounds.CELLS:
            raise NotRead(f"工作表「{self.name}」合并的单元格太多。", "取消合并，每一行自己写。")
        return self
