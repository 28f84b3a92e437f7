"""The whole story: find → load → check → pages → stage → site engine → search → publish. The one file that sees every step."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.check.run import run_checks
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds
from generator.load.board import BoardData, load_board
from generator.load.content import Content, load_content
from generator.load.find import find_villages
from generator.load.settings import load_site, load_village
from generator.model import Problem, Record, Source, has_errors, problem
from generator.pages.board import board_pages
from generator.pages.portal import Entry, portal_pages
from generator.pages.render import render
from generator.pages.search import PATH, page_records, records_of
from generator.site.docs import board_docs, dead_links
from generator.site.engine import EngineError, build_site
from generator.site.lock import end_with_parent, only_one
from generator.site.pagefind import program
from generator.site.publish import assemble, published, recover, swap
from generator.site.search import build_search, searchable
from generator.site.stage import Settings, stage
from generator.site.tree import Tree


@dataclass(frozen=True)
class BoardTask:
    """All that one board needs to know; small, so that any worker can do it."""

    root: Path
    slug: str
    site: SiteConfig
    today: date

    @property
    def folder(self) -> Path:
        return self.root / "build" / "boards" / self.slug


@dataclass(frozen=True)
class BoardResult:
    """What became of one board."""

    slug: str
    name: str
    note: str
    problems: tuple[Problem, ...]
    pages: int = 0
    town: str = ""

    @property
    def built(self) -> bool:
        return self.pages > 0


@dataclass(frozen=True)
class Outcome:
    """What a run found and made."""

    problems: tuple[Problem, ...]
    boards: tuple[BoardResult, ...] = ()
    kept: tuple[str, ...] = ()
    """Boards that stay as they were published."""
    removed: tuple[str, ...] = ()
    """Boards that were published and have no data any more."""


# --- all boards ------------------------------------------------------------------------------


def check(root: Path, today: date, villages: Iterable[str] = ()) -> Outcome:
    """find → load → check, all boards, all problems."""
    site, slugs, problems = _open(root, villages)
    boards = [check_board(BoardTask(root, slug, site, today)) for slug in slugs]
    return _outcome(problems, boards)


def build(root: Path, today: date, villages: Iterable[str] = (), output: Path | None = None, jobs: int = 1) -> Outcome:
    """check, and every board without errors built and published; the others stay as they were."""
    output = (output or root / "site").resolve()
    with only_one(root / "build"):
        recover(output)
        site, slugs, problems = _open(root, villages)
        if has_errors([p for p in problems if p.source.file == "data/site.yml"]):
            return _outcome(problems, [])  # it speaks for every board
        if program() is None:
            problems.append(problem("search-missing", Source("data/site.yml"), "这台机器上没有查找用的程序 Pagefind，各村没有「查找」页。"))
        boards = list(_run([BoardTask(root, slug, site, today) for slug in slugs], jobs))
        try:
            kept, removed = publish(root, output, site, today, boards)
        except EngineError as error:
            problems.append(problem("engine-failed", Source("data/site.yml"), f"总栏的网页没有生成：{error}"))
            return _outcome(problems, [replace(board, pages=0) for board in boards])
        return replace(_outcome(problems, boards), kept=kept, removed=removed)


def _open(root: Path, villages: Iterable[str]) -> tuple[SiteConfig, list[str], list[Problem]]:
    site, problems = load_site(root)
    slugs, more = find_villages(root)
    wanted = set(villages)
    return site, [s for s in slugs if not wanted or s in wanted], problems + more


def _run(tasks: list[BoardTask], jobs: int) -> Iterator[BoardResult]:
    """Boards are independent; results come in the order of the tasks, on one worker or many."""
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(build_board, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks), os.cpu_count() or 1), initializer=end_with_parent) as pool:
        yield from pool.map(build_board, tasks)


# --- one board -------------------------------------------------------------------------------


def check_board(task: BoardTask) -> BoardResult:
    """find → load → check."""
    return _guarded(task, lambda: _result(task, *read_board(task)[::2]))


def build_board(task: BoardTask) -> BoardResult:
    """find → load → check → pages → stage → site engine → search, into build/boards/<slug>/site/."""
    return _guarded(task, lambda: _build_board(task))


def _build_board(task: BoardTask) -> BoardResult:
    data, docs, problems = compose_board(task)
    if data.village is None or docs is None:
        return _result(task, data, problems)
    tree, settings, records = docs
    stage(task.folder, task.root, tree, settings)
    try:
        build_site(task.folder, task.today)
        if program():
            build_search(task.folder, records)
    except EngineError as error:
        said = f"{data.village.name}的网页没有生成：{error}"
        return _result(task, data, [*problems, problem("engine-failed", Source(f"data/villages/{task.slug}"), said)])
    return _result(task, data, problems, sum(path.endswith(".md") for path in tree))


def compose_board(task: BoardTask) -> tuple[BoardData, tuple[Tree, Settings, list[Record]] | None, list[Problem]]:
    """find → load → check → pages; nothing to stage where there are errors."""
    data, content, problems = read_board(task)
    if data.village is None or has_errors(problems):
        return data, None, problems
    context = Context(task.site, data.village, task.today)
    pages = board_pages(context, all_kinds(), data.datasets, content.welcome, bool(program()))
    records = records_of(context, all_kinds(), data.datasets)
    records += page_records(pages, content.pages, records)
    texts = {page.path: render(page, context) for page in pages}
    written = {path: text for path, _, text in content.pages}
    docs = board_docs(task.root, pages, texts, all_kinds(), written)
    for path, file in content.files:
        problems += [
            problem("broken-link", Source(file, line=line), f"链接「{address}」打不开。", "改正地址，或者去掉链接。")
            for line, address in dead_links(docs, path)
        ]
    if has_errors(problems):
        return data, None, problems
    nav = [(page.nav, page.path) for page in pages if page.nav] + [(title, path) for path, title, _ in content.pages]
    url = task.site.url and f"{task.site.url}{task.slug}/"
    return data, (docs, Settings(data.village.board_name, tuple(nav), url), records), problems


def read_board(task: BoardTask) -> tuple[BoardData, Content, list[Problem]]:
    """find → load → check."""
    data, problems = load_board(task.root, task.slug, all_kinds())
    content, more = load_content(task.root, task.slug)
    problems += more
    if any(data.datasets.values()):  # also where village.yml is wrong: all problems are told at once
        context = Context(task.site, data.village or Village(task.slug, task.slug), task.today)
        problems += [p for kind in all_kinds() for p in run_checks(kind, data.datasets[kind.name], context)]
    return data, content, problems


def _result(task: BoardTask, data: BoardData, problems: list[Problem], pages: int = 0) -> BoardResult:
    village = data.village
    name, note, town = (village.name, village.place_line, "".join(village.place[-1:])) if village else (task.slug, "", "")
    return BoardResult(task.slug, name, note, tuple(problems), pages, town)


def _guarded(task: BoardTask, work: Callable[[], BoardResult]) -> BoardResult:
    """No input ends in a traceback, and one board's crash stops no other: it is written aside and told in a sentence."""
    try:
        return work()
    except Exception as error:
        log = task.root / "build" / "errors" / f"{task.slug}.txt"
        with suppress(OSError):  # where nothing can be written, the sentence must do
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(traceback.format_exc(), encoding="utf-8")
        said = f"{task.slug}：{type(error).__name__}。详情在 build/errors/{task.slug}.txt。"
        return BoardResult(task.slug, task.slug, "", (problem("internal-error", Source(f"data/villages/{task.slug}"), said),))


