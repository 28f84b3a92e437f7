"""How the boards of a root stand today, kept as long as their files are the same: what is owed, what is wrong, what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.board import read_board
from generator.check import clock
from generator.config import Village
from generator.contents import one_run
from generator.duties import Obligation
from generator.guard import trouble
from generator.kind import Books
from generator.kinds import all_kinds
from generator.load.board_data import Memory
from generator.load.discover import InputFile, find_inputs
from generator.load.settings import load_village
from generator.model import Problem
from generator.opened import Opened, open_root
from generator.place import Run, site_of
from generator.task import UNOPENED, BoardTask


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
        self._memory: dict[str, Memory] = {}
        """What was read of each, file by file: one that is as it was is not read again."""

    def opened(self) -> Opened:
        """The settings of the root and which boards there are."""
        return open_root(self._root)

    def name(self, slug: str) -> str:
        """What a village is called, as far as that is known without reading all of it."""
        known = self._seen.get(slug)
        if known:
            return known[1].name
        village, _ = load_village(self._root / "data/villages" / slug, f"data/villages/{slug}/village.yml", [k.title for k in all_kinds()])
        return village.name if village else slug

    def inputs(self, slug: str) -> list[InputFile]:
        """The files of a village that are of a kind."""
        return find_inputs(self._root, slug, all_kinds())[0]

    def task(self, slug: str, today: date) -> BoardTask | None:
        """What is known of one board before it is read; None where there is none."""
        opened = self.opened()
        run = Run(self._root, today, "public", site_of(self._root, "public"))
        return next(iter(run.tasks(opened.site, tuple(each for each in opened.slugs if each == slug))), None)

    def state(self, slug: str, today: date) -> BoardState | None:
        """The board as it stands; None where there is none."""
        with one_run():
            task = self.task(slug, today)
            if task is None:
                return None
            known = self._seen.get(slug)
            if known is None or known[0] != task.inputs:
                known = task.inputs, _read(task, self._memory.setdefault(slug, {}))
                self._seen[slug] = known
            return known[1]


def _read(task: BoardTask, memory: Memory) -> BoardState:
    try:
        data, _, problems = read_board(task, memory)
    except Exception as error:
        memory.clear()
        return BoardState(task.slug, task.slug, (), (trouble(error, task.root, task.base, task.slug, task.slug),), {})
    problems.sort(key=lambda p: p.order)
    known = data.village is not None and not any(p.code in UNOPENED for p in problems)
    owed = clock.owed(task.context(data.village), data.datasets) if data.village and known else ()
    return BoardState(task.slug, data.village.name if data.village else task.slug, owed, tuple(problems), data.datasets, data.village)
