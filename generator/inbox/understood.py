"""What is known of a file that came: the values that the command line and the desk show."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from generator.classes import dataclass
from generator.load.grid import Grid

About = Literal["village", "kind", "period"]


@dataclass(frozen=True)
class Received:
    """A file as somebody gave it."""

    name: str
    """Without its folders."""
    data: bytes = field(repr=False)
    folders: tuple[str, ...] = ()
    """Names of the folders above it, as they were typed or stand in a bundle: 示范村, 2026年账."""
    given: str = ""
    """The path of it, or of the bundle it lay in, as it was typed."""
    inside: str = ""
    """Where it lay in that bundle; "" for one that came by itself."""

    @property
    def path(self) -> str:
        """What it is called before whoever gave it."""
        return "/".join(filter(None, (self.given, self.inside))) or self.name

    @property
    def place(self) -> str:
        """Its folders and its name, which may say where it belongs."""
        return "/".join((*self.folders, self.name))


@dataclass(frozen=True)
class Refusal:
    """A file that is not taken."""

    name: str
    message: str
    """Chinese: what is wrong with it."""
    hint: str
    """What to do."""


@dataclass(frozen=True)
class OnePiece:
    """What becomes one file of the data: a file as it came, or some sheets of a workbook."""

    received: Received
    ending: str
    """Of the file that is stored: csv, xlsx, md, yml, jpg …"""
    data: bytes = field(repr=False)
    """The bytes that are stored."""
    grids: tuple[Grid, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    """Of a file that is no table."""
    sheet: str = ""
    """The sheet it was, where a workbook became several files."""
    notes: tuple[str, ...] = ()
    """What was done with the file: sheets left out, another format."""
    month: str = ""
    """What the name of its sheet says: 03, 2026-03."""


@dataclass(frozen=True)
class Answers:
    """What somebody said of the files; "" where nothing."""

    village: str = ""
    kind: str = ""
    period: str = ""


@dataclass(frozen=True)
class DoubtChoice:
    value: str
    title: str
    """For whoever chooses."""


@dataclass(frozen=True)
class Doubt:
    """A question that must be answered before the file can be taken."""

    about: About
    question: str
    """「看不出是哪个村的」."""
    choices: tuple[DoubtChoice, ...] = ()
    """The likeliest first; others may be typed."""
    likely: int = 0
    """How many of them something speaks for; 0 for all or none."""
    typed: str = ""
    """What may be typed instead: 「年月，如 2026-03」."""


@dataclass(frozen=True)
class Guess:
    """One of the three answers: a value, or a doubt."""

    value: str = ""
    why: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Understood:
    """What a piece is, as far as that is sure."""

    piece: OnePiece
    village: str
    """Slug; "" where that is in doubt."""
    kind: str
    period: str
    """The key of its file: 2026-03, 2026-Q1, 2026, or a slug."""
    account: str = ""
    """The own account whose book it is."""
    why: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    file: str = ""
    """Where it belongs, where its name or whoever sent it says so itself; below the root."""

    @property
    def sure(self) -> bool:
        return not self.doubts
