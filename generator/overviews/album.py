"""照片: what was photographed in a month, over every kind whose rows or documents have photos; none of it is fetched before it is opened.

Portraits of persons belong to the post that they hold and to no month.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Kind, Overview
from generator.kinds import all_kinds
from generator.lately import lately
from generator.photo import PHOTOS, Shots, asked_for
from generator.section import LIFE, Section
from generator.shown import Brief, Content, Cover, Page

TITLE = "照片"
_PATH = LIFE.page("photos", "index")


@dataclass(frozen=True)
class AlbumMonth:
    """One month, as the list names it."""

    title: str
    path: str
    count: int
    first: str
    """What the newest is of."""


@dataclass(frozen=True)
class Album:
    """The list of months, as its template takes it."""

    months: tuple[AlbumMonth, ...]
    section: Section


@dataclass(frozen=True)
class AlbumPage:
    """The page of one month, as its template takes it."""

    shots: tuple[Shots, ...]
    path: str
    """The list of months."""


def of_kinds() -> tuple[Kind, ...]:
    """The kinds whose photos are of what was done, and not of who somebody is."""
    return tuple(kind for kind in all_kinds() if asked_for(kind.columns) and kind.column(PHOTOS).persons == "")


@lately
def by_month(books: Books, context: Context) -> dict[str, tuple[Shots, ...]]:
    """2026-10 → its photos, the newest first; of what has no day no month is known."""
    dated: list[tuple[date, str, Shots]] = []
    for kind in of_kinds():
        for data in books[kind.name]:
            dated += [(shots.day, shots.place, shots) for shots in kind.shots(data, context) if shots.day]
    months: dict[str, list[Shots]] = {}
    for day, _, shots in sorted(dated, key=lambda one: (one[0], one[1]), reverse=True):
        months.setdefault(periods.month_of(day), []).append(shots)
    return {month: tuple(shots) for month, shots in months.items()}


def pages(books: Books, context: Context) -> Iterator[Page]:
    """A page for each month, and the list of them."""
    months = by_month(books, context)
    if not months:
        return
    sample = next((s for kind in of_kinds() if (s := context.village.sample_sentence(kind.title))), "")
    listed = tuple(_listed(month, shots) for month, shots in months.items())
    yield Page(
        _PATH, TITLE, "album", "index", _index, (listed,), description=f"{context.village.name}每个月的照片。", sample=sample,
    )  # fmt: skip
    for month, shots in months.items():
        title = f"{periods.month_cn(month)}{TITLE}"
        yield Page(
            LIFE.page("photos", month), title, "album", "month", _month, (shots,),
            description=f"{context.village.name}{title}：{_count(shots)} 张。", sample=sample, cover=Cover(title, ((shots[0].title, ""),)),
        )  # fmt: skip


def front(books: Books, context: Context) -> Brief | None:
    """The newest month."""
    months = by_month(books, context)
    if not months:
        return None
    newest, shots = next(iter(months.items()))
    facts = tuple((of.title, (f"{len(of.photos)} 张",)) for of in shots[:3])
    line = f"{periods.month_cn(newest)} {_count(shots)} 张"
    return Brief(TITLE, TITLE, _PATH, f"看照片（{len(months)} 个月）", facts=facts, lines=(line,))


def _listed(month: str, shots: tuple[Shots, ...]) -> AlbumMonth:
    return AlbumMonth(periods.month_cn(month), LIFE.page("photos", month), _count(shots), shots[0].title)


def _count(shots: tuple[Shots, ...]) -> int:
    return sum(len(of.photos) for of in shots)


def _index(months: tuple[AlbumMonth, ...]) -> Content:
    return Content(Album(months, LIFE))


def _month(shots: tuple[Shots, ...]) -> Content:
    return Content(AlbumPage(shots, _PATH))


OVERVIEW = Overview(
    name="album",
    title=TITLE,
    order=661,
    uses=tuple(sorted(kind.name for kind in of_kinds())),
    pages=pages,
    front=front,
    section=LIFE,
)
