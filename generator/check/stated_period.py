"""期间 of a document that has such a key: without it nobody knows which month or quarter was made public, and none counts as public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods, values
from generator.check.alone import alone
from generator.check.hanging import items_of, proposal
from generator.check.requirements import MATTER
from generator.config import Context
from generator.kind import STAGE, Datasets
from generator.law.catalogue import Item
from generator.law.limits import PERIODS
from generator.model import Problem, problem


@alone
def period_stated(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """期间 is a month, a quarter, a half year or a year, as files are named after them; what is published by periods says
    it, or that it is of none (无)."""
    closed = context.village.closed
    for data in datasets:
        (row,) = data.rows
        text, day = row.text("期间"), row["公开日"]
        if text not in values.NOTHING and not periods.PERIOD.fullmatch(text):
            hint = "写成 2026-03、2026-Q1、2026-H1 或 2026 这样；不是某一期的，写 无。"
            yield problem("bad-value", row.at("期间"), f"「期间」写的是「{text}」，看不出是哪一期。", hint)
        if text or "期间" not in row.head.places or not isinstance(day, date) or (closed and closed <= context.today):
            continue
        excused = {each.code for each in context.village.excused}
        for item in items_of(data, context):
            if _by_periods(item) and item.code not in excused and not proposal(item, row.text(STAGE.name)):
                message = f"「{item.short}」每{item.period}公布一次，没有写「期间」，看不出是哪一期，不算哪一期公开了。"
                yield problem(
                    "period-missing",
                    row.at_or("期间", MATTER),
                    message,
                    f"说的是哪一期就写哪一期，如 期间: {_likely(item, day)}；不是某一期的，写 期间: 无。",
                )


def _by_periods(item: Item) -> bool:
    """True for what is published period by period and never because something happened."""
    return bool(item.period) and all(cadence in PERIODS for cadence in item.cadences)


def _likely(item: Item, day: date) -> str:
    """The period before the one of its 公开日; that one itself where it is due at its beginning."""
    now = periods.period_at(periods.month_of(day), PERIODS[item.period])
    if item.limit and item.limit.anchor == "start":
        return now
    length, year, month = PERIODS[item.period], day.year, day.month - PERIODS[item.period]
    return periods.period_at(f"{year - (month < 1):04d}-{(month - 1) % 12 + 1:02d}", length)
