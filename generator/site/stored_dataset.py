"""A dataset as lists, texts and numbers that JSON can hold, and back: values only, no code, no other class, no path beside its own file.

Rows lie there by columns: what a column holds is looked at once, not in each of the ten thousand rows that are read when one changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, groupby, repeat
from operator import attrgetter
from types import NoneType
from typing import Any

from generator.declared import WAYS, StatedCorrection
from generator.model import Dataset, Head, Row, Source
from generator.shown import Table, TableColumn, Value

DAMAGED = (ValueError, TypeError, IndexError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What ``decoded`` raises for what was damaged, or put there by others."""
_SAME = "="
"""A value that is its text; in the place of a column, one of which all are. There None is one without any value."""
_Columns = list[Any]
"""Rows of one head that follow one on another: see ``_encoded_rows``."""


def encoded(data: Dataset) -> list[object]:
    """What is put together from several sheets is said by them."""
    parts = [encoded(part) for part in data.parts]
    data = replace(data, rows=(), lines=(), stated_rows=()).as_read(data.digest) if parts else data
    heads = list(dict.fromkeys(row.head for row in (*data.entries, *(row for _, row in data.stated_rows))))
    places = {head: i for i, head in enumerate(heads)}
    return [
        data.kind,
        data.key,
        data.file,
        [[head.file, head.fields, head.letters, head.sheet] for head in heads],
        _encoded_rows(data.entries, places),
        [n for n, row in enumerate(data.entries) if any(row is move for move in data.transfers)],
        [[mark for mark, _ in data.stated_rows], _encoded_rows((row for _, row in data.stated_rows), places)],
        data.document,
        data.body,
        [encoded_table(table) for table in data.tables],
        data.attachments,
        [[c.file, c.row, c.day and c.day.isoformat(), c.reason, c.agreed, c.way, c.column, c.was, c.line] for c in data.corrections],
        [[slug, [s.file, s.row, s.line, s.sheet, s.column, s.field]] for slug, s in data.links],
        data.companions,
        data.unreadable_rows,
        data.unread,
        data.digest,
        data.complete,
        data.body_line,
        parts,
    ]


def _encoded_rows(rows: Iterable[Row], places: Mapping[Head, int]) -> list[_Columns]:
    """For all that follow one on another below the same head: its number, theirs, their lines, their texts one row after the other, their
    values one column after the other, and where a row has more than that, what more each has."""
    told: list[_Columns] = []
    for head, group in groupby(rows, attrgetter("head")):
        some = [*group]
        if {(len(row.texts), len(row.values)) for row in some} != {(len(head.fields),) * 2}:
            told.append([])  # nobody can say of which columns its cells are: it is read anew
            continue
        columns = zip(zip(*(row.values for row in some), strict=True), zip(*(row.texts for row in some), strict=True), strict=True)
        more = [[sorted(row.invalid), sorted(row.merged), row.lines] for row in some]
        told.append(
            [
                places[head],
                [row.number for row in some],
                [row.line for row in some],
                [*chain.from_iterable(row.texts for row in some)],
                [_encoded_column(values, texts) for values, texts in columns],
                more if any(map(any, more)) else [],
            ]
        )
    return told


def _encoded_column(values: tuple[Value, ...], texts: tuple[str, ...]) -> object:
    if values == texts:
        return _SAME
    if not any(value is not None for value in values):
        return None
    return [_SAME if value == text else _encoded_value(value) for value, text in zip(values, texts, strict=True)]


def _encoded_value(value: Value) -> object:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return [_encoded_value(item) for item in value]
    for mark, kind in (("s", str), ("d", date), ("n", Decimal)):
        if type(value) is kind:
            return mark + str(value)
    raise TypeError(f"{type(value).__name__} is nothing a file says")


def encoded_table(table: Table) -> list[object]:
    """Raises TypeError for one that no file says."""
    columns = [[c.name, c.role, c.width] for c in table.columns]
    whole = all(len(row) == len(columns) for row in table.rows)  # else it is read anew
    cells = [_encoded_cells(column) for column in zip(*table.rows, strict=True)] if whole else None
    foot = [_encoded_value(value) for value in table.foot]
    return [table.name, table.title, columns, cells, foot, table.note, table.anchors]


def _encoded_cells(column: tuple[Value, ...]) -> list[object]:
    """Whether all of it are texts, and its cells: those texts, or as ``_encoded_value`` has them."""
    texts = all(type(value) is str for value in column)
    return [texts, list(column) if texts else [_encoded_value(value) for value in column]]


# --- and back --------------------------------------------------------------------------------


def decoded(stored: list[Any]) -> Dataset:
    """Raises one of DAMAGED for what is none."""
    kind, key, file, heads, rows, moves, stated_rows, document, body, tables, attachments, corrections, links, companions, *rest = stored
    unreadable_rows, unread, known, complete, body_line, parts = rest
    made = [Head(_text(at), _texts(fields), _texts(letters), _text(sheet)) for at, fields, letters, sheet in heads]
    beside = _text(file).rpartition("/")[0]
    for path in (*_texts(attachments), *_texts(companions)):
        folder, _, name = path.rpartition("/")
        if folder != beside or name in ("", ".", "..") or "\\" in name or "\0" in name:
            raise ValueError("a file that lies elsewhere")
    lines, apart, (marks, stated) = _rows(rows, made), set(_numbers(moves)), stated_rows
    data = Dataset(
        _text(kind),
        _text(key),
        file,
        tuple(row for n, row in enumerate(lines) if n not in apart) if apart else lines,
        tuple(zip(_texts(marks), _rows(stated, made), strict=True)),
        lines=lines if apart else (),
        document=_flag(document),
        body=_text(body),
        tables=tuple(map(table_of, tables)),
        attachments=tuple(attachments),
        corrections=tuple(_correction(each, file) for each in corrections),
        links=tuple((_text(slug), Source(_text(at), row, line, *_texts(rest))) for slug, (at, row, line, *rest) in links),
        companions=tuple(companions),
        unreadable_rows=_numbers(unreadable_rows),
        unread=_flag(unread),
        complete=_flag(complete),
        body_line=_numbers([body_line])[0],
        parts=tuple(map(_part, parts)),
    )
    object.__setattr__(data, "digest", _text(known))  # as ``as_read``, of a value that nobody has yet
    return data


