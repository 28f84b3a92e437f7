"""What a page of one file has, whatever the file lists: the file as a table with its sums, ids for its rows, the same of earlier files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from generator import periods, values
from generator.check import posting
from generator.check.cell_suppression import FEW
from generator.check.totals import fen_of, sum_of
from generator.classes import dataclass
from generator.config import Context
from generator.drawn_figures import Series
from generator.kind import Datasets
from generator.model import CellType, Column, Dataset, Row
from generator.photo import Shots
from generator.references import Mention
from generator.section import Section
from generator.shown import ColumnRole, Facts, Figures, Fold, Table, TableColumn, Value

T = TypeVar("T")

UNIT = "单位：元"
ROLES: dict[CellType, ColumnRole] = {"money": "money", "number": "number", "count": "number", "date": "date"}


@dataclass(frozen=True)
class Older:
    """The same of an earlier file, as the newest page leads to it."""

    title: str
    path: str
    file: str
    """Whose title it is: the newest page may not tell it when this file may not."""


@dataclass(frozen=True)
class Top:
    """What is told first of a file: above its tables, on its picture, where a chat or a list names it."""

    figures: Figures = ()
    facts: Facts = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """(name, figure) where there is little room: the figures without what explains them in brackets, else the first line of each fact."""
        if self.figures:
            return tuple((name.partition("（")[0], values.yuan(fen)) for name, fen, _ in self.figures)
        return tuple((name, lines[0]) for name, lines in self.facts)

    @property
    def sentence(self) -> str:
        """「应收 9,600.00 元，实收 9,600.00 元」."""
        return "，".join(f"{name} {figure}" + (" 元" if self.figures else "") for name, figure in self.lines)


@dataclass(frozen=True)
class Sheet:
    """The page of one file, as its template takes it."""

    figures: Figures
    facts: Facts
    tables: tuple[tuple[str, Table], ...]
    """(heading, table)."""
    closing: str
    older: tuple[Older, ...]
    """Of the newest page only."""
    section: Section
    mentions: tuple[Mention, ...] = ()
    """Files of other kinds that name what stands on it."""
    beside: tuple[Older, ...] = ()
    """Pages of other kinds that explain it: the rules that were counted by."""
    folds: tuple[tuple[str, tuple[Fold, ...]], ...] = ()
    """(heading, lines that open), where a table would be too long for a phone."""
    series: tuple[Series, ...] = ()
    """How figures went over the years."""
    shots: tuple[Shots, ...] = ()
    """Photos of its rows."""


def newest_first(datasets: Datasets) -> list[Dataset]:
    """By the last month of the period, the longer period first; by the name where that is a slug: it begins with the year."""
    return sorted(sorted(datasets, key=lambda data: _months(data)[0]), key=lambda data: _months(data)[1], reverse=True)


def until(data: Dataset, context: Context) -> date | None:
    """数据截至: the end of the period; of one still running, or of no period, the day it was made public."""
    stated = posting.posted(data).day
    return min(periods.month_end(_months(data)[1]), stated or context.today, context.today) if _is_period(data) else stated


def with_older(datasets: Datasets, title: Callable[[Dataset], str], section: Section) -> Iterator[tuple[Dataset, Older, tuple[Older, ...]]]:
    """Each file, newest first, with its own title and page; and those of all older files, for the newest only."""
    files = [(data, Older(title(data), section.page(data.kind, data.key), data.file)) for data in newest_first(datasets)]
    for data, own in files:
        yield data, own, tuple(page for _, page in files[1:]) if data is files[0][0] else ()


def period_title(title: str) -> Callable[[Dataset], str]:
    """2026年第三季度干部报酬与误工补贴."""
    return lambda data: periods.period_cn(data.key) + title


def anchors(data: Dataset) -> tuple[str, ...]:
    """An id for each row, in the order of the file."""
    return tuple(f"r{number}" for number in range(1, len(data.rows) + 1))


def cell(row: Row, column: Column) -> Value:
    """A value where it is a number or a day, else the text as typed."""
    return row[column.name] if column.type in ROLES else row.text(column.name)


def whole(
    data: Dataset,
    title: str,
    columns: Iterable[Column],
    summed: Iterable[str],
    show: Callable[[Row, Column], Value] = cell,
    ids: tuple[str, ...] = (),
) -> Table:
    """All rows, in the columns that say anything the title does not; the sums of the columns ``summed`` below them."""
    shown = [
        c
        for c in columns
        if c.type != "photos" and c.persons != "unseen" and any(row[c.name] not in (None, "", title) for row in data.rows)
    ]
    rows = tuple(tuple(show(row, c) for c in shown) for row in data.rows)
    names = set(summed)
    sums: dict[str, Value] = {c.name: sum_of(data.rows, c.name) for c in shown if c.name in names}
    foot = tuple(sums.get(c.name, "合计" if i == 0 else "") for i, c in enumerate(shown))
    heads = tuple(TableColumn(c.name, ROLES.get(c.type, "text"), c.width) for c in shown)
    unit = UNIT if any(c.type == "money" for c in shown) else ""
    return Table(f"{data.kind}-{data.key}", title, heads, rows, foot if sums else (), unit, ids)


def few(households: Value) -> Value:
    """Fewer than five could be told apart by their neighbours: only that they are fewer is said."""
    return f"<{FEW}" if isinstance(households, int | Decimal) and 0 < households < FEW else households


def lean(table: Table) -> Table:
    """Without the columns that hold nothing, zero amounts included: a card on a phone has no room for them."""
    kept = [i for i, _ in enumerate(table.columns) if any(row[i] not in (None, "", 0) for row in table.rows)]

    def pick(items: Sequence[T]) -> tuple[T, ...]:
        return tuple(items[i] for i in kept if i < len(items))

    return replace(table, columns=pick(table.columns), rows=tuple(map(pick, table.rows)), foot=pick(table.foot))


def sums_of(data: Dataset, columns: Iterable[tuple[str, str]]) -> Figures:
    """The sums of columns: (column, how loud). What the file has no column for is not told to be nothing."""
    there = data.rows[0].head.places if data.rows else {}
    return tuple((name, fen_of(data.rows, name), tone) for name, tone in columns if name in there or not data.rows)


def named_by(column: str, title: str) -> Callable[[Dataset], str]:
    """「2025年耕地地力保护补贴」: what the first row says the batch is called; the kind's title where there is no row."""
    return lambda data: next((row.text(column) for row in data.rows if row.text(column)), title)


def _months(data: Dataset) -> tuple[str, str]:
    """First and last month of a period; a slug stands for both."""
    return periods.period_months(data.key) if _is_period(data) else (data.key, data.key)


def _is_period(data: Dataset) -> bool:
    return bool(periods.PERIOD.fullmatch(data.key))
