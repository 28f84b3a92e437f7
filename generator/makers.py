"""Who makes the boards: this process, several, or many machines. What is as it was is made by nobody."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from generator import kept, workers
from generator.classes import dataclass
from generator.section import POSTERS
from generator.site import build_record as notes
from generator.standby import foretell, none_left
from generator.task import BoardResult, BoardTask, LastResult, as_before
from generator.workers import by_a_copy


@dataclass(frozen=True)
class Cluster:
    """Where many machines build: a Dask scheduler, and a place for parcels that all of them can reach."""

    scheduler: str
    place: str


class WorkerLost(Exception):
    """A process that made or checked boards was ended from outside."""


def make_boards(
    tasks: list[BoardTask],
    jobs: int,
    begin: Callable[[], None],
    cluster: Cluster | None,
    there: Mapping[str, str],
    meanwhile: Sequence[Callable[[], None]] = (),
    last: Mapping[str, LastResult | None] = MappingProxyType({}),
) -> Iterator[BoardResult]:
    """Boards are independent; results come in the order of the tasks. ``begin``: of ``on_cores``; ``there``: board → the version that is
    published; ``meanwhile``: what this process can do while all boards are made by others; ``last``: what was said of boards, where
    somebody has asked."""
    before = {task.slug: _still(task, there.get(task.slug), last.get(task.slug)) for task in tasks}
    todo = [replace(task, stands=there.get(task.slug, "")) for task in tasks if before[task.slug] is None]
    if not todo:
        yield from (board for board in before.values() if board)
        return
    if len(todo) == 1 and not kept.stays():
        foretell(partial(_settings, todo[0]))
    from generator.board import build_board, ready  # here: where nothing has changed nobody waits for what makes pages

    if cluster:
        from generator.cluster import build_on

        far = build_on(cluster.scheduler, cluster.place, todo, meanwhile)
        yield from (before[task.slug] or next(far) for task in tasks)
        return
    if len(todo) > 1 and jobs > 1 and sys.platform == "linux":
        ready()  # once for all processes, which are copies of this one
    work = partial(_leaving_nothing, build_board) if len(todo) > 1 else build_board
    made = by_boards(work, todo, jobs, begin)
    yield from (before[task.slug] or next(made) for task in tasks)
    deque(made, 0)  # its processes are let go


def expect_one(boards: Path) -> None:
    """Most commands make one board, of those in this folder: who stands by has at hand what that takes before anybody knows which."""
    if not kept.stays():
        foretell(partial(_libraries, boards))


def at_hand() -> None:
    """Imports what a board is made with here."""
    from generator import board  # noqa: F401 - as above


def _libraries(boards: Path) -> None:
    """What pages are made with, and sheets, where a board had any."""
    from generator.site import engine

    engine.ready()
    if any(next(boards.glob(f"{slug}/docs/{POSTERS}"), None) for slug in ("*", "*/*")):  # of a township, too
        from generator.poster import paper

        paper.at_hand()


def _settings(task: BoardTask) -> None:
    """What it takes to read the theme's settings, too, where the theme was laid in this run."""
    from generator.site import engine
    from generator.site.theme import theme_root

    kept.stay()  # what is foretold is asked again
    engine.at_hand(theme_root(task.root, task.work))


def by_boards(
    work: Callable[[BoardTask], BoardResult], tasks: list[BoardTask], jobs: int, begin: Callable[[], None]
) -> Iterator[BoardResult]:
    """``work`` of each board, in the order of the boards, on as many cores. Raises workers.ProcessLost."""
    return map(work, tasks) if jobs <= 1 or len(tasks) <= 1 else _each_apart(work, tasks, jobs, begin)


@contextmanager
def on_cores(jobs: int) -> Iterator[Callable[[], None]]:
    """``workers.cores`` for a run, which raises WorkerLost where a process of it was lost."""
    with workers.cores(jobs) as begin, none_left():
        try:
            yield begin
        except workers.ProcessLost:
            told = "做事的一个进程中途被系统停掉了，多半是内存不够；网站上仍是以前的内容。"
            raise WorkerLost(told + ("用 --jobs 1 一个一个地做。" if jobs > 1 else "关掉别的程序，再做一次。")) from None


def _each_apart(
    work: Callable[[BoardTask], BoardResult], tasks: list[BoardTask], jobs: int, begin: Callable[[], None]
) -> Iterator[BoardResult]:
    """Each board in a process; a core that no board needs any more helps with the files and pages of another."""
    from concurrent.futures import ProcessPoolExecutor  # here: one changed row waits for nothing that it does not use
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    copied = get_context("fork") if sys.platform == "linux" else None
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks), os.cpu_count() or 1), copied, begin) as pool, workers.idle():
            yield from pool.map(partial(_on_a_core, work), tasks)
    except BrokenProcessPool:
        raise workers.ProcessLost from None


def _on_a_core(work: Callable[[BoardTask], BoardResult], task: BoardTask) -> BoardResult:
    with workers.core():
        return work(task)


_ready = False
"""This process has made a board, and has at hand what is needed for every board."""


def _leaving_nothing(work: Callable[[BoardTask], BoardResult], task: BoardTask) -> BoardResult:
    """The first board of a process is made by itself, which is then ready for more; each after it by a copy, so that a process which makes
    five hundred holds no more than for one."""
    global _ready
    if _ready and not kept.stays():
        return by_a_copy(partial(work, task))
    _ready = True
    result = work(task)
    gc.collect()  # what was held for it is held in no copy
    return result


def _still(task: BoardTask, version: str | None, last: LastResult | None) -> BoardResult | None:
    """What was said of the board where it need not be made; what is not published in this version must be whole to the byte."""
    before = as_before(task, last)
    return before if before and (before.version == version or notes.whole(task.folder, before.version)) else None
