"""What is read: the frozen values of a clerk's files, each with its place, and what is wrong with them. shown.py has what is shown."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property
from typing import Literal

from generator import codes, values
from generator.classes import dataclass
from generator.declared import StatedCorrection
from generator.once import Once
from generator.shown import Table, Value

Persons = Literal["", "party", "named", "consent", "unseen"]
CellType = Literal["text", "money", "date", "when", "count", "number", "choice", "term", "span", "photos"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stood. Numbers count from 1; 0 and "" mean "not applicable"."""

    file: str
    """Path relative to the root, with forward slashes."""
    row: int = 0
    """Row as WPS or Excel numbers it."""
    line: int = 0
    """Physical line of a text file, for annotations in CI."""
    sheet: str = ""
    column: str = ""
    """Column letter as the spreadsheet shows it."""
    field: str = ""
    """Header or key, in the standard wording."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the data. A value, never an exception."""

    code: str
    source: Source
    message: str
    hint: str
    excerpt: str = ""

    @property
    def severity(self) -> codes.Severity:
        return codes.CODES[self.code].severity

    @property
    def order(self) -> tuple[object, ...]:
        """Stage first (what must be mended first), then place."""
        s = self.source
        return (codes.CODES[self.code].stage, s.file, s.sheet, s.row or s.line, s.column.rjust(3), self.code, self.message)


EXCERPT = 300
"""Characters of a row that a report repeats."""


def problem(code: str, source: Source, message: str, hint: str = "", excerpt: str = "") -> Problem:
    """Make a problem; long digit runs are masked here, so that no report repeats a leaked number."""
    known = codes.CODES[code]
    # Cut before it is looked at, with room for a number that begins at the end: a row may be a million characters.
    message_shown, remedy, shown = (values.visible(values.mask(text)) for text in (message, hint or known.mend, excerpt[: EXCERPT + 50]))
    place = replace(source, sheet=values.visible(source.sheet), field=values.visible(source.field))
    return Problem(code, place, message_shown, remedy, shown[:EXCERPT] + ("……" if len(shown) > EXCERPT else ""))


def has_errors(problems: tuple[Problem, ...] | list[Problem]) -> bool:
    """True when publication must stop."""
    return any(p.severity is codes.Severity.ERROR for p in problems)


# --- what a file may hold --------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One column of a table, or one key of a settings file: the form, the guide and the loader all read this."""

    name: str
    type: CellType = "text"
    required: bool = True
    """The header (or key) must be there."""
    blank: bool = True
    """A cell below it may be empty."""
    help: str = ""
    """What to type, in the clerk's words."""
    example: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    means: tuple[tuple[str, str], ...] = ()
    """Other words that may be typed for a choice: (word, choice)."""
    offers: tuple[str, ...] = ()
    """What the form offers; other words may be typed."""
    offers_2004: tuple[str, ...] = ()
    """What it offers a village under the accounting rules of 2004 instead."""
    many: bool = False
    """YAML only: one text or a list of texts."""
    zero: bool = False
    """A count may be 0: votes against."""
    signed: bool = False
    """A number may be below nothing: points that are taken away."""
    width: int = 12
    """Column width in characters, for forms and downloads."""
    asked: bool = True
    """False for what many tables have and no form asks for: it is read, and shown, where a file has it."""
    stands_for: str = ""
    """The column that it is where the file has no such column: 职务 says for what somebody is paid, unless 事由 stands beside it."""
    ref: tuple[str, ...] = ()
    """Kinds of which it names entries, by their ``known_by``: those must be there, and the two pages lead to one another."""
    ref_loose: bool = False
    """It may name what is an entry of none of them."""
    persons: Persons = ""
    """Who may stand in a column of text by his full name. "": nobody. "party": firms and units, persons by their surname. "named": those
    it is there for, as the catalogue's 隐私 lets them be told. "consent": as they agreed, which the kind sees to. "unseen": anybody, since
    no page shows it."""

    @property
    def names_persons(self) -> bool:
        """True where persons may stand by their full names."""
        return self.persons not in ("", "party")


# --- what a file did hold --------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """The header of one table: shared by its rows, so that a row stays small."""

    file: str
    fields: tuple[str, ...]
    letters: tuple[str, ...] = ()
    """Spreadsheet letter of each field."""
    sheet: str = ""

    @cached_property
    def places(self) -> dict[str, int]:
        """Field → its place in a row: asked for every cell that is checked."""
        return {name: i for i, name in reversed(list(enumerate(self.fields)))}


