"""今天: what is due on each board, what is wrong with its files, what waits for publication; where nothing is yet, how to begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.classes import dataclass
from generator.codes import Severity
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo
from generator.desk.briefs import BoardBrief
from generator.desk.desk import Desk
from generator.desk.drawn import drawn_part
from generator.desk.published_files import PublishedFiles
from generator.desk.standing import BoardState
from generator.desk.where_edited import edit_address, explained_at
from generator.model import Problem

FEW = 6
"""Villages that are told of in full on one page; of more there is a line each."""
SOON = timedelta(days=30)
"""What is due later is no matter of today."""
MOST = 40
"""Problems that the page tells; the others are told at their files."""


@dataclass(frozen=True)
class DueToday:
    """One thing that is owed."""

    code: str
    period: str
    what: str
    by: date
    late: int
    """Days; 0 where there is still time."""
    left: int
    """Days until then; 0 where it is late."""


@dataclass(frozen=True)
class AtFile:
    """One problem, and the page of the desk where it is mended, "" for none; the link to where it is explained."""

    problem: Problem
    page: str
    explained: tuple[str, str]


@dataclass(frozen=True)
class VillageToday:
    """One village as this page shows it."""

    state: BoardState
    due: tuple[DueToday, ...]
    errors: tuple[AtFile, ...]
    warnings: tuple[AtFile, ...]
    more: int
    waiting: tuple[str, ...]
    published: bool
    """Whether the desk has ever published it."""


@dataclass(frozen=True)
class VillageListed:
    """One of many villages as this page lists it."""

    slug: str
    name: str
    brief: BoardBrief | None
    """None where nobody has looked yet."""
    late: bool = False
    """What is due first is overdue."""
    by: date | None = None


def dues_of(state: BoardState, today: date) -> Iterator[DueToday]:
    """What is overdue or will be due soon, the longest overdue first."""
    waited = [(duty.by, item.code, duty) for item in state.owed for duty in item.duties if duty.by and not duty.shown]
    for by, code, duty in sorted(waited, key=lambda each: each[0]):
        if by <= today + SOON:
            yield DueToday(code, duty.period, duty.what, by, duty.late(today), max(0, (by - today).days))


def at_file(problem: Problem, state: BoardState) -> AtFile:
    """Where the desk shows it."""
    return AtFile(problem, edit_address(state.slug, problem.source.file), explained_at(problem, state.slug, state.problems))


def village_today(state: BoardState, desk: Desk, today: date) -> VillageToday:
    told = [at_file(p, state) for p in state.problems if p.severity is not Severity.INFO]
    errors = [each for each in told if each.problem.severity is Severity.ERROR]
    warnings = [each for each in told if each.problem.severity is not Severity.ERROR]
    files = PublishedFiles(desk.root)
    waiting = files.differing(state.slug)
    shown = errors[:MOST], warnings[: max(0, MOST - len(errors))]
    more = len(told) - len(shown[0]) - len(shown[1])
    return VillageToday(
        state, tuple(dues_of(state, today)), tuple(shown[0]), tuple(shown[1]), more, tuple(waiting), files.known(state.slug)
    )


def first(desk: Desk, asked: Asked) -> Answer:
    slugs = desk.slugs()
    if not slugs:
        return LedTo("/setup")
    today = desk.today()
    wanted = asked.text("village")
    chosen = [slug for slug in slugs if slug == wanted] or slugs
    if len(chosen) > FEW:
        return _many(desk, today)
    states = [state for slug in chosen if (state := desk.boards.state(slug, today))]
    return DeskPage(
        "first.html",
        "今天",
        {"villages": [village_today(state, desk, today) for state in states], "problems": desk.boards.opened().problems},
    )


def _many(desk: Desk, today: date) -> Answer:
    """A line for each village, those that wait for somebody first; of those that must be read, the script asks for a few at a time."""
    listed = [_listed(desk, slug, brief, today) for slug, brief in desk.briefs.all(today)]
    order = sorted(listed, key=lambda each: (-each.brief.errors, -each.brief.late) if each.brief else (0, 0))
    view = {
        "listed": order,
        "left": sum(each.brief is None for each in listed),
        "wrong": sum(bool(each.brief and each.brief.errors) for each in listed),
        "late": sum(bool(each.brief and each.brief.late) for each in listed),
        "problems": desk.boards.opened().problems,
    }
    return DeskPage("boards.html", "今天", view)


def _listed(desk: Desk, slug: str, brief: BoardBrief | None, today: date) -> VillageListed:
    by = date.fromisoformat(brief.next[1]) if brief and brief.next[1] else None
    return VillageListed(slug, brief.name if brief else desk.boards.name(slug), brief, bool(by and by < today), by)


def more(desk: Desk, asked: Asked) -> Answer:
    """A few more villages, for the script of that page."""
    if asked.method != "POST":
        raise CannotDo("没有这一页。", 404)
    today = desk.today()
    told, left = desk.briefs.read(today)
    lines = [_listed(desk, brief.slug, brief, today) for brief in told]
    return {"left": left, "rows": {each.slug: drawn_part("board_line.html", each=each) for each in lines}}


PAGES = {"/": first, "/today/more": more}
