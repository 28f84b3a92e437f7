"""What is shown: the frozen values that pages, downloads, search and covers are made of. model.py has what is read."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Literal

from generator.classes import dataclass
from generator.once import Once
from generator.posted import Due, Posted
from generator.sizes import size_words

FEW = 5
"""Counts below this, and above nothing, are not shown: neighbours would know who they are. Nor is a middle of fewer."""

QR, COVER, TEXT, PACKAGE = "qr.svg", "cover.png", "text.txt", "datapackage.json"
"""Beside a page, in the folder it is served at: its address to scan, its picture for chats, a document's words, what downloads hold."""

FULL = ".full"
"""Before the ending of a picture that is published in its full size too: site.full.jpg. No name a clerk may choose has a dot."""

Value = object
"""What a cell holds: fen, a date, a number, a text or None."""

Tone = Literal["good", "now", "late", "off", "plain"]


@dataclass(frozen=True)
class Badge:
    """A word whose truth depends on the day of reading: 公示中, 已期满, 有效.

    ``text`` is true on the day of the build; the two dates let the reader's device say it for the reader's day.
    """

    text: str
    tone: Tone = "plain"
    mode: Literal["posting", "term", "force", "due", "clock", "office", "paused", "moved", "waiting", "doing", "delayed", ""] = ""
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Linked:
    """The text of a cell in parts, each with the page and row it leads to; "" for none."""

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(text for text, _ in self.parts)


ColumnRole = Literal["text", "money", "date", "number", "title", "badge"]


@dataclass(frozen=True)
class TableColumn:
    """A column as shown. ``title`` columns head a card on a phone."""

    name: str
    role: ColumnRole = "text"
    width: int = 12


Shape = Literal["bill", "figures", "line", "check", "roll", "timeline", "score"]
"""What rows look like on a phone: pages/shapes.py."""


@dataclass(frozen=True)
class Table:
    """A table on a page and in its downloads. Money is fen, dates are dates, all else is text."""

    name: str
    """ASCII file name of the downloads, without ending."""
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    foot: tuple[Value, ...] = ()
    note: str = ""
    anchors: tuple[str, ...] = ()
    """An id for each row, where a search result leads to it; "" for none."""
    shape: Shape | None = None  # None for the one its columns ask for


@dataclass(frozen=True)
class Fold:
    """One line that opens: what it is called, how it stands or how much it is, and below it what else is known of it."""

    title: str
    end: Value
    """A badge, or a figure in words."""
    facts: tuple[tuple[str, Value], ...] = ()
    """(name, what is known); a text may lead elsewhere."""
    anchor: str = ""
    """An id, where a search result leads to it; "" for none."""