@dataclass(frozen=True, slots=True)
class Row:
    """One record: texts as typed and values as understood (fen, date, int, str or None), field by field."""

    head: Head
    number: int
    line: int
    texts: tuple[str, ...]
    values: tuple[Value, ...]
    invalid: frozenset[str] = frozenset()
    """Fields whose text could not be understood: checks leave them alone, the reader was told once."""
    merged: frozenset[str] = frozenset()
    """Fields filled from a merged cell above."""
    lines: tuple[int, ...] = ()
    """YAML records: the line of each field."""

    def __getitem__(self, name: str) -> Value:
        i = self.head.places.get(name)
        return None if i is None else self.values[i]

    def fen(self, name: str) -> int | None:
        """The amount under ``name`` in fen; None for nothing."""
        i = self.head.places.get(name)
        value = None if i is None else self.values[i]
        return value if isinstance(value, int) else None

    def text(self, name: str) -> str:
        """The text under ``name`` as typed."""
        i = self.head.places.get(name)
        return "" if i is None else self.texts[i]

    def at(self, name: str = "") -> Source:
        """The place of a field, or of the whole row."""
        i = self.head.places.get(name)
        if i is None:
            return Source(self.head.file, self.number, self.line, self.head.sheet, field=name)
        letter = self.head.letters[i] if self.head.letters else ""
        line = self.lines[i] if self.lines else self.line
        row = self.number if not self.lines else 0
        return Source(self.head.file, row, line, self.head.sheet, letter, name)

    def at_or(self, name: str, other: str) -> Source:
        """The place of a field; where it is not written, that of the one that asks for it."""
        place = self.at(name)
        return place if place.line != self.line else replace(self.at(other), field=name)

    def excerpt(self) -> str:
        """The row as one line."""
        return " | ".join(" ".join(t.split()) for t in self.texts)


@dataclass(frozen=True)
class Dataset(Once):
    """What one file says: the rows of a table, or the front matter (its one row) and the body of a document."""

    kind: str
    key: str
    """Period (2026-03) or slug, from the file's name."""
    file: str
    rows: tuple[Row, ...] = ()
    stated_rows: tuple[tuple[str, Row], ...] = ()
    """Rows that state something about the others: ("opening" | "total" | "subtotal" | "year", row), or about the
    publication of the whole: ("公开日" | "公示期" | "审核", row of that one field)."""
    lines: tuple[Row, ...] = ()
    """Where some rows only move money between own accounts, which is neither income nor expense: all rows in their order, those included.
    ``rows`` are the others; () where there are none but these."""
    parts: tuple[Dataset, ...] = ()
    """The sheets or files it was put together from, one for each own account, as they were read."""
    document: bool = False
    """True for a text with front matter, which says itself whom it is for, until when it is posted and what it is about."""
    body: str = ""
    """Markdown that holds no HTML: it may be placed on a page as it is."""
    body_line: int = 0
    """Where it begins in the file."""
    tables: tuple[Table, ...] = ()
    """Tables attached to a document."""
    attachments: tuple[str, ...] = ()
    """Files published as they are, relative to the root."""
    corrections: tuple[StatedCorrection, ...] = ()
    """What the file itself says of rows, or of a text, that were put right."""
    links: tuple[tuple[str, Source], ...] = ()
    """Slugs that the body links to, and where."""
    companions: tuple[str, ...] = ()
    """Every file it names, tables included, whether or not it could be read."""
    unreadable_rows: tuple[int, ...] = ()
    """Spreadsheet rows that could not be read at all: what follows one of them does not follow from what came before it."""
    unread: bool = False
    """True for a month whose file is there but could not be read: it is not missing, and nothing can be said of it."""
    complete: bool = True
    """False when a row or an amount could not be read: sums over it would accuse the wrong line."""
    digest: str = field(default="", init=False)
    """Id of the bytes of the file and of all it names, where the dataset is what they say and nothing else. ``replace`` takes it from
    no dataset to another: one with other rows, tables or attachments has none, and is known by what it holds."""

    def as_read(self, digest: str) -> Dataset:
        """The same, known by the bytes it was read from: for the loader only."""
        read = replace(self)
        object.__setattr__(read, "digest", digest)
        return read

    @property
    def entries(self) -> tuple[Row, ...]:
        """All rows as they stand, transfers between own accounts included."""
        return self.lines or self.rows

    @cached_property
    def transfers(self) -> tuple[Row, ...]:
        """Rows that only move money between own accounts."""
        counted = set(map(id, self.rows)) if self.lines else set()
        return tuple(row for row in self.lines if id(row) not in counted)

    @property
    def placed(self) -> list[tuple[int, Row]]:
        """(place among all rows, row), without the transfers."""
        counted = set(map(id, self.rows)) if self.lines else set()
        return [(n, row) for n, row in enumerate(self.entries) if not counted or id(row) in counted]

    @property
    def files(self) -> tuple[str, ...]:
        """Every file it was read from."""
        return tuple(dict.fromkeys(part.file for part in self.parts)) or (self.file,)

    def marked(self, mark: str) -> Row | None:
        return next((row for name, row in self.stated_rows if name == mark), None)
