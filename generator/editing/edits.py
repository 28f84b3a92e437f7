"""What a person does to a table or a text: small values that are applied, kept in a draft and told to others. Rows count from 1 as WPS
numbers them, columns from 0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Protocol, Self

from generator.classes import dataclass

CellBlock = tuple[tuple[str, ...], ...]


class Cells(Protocol):
    """A file of cells, whose every change gives another one."""

    @property
    def sheets(self) -> tuple[str, ...]: ...

    def rows(self, sheet: str = "") -> Sequence[tuple[str, ...]]: ...

    def stored(self) -> bytes: ...

    def with_cells(self, sheet: str, row: int, column: int, block: Sequence[Sequence[str]]) -> Self: ...

    def with_rows(self, sheet: str, row: int, rows: Sequence[Sequence[str]]) -> Self: ...

    def without_rows(self, sheet: str, row: int, count: int) -> Self: ...

    def in_order(self, sheet: str, row: int, order: Sequence[int]) -> Self: ...


@dataclass(frozen=True, slots=True)
class SetCells:
    """Texts written into cells, from one on; one cell is a block of one. Rows that are not there yet are made."""

    row: int
    column: int
    block: CellBlock
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class InsertRows:
    """New rows; the first becomes number ``row``. An empty tuple is a blank row."""

    row: int
    rows: CellBlock = ((),)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class DeleteRows:
    row: int
    count: int = 1
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class OrderRows:
    """The rows from ``row`` on in another order: for each place, which of them (from 0) stands there."""

    row: int
    order: tuple[int, ...]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SetKey:
    """A key of a YAML file or of the front matter of a Markdown file; ``path``: names, and numbers (from 0) within lists.

    ``None`` takes the key, or the entry of a list, away. A tuple is a list of texts.
    """

    path: tuple[str | int, ...]
    value: str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class AddEntry:
    """A record at the end of the list at ``path``: (key, text) pairs."""

    path: tuple[str | int, ...]
    entry: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """The entry at ``path`` (its last part is its number from 0) put so that it has number ``to``."""

    path: tuple[str | int, ...]
    to: int


@dataclass(frozen=True, slots=True)
class SetBody:
    """The text below the front matter."""

    text: str


@dataclass(frozen=True, slots=True)
class Together:
    """Several in turn that are one to a person: a pasted block, a mend."""

    edits: tuple[Edit, ...]


CellEdit = SetCells | InsertRows | DeleteRows | OrderRows
KeyEdit = SetKey | AddEntry | MoveEntry | SetBody
Edit = CellEdit | KeyEdit | Together
_SORTS = {cls.__name__: cls for cls in (SetCells, InsertRows, DeleteRows, OrderRows, SetKey, AddEntry, MoveEntry, SetBody, Together)}


def set_cell(row: int, column: int, text: str, sheet: str = "") -> SetCells:
    """One cell."""
    return SetCells(row, column, ((text,),), sheet)


def move_row(row: int, to: int, sheet: str = "") -> OrderRows:
    """Row ``row`` taken out and put so that it is number ``to``."""
    first, count = min(row, to), abs(to - row) + 1
    order = [*range(count)]
    order.insert(to - first, order.pop(row - first))
    return OrderRows(first, tuple(order), sheet)


def as_json(edit: Edit) -> str:
    """One line of a draft, or of a request."""
    return json.dumps(_plain(edit), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Edit:
    """The edit that ``as_json`` wrote. Raises ValueError for anything else."""
    try:
        return _edit(json.loads(text))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("no edit") from error


def _plain(edit: Edit) -> dict[str, object]:
    if isinstance(edit, Together):
        return {"do": "Together", "edits": [_plain(each) for each in edit.edits]}
    return {"do": type(edit).__name__, **{f.name: getattr(edit, f.name) for f in fields(edit)}}


def _edit(stored: dict[str, object]) -> Edit:
    given = dict(stored)
    cls = _SORTS[str(given.pop("do"))]
    if cls is Together:
        return Together(tuple(_edit(each) for each in given["edits"]))  # type: ignore[attr-defined]
    edit = cls(**{name: _tuples(value) for name, value in given.items()})  # type: ignore[arg-type]
    _refuse_strange(edit)
    return edit


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _refuse_strange(edit: object) -> None:
    """A request may say anything: numbers must be numbers, texts texts."""
    match edit:
        case SetCells(int(), int(), block, str()) if edit.row > 0 and edit.column >= 0 and _is_block(block):
            return
        case InsertRows(int(), rows, str()) if edit.row > 0 and _is_block(rows):
            return
        case DeleteRows(int(), int(), str()) if edit.row > 0 and edit.count > 0:
            return
        case OrderRows(int(), tuple(order), str()) if edit.row > 0 and sorted(order) == [*range(len(order))]:
            return
        case SetKey(tuple(path), None | str()) if _is_path(path):
            return
        case SetKey(tuple(path), tuple(texts)) if _is_path(path) and all(isinstance(text, str) for text in texts):
            return
        case AddEntry(tuple(path), tuple(entry)) if _is_path(path) and all(
            len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str) for pair in entry
        ):
            return
        case MoveEntry(tuple(path), int()) if _is_path(path) and isinstance(path[-1], int) and edit.to >= 0 <= path[-1]:
            return
        case SetBody(str()):
            return
    raise ValueError("no edit")


def _is_block(block: object) -> bool:
    return isinstance(block, tuple) and all(isinstance(row, tuple) and all(isinstance(text, str) for text in row) for row in block)


def _is_path(path: tuple[object, ...]) -> bool:
    return bool(path) and all(isinstance(part, str | int) for part in path)
