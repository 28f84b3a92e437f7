"""What was decided beside what was spent on it: a page for each matter, with every line of the ledger that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import values
from generator.check import posting
from generator.check.decisions import (
    BUDGET,
    MATTER,
    PLANNED,
    USUAL,
    WAY,
    day_of,
    decided_on,
    expenses,
    published_on,
    refused,
    scheme_of,
    spent_on,
    taken,
    within_budget,
)  # fmt: skip
from generator.check.held import votes_as_listed
from generator.check.lists import said_once
from generator.check.walk import OUT
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import decisions
from generator.kinds._sheets import UNIT, whole
from generator.law.procedures import CARRIED_OUT, MADE_PUBLIC
from generator.model import Dataset, Row
from generator.references import Mention
from generator.section import AFFAIRS, Section
from generator.shown import Content, Cover, Facts, Figures, Page, Table, TableColumn

Line = tuple[date | None, str, bool]
"""When, what, and whether it has come, as ``parts.timeline`` takes it."""
Spent = tuple[date | None, str, str, int, str]
"""(day, 摘要, 凭证号, fen, the page and row it stands on)."""


@dataclass(frozen=True)
class Matter:
    """One decision as lists show it."""

    title: str
    path: str
    day: date | None
    """Of its newest step."""
    state: str
    done: bool
    """Its outcome is public."""


@dataclass(frozen=True)
class MatterView:
    """The page of one matter, as its template takes it."""

    facts: Facts
    steps: tuple[Line, ...]
    figures: Figures
    table: Table | None
    """What was spent on it."""
    paths: tuple[str, ...]
    """Where each of its rows stands."""
    section: Section
    mentions: tuple[Mention, ...]
    """Files of other kinds that name the matter."""


def matters(books: Books, context: Context) -> list[tuple[Dataset, Matter]]:
    """Every decision, the newest step first."""
    found = [(data, _matter(data, context)) for data in books["decisions"]]
    return sorted(found, key=lambda pair: (pair[1].day or date.min, pair[0].key), reverse=True)


def _matter(data: Dataset, context: Context) -> Matter:
    scheme = scheme_of(data, context) or ()
    steps = taken(data, scheme)
    day = max((d for row in data.rows if (d := day_of(row))), default=None)
    decided = decided_on(steps, scheme) if scheme else None
    done = published_on(steps, CARRIED_OUT)
    if refused(steps):
        state = "没有通过"
    elif done:
        state = f"办完了，{values.date_cn(done)}公开了实施结果"
    elif not decided:
        state = f"正在议，到了「{steps[-1][0].name}」" if steps else "正在议"
    else:
        told = published_on(steps, MADE_PUBLIC)
        state = f"{values.date_cn(decided)}决定，" + (f"{values.date_cn(told)}公开了决议" if told else "决议还没有公开")
    return Matter(str(said_once(data, MATTER) or data.key), AFFAIRS.page(data.kind, data.key), day, state, done is not None)


def pages(books: Books, context: Context) -> Iterator[Page]:
    """A page per matter."""
    sample, ledger = context.village.sample_sentence(decisions.KIND.title), expenses(books["ledger"])
    for data, matter in matters(books, context):
        spent = tuple(_spent(month, n, row) for month, n, row in spent_on(data, ledger))
        figures = _figures(data, spent, matter.done)
        covered = ((matter.state, ""), *((name, values.yuan(fen)) for name, fen, _ in figures))
        named = context.references.mentions.get(matter.path, ())
        yield Page(
            matter.path, matter.title, "decisions", "matter", _page, (data, matter, _steps(data, context), figures, spent, named),
            description=f"{context.village.name}{matter.title}：{matter.state}。", sample=sample,
            sources=(data.file,), posted=posting.posted(data, until=matter.day), cover=Cover(matter.title, covered),
        )  # fmt: skip


def _spent(month: Dataset, place: int, row: Row) -> Spent:
    day = row["日期"]
    where = f"finance/{month.key}.md#r{place + 1}"
    return day if isinstance(day, date) else None, row.text("摘要"), row.text("凭证号"), row.fen(OUT) or 0, where


def _figures(data: Dataset, spent: tuple[Spent, ...], done: bool) -> Figures:
    """预算, what was spent, and what is left of it or over it; nothing where no money is spoken of."""
    budget, total = said_once(data, BUDGET), sum(fen for *_, fen, _ in spent)
    if not isinstance(budget, int):
        return (("账上已经花的", total, "out"),) if spent else ()
    rest = ("比预算多", total - budget, "out") if total > budget else ("比预算少" if done else "还没有花的", budget - total, "left")
    return ("会上定的预算", budget, "plain"), ("账上已经花的", total, "out"), rest


def _steps(data: Dataset, context: Context) -> tuple[Line, ...]:
    """Those that were taken, then those to come."""
    scheme = scheme_of(data, context) or ()
    steps = taken(data, scheme)
    done = max((step.last for step, _ in steps), default=0)
    lines: list[Line] = [(day_of(row), decisions.step_said(row), True) for _, row in steps]
    planned = said_once(data, PLANNED)
    if not refused(steps):
        for place in sorted({step.first for step in scheme if step.first > done}):
            name = next(step.name for step in scheme if step.first == place)
            by = f"，计划 {values.date_cn(planned)}以前办完" if name == CARRIED_OUT and isinstance(planned, date) else ""
            lines.append((None, f"{name}（还没有{by}）", False))
    return tuple(lines)


def _page(
    data: Dataset, matter: Matter, steps: tuple[Line, ...], figures: Figures, spent: tuple[Spent, ...], named: tuple[Mention, ...]
) -> Content:
    told = (("现在", matter.state), ("事项", said_once(data, "事项")), ("方式", said_once(data, WAY) or USUAL))
    facts: Facts = tuple((name, (str(said),)) for name, said in told if said)
    columns = (TableColumn("日期", "date"), TableColumn("摘要", "title", 32), TableColumn(OUT, "money"), TableColumn("凭证号"))
    rows = tuple((day, said, fen, number) for day, said, number, fen, _ in spent)
    total = (None, "合计", sum(fen for *_, fen, _ in spent), "")
    table = Table(f"decisions-{data.key}-spent", "用在这件事上的钱", columns, rows, total, UNIT)
    file = whole(data, "每一步", decisions.KIND.columns, ())
    view = MatterView(facts, steps, figures, table if spent else None, tuple(to for *_, to in spent), AFFAIRS, named)
    return Content(view, (file, table) if spent else (file,))


OVERVIEW = Overview(
    name="decided",
    title="议定的事和花的钱",
    order=303,
    uses=("decisions", "ledger", "meetings"),
    checks=(within_budget, votes_as_listed),
    pages=pages,
)
