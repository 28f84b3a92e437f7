"""The whole story: find → load → check → pages → stage → site engine → publish. The one file that sees every step."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
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
from generator.model import Page, Problem, Source, has_errors, problem
from generator.pages.board import board_pages
from generator.pages.links import download_path
from generator.pages.render import render, render_portal
from generator.site.downloads import table_csv, table_xlsx
from generator.site.engine import EngineError, build_site
from generator.site.forms import blank_form
from generator.site.publish import assemble, recover, swap
from generator.site.stage import Settings, stage
from generator.site.tree import Tree


@dataclass(frozen=True)
class BoardTask:
    """All that one board needs to know; small, so that any worker can do it."""

    root: Path
    slug: str
    site: SiteConfig
    today: date


@dataclass(frozen=True)
class Staged:
    """One board ready for the site engine."""

    docs: Tree
    settings: Settings
    pages: int


@dataclass(frozen=True)
class BoardResult:
    slug: str
    name: str
    note: str
    problems: tuple[Problem, ...]
    pages: int = 0

    @property
    def built(self) -> bool:
        return self.pages > 0


@dataclass(frozen=True)
class Outcome:
    """What a run found and made."""

    problems: tuple[Problem, ...]
    boards: tuple[BoardResult, ...] = ()
    kept: tuple[str, ...] = ()
    """Boards with errors whose published pages stay as they were."""


def check(root: Path, today: date, villages: Iterable[str] = ()) -> Outcome:
    """find → load → check, all boards, all problems."""
    site, slugs, problems = _open(root, villages)
    boards = [_guarded(_checked_board, BoardTask(root, slug, site, today)) for slug in slugs]
    return _outcome(problems, boards)


def build(root: Path, today: date, villages: Iterable[str] = (), output: Path | None = None, jobs: int = 1) -> Outcome:
    """check, and every board without errors built and published; the others stay as they were."""
    output = output or root / "site"
    recover(output)
    site, slugs, problems = _open(root, villages)
    if has_errors([p for p in problems if p.source.file == "data/site.yml"]):
        return _outcome(problems, [])  # settings of every board
    boards = list(_run([BoardTask(root, slug, site, today) for slug in slugs], jobs))
    try:
        kept = _publish(root, output, site, today, boards)
    except EngineError as error:
        problems.append(problem("engine-failed", Source("data/site.yml"), f"总栏的网页没有生成：{error}"))
        return _outcome(problems, [replace(board, pages=0) for board in boards])
    return _outcome(problems, boards, kept)


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
    with ProcessPoolExecutor(min(jobs, len(tasks), os.cpu_count() or 1)) as pool:
        yield from pool.map(build_board, tasks)


def build_board(task: BoardTask) -> BoardResult:
    """One board, from its files to build/boards/<slug>/site/. A crash is a problem of this board alone."""
    return _guarded(_built_board, task)


def _checked_board(task: BoardTask) -> BoardResult:
    data, _, problems = _read(task)
    return _result(task, data, problems)


def _read(task: BoardTask) -> tuple[BoardData, Content, list[Problem]]:
    data, problems = load_board(task.root, task.slug, all_kinds())
    content, more = load_content(task.root, task.slug)
    problems += more
    if any(data.datasets.values()):  # also where village.yml is wrong: all problems are told at once
        context = Context(task.site, data.village or Village(task.slug, task.slug), task.today)
        problems += [p for kind in all_kinds() for p in run_checks(kind, data.datasets[kind.name], context)]
    return data, content, problems


def compose(task: BoardTask) -> tuple[BoardData, Staged | None, list[Problem]]:
    """find → load → check → pages of one board; nothing staged where there are errors."""
    data, content, problems = _read(task)
    if data.village is None or has_errors(problems):
        return data, None, problems
    context = Context(task.site, data.village, task.today)
    pages = board_pages(context, all_kinds(), data.datasets, content.welcome)
    docs = _docs(task.root, pages, content, context)
    return data, Staged(docs, _settings(task, data.village, pages, content), len(pages) + len(content.pages)), problems


def _built_board(task: BoardTask) -> BoardResult:
    data, staged, problems = compose(task)
    if staged is None:
        return _result(task, data, problems)
    folder = task.root / "build" / "boards" / task.slug
    stage(folder, task.root, staged.docs, staged.settings)
    try:
        build_site(folder, task.today)
    except EngineError as error:
        said = f"{staged.settings.name}的网页没有生成：{error}"
        return _result(task, data, [*problems, problem("engine-failed", Source(f"data/villages/{task.slug}"), said)])
    return _result(task, data, problems, staged.pages)


def _settings(task: BoardTask, village: Village, pages: list[Page], content: Content) -> Settings:
    nav = [(page.nav, page.path) for page in pages if page.nav] + [(title, path) for path, title, _ in content.pages]
    name = f"{village.name}公开栏" + ("（示例数据）" if village.all_sample else "")
    return Settings(name, tuple(nav), task.site.url and f"{task.site.url}{task.slug}/")


def _docs(root: Path, pages: list[Page], content: Content, context: Context) -> Tree:
    """Everything below docs/: pages, downloads, attachments, forms, hand-written pages."""
    docs = Tree()
    for page in pages:
        docs.add(page.path, render(page, context))
        for table in page.tables:
            docs.add(download_path(page, table, "csv"), table_csv(table))
            docs.add(download_path(page, table, "xlsx"), table_xlsx(table))
        for target, file in page.files:
            docs.add(target, (root / file).read_bytes())
    for kind in all_kinds():
        for ending in kind.formats:
            docs.add(f"guide/forms/{kind.name}.{ending}" + (".txt" if ending == "md" else ""), blank_form(kind, ending))
    for path, _, text in content.pages:
        docs.add(path, text)
    return docs


def _result(task: BoardTask, data: BoardData, problems: list[Problem], pages: int = 0) -> BoardResult:
    village = data.village
    note = "".join(village.place) + ("（示例数据）" if village.all_sample else "") if village else ""
    return BoardResult(task.slug, village.name if village else task.slug, note, tuple(problems), pages)


def _guarded(work, task: BoardTask) -> BoardResult:  # type: ignore[no-untyped-def]
    """No input ends in a traceback: our own bugs are written aside for the maintainer and told in one sentence."""
    try:
        return work(task)  # type: ignore[no-any-return]
    except Exception as error:
        log = task.root / "build" / "errors" / f"{task.slug}.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        said = f"{task.slug}：{type(error).__name__}。详情在 build/errors/{task.slug}.txt。"
        return BoardResult(task.slug, task.slug, "", (problem("internal-error", Source(f"data/villages/{task.slug}"), said),))


def _publish(root: Path, output: Path, site: SiteConfig, today: date, boards: list[BoardResult]) -> tuple[str, ...]:
    """Fresh boards, the published pages of boards with errors, and the portal, swapped in together."""
    fresh = {b.slug: root / "build" / "boards" / b.slug / "site" for b in boards if b.built}
    all_slugs, _ = find_villages(root)
    kept = {s: output / s for s in all_slugs if s not in fresh and (output / s / "index.html").is_file()}
    if not fresh:
        return tuple(kept)
    aside = output.with_name(f".{output.name}.next")  # beside it, so that the swap stays on one file system
    front = None
    if len(all_slugs) > 1:
        front = _portal(root, site, today, boards, {*fresh, *kept}, all_slugs)
    assemble(aside, fresh, kept, front)
    swap(aside, output)
    return tuple(kept)


def _portal(root: Path, site: SiteConfig, today: date, boards: list[BoardResult], there: set[str], slugs: list[str]) -> Path:
    known = {b.slug: b for b in boards}
    names = {slug: known.get(slug) or _named(root, slug, site, today) for slug in slugs}
    listed = [
        {
            "name": names[slug].name,
            "note": names[slug].note if slug in there else "资料有误，正在更正" if slug in known else "还没有公开",
            "path": f"{slug}/" if slug in there else "",
        }
        for slug in slugs
    ]
    docs = Tree()
    docs.add("index.md", render_portal({"site": site, "boards": listed}, today))
    folder = root / "build" / "portal"
    stage(folder, root, docs, Settings(site.title, (("首页", "index.md"),), site.url))
    build_site(folder, today)
    return folder / "site"


def _named(root: Path, slug: str, site: SiteConfig, today: date) -> BoardResult:
    """A board that was not asked for in this run, as the portal names it."""
    village, _ = load_village(root / "data" / "villages" / slug, f"data/villages/{slug}/village.yml", [])
    return _result(BoardTask(root, slug, site, today), BoardData(village), [])


def _outcome(problems: list[Problem], boards: list[BoardResult], kept: tuple[str, ...] = ()) -> Outcome:
    found = dict.fromkeys((*problems, *(p for b in boards for p in b.problems)))
    return Outcome(tuple(sorted(found, key=lambda p: p.order)), tuple(boards), kept)
