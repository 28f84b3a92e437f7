"""一件事从头到尾: a page for each decision and each work: who decided it, how it was made, what was paid for it, what is still owed, what was asked
about it, and what is not written. Nothing is typed for it: it is put together from what the files of a board name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import values
from generator.check import posting, works
from generator.check.decisions import Entry, within_budget
from generator.check.identity import Identity, not_holding
from generator.check.matters import ASKED, DECIDED, LEDGER, LISTED, MEMBERS, WORKS, decided_budgets
from generator.check.meeting_cross_checks import votes_as_listed
from generator.check.references import names_in
from generator.check.walk import IN, OUT
from generator.config import Context
from generator.kind import Books, Kind, Overview
from generator.kinds import all_kinds, decisions
from generator.kinds._sheets import UNIT, whole
from generator.kinds.questions import told_of
from generator.model import Dataset, Problem
from generator.overviews import _works_told
from generator.overviews._matter_told import Told, told
from generator.overviews._works_told import Lines
from generator.references import Mention
from generator.section import AFFAIRS, PROGRESS, Section
from generator.shown import Brief, Content, Cover, Figures, Page, Record, Table, TableColumn, TimelineStep

FRONT = f"{PROGRESS.path}/matters.md"
TITLE = "一件事从头到尾"
_COLUMNS = (TableColumn("日期", "date"), TableColumn("摘要", "title", 32), TableColumn(OUT, "money"), TableColumn("凭证号"))
_CAME = (TableColumn("日期", "date"), TableColumn("摘要", "title", 32), TableColumn(IN, "money"), TableColumn("凭证号"))
_AT_FRONT = 3


@dataclass(frozen=True)
class Rows:
    """Rows of another kind, and the page and row where each stands."""

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
    decided: tuple[TimelineStep, ...]
    works: tuple[WorkPart, ...]
    figures: Figures
    sources: str
    spent: Rows | None
    came: Rows | None
    asked: Rows | None
    mentions: tuple[Mention, ...]
    section: Section


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
    section: Section


# --- its page --------------------------------------------------------------------------------


def pages(books: Books, context: Context) -> Iterator[Page]:
    """One for each, and their list."""
    every = told(books, context)
    asked = _questions(books, every)
    for one in every:
        matter = one.matter
        files = [data for data in (matter.decision, *(work.case for work in matter.works)) if data]
        newest = [work.listings[0].data for work in matter.works if work.listings]
        first = (files or newest)[0]
        parts = tuple(
            WorkPart(work.name if len(matter.works) > 1 else "", _works_told.about(work, context), _works_told.steps(work))
            for work in matter.works
        )
        steps = decisions.KIND.steps(matter.decision, context) if matter.decision else ()
        mentions = tuple(m for m in context.references.mentions.get(matter.path, ()) if m.kind not in (*_TOLD, *MEMBERS[:2]))
        spent = _rows(f"{first.kind}-{first.key}-spent", "用在这件事上的钱", _COLUMNS, OUT, one.spent)
        came = _rows(f"{first.kind}-{first.key}-came", "为这件事收的钱", _CAME, IN, one.came)
        view = MatterPage(one.facts, steps, parts, one.figures, one.sources, spent, came, asked.get(matter.path), mentions, AFFAIRS)
        shown = [*((one.state, ""),), *((name, values.yuan(fen)) for name, fen, _ in one.figures)]
        yield Page(
            matter.path, matter.name, "matters", "matter", _page, (view, tuple(files), tuple(kind.columns for kind in _kinds_of(files))),
            description=f"{context.village.name}{matter.name}：{one.state or '一件事从头到尾'}。",
            sample=next(filter(None, (context.village.sample_sentence(kind.title) for kind in (*_kinds_of(files or newest), _LEDGER))), ""),
            sources=tuple(data.file for data in (*files, *newest)), posted=posting.posted(first, until=one.day),
            cover=Cover(matter.name, tuple(shown[:3])),
        )  # fmt: skip
    if every:
        lines = tuple(MatterLine(one.matter.name, one.matter.path, one.state) for one in every)
        yield Page(
            FRONT, TITLE, "matters", "index", _index, (lines, tuple(data for one in every for data in _files(one))),
            description=f"{context.village.name}每一件议定的事、每一项工程：谁定的、花了多少、验收了没有。",
            sample=context.village.sample_sentence(decisions.KIND.title),
        )  # fmt: skip


def _files(one: Told) -> tuple[Dataset, ...]:
    cases = (work.case or (work.listings[0].data if work.listings else None) for work in one.matter.works)
    return tuple(data for data in (one.matter.decision, *cases) if data)


def _rows(name: str, title: str, columns: tuple[TableColumn, ...], side: str, entries: tuple[Entry, ...]) -> Rows | None:
    """Every line of the ledger, each leading to where it stands."""
    if not entries:
        return None
    days = [row["日期"] for *_, row in entries]
    rows = tuple(
        (day if isinstance(day, date) else None, row.text("摘要"), row.fen(side) or 0, row.text("凭证号"))
        for day, (*_, row) in zip(days, entries, strict=True)
    )
    foot = (None, "合计", sum(row[2] for row in rows), "")
    return Rows(Table(name, title, columns, rows, foot, UNIT), tuple(f"finance/{month.key}.md#r{n + 1}" for month, n, _ in entries))


def _questions(books: Books, every: list[Told]) -> dict[str, Rows]:
    """Page of a matter → what was asked about it, the newest first."""
    by_name = {values.label(name): one.matter.path for one in every for name in (one.matter.name, *(w.name for w in one.matter.works))}
    asked: dict[str, list[tuple[tuple[object, ...], str]]] = {}
    for data in books[ASKED]:
        for n, row in enumerate(data.rows):
            names = [row.text("关于")] if values.label(row.text("关于")) in by_name else names_in(row.text("关于"))
            for path in dict.fromkeys(path for name in names if (path := by_name.get(values.label(name)))):
                asked.setdefault(path, []).append(told_of(data, n))
    return {path: Rows(_asked_table(path, rows), tuple(to for _, to in rows)) for path, rows in asked.items()}


def _asked_table(path: str, rows: list[tuple[tuple[object, ...], str]]) -> Table:
    columns = (TableColumn("提问日期", "date"), TableColumn("问题", "title", 36), TableColumn("答复", width=48))
    return Table("asked", "村民问过的", columns, tuple(row for row, _ in rows))


def _page(view: MatterPage, files: tuple[Dataset, ...], columns: tuple[tuple[object, ...], ...]) -> Content:
    stepwise = [whole(data, "每一步", of, ()) for data, of in zip(files, columns, strict=True)]  # type: ignore[arg-type]
    return Content(view, (*stepwise, *(rows.table for rows in (view.spent, view.came) if rows)))


def _index(lines: tuple[MatterLine, ...], files: tuple[Dataset, ...]) -> Content:
    return Content(MatterList(lines, PROGRESS))


def records(books: Books, context: Context) -> Iterator[Record]:
    """Every matter, found before anything else that has its name."""
    for one in told(books, context):
        yield Record(one.matter.name, "；".join(one.words), one.matter.path, "", "一件事", first=True)


def front(books: Books, context: Context) -> Brief | None:
    """How the newest stand."""
    every = told(books, context)
    facts = tuple((one.matter.name, (one.state,)) for one in every[:_AT_FRONT])
    return Brief(TITLE, TITLE, FRONT, f"看每一件事（{len(every)} 件）", facts=facts) if every else None


# --- what must agree -------------------------------------------------------------------------


def identities(books: Books) -> Iterator[Identity]:
    """What is written of a matter in two places is the same to the fen."""
    yield from works.sums(books[WORKS])
    yield from works.listed_agree(books[WORKS], books[LISTED])
    yield from decided_budgets(books)


def agree(books: Books, context: Context) -> Iterator[Problem]:
    """Each that does not hold, but those one file tells of itself."""
    yield from not_holding(works.listed_agree(books[WORKS], books[LISTED]))
    yield from not_holding(decided_budgets(books))
    yield from works.accepted_alike(books[WORKS], books[LISTED])


def _kinds_of(files: list[Dataset]) -> tuple[Kind, ...]:
    by_name = {kind.name: kind for kind in all_kinds()}
    return tuple(by_name[data.kind] for data in files)


_TOLD = (LEDGER, ASKED)
"""Kinds whose rows the page itself tells."""
_LEDGER = next(kind for kind in all_kinds() if kind.name == LEDGER)
_NAMING = tuple(sorted({kind.name for kind in all_kinds() for column in kind.columns if set(column.ref) & set(MEMBERS)}))
"""Kinds that name a matter."""

OVERVIEW = Overview(
    name="matters",
    title=TITLE,
    order=721,
    uses=tuple(sorted({DECIDED, WORKS, LISTED, LEDGER, ASKED, "meetings", *_NAMING})),
    checks=(within_budget, votes_as_listed, agree),
    pages=pages,
    front=front,
    records=records,
    section=PROGRESS,
)
