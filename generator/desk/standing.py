"""How the boards of a root stand today, kept as long as their files are the same: what is owed, what is wrong, what each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.board import forget_board
from generator.check import clock
from generator.classes import dataclass
from generator.config import Village
from generator.contents import one_run
from generator.duties import Obligation
from generator.editing.live import LiveBoard
from generator.kind import Books
from generator.kinds import all_kinds
from generator.load.discover import InputFile, find_inputs
from generator.load.settings import load_village
from generator.model import Problem
from generator.opened import Opened, open_root
from generator.place import Run, site_of
from generator.task import UNOPENED, BoardTask

_OPEN = 6
"""Boards whose rows are held; of the others, how they stand is known and no more."""


@dataclass(frozen=True)
class BoardState:
    """One board as its files say."""

    slug: str
    name: str
    owed: tuple[Obligation, ...]
    problems: tuple[Problem, ...]
    books: Books
    village: Village | None = None
    """None where its settings cannot be read."""


class Boards:
    """What was seen of each board, by the id of all that it is made from."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: dict[str, tuple[str, BoardState]] = {}
        self._live: dict[str, LiveBoard] = {}
        """By slug, the one that was asked for last at the end."""
        self._names: dict[str, str] = {}

    def opened(self) -> Opened:
        """The settings of the root and which boards there are."""
        return open_root(self._root)

    def live(self, slug: str, today: date) -> LiveBoard:
        """The board as it is looked at while somebody types; another when the day or the settings of
        the root are others. What it read and checked serves ``state``."""
        site = self.opened().site
        board = self._live.pop(slug, None)
        if board is None or (board.today, board.site) != (today, site):
            board = LiveBoard(self._root, slug, today, site)
        self._live[slug] = board
        for other in [*self._live][:-_OPEN]:
            del self._live[other]
            self._seen.pop(other, None)
            forget_board(other)
        return board

    def name(self, slug: str) -> str:
        """What a village is called, as far as that is known without reading all of it."""
        if known := self._seen.get(slug):
            return known[1].name
        if slug not in self._names:
            file = f"data/villages/{slug}/village.yml"
            village, _ = load_village(self._root / "data/villages" / slug, file, [k.title for k in all_kinds()])
            self._names[slug] = village.name if village else slug
        return self._names[slug]

    def call(self, names: Mapping[str, str]) -> None:
        """What villages were called when they were read before."""
        self._names |= names

    def seen(self, slug: str) -> str:
        """Id of what a board was made from when its state was told; "" for none."""
        return self._seen.get(slug, ("",))[0]

    def inputs(self, slug: str) -> list[InputFile]:
        """The files of a village that are of a kind."""
        return find_inputs(self._root, slug, all_kinds())[0]

    def tasks(self, today: date, only: tuple[str, ...] | None = None) -> list[BoardTask]:
        """What is known of each board before it is read."""
        opened = self.opened()
        return Run(self._root, today, "public", site_of(self._root, "public")).tasks(opened.site, opened.slugs, only)

    def task(self, slug: str, today: date) -> BoardTask | None:
        """The same of one; None where there is none."""
        return next(iter(self.tasks(today, (slug,))), None)

    def state(self, slug: str, today: date) -> BoardState | None:
        """The board as it stands; None where there is none."""
        with one_run():
            task = self.task(slug, today)
        if task is None:
            return None
        board = self.live(slug, today)
        known = self._seen.get(slug)
        if known is None or known[0] != task.inputs:
            known = task.inputs, _state(task, board)
            self._seen[slug] = known
            self._names[slug] = known[1].name
        return known[1]


def _state(task: BoardTask, board: LiveBoard) -> BoardState:
    look = board.look(task=replace(task, place=board.place))
    data, problems = look.data, look.problems
    known = data.village is not None and not any(p.code in UNOPENED for p in problems)
    owed = clock.owed(task.context(data.village), data.datasets) if data.village and known else ()
    return BoardState(task.slug, data.village.name if data.village else task.slug, owed, problems, data.datasets, data.village)
