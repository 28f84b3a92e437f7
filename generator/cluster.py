"""Boards on many machines: Dask runs the same board function as one machine does. A worker that is lost is replaced by Dask, and since a
board is made from its inputs alone, what comes out is the same.

Workers need no disk in common with us: a board's inputs go out as a parcel and its site comes back as one (site/parcel.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from generator import door
from generator.dask_client import Done, Job, Unreachable, done
from generator.installed import THEME_PARTS
from generator.load.inputs import program_id
from generator.site import parcel
from generator.site.manifest import digest
from generator.site.theme import has_own, lay_theme
from generator.site.tree import clear
from generator.task import BoardResult, BoardTask


class OtherProgram(Exception):
    """A worker runs another version: its pages would not be ours."""


def build_on(scheduler: str, place: str, tasks: Sequence[BoardTask], meanwhile: Sequence[Callable[[], None]]) -> Iterator[BoardResult]:
    """Results in the order of ``tasks``, whose boards stand in build/boards/ as if they had been made here. ``place``: for parcels;
    ``meanwhile``: what there is to do here until the first board comes."""
    from generator.board import build_board, guarded  # here: who names no scheduler waits for none of it

    sent: dict[str, BoardTask] = {}
    with closing(done(scheduler, _jobs(place, tasks, sent))) as coming:
        next(coming)
        for each in meanwhile:
            each()
        far = {task.slug for task in sent.values()}
        come: dict[str, BoardResult] = {}
        for task in tasks:
            while task.slug in far and task.slug not in come:  # each is unpacked while others are still made
                told = next(coming)
                if told:
                    come[sent[told.name].slug] = guarded(sent[told.name], partial(_fetched, place, sent[told.name], told))
            yield come.pop(task.slug) if task.slug in far else build_board(task)


def _jobs(place: str, tasks: Sequence[BoardTask], sent: dict[str, BoardTask]) -> Iterator[Job]:
    """Who begins with the largest does not wait for it alone at the end. ``sent`` is told which board each is for."""
    program = program_id()
    for task in sorted(tasks, key=_bytes_of, reverse=True):
        name = _name(task)
        if door.closed(task.root, f"data/villages/{task.slug}", f"content/{task.slug}"):
            continue  # what is not opened is not sent, and nobody would tell of it there
        try:
            if not parcel.there(place, f"in/{name}"):
                _send(place, f"in/{name}", task)
        except (OSError, ValueError, ImportError) as error:
            message = f"「{place}」用不了（{error}）。--parcels 写各台机器都能读写的文件夹，或 s3://桶名/文件夹（要装 s3fs）。"
            raise Unreachable(message) from error
        job = Job(f"board-{name}", build_far, (place, name, replace(task, root=Path(), place=None, look=""), program))
        sent[job.name] = task
        yield job


def _bytes_of(task: BoardTask) -> int:
    """Of all files of a board."""
    return sum(at.look.st_size for at in door.looked(task.root, f"data/villages/{task.slug}") if at.look)


def _name(task: BoardTask) -> str:
    """Of a board's parcels: the same inputs, the same name."""
    return f"{task.slug.replace('/', '--')}-{task.inputs}"


def _send(place: str, name: str, task: BoardTask) -> None:
    """All that the board is made from, an owner's theme included; the program's own is there. Raises door.Closed."""
    root, slug = task.root, task.slug
    own = ("data/site.yml", f"data/villages/{slug}", f"content/{slug}", *(THEME_PARTS if has_own(root) else ()))
    for_all = (f"content/{file}" for file, sort in door.entries(root, "content") if sort == "file")
    parcel.send(place, name, parcel.packed((file, door.read(root, file)) for file in (*for_all, *door.files_in(root, *own))))


def build_far(place: str, name: str, task: BoardTask, program: str) -> tuple[BoardResult, str]:
    """On a worker: inputs → board → its folder of build/boards/ sent back. What became of it, and the digest of that parcel, which is part
    of its name: two who make the same board do not get one another's, and what others put into the place is not taken for it."""
    from tempfile import TemporaryDirectory  # here: what goes wrong with a cluster is imported by every build

    from generator.board import build_board

    if program_id() != program:
        raise OtherProgram("the worker runs another version of gongkai, or other packages")
    with TemporaryDirectory() as folder:
        here = replace(task, root=Path(folder).resolve())
        parcel.receive(place, f"in/{name}", here.root)
        lay_theme(here.root, here.work)
        result = build_board(here)
        if not result.built:
            return result, ""
        back = parcel.packed(parcel.files_of(here.folder, but="docs"))  # half of it, which only pages that differ are made from
        known = digest(back)
        parcel.send(place, _back(name, known), back)
        return result, known


def _back(name: str, known: str) -> str:
    return f"out/{name}-{known}"


def _fetched(place: str, task: BoardTask, told: Done) -> BoardResult:
    if told.error:
        raise told.error
    result, known = cast(tuple[BoardResult, str], told.result)
    if result.built:
        clear(task.folder)
        try:
            parcel.receive(place, _back(_name(task), known), task.folder, known)
        except BaseException:
            clear(task.folder)  # half a board is none
            raise
    return result
