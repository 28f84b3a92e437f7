"""What the kinds of 村务公开 share: a page for each file, and what the section's front page says of the newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.check import posting
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._sheets import Facts, newest_first, until, with_older
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
    for data, own, older in with_older(datasets, title, path_of):
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
