"""四议两公开: the steps of a matter in their order, enough votes at each, made public in time, and what was spent on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property

from generator import values
from generator.check.lists import stated_once, stating
from generator.check.votes import enough
from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Datasets
from generator.law.procedures import CARRIED_OUT, MADE_PUBLIC, Scheme, Step, days_to_publish, named, schemes
from generator.model import Dataset, Problem, Row, Source, problem

MATTER, WAY, STEP, DAY, RESULT = "议题", "方式", "步骤", "日期", "结果"
BUDGET, ENTRIES, PLANNED = "预算", "账目", "计划完成"
USUAL = "四议两公开"
"""Where no 方式 is written."""
PASSED, REFUSED = "通过", "未通过"

StepTaken = tuple[Step, Row]


def scheme_of(data: Dataset, context: Context) -> Scheme | None:
    """The way the matter was decided; None where nobody knows it."""
    way = values.label(str(stated_once(data, WAY) or USUAL))
    return next((scheme for name, scheme in schemes(context.village.steps).items() if values.label(name) == way), None)


def taken(data: Dataset, scheme: Scheme) -> list[StepTaken]:
    """The steps that were taken, in the order of the scheme."""
    steps = [(step, row) for row in data.rows if (step := named(scheme, row.text(STEP)))]
    return sorted(steps, key=lambda pair: (pair[0].first, pair[0].last))


def day_of(row: Row) -> date | None:
    """When a step was taken."""
    day = row[DAY]
    return day if isinstance(day, date) else None


def decided_on(steps: list[StepTaken], scheme: Scheme) -> date | None:
    """The day of the last step before 决议公开; None while it is to come, or where the matter was refused."""
    last = max((s.last for s in scheme if s.last < _place(scheme, MADE_PUBLIC)), default=0)
    row = next((row for step, row in steps if step.first <= last <= step.last), None)
    return day_of(row) if row and not refused(steps) else None


def refused(steps: list[StepTaken]) -> bool:
    """True where any step said no."""
    return any(row[RESULT] == REFUSED for _, row in steps)


def published_on(steps: list[StepTaken], name: str) -> date | None:
    """The day of 决议公开 or 实施结果公开."""
    return next((day_of(row) for step, row in steps if step.name == name), None)


def _place(scheme: Scheme, name: str) -> int:
    return next(step.first for step in scheme if step.name == name)


def steps_known(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Decided in a known way by steps of it."""
    for data in datasets:
        scheme = scheme_of(data, context)
        if scheme is None:
            row = stating(data, WAY)
            if row:
                known = "、".join(schemes(context.village.steps))
                yield problem("scheme-unknown", row.at(WAY), f"方式写的是「{row.text(WAY)}」，认识的有：{known}。")
            continue
        for row in data.rows:
            if row.text(STEP) and not named(scheme, row.text(STEP)):
                message = f"「{stated_once(data, WAY) or USUAL}」里没有「{row.text(STEP)}」这一步。"
                hint = f"写成这些之一：{'、'.join(step.name for step in scheme)}。"
                yield problem("step-unknown", row.at(STEP), message, hint, row.excerpt())


def steps_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No step before the one that comes before it, and none left out before a later one."""
    for data in datasets:
        scheme = scheme_of(data, context)
        if not scheme:
            continue
        last: tuple[str, date] | None = None
        steps = taken(data, scheme)
        for step, row in steps:
            day = day_of(row)
            if day and last and day < last[1]:
                message = f"「{step.name}」是 {values.date_cn(day)}，早于前一步「{last[0]}」的 {values.date_cn(last[1])}。"
                yield problem("step-order", row.at(DAY), message, excerpt=row.excerpt())
            last = (step.name, day) if day else last
        done = {place for step, _ in steps for place in range(step.first, step.last + 1)}
        left = sorted({step.first for step in scheme} - done)
        missing = [place for place in left if done and place < max(done)]
        if missing and all(named(scheme, row.text(STEP)) for row in data.rows):
            message = f"有「{steps[-1][0].name}」，没有{'、'.join(_called(scheme, place) for place in missing)}。"
            yield problem("step-missing", steps[-1][1].at(STEP), message)


def _called(scheme: Scheme, place: int) -> str:
    """「村民代表会议决议」（或「村民会议决议」）."""
    ways = [step for step in scheme if step.first == place]
    first, *rest = [f"「{step.name}」" for step in ways if step.last == place] or [f"「{ways[0].name}」"]
    return first + "".join(f"（或{name}）" for name in rest)


def enough_votes(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Quorum and majority, where a step says that it passed."""
    for data in datasets:
        for step, row in taken(data, scheme_of(data, context) or ()):
            if row[RESULT] == PASSED:
                yield from enough(row, step.rule, f"「{step.name}」")


