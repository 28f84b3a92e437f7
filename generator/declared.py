"""What a village explains in its settings: a warning it has looked into, an item it does not have, a published row that it put right."""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.classes import dataclass

Way = Literal["改正", "补登", "撤下"]
WAYS: tuple[Way, ...] = ("改正", "补登", "撤下")
"""What was done to a published row: other figures, a row that had been left out, a row that is there no more."""


@dataclass(frozen=True)
class Difference:
    """A warning that the village has looked into: it goes quiet, and its reason is public."""

    code: str
    place: str
    """A file, and after a blank the row it is about: its number or its name."""
    reason: str
    line: int = 0
    """Where it stands in village.yml."""


@dataclass(frozen=True)
class Excused:
    """An item of the catalogue that does not apply to the village; the reason is public."""

    code: str
    reason: str
    line: int = 0


@dataclass(frozen=True)
class StatedCorrection:
    """One 更正, of village.yml or of the keys of the file itself: why a row that had been published is another now."""

    file: str
    """Below the village's folder, with or without its ending: ledger/2026-03.csv."""
    row: str
    """Its number or its name, or 「第 5 行」; "" for the whole file."""
    day: date | None
    reason: str
    agreed: str
    """Who agreed to it."""
    way: Way = "改正"
    column: str = ""
    was: str = ""
    """What it said before, as its clerk states it; "" where that is left to the program to find out."""
    line: int = 0
    stated_in: str = ""
    """The file in which it is stated, relative to the root."""

    @property
    def place(self) -> str:
        """「ledger/2026-03.csv 记-012」."""
        return " ".join(filter(None, (self.file, self.row)))
