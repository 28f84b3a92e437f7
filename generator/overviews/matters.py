"""一件事从头到尾: a page for each decision and each work: who decided it, how it was made, what was paid, what is still owed, what was
asked about it, and what is not written. Nothing is typed for it: it is put together from what the files of a board name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator import values
from generator.check import clauses, posting, works
from generator.check.decisions import USUAL, WAY, LedgerLine, within_budget
from generator.check.lists import stated_once
from generator.check.matters import ASKED, DECIDED, LEDGER, LISTED, MEMBERS, PROMISED, WORKS, KnownWork
from generator.check.meeting_cross_checks import votes_as_listed
from generator.check.references import names_in
from generator.check.strays import near_misses
from generator.check.walk import IN, OUT
from generator.check.works import NAME
from generator.classes import dataclass
from generator.config import Context
from generator.findable import Record
from generator.kind import Books, Kind, Overview
from generator.kinds import all_kinds, decisions, projects
from generator.kinds import works as works_kind
from generator.kinds._photos import day_of
from generator.kinds._sheets import UNIT, anchors, whole
from generator.kinds.questions import told_of
from generator.known_days import when_cn
from generator.model import Column, Dataset, Problem
from generator.overviews import _works_told
from generator.overviews._matter_told import MatterTold, told
from generator.overviews._works_told import Lines
from generator.photo import Shots, photos
from generator.references import Mention
from generator.section import PROGRESS
from generator.shown import Brief, Content, Cover, Figures, Linked, Page, Table, TableColumn, TimelineStep, Value

FRONT = f"{PROGRESS.path}/matters.md"
TITLE = "一件事从头到尾"
_COLUMNS = (TableColumn("日期", "date"), TableColumn("摘要", "title", 32), TableColumn(OUT, "money"), TableColumn("凭证号"))
_CAME = (TableColumn("日期", "date"), TableColumn("摘要", "title", 32), TableColumn(IN, "money"), TableColumn("凭证号"))
_AT_FRONT = 3


@dataclass(frozen=True)
class NamedRows:
    """NamedRows of another kind, and the page and row where each stands."""

    table: Table
    paths: tuple[str, ...]


@dataclass(frozen=True)
class WorkPart:
    """One work, as the page tells it."""

    heading: str
    facts: Lines
    steps: tuple[TimelineStep, ...]


@dataclass(frozen=True)
class MatterPage:
    """The page of one matter, as its template takes it."""

    facts: Lines
    way: str
    """How it was decided, and what sort of matter it is."""
    decided: tuple[TimelineStep, ...]
    works: tuple[WorkPart, ...]
    figures: Figures
    sources: str
    spent: NamedRows | None
    came: NamedRows | None
    asked: NamedRows | None
    shots: tuple[Shots, ...]
    """Photos of what was decided and made."""
    mentions: tuple[Mention, ...]
    others: str
    """Where all matters of the board are listed."""
    count: int


@dataclass(frozen=True)
class MatterLine:
    """One matter in a list."""

    title: str
    path: str
    state: str


@dataclass(frozen=True)
class MatterList:
    """All of a board, as the template of their list takes them."""

    matters: tuple[MatterLine, ...]


# --- its page --------------------------------------------------------------------------------


def pages(books: Books, context: Context) -> Iterator[Page]:
    """One for each, and their list."""
    every = told(books, context)
    naming = _Naming(every)
    asked, promised = naming.rows(ASKED, books), naming.rows(PROMISED, books)
    for one in every:
        path = one.matter.path
        yield _page_of(one, promised.get(path, []), asked.get(path, []), len(every), context)
    if every:
        lines = tuple(MatterLine(one.matter.name, one.matter.path, one.in_short) for one in every)
        yield Page(
            FRONT, TITLE, "matters", "index", _index, (lines, tuple(data for one in every for data in _files(one))),
            description=f"{context.village.name}每一件议定的事、每一项工程：谁定的、花了多少、验收了没有。",
            sample=context.village.sample_sentence(decisions.KIND.title),
        )  # fmt: skip


def _page_of(one: MatterTold, promised: Naming, asked: Naming, count: int, context: Context) -> Page:
    matter = one.matter
    files = tuple(data for data in (matter.decision, *(work.case for work in matter.works)) if data)
    newest = tuple(work.listings[0].data for work in matter.works if work.listings)
    first = (files or newest)[0]
    spent = _rows(f"{first.kind}-{first.key}-spent", "用在这件事上的钱", _COLUMNS, OUT, one.spent)
    came = _rows(f"{first.kind}-{first.key}-came", "为这件事收的钱", _CAME, IN, one.came)
    words = _promised(promised)
    view = MatterPage(
        facts=(*one.facts[:1], *((("说过要办", words),) if words else ()), *one.facts[1:]),
        way=_way(matter.decision) if matter.decision else "",
        decided=decisions.KIND.steps(matter.decision, context) if matter.decision else (),
        works=tuple(_part(work, len(matter.works) > 1, context) for work in matter.works),
        figures=one.figures,
        sources=one.sources,
        spent=spent,
        came=came,
        asked=_asked(asked),
        shots=_shots(one, context),
        mentions=tuple(m for m in context.references.mentions.get(matter.path, ()) if m.kind not in _TOLD),
        others=FRONT,
        count=count,
    )
    makers = (*_kinds_of(files or newest), *(_kinds_of(one.spent[0][:1]) if spent else ()))
    covered = [(one.state, ""), *((name, values.yuan(fen)) for name, fen, _ in one.figures)]
    return Page(
        matter.path, matter.name, "matters", "matter", _page, (view, files, tuple(kind.columns for kind in _kinds_of(files))),
        description=f"{context.village.name}{matter.name}：{one.state or TITLE}。",
        sample=next(filter(None, (context.village.sample_sentence(kind.title) for kind in makers)), ""),
        sources=tuple(data.file for data in (*files, *newest)), posted=posting.posted(first, until=one.day),
        cover=Cover(matter.name, tuple(covered[:3])),
    )  # fmt: skip


def _way(decision: Dataset) -> str:
    """「照四议两公开议的，事项是公益事业兴办、筹资筹劳。」"""
    sort = stated_once(decision, "事项")
    return f"照{stated_once(decision, WAY) or USUAL}议的" + (f"，事项是{sort}。" if sort else "。")


def _part(work: KnownWork, named: bool, context: Context) -> WorkPart:
    return WorkPart(work.name if named else "", _works_told.about(work, context), _works_told.steps(work))


def _shots(one: MatterTold, context: Context) -> tuple[Shots, ...]:
    """Each photo once, however many files name it; where all are of the one matter, it is not named again."""
    those = list(decisions.KIND.shots(one.matter.decision, context)) if one.matter.decision else []
    for work in one.matter.works:
        those += works_kind.KIND.shots(work.case, context) if work.case else ()
        for listing in work.listings:
            if pictures := photos(listing.row):
                place = f"{projects.KIND.path_of(listing.data)}#{anchors(listing.data)[listing.place]}"
                those.append(Shots(work.name, place, day_of(listing.row, listing.data, context), pictures))
    alone = len({values.label(shots.title) for shots in those}) == 1
    there: set[str] = set()
    made = []
    for shots in those:
        fresh = tuple(photo for photo in shots.photos if photo.file not in there)
        there |= {photo.file for photo in fresh}
        made += [replace(shots, photos=fresh, place=one.matter.path if alone else shots.place)] if fresh else []
    return tuple(made)


def _files(one: MatterTold) -> tuple[Dataset, ...]:
    cases = (work.case or (work.listings[0].data if work.listings else None) for work in one.matter.works)
    return tuple(data for data in (one.matter.decision, *cases) if data)


def _rows(name: str, title: str, columns: tuple[TableColumn, ...], side: str, entries: tuple[LedgerLine, ...]) -> NamedRows | None:
    """Every line of the ledger, each leading to where it stands."""
    if not entries:
        return None
    days = [row["日期"] for *_, row in entries]
    rows = tuple(
        (day if isinstance(day, date) else None, row.text("摘要"), row.fen(side) or 0, row.text("凭证号"))
        for day, (*_, row) in zip(days, entries, strict=True)
    )
    foot = (None, "合计", sum(row[2] for row in rows), "")
    return NamedRows(Table(name, title, columns, rows, foot, UNIT), tuple(f"finance/{month.key}.md#r{n + 1}" for month, n, _ in entries))


Naming = list[tuple[Dataset, int]]
"""NamedRows of a file that name a matter."""


class _Naming:
    """Which rows of another kind name which matters."""

    def __init__(self, every: list[MatterTold]) -> None:
        self._pages = {values.label(name): one.matter.path for one in every for name in one.matter.names}

    def rows(self, kind: str, books: Books) -> dict[str, Naming]:
        """Page of a matter → the rows of that kind that name it, the newest file first; nothing of a kind that there is not."""
        columns = [column.name for of in all_kinds() if of.name == kind for column in of.columns if set(column.ref) & set(MEMBERS)]
        naming: dict[str, Naming] = {}
        for data in reversed(books.get(kind, ())):
            for n, row in enumerate(data.rows):
                for path in dict.fromkeys(path for name in columns for path in self._named(row.text(name))):
                    naming.setdefault(path, []).append((data, n))
        return naming

    def _named(self, text: str) -> Iterator[str]:
        for name in [text] if values.label(text) in self._pages else names_in(text):
            if path := self._pages.get(values.label(name)):
                yield path


_ASKED = (TableColumn("提问日期", "date"), TableColumn("问题", "title", 36), TableColumn("答复", width=48))


def _asked(naming: Naming) -> NamedRows | None:
    rows = [told_of(data, n) for data, n in naming]
    return NamedRows(Table("asked", "村民问过的", _ASKED, tuple(row for row, _ in rows)), tuple(to for _, to in rows)) if rows else None


def _promised(naming: Naming) -> tuple[Value, ...]:
    """「2025年工作计划：二组道路硬化，村委会副主任负责，2025年6月30日以前，完成」, each leading to its clause."""
    told = []
    for data, n in naming:
        row, kind = data.rows[n], next(kind for kind in all_kinds() if kind.name == data.kind)
        title, to = kind.place(data, n) or (kind.title, "")
        who = f"{row.text(clauses.WHO)}负责" if row.text(clauses.WHO) else ""
        due = f"{when_cn(row[clauses.DUE])}以前" if row[clauses.DUE] else ""
        rest = "，".join(("", *filter(None, (who, due, row.text(clauses.STATE)))))
        told.append(Linked(((f"{title}：{row.text(clauses.CLAUSE)}", to), (rest, ""))))
    return tuple(told)


def _page(view: MatterPage, files: tuple[Dataset, ...], columns: tuple[tuple[Column, ...], ...]) -> Content:
    titles = ["每一步"] if len(files) == 1 else [f"{'议定' if data.kind == DECIDED else data.rows[0].text(NAME)}的每一步" for data in files]
    stepwise = [whole(data, title, of, ()) for data, title, of in zip(files, titles, columns, strict=True)]
    return Content(view, (*stepwise, *(rows.table for rows in (view.spent, view.came) if rows)))


def _index(lines: tuple[MatterLine, ...], files: tuple[Dataset, ...]) -> Content:
    return Content(MatterList(lines))


def records(books: Books, context: Context) -> Iterator[Record]:
    """Every matter, found before anything else that has its name."""
    for one in told(books, context):
        yield Record(one.matter.name, "；".join(one.words), one.matter.path, "", "一件事", first=True)


def front(books: Books, context: Context) -> Brief | None:
    """How the newest stand."""
    every = told(books, context)
    facts = tuple((one.matter.name, (one.state,)) for one in every[:_AT_FRONT])
    lines = (f"{len(every)} 件，每一件一页：谁定的、花了多少、验收了没有",)
    return Brief(TITLE, TITLE, FRONT, f"看每一件事（{len(every)} 件）", facts=facts, lines=lines) if every else None


def accepted_alike(books: Books, context: Context) -> Iterator[Problem]:
    """A work was accepted on one day, wherever it is written."""
    yield from works.accepted_alike(books[WORKS], books[LISTED])


def _kinds_of(files: tuple[Dataset, ...]) -> tuple[Kind, ...]:
    by_name = {kind.name: kind for kind in all_kinds()}
    return tuple(by_name[data.kind] for data in files)


_TOLD = (LEDGER, ASKED, PROMISED, DECIDED, WORKS)
"""Kinds whose rows the page itself tells."""
_NAMING = tuple(sorted({kind.name for kind in all_kinds() for column in kind.columns if set(column.ref) & set(MEMBERS)}))
"""Kinds that name a matter."""

OVERVIEW = Overview(
    name="matters",
    title=TITLE,
    order=721,
    uses=tuple(sorted({DECIDED, WORKS, LISTED, LEDGER, ASKED, "meetings", *_NAMING})),
    checks=(within_budget, votes_as_listed, accepted_alike, near_misses),
    pages=pages,
    front=front,
    records=records,
    section=PROGRESS,
)
