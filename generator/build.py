"""The whole story: find → what changed → each board (board.py) → the portal over them → publish. The one file that sees every step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.board import BoardResult, BoardTask, as_before, build_board, check_board, owed_by, result_of, text_item, work_of
from generator.cluster import build_on
from generator.codes import Severity
from generator.config import Edition, SiteConfig
from generator.duties import Owed, Standing
from generator.fingerprint import fingerprint
from generator.gate import Gate, quiet
from generator.load.board import BoardData
from generator.load.find import find_villages
from generator.load.inputs import content_ids, program_id
from generator.load.settings import load_site, load_village
from generator.model import Problem, Source, has_errors, problem
from generator.pages.portal import Entry, portal_pages
from generator.pages.render import compiled_in
from generator.pages.search import PATH
from generator.shown import QR
from generator.site import made as notes
from generator.site import manifest, moved
from generator.site.cover import font_file
from generator.site.engine import EngineError
from generator.site.lock import end_with_parent, only_one
from generator.site.make import Item, Plan, make_site
from generator.site.offline import MANIFEST
from generator.site.offline import manifest as phone_manifest
from generator.site.pagefind import program
from generator.site.publish import FRONT, Part, Publisher, front_page, published
from generator.site.qr import qr_svg
from generator.site.search import searchable
from generator.site.stage import Settings, house


@dataclass(frozen=True)
class Outcome:
    """What a run found and made."""

    problems: tuple[Problem, ...]
    boards: tuple[BoardResult, ...] = ()
    kept: tuple[str, ...] = ()
    """Boards that stay as they were published."""
    removed: tuple[str, ...] = ()
    """Boards that were published and have no data any more."""


@dataclass(frozen=True)
class Cluster:
    """Where many machines build: a Dask scheduler, and a place for parcels that all of them can reach."""

    scheduler: str
    place: str


class Leaking(Exception):
    """The portal would publish something personal."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def check(root: Path, today: date, villages: Iterable[str] = ()) -> Outcome:
    """find → load → check, all boards, all problems."""
    site, slugs, problems = _open(root)
    boards = [check_board(BoardTask(root, slug, site, today)) for slug in _asked(slugs, villages)]
    return _outcome(problems + moved.led_on({board.slug: board.former for board in boards}, slugs)[1], boards)


def due(root: Path, today: date, villages: Iterable[str] = ()) -> tuple[list[tuple[str, str, tuple[Owed, ...]]], list[Problem]]:
    """(slug, name, what it owes) of each board, and the errors that may have hidden some of it."""
    site, slugs, problems = _open(root)
    boards = []
    for slug in _asked(slugs, villages):
        name, owed, more = owed_by(BoardTask(root, slug, site, today))
        boards.append((slug, name, owed))
        problems += more
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
) -> Outcome:
    """check, and every board without errors made and published; the others stay as they were. ``told`` hears of each as it is done."""
    output = (output or site_of(root, edition)).resolve()
    with only_one(work_of(root, edition)):
        publisher = Publisher(output, work_of(root, edition))
        site, slugs, problems = _open(root)
        if has_errors([p for p in problems if p.source.file == "data/site.yml" or p.source.file.startswith("data/regions/")]):
            return _outcome(problems, [])  # it speaks for every board
        problems += _missing(site)
        tasks = _tasks(root, today, site, slugs, edition)
        boards = []
        for board in _run([task for task in tasks if task.slug in _asked(slugs, villages)], jobs, cluster):
            told(board)
            boards.append(board)
        fresh = {b.slug: _part(BoardTask(root, b.slug, site, today, edition=edition).folder, b.version) for b in boards if b.built}
        there = published(output)
        kept = {slug: version for slug, version in there.items() if slug in slugs and slug not in fresh}
        found = {board.slug: board for board in boards}
        now = {task.slug: found.get(task.slug) or _known(task) for task in tasks}
        leads, more = moved.led_on({slug: board.former for slug, board in now.items()}, slugs)
        removed = tuple(slug for slug in there if slug not in (*slugs, *leads))
        kept |= {old: there[old] for old, slug in leads.items() if old in there and slug not in (*fresh, *kept)}  # until it can be shown
        came = {board.slug: board.name for board in boards if board.slug in fresh and board.slug not in there}
        problems += [*more, *moved.vanished(output, removed, came)]
        if fresh or removed or leads.keys() & there.keys():  # what was taken down must go, also when nothing new can be shown
            try:
                shown = {s: p.folder for s, p in fresh.items()} | {s: output / s for s in kept}
                front = _front(tasks, boards, shown, moved.pages(leads, {slug: board.name for slug, board in now.items()}, shown))
            except (EngineError, Leaking) as error:
                if isinstance(error, Leaking):
                    problems += error.problems
                else:
                    problems.append(problem("engine-failed", Source("data/site.yml"), f"总栏的网页没有生成：{error}"))
                return _outcome(problems, [replace(board, version="") for board in boards])
            publisher.publish({FRONT: front, **fresh}, kept)
        return replace(_outcome(problems, boards), kept=tuple(kept), removed=removed)


def site_of(root: Path, edition: Edition) -> Path:
    """site/ for the open web; another folder for what only villagers may see, so that it is never published by mistake."""
    return root / ("site" if edition == "public" else f"site-{edition}")


def _open(root: Path) -> tuple[SiteConfig, list[str], list[Problem]]:
    site, problems = load_site(root)
    slugs, more = find_villages(root)
    return site, slugs, problems + more


def _asked(slugs: list[str], villages: Iterable[str]) -> list[str]:
    wanted = set(villages)
    return [slug for slug in slugs if not wanted or slug in wanted]


