"""The whole story: open → plan → make each board (board.py) → settle what becomes of each → the portal over them → publish."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from generator import dask_client, door, glance, kept
from generator.afterwards import answering
from generator.behind import behind
from generator.codes import Severity
from generator.config import EDITIONS, Edition
from generator.contents import one_run
from generator.duties import Obligation
from generator.foreseen import Foreseen
from generator.front import make_front
from generator.listed import known
from generator.makers import Cluster, WorkerLost, by_boards, make_boards, on_cores
from generator.model import Problem
from generator.opened import Opened, missing, open_root, with_theme
from generator.outcome import Outcome, outcome_of
from generator.place import Run, outputs_of, site_of
from generator.record.site_files import Site
from generator.recorded import records_part
from generator.settled import Settled, moved_away, ready_to_settle, settle
from generator.site import build_record as notes
from generator.site import moved
from generator.site.known_contents import over_runs
from generator.site.marker import FRONT, GUIDE, published
from generator.site.marker import boards as boards_of
from generator.site.parts import Leaking
from generator.site.publish import Damaged, PublishedPart, Publisher, Refused
from generator.site.tree import own_folder
from generator.standby import asked, let_go, stand_by, stand_by_for_all, while_waiting
from generator.task import UNOPENED, BoardResult, BoardTask, LastResult
from generator.workers import beside

__all__ = ["Cluster", "Outcome", "Refused", "WorkerLost", "build", "check", "due", "outputs_of", "site_of", "staying"]


_WRITTEN = "做好的网页还没登出去，就被别的程序改了，所以没有登出去；关掉那个程序，再做一次。"


def check(root: Path, today: date, villages: Iterable[str] = (), work: Path | None = None, jobs: int = 1) -> Outcome:
    """find → load → check, all boards, all problems. ``work``: where a crash is written aside."""
    from generator.board import check_board

    opened = with_theme(root, open_root(root), today)
    run = Run(root, today, "public", site_of(root, "public", work), work)
    with glance.glanced(root, "data", "content"), on_cores(jobs) as begin:
        boards = list(by_boards(check_board, run.tasks(opened.site, tuple(opened.asked(villages))), jobs, begin))
    leads, problems = moved.led_on({board.slug: board.former for board in boards}, opened.slugs)
    names = {board.slug: board.name for board in boards}
    for edition in EDITIONS:  # where they are put unless somebody says otherwise
        problems += moved_away(site_of(root, edition, work), opened.slugs, leads, names)
    return outcome_of((*opened.problems, *problems), boards)


def due(
    root: Path, today: date, villages: Iterable[str] = (), work: Path | None = None
) -> tuple[list[tuple[str, str, tuple[Obligation, ...]]], list[Problem]]:
    """(slug, name, what it owes) of each board, and the errors that may have hidden some of it."""
    from generator.board import obligations_of

    opened = open_root(root)
    if blocked := [p for p in opened.problems if p.code in UNOPENED]:
        return [], blocked
    boards, problems = [], list(opened.problems)
    for slug in opened.asked(villages):
        name, owed, more = obligations_of(BoardTask(root, slug, opened.site, today, place=work))
        problems += more
        if name:  # else 「逾期 0 期」 would be said of a board that nobody looked at
            boards.append((slug, name, owed))
    return boards, [p for p in problems if p.severity is Severity.ERROR]


def build(
    root: Path,
    today: date,
    villages: Iterable[str] = (),
    output: Path | None = None,
    jobs: int = 1,
    edition: Edition = "public",
    cluster: Cluster | None = None,
    told: Callable[[BoardResult], None] = lambda result: None,
    work: Path | None = None,
    recording: bool = True,
    before: Site | None = None,
    commit: str = "",
    public: Path | None = None,
    answer: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """check, and every board without errors made and published; the others stay as they were. ``told`` hears of each as it is done, and
    ``answer`` of all as soon as it is published: what is left to do then is for the next build.

    ``work``: where all but the site is written, build/ of the root by default; with it and ``output`` nothing below the root is touched.
    ``recording``: False for a look at what would be published; ``before``: the site as it was published last, which goes on where
    ``output`` has nothing of it; ``commit``: of which ``root`` is a copy; ``public``: the site that readers have, where ``output`` is
    another. Raises ``Unreadable`` for a ``before`` that cannot be read.
    """
    run = Run(root, today, edition, (output or site_of(root, edition, work)).resolve(), work, recording, before, commit, public)
    if work is None and door.sort_of(root, "build") == "strange":
        with answering(answer) as first:
            return first(outcome_of(door.closed(root, "build"), []))
    stand_by_for_all()
    client = dask_client.begun(cluster.scheduler if cluster else None)
    with client, run.alone(), _looks_once(run), on_cores(jobs) as begin, _looked_at(run, cluster) as looked, answering(answer) as first:
        make = partial(_built, run, villages, jobs, begin, cluster)
        try:
            return first(make(told, looked))
        except Damaged as damaged:  # what was made is not believed any more
            _forget(run, damaged.places)
        try:
            return first(make(lambda result: None, (Publisher(run.output, run.base, run.edition), lambda: None)))
        except Damaged:
            raise Refused(_WRITTEN) from None


def _built(
    run: Run,
    villages: Iterable[str],
    jobs: int,
    begin: Callable[[], None],
    cluster: Cluster | None,
    told: Callable[[BoardResult], None],
    looked: tuple[Publisher, Callable[[], None]],
) -> Outcome:
    """All of ``build``, alone at its place. ``looked``: of ``_looked_at``. Raises Damaged."""
    publisher, see = looked
    opened = open_root(run.root)
    if opened.unknown:
        return outcome_of(opened.problems, [])
    slugs = opened.slugs
    foreseen = Foreseen(run, slugs)
    opened = with_theme(run.root, opened, run.today, run.base)
    run.prepare(slugs)
    there, stood = published(run.output), boards_of(run.output)
    last = foreseen.results()
    if len(slugs) > 1:
        while_waiting(ready_to_settle)
    tasks = run.tasks(opened.site, slugs, looks=foreseen.looks())
    make = partial(_made, opened, tasks, frozenset(opened.asked(villages)), publisher, there, jobs, begin, cluster)
    boards = []
    guide = partial(_meanwhile, run, opened, tasks, stood)
    with nullcontext(lambda: None) if GUIDE in stood else beside(guide) as done:  # one that stands is mostly to stay
        others_done = cache(done)
        for board in make((see, others_done), last):
            told(board)
            boards.append(board)
        others_done()
    let_go()
    see()
    if _forgotten(run, publisher):
        boards = list(make())
    settled = settle(run, tasks, boards, publisher, there)
    problems = [*opened.problems, *([] if opened.faulty else missing(opened.site)), *settled.problems]
    outcome = _outcome(problems, [] if opened.faulty else boards, settled)
    if settled.nothing:
        return outcome
    front, more = _front(run, opened, tasks, boards, settled)
    if front is None and FRONT not in stood:
        return outcome_of((*problems, *more), [replace(board, version="") for board in boards])
    beside_them, trouble_with_guide = _guide(run, opened, tasks, stood.get(GUIDE, ""))
    parts, left = {**settled.fresh, **settled.instead}, dict(settled.kept)
    # Where nothing new can stand above or beside the boards, what stood there stays: what must go goes, whatever is wrong with it.
    others = {place: part for place, part in ((FRONT, front), (GUIDE, beside_them)) if part}
    stays = {place: stood[place] for place in (FRONT, *([GUIDE] if tasks else [])) if place in stood and place not in others}
    records = records_part(run, tasks, publisher, {**left, **parts}, {**stays, **others})
    publisher.publish(parts | others | records, left | stays)
    return replace(outcome, problems=outcome_of((*problems, *more, *trouble_with_guide), boards).problems)


def staying() -> AbstractContextManager[None]:
    """For a process that will be asked again (board.py)."""
    from generator.board import staying as boards_staying

    return boards_staying()


@contextmanager
def _looks_once(run: Run) -> Iterator[None]:
    """While this lasts, what comes in is looked at once, and read once."""
    with one_run(), over_runs(run.made), glance.glanced(run.root, "data", "content"):
        yield


@contextmanager
def _looked_at(run: Run, cluster: Cluster | None) -> Iterator[tuple[Publisher, Callable[[], None]]]:
    """How that looks which is published is seen behind all else, from the first on: of hundreds of boards that takes as long as to make one
    of them. Yields what waits for it, too."""
    for place in ("before", "published"):
        own_folder(run.base, place)
    publisher = Publisher(run.output, run.base, run.edition)
    if not cluster:
        stand_by()
    with nullcontext(asked(publisher.looked)) if kept.stays() else behind(publisher.looked) as looked:
        yield publisher, cache(lambda: publisher.seen(looked()))


def _meanwhile(run: Run, opened: Opened, tasks: list[BoardTask], stood: Mapping[str, str]) -> None:
    """What needs no board, done while they are made: the guide, which is asked for again later."""
    _guide(run, opened, tasks, stood.get(GUIDE, ""))


def _forgotten(run: Run, publisher: Publisher) -> bool:
    """Of what does not stand in the site as it was put there, and was not left as it was made either, nothing is believed: it is made anew.
    True where a board is."""
    briefs = {slug: notes.brief(_folder(run, slug)) for slug in publisher.wrong()}
    forgotten = {slug for slug, brief in briefs.items() if brief is None or not notes.whole(_folder(run, slug), brief.version)}
    _forget(run, forgotten)
    return bool(forgotten - {FRONT, GUIDE})


def _forget(run: Run, places: Iterable[str]) -> None:
    for place in places:
        notes.forget(_folder(run, place))


def _folder(run: Run, place: str) -> Path:
    """Where a part of the site is made."""
    return run.base / {FRONT: "portal", GUIDE: "guide"}.get(place, f"boards/{place}")


def _made(
    opened: Opened,
    tasks: list[BoardTask],
    slugs: Collection[str],
    publisher: Publisher,
    there: Mapping[str, str],
    jobs: int,
    begin: Callable[[], None],
    cluster: Cluster | None,
    meanwhile: Sequence[Callable[[], None]] = (),
    last: Mapping[str, LastResult | None] = MappingProxyType({}),
) -> Iterable[BoardResult]:
    """The boards that were asked for; where something that speaks for all is broken, what is known of those that are published, at the
    address they have or one they had."""
    if opened.faulty:
        from generator.board import stand_by

        return map(stand_by, (task for task in tasks if there.keys() & {task.slug, *known(task).former}))
    return make_boards(_with_withdrawn(tasks, slugs, publisher, there), jobs, begin, cluster, there, meanwhile, last)


def _with_withdrawn(tasks: list[BoardTask], slugs: Collection[str], publisher: Publisher, there: Mapping[str, str]) -> list[BoardTask]:
    """The boards that were asked for, and every published one of which something must go: that waits for nobody to ask. So is one that
    has moved made, since it goes at its old address when it can be shown at the new."""

    def waits(task: BoardTask) -> bool:
        version = there.get(task.slug)
        if not version:
            return bool(there.keys() & {*known(task).former})
        from generator.board import stand_by
        from generator.taken import must_be_seen_to

        return must_be_seen_to(task, publisher, version, stand_by)

    return [task for task in tasks if task.slug in slugs or waits(task)]


def _front(
    run: Run, opened: Opened, tasks: list[BoardTask], boards: list[BoardResult], settled: Settled
) -> tuple[PublishedPart | None, list[Problem]]:
    """What stands above the boards, made anew; None where that cannot be, and why."""
    if opened.faulty:
        return None, []
    try:
        return make_front(run, tasks, boards, settled.shown, settled.old, settled.gone, settled.compared), []
    except Leaking as error:
        return None, error.problems
    except Exception as error:
        from generator.guard import trouble

        return None, [trouble(error, run.root, run.made, "", "总栏")]


def _guide(run: Run, opened: Opened, tasks: list[BoardTask], stood: str) -> tuple[PublishedPart | None, list[Problem]]:
    """What stands beside the boards for their clerks; None where it cannot be made, and why. ``stood``: the version that is published."""
    if opened.faulty or not tasks:
        return None, []
    try:
        from generator.handbook.beside import guide_part

        return guide_part(tasks[0], stood)
    except Exception as error:
        from generator.guard import trouble

        return None, [trouble(error, run.root, run.made, "", "填表指南")]


def _outcome(problems: Iterable[Problem], boards: Iterable[BoardResult], settled: Settled) -> Outcome:
    return replace(outcome_of(problems, boards), kept=settled.staying, removed=settled.removed, taken=settled.taken)
