"""What one open desk knows: its root, the day, the boards as they stand, the tables that are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from generator.classes import dataclass
from generator.config import Edition
from generator.desk.asked import Asked, CannotDo
from generator.desk.briefs import Briefs
from generator.desk.open_form import OpenForm
from generator.desk.open_table import OpenTable
from generator.desk.open_text import OpenText
from generator.desk.preview_process import PreviewProcess
from generator.desk.standing import Boards, BoardState
from generator.editing.live import LiveBoard
from generator.inbox.looked import Looked


@dataclass(frozen=True)
class Frames:
    """Addresses of one edition."""

    after: str
    """Of the site as it would be."""
    before: str
    """Of the one that readers have."""


@dataclass
class Desk:
    """One root, one clerk."""

    root: Path
    today: Callable[[], date]
    frames: Mapping[Edition, Frames] = field(default_factory=dict)
    """Where each edition is shown."""
    boards: Boards = field(init=False)
    briefs: Briefs = field(init=False)
    looks: PreviewProcess = field(init=False)
    tables: dict[str, OpenTable] = field(default_factory=dict)
    """Open tables by file."""
    texts: dict[str, OpenText] = field(default_factory=dict)
    """Open texts by file."""
    forms: dict[str, OpenForm] = field(default_factory=dict)
    """Open files of keys, by file."""
    dropped: dict[str, Looked] = field(default_factory=dict)
    """Files that were dropped and are not open yet."""

    def __post_init__(self) -> None:
        self.looks = PreviewProcess(self.root)
        self.boards = Boards(self.root)
        self.briefs = Briefs(self.root, self.boards)

    def live(self, slug: str) -> LiveBoard:
        """The board of a village as it is looked at while somebody types; another when the day is another."""
        return self.boards.live(slug, self.today())

    def close(self) -> None:
        """Let go of all that is open; what was not saved stays as drafts."""
        for each in self._open:
            each.opened.close()
        self.looks.close()
        self.tables.clear()
        self.texts.clear()
        self.forms.clear()

    @property
    def _open(self) -> list[OpenTable | OpenText | OpenForm]:
        """All that is open."""
        return [*self.tables.values(), *self.texts.values(), *self.forms.values()]

    def unsaved(self, slug: str) -> dict[str, bytes]:
        """What is open of a village and not saved, by file."""
        opened = [each.opened for each in self._open if each.slug == slug]
        return {each.file: each.stored() for each in opened if each.changed}

    def slugs(self) -> tuple[str, ...]:
        """The villages there are."""
        return self.boards.opened().slugs if (self.root / "data/villages").is_dir() else ()

    def village(self, asked: Asked) -> BoardState:
        """The village that is asked for, else the first. Raises CannotDo where there is none."""
        slugs = self.slugs()
        slug = asked.text("village") or (slugs[0] if slugs else "")
        state = self.boards.state(slug, self.today()) if slug in slugs else None
        if state is None:
            raise CannotDo("没有这个村。回到「今天」再选。" if slugs else "还没有村。先到「今天」新建一个。", 404)
        return state

    def villages(self) -> list[tuple[str, str]]:
        """(slug, name) of each, in order."""
        return [(slug, self.boards.name(slug)) for slug in self.slugs()]
