"""The story of one board: find → load → check → gate → pages → made in build/boards/<slug>/ → gate."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from generator import glance, kept, standby
from generator.afterwards import afterwards
from generator.check import clock
from generator.check.alone import Fine
from generator.check.few import few
from generator.check.posts import with_posts
from generator.check.requirements import known_settings
from generator.check.run import run_checks, run_overview
from generator.check.scope import opened_known
from generator.check.waivers import without_known
from generator.check.written import persons_told
from generator.compared import stored
from generator.config import ALL, Village
from generator.duties import Obligation
from generator.fingerprint import fingerprint
from generator.gate import CHECKED, Gate, quiet
from generator.guard import set_aside, trouble
from generator.kinds import all_kinds
from generator.load.board_data import BoardData, Memory, load_board
from generator.load.content import WrittenContent, load_content
from generator.model import Problem, Source, has_errors, problem
from generator.overviews import all_overviews
from generator.photo import pictured
from generator.site import build_record as notes
from generator.site import known_ids, manifest, memory
from generator.site.engine_words import EngineError
from generator.site.kept_names import keep_names, names_in
from generator.site.note import NotedAbout, about_as_json, keep_note
from generator.site.tree import clear
from generator.system import seldom_collect
from generator.task import UNOPENED, BoardResult, BoardTask, as_stored, result_of
from generator.withdrawal import May, as_read, may_show
from generator.worked_out import WorkedOut
from generator.workers import ProcessLost

if TYPE_CHECKING:
    from generator.site.make import Plan

_QUIET = "quiet.json"
"""Which versions of files that were compared before hold no correction: names of contents, no text."""
_FINE = "fine.json"
"""Which files had nothing wrong each by itself, of the same program, settings and day."""
_TURNS, _WAIT = 3, "等它存好了、同步完了，再做一次。"


def ready() -> None:
    """Imports what every board is made with. What goes wrong is told where one is made."""
    with suppress(Exception):
        from generator.site import engine, make  # noqa: F401 - as above

        engine.ready()
        all_kinds()
        all_overviews()


def build_board(task: BoardTask) -> BoardResult:
    """Make the board, or say why it was not made."""
    return guarded(task, lambda: _build_board(task))


def _build_board(task: BoardTask) -> BoardResult:
    """Read once more where somebody saved a file meanwhile: what is published is all of one moment. The next run then makes it again, since
    the id of all it is made from was of another."""
    places = f"data/villages/{task.slug}", "content"
    for turn in range(_TURNS):
        with glance.glanced(task.root, *places, afresh=turn > 0):
            before = memory.recall(task.folder, task.shell)
            now = dict(before)
            gate = Gate(task.root, task.slug, task.site, task.today, task.folder, task.there)
            known = WorkedOut(task.folder, task.shell)
            data, plan, problems = plan_board(task, now, gate, known)
            if not (moved := _moved(task, *places)):
                afterwards(partial(memory.keep, task.folder, task.shell, before, now))
                return _make_board(task, data, plan, problems, gate, known) if plan else not_made(task, data, problems)
        task = replace(task, inputs="", undated="", look="")
    return not_made(task, data, [*problems, problem("unreadable-file", Source(moved), "做网页的时候，这个文件一直在变。", _WAIT)])


def _moved(task: BoardTask, *places: str) -> str:
    """What was saved meanwhile. What was noted by its digest may be of what it held before or after, and goes."""
    if moved := glance.moved(task.root, *places) or known_ids.moved(task.root, task.slug, task.look):
        for name in (_FINE, _QUIET):
            clear(task.folder / name)
    return moved


def _make_board(task: BoardTask, data: BoardData, plan: Plan, problems: list[Problem], gate: Gate, known: WorkedOut) -> BoardResult:
    from generator.site.board_feeds import fed_to
    from generator.site.make import make_site  # here: who only checks waits for nothing that makes pages
    from generator.site.search import searchable
    from generator.site.theme import theme_root

    planned = result_of(task, data, problems)
    about = cache(lambda: about_as_json(task.slug, _about(task, data, plan, planned.name, _may(task, data, problems) or {})))
    try:
        stands = "" if data.village and data.village.former else task.stands  # its old addresses are made of all that lies here
        made = make_site(task.folder, theme_root(task.root, task.work), plan, task.today, task.shell, about, stands, gate.ahead)
    except EngineError as error:
        name = data.village.name if data.village else task.slug
        return not_made(task, data, [*problems, trouble(error, task.root, task.base, task.slug, name)])
    if leaks := [*gate.outgoing(made.files), *gate.unheld(made.files)]:
        return not_made(task, data, [*problems, *leaks])
    result = replace(
        planned,
        pages=sum(path.endswith(".md") for path in made.docs),
        latest=plan.latest,
        due=plan.due,
        standing=plan.standing,
        compared=plan.compared,
        corrected=plan.corrected,
        fed=fed_to(task.folder / "site"),
    )
    if search := searchable(task.folder / "site"):
        result = replace(result, years=search.years, cost=search.cost)
    told = about()
    if data.village:
        afterwards(partial(known.keep, data.datasets, task.context(data.village)))
    afterwards(plan.noted)
    version = manifest.version(made.files)
    keep_note(task.folder, version, told, {name: files for name, (_, files) in made.items.items()})
    return replace(result, version=notes.write(task.folder, made, task.inputs, as_stored(result), version).version)


def _about(task: BoardTask, data: BoardData, plan: Plan, name: str, may: May) -> NotedAbout:
    """What is noted of it as soon as it is planned."""
    return {
        "name": name,
        "may": may,
        "ends": plan.ends,
        "rests": plan.rests,
        "fades": plan.fades,
        "undated": task.undated,
        "compared": stored(plan.compared),
        "read": as_read(task.root, task.slug, data.datasets),
    }


def stand_by(task: BoardTask) -> BoardResult:
    """The board is not made in this run, for an error that is not its own: what its files let be shown."""
    return guarded(task, lambda: replace(not_made(task, *read_board(task)[::2]), problems=()))


def not_made(task: BoardTask, data: BoardData, problems: list[Problem]) -> BoardResult:
    """What is known of a board that could not be made, and what may still be shown of it."""
    result = replace(result_of(task, data, problems), may=_may(task, data, problems), read=as_read(task.root, task.slug, data.datasets))
    if data.village or not any(p.code in UNOPENED for p in problems):
        return result
    anybody = task.context(Village(task.slug, task.slug, opened=(ALL,)))
    return replace(result, without_settings=may_show(task.root, anybody, data, all_kinds(), problems))


def _may(task: BoardTask, data: BoardData, problems: list[Problem]) -> May | None:
    """None where nobody can tell: village.yml says whom the board is for."""
    return may_show(task.root, task.context(data.village), data, all_kinds(), problems) if data.village else None


def plan_board(
    task: BoardTask, read_before: Memory | None = None, gate: Gate | None = None, known: WorkedOut | None = None
) -> tuple[BoardData, Plan | None, list[Problem]]:
    """find → load → check → gate → pages: what the board will hold; nothing where there are errors."""
    data, content, problems = read_board(task, read_before, gate)
    if data.village is None or has_errors(problems):
        return data, None, problems
    from generator.planned import plan_pages

    if known:
        known.put_beside(data.datasets, task.context(data.village))
    plan, dead = plan_pages(task, data.village, data.datasets, content, data.past)
    problems += dead
    return data, plan, problems


def check_board(task: BoardTask) -> BoardResult:
    """find → load → check. Where the board has been made before, what was read then and is still so is not read again."""
    return guarded(task, lambda: result_of(task, *_checked(task)))


def _checked(task: BoardTask) -> tuple[BoardData, list[Problem]]:
    if not os.access(task.folder, os.W_OK):  # nothing is written where nothing was made
        return read_board(replace(task, shell=""))[::2]
    before = memory.recall(task.folder, task.shell)
    now = dict(before)
    data, _, problems = read_board(task, now, Gate(task.root, task.slug, task.site, task.today, task.folder))
    if not _moved(task, f"data/villages/{task.slug}", "content"):
        memory.keep(task.folder, task.shell, before, now)
    return data, problems


def obligations_of(task: BoardTask) -> tuple[str, tuple[Obligation, ...], list[Problem]]:
    """Name of the board, what it must publish and has published, and what is wrong with its files. "" where nobody can say."""
    try:
        data, _, problems = read_board(task)
    except Exception as error:
        return "", (), [trouble(error, task.root, task.base, task.slug, task.slug)]
    if data.village is None or any(p.code in UNOPENED for p in problems):  # nobody looked at all of it
        return "", (), problems
    return data.village.name, clock.owed(task.context(data.village), data.datasets), problems


def read_board(
    task: BoardTask, read_before: Memory | None = None, gate: Gate | None = None
) -> tuple[BoardData, WrittenContent, list[Problem]]:
    """find → load → check → gate."""
    seldom_collect()
    data, problems = load_board(task.root, task.slug, all_kinds(), read_before)
    if data.village:
        data = replace(data, village=with_posts(data.village, data.datasets, task.today))
    content, more = load_content(task.root, task.slug)
    problems += more
    gate = gate or Gate(task.root, task.slug, task.site, task.today)
    large = {p.source.file for p in problems if p.code == "too-large"}
    holders = tuple(d for datasets in data.datasets.values() for d in datasets if d.attachments or pictured(d))
    with gate.reading(data.village, holders, large) as incoming:
        data, more = _all_checks(task, data, content)
        problems += more
        if data.village and any(data.datasets.values()):
            problems = without_known(problems, data.village)
        problems = few(problems)
        personal = few(incoming([p for p in problems if p.code in CHECKED]))
    return data, content, [*(gate.hushed(p) for p in problems if p.code not in CHECKED), *personal]


def _all_checks(task: BoardTask, data: BoardData, content: WrittenContent) -> tuple[BoardData, list[Problem]]:
    """The board with what of it is not as it was published, and all that the checks tell."""
    problems: list[Problem] = []
    context = kept.as_before(task.slug, "asked", task.context(data.village or Village(task.slug, task.slug)))
    if data.village:
        problems += known_settings(context)
        problems += opened_known(data.datasets, context)
        data, more = with_past(task, data, data.village)
        problems += more
    for page in (content.welcome, *content.pages):
        if page.body:
            problems += persons_told(page.title, page.body, page.file, page.line, context)
    if any(data.datasets.values()):  # also where village.yml is wrong: all problems are told at once
        aside, of = partial(set_aside, task.root, task.base, task.slug), task.shell and fingerprint(task.shell, context)
        fine = Fine(names_in(task.folder / _FINE, of))
        problems += [p for kind in all_kinds() for p in run_checks(kind, data.datasets[kind.name], context, aside, fine)]
        if fine.before != {*(now := fine.those_of(data.datasets.values()))}:
            keep_names(task.folder / _FINE, of, now)
        problems += [p for overview in all_overviews() for p in run_overview(overview, data.datasets, context, aside)]
    return data, problems


@contextmanager
def staying() -> Iterator[None]:
    """For a process that will be asked again: what was read and checked is kept, and is what a new process would read and find."""
    keeping = memory, kept, glance, standby
    for each in keeping:
        each.stay()
    try:
        yield
    finally:
        for each in keeping:
            each.leave()


def forget_board(slug: str) -> None:
    """What such a process keeps of a board that it will not be asked of soon: there may be hundreds."""
    kept.forget(slug)


def with_past(task: BoardTask, data: BoardData, village: Village) -> tuple[BoardData, list[Problem]]:
    """The board with what of it is not as it was published, and what is wrong about that."""
    if village.all_sample and not village.corrections:
        return data, []
    from generator.corrections.of_board import corrections_told, past_of

    context = task.context(village)
    quiet = {*(before := frozenset(names_in(task.folder / _QUIET, task.shell)))}
    past = past_of(task.root, data.datasets, all_kinds(), context, task.there, quiet)
    if quiet != before:
        keep_names(task.folder / _QUIET, task.shell, quiet)
    return replace(data, past=past), [*corrections_told(past, data.datasets, all_kinds(), context)]


def guarded(task: BoardTask, work: Callable[[], BoardResult]) -> BoardResult:
    """No input ends in a traceback, and one board's crash stops no other: it is written aside and told in a sentence."""
    try:
        return work()
    except ProcessLost:
        raise
    except Exception as error:
        return BoardResult(task.slug, task.slug, "", (quiet(trouble(error, task.root, task.base, task.slug, task.slug)),))
