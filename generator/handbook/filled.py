"""A filled form, to be drawn: the first rows of a file of the sample village, as WPS or a text editor shows them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator import door, values
from generator.classes import dataclass
from generator.installed import program_root
from generator.kind import EXAMPLE, Kind
from generator.sheets import letter

SAMPLE = "data/villages/shifan"
ROWS, LINES, LONG = 4, 18, 44
"""Rows below a header, lines of a text, characters of one line."""


@dataclass(frozen=True)
class Filled:
    """One form, filled in."""

    file: str
    """Its name, as it lies in the village's folder: ledger/2026-10.csv."""
    columns: tuple[str, ...] = ()
    """Letters above a table; () for a text."""
    header: int = 0
    """The row with the names of the columns, counted from 1."""
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    """Of a text."""


def filled_form(kind: Kind) -> Filled:
    """The newest of the sample village, a table rather than a text; where it has none, the example of the empty form."""
    for file in _files(kind):
        data = door.read(program_root(), file).decode("utf-8-sig")
        name = file.removeprefix(f"{SAMPLE}/")
        return _table(name, kind, list(csv.reader(io.StringIO(data)))) if name.endswith(".csv") else _text(name, data)
    names = tuple(column.name for column in kind.form_columns)
    example = tuple(text.removeprefix(EXAMPLE) for text in kind.example_row())
    return _drawn(f"{kind.name}/{kind.name_example}.{kind.formats[0]}", 1, [names, example])


def _files(kind: Kind) -> Iterator[str]:
    """Files of the sample village that can be shown as they are, the newest of each sort first."""
    names = sorted(door.listed(program_root(), f"{SAMPLE}/{kind.name}"), reverse=True)
    for ending in kind.formats:
        yield from (f"{SAMPLE}/{kind.name}/{name}" for name in names if ending != "xlsx" and name.endswith(f".{ending}"))


def _table(name: str, kind: Kind, rows: list[list[str]]) -> Filled:
    known = kind.wordings
    header = next((n for n, row in enumerate(rows) if sum(values.label(cell) in known for cell in row) > 1), 0)
    shown = [tuple(row) for row in rows[: header + 1 + ROWS]]
    return _drawn(name, header + 1, shown)


def _drawn(name: str, header: int, rows: list[tuple[str, ...]]) -> Filled:
    width = max(map(len, rows), default=0)
    whole = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Filled(name, tuple(letter(i) for i in range(width)), header, whole)


def _text(name: str, text: str) -> Filled:
    lines = [line if len(line) <= LONG else line[:LONG] + "……" for line in text.splitlines()]
    return Filled(name, lines=(*lines[:LINES], *(["……"] if len(lines) > LINES else [])))