def _correction(stored: list[Any], file: str) -> StatedCorrection:
    about, row, day, reason, agreed, way, column, was, line = stored
    if way not in WAYS:
        raise ValueError(way)
    texts = _texts((about, row, reason, agreed, column, was))
    when = None if day is None else date.fromisoformat(_text(day))
    return StatedCorrection(texts[0], texts[1], when, texts[2], texts[3], way, texts[4], texts[5], _numbers([line])[0], file)


def _part(stored: list[Any]) -> Dataset:
    """One sheet, which has no parts of its own."""
    if stored[-1]:
        raise ValueError("a sheet of sheets")
    return decoded(stored)


def _rows(stored: list[_Columns], heads: list[Head]) -> tuple[Row, ...]:
    made: list[Row] = []
    for head, numbers, lines, texts, columns, more in stored:
        of, count = heads[head], len(numbers)
        width = len(of.fields)
        "".join(texts)
        if len(lines) != count or len(texts) != count * width or len(columns) != width or len(more) not in (0, count):
            raise ValueError("rows of another table")
        in_rows = zip(*[iter(texts)] * width, strict=True) if width else repeat((), count)
        values = zip(*[_column(column, texts[n::width]) for n, column in enumerate(columns)], strict=True) if width else repeat((), count)
        given = zip(_numbers(numbers), _numbers(lines), in_rows, values, strict=True)
        if not more:
            made += [Row(of, *each) for each in given]
        for each, (invalid, merged, own_lines) in zip(given, more, strict=False) if more else ():
            if own_lines and len(own_lines) != width:
                raise ValueError("a row of another table")
            made.append(Row(of, *each, frozenset(_texts(invalid)), frozenset(_texts(merged)), _numbers(own_lines)))
    return tuple(made)


def _column(stored: Any, texts: list[str]) -> Iterable[Value]:
    """The values of one column; most are those of texts, or amounts."""
    if stored == _SAME:
        return texts
    if stored is None:
        return repeat(None, len(texts))
    if {*map(type, stored)} <= _PLAIN:
        return stored  # type: ignore[no-any-return]
    return [text if value == _SAME else _value(value) for text, value in zip(texts, stored, strict=True)]


_PLAIN = {int, NoneType}


def _value(stored: Any) -> Value:
    if stored.__class__ is str:
        return stored[1:] if stored[0] == "s" else _read(stored)
    if isinstance(stored, list):
        return tuple(map(_value, stored))
    if stored is None or type(stored) in (int, bool):
        return stored
    raise TypeError("no value")


@lru_cache(maxsize=1 << 12)
def _read(stored: str) -> Value:
    match stored[0]:
        case "d":
            return date.fromisoformat(stored[1:])
        case "n":
            return Decimal(stored[1:])
    raise ValueError(stored)


def table_of(stored: list[Any]) -> Table:
    """Raises one of DAMAGED for what is none."""
    name, title, columns, cells, foot, note, anchors = stored
    if "/" in name or "\\" in name or name.startswith("."):
        raise ValueError("a name that leads elsewhere")
    made = _table_columns(tuple(map(tuple, columns)))
    rows, last = tuple(zip(*map(_cells, cells), strict=True)), tuple(map(_value, foot))
    if (cells and len(cells) != len(made)) or (last and len(last) != len(made)):
        raise ValueError("lines of another table")
    return Table(_text(name), _text(title), made, rows, last, _text(note), _texts(anchors))


def _cells(stored: Any) -> Iterable[Value]:
    texts, column = stored
    if texts is True:
        return _texts(column)
    return column if {*map(type, column)} <= _PLAIN else [*map(_value, column)]


@lru_cache(maxsize=1 << 8, typed=True)
def _table_columns(stored: tuple[tuple[Any, ...], ...]) -> tuple[TableColumn, ...]:
    """Most tables are alike."""
    return tuple(TableColumn(_text(called), _role(role), *_numbers([width])) for called, role, width in stored)


def _role(stored: Any) -> Any:
    if stored not in ("text", "money", "date", "number", "title"):
        raise ValueError(stored)
    return stored


def _text(stored: Any) -> str:
    if not isinstance(stored, str):
        raise TypeError("no text")
    return stored


def _texts(stored: Any) -> tuple[str, ...]:
    "".join(stored)
    return tuple(stored)


def _numbers(stored: Any) -> tuple[int, ...]:
    if stored and {*map(type, stored)} != {int}:
        raise TypeError("no number")
    return tuple(stored)


def _flag(stored: Any) -> bool:
    if not isinstance(stored, bool):
        raise TypeError("neither yes nor no")
    return stored
