"""What is wrong with a board as it stands while somebody types: the checks of a build, of files that are not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from generator import door, glance
from generator.board import read_board
from generator.classes import dataclass
from generator.codes import CODES
from generator.config import Context, SiteConfig, Village
from generator.contents import one_run
from generator.editing.own_file import DESK, made_in
from generator.gate import Gate
from generator.guard import trouble
from generator.kind import Datasets, Kind
from generator.load.board_data import BoardData, Memory, load_file
from generator.load.discover import InputFile
from generator.model import Dataset, Problem
from generator.opened import open_root
from generator.sheets import column_index
from generator.task import BoardTask


@dataclass(frozen=True)
class BoardLook:
    """A board as it would be if what is typed were saved."""

    data: BoardData
    problems: tuple[Problem, ...] = ()
    """In the order in which they are mended."""

    def of(self, file: str) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.source.file == file)

    def elsewhere(self, file: str) -> tuple[Problem, ...]:
        """Those of other files, which a change of this one may have brought."""
        return tuple(p for p in self.problems if p.source.file != file)

    def dataset(self, file: str) -> Dataset | None:
        """What a file says; None where it cannot be read."""
        return next((data for datasets in self.data.datasets.values() for data in datasets if file in data.files), None)

    def datasets(self, kind: str) -> Datasets:
        """All files of a kind, ordered by key."""
        return self.data.datasets.get(kind, ())


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem at its place in the grid."""

    problem: Problem
    row: int
    """Of the file, from 1; 0 for the whole file."""
    column: int
    """From 0; -1 for the whole row."""
    sheet: str = ""
    grave: bool = field(default=False)
    """Publication must stop."""


class LiveBoard:
    """One board that is looked at again and again. Quick inside ``board.staying()``: what was not changed is neither read nor checked."""

    def __init__(self, root: Path, slug: str, today: date, site: SiteConfig | None = None) -> None:
        """``site``: the settings of the root, read where they are not given."""
        self.root, self.slug, self.today = root, slug, today
        self.site = site or open_root(root).site
        self.place = made_in(root) / DESK / "looked"
        """Where what was clean is noted, apart from what a build notes."""
        self._task = BoardTask(root, slug, self.site, today, place=self.place)
        self._memory: Memory = {}
        self._run = object()
        self._places = f"data/villages/{slug}", f"content/{slug}"
        self._village = Village(slug, slug)

    def look(self, files: Mapping[str, bytes] | None = None, task: BoardTask | None = None) -> BoardLook:
        """The board with these files in the place of those on the disk. ``task``: of the same board and day, where more is asked of it,
        as what was published before."""
        task = task or self._task
        gate = Gate(task.root, task.slug, task.site, task.today, task.folder)
        try:
            with glance.glanced(self.root, *self._places), door.instead(self.root, files or {}), one_run(self._run):
                data, _, problems = read_board(task, self._memory, gate)
        except Exception as error:
            self._memory = {}
            return BoardLook(BoardData(None), (trouble(error, task.root, task.base, task.slug, task.slug),))
        self._village = data.village or self._village
        return BoardLook(data, tuple(sorted(problems, key=lambda p: p.order)))

    @property
    def context(self) -> Context:
        """What a check or a form may know beside the files, as it was when the board was looked at last."""
        return self._task.context(self._village)

    def of_file(self, item: InputFile, kind: Kind, content: bytes) -> list[Problem]:
        """What is wrong with one file with this content, by itself: whether a mend mends it, without a look at the whole board."""
        task = self._task
        with door.instead(self.root, {item.file: content}):
            data, problems = load_file(self.root, item, kind)
        if data is None or data.parts:
            return problems
        context = task.context(self._village)
        return [*problems, *(p for check in kind.all_checks() for p in check((data,), context))]


def placed(problems: tuple[Problem, ...], file: str) -> tuple[PlacedProblem, ...]:
    """The problems of a file at their places, the gravest of a cell first."""
    here = [p for p in problems if p.source.file == file]
    return tuple(
        PlacedProblem(p, p.source.row, column_index(p.source.column), p.source.sheet, CODES[p.code].severity.value == "error")
        for p in sorted(here, key=lambda p: p.order)
    )