# --- the site --------------------------------------------------------------------------------


def publish(root: Path, output: Path, site: SiteConfig, today: date, boards: list[BoardResult]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fresh boards, boards kept as they were published, and the portal, swapped in together; (kept, removed)."""
    slugs, _ = find_villages(root)
    there = published(output)
    fresh = {b.slug: BoardTask(root, b.slug, site, today).folder / "site" for b in boards if b.built}
    kept = {slug: output / slug for slug in there if slug in slugs and slug not in fresh}
    removed = tuple(slug for slug in there if slug not in slugs)
    if fresh or removed:  # what was taken down must go, also when nothing new can be shown
        front = _portal(root, site, today, boards, slugs, fresh | kept) if len(slugs) > 1 else None
        aside = output.with_name(f".{output.name}.next")  # beside it, so that the swap stays on one file system
        assemble(aside, fresh | kept, front)
        swap(aside, output)
    return tuple(kept), removed


def _portal(root: Path, site: SiteConfig, today: date, boards: list[BoardResult], slugs: list[str], there: Mapping[str, Path]) -> Path:
    results = {board.slug: board for board in boards}
    entries = []
    for slug in slugs:
        board = results.get(slug)
        if board is None:  # not asked for in this run
            village, _ = load_village(root / "data" / "villages" / slug, f"data/villages/{slug}/village.yml", [])
            board = _result(BoardTask(root, slug, site, today), BoardData(village), [])
        note = board.note if slug in there else "资料有误，正在更正" if slug in results else "还没有公开"
        entry = Entry(slug, board.name, note, f"{slug}/" if slug in there else "", board.town)
        if slug in there and (found := searchable(there[slug])):  # as it is published, also where that is an older board
            entry = replace(entry, years=found.years, cost=found.cost)
        entries.append(entry)
    pages = portal_pages(site, entries, today)
    docs = Tree()
    for path, text in pages.items():
        docs.add(path, text)
    folder = root / "build" / "portal"
    nav = [(title, path) for title, path in (("首页", "index.md"), ("查找", PATH)) if path in pages]
    stage(folder, root, docs, Settings(site.title, tuple(nav), site.url))
    build_site(folder, today)
    return folder / "site"


def _outcome(problems: list[Problem], boards: list[BoardResult]) -> Outcome:
    found = dict.fromkeys((*problems, *(p for b in boards for p in b.problems)))
    return Outcome(tuple(sorted(found, key=lambda p: p.order)), tuple(boards))
