"""The whole story: find → what changed → each board (board.py) → the portal over them → publish. The one file that sees every step."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import door
from generator.board import build_board, check_board, owed_by, stand_by
from generator.cluster import build_on
from generator.codes import Severity
from generator.config import EDITIONS, Edition, SiteConfig
from generator.duties import Owed
from generator.fingerprint import fingerprint
from generator.front import Leaking, board_part, make_front
from generator.gate import Gate, quiet
from generator.guard import trouble
from generator.installed import THEME_PARTS
from generator.listed import known
from generator.load.find import find_villages
from generator.load.inputs import content_ids, program_id
from generator.load.settings import load_site
from generator.load.theme import foreign_hosts, theme_files
from generator.model import Problem, Source, has_errors, problem
from generator.site import made as notes
from generator.site import moved
from generator.site.cover import font_file
from generator.site.lock import end_with_parent, only_one
from generator.site.marker import FRONT, published
from generator.site.marker import boards as boards_of
from generator.site.pagefind import program
from generator.site.publish import Publisher, Refused, refusal
from generator.site.theme import lay_theme
from generator.site.tree import own_folder
from generator.taken import Taken, held, must_be_seen_to
from generator.task import UNOPENED, BoardResult, BoardTask, as_before, work_of

OF_ALL = ("data/site.yml", "data/regions/", "theme_overrides/", "mkdocs.yml")
"""What speaks for every board: with an error there, none is made."""


@dataclass(frozen=True)
class Outcome:
    """What a run found and made."""

    problems: tuple[Problem, ...]
    boards: tuple[BoardResult, ...] = ()
    kept: tuple[str, ...] = ()
    """Boards that stay as they were published."""
    removed: tuple[str, ...] = ()
    """Boards that were published and have no data any more."""
    taken: tuple[Taken, ...] = ()
    """What had to go of boards that could not be made again."""

    @property
    def failed(self) -> tuple[BoardResult, ...]:
        """Boards that were to be made and were not."""
        return tuple(board for board in self.boards if not board.built)


@dataclass(frozen=True)
class Cluster:
    """Where many machines build: a Dask scheduler, and a place for parcels that all of them can reach."""

    scheduler: str
    place: str


class WorkerLost(Exception):
    """A process that made boards was ended from outside."""


def check(root: Path, today: date, villages: Iterable[str] = (), work: Path | None = None) -> Outcome:
    """find → load → check, all boards, all problems. ``work``: where a crash is written aside."""
    site, slugs, problems = _open(root)
    problems += _theme(root, site, today)
    boards = [check_board(BoardTask(root, slug, site, today, place=work)) for slug in _asked(slugs, villages)]
    leads, more = moved.led_on({board.slug: board.former for board in boards}, slugs)
    for edition in EDITIONS:  # where they are put unless somebody says otherwise
        problems += _moved_away(site_of(root, edition, work), slugs, leads, {board.slug: board.name for board in boards})
    return _outcome(problems + more, boards)


def _moved_away(output: Path, slugs: list[str], leads: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Problem]:
    """Of boards of the published site that are there no more: those that another seems to be. ``names``: of those asked for."""
    there = published(output)
    removed = tuple(slug for slug in there if slug not in (*slugs, *leads))
    return moved.vanished(output, removed, {slug: name for slug, name in names.items() if slug not in there})


def due(
    root: Path, today: date, villages: Iterable[str] = (), work: Path | None = None
) -> tuple[list[tuple[str, str, tuple[Owed, ...]]], list[Problem]]:
    """(slug, name, what it owes) of each board, and the errors that may have hidden some of it."""
    site, slugs, problems = _open(root)
    if blocked := [p for p in problems if p.code in UNOPENED]:
        return [], blocked
    boards = []
    for slug in _asked(slugs, villages):
        name, owed, more = owed_by(BoardTask(root, slug, site, today, place=work))
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
) -> Outcome:
    """check, and every board without errors made and published; the others stay as they were. ``told`` hears of each as it is done.

    ``work``: where all but the site is written, build/ of the root by default; with it and ``output`` nothing below the root is touched.
    """
    output = (output or site_of(root, edition, work)).resolve()
    base = work_of(work or root / "build", edition)
    if work is None and door.sort_of(root, "build") == "strange":
        return _outcome(door.closed(root, "build"), [])
    with only_one(base), only_one(outputs_of(work or root / "build", output)):
        if why := refusal(output, root, edition):  # asked again when nobody else can be writing there
            raise Refused(why)
        publisher = Publisher(output, base, edition)
        site, slugs, problems = _open(root)
        if any(p.code in UNOPENED and _of_all(p) for p in problems):
            return _outcome(problems, [])  # nobody can say what is in it: nothing is made, nothing goes
        problems += _theme(root, site, today, base)
        broken = has_errors([p for p in problems if _of_all(p)])
        problems += [] if broken else _missing(site)
        tasks = _tasks(root, today, site, slugs, edition, work)
        lay_theme(root, base)
        for place in ("before", "published", "portal", "front", "taken", *(f"boards/{task.slug}" for task in tasks)):
            own_folder(base, place)
        there = published(output)
        for slug in publisher.wrong():  # before it is put there once more
            _forget_damaged(base / ("portal" if slug == FRONT else f"boards/{slug}"))
        boards = []
        asked = tasks if broken else _with_withdrawn(tasks, _asked(slugs, villages), publisher, there)
        # What is wrong there speaks for every board: none is made, and what must go of them goes.
        stood = (t for t in asked if there.keys() & {t.slug, *known(t).former})
        for board in map(stand_by, stood) if broken else _run(asked, jobs, cluster, there):
            told(board)
            boards.append(board)
        made = {board.slug: board.version for board in boards if board.built}
        fresh = {task.slug: board_part(task.folder, made[task.slug]) for task in tasks if task.slug in made}
        left = {slug: version for slug, version in there.items() if slug in slugs and slug not in fresh}
        found = {board.slug: board for board in boards}
        now = {task.slug: found.get(task.slug) or known(task) for task in tasks}
        leads, more = moved.led_on({slug: board.former for slug, board in now.items()}, slugs)
        removed = tuple(slug for slug in there if slug not in (*slugs, *leads))
        waits = {old: there[old] for old, slug in leads.items() if old in there and slug not in (*fresh, *left)}  # until it can be shown
        for place in waits:
            own_folder(base, f"boards/{place}")
        instead, taken = held(tasks, boards, publisher, output, left | waits, {old: leads[old] for old in waits})
        kept = {slug: version for slug, version in (left | waits).items() if slug not in instead}
        came = {board.slug: board.name for board in boards if board.slug in fresh and board.slug not in there}
        problems += [*more, *moved.vanished(output, removed, came)]
        outcome = replace(_outcome(problems, [] if broken else boards), kept=(*left, *waits), removed=removed, taken=tuple(taken))
        if not (fresh or instead or removed or leads.keys() & there.keys()):
            return outcome
        shown = {s: p.folder for s, p in (fresh | instead).items()} | {s: output / s for s in kept}
        old = moved.pages(leads, {slug: board.name for slug, board in now.items()}, shown)
        gone = {each.slug for each in taken if not each.pages}
        try:
            front = None if broken else make_front(base, edition, tasks, boards, shown, old, gone)
        except Exception as error:
            problems += error.problems if isinstance(error, Leaking) else [trouble(error, root, work or root / "build", "", "总栏")]
            front = None
        if front is None and FRONT in (marked := boards_of(output)):  # what must go goes, whatever is wrong above it
            kept |= {FRONT: marked[FRONT]}
        elif front is None:
            return _outcome(problems, [replace(board, version="") for board in boards])
        publisher.publish({**fresh, **instead} | ({FRONT: front} if front else {}), kept)
        return replace(outcome, problems=_outcome(problems, boards).problems)


def site_of(root: Path, edition: Edition, work: Path | None = None) -> Path:
    """site/ for the open web; another folder for what only villagers may see, so that it is never published by mistake.

    Below ``work`` where that is given: then nothing is written below the root.
    """
    return (work or root) / ("site" if edition == "public" else f"site-{edition}")


def outputs_of(base: Path, output: Path) -> Path:
    """Where the builds of all editions into one folder wait for each other; ``base``: the folder of all that is made."""
    return base / "outputs" / fingerprint(str(output))[:8]


def _open(root: Path) -> tuple[SiteConfig, list[str], list[Problem]]:
    site, problems = load_site(root)
    slugs, more = find_villages(root)
    return site, slugs, problems + more


def _of_all(p: Problem) -> bool:
    """True where it speaks for every board: of the settings and the theme, and of what cannot be opened above the boards' own folders."""
    if p.code in (*UNOPENED, "unreadable-file"):
        return not p.source.file.startswith("data/villages/")
    return p.source.file.startswith(OF_ALL)