def _missing(site: SiteConfig) -> Iterator[Problem]:
    """What this machine cannot do."""
    if program() is None:
        yield problem("search-missing", Source("data/site.yml"), "这台机器上没有查找用的程序 Pagefind，各村没有「查找」页。")
    if site.url and font_file() is None:
        yield problem("cover-missing", Source("data/site.yml"), "这台机器上没有画封面用的字体，发到群里的网页没有封面图。")


def _tasks(root: Path, today: date, site: SiteConfig, slugs: list[str], edition: Edition) -> list[BoardTask]:
    """A task for every board, with the ids of all it is made from."""
    common = sorted(path.relative_to(root).as_posix() for path in (root / "content").glob("*.md"))
    theme = content_ids(house(root), ["mkdocs.yml", "theme_overrides"])
    able = bool(program()), bool(font_file())
    shell = fingerprint(program_id(), theme, able)
    own = [[f"data/villages/{slug}", f"content/{slug}"] for slug in slugs]
    ids = content_ids(root, ["data/site.yml", "data/regions", *common, *(place for places in own for place in places)])
    shared = [ids[place] for place in ("data/site.yml", "data/regions", *common)]
    of_all = (shell, today, edition, common, shared)
    return [
        BoardTask(root, slug, site, today, fingerprint(*of_all, [ids[place] for place in places]), shell, *able, edition)
        for slug, places in zip(slugs, own, strict=True)
    ]


def _run(tasks: list[BoardTask], jobs: int, cluster: Cluster | None) -> Iterator[BoardResult]:
    """Boards are independent; results come in the order of the tasks, on one worker or many. What is as it was costs nothing."""
    before = {task.slug: as_before(task) for task in tasks}
    todo = [task for task in tasks if before[task.slug] is None]
    if cluster and todo:
        far = build_on(cluster.scheduler, cluster.place, todo)
        yield from (before[task.slug] or next(far) for task in tasks)
        return
    if jobs <= 1 or len(todo) <= 1:
        yield from (before[task.slug] or build_board(task) for task in tasks)
        return
    from concurrent.futures import ProcessPoolExecutor  # here: one changed row waits for nothing that it does not use

    with ProcessPoolExecutor(min(jobs, len(todo), os.cpu_count() or 1), initializer=end_with_parent) as pool:
        made = pool.map(build_board, todo)
        yield from (before[task.slug] or next(made) for task in tasks)


def _part(folder: Path, version: str) -> Part:
    def files() -> manifest.Files:
        made = notes.read(folder)
        return made.files if made else {path: seen.digest for path, seen in manifest.scan(folder / "site", {}).items()}

    return Part(folder / "site", version, files)


def _front(tasks: list[BoardTask], boards: list[BoardResult], there: Mapping[str, Path], old: Mapping[str, bytes]) -> Part:
    """The portal, and what stands at ``old`` addresses; over one board only a page that leads on to it, so that addresses stay when a
    second board comes."""
    if len(tasks) == 1:
        return front_page(tasks[0].work / "front", list(there), old)
    task = tasks[0]
    results = {board.slug: board for board in boards}
    entries = [_entry(each, results.get(each.slug), there.get(each.slug)) for each in tasks]
    compiled_in(task.root / "build" / "compiled")
    pages = portal_pages(task.site, entries, task.today)
    items = [text_item(path, text) for path, text in pages.items()]
    items += [text_item(path, content.decode()) for path, content in old.items()]
    items.append(text_item(MANIFEST, phone_manifest(task.site.title, task.site.title)))
    if task.site.url:
        items.append(Item(QR, task.site.url, lambda: {QR: qr_svg(task.site.url)}))
    nav = tuple((title, path) for title, path in (("首页", "index.md"), ("查找", PATH)) if path in pages)
    private = task.edition != "public"
    plan = Plan(Settings(task.site.title, nav, task.site.url, private), tuple(items))
    folder = task.work / "portal"
    inputs = fingerprint(task.shell, task.today, plan.settings, [item.id for item in items])
    brief = notes.brief(folder)
    if brief is None or brief.inputs != inputs:
        made = make_site(folder, task.root, plan, task.today, task.shell)
        if leaks := Gate(task.root, "", task.site, task.today, folder).outgoing(made.files):
            raise Leaking(leaks)
        brief = notes.write(folder, made, inputs, {})
    return _part(folder, brief.version)


def _entry(task: BoardTask, result: BoardResult | None, there: Path | None) -> Entry:
    """How the portal lists a board: as it is published, also where that is an older one."""
    asked = result is not None
    result = result or _known(task)
    if there is None:
        return Entry(task.slug, result.name, "资料有误，正在更正" if asked else "还没有公开", "", result.town)
    entry = Entry(
        task.slug,
        result.name,
        result.note,
        f"{task.slug}/",
        result.town,
        result.years,
        result.cost,
        result.latest,
        result.due,
        Standing(*result.standing),
    )
    if not result.built and (found := searchable(there)):
        entry = replace(entry, years=found.years, cost=found.cost)
    return entry


def _known(task: BoardTask) -> BoardResult:
    """What is known of a board that this run was not asked for."""
    if found := as_before(task):
        return found
    village, _ = load_village(task.root / "data/villages" / task.slug, f"data/villages/{task.slug}/village.yml", [])
    return result_of(task, BoardData(village), [])


def _outcome(problems: list[Problem], boards: list[BoardResult]) -> Outcome:
    found = dict.fromkeys((*map(quiet, problems), *(p for b in boards for p in b.problems)))
    return Outcome(tuple(sorted(found, key=lambda p: p.order)), tuple(boards))
