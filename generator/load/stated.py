"""What is written above or below a table about its own publication: 公开日, 公示期, 审核.

Offices write such lines where they like: 「审核：……」 in one cell, or the label in one and the rest in the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.kind import STATED
from generator.load.convert import code_of, convert
from generator.load.grid import Grid, GridRow
from generator.model import Head, Problem, Row, Source, problem
from generator.pattern import lazy
from generator.sheets import letter
from generator.shown import Value

_BY_LABEL = {label: column for column in STATED for label in (column.name, *column.aliases)}
_LINE = lazy(rf"({'|'.join(sorted(_BY_LABEL, key=len, reverse=True))})(?:[:\uff1a](.*))?", re.DOTALL)


def is_stated(row: GridRow) -> bool:
    """True where the first words of a row are such a label. Asked of every row: no other cell is looked at."""
    first = next((cell for cell in row.cells if cell), "")
    return _labelled(first) is not None and next((True for _ in _labelled_in(row, 1)), False)


def is_label(text: str) -> bool:
    """True where a text begins as such a line does."""
    return _labelled(text) is not None


def states_something(row: GridRow) -> bool:
    """True where any cell of a row is such a line."""
    return next((True for _ in _labelled_in(row)), False)


def read_stated(grid: Grid, rows: Iterable[GridRow], year: int | None) -> tuple[list[tuple[str, Row]], list[Problem]]:
    """A mark for each thing stated, named like its field; the first wording of each counts."""
    stated_rows: dict[str, Row] = {}
    problems: list[Problem] = []
    for row in rows:
        for at, name, text in _labelled_in(row):
            column = _BY_LABEL[name]
            if not text or column.name in stated_rows:
                continue
            where = Source(grid.file, row.number, row.line, grid.sheet, letter(at), column.name)
            value: Value = None
            try:
                value = convert(column, text, year=year)
            except ValueError as why:
                code = code_of(why, column)
                problems.append(problem(code, where, f"「{name}」写的是「{text[:30]}」：{why}。"))
                continue
            head = Head(grid.file, (column.name,), (letter(at),), grid.sheet)
            stated_rows[column.name] = Row(head, row.number, row.line, (text,), (value,))
    return list(stated_rows.items()), problems


def _labelled_in(row: GridRow, count: int | None = None) -> Iterator[tuple[int, str, str]]:
    """(column, label, what it says) of the first ``count`` cells that hold anything.

    A label without a colon counts only where the row is that label and one cell more.
    """
    cells = [(i, c) for i, c in enumerate(row.cells) if c]
    following = cells[1][1] if len(cells) == 2 else ""
    for place, (i, cell) in enumerate(cells[:count]):
        label = _labelled(cell)
        if label and (label[2] is not None or (following and place == 0)):
            own = re.split("[:\uff1a]", cell, maxsplit=1)[1].strip() if label[2] else ""
            yield i, label[1], own or (following if place == 0 else "")


@lru_cache(maxsize=1 << 14)
def _labelled(text: str) -> re.Match[str] | None:
    return _LINE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
