"""What a whole board has to tell of one year: what its kinds and overviews offer, and what its settings and its days say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from generator.check import clock
from generator.check.matters import homes
from generator.config import Context
from generator.duties import Duty
from generator.kind import Books
from generator.kinds import all_kinds
from generator.kinds._case import CaseKind
from generator.offered import Offered, OfferedEntry, OfferedFigure, YearOffers, year_offers
from generator.overviews import all_overviews

DUTIES, VILLAGE = "公开目录", "基本情况"
CATALOGUE = "catalogue.md"
SECTIONS = {kind.title: kind.section.title for kind in all_kinds()}
"""Title of a kind → that of its section."""
TITLES = {kind.name: kind.title for kind in all_kinds()}
_Maker = tuple[bool, int, str, tuple[str, ...], Callable[[], Iterable[Offered]]]


def offers_of(books: Books, year: str, context: Context, but: str) -> YearOffers:
    """All of one year; ``but``: the kind that is told of it. Of two that call a figure alike a table goes before a document."""
    makers: list[_Maker] = [
        (kind.document, kind.order, kind.title, (kind.name,), partial(kind.of_year, books[kind.name], year, context))
        for kind in all_kinds()
        if kind.name != but
    ]
    makers += [
        (False, each.order, each.title, each.uses, partial(each.of_year, {name: books[name] for name in each.uses}, year, context))
        for each in all_overviews()
    ]
    moved = _moved(books)
    offers = [
        (title, replace(item, path=moved.get(item.path, item.path)))
        for *_, title, uses, make in sorted(makers, key=lambda maker: maker[:2])
        if not _invented(uses, context)
        for item in make()
    ]
    named = {item.name for _, item in offers if isinstance(item, OfferedFigure)}
    return year_offers(year, [*offers, *_of_duties(books, year, context), *_of_village(books, year, context, named)])


def _moved(books: Books) -> dict[str, str]:
    """Page of a case → the page of the matter it is part of, where that tells of it."""
    told = homes(books)
    cases = [(kind, data) for kind in all_kinds() if isinstance(kind, CaseKind) for data in books[kind.name]]
    return {kind.path_of(data): told[data.file, 0] for kind, data in cases if (data.file, 0) in told}


def _invented(uses: Iterable[str], context: Context) -> bool:
    """True for what is 示例数据 on a board whose other data are real: a report tells nothing of it."""
    return not context.village.all_sample and any(TITLES[name] in context.village.sample for name in uses)


def _of_village(books: Books, year: str, context: Context, named: Collection[str]) -> Iterator[tuple[str, Offered]]:
    """Households and heads as village.yml has them now, where the year says nothing of its own."""
    village = context.village
    there = any(data.key[:4] == year for data in books["ledger"]) and not _invented(("ledger",), context)
    shown = f"finance/{year}.md" if there else ""
    counts = (("户数", village.households, "户", ("总户数",)), ("人口", village.people, "人", ("户籍人口", "总人口")))
    for name, number, unit, aliases in counts:
        if number and not {name, *aliases} & set(named):
            title = f"{year}年收支" if shown else ""
            yield (
                VILLAGE,
                OfferedFigure(name, number, unit, shown, title, aliases=aliases, note="" if village.closed else "现在的数", compared=False),
            )


def _of_duties(books: Books, year: str, context: Context) -> Iterator[tuple[str, Offered]]:
    """How many periods of the year were to be public, how many were in time, what is overdue still."""
    items = context.owed or clock.owed(context, books)
    duties = [(duty, item.title) for item in items for duty in item.duties if duty.period[:4] == year and duty.by]
    fell = [duty for duty, _ in duties if duty.by and duty.by < context.today]
    if not fell:
        return
    in_time = sum(1 for duty in fell if duty.shown and duty.shown.day and not duty.late(context.today))
    late = sum(1 for duty in fell if duty.shown and duty.shown.day and duty.late(context.today))
    undated = sum(1 for duty in fell if duty.shown and not duty.shown.day)
    counts = (("应公开的期数", len(fell)), ("按时公开的期数", in_time), ("迟公开的期数", late), ("没写公开日的期数", undated))
    for name, number in counts:
        yield DUTIES, OfferedFigure(name, number, "期", CATALOGUE, DUTIES)
    overdue = [duty for duty in fell if duty.overdue(context.today)]
    yield DUTIES, OfferedFigure("还没有公开的期数", len(overdue), "期", CATALOGUE, DUTIES)
    if overdue:
        yield DUTIES, OfferedEntry("还没有公开的", "、".join(_named(overdue)), CATALOGUE)


def _named(duties: list[Duty]) -> list[str]:
    """「捐赠收支（4 期）」."""
    counts: dict[str, int] = {}
    for duty in duties:
        counts[duty.name] = counts.get(duty.name, 0) + 1
    return [f"{name}（{count} 期）" if count > 1 else name for name, count in counts.items()]
