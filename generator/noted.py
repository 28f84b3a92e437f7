"""What is noted at a row of a page, whatever the page makes of its rows: a table, lines that open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from generator.classes import dataclass
from generator.model import Dataset, Row
from generator.shown import Fold, Table, Value

T = TypeVar("T")
_NUMBERED = ("序号", "编号")


@dataclass(frozen=True)
class Noted:
    """A cell with something noted below it."""

    value: Value
    note: str

    def __str__(self) -> str:
        return str(self.value or "")


def head_of(table: Table) -> int:
    """Which column heads a row: the title column, else the first column of words."""
    titles = [i for i, c in enumerate(table.columns) if c.role == "title"]
    words = [i for i, c in enumerate(table.columns) if c.role == "text" and c.name not in _NUMBERED]
    return next(iter(titles + words), -1)


def with_notes(view: T, notes: Sequence[tuple[str, str]]) -> tuple[T, tuple[str, ...]]:
    """The view with each (anchor, note) at its row, and the notes of which it shows no row."""
    by_anchor: dict[str, str] = {}
    for anchor, note in notes:
        if anchor:
            by_anchor[anchor] = "；".join(filter(None, (by_anchor.get(anchor, ""), note)))
    placed: set[str] = set()
    made = _noted(view, by_anchor, placed) if by_anchor else view
    return made, tuple(note for anchor, note in notes if anchor not in placed)


def _noted(value: T, notes: Mapping[str, str], placed: set[str]) -> T:
    match value:
        case Table():
            return _table(value, notes, placed)  # type: ignore[return-value]
        case Fold(anchor=anchor) if anchor in notes:
            placed.add(anchor)
            return replace(value, facts=(*value.facts, ("更正", notes[anchor])))
        case Dataset() | Row():
            return value
        case tuple():
            items = tuple(_noted(item, notes, placed) for item in value)
            return items if any(a is not b for a, b in zip(items, value, strict=True)) else value  # type: ignore[return-value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            made = {field.name: _noted(getattr(value, field.name), notes, placed) for field in fields(value)}
            changed = {name: item for name, item in made.items() if item is not getattr(value, name)}
            return replace(value, **changed) if changed else value
    return value


def _table(table: Table, notes: Mapping[str, str], placed: set[str]) -> Table:
    if not set(table.anchors) & notes.keys():
        return table
    head = max(head_of(table), 0)
    rows = []
    for row, anchor in zip(table.rows, table.anchors, strict=True):
        if anchor in notes:
            placed.add(anchor)
            row = (*row[:head], Noted(row[head], notes[anchor]), *row[head + 1 :])
        rows.append(row)
    return replace(table, rows=tuple(rows))
