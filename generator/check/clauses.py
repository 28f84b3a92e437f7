"""工作计划: each clause says who answers for it and by when, what is done says by what it is known, what is put off says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.config import Context
from generator.kind import Datasets
from generator.known_days import bounds, when_cn
from generator.model import Dataset, Problem, Row, problem
from generator.photo import PHOTOS

NUMBER, FIELD, CLAUSE, WHO, START, DUE, LATER, DONE_ON = "编号", "大项", "内容", "谁负责", "开始", "时限", "延到", "办完"
STATE, WHY, COUNT = "状态", "原因", "条数"
WAITING, DOING, DONE, DELAYED, DROPPED = "未开始", "推进", "完成", "延期", "取消"
STATES = (WAITING, DOING, DONE, DELAYED, DROPPED)
DECISION, WORK, ENTRIES, NOTICE, BEFORE = "决定", "工程", "账目", "公告", "接哪一条"
EVIDENCE = (DECISION, WORK, ENTRIES, NOTICE, PHOTOS)
"""Columns that name by what a clause is known to be done."""
_NEEDED = (NUMBER, WHO, DUE, STATE)


def clauses(data: Dataset) -> list[tuple[int, Row]]:
    """(place in the file, row) of what has been promised. A row with 大项 only says that its clauses are not recorded."""
    return [(n, row) for n, row in enumerate(data.rows) if row.text(CLAUSE)]


def stated_count(data: Dataset) -> Row | None:
    """The row that says how many clauses there are: 合计."""
    return next((row for mark, row in data.stated_rows if mark == "total" and isinstance(row[COUNT], int)), None)


def last_day(row: Row) -> date | None:
    """By when it is to be done: 延到 where it was put off, else 时限."""
    for name in (LATER, DUE) if row.text(STATE) == DELAYED else (DUE,):
        if known := bounds(row[name]):
            return known[1]
    return None


def overdue(row: Row, today: date) -> bool:
    """Its day is over and it is neither done nor dropped."""
    last = last_day(row)
    return row.text(STATE) not in (DONE, DROPPED) and last is not None and last < today


def clauses_whole(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A clause has its number, who answers for it, its day and its state; a row without 内容 has none of them."""
    for row in (row for data in datasets for row in data.rows):
        if row.invalid & {CLAUSE, *_NEEDED}:
            continue
        there = [name for name in _NEEDED if row.text(name)]
        if row.text(CLAUSE) and len(there) < len(_NEEDED):
            missing = [name for name in _NEEDED if name not in there]
            message = f"「{row.text(CLAUSE)}」没有写{'、'.join(missing)}。"
            yield problem("plan-half", row.at(missing[0]), message, excerpt=row.excerpt())
        elif there and not row.text(CLAUSE):
            message = f"写了{'、'.join(there)}，「{CLAUSE}」空着，不知道要办什么。"
            yield problem("plan-half", row.at(CLAUSE), message, excerpt=row.excerpt())


def numbers_once(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A number is of one clause in all years: others name the clause by it."""
    first: dict[str, tuple[Dataset, Row]] = {}
    for data in datasets:
        for row in data.rows:
            label = values.label(row.text(NUMBER))
            if not label or NUMBER in row.invalid | row.merged:
                continue
            of, before = first.setdefault(label, (data, row))
            if before is not row:
                where = f"第 {before.number} 行" if of is data else f"{of.key} 年的计划（第 {before.number} 行）"
                message = f"{NUMBER}「{row.text(NUMBER)}」{where}已经用过。"
                hint = "" if of is data else "编号前面写上年份，如 26-01，各年就不会重。"
                yield problem("register-repeated", row.at(NUMBER), message, hint, row.excerpt())


def done_is_shown(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """完成 names a decision, a work, entries of the ledger, a notice or a photo: a promise is kept where that can be looked up."""
    for row in (row for data in datasets for _, row in clauses(data)):
        if row.text(STATE) == DONE and not any(row.text(name) for name in EVIDENCE):
            message = f"「{row.text(CLAUSE)}」写了完成，凭什么说完成了没有写。"
            yield problem("plan-unproven", row.at_or(EVIDENCE[0], STATE), message, excerpt=row.excerpt())


def reasons_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """延期 and 取消 say why."""
    for row in (row for data in datasets for _, row in clauses(data)):
        if row.text(STATE) in (DELAYED, DROPPED) and not row.text(WHY):
            message = f"「{row.text(CLAUSE)}」{row.text(STATE)}了，没有写为什么。"
            yield problem("plan-unexplained", row.at_or(WHY, STATE), message, excerpt=row.excerpt())


def days_follow(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """开始 ≤ 时限 ≤ 延到; what is done was done after it began, and not after today."""
    for row in (row for data in datasets for _, row in clauses(data)):
        for first, then in ((START, DUE), (DUE, LATER), (START, DONE_ON)):
            a, b = bounds(row[first]), bounds(row[then])
            if a and b and b[1] < a[0]:
                message = f"「{row.text(CLAUSE)}」{then}是 {when_cn(row[then])}，{first}是 {when_cn(row[first])}。"
                yield problem("plan-order", row.at(then), message, excerpt=row.excerpt())
        done = bounds(row[DONE_ON])
        if done and done[0] > context.today:
            message = f"{DONE_ON}是 {when_cn(row[DONE_ON])}，今天才 {values.date_cn(context.today)}。"
            yield problem("future-date", row.at(DONE_ON), message, excerpt=row.excerpt())


def state_and_days(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """办完 is of what is done, 延到 of what was put off and of what was done or dropped after that."""
    for row in (row for data in datasets for _, row in clauses(data)):
        state = row.text(STATE)
        if row.invalid & {STATE, DONE_ON, LATER} or not state:
            continue
        for name, of in ((DONE_ON, (DONE,)), (LATER, (DELAYED, DONE, DROPPED))):
            if row[name] is not None and state not in of:
                message = f"「{row.text(CLAUSE)}」写了{name}，状态却是「{state}」。"
                yield problem("plan-state", row.at(STATE), message, excerpt=row.excerpt())


def count_agrees(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """合计 says how many clauses there are: as many as stand in the file, or more where some fields have none of theirs there."""
    for data in datasets:
        stated = stated_count(data)
        if stated is None or not data.complete:
            continue
        listed, total = len(clauses(data)), stated[COUNT]
        whole = all(row.text(CLAUSE) for row in data.rows)
        if isinstance(total, int) and (listed > total or (whole and listed != total)):
            message = f"合计写的是 {total} 条，表里是 {listed} 条。"
            yield problem("plan-count", stated.at(COUNT), message, excerpt=stated.excerpt())


def day_over(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """What is late, for the clerk; nothing of a board that has ended."""
    if context.village.closed and context.village.closed <= context.today:
        return
    for row in (row for data in datasets for _, row in clauses(data)):
        last = last_day(row)
        if last and overdue(row, context.today):
            message = f"「{row.text(CLAUSE)}」应当在 {values.date_cn(last)}以前办完，已经过了 {(context.today - last).days} 天。"
            yield problem("plan-late", row.at(STATE), message, excerpt=row.excerpt())
