"""发展党员: each step is posted for as long as the catalogue asks, has a result afterwards, and comes after the one before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator import values
from generator.check.hanging import items_of
from generator.check.posting import too_short
from generator.config import Context
from generator.kind import PROPOSED, Datasets
from generator.model import Problem, Row, problem

NAME, STEP, BEGINS, ENDS, RESULT = "姓名", "环节", "公示起", "公示止", "结果"
STEPS = ("入党积极分子", "发展对象", "接收预备党员", "预备党员转正")


def is_posted(row: Row, day: date) -> bool:
    """True from 公示起 to 公示止, both days counted."""
    start, end = row[BEGINS], row[ENDS]
    return isinstance(start, date) and isinstance(end, date) and start <= day <= end


def posted_long_enough(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """公示起 ≤ 公示止, and as many working days as the catalogue asks."""
    for data in datasets:
        items = items_of(data, context) if data.rows else []
        for row in data.rows:
            start, end = row[BEGINS], row[ENDS]
            if not (isinstance(start, date) and isinstance(end, date)):
                continue
            if end < start:
                message = f"{ENDS} {values.date_cn(end)} 早于{BEGINS} {values.date_cn(start)}。"
                yield problem("posting-order", row.at(ENDS), message, excerpt=row.excerpt())
            else:
                yield from too_short(row.at(ENDS), items, PROPOSED, start, end, context, "公示止写 {} 或更晚。")


def results_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """After its last day a step says what came of it."""
    for row in (row for data in datasets for row in data.rows):
        end = row[ENDS]
        if isinstance(end, date) and end < context.today and not row.text(RESULT):
            yield problem("result-missing", row.at(RESULT), f"公示 {values.date_cn(end)} 期满，没有写结果。", excerpt=row.excerpt())


def steps_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nobody takes a later step before an earlier one."""
    of: dict[str, list[tuple[date, Row]]] = {}
    for row in (row for data in datasets for row in data.rows):
        start = row[BEGINS]
        if isinstance(start, date) and row[STEP] in STEPS and row.text(NAME):
            of.setdefault(values.label(row.text(NAME)), []).append((start, row))
    for taken in of.values():
        taken.sort(key=lambda each: STEPS.index(str(each[1][STEP])))
        for (before, earlier), (start, row) in pairwise(taken):
            if start <= before and row[STEP] != earlier[STEP]:
                message = f"{row[STEP]}的公示 {values.date_cn(start)} 开始，{earlier[STEP]}的公示 {values.date_cn(before)} 才开始。"
                yield problem("step-order", row.at(BEGINS), message, "对照公示的原件改正日期或者环节。", row.excerpt())
