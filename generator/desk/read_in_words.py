"""How a table that was dropped is read: where its header is, which columns are known, the unit, what is summed and what is not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.editing.edited_table import EditedTable, edited_table
from generator.editing.keyed_text import KeyedText
from generator.editing.opened_file import read_content
from generator.editing.refused import NotEditable
from generator.editing.sums import sums_below
from generator.inbox.understood import OnePiece
from generator.kind import Kind

_NAMES = {
    "opening": "期初的余额",
    "subtotal": "小计",
    "total": "合计",
    "quarter": "本季合计",
    "year": "本年累计",
    "carried": "过次页、承前页",
}
"""Rows that are no entries, as a clerk calls them."""


def how_read(piece: OnePiece, kind: Kind) -> Iterator[str]:
    """A sentence for each thing, sheet by sheet; nothing of a file that cannot be opened as a table, of which others speak."""
    try:
        content = read_content(f"data/villages/dropped/{kind.name}/2026.{piece.ending}", piece.data)
    except NotEditable:
        return
    if isinstance(content, KeyedText):
        return
    for sheet in content.sheets:
        table = edited_table("", sheet, content, kind)
        if table.header:
            yield from _of_table(table, f"工作表「{sheet}」：" if len(content.sheets) > 1 else "")


def _of_table(table: EditedTable, sheet: str) -> Iterator[str]:
    known = [column.field for column in table.columns if column.field]
    strange = [column.header for column in table.columns if column.header and not column.field]
    more = f"；没有认出的列：{'、'.join(strange)}" if strange else ""
    yield f"{sheet}第 {table.header} 行是表头，认出 {'、'.join(known)}{more}"
    units = dict.fromkeys(column.unit for column in table.columns if column.type == "money" and column.field)
    if units:
        yield f"{sheet}金额的单位是{'、'.join(units)}"
    entries = [row for row in table.rows if row.sort == "data"]
    sums = [f"{each.field}合计 {each.text}" + (f"（{each.unread} 格看不懂，没有算）" if each.unread else "") for each in sums_below(table)]
    yield "；".join([f"{sheet}一共 {len(entries)} 笔", *sums])
    for sort, name in _NAMES.items():
        if rows := [str(row.number) for row in table.rows if row.sort == sort]:
            yield f"{sheet}第 {'、'.join(rows)} 行是{name}，不算在里面"
