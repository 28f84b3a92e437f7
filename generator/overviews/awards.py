"""荣誉榜: who holds what today, best stars first, with the rounds it came from; what rounds granted, checked against schemes and ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator import values
from generator.check.award_changes import STARS, TRAIL, number, stars_named
from generator.check.award_grants import ON_GRANTS, prizes_paid
from generator.check.award_lives import changes_possible, closed_years_kept
from generator.check.award_schemes import grantings
from generator.check.decisions import Expenses
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Datasets, Overview
from generator.kinds import _holders, honors
from generator.kinds._awards import Batch, batches, count_of, first_over, holder_of, honor_badge, path_of, roll
from generator.kinds._holders import HeldHonor
from generator.model import Dataset, Problem, Row
from generator.section import HONORS
from generator.shown import Content, HomePart, Page, Table

_SHOWN = ("姓名", "名单", "组别", "有效期", TRAIL)
"""Columns of the roll; the rest stands on the page of the batch."""


@dataclass(frozen=True)
class InForce:
    """Those who hold one title."""

    title: str
    count: str
    """「10 户」."""
    table: Table
    paths: tuple[str, ...]
    """Where each stands with all that he holds; in the batch, of those who are not named."""


@dataclass(frozen=True)
class RollOfHonor:
    """The front page, as its template takes it."""

    titles: tuple[InForce, ...]
    batches: tuple[Batch, ...]
    stars: tuple[str, ...]
    holders: str
    """The page of everybody who is named; "" where nobody is."""


@dataclass(frozen=True)
class HonorsAtHome:
    """The part of the home page."""

    counts: tuple[tuple[str, str], ...]
    """(称号, 「10 户」) of what is in force, best first."""
    batches: tuple[Batch, ...]


def in_force(datasets: Datasets, today: date) -> list[HeldHonor]:
    """Every honor that holds on a day, in the order of the files, the newest first; ``datasets`` as they stand on it. A household has one
    number of stars: that of the newest award."""
    all_held = [held for held in granted(datasets, today) if held[3].tone == "good" and _begun(held[2], today)]
    starred: dict[tuple[str, ...], date] = {}
    for _, _, row, _ in all_held:
        if key := _starred(row):
            starred[key] = max(starred.get(key, date.min), _granted(row))
    return [one for one in all_held if not (key := _starred(one[2])) or starred[key] == _granted(one[2])]


def granted(datasets: Datasets, today: date) -> list[HeldHonor]:
    """Every honor there ever was, in the same order."""
    newest = sorted(datasets, key=lambda data: (_last(data), data.key), reverse=True)
    return [(data, n, row, honor_badge(row, today)) for data in newest for n, row in enumerate(data.rows, 1)]


def _starred(row: Row) -> tuple[str, ...]:
    """Whose number of stars a row tells; () where it tells none, or of nobody by name."""
    return holder_of(row) if _stars(row) and row.text("姓名") else ()


def _granted(row: Row) -> date:
    day = row["授予日期"]
    return day if isinstance(day, date) else date.min


def _last(data: Dataset) -> date:
    return max(map(_granted, data.rows), default=date.min)


def _begun(row: Row, today: date) -> bool:
    return _granted(row) <= today


def titles_in_force(datasets: Datasets, today: date) -> list[tuple[str, list[HeldHonor]]]:
    """(称号, who holds it): the most stars first, then titles without stars in the order of the newest file that has them."""
    by: dict[str, tuple[str, list[HeldHonor]]] = {}
    for held in in_force(datasets, today):
        title = held[2].text("称号")
        by.setdefault(values.label(title), (title, []))[1].append(held)
    return sorted(by.values(), key=lambda pair: -max(_stars(row) for _, _, row, _ in pair[1]))


def _stars(row: Row) -> int:
    return number(row, STARS) or stars_named(row.text("称号")) or 0


def pages(books: Books, context: Context) -> Iterator[Page]:
    """The front page of the section."""
    if not any(books[name] for name in ("honors", "schemes", "rounds", "reviews")):
        return
    files = tuple(books["honors"])
    counted = tuple(batch for _, batch in batches(files, context))
    held = tuple((title, tuple(several)) for title, several in titles_in_force(files, context.today))
    every = tuple(granted(files, context.today))
    places = _holders.places(every)
    village, sample = context.village, _sample(context)
    yield Page(
        HONORS.front, HONORS.title, "awards", "index", _index, (held, counted, village.stars, places),
        description=f"{village.name}荣誉榜。", sample=sample, nav=HONORS.title,
        fades=first_over(row for _, several in held for _, _, row, _ in several if row.text("姓名")),
    )  # fmt: skip
    if places:
        in_force_now = frozenset((data.file, n) for _, several in held for data, n, *_ in several)
        yield Page(
            _holders.PATH, _holders.TITLE, "awards", "holders", _holders.page, (every, in_force_now),
            description=f"{village.name}{_holders.TITLE}。", sample=sample, sources=tuple(data.file for data in files),
        )  # fmt: skip


def _index(
    held: tuple[tuple[str, tuple[HeldHonor, ...]], ...], counted: tuple[Batch, ...], stars: tuple[str, ...], places: Mapping[str, str]
) -> Content:
    titles = tuple(_title(n, title, several, places) for n, (title, several) in enumerate(held, 1))
    return Content(RollOfHonor(titles, counted, stars, _holders.PATH if places else ""))


def _title(place: int, title: str, held: tuple[HeldHonor, ...], places: Mapping[str, str]) -> InForce:
    table = roll(f"roll-{place}", title, [("", row, badge) for _, _, row, badge in held])
    lean = [i for i, column in enumerate(table.columns) if column.name in _SHOWN]
    rows = tuple(tuple(row[i] for i in lean) for row in table.rows)
    table = replace(table, columns=tuple(table.columns[i] for i in lean), rows=rows, anchors=())
    there = [f"{path_of(data)}#r{n}" for data, n, _, _ in held]
    return InForce(title, count_of([row for _, _, row, _ in held]), table, tuple(places.get(at, at) for at in there))


def home(books: Books, context: Context) -> HomePart | None:
    """How many hold what today, and the newest two batches."""
    files = books["honors"]
    if not files:
        return None
    counts = tuple((title, count_of([row for _, _, row, _ in held])) for title, held in titles_in_force(files, context.today))
    newest = tuple(batch for _, batch in batches(files, context)[:2])
    return HomePart("home", HonorsAtHome(counts, newest), _sample(context))


def _sample(context: Context) -> str:
    return context.village.sample_sentence(honors.KIND.title)


def as_schemes_say(books: Books, context: Context) -> Iterator[Problem]:
    """What each round granted is as its scheme, its own counts and the ledger say."""
    ledger = Expenses(books["ledger"])
    for granting in grantings(books["rounds"], books["honors"], books["schemes"]):
        for check in ON_GRANTS:
            yield from check(granting, context)
        yield from prizes_paid(granting, ledger)


def changes_told(books: Books, context: Context) -> Iterator[Problem]:
    """What became of honors can have become of them."""
    yield from changes_possible(books["honors"], books["reviews"], context)


def years_closed(books: Books, context: Context) -> Iterator[Problem]:
    """Nothing was granted in the years that a scheme closes after a plate was taken away."""
    granted = grantings(books["rounds"], books["honors"], books["schemes"])
    yield from closed_years_kept(granted, books["honors"], books["reviews"])


OVERVIEW = Overview(
    name="awards",
    title="荣誉榜",
    order=505,
    uses=("honors", "schemes", "rounds", "reviews", "ledger"),
    checks=(as_schemes_say, changes_told, years_closed),
    pages=pages,
    home=home,
)
