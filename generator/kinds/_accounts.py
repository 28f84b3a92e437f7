"""The page of a list in which several (组, associations) keep an account each: a heading and a table for each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator import values
from generator.check.balances import balances
from generator.check.groups import parts
from generator.check.totals import fen_of
from generator.check.walk import IN, LEFT, OUT
from generator.config import Context
from generator.kinds._list import Body
from generator.kinds._sheets import ROLES, UNIT, Top, anchors, cell, whole
from generator.model import Column, Dataset, Row
from generator.shown import Table, TableColumn, Value

MATTER = "事项"


def told_of(by: str) -> Callable[[Dataset, Context], Top]:
    """What each in the column ``by`` has left; where it has no money, how much it did."""
    return lambda data, context: Top(facts=tuple((name, (_left(part),)) for name, part in parts(data, by).items()))


def _left(part: Dataset) -> str:
    closing = balances((part,))[0].closing if _has_money(part) else None
    return f"余额 {values.yuan(closing)} 元" if closing is not None else f"{len(part.rows)} 件事"


def _has_money(part: Dataset) -> bool:
    return bool(part.marked("opening")) or any(row.fen(name) is not None for row in part.rows for name in (IN, OUT, LEFT))


def _holds(data: Dataset, column: Column) -> bool:
    """True for a column of the form, and for one beside it that the file has."""
    return column.asked or any(row.text(column.name) for row in data.rows)


def body(data: Dataset, title: str, by: str, columns: tuple[Column, ...]) -> Body:
    """A heading for each; the file as it stands is for download."""
    ids = dict(zip((row.number for row in data.rows), anchors(data), strict=True))
    shown = tuple(column for column in columns if column.name != by and column.persons != "unseen" and _holds(data, column))
    tables = tuple((name, _of_one(data, name, part, n, ids, shown)) for n, (name, part) in enumerate(parts(data, by).items(), 1))
    return Body(tables, (_whole(data, title, by, columns),))


def _of_one(data: Dataset, name: str, part: Dataset, number: int, ids: dict[int, str], columns: tuple[Column, ...]) -> Table:
    """With what was there before on top, where it is stated; without money where it has none."""
    money = (IN, OUT, LEFT) if _has_money(part) else ()
    columns = tuple(column for column in columns if column.type != "money" or column.name in money)
    columns = tuple(sorted(columns, key=lambda column: column.name != "日期"))
    opening = part.marked("opening")
    before = {MATTER: "上期余额", LEFT: opening.fen(LEFT) if opening else None}
    first = (tuple(before.get(column.name, None if column.type != "text" else "") for column in columns),) if opening else ()
    rows = tuple(tuple(_cell(row, column) for column in columns) for row in part.rows)
    sums: dict[str, Value] = {IN: fen_of(part.rows, IN), OUT: fen_of(part.rows, OUT), LEFT: balances((part,))[0].closing} if money else {}
    foot = tuple("合计" if column.name == MATTER else sums.get(column.name, None if column.type != "text" else "") for column in columns)
    marks = (*("" for _ in first), *(ids[row.number] for row in part.rows))
    heads = tuple(TableColumn(c.name, "title" if c.name == MATTER else ROLES.get(c.type, "text"), c.width) for c in columns)
    return Table(f"{data.key.lower()}-{number}", name, heads, (*first, *rows), foot if money else (), UNIT if money else "", marks)


def _cell(row: Row, column: Column) -> Value:
    return row.fen(column.name) if column.type == "money" else cell(row, column)


def _whole(data: Dataset, title: str, by: str, columns: tuple[Column, ...]) -> Table:
    """The file: of each what was there before, then its rows."""
    each = [row for part in parts(data, by).values() for row in (*filter(None, (part.marked("opening"),)), *part.rows)]
    return whole(replace(data, rows=tuple(each)), title, columns, (IN, OUT))
