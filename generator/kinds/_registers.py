"""What the registers of 三资 share: a page per period, the newest named by overviews/holdings.py, the older ones by the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator import values
from generator.check import posting
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._sheets import Facts, Figures, period_title, until, with_older
from generator.model import Dataset
from generator.shown import Content, Cover, Page, Table

SECTION = "三资公开"
Item = TypeVar("Item")
Lines = tuple[tuple[str, str], ...]
"""(name, figure) of a register, for its cover and what is said of it."""


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
    figures: Figures = ()
    facts: Facts = ()


def path_of(data: Dataset) -> str:
    """holdings/contracts/2026-Q3.md."""
    return f"holdings/{data.kind}/{data.key}.md"


def register_pages(
    kind: Kind,
    datasets: Datasets,
    context: Context,
    make: Callable[..., Content],
    lines: Callable[[Dataset], Lines],
    uses: Callable[[Dataset, Context], tuple[object, ...]] = lambda data, context: (),
) -> Iterator[Page]:
    """A page per period. ``make`` is given the dataset, the pages of older periods (the newest only), and ``uses``."""
    for data, own, older in with_older(datasets, period_title(kind.title), path_of):
        told = lines(data)
        said = "、".join(f"{name} {figure}".strip() for name, figure in told)
        yield Page(
            own.path, own.title, "sheet", "holdings", make, (data, older, *uses(data, context)),
            description=f"{context.village.name}{own.title}：{said}。", sample=context.village.sample_sentence(kind.title),
            sources=(data.file,), posted=posting.posted(data, until=until(data, context)), cover=Cover(own.title, told),
        )  # fmt: skip


def amounts(totals: Callable[[Dataset], dict[str, int]]) -> Callable[[Dataset], Lines]:
    """The sums of a register, as they are told of it."""
    return lambda data: tuple((name, values.yuan(fen)) for name, fen in totals(data).items())


def lean(table: Table) -> Table:
    """Without the columns that hold nothing, zero amounts included: a card on a phone has no room for them."""
    kept = [i for i, _ in enumerate(table.columns) if any(row[i] not in (None, "", 0) for row in table.rows)]

    def pick(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(items[i] for i in kept if i < len(items))

    return replace(table, columns=pick(table.columns), rows=tuple(map(pick, table.rows)), foot=pick(table.foot))
