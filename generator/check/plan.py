"""财务计划: how far it is carried out."""

from __future__ import annotations

from dataclasses import dataclass

from generator import values
from generator.check.totals import fen_of
from generator.check.walk import IN, OUT
from generator.kind import Datasets
from generator.model import Dataset, Row

PLANNED = "计划数"
SIDES = (IN, OUT)


@dataclass(frozen=True)
class PlanLine:
    """One 科目 on one side, in fen; None for what is not planned."""

    subject: str
    planned: int | None
    actual: int
    note: str = ""
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
    notes = "；".join(filter(None, (row.text("说明") for _, row in rows)))
    return PlanLine(rows[0][1].text("科目"), fen_of((row for _, row in rows), PLANNED), actual, notes, rows[0][0])


def percent(actual: int, planned: int | None) -> int | None:
    """Whole per cent, rounded down: 100 only where all of it is reached. None where nothing was planned."""
    return actual * 100 // planned if planned and planned > 0 else None
