"""What the pages of documents hold: what each says of itself, its life, its files, the others it replaces or is replaced by."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from generator import values
from generator.check import basis
from generator.check.amended import Amendment, amended
from generator.check.articles import articles
from generator.check.document_text import document_text
from generator.check.force import Force, force_of
from generator.check.references import linked_text
from generator.check.requirements import about
from generator.check.versions import older, replaced_by
from generator.classes import dataclass
from generator.config import Context
from generator.day_words import day_badge
from generator.findable import Record
from generator.kind import Datasets
from generator.kinds._consent import PHOTOS, consented
from generator.kinds._document_figures import named_tables
from generator.kinds._document_keys import BASIS, IN_TEXT, REPLACES
from generator.model import Dataset, Row
from generator.once import Once
from generator.photo import PICTURES, Shots, photos
from generator.references import Leads, Mention
from generator.shown import FULL, Badge, Content, Table, TimelineStep, Value, folder


@dataclass(frozen=True)
class DocumentView:
    """One document as lists show it."""

    title: str
    path: str
    matter: str
    day: date
    start: date | None
    end: date | None
    badge: Badge


@dataclass(frozen=True)
class Versions:
    """The others of one document that may be seen."""

    newest: tuple[DocumentView, ...] = ()
    """Those that hold now; () where it does itself."""
    coming: tuple[DocumentView, ...] = ()
    """Those that will take its place on a day that has not come."""
    older: tuple[DocumentView, ...] = ()
    before: tuple[Dataset, ...] = ()
    """Those of which it is the next version."""
    files: tuple[Dataset, ...] = ()
    """What these are of: the page tells their titles, so it rests on them."""
    force: Force = field(default_factory=Force)
    """From when to when it is what holds."""


@dataclass(frozen=True)
class PageKeys(Once):
    """Which keys a page has."""

    told: tuple[str, ...]
    """Those that it tells."""
    lasting: tuple[str, ...]
    """The kind's own of which none goes by itself."""


@dataclass(frozen=True)
class DocumentList:
    """The list, as its template takes it."""

    groups: tuple[tuple[str, tuple[DocumentView, ...]], ...]


@dataclass(frozen=True)
class DocumentPage:
    """The page of one document, as its template takes it."""

    document: DocumentView
    facts: tuple[tuple[str, tuple[Value, ...]], ...]
    body: str
    tables: tuple[Table, ...]
    steps: tuple[TimelineStep, ...]
    pictures: tuple[tuple[str, str], ...]
    """(where it lies, where it lies in full size)."""
    versions: Versions
    amendment: Amendment | None
    """What it changed; None where nobody can say."""
    mentions: tuple[Mention, ...]
    """Files of other kinds that name it."""
    shots: tuple[Shots, ...] = ()
    """Its photos."""


@dataclass(frozen=True)
class DocumentsAtHome:
    """The part of the home page."""

    title: str
    path: str
    """Where all of them are."""
    go: str
    documents: tuple[DocumentView, ...]
    now: int
    """How many of them are being posted."""


def index(groups: tuple[tuple[str, tuple[DocumentView, ...]], ...]) -> Content:
    """The list."""
    return Content(DocumentList(groups))


def document(
    data: Dataset,
    view: DocumentView,
    keys: PageKeys,
    passed: tuple[TimelineStep, ...],
    files: tuple[tuple[str, str], ...],
    cited: tuple[str, ...],
    versions: Versions,
    leads: Leads,
    words_of: tuple[tuple[str, str], ...] = (),
) -> Content:
    """One document; ``words_of``: what its page says of some of the keys in other words than the clerk's."""
    (row,) = data.rows
    tables = tuple(named_tables(data.tables))
    texts = {name: _as_told(row, name) for name in keys.told} | {BASIS.name: list(cited)} | {name: [text] for name, text in words_of}
    facts = tuple(
        (name, tuple(linked_text(text, leads.cells.get(name, {})) for text in those)) for name, those in texts.items() if any(those)
    )
    there = {to for to, _ in files}
    small = [to for to, _ in files if to.endswith(PICTURES) and f"{FULL}." not in to]
    pictures = tuple((to, _full(to) if _full(to) in there else "") for to in small)
    amendment = amendment_of(data, versions)
    shots = (Shots(view.title, view.path, view.day, those),) if (those := photos(row)) else ()
    page = DocumentPage(view, facts, data.body, tables, passed, pictures, versions, amendment, leads.mentions, shots)
    return Content(page, tables, (document_text(data, view.path, (*IN_TEXT, *keys.lasting)),))


def amendment_of(data: Dataset, versions: Versions) -> Amendment | None:
    """What a version has otherwise than those before it; None where there are none, or one of them has no text to compare."""
    return _amended(tuple(before.body for before in versions.before), data.body) if versions.before else None


@lru_cache(maxsize=64)
def _amended(before: tuple[str, ...], body: str) -> Amendment | None:
    """Several ask of the same version: its page, the list, the search."""
    old, new = [article for text in before for article in articles(text)], articles(body)
    return amended(old, new) if old and new else None