@dataclass(frozen=True)
class Cover:
    """What the picture of a page says. A chat shows it as small as a stamp beside the link: few words, large."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    """(name, figure) or (words, ""), the most important first; the picture holds three."""


Figures = tuple[tuple[str, int, str], ...]
"""(name, fen, how loud), as ``parts.figures`` takes them."""
Facts = tuple[tuple[str, tuple[str, ...]], ...]
"""(name, lines), as ``parts.facts`` takes them."""
TimelineStep = tuple[date | None, str, bool]
"""When, what, and whether it has come, as ``parts.timeline`` takes it."""


@dataclass(frozen=True)
class Brief:
    """The newest file of a kind, as the front page of its section and the home page tell of it."""

    kind: str
    """Its title: 合同台账."""
    title: str
    path: str
    go: str
    """What the link says."""
    figures: Figures = ()
    facts: Facts = ()
    lines: tuple[str, ...] = ()
    """For the home page."""
    fades: date | None = None
    """As of a ``Page``."""


@dataclass(frozen=True)
class Content:
    """What stands on a page."""

    view: object
    """What its macro is given: the fields of a dataclass."""
    tables: tuple[Table, ...] = ()
    """Those that can be downloaded."""
    files: tuple[tuple[str, bytes], ...] = ()  # what else is made with it: (path below docs, content)


@dataclass(frozen=True)
class Listed:
    """A page as the front page of its section names it."""

    title: str
    path: str
    description: str


@dataclass(frozen=True)
class Page(Once):
    """One page to write: which macro of which template, and how what stands on it is made, when it is needed.

    ``make`` is a plain function of a module and is given ``uses`` and nothing else, so that a page whose uses are as they were
    is known to be as it was, without being made.
    """

    path: str
    """Below the docs folder: finance/2026-03.md."""
    title: str
    template: str
    """The kind's template, without ending."""
    part: str
    """The macro in it."""
    make: Callable[..., Content]
    uses: tuple[object, ...] = ()
    description: str = ""
    sources: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Attachments: (path below docs, path below root)."""
    sizes: tuple[tuple[str, int], ...] = ()
    """Bytes of the attachments as they are published, known when they have been made; they follow from ``files``."""
    pixels: tuple[tuple[str, tuple[int, int]], ...] = ()  # width and height of those that are pictures, likewise
    sample: str = ""  # said on the page when its figures are 示例数据
    nav: str = ""  # name in the navigation; "" keeps the page out of it
    listed: str = ""  # the section (``nav`` of its front page) that lists it; "" where another page of the kind does
    shelf: tuple[Listed, ...] = ()
    """Set for the front page of a section: the pages that are ``listed`` there."""
    turns: tuple[tuple[str, str, str], ...] = ()  # pages/turns.py: (name, path, prev or next)
    posted: Posted | None = None  # when and on whose word it is public; None for lists, whose items say it
    day: date | None = None  # 数据截至
    owed: tuple[tuple[Due, int], ...] = ()
    """What the board must publish next, and how many days its day is past: a copy read after that day may be stale. On the home
    page also what is overdue."""
    cover: Cover | None = None
    """None where the home page's does."""
    fades: date | None = None
    """The first day on which it names fewer though nobody edits anything and no file of its own lets be shown less: who was in front a
    year ago. On that day it goes where it cannot be made (withdrawal.py)."""
    address: str = ""  # the whole address its QR code holds; "" where there is none to scan
    picture: str = ""  # the whole address of the cover that chats show of it; "" where none is made
    printed: str = ""  # the page that has it as a poster and as a picture for chats; "" where none is made
    notes: tuple[tuple[str, str], ...] = ()
    """(id of a row, what is noted there): what was put right. "" for what has no row there."""
    maker: str = ""
    """The kind or overview whose page it is: it was given the files of these kinds and no others; "" for what the board itself makes."""
    begin: Callable[..., Callable[[], Content]] | None = None
    """Of a page that takes long: begins what ``make`` gives, with the same ``uses``, and gives what waits for it."""

    @cached_property
    def content(self) -> Content:
        return self.make(*self.uses)

    def but(self, **changes: object) -> Page:
        """The page with other values in some of its fields, each time the same one: of a thousand pages few are others than last time."""
        return self.once("but " + " ".join(changes), tuple(changes.values()), lambda: self._but(changes))

    def _but(self, changes: Mapping[str, object]) -> Page:
        """``replace``, quicker: nothing of what was worked out of this page goes with it."""
        other = object.__new__(Page)
        other.__dict__.update(self.__dict__, **changes)
        for name in other.__dict__.keys() - _FIELDS:
            del other.__dict__[name]
        return other

    @property
    def own(self) -> tuple[object, ...]:
        """What its maker gave it."""
        return _OWN(self)

    @property
    def around(self) -> tuple[object, ...]:
        """What is known of it when all pages are there, and when its attachments are."""
        return _AROUND(self)

    @property
    def text(self) -> str:
        """Where its words lie as a text, below docs; "" for a page that is no document."""
        return next((path for path, _ in self.content.files if path == self.beside(TEXT)), "")

    def size(self, to: str) -> str:
        """How large an attachment is, for readers who pay by the megabyte: 212 KB, 9.8 MB."""
        return size_words(dict(self.sizes).get(to, 0))

    def beside(self, name: str) -> str:
        """Where a file of this page lies below docs: in the folder the page is served at."""
        return posixpath.join(folder(self.path), name)

    def download(self, table: Table, ending: str) -> str:
        """Where a table's download lies below docs."""
        return self.beside(f"{table.name}.{ending}")


_FIELDS = frozenset(each.name for each in fields(Page))
_LATER = ("sizes", "pixels", "shelf", "turns", "day", "owed", "address", "picture", "printed", "notes", "maker")
_OWN, _AROUND = attrgetter(*sorted(_FIELDS.difference(_LATER))), attrgetter(*_LATER)


def first_day(days: Iterable[date | None]) -> date | None:
    """The first of some days; None where there is none."""
    return min((day for day in days if day), default=None)


@lru_cache(maxsize=1 << 12)
def folder(path: str) -> str:
    """The folder a page is served at: finance/2026-03.md at finance/2026-03/; "" for the home page."""
    stem = path.removesuffix(".md")
    return posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem


@dataclass(frozen=True)
class HomePart:
    """What a kind shows on the board's home."""

    part: str
    view: object
    """What its macro is given: the fields of a dataclass."""
    sample: str = ""
    template: str = ""
    """Whose macro ``part`` is; "" for that of the kind's own name."""
    first: bool = False  # it stands on the first screen, beside the search
    fades: date | None = None
    """As of a ``Page``."""
