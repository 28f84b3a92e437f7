"""Which 更正 speaks of which change: of its file and its row, and of the changes of one day, the nearest to the day it names.

One reason never explains what was changed on another day as well: else one that was given honestly once would be there for all time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from generator import values
from generator.classes import dataclass
from generator.corrected import FileChange, stem
from generator.declared import StatedCorrection
from generator.kind import Datasets, Kind
from generator.model import Dataset, Row

NEAR = timedelta(60)
"""How far the day that a clerk writes may be from the one on which the change is known: without a history that is the next publication."""


@dataclass(frozen=True)
class Board:
    """The files of a board as they stand, by what a 更正 may call them."""

    slug: str
    kinds: Mapping[str, Kind]
    datasets: Mapping[str, Datasets]

    @property
    def folder(self) -> str:
        return f"data/villages/{self.slug}/"

    def files(self, stated: StatedCorrection) -> list[Dataset]:
        """The tables of the file that it names; of a year's file its months."""
        wanted = self.stem_of(stated)
        return [data for several in self.datasets.values() for data in several if any(stem(file) == wanted for file in data.files)]

    def stem_of(self, stated: StatedCorrection) -> str:
        named = values.clean(stated.file).replace("\\", "/").removeprefix(self.folder).strip("/")
        return self.folder + stem(f"./{named}").removeprefix("./")

    def rows(self, stated: StatedCorrection) -> list[tuple[Dataset, Row]]:
        """Those that it may mean."""
        wanted = self.stem_of(stated)
        kept = [(data, row) for data in self.files(stated) for row in data.entries if stem(row.head.file) == wanted]
        return [(data, row) for data, row in kept if names_it(stated.row, row, self.kinds[data.kind])]


def names_it(name: str, row: Row, kind: Kind) -> bool:
    """True where ``name`` is the row's number, what it is called by, or where it stands."""
    wanted = values.label(name)
    cells = [row.text(column) for column in (*kind.identity, kind.known_by) if column and row.text(column)]
    place = str(row.number or row.line)
    return wanted in {*map(values.label, cells), values.label("".join(cells)), f"第{place}行", f"第{place}条"}


def reasons_of(changes: Sequence[FileChange], board: Board, stated: Sequence[StatedCorrection]) -> dict[int, StatedCorrection]:
    """id of a change → what is said of it: of several what speaks of the row before what speaks of the file, then the latest."""
    reasons: dict[int, StatedCorrection] = {}
    for whole in (False, True):
        for each in sorted((each for each in stated if each.day and (not each.row) is whole), key=_day, reverse=True):
            about = [change for change in changes if _is_about(each, change, board)]
            day = min({change.day for change in about}, key=lambda day: (abs(day - _day(each)), day), default=date.max)
            if abs(day - _day(each)) <= NEAR:
                for change in about:
                    if change.day == day:
                        reasons.setdefault(id(change), each)
    return reasons


def _day(stated: StatedCorrection) -> date:
    return stated.day or date.max


def _is_about(stated: StatedCorrection, change: FileChange, board: Board) -> bool:
    rows = [row for row in (change.row.new, change.row.old) if row]
    if not change.key and stated.way == change.row.way:  # a text that is gone, of which the site told no more than its kind
        return board.stem_of(stated).startswith(change.stem) and not board.files(stated)
    if board.stem_of(stated) not in {change.stem, *(stem(row.head.file) for row in rows)}:
        return False
    kind = board.kinds[change.kind]
    named = {values.label(column) for column in change.row.columns} if not rows else set()
    return not stated.row or values.label(stated.row) in named or any(names_it(stated.row, row, kind) for row in rows)
