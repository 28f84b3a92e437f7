"""What a row below a header is: data, a stated sum, or something that is none of the data."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from generator import signs, values
from generator.kind import EXAMPLE, SUMS, Kind
from generator.load.grid import GridRow
from generator.load.header import Header
from generator.load.stated import is_stated, states_something

RowSort = Literal["data", "opening", "total", "subtotal", "year", "nothing", "example-left", "unclear-sum", "stated"]
_SIGNED = "制表|填表|审核|复核|会计|出纳|报账员|记账|主任|书记|负责人|单位负责|监委|监督|理财|公章|盖章|注|备注|说明|附注"
_FOOTER = re.compile(rf"({_SIGNED})[^:\uff1a]{{0,8}}[:\uff1a]|本月(无|没有)")
_LIKE_A_SUM = re.compile(r".*(合计|小计|累计|总计|共计|结转|结余|结存|余额|过次页)数?")
_MONTH_SUM = re.compile(r"\d{1,2}月份?(合计|小计|发生额)")
_remembered = lru_cache(maxsize=1 << 14)


def sort_row(row: GridRow, header: Header, kind: Kind) -> RowSort:
    """The form's own example, footers and blank rows are nothing; what only looks like a sum is said to be unclear."""
    first = next((c for c in row.cells if c), "")
    if row.blank:
        return "nothing"
    if first.startswith(("例:", EXAMPLE)):
        return "nothing" if _is_example(row, header, kind) else "example-left"
    if is_stated(row):
        return "stated"
    label = cell_under(row, header, kind.label_column)
    said = {_bare(first), _bare(label)}
    marks = {kind.marks[text] for text in said if text in kind.marks}
    if marks:
        return next(mark for mark in SUMS if mark in marks)
    if kind.subtotal_labels and any(map(_is_month_sum, said)):
        return "total"
    if _is_footer(row, header, {first, label}):
        return "stated" if states_something(row) else "nothing"
    if kind.total_labels and any(map(_is_like_a_sum, said)):
        told = (cell_under(row, header, c.name) for c in kind.columns if not c.blank and c.name != kind.label_column)
        if all(cell in ("", first) for cell in told):
            return "unclear-sum"
    return "data"


@_remembered
def _is_month_sum(label: str) -> bool:
    return bool(_MONTH_SUM.fullmatch(label))


@_remembered
def _is_like_a_sum(label: str) -> bool:
    return bool(_LIKE_A_SUM.fullmatch(label))


@_remembered
def _begins_a_footer(text: str) -> bool:
    return bool(_FOOTER.match(text.replace(" ", "")))


@_remembered
def _bare(text: str) -> str:
    """A label without what stands in parentheses."""
    return values.label(signs.unbracketed(text))


def cell_under(row: GridRow, header: Header, name: str) -> str:
    """The cell below a column's name; "" where there is none."""
    at = header.places.get(name, -1)
    return row.cells[at] if 0 <= at < len(row.cells) else ""


def _is_example(row: GridRow, header: Header, kind: Kind) -> bool:
    example = dict(zip((c.name for c in kind.columns), kind.example_row(), strict=True))
    told = {c.name: row.cells[i].replace("例:", EXAMPLE) for i, c in header.columns.items() if i < len(row.cells)}
    return all(text == "" or _same(text, example[name]) for name, text in told.items())


def _same(text: str, example: str) -> bool:
    """860 is 860.00: a spreadsheet rewrites what it saves."""
    try:
        return text == example or values.parse_money(text) == values.parse_money(example)
    except ValueError:
        return False


def _is_footer(row: GridRow, header: Header, said: set[str]) -> bool:
    """「制表人:… 审核:…」 below the table, 「本月无收支」 in it: no data, so no amounts and no day."""
    matched = set(filter(_begins_a_footer, said))
    if not matched:
        return False
    typed = {row.cells[i] for i, c in header.columns.items() if c.type in ("money", "date") and i < len(row.cells)} - {""}
    return typed <= matched