def _theme(root: Path, site: SiteConfig, today: date, folder: Path | None = None) -> list[Problem]:
    """What is wrong with the owner's own files of a theme. The program's own need no look: tests have had it."""
    return Gate(root, "", site, today, folder).theme(theme_files(root), foreign_hosts)


def _asked(slugs: list[str], villages: Iterable[str]) -> list[str]:
    wanted = set(villages)
    return [slug for slug in slugs if not wanted or slug in wanted]


def _missing(site: SiteConfig) -> Iterator[Problem]:
    """What this machine cannot do."""
    if program() is None:
        yield problem("search-missing", Source("data/site.yml"), "这台机器上没有查找用的程序 Pagefind，各村没有「查找」页。")
    if site.url and font_file() is None:
        yield problem("cover-missing", Source("data/site.yml"), "这台机器上没有画封面用的字体，发到群里的网页没有封面图。")


def _tasks(root: Path, today: date, site: SiteConfig, slugs: list[str], edition: Edition, work: Path | None) -> list[BoardTask]:
    """A task for every board, with the ids of all it is made from."""
    common = [f"content/{name}" for name in door.listed(root, "content") if name.endswith(".md")]
    theme = content_ids(root, THEME_PARTS)  # the program's own is part of its id
    able = bool(program()), bool(font_file())
    shell = fingerprint(program_id(), theme, able)
    own = [[f"data/villages/{slug}", f"content/{slug}"] for slug in slugs]
    ids = content_ids(root, ["data/site.yml", "data/regions", *common, *(place for places in own for place in places)])
    shared = [ids[place] for place in ("data/site.yml", "data/regions", *common)]
    of_all = (shell, today, edition, common, shared)
    return [
        BoardTask(
            root,
            slug,
            site,
            today,
            fingerprint(*of_all, [ids[place] for place in places]),
            fingerprint(shell, edition, common, shared, [ids[place] for place in places]),
            shell,
            *able,
            edition,
            work,
        )
        for slug, places in zip(slugs, own, strict=True)
    ]