def made_public(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A decision is made public soon after it, and its outcome when the planned day has come."""
    limit = days_to_publish()
    for data in datasets:
        scheme = scheme_of(data, context)
        steps = taken(data, scheme) if scheme else []
        decided = decided_on(steps, scheme) if scheme else None
        if not decided:
            continue
        waited = (context.today - decided).days
        if not published_on(steps, MADE_PUBLIC) and waited > limit:
            message = f"{values.date_cn(decided)}作了决定，过了 {waited} 天还没有「{MADE_PUBLIC}」，应当在 {limit} 天以内。"
            yield problem("decision-unpublished", Source(data.file), message)
        planned = stated_once(data, PLANNED)
        if isinstance(planned, date) and planned < context.today and not published_on(steps, CARRIED_OUT):
            yield problem("result-unpublished", Source(data.file), f"计划 {values.date_cn(planned)}完成，还没有「{CARRIED_OUT}」。")


LedgerLine = tuple[Dataset, int, Row]
"""(month, place in it, row)."""


@dataclass(frozen=True)
class Expenses:
    """What a ledger spent, oldest first; asked for every matter, so it is put in order once, and not at all where there is none."""

    months: Datasets

    @cached_property
    def entries(self) -> tuple[LedgerLine, ...]:
        return tuple((month, n, row) for month in self.months for n, row in month.placed if row.fen(OUT))

    @cached_property
    def projects(self) -> frozenset[str]:
        """Every 项目 the ledger has, as ``values.label`` has it."""
        return frozenset(values.label(row.text("项目")) for month in self.months for row in month.rows)

    @cached_property
    def by_project(self) -> dict[str, list[int]]:
        """Label of a 项目 → places of its entries."""
        made: dict[str, list[int]] = {}
        for n, (*_, row) in enumerate(self.entries):
            made.setdefault(values.label(row.text("项目")), []).append(n)
        return made

    @cached_property
    def by_piece(self) -> dict[str, list[int]]:
        """Two characters → places of the entries with them in their 摘要."""
        made: dict[str, list[int]] = {}
        for n, (*_, row) in enumerate(self.entries):
            text = row.text("摘要")
            for piece in {text[i : i + 2] for i in range(len(text) - 1)}:
                made.setdefault(piece, []).append(n)
        return made

    def saying(self, word: str) -> list[int]:
        """Places of the entries with the word in their 摘要: among those that have its rarest two characters."""
        pieces = [word[i : i + 2] for i in range(len(word) - 1)]
        among = min((self.by_piece.get(piece, []) for piece in pieces), key=len) if pieces else range(len(self.entries))
        return [n for n in among if word in self.entries[n][2].text("摘要")]


def spent_on(data: Dataset | None, ledger: Expenses, more: Collection[str] = ()) -> list[LedgerLine]:
    """The entries that name the matter. ``more``: labels of further 项目 that are of it.

    A word of 账目 (else the matter's own name) that is a 项目 of the ledger means that 项目 and nothing else; any other, what
    has it in its 摘要.
    """
    told = str(stated_once(data, ENTRIES) or stated_once(data, MATTER) or "") if data else ""
    words = {word for part in re.split(r"[、，,；;\n]", told) if (word := part.strip())}
    others = {word for word in words if values.label(word) not in ledger.projects}
    places = {n for word in others for n in ledger.saying(word)}
    for label in ({values.label(word) for word in words - others} | set(more)) - {""}:
        places |= set(ledger.by_project.get(label, ()))
    return [ledger.entries[n] for n in sorted(places)]


def receipts(months: Datasets) -> dict[str, list[LedgerLine]]:
    """Label of a 项目 → what came in under it, oldest first."""
    made: dict[str, list[LedgerLine]] = {}
    for month in months:
        for n, row in month.placed:
            if row.fen(IN) and (label := values.label(row.text("项目"))):
                made.setdefault(label, []).append((month, n, row))
    return made


def within_budget(books: Books, context: Context) -> Iterator[Problem]:
    """No more was spent on a matter than was decided."""
    ledger = Expenses(books["ledger"])
    for data in books["decisions"]:
        row = stating(data, BUDGET)
        budget = row.fen(BUDGET) if row else None
        spent = sum(entry.fen(OUT) or 0 for *_, entry in spent_on(data, ledger))
        if row and budget is not None and spent > budget:
            message = f"决定花 {values.yuan(budget)}，收支明细里已经花了 {values.yuan(spent)}，多了 {values.yuan(spent - budget)}。"
            yield problem("spent-over-decided", row.at(BUDGET), message)
