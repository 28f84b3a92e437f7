"""What the registers of 三资 share: a page per period, the newest named by overviews/holdings.py, the older ones by the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator import periods
from generator.check import posting
from generator.config import Context
from generator.kind import Datasets
from generator.kinds._sheets import Facts, Figures, Older, newest_first, until
from generator.model import Dataset
from generator.shown import Content, Cover, Page, Table

SECTION = "三资公开"
Item = TypeVar("Item")


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
            own.path, own.title, "sheet", "holdings", make, (data, older, *uses(data, context)),
            description=f"{context.village.name}{own.title}：{said}。", sample=context.village.sample_sentence(title),
            sources=(data.file,), posted=posting.posted(data, until=until(data, context)),
            cover=cover(data),
        )  # fmt: skip


def lean(table: Table) -> Table:
    """Without the columns that hold nothing, zero amounts included: a card on a phone has no room for them."""
    kept = [i for i, _ in enumerate(table.columns) if any(row[i] not in (None, "", 0) for row in table.rows)]

    def pick(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(items[i] for i in kept if i < len(items))

    return replace(table, columns=pick(table.columns), rows=tuple(map(pick, table.rows)), foot=pick(table.foot))
