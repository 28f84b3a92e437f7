"""A dataset as lists, texts and numbers that JSON can hold, and back: values only, no code, no other class, no path beside its own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.declared import WAYS, StatedCorrection
from generator.model import Dataset, Head, Row, Source
from generator.shown import Table, TableColumn, Value

DAMAGED = (ValueError, TypeError, IndexError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What ``decoded`` raises for what was damaged, or put there by others."""
_SAME = "="
"""A value that is its text."""


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
        [_encoded_row(row, places) for row in data.entries],
        [n for n, row in enumerate(data.entries) if any(row is move for move in data.transfers)],
        [[mark, _encoded_row(row, places)] for mark, row in data.stated_rows],
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


def _encoded_row(row: Row, places: Mapping[Head, int]) -> list[object]:
    told = [_SAME if value == text else _encoded_value(value) for value, text in zip(row.values, row.texts, strict=True)]
    rest = [sorted(row.invalid), sorted(row.merged), row.lines]
    return [places[row.head], row.number, row.line, row.texts, told, *(rest if any(rest) else ())]


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
    rows = [[_encoded_value(value) for value in row] for row in (*table.rows, table.foot)]
    return [table.name, table.title, columns, rows, table.note, table.anchors]


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
    lines, apart = tuple(_row(row, made) for row in rows), set(_numbers(moves))
    data = Dataset(
        _text(kind),
        _text(key),
        file,
        tuple(row for n, row in enumerate(lines) if n not in apart),
        tuple((_text(mark), _row(row, made)) for mark, row in stated_rows),
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


def _row(stored: list[Any], heads: list[Head]) -> Row:
    head, number, line, texts, values, *rest = stored
    if not rest:
        invalid = merged = frozenset[str]()
        lines: tuple[int, ...] = ()
    else:
        invalid, merged, lines = frozenset(_texts(rest[0])), frozenset(_texts(rest[1])), _numbers(rest[2])
    "".join(texts)
    # Tens of thousands of cells are read when one row changed: the commonest values come first.
    decoded = [
        text
        if value == _SAME
        else value
        if value is None or value.__class__ is int
        else _read(value)
        if value.__class__ is str
        else _value(value)
        for text, value in zip(texts, values, strict=True)
    ]
    of = heads[head]
    if not len(of.fields) == len(texts) or (lines and len(lines) != len(texts)):
        raise ValueError("a row of another table")
    if number.__class__ is not int or line.__class__ is not int:
        raise TypeError("no number")
    return Row(of, number, line, tuple(texts), tuple(decoded), invalid, merged, lines)


def _value(stored: Any) -> Value:
    if isinstance(stored, str):
        return _read(stored)
    if isinstance(stored, list):
        return tuple(map(_value, stored))
    if stored is None or type(stored) in (int, bool):
        return stored
    raise TypeError("no value")


@lru_cache(maxsize=1 << 12)
def _read(stored: str) -> Value:
    match stored[0]:
        case "s":
            return stored[1:]
        case "d":
            return date.fromisoformat(stored[1:])
        case "n":
            return Decimal(stored[1:])
    raise ValueError(stored)


def table_of(stored: list[Any]) -> Table:
    """Raises one of DAMAGED for what is none."""
    name, title, columns, (*rows, foot), note, anchors = stored
    if "/" in name or "\\" in name or name.startswith("."):
        raise ValueError("a name that leads elsewhere")
    made = tuple(TableColumn(_text(called), _role(role), *_numbers([width])) for called, role, width in columns)
    lines = [tuple(map(_value, row)) for row in rows]
    last = tuple(map(_value, foot))
    if any(len(line) != len(made) for line in (*lines, last) if line is not last or line):
        raise ValueError("a line of another table")
    return Table(_text(name), _text(title), made, tuple(lines), last, _text(note), _texts(anchors))


def _role(stored: Any) -> Any:
    if stored not in ("text", "money", "date", "number", "title"):
        raise ValueError(stored)
    return stored


def _text(stored: Any) -> str:
    if not isinstance(stored, str):
        raise TypeError("no text")
    return stored


def _texts(stored: Any) -> tuple[str, ...]:
    return tuple(map(_text, stored))


def _numbers(stored: Any) -> tuple[int, ...]:
    if any(type(number) is not int for number in stored):
        raise TypeError("no number")
    return tuple(stored)


def _flag(stored: Any) -> bool:
    if not isinstance(stored, bool):
        raise TypeError("neither yes nor no")
    return stored
