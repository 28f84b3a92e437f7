"""Headers and rows that were meant otherwise: a column that holds two, a name that is nearly one, a row that is all in one cell."""

from __future__ import annotations

import re

from generator.editing.edited_table import EditedTable
from generator.editing.edits import DeleteRows, InsertRows, SetCells, Together
from generator.kind import Kind
from generator.load.convert import convert
from generator.load.header import near_column
from generator.model import Column
from generator.values import clean, label

_BETWEEN = re.compile(r"\s*[/／、|｜\n]\s*|\s+")
"""What stands between two things in one cell."""


def header_meant(table: EditedTable, kind: Kind, text: str) -> str:
    """The column that a header nearly is; "" where none is near."""
    return near_column(clean(text), kind, {column.field for column in table.columns})


def split_column(table: EditedTable, kind: Kind, row: int, place: int) -> SetCells | None:
    """「姓名/金额」 made two columns, where both are columns of the kind that the table lacks and every cell below parts in two that can be
    read as such. Only of a text file: in a workbook everything to the right would lose its format."""
    if table.sheet or not table.file.endswith(".csv"):
        return None
    names = [kind.wordings.get(label(part)) for part in _BETWEEN.split(clean(table.row(row).cells[place]))]
    fields = {column.field for column in table.columns}
    if len(names) != 2 or None in names or names[0] is names[1] or any(column.name in fields for column in names if column):
        return None
    block = []
    for each in table.rows[row - 1 :]:
        parts = _two(each.cells[place], [column for column in names if column], is_header=each.number == row)
        if parts is None:
            return None
        block.append((*each.cells[:place], *parts, *each.cells[place + 1 :]))
    return SetCells(row, 0, tuple(block), table.sheet)


def _two(text: str, columns: list[Column], is_header: bool) -> tuple[str, str] | None:
    """The two things that a cell holds; None where that is not plain."""
    if not text.strip():
        return "", ""
    parts = _BETWEEN.split(clean(text))
    if len(parts) != 2:
        return None
    if not is_header:
        try:
            if any(convert(column, part) is None for column, part in zip(columns, parts, strict=True)):
                return None
        except ValueError:
            return None
    return parts[0], parts[1]


def split_row(table: EditedTable, row: int) -> SetCells | None:
    """A row that was typed with Chinese commas between its cells, where it then has as many as the header."""
    if not table.header or table.sheet:
        return None
    cells = [cell for cell in table.row(row).cells if cell]
    width = len([column for column in table.columns if column.header])
    parts = re.split("[，,]", cells[0]) if len(cells) == 1 else []
    return SetCells(row, 0, (tuple(part.strip() for part in parts),), table.sheet) if len(parts) == width else None


def shifted_rows(table: EditedTable, kind: Kind, cells: tuple[str, ...], row: int) -> list[tuple[str, Together]]:
    """What a row with one cell too many or too few may have been: two neighbours that are one text, a blank cell that was left out."""
    width = len([column for column in table.columns if column.header])
    told: list[tuple[str, tuple[str, ...]]] = []
    if len(cells) == width + 1:
        free = [i for i in range(width) if table.columns[i].type == "text" and table.columns[i].field not in kind.row_key]
        words = {word for column in table.columns for word in (*column.offers, *column.choices)}  # each of which is a cell by itself
        texts = [i for i in free if cells[i] and cells[i + 1] and not words & {cells[i], cells[i + 1]}]
        told = [(f"「{cells[i]}」和「{cells[i + 1]}」是一格", (*cells[:i], f"{cells[i]}，{cells[i + 1]}", *cells[i + 2 :])) for i in texts]
    elif len(cells) == width - 1:
        blanks = [i for i, column in enumerate(table.columns[:width]) if not column.must]
        told = [(f"「{table.columns[i].header}」空着，后面的往右移一格", (*cells[:i], "", *cells[i:])) for i in blanks]
    return [(text, Together((DeleteRows(row, 1, table.sheet), InsertRows(row, (new,), table.sheet)))) for text, new in told]
