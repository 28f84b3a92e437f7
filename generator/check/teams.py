"""驻村工作队: what a team brought stands in the ledger to the fen, and what is done has been done by its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods, values
from generator.check.lists import stated_once
from generator.check.references import names_in
from generator.check.walk import IN
from generator.config import Context
from generator.kind import Books, Datasets
from generator.model import Problem, Row, problem

DAY, STEP, DAYS, VISITED, DONE, BROUGHT, VOUCHER = "日期", "记什么", "驻村天数", "走访户数", "办成的事", "投入资金", "凭证号"
CAME, ENDS, MONTH, HANDED = "进驻", "期满", "月度记实", "交接"
STATE, SHARE, DUE, WHY = "状态", "进度", "完成时限", "延期原因"
OPEN, DONE_STATE, LATE, DROPPED = ("未开始", "推进"), "完成", "延期", "取消"


def days_fit_the_month(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nobody is in the village on more days than the month has had by the day of the record."""
    for row in (row for data in datasets for row in data.rows):
        days, day = row[DAYS], row[DAY]
        if isinstance(days, int) and isinstance(day, date) and days > periods.month_end(periods.month_of(day)).day:
            told = f"{values.date_cn(day)}的记实，驻村 {days} 天，这个月只有 {periods.month_end(periods.month_of(day)).day} 天。"
            yield problem("team-days-over", row.at(DAYS), told, excerpt=row.excerpt())


def within_its_time(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Nothing is recorded before the team came; 期满 is no earlier than 进驻."""
    for data in datasets:
        came, ends = stated_once(data, CAME), stated_once(data, ENDS)
        if isinstance(came, date) and isinstance(ends, date) and ends < came:
            row = next(row for row in data.rows if row[ENDS] is not None)
            told = f"期满是 {values.date_cn(ends)}，进驻是 {values.date_cn(came)}。"
            yield problem("term-order", row.at(ENDS), told, "核对两个日期。", row.excerpt())
        for row in data.rows:
            day = row[DAY]
            if isinstance(came, date) and isinstance(day, date) and day < came:
                told = f"{row.text(STEP)}的日期是 {values.date_cn(day)}，{values.date_cn(came)}才进驻。"
                yield problem("step-order", row.at(DAY), told, excerpt=row.excerpt())


def brought_as_booked(books: Books, context: Context) -> Iterator[Problem]:
    """What a record says was brought is what the vouchers of its month that it names brought into the ledger; where that month is there."""
    told_of = [row for data in books["teams"] for row in data.rows]
    booked: dict[str, dict[str, int]] = {}
    for data in books["ledger"] if told_of else ():
        if data.complete and not data.unread and not data.unreadable_rows:
            month = booked.setdefault(data.key, {})
            for row in data.entries:
                number = values.label(row.text(VOUCHER))
                month[number] = month.get(number, 0) + (row.fen(IN) or 0)
    for row in told_of:
        numbers, day = names_in(row.text(VOUCHER)), row[DAY]
        if not numbers or not isinstance(day, date) or periods.month_of(day) not in booked:
            continue
        month = booked[periods.month_of(day)]
        if missing := [number for number in numbers if values.label(number) not in month]:
            told = f"{periods.month_cn(periods.month_of(day))}的收支明细里没有「{missing[0]}」这张凭证。"
            yield problem("team-money-differs", row.at(VOUCHER), told, excerpt=row.excerpt())
        elif told := _differs(row, sum(month[values.label(number)] for number in numbers)):
            yield problem("team-money-differs", row.at(BROUGHT), told, excerpt=row.excerpt())


def _differs(row: Row, came: int) -> str:
    fen = row.fen(BROUGHT)
    if BROUGHT in row.invalid:
        return ""
    if fen is None:
        return f"写了凭证「{row.text(VOUCHER)}」，「{BROUGHT}」空着；账上收入 {values.yuan(came)} 元。"
    return "" if fen == came else f"{BROUGHT}写的是 {values.yuan(fen)} 元，凭证「{row.text(VOUCHER)}」的收入是 {values.yuan(came)} 元。"


def tasks_told_in_full(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Done is a hundred of a hundred and has a day that has come; what is put off or dropped says why."""
    for row in (row for data in datasets for row in data.rows):
        state, share = row[STATE], row[SHARE]
        if row.invalid & {STATE, SHARE, WHY}:
            continue
        if isinstance(share, int) and share > 100:
            told = f"进度写的是 {share}，最多是 100。"
        elif isinstance(share, int) and (share == 100) != (state == DONE_STATE):
            told = f"状态是「{state}」，进度是 {share}%。"
        elif state in (LATE, DROPPED) and not row.text(WHY):
            told = f"状态是「{state}」，没有写原因。"
        else:
            continue
        yield problem("task-unclear", row.at(WHY if "原因" in told else SHARE), told, excerpt=row.excerpt())
