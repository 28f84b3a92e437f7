"""Which changes of a published table are corrections: not what is added to a list that is still being kept, nor what is filled in there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator import periods
from generator.corrected import FileChange, RowChange
from generator.kind import Kind


def held_against(kind: Kind, key: str, file: str, before: date, day: date, rows: Iterable[RowChange]) -> Iterator[FileChange]:
    """``before``: the last day of which the table is known as it was; ``day``: the first on which it was otherwise."""
    going_on = not periods.PERIOD.fullmatch(key) or periods.period_end(key) >= before
    for row in rows:
        if kept := _kept(kind, row, going_on):
            yield FileChange(kind.name, key, file, day, kept)


def _kept(kind: Kind, row: RowChange, going_on: bool) -> RowChange | None:
    if row.way == "补登":
        return None if going_on else row
    if row.old is None or row.new is None:
        return row
    names = tuple(name for name in row.columns if name not in kind.moving and not (going_on and not row.old.text(name)))
    return replace(row, columns=names) if names else None
