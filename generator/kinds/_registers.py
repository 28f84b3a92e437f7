"""What the registers of 三资 share: a page per period, the newest listed by the section, the older ones by the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from generator import periods
from generator.check import posting
from generator.check.registers import period_end
from generator.check.totals import sum_of
from generator.config import Context
from generator.kind import Datasets
from generator.model import CellType, Column, Dataset, Row
from generator.shown import ColumnRole, Content, Cover, Page, Table, TableColumn, Value

SECTION = "三资公开"
ROLES: dict[CellType, ColumnRole] = {"money": "money", "number": "number", "date": "date"}
UNIT = "单位：元"
Item = TypeVar("Item")


@dataclass(frozen=True)
class Older:
    """The register of an earlier period, as the newest one leads to it."""

    title: str
    path: str


Facts = tuple[tuple[str, tuple[str, ...]], ...]
"""(name, lines) as ``parts.facts`` takes them."""


@dataclass(frozen=True)
class Summary:
    """The newest register in a few figures, for the section's front page and the home page."""

    kind: str
    """Its title: 合同台账."""
    title: str
    path: str
    count: int
    """Rows in it."""
    brief: tuple[str, ...]
    """For the home page."""
    figures: tuple[tuple[str, int, str], ...] = ()
    """(name, fen, how loud) as ``parts.figures`` takes them."""
    facts: Facts = ()


def newest_first(datasets: Datasets) -> list[Dataset]:
    """By the last day of the period; of a year and its last quarter, the year."""
    return sorted(datasets, key=lambda data: (period_end(data), -len(data.key)), reverse=True)


def path_of(data: Dataset) -> str:
    """holdings/contracts/2026-Q3.md."""
    return f"holdings/{data.kind}/{data.key}.md"


def title_of(data: Dataset, title: str) -> str:
    """2026年第三季度合同台账."""
    return periods.period_cn(data.key) + title


def register_pages(
    title: str,
    datasets: Datasets,
    context: Context,
    make: Callable[..., Content],
    uses: Callable[[Dataset, Context], tuple[object, ...]],
    cover: Callable[[Dataset], Cover],
) -> Iterator[Page]:
    """A page per period. ``make`` is given the dataset, the pages of older periods (the newest only), and ``uses``."""
    pages = [(data, Older(title_of(data, title), path_of(data))) for data in newest_first(datasets)]
    for data, own in pages:
        newest = data is pages[0][0]
        older = tuple(page for _, page in pages[1:]) if newest else ()
        said = "、".join(f"{name} {figure}".strip() for name, figure in cover(data).lines)
        yield Page(
            own.path, own.title, data.kind, "register", make, (data, older, *uses(data, context)),
            description=f"{context.village.name}{own.title}：{said}。", sample=context.village.sample_sentence(title),
            sources=(data.file,), listed=SECTION if newest else "", posted=posting.posted(data, until=_until(data, context)),
            cover=cover(data),
        )  # fmt: skip


def _until(data: Dataset, context: Context) -> date:
    """The end of the period; of one that is still running, the day the register was made public."""
    stated = posting.posted(data).day or context.today
    return min(period_end(data), stated, context.today)


def anchors(data: Dataset) -> tuple[str, ...]:
    """An id for each row, in the order of the file."""
    return tuple(f"r{number}" for number in range(1, len(data.rows) + 1))


def used(columns: Iterable[Column], data: Dataset) -> list[Column]:
    """The columns that hold anything."""
    return [column for column in columns if any(row[column.name] not in (None, "") for row in data.rows)]


def whole(data: Dataset, title: str, columns: Iterable[Column], summed: Iterable[str]) -> Table:
    """The file as it stands, for download; sums of the columns named below it."""
    shown, names = used(columns, data), set(summed)
    rows = tuple(tuple(cell(row, column) for column in shown) for row in data.rows)
    sums: dict[str, Value] = {column.name: sum_of(data.rows, column.name) for column in shown if column.name in names}
    foot = tuple(sums.get(column.name, "合计" if i == 0 else "") for i, column in enumerate(shown))
    heads = tuple(TableColumn(column.name, ROLES.get(column.type, "text"), column.width) for column in shown)
    return Table(f"{data.kind}-{data.key}", title, heads, rows, foot if sums else (), UNIT)


def cell(row: Row, column: Column) -> Value:
    """A value where it is a number or a day, else the text as typed."""
    return row[column.name] if column.type in ROLES else row.text(column.name)


def lean(table: Table) -> Table:
    """Without the columns that hold nothing, zero amounts included: a card on a phone has no room for them."""
    kept = [i for i, _ in enumerate(table.columns) if any(row[i] not in (None, "", 0) for row in table.rows)]

    def pick(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(items[i] for i in kept if i < len(items))

    return replace(table, columns=pick(table.columns), rows=tuple(map(pick, table.rows)), foot=pick(table.foot))


def no_home(datasets: Datasets, context: Context) -> None:
    """The overview 三资 shows one part of the home page for all four registers."""
