"""评选: its steps in their order, long enough posted, objections answered, and what it granted as its scheme says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.award_changes import number
from generator.check.hanging import items_of
from generator.check.lists import stated_once, stating
from generator.config import Context
from generator.kind import Datasets
from generator.law.limits import Span
from generator.law.workdays import days_in, last_day
from generator.model import Dataset, Problem, Row, problem
from generator.pattern import lazy

ROUND, SCHEME = "评选", "评选办法"
STEP, DAY, UNTIL = "步骤", "日期", "到"
GRANTS, AMONG, PRIZE_MONEY, ENTRIES = "评出", "其中", "奖金", "账目"
JURY, ASIDE, UNRECORDED = "评议小组", "回避", "没有记录"
OBJECTIONS, ANSWER = "异议", "处理"
CALL, APPLY, JUDGES, JUDGED, POSTED, GIVEN, REVIEW = "动员", "申报", "成立评议小组", "评议会", "公示", "授牌", "复评"
STEPS = (CALL, APPLY, JUDGES, JUDGED, POSTED, GIVEN)
"""Those of every round; 复评 may come after them, as often as the village does it."""
_WORDS = (
    (REVIEW, "复评|复核|复审"),
    (POSTED, "公示"),
    (GIVEN, "授牌|挂牌|颁奖|授奖|表彰|命名|发证"),
    (JUDGES, "小组"),
    (JUDGED, "评议|评审|评选会|考评|打分|表决|综评"),
    (APPLY, "申报|申请|自评|报名|推荐"),
    (CALL, "动员|启动|宣传"),
)
_COUNT = lazy(r"([^\d、，,；;\s]+?)\s*(\d+)\s*(?:户|人|对|个集体|个|名)?(?=[、，,；;。\s]|$)")
"""「好媳妇 9」 in 其中."""


def step_of(row: Row) -> str:
    """Which step of any round a row is, whatever it is called; "" for another."""
    return next((step for step, words in _WORDS if re.search(words, row.text(STEP))), "")


def last_of(row: Row) -> date | None:
    """The day a step was over."""
    day = row[UNTIL] or row[DAY]
    return day if isinstance(day, date) else None


def given_on(data: Dataset) -> date | None:
    """The day of 授牌; None while it is to come, or where nobody wrote it."""
    return next((last_of(row) for row in data.rows if step_of(row) == GIVEN), None)


def days_in_order(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No step ends before it begins, or begins before the step above it; nothing is given while objections can be made."""
    for data in datasets:
        before: Row | None = None
        for row in data.rows:
            first, last = row[DAY], row[UNTIL]
            if isinstance(first, date) and isinstance(last, date) and last < first:
                text = f"「{row.text(STEP)}」从 {values.date_cn(first)} 开始，写的是到 {values.date_cn(last)}。"
                yield problem("step-order", row.at(UNTIL), text, excerpt=row.excerpt())
            start = before[DAY] if before else None
            if before and step_of(before) == POSTED:
                start = last_of(before)
            if before and isinstance(first, date) and isinstance(start, date) and first < start:
                text = f"「{row.text(STEP)}」是 {values.date_cn(first)}，早于前一步「{before.text(STEP)}」的 {values.date_cn(start)}。"
                yield problem("step-order", row.at(DAY), text, excerpt=row.excerpt())
            before = row if isinstance(first, date) else before


def steps_complete(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Of a round that is over, what villagers ask for first is there: who judged when, and the posting. 没有记录 says what nobody knows."""
    for data in datasets:
        steps = [step_of(row) for row in data.rows]
        missing = [step for step in (JUDGED, POSTED) if step not in steps]
        if GIVEN in steps and missing and not stated_once(data, UNRECORDED):
            row = data.rows[steps.index(GIVEN)]
            hint = f"漏写的补上；原来的材料里就没有的，在「{UNRECORDED}」里说明。"
            yield problem(
                "step-missing", row.at(STEP), f"有「{row.text(STEP)}」，没有{'、'.join(f'「{step}」' for step in missing)}。", hint
            )


def posted_long_enough(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Who is to be honored is posted for as long as the catalogue asks, both ends counted."""
    for data in datasets:
        spans = [item.proposing for item in items_of(data, context) if item.proposing] if data.rows else []
        least = spans[0] if spans else None
        for row in data.rows if least else ():
            start, end = row[DAY], row[UNTIL]
            if step_of(row) != POSTED or not least or not (isinstance(start, date) and isinstance(end, date) and start <= end):
                continue
            days = days_in(start, end, least.working)
            if days < least.days:
                text = f"从 {values.date_cn(start)} 到 {values.date_cn(end)} 只有 {Span(days, least.working)}，至少要 {least}。"
                hint = f"「{UNTIL}」写 {last_day(start, least.days, least.working).isoformat()} 或更晚。"
                yield problem("posting-short", row.at(UNTIL), text, hint)


def objections_answered(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Where there were objections it is told what became of them."""
    for row in (row for data in datasets for row in data.rows):
        count = number(row, OBJECTIONS)
        if count and not row.text(ANSWER):
            yield problem("objection-open", row.at(OBJECTIONS), f"收到 {count} 件异议，没有写怎么处理的。", excerpt=row.excerpt())


def counts_add_up(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """其中 comes to 评出: 103 = 9 + 9 + 2 + 7 + 6 + 10 + 10 + 50."""
    for data in datasets:
        row, total, parts = stating(data, GRANTS), stated_once(data, GRANTS), among(data)
        if row and isinstance(total, int) and parts and sum(parts.values()) != total:
            sums = " + ".join(str(count) for count in parts.values())
            text = f"评出写的是 {total}，其中 {sums} = {sum(parts.values())}。"
            yield problem("award-count-differs", row.at(GRANTS), text)


def among(data: Dataset) -> dict[str, int]:
    """What 其中 says: title → how many."""
    return {name: int(count) for name, count in _COUNT.findall(str(stated_once(data, AMONG) or ""))}
