"""村民提问与答复: answered after they were asked, in full, and within the days site.yml states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator import values
from generator.check.requirements import to_answer
from generator.config import Context
from generator.kind import Datasets
from generator.law.limits import Limit, Span
from generator.law.workdays import workday_after
from generator.model import Problem, Row, problem

ASKED, ANSWERED, BY, ANSWER = "提问日期", "答复日期", "答复人", "答复"


def answers_in_time(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Not before the question, not later than the limit; unanswered ones past it are told with the days they wait."""
    limit = to_answer(context)
    for row in (row for data in datasets for row in data.rows):
        asked, answered = row[ASKED], row[ANSWERED]
        if not isinstance(asked, date) or ANSWERED in row.invalid:
            continue
        if isinstance(answered, date):
            days = (answered - asked).days
            if days < 0:
                message = f"{values.date_cn(asked)}提问，答复却写 {values.date_cn(answered)}。"
                yield problem("answer-before", row.at(ANSWERED), message, excerpt=row.excerpt())
            elif answered > _last(asked, limit):
                message = f"{values.date_cn(asked)}提问，{values.date_cn(answered)}答复，用了 {days} 天，应当在 {_days(limit)}以内。"
                yield problem("answer-late", row.at(ANSWERED), message, excerpt=row.excerpt())
        elif not row.text(ANSWER) and context.today > _last(asked, limit):
            waits = (context.today - asked).days
            message = f"{values.date_cn(asked)}提问，等了 {waits} 天还没有答复，应当在 {_days(limit)}以内。"
            yield problem("answer-missing", row.at(ASKED), message, excerpt=row.excerpt())


def answers_whole(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """答复日期, 答复人 and 答复 stand together or not at all."""
    for row in (row for data in datasets for row in data.rows):
        there = [name for name in (ANSWERED, BY, ANSWER) if row.text(name)]
        missing = [name for name in (ANSWERED, BY, ANSWER) if name not in there]
        if there and missing and not row.invalid & {ANSWERED, BY, ANSWER}:
            message = f"写了{'、'.join(there)}，没有写{'、'.join(missing)}。"
            yield problem("answer-half", row.at(missing[0]), message, excerpt=row.excerpt())


def open_still(row: Row) -> bool:
    """True for a question that nobody has answered."""
    return not row.text(ANSWER) and row[ANSWERED] is None


def answer_by(row: Row, context: Context) -> date | None:
    """The last day to answer."""
    asked = row[ASKED]
    return _last(asked, to_answer(context)) if isinstance(asked, date) else None


def answered_within(context: Context) -> str:
    """「15 天」, 「10 个工作日」."""
    return _days(to_answer(context))


def _days(limit: Limit) -> str:
    return str(Span(limit.days, limit.working))


def _last(asked: date, limit: Limit) -> date:
    return workday_after(asked, limit.days) if limit.working else asked + timedelta(limit.days)