def _with_withdrawn(tasks: list[BoardTask], slugs: Collection[str], publisher: Publisher, there: Mapping[str, str]) -> list[BoardTask]:
    """The boards that were asked for, and every published one of which something must go: that waits for nobody to ask. So is one that
    has moved made, since it goes at its old address when it can be shown at the new."""

    def waits(task: BoardTask) -> bool:
        version = there.get(task.slug)
        return must_be_seen_to(task, publisher, version, stand_by) if version else bool(there.keys() & {*known(task).former})

    return [task for task in tasks if task.slug in slugs or waits(task)]


def _run(tasks: list[BoardTask], jobs: int, cluster: Cluster | None, there: Mapping[str, str]) -> Iterator[BoardResult]:
    """Boards are independent; results come in the order of the tasks, on one worker or many. What is as it was costs nothing."""
    before = {task.slug: _still(task, there.get(task.slug)) for task in tasks}
    todo = [task for task in tasks if before[task.slug] is None]
    if cluster and todo:
        far = build_on(cluster.scheduler, cluster.place, todo)
        yield from (before[task.slug] or next(far) for task in tasks)
        return
    if jobs <= 1 or len(todo) <= 1:
        yield from (before[task.slug] or build_board(task) for task in tasks)
        return
    from concurrent.futures import ProcessPoolExecutor  # here: one changed row waits for nothing that it does not use
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(min(jobs, len(todo), os.cpu_count() or 1), initializer=end_with_parent) as pool:
            made = pool.map(build_board, todo)
            yield from (before[task.slug] or next(made) for task in tasks)
    except BrokenProcessPool:
        said = "做网页的一个进程中途被系统停掉了，多半是内存不够；网站上仍是以前的内容。用 --jobs 1 一个村一个村地做。"
        raise WorkerLost(said) from None


def _still(task: BoardTask, version: str | None) -> BoardResult | None:
    """What was said of the board where it need not be made; what is not published in this version must be whole to the byte."""
    before = as_before(task)
    return before if before and (before.version == version or notes.whole(task.folder, before.version)) else None


def _forget_damaged(folder: Path) -> None:
    """What was made there is made anew where it is not as it was made."""
    made = notes.read(folder)
    if made is None or not notes.untouched(folder, made):
        notes.forget(folder)


def _outcome(problems: list[Problem], boards: list[BoardResult]) -> Outcome:
    found = dict.fromkeys((*map(quiet, problems), *(p for b in boards for p in b.problems)))
    return Outcome(tuple(sorted(found, key=lambda p: p.order)), tuple(boards))
