"""卫生评比: a page for each month, with the zones in their places, what each had for each item, and how it went in the months before.

Item H03 of the catalogue. Zones are ranked, no household is; who is praised stands on a page of its own, what must be mended on another.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator import periods, values
from generator.check import posting, sanitation
from generator.check.ranking import places
from generator.check.sanitation import (
    CHARGE,
    ITEM,
    JUDGES,
    SCORE,
    WORTH,
    ZONE,
    criteria_of,
    looked_at,
    mean,
    number,
    scores,
    to_mend,
    total_worth,
)
from generator.config import Context
from generator.kind import Books, Datasets, Overview
from generator.kinds import clean_criteria, clean_homes, cleanup, inspections, mending, zones
from generator.kinds._sheets import Older, Sheet, Top, newest_first, until
from generator.model import Dataset, Problem
from generator.section import LIFE
from generator.shown import Brief, Content, Cover, Facts, Page, Table, TableColumn, Value
from generator.values import number_text

TREND = 6
"""Months that a page looks back on, its own among them."""
_BESIDE = (mending.KIND, clean_homes.KIND, zones.KIND, clean_criteria.KIND, cleanup.KIND)
_PLAIN = "life/sanitation.md"
"""The page of a village that inspects nothing yet, or of whose inspections nothing is recorded."""


def scored_whole(books: Books, context: Context) -> Iterator[Problem]:
    """Every item of every zone, within what it is worth."""
    yield from sanitation.scored_whole(books["inspections"], books["clean_criteria"])


def enough_judges(books: Books, context: Context) -> Iterator[Problem]:
    """At least as many as the criteria say."""
    yield from sanitation.enough_judges(books["inspections"], books["clean_criteria"])


def pages(books: Books, context: Context) -> Iterator[Page]:
    """Of each month; the newest leads to the older ones, to what must be mended, who is praised, the zones and the criteria."""
    months, village = newest_first(books["inspections"]), context.village
    beside = _beside(books)
    if not months and beside:
        yield Page(
            _PLAIN, "卫生", "sheet", "sheet", _plain, (beside,),
            description=f"{village.name}的卫生区和清理整治。", sample=village.sample_sentence(inspections.KIND.title),
            sources=tuple(data.file for kind in _BESIDE for data in books[kind.name]),
            posted=posting.posted(next(newest_first(books[kind.name])[0] for kind in _BESIDE if books[kind.name])),
        )  # fmt: skip
    older = tuple(Older(_title(data), inspections.KIND.path_of(data), data.file) for data in months[1:])
    for n, data in enumerate(months):
        of = criteria_of(books["clean_criteria"], data.key)
        known = tuple(zone for zone in books["zones"] if zone.key <= data.key[:4])[-1:]
        uses = (data, months[n + 1 : n + TREND], of, known, beside if n == 0 else (), older if n == 0 else ())
        told = _facts(data, of)
        yield Page(
            inspections.KIND.path_of(data), _title(data), "sheet", "sheet", _month, uses, description=f"{village.name}{_title(data)}。",
            sample=village.sample_sentence(inspections.KIND.title), sources=tuple(one.file for one in (data, of, *known) if one),
            posted=posting.posted(data, until=until(data, context)), cover=Cover(_title(data), Top(facts=told).lines),
        )  # fmt: skip


def front(books: Books, context: Context) -> Brief | None:
    """Who won in the newest month, and what is still to be mended."""
    beside, months = _beside(books), newest_first(books["inspections"])
    still = newest_first(books["mending"])[:1]
    left = (("还没有整改的", (f"{len(to_mend(still[0]))} 处",)),) if still else ()
    if not months:
        return Brief("卫生", "卫生", _PLAIN, "看卫生区和清理整治", facts=left, lines=_words(beside)) if beside else None
    data = months[0]
    told = _facts(data, criteria_of(books["clean_criteria"], data.key))
    lines = (f"{periods.month_cn(data.key)}第一名 {_first(data)}", *(f"还有 {len(to_mend(of))} 处没有整改" for of in still))
    return Brief("卫生评比", _title(data), inspections.KIND.path_of(data), "看卫生评比、红榜和整改", facts=(*told[:1], *left), lines=lines)


def _words(beside: tuple[Older, ...]) -> tuple[str, ...]:
    return ("、".join(page.title for page in beside),)


def _plain(beside: tuple[Older, ...]) -> Content:
    return Content(Sheet((), (("卫生评比", ("没有评比分数的记载",)),), (), "", (), LIFE, beside=beside))


def _title(data: Dataset) -> str:
    return f"{periods.month_cn(data.key)}卫生评比"


def _beside(books: Books) -> tuple[Older, ...]:
    """The newest page of each of the others."""
    newest = [(kind, newest_first(books[kind.name])[0]) for kind in _BESIDE if books[kind.name]]
    return tuple(Older(kind.title_of(data), kind.path_of(data), data.file) for kind, data in newest)


def _first(data: Dataset) -> str:
    """「三区、五区 96 分」."""
    had = scores(data)
    first = [zone for zone, place in places(had).items() if place == 1]
    return f"{'、'.join(first)} {number_text(had[first[0]])} 分" if first else "没有打分"


def _facts(data: Dataset, of: Dataset | None) -> Facts:
    days = list(dict.fromkeys(day for day, _ in looked_at(data)))
    judges = sorted({value for row in data.rows if isinstance(value := row[JUDGES], int)})
    told = (
        ("第一名", (_first(data),)),
        ("评比", tuple(values.date_cn(day) for day in days)),
        ("评委", (f"{'、'.join(map(str, judges))} 人",)),
    )
    return (*told, ("满分", (f"{number_text(total_worth(of))} 分",))) if of else told


def _month(
    data: Dataset, before: Datasets, of: Dataset | None, known: Datasets, beside: tuple[Older, ...], older: tuple[Older, ...]
) -> Content:
    ranked, items = _places(data, before, known), _items(data, of)
    trend = (_trend(data, before),) if before else ()
    shown = (("各卫生区名次", ranked), ("每一项得分", _in_short(items, 2)), *(("近几个月", _in_short(table, 1)) for table in trend))
    closing = "一个月评几次的，取平均分。并列的名次相同。要整改的地方只写地段，不写是谁家。"
    return Content(Sheet((), _facts(data, of), shown, closing, older, LIFE, beside=beside), (ranked, items, *trend))


def _in_short(table: Table, kept: int) -> Table:
    """With the columns of the zones, which are those after the first ``kept``, in one line each: a phone has no room for as many."""
    heads = table.columns[kept:]
    rows = []
    for row in table.rows:
        had = [f"{zone.name} {number_text(score)}" for zone, score in zip(heads, row[kept:], strict=True) if isinstance(score, Decimal)]
        rows.append((*row[:kept], "，".join(had)))
    return Table(table.name, table.title, (*table.columns[:kept], TableColumn("各区得分", width=40)), tuple(rows))


def _places(data: Dataset, before: Datasets, known: Datasets) -> Table:
    had, last = scores(data), scores(before[0]) if before else {}
    charge = {values.label(row.text(ZONE)): row.text(CHARGE) for zone in known for row in zone.rows}
    columns = (TableColumn("名次"), TableColumn(ZONE, "title"), TableColumn(CHARGE), TableColumn(SCORE, "number"), TableColumn("比上次"))
    rows = tuple(
        (f"第 {place} 名", zone, charge.get(values.label(zone), ""), had[zone], _change(had[zone], last.get(zone)))
        for zone, place in places(had).items()
    )  # fmt: skip
    return Table(f"sanitation-{data.key}", f"{_title(data)}名次", columns, rows)


def _change(now: Decimal, before: Decimal | None) -> str:
    """「多 1.5 分」, in words: an arrow says nothing to who hears the page."""
    if before is None:
        return ""
    more = (now - before).normalize()
    return "一样" if more == 0 else f"{'多' if more > 0 else '少'} {number_text(abs(more))} 分"


def _items(data: Dataset, of: Dataset | None) -> Table:
    """A row for each item, a column for each zone: the mean of its inspections."""
    by_item: dict[tuple[str, str], list[Decimal]] = {}
    names: dict[str, str] = {}
    for (_, zone), rows in looked_at(data).items():
        names.setdefault(zone, rows[0].text(ZONE))
        for row in rows:
            by_item.setdefault((values.label(row.text(ITEM)), zone), []).append(number(row, SCORE))
    worth = {values.label(row.text(ITEM)): (row.text(ITEM), row[WORTH]) for row in of.rows} if of else {}
    items = worth or {values.label(row.text(ITEM)): (row.text(ITEM), None) for row in data.rows}
    columns = (TableColumn(ITEM, "title", 16), TableColumn(WORTH, "number"), *(TableColumn(name, "number") for name in names.values()))
    lines: list[tuple[Value, ...]] = []
    for label, (title, most) in items.items():
        lines.append((title, most, *(mean(by_item[label, zone]) if (label, zone) in by_item else None for zone in names)))
    return Table(f"sanitation-{data.key}-items", f"{_title(data)}每一项得分", columns, tuple(lines))


def _trend(data: Dataset, before: Datasets) -> Table:
    """The newest month on top, a column for each zone of it."""
    zones_now = list(scores(data))
    columns = (TableColumn("月份", "title"), *(TableColumn(zone, "number") for zone in zones_now))
    rows: list[tuple[Value, ...]] = []
    for one in (data, *before):
        had = scores(one)
        rows.append((periods.month_cn(one.key), *(had.get(zone) for zone in zones_now)))
    return Table(f"sanitation-{data.key}-trend", "近几个月的得分", columns, tuple(rows))


OVERVIEW = Overview(
    name="cleanliness",
    title="卫生评比名次",
    order=631,
    uses=("zones", "clean_criteria", "inspections", "clean_homes", "mending", "cleanup"),
    checks=(scored_whole, enough_judges),
    pages=pages,
    front=front,
    section=LIFE,
)
