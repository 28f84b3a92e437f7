"""What the kinds of 村务公开 share: a page for each file, and what the section's front page says of the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator import periods
from generator.check import posting
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._sheets import Facts, Older, newest_first, until
from generator.model import Dataset
from generator.shown import Content, Cover, Page

SECTION = "村务公开"
FRONT = "affairs/index.md"


@dataclass(frozen=True)
class Block:
    """The newest file of a kind, as the front page tells of it."""

    kind: str
    title: str
    path: str
    go: str
    """What the link says."""
    facts: Facts = ()


def path_of(data: Dataset) -> str:
    """affairs/meetings/2026.md."""
    return f"affairs/{data.kind}/{data.key}.md"


def title_of(data: Dataset, title: str) -> str:
    """2026年村民会议和代表会议."""
    return periods.period_cn(data.key) + title


def affair_pages(
    kind: Kind,
    datasets: Datasets,
    context: Context,
    title: Callable[[Dataset], str],
    facts: Callable[[Dataset, Context], Facts],
    make: Callable[..., Content],
    uses: Callable[[Dataset, Context], tuple[object, ...]] = lambda data, context: (),
) -> Iterator[Page]:
    """A page per file. ``make`` is given the dataset, its title, its facts, the pages of older files (the newest only), and ``uses``."""
    found = [(data, Older(title(data), path_of(data))) for data in newest_first(datasets)]
    for data, own in found:
        newest = data is found[0][0]
        older = tuple(page for _, page in found[1:]) if newest else ()
        top = facts(data, context)
        lines = tuple((name, lines[0]) for name, lines in top)
        said = "，".join(f"{name} {line}" for name, line in lines)
        yield Page(
            own.path, own.title, "sheet", "affairs", make, (data, own.title, top, older, *uses(data, context)),
            description=f"{context.village.name}{own.title}" + (f"：{said}。" if said else "。"),
            sample=context.village.sample_sentence(kind.title), sources=(data.file,),
            posted=posting.posted(data, until=until(data, context)), cover=Cover(own.title, lines),
        )  # fmt: skip


def block(
    kind: Kind, datasets: Datasets, context: Context, title: Callable[[Dataset], str], facts: Callable[[Dataset, Context], Facts]
) -> Block | None:
    """Of the newest file; None where there is none."""
    if not datasets:
        return None
    data = newest_first(datasets)[0]
    return Block(kind.title, title(data), path_of(data), f"看{kind.title}", facts(data, context))
