"""公开日, 公示期 and 审核 of a table, which stand in lines of their own: what they say, and the edit that has them say something else."""

from __future__ import annotations

import re

from generator.editing.edited_table import EditedTable
from generator.editing.edits import CellEdit, DeleteRows, InsertRows, set_cell
from generator.editing.refused import NotEditable
from generator.kind import STATED
from generator.model import Column, Dataset
from generator.values import clean

ASKED: tuple[Column, ...] = tuple(column for column in STATED if column.name != "阶段")
"""Those that the desk has fields for."""


def stated_of(table: EditedTable, data: Dataset | None) -> dict[str, str]:
    """Name → what the table says, also where that cannot be read; "" where it says nothing."""
    return {column.name: line[2] if (line := _line(table, data, column.name)) else "" for column in ASKED}


def _line(table: EditedTable, data: Dataset | None, name: str) -> tuple[int, int, str] | None:
    """(row, column, text) of what is stated, column -1 where no cell has it as it was read; None where nothing is stated."""
    row = dict(data.stated_rows).get(name) if data else None
    if row is not None:
        cells = map(clean, table.row(row.number).cells)
        return row.number, next((i for i, cell in enumerate(cells) if row.text(name) in cell), -1), row.text(name)
    for each in table.rows:
        cell = clean(each.cells[0]) if each.cells and each.sort not in ("data", "header") and not any(each.cells[1:]) else ""
        if named := re.fullmatch(rf"{name}\s*[：:]\s*([^：:]+)", cell):
            return each.number, 0, named[1]
    return None


def stated_edit(table: EditedTable, data: Dataset | None, name: str, text: str) -> CellEdit | None:
    """The line changed, taken away where ``text`` is blank, or put below all others; None where it says so already. Raises NotEditable."""
    text = re.sub(rf"^{name}\s*[：:]\s*", "", " ".join(text.split()))  # the name is before the field already
    line = _line(table, data, name)
    if line is None:
        return InsertRows(len(table.rows) + 1, ((f"{name}：{text}",),), table.sheet) if text else None
    number, place, was = line
    if was == text:
        return None
    if place < 0:
        raise NotEditable(f"「{name}」写在第 {number} 行，在那一行里改。")
    cells = table.row(number).cells
    alone = sum(map(bool, map(str.strip, cells))) == 1 and len(clean(cells[place])) - len(was) <= len(name) + 3
    if not text and alone:
        return DeleteRows(number, 1, table.sheet)
    return set_cell(number, place, clean(cells[place]).replace(was, text, 1), table.sheet)
