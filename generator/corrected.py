"""What a board tells of its corrections: a published row that is another now, what it said before, why, and who agreed.

And what it is made from: the rows that differ from what was published, as they stood, of which a page may tell only some.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.classes import dataclass
from generator.declared import Way
from generator.model import Problem, Row
from generator.values import date_cn

PATH = "corrections.md"
DOWNLOAD = "corrections/corrections.json"
"""更正记录, where a board has any."""
COMPARED, STATED = "比对", "村里写明"
"""How it is known."""
NO_REASON = "没有写明原因"
SETTINGS = "village"
"""What a 更正 calls village.yml, where its own words are others."""
TEXT = "正文"
"""What is otherwise of a document, where it is none of its keys."""


@dataclass(frozen=True)
class RowChange:
    """One row that is another now. Neither row is given of a whole column or a whole table that is gone, and of what stands beside the
    rows; of a document ``old`` and ``new`` are its keys."""

    way: Way
    old: Row | None = None
    new: Row | None = None
    columns: tuple[str, ...] = ()
    """Those that differ; of a text ``TEXT``."""
    told: tuple[tuple[str, str, str], ...] = ()
    """Of what stands beside the rows, which names nobody: (what it is, what it said, what it says now), "" for what is not told again."""


@dataclass(frozen=True)
class FileChange:
    """A row of one file that is not as it was published."""

    kind: str
    key: str
    """Period (2026-03) or slug, from the file's name."""
    file: str
    day: date
    """On which it was first otherwise."""
    row: RowChange
    page: str = ""
    """Where it stood, of a whole file that is gone; "" where it had no page."""

    @property
    def stem(self) -> str:
        """The file without its ending: the same table, whichever program wrote it."""
        return stem(self.file)


def stem(file: str) -> str:
    """data/villages/demo/ledger/2026-03 of its CSV or XLSX."""
    folder, _, name = file.rpartition("/")
    return f"{folder}/{name.partition('.')[0]}"


@dataclass(frozen=True)
class Past:
    """What is known of what was published before."""

    changes: tuple[FileChange, ...] = ()
    compared: str = ""
    """With what the files were compared, in a sentence; "" where there was nothing."""
    first: date | None = None
    """The first day of which anything is known; None where nothing is."""
    problems: tuple[Problem, ...] = ()
    reasons: tuple[Correction, ...] = ()
    """What the village explained otherwise before, without why."""


@dataclass(frozen=True)
class Correction:
    """One row, as this edition may tell of it today."""

    day: date
    title: str
    """Of the page or the kind: 2026年3月收支明细."""
    page: str
    """The page on which the row stands or stood; "" where there is none."""
    anchor: str = ""
    """Of the row there; "" for a row that is gone."""
    row: str = ""
    """What the row is called: 记-012; "" where that is not told."""
    way: Way = "改正"
    was: tuple[tuple[str, str, str], ...] = ()
    """(column, what it said, what it says now); "" for what is not told again."""
    reason: str = ""
    agreed: str = ""
    compared: bool = True
    """The program found it by comparing; False for what only the village says."""
    file: str = ""
    """Below the village's folder, without its ending; "" where its name may say what is told no more."""

    @property
    def change(self) -> str:
        """「支出原为 860.00 元」; of a text only that it was another."""
        told = [f"{column}原为 {was}" for column, was, _ in self.was if was]
        other = "、".join(f"「{column}」" for column, was, _ in self.was if not was)
        return "，".join([*told, *([f"{other}改过，原来的不再登"] if other else [])])

    @property
    def why(self) -> str:
        return self.reason or NO_REASON

    @property
    def note(self) -> str:
        """What stands at the row: 「2026年11月20日更正：支出原为 860.00 元，凭证金额看错」."""
        act = "更正" if self.way == "改正" else self.way
        return f"{date_cn(self.day)}{act}：{'，'.join(filter(None, (self.change, self.why)))}"

    @property
    def place(self) -> str:
        """The page and the row on it."""
        return f"{self.page}#{self.anchor}" if self.page and self.anchor else self.page


@dataclass(frozen=True)
class Corrections:
    """Those of one board, the newest first, and what was compared to find them."""

    rows: tuple[Correction, ...] = ()
    compared: str = ""
    """With what the program compared, in a sentence."""

    def on(self, page: str) -> tuple[Correction, ...]:
        return tuple(each for each in self.rows if each.page == page)

    def days(self) -> dict[str, date]:
        """Page → the day of its last correction."""
        return {each.page: each.day for each in reversed(self.rows) if each.page}


def newest_first(rows: Iterable[Correction]) -> tuple[Correction, ...]:
    """By day, then in the order of the board."""
    return tuple(sorted(rows, key=lambda each: each.day, reverse=True))
