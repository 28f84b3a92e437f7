"""How each of many boards stands, in a line: known from the last build or the last look where its files are as they were then, else read,
a few at a time; kept below build/desk/, so that a desk over a township opens at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path

from generator.classes import dataclass
from generator.codes import Severity
from generator.contents import one_run
from generator.desk.standing import Boards, BoardState
from generator.duties import dues, standing
from generator.model import Problem
from generator.site.stored_dataset import DAMAGED
from generator.site.tree import write_whole
from generator.task import BoardTask, as_before

_PLACE = "build/desk/boards.json"
A_FEW = 4
"""Boards that are read for one request: a second or less."""


@dataclass(frozen=True)
class BoardBrief:
    """One board in a line."""

    slug: str
    name: str
    late: int
    """What should have been published and is not."""
    next: tuple[str, str]
    """What is due first, late or not, and by when, as 2026-11-30; ("", "") for nothing."""
    errors: int
    warnings: int


class Briefs:
    """Of all boards of a root on one day."""

    def __init__(self, root: Path, boards: Boards) -> None:
        self._place, self._boards = root / _PLACE, boards
        self._known: dict[str, tuple[str, BoardBrief]] = {}
        """By slug: id of all that the board was made from, and how it stood."""
        with suppress(OSError, *DAMAGED):
            for slug, (inputs, stored) in json.loads(self._place.read_bytes()).items():
                self._known[slug] = str(inputs), _stored(stored)
        self._waiting: list[str] = []
        boards.call({slug: brief.name for slug, (_, brief) in self._known.items()})

    def all(self, today: date) -> list[tuple[str, BoardBrief | None]]:
        """Slug → how it stands; None of a board that must be read first."""
        with one_run():
            tasks = self._boards.tasks(today)
        told = [(task.slug, self._of(task)) for task in tasks]
        self._waiting = [slug for slug, brief in told if brief is None]
        there = {slug for slug, _ in told}
        if gone := self._known.keys() - there:
            self._known = {slug: known for slug, known in self._known.items() if slug not in gone}
        return told

    def read(self, today: date) -> tuple[list[BoardBrief], int]:
        """``A_FEW`` more of those that ``all`` did not know, and how many are still to be read."""
        told = []
        for slug in self._waiting[:A_FEW]:
            if state := self._boards.state(slug, today):
                told.append(_brief(state, today))
                self._known[slug] = self._boards.seen(slug), told[-1]
        del self._waiting[:A_FEW]
        self._keep()
        return told, len(self._waiting)

    def _of(self, task: BoardTask) -> BoardBrief | None:
        inputs, brief = self._known.get(task.slug, ("", None))
        if brief and inputs == task.inputs:
            return brief
        made = as_before(task)  # a build of today said so
        if made is None:
            return None
        first = next(iter(made.due), ("", ""))
        late = made.standing[-1] if made.standing else 0
        brief = BoardBrief(task.slug, made.name, late, (first[0], first[1]), *_counted(made.problems))
        self._known[task.slug] = task.inputs, brief
        return brief

    def _keep(self) -> None:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        stored = {slug: (inputs, asdict(brief)) for slug, (inputs, brief) in self._known.items()}
        write_whole(self._place, json.dumps(stored, ensure_ascii=False).encode())


def _stored(told: object) -> BoardBrief:
    """Raises ValueError for what is none."""
    match told:
        case {"slug": str(slug), "name": str(name), "late": int(late), "next": [str(what), str(by)], "errors": int(e), "warnings": int(w)}:
            return BoardBrief(slug, name, late, (what, by), e, w)
    raise ValueError(told)


def _brief(state: BoardState, today: date) -> BoardBrief:
    first = next(dues(state.owed), None)
    late = standing(state.owed, today).overdue
    due = (first.what, first.by.isoformat()) if first else ("", "")
    return BoardBrief(state.slug, state.name, late, due, *_counted(state.problems))


def _counted(problems: Iterable[Problem]) -> tuple[int, int]:
    """Errors and warnings."""
    told = [p.severity for p in problems]
    return told.count(Severity.ERROR), told.count(Severity.WARNING)
