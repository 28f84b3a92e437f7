"""财务计划: the sums it states, and how far it is carried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import values
from generator.check.accounting import IN, OUT
from generator.check.totals import fen_of, wrong_sum
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row
from generator.values import yuan

PLANNED = "计划数"
SIDES = (IN, OUT)


def stated_sums(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """收入合计 and 支出合计 agree with the rows of their side; a bare 合计 with the rows above it since the last sum."""
    for data in datasets:
        above = 0
        for mark, row in data.marks:
            if mark != "total":
                continue
            side = next((side for side in SIDES if side in (row.text("科目") + row.text("方向"))), "")
            part = [r for r in data.rows if (r["方向"] == side if side else above < r.number < row.number)]
            stated, total, above = row.fen(PLANNED), fen_of(part, PLANNED), row.number
            if data.complete and not any("方向" in r.bad for r in data.rows) and stated is not None and stated != total:
                how = f"{side}各行相加" if side else "上面各行相加"
                yield wrong_sum(row, PLANNED, stated, total, how, yuan)


@dataclass(frozen=True)
class Line:
    """One 科目 on one side, in fen; None for what is not planned."""

    subject: str
    planned: int | None
    actual: int
    note: str = ""
    anchor: str = ""
    """Of its first row in the file."""


def carried_out(data: Dataset, side: str, months: Datasets) -> tuple[Line, ...]:
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
    beside = [Line(names[key], None, fen) for key, fen in spent.items() if key not in plan]
    return (*planned, *sorted(beside, key=lambda line: (-abs(line.actual), line.subject)))


def _line(rows: list[tuple[str, Row]], actual: int) -> Line:
    """Rows of one 科目 count together."""
    notes = "；".join(filter(None, (row.text("说明") for _, row in rows)))
    return Line(rows[0][1].text("科目"), fen_of((row for _, row in rows), PLANNED), actual, notes, rows[0][0])


def percent(actual: int, planned: int | None) -> int | None:
    """Whole per cent, rounded down: 100 only where all of it is reached. None where nothing was planned."""
    return actual * 100 // planned if planned and planned > 0 else None
