"""谁管什么: whom to ask about what, and who holds which post today, over all files of posts; and what they must agree with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check import posts as held
from generator.check.lists import stated_once
from generator.check.officers import elected_as_told, settings_agree
from generator.check.posts import AREA, BODY, DUTY, NAME, PHONE, POST, UNIT, VACANT
from generator.check.references import linked_text
from generator.check.teams import CAME, ENDS, brought_as_booked
from generator.classes import dataclass
from generator.config import Contact, Context
from generator.kind import Books, Datasets, Overview
from generator.kinds import posts, teams
from generator.kinds._case import Beside, Others
from generator.kinds._sheets import anchors, newest_first
from generator.law.organisations import body_of, rank
from generator.model import Dataset, Row
from generator.photo import Shots
from generator.section import LIFE, PEOPLE, Section
from generator.shown import Badge, Content, Cover, Facts, Page, Table, TableColumn

_SHOWN = (
    TableColumn(POST, "title", 16), TableColumn(NAME), TableColumn("任期", "badge"), TableColumn(AREA, width=20),
    TableColumn(PHONE, width=16), TableColumn(UNIT, width=20), TableColumn("怎么当上的", width=28),
)  # fmt: skip
TITLE = "谁管什么"


@dataclass(frozen=True)
class File:
    """A file of posts, as the page leads to it."""

    title: str
    path: str


@dataclass(frozen=True)
class People:
    """The page, as its template takes it."""

    asked: tuple[Contact, ...]
    """Whom to ask about what: those with a duty."""
    facts: Facts
    bodies: tuple[tuple[str, Table], ...]
    files: tuple[File, ...]
    section: Section
    shots: tuple[Shots, ...] = ()
    """Photos of those who are there today, by whom a villager knows them."""


def pages(books: Books, context: Context) -> Iterator[Page]:
    """谁管什么, where there is any post; and a page for each team, with its members."""
    yield from _teams(books, context)
    files = newest_first(books["posts"])
    if not files:
        return
    day = min(context.today, context.village.closed) if context.village.closed else context.today
    here = [(data, n) for data in files for n, row in enumerate(data.rows) if held.holds(row, day)]
    rows = tuple(sorted(here, key=lambda place: rank(place[0].rows[place[1]].text(BODY))))
    badges = tuple(posts.term_badge(data.rows[n], day) for data, n in rows)
    empty = tuple(gap for of in held.posts(books["posts"]).values() if (gap := _vacant(of, day)))
    elections = context.references.targets.get("elections", {})
    named = tuple(File(posts.KIND.title_of(data), posts.KIND.path_of(data)) for data in files)
    facts = posts.summary(books["posts"], context)
    uses = (rows, badges, empty, tuple(sorted(elections.items())), facts, named, _faces(here, context))
    yield Page(
        PEOPLE, TITLE, "people", "people", _page, uses,
        description=f"{context.village.name}{TITLE}：村里的组织、职务、分工和办公电话。",
        sample=context.village.sample_sentence(posts.KIND.title), sources=tuple(data.file for data in files),
        cover=Cover(TITLE, tuple((name, told[0]) for name, told in facts)),
    )  # fmt: skip


def _faces(here: list[tuple[Dataset, int]], context: Context) -> tuple[Shots, ...]:
    """Of those who hold a post today and agreed to be seen."""
    places = {f"{posts.KIND.path_of(data)}#{anchors(data)[n]}" for data, n in here}
    files = dict.fromkeys(data for data, _ in here)
    return tuple(shots for data in files for shots in posts.KIND.shots(data, context) if shots.place in places)


def _teams(books: Books, context: Context) -> Iterator[Page]:
    """The newest first, which leads to the others."""
    known = teams.KIND.cases(books["teams"], context)
    for n, (data, case) in enumerate(known):
        rest = () if n else known[1:]
        older = Others(tuple(other for _, other in rest), tuple(of for of, _ in rest))
        yield teams.KIND.page(data, case, teams.KIND.figures(data), context, _members(data, books["posts"]), older)


def _members(team: Dataset, files: Datasets) -> Beside | None:
    """Who was sent with a team, as the posts name him today: those of a team who came while it was there."""
    came, ends = stated_once(team, CAME), stated_once(team, ENDS)
    first, last = came if isinstance(came, date) else date.min, ends if isinstance(ends, date) else date.max
    of_teams = [(data, n) for data in files for n, row in enumerate(data.rows) if body_of(row.text(BODY)).sort == "team"]
    places = [(data, n) for data, n in of_teams if not isinstance(day := data.rows[n][held.FROM], date) or first <= day <= last]
    rows = tuple(_member(data.rows[n]) for data, n in places)
    paths = tuple(f"{posts.KIND.path_of(data)}#{anchors(data)[n]}" for data, n in places)
    columns = (
        TableColumn(POST),
        TableColumn(NAME, "title"),
        TableColumn(UNIT, width=24),
        TableColumn(held.FROM, "date"),
        TableColumn(PHONE),
    )
    return (
        Beside("队里的人，点姓名看他管什么、到哪天为止。", Table(f"teams-{team.key}-members", "队员", columns, rows), paths)
        if rows
        else None
    )


def _member(row: Row) -> tuple[object, ...]:
    return row.text(POST), posts.who(row), row.text(UNIT), row[held.FROM], row.text(PHONE)


def _vacant(rows: list[Row], day: date) -> tuple[str, str, int, date | None] | None:
    """(组织, 职务, how many seats, since when) of a post that is not full."""
    missing, since = held.vacant(rows, day)
    return (rows[0].text(BODY), rows[0].text(POST), missing, since) if missing else None


def _page(
    rows: tuple[tuple[Dataset, int], ...],
    badges: tuple[Badge, ...],
    empty: tuple[tuple[str, str, int, date | None], ...],
    elections: tuple[tuple[str, str], ...],
    facts: Facts,
    files: tuple[File, ...],
    shots: tuple[Shots, ...],
) -> Content:
    lines: dict[str, list[tuple[object, ...]]] = {}
    asked: list[Contact] = []
    known = dict(elections)
    for (data, n), badge in zip(rows, badges, strict=True):
        row = data.rows[n]
        way = row.text(held.ELECTION)
        how = linked_text(way, {way: to}) if (to := known.get(values.label(way))) else way or row.text(held.HOW)
        told = bool(row.text(DUTY)) and held.named(row)
        if told:
            asked.append(Contact(row.text(DUTY), held.name_of(row), row.text(BODY) + row.text(POST), row.text(PHONE), row.text(AREA)))
        reached = ("", "") if told else (row.text(AREA), row.text(PHONE))  # once on a page is enough
        cells = (row.text(POST), posts.who(row), badge, *reached, row.text(UNIT), how)
        lines.setdefault(row.text(BODY), []).append(cells)
    for body, post, missing, since in empty:
        words = VACANT + (f" {missing} 人" if missing > 1 else "")
        badge = Badge(f"从 {since} 起" if since else VACANT, "late")
        lines.setdefault(body, []).append((post, words, badge, "", "", "", ""))
    bodies = tuple((body, _table(number, body, lines[body])) for number, body in enumerate(sorted(lines, key=rank), 1))
    return Content(People(tuple(asked), facts, bodies, files, LIFE, shots))


def _table(number: int, body: str, cells: list[tuple[object, ...]]) -> Table:
    kept = [i for i in range(len(_SHOWN)) if any(str(line[i] or "") for line in cells)]
    rows = tuple(tuple(line[i] for i in kept) for line in cells)
    return Table(f"people-{number}", body, tuple(_SHOWN[i] for i in kept), rows)


OVERVIEW = Overview(
    name="people",
    title=TITLE,
    order=603,
    uses=("elections", "ledger", "posts", "teams"),
    checks=(settings_agree, elected_as_told, brought_as_booked),
    pages=pages,
)
