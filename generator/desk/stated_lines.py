"""公开日, 公示期 and 审核 of a table, which stand in lines of their own: what they say, and the edit that has them say something else."""

from __future__ import annotations

from generator.editing.edited_table import EditedTable
from generator.editing.edits import CellEdit, DeleteRows, InsertRows, set_cell
from generator.kind import STATED
from generator.model import Column, Dataset
from generator.values import clean

ASKED: tuple[Column, ...] = tuple(column for column in STATED if column.name != "阶段")
"""Those that the desk has fields for."""


def stated_of(data: Dataset | None) -> dict[str, str]:
    """Name → what the table says; "" where it says nothing."""
    rows = dict(data.stated_rows) if data else {}
    return {column.name: rows[column.name].text(column.name) if column.name in rows else "" for column in ASKED}


def stated_edit(table: EditedTable, data: Dataset | None, name: str, text: str) -> CellEdit | None:
    """The line changed, taken away where ``text`` is blank, or put below all others; None where it says so already."""
    text = " ".join(text.split())
    row = dict(data.stated_rows).get(name) if data else None
    if row is None:
        return InsertRows(len(table.rows) + 1, ((f"{name}：{text}",),), table.sheet) if text else None
    was, there = row.text(name), table.row(row.number)
    place = next((i for i, cell in enumerate(there.cells) if was in clean(cell)), -1)
    if place < 0 or was == text:
        return None
    alone = sum(map(bool, map(str.strip, there.cells))) == 1 and len(clean(there.cells[place])) - len(was) <= len(name) + 3
    if not text and alone:
        return DeleteRows(row.number, 1, table.sheet)
    return set_cell(row.number, place, clean(there.cells[place]).replace(was, text, 1), table.sheet)
