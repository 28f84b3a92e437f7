"""村民会议, 代表会议 and 成员大会: enough came, enough agreed, and they were held as often as the law asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods
from generator.check.votes import enough
from generator.config import Context
from generator.kind import Datasets
from generator.law.procedures import meeting_rule, meetings
from generator.model import Dataset, Problem, Row, Source, problem
from generator.pattern import lazy

DAY, MEETING, COUNTED, RULED = "日期", "会议", "按", "决定"
_NOT_PASSED = lazy("未通过|没有通过|没通过|不通过|否决|暂缓|缓议|再议|撤回")


def passed(row: Row) -> bool:
    """True where a decision is written that does not begin by saying no."""
    return bool(row.text(RULED)) and not _NOT_PASSED.match(row.text(RULED))


def enough_votes(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Quorum and majority of what passed."""
    for row in (row for data in datasets for row in data.rows):
        meeting = row[MEETING]
        if isinstance(meeting, str) and passed(row):
            yield from enough(row, meeting_rule(meeting, row[COUNTED] == "户"), f"{meeting}「{row.text('议题')}」")


def held_often(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """So many a year or a quarter: of years and quarters that are over."""
    for data in datasets:
        if not data.rows or data.unreadable_rows or any({DAY, MEETING} & row.invalid for row in data.rows):
            continue
        for meeting, told in meetings().items():
            held = [day for row in data.rows if row[MEETING] == meeting and isinstance(day := row[DAY], date)]
            yield from _rare(data, meeting, [data.key], int(told.get("每年", 0)), held, context.today)
            yield from _rare(data, meeting, [f"{data.key}-Q{n}" for n in range(1, 5)], int(told.get("每季", 0)), held, context.today)


def _rare(data: Dataset, meeting: str, spans: list[str], needed: int, held: list[date], today: date) -> Iterator[Problem]:
    few = [span for span in spans if needed and periods.period_end(span) < today and len({d for d in held if _within(d, span)}) < needed]
    if few:
        message = f"{'、'.join(map(periods.period_cn, few))}" + (f"没有开{meeting}。" if needed == 1 else f"的{meeting}不到 {needed} 次。")
        yield problem("meeting-rare", Source(data.file), message)


def _within(day: date, span: str) -> bool:
    first, last = periods.period_months(span)
    return first <= periods.month_of(day) <= last