def versions_of(datasets: Datasets, shown: list[tuple[Dataset, DocumentView]], today: date) -> list[Versions]:
    """Of each that is shown, in that order; through versions that are not shown, too."""
    before, there = older(datasets, REPLACES), {data.key: (data, view) for data, view in shown}
    newer: dict[str, list[str]] = {}
    for name in there:
        for key in before[name]:
            newer.setdefault(key, []).append(name)
    held = {name: force_of(data, (there[other][0] for other in newer.get(name, ()))) for name, (data, _) in there.items()}
    active = {key: [name for name in names if not held[name].coming(today)] for key, names in newer.items()}
    made = []
    for key, (data, _) in there.items():
        newest = [there[name] for name in active.get(key, ()) if not active.get(name)]
        coming = [] if newest else [there[name] for name in newer.get(key, ())]
        past = [there[name] for name in before[key] if name in there]
        direct = tuple(there[name][0] for name in replaced_by(data, REPLACES) if name in there and name != key)
        files = tuple(other for other, _ in (*newest, *coming, *past))
        views = [tuple(view for _, view in some) for some in (newest, coming, past)]
        made.append(Versions(views[0], views[1], views[2], direct, files, held[key]))
    return made


def published(data: Dataset, path: str, today: date) -> Iterator[tuple[str, str]]:
    """(path below docs, path below root) of each attachment, and of photos that shall be there in full size too."""
    full = lines(data.rows[0], "原图")
    for file in _agreed_to(data, today):
        name = PurePosixPath(file).name
        yield f"{folder(path)}/{name}", file
        if name in full:
            yield f"{folder(path)}/{_full(name)}", file


def _agreed_to(data: Dataset, today: date) -> list[str]:
    """The attachments, without photos of those who do not agree, or no longer."""
    may = consented(data.rows[0], today, PHOTOS)
    return [file for file in data.attachments if may or not file.lower().endswith(PICTURES)]


def _full(name: str) -> str:
    """What a picture is called in its full size."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}{FULL}.{ending}"


def bases(data: Dataset, view: DocumentView, context: Context) -> tuple[str, ...]:
    """依据 as typed; else what the catalogue cites for its item, as it was in force on its 公开日."""
    row = data.rows[0]
    item = None if row.text(BASIS.name) else about(data, context)
    return tuple(lines(row, BASIS.name)) if item is None else basis.bases(item, context, view.day)


def days(view: DocumentView) -> tuple[tuple[str, str], ...]:
    """What a cover says of the days of a document."""
    if not (view.start and view.end):
        return ((f"{values.date_cn(view.day)}公开", ""),)
    return (("公示", f"{values.date_cn(view.start)}"), ("至", f"{values.date_cn(view.end)}"))


def words(item: object, role: str) -> str:
    """A cell of a table as it is read on the page."""
    return "" if item is None else values.yuan(item) if role == "money" and isinstance(item, int) else str(item)


def plain(body: str) -> str:
    """A body without the marks of Markdown."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", html.unescape(body))
    return re.sub(r"^\s*(#+|[-*+>]|\|[-:| ]+\|$)\s*|\*\*|\|", " ", text, flags=re.MULTILINE)


REPLACED = Badge("已有新版", "off")
"""What is said of an older version."""


def force_badge(force: Force, today: date) -> Badge | None:
    """Whether it holds on ``today``, with the days on which that changes; None where it has none of them."""
    if force.start is None and force.end is None:
        return None
    return day_badge("force", today, force.end or values.FOREVER, force.start)


def posting_badge(start: date | None, end: date | None, today: date) -> Badge:
    """公示中 with the days left, on the day of the build."""
    if start is None or end is None:
        return Badge("长期公开", "plain")
    return day_badge("posting", today, end, start)


def steps(view: DocumentView, row: Row, today: date) -> tuple[TimelineStep, ...]:
    """The life of a document so far and to come: (day, what, whether it has come)."""
    passed = [(view.day, "公开")]
    if view.start and view.end:
        passed += [(view.start, "公示开始")] if view.start != view.day else []
        passed += [(view.end, "公示最后一天")]
    told = row["结果日期"]
    if isinstance(told, date):
        passed.append((told, "登出结果"))
    return tuple((day, label, day <= today) for day, label in passed)


def _as_told(row: Row, name: str) -> list[str]:
    day = row[name]
    return [values.date_cn(day)] if isinstance(day, date) else lines(row, name)


def lines(row: Row, name: str) -> list[str]:
    """A key of which several may be written, each."""
    return row.text(name).split("\n")


def records_of(
    data: Dataset, title: str, matter: str, path: str, day: date, told: tuple[str, ...], changed: str, section: str
) -> Iterator[Record]:
    """What a document is found by. ``told``: its keys that are; ``changed``: by its version."""
    facts = map(data.rows[0].text, told)
    cells = [words(item, c.role) for t in data.tables for line in (*t.rows, t.foot) for item, c in zip(line, t.columns, strict=False)]
    heads = [word for t in data.tables for word in (t.title, *(c.name for c in t.columns))]
    text = " ".join(filter(None, [matter, changed, plain(data.body), *facts, *heads, *cells]))
    yield Record(title, " ".join(text.split()), path, "", section, day, None, str(day.year))
