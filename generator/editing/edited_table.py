"""A file of cells as a person edits it: all its rows as they are written, and what the kind says of each column and row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.classes import dataclass
from generator.editing.edits import Cells
from generator.kind import Kind
from generator.load.grid import Grid, GridRow
from generator.load.header import Header, find_header, read_header
from generator.load.row_sort import RowSort, sort_row
from generator.model import CellType, Column
from generator.sheets import letter
from generator.values import clean

EditedSort = RowSort | Literal["above", "header"]
"""``above``: a title, a unit, whatever stands above the header; ``nothing`` is a blank row or a line below the table."""


@dataclass(frozen=True, slots=True)
class EditedColumn:
    """One column of the grid."""

    letter: str
    """As WPS shows it; ``Source.column`` of a problem."""
    header: str
    """As the file has it; "" where the header has no such cell."""
    field: str = ""
    """What the kind calls it; "" for a column that is none of the kind's."""
    type: CellType = "text"
    must: bool = False
    """No cell of it may be blank."""
    choices: tuple[str, ...] = ()
    """The only words that may be typed."""
    offers: tuple[str, ...] = ()
    """Words that are offered; others may be typed."""
    help: str = ""
    example: str = ""
    width: int = 12
    """In characters."""
    unit: str = "元"
    """Of a column of amounts, as the header says: 元, 千元, 万元."""
    running: bool = False
    """It follows from the rows above, as 余额 does: it has no sum."""


@dataclass(frozen=True, slots=True)
class EditedRow:
    """One row of the file."""

    number: int
    """As WPS numbers it; ``Source.row`` of a problem, and what edits are told."""
    sort: EditedSort
    cells: tuple[str, ...]
    """Exactly as in the file, as many as there are columns."""
    fixed: frozenset[int] = frozenset()
    """Places of cells that hold a formula, or a part of a merged cell: shown, not to be typed into."""


@dataclass(frozen=True)
class EditedTable:
    """A sheet as it stands now."""

    file: str
    sheet: str
    columns: tuple[EditedColumn, ...]
    rows: tuple[EditedRow, ...]
    header: int = 0
    """Number of the (last) header row; 0 where none was recognised: the columns then have letters only."""

    @property
    def last_data(self) -> int:
        """Number of the last row that is an entry; of the header where there is none yet."""
        return max((row.number for row in self.rows if row.sort == "data"), default=self.header)

    def row(self, number: int) -> EditedRow:
        return self.rows[number - 1]

    def place(self, field: str) -> int:
        """Index of a column of the kind; -1 where the table has none."""
        return next((i for i, column in enumerate(self.columns) if column.field == field), -1)


def edited_table(
    file: str, sheet: str, content: Cells, kind: Kind | None, fixed: Mapping[int, frozenset[int]] | None = None, regime: str = ""
) -> EditedTable:
    """``regime``: "2004" for a village under those accounting rules, whose accounts are offered then."""
    texts = content.rows(sheet)
    grid = Grid(file, tuple(GridRow(n, n, tuple(map(clean, cells))) for n, cells in enumerate(texts, 1)), sheet, ragged=True)
    at = find_header(grid, kind) if kind else None
    header = read_header(grid, at, kind)[0] if kind and at is not None else None
    width = max(map(len, texts), default=0)
    columns = tuple(_column(grid, header, i, regime, kind.running if kind else "") for i in range(width))
    shut = fixed or {}
    rows = tuple(
        EditedRow(n, _sort(grid.rows[n - 1], n, at, header, kind), (*cells, *[""] * (width - len(cells))), shut.get(n, frozenset()))
        for n, cells in enumerate(texts, 1)
    )
    return EditedTable(file, sheet, columns, rows, header.first_data if header else 0)


def _column(grid: Grid, header: Header | None, i: int, regime: str, running: str) -> EditedColumn:
    if header is None:
        return EditedColumn(letter(i), "")
    above = grid.rows[header.first_data - 1].cells
    name = above[i] if i < len(above) else ""
    column: Column | None = header.columns.get(i)
    if column is None:
        return EditedColumn(letter(i), name)
    offers = column.offers_2004 if regime == "2004" and column.offers_2004 else column.offers
    return EditedColumn(
        letter(i), name or column.name, column.name, column.type, not column.blank, column.choices, offers, column.help, column.example,
        column.width, header.units.get(i, "元"), bool(running) and column.name == running,
    )  # fmt: skip


def _sort(row: GridRow, number: int, at: int | None, header: Header | None, kind: Kind | None) -> EditedSort:
    if header is None or kind is None or at is None:
        return "data" if any(row.cells) else "nothing"
    if number <= at:
        return "above"
    return "header" if number <= header.first_data else sort_row(row, header, kind)
