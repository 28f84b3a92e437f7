"""Rows of a table put into the order of their days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator import values
from generator.editing.edited_table import EditedRow, EditedTable
from generator.editing.edits import OrderRows
from generator.editing.refused import NotEditable


def by_day(table: EditedTable, year: int | None = None) -> OrderRows | None:
    """Entries from early to late, those of one day as they stand; what states a sum stays where it is and no entry passes it. None where
    they are in order. Raises NotEditable where a day cannot be read. ``year``: of the file, for days written without one."""
    place = next((i for i, column in enumerate(table.columns) if column.type == "date"), -1)
    if place < 0:
        raise NotEditable("这张表没有日期这一列，排不了。")

    def day(row: EditedRow) -> date:
        try:
            read = values.parse_date(row.cells[place], year)
        except ValueError:
            read = None
        if read is None:
            raise NotEditable(f"第 {row.number} 行的日期看不懂，先改好它，再按日期排。")
        return read

    return _ordered(table, day)


def turned_round(table: EditedTable) -> OrderRows | None:
    """Entries that stand from new to old, the other way round; 上月余额 below them comes above them."""
    data = [row for row in table.rows if row.sort == "data"]
    below = [row for row in table.rows[data[-1].number :] if row.sort == "opening"] if data else []
    if not below:
        return _ordered(table, lambda row: -row.number)
    first, last = data[0].number, below[-1].number
    between = [row for row in table.rows[first - 1 : last] if row.sort not in ("data", "opening")]
    if between:
        return None
    return OrderRows(first, tuple(row.number - first for row in (*below, *reversed(data))), table.sheet)


def _ordered(table: EditedTable, key: Callable[[EditedRow], date] | Callable[[EditedRow], int]) -> OrderRows | None:
    data = [row for row in table.rows if row.sort == "data"]
    if not data:
        return None
    first, last = data[0].number, data[-1].number
    order: list[int] = []
    stretch: list[EditedRow] = []
    for row in [*table.rows[first - 1 : last], None]:
        if row is not None and row.sort == "data":
            stretch.append(row)
            continue
        order += [each.number - first for each in sorted(stretch, key=key)]
        stretch = []
        if row is not None:
            order.append(row.number - first)
    return None if order == [*range(len(order))] else OrderRows(first, tuple(order), table.sheet)
