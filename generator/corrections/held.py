"""Which changes of a published table are corrections: not what is added to a list that is still being kept, nor what is filled in there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator import periods
from generator.corrected import FileChange, RowChange
from generator.kind import Kind
from generator.model import Dataset, Row

_CLOSING = timedelta(31)
"""How long after its period a table may still be filled: books of a month are closed in the next."""
_AHEAD = timedelta(31)
"""A table is not taken to be public later where the day it states is further off than this: it is on the board all the while."""


def held_against(kind: Kind, key: str, before: date, day: date, rows: Iterable[RowChange], file: str) -> Iterator[FileChange]:
    """``before``: the last day of which the table is known as it was; ``day``: the first on which it was otherwise; ``file``: where it
    stands now."""
    by_period = periods.PERIOD.fullmatch(key) and not kind.document
    kept_then = not by_period or periods.period_end(key) >= before
    in_time = not by_period or day <= periods.period_end(key) + _CLOSING
    for row in rows:
        if kept := _kept(kind, row, before, kept_then, in_time):
            yield FileChange(kind.name, key, kept.new.head.file if kept.new else kept.old.head.file if kept.old else file, day, kept)


def _kept(kind: Kind, row: RowChange, before: date, kept_then: bool, in_time: bool) -> RowChange | None:
    if row.way == "补登":
        return None if kept_then and (in_time or _later(kind, row.new, before)) else row
    if row.old is None or row.new is None:
        return row
    filling = kept_then and in_time
    names = tuple(name for name in row.columns if name not in kind.moving and not (filling and not _filled(row.old, name)))
    return replace(row, columns=names) if names else None


def _filled(row: Row, name: str) -> bool:
    """A column that is none of the file's own (正文) said something."""
    return bool(row.text(name)) or name not in row.head.fields


def _later(kind: Kind, row: Row | None, before: date) -> bool:
    """True for a row of a day on which the table as it was known could not have had it."""
    column = next((c.name for c in kind.columns if c.type == "date"), "")
    day = row[column] if row and column else None
    return isinstance(day, date) and day > before


def public_by(kind: Kind, tables: Iterable[Dataset], day: date) -> bool:
    """False for what said itself that it would be public on a later day, and for a document that had been taken down. A document is put on
    the board on its day, and may be mended on it."""
    for table in tables:
        front = table.rows[0] if kind.document and table.rows else None
        row = front or table.marked("公开日")
        stated = row["公开日"] if row else None
        if isinstance(stated, date) and (stated >= day if front else day < stated <= day + _AHEAD):
            return False
        down = front["撤下日"] if front else None
        if isinstance(down, date) and down <= day:
            return False
    return True
