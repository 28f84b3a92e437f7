"""财务计划: how far it is carried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator import values
from generator.check.totals import fen_of
from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, problem
from generator.values import yuan

PLANNED, LAST_YEAR = "计划数", "上年实际"
SIDES = (IN, OUT)
_MONTHS = 12


@dataclass(frozen=True)
class PlanLine:
    """One 科目 on one side, in fen; None for what is not planned."""

    subject: str
    planned: int | None
    actual: int
    note: str = ""
    before: int | None = None
    """What the plan states of the year before."""
    anchor: str = ""
    """Of its first row in the file."""


def carried_out(data: Dataset, side: str, months: Datasets) -> tuple[PlanLine, ...]:
    """Each planned 科目 in the order of the plan, then what the ledger has on this side under a 科目 that is not planned.

    So the sum of 实际 is the sum of the ledger. 科目 are the same where they are written the same, blanks and widths apart.
    """
    spent: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in (row for month in months for row in month.rows):
        if fen := row.fen(side):
            key = values.label(row.text("科目"))
            spent[key] = spent.get(key, 0) + fen
            names.setdefault(key, row.text("科目"))
    plan: dict[str, list[tuple[str, Row]]] = {}
    for number, row in enumerate(data.rows, 1):
        if row["方向"] == side:
            plan.setdefault(values.label(row.text("科目")), []).append((f"r{number}", row))
    planned = [_line(rows, spent.get(key, 0)) for key, rows in plan.items()]
    beside = [PlanLine(names[key], None, fen) for key, fen in spent.items() if key not in plan]
    return (*planned, *sorted(beside, key=lambda line: (-abs(line.actual), line.subject)))


def _line(rows: list[tuple[str, Row]], actual: int) -> PlanLine:
    """Rows of one 科目 count together."""
    notes = "；".join(filter(None, (row.text(name) for _, row in rows for name in ("说明", "依据"))))
    before = fen_of((row for _, row in rows), LAST_YEAR) if any(row.fen(LAST_YEAR) is not None for _, row in rows) else None
    return PlanLine(rows[0][1].text("科目"), fen_of((row for _, row in rows), PLANNED), actual, notes, before, rows[0][0])


def last_year_agrees(plans: Datasets, ledger: Datasets) -> Iterator[Problem]:
    """上年实际 of a 科目 is what the ledger has of it, where all twelve months of that year are there and could be read."""
    for data in plans:
        year = str(int(data.key) - 1)
        months = tuple(month for month in ledger if month.key[:4] == year)
        if len(months) < _MONTHS or not all(month.complete and not month.unread for month in months):
            continue
        for side in SIDES:
            actual = {values.label(line.subject): line.actual for line in carried_out(replace(data, rows=()), side, months)}
            for line in carried_out(data, side, ()):
                row = data.rows[int(line.anchor[1:]) - 1]
                has = actual.get(values.label(line.subject), 0)
                if line.before is not None and line.before != has and LAST_YEAR not in row.invalid:
                    message = f"「{line.subject}」上年实际写的是 {yuan(line.before)}，{year} 年十二个月的收支明细加起来是 {yuan(has)}。"
                    yield problem("plan-last-year", row.at(LAST_YEAR), message, excerpt=row.excerpt())


def percent(actual: int, planned: int | None) -> int | None:
    """Whole per cent, rounded down: 100 only where all of it is reached. None where nothing was planned."""
    return actual * 100 // planned if planned and planned > 0 else None
