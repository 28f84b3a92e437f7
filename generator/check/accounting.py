"""收支明细: one side a row, running balance, stated sums, and one month following on the other.

The identity is 上月余额 + 收入 − 支出 = 本月余额 (K12 of the accounting facts, the 出纳 public form).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from generator import periods, values
from generator.check.totals import wrong_sum, wrong_sums
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, Source, problem
from generator.values import yuan

IN, OUT, LEFT = "收入", "支出", "余额"


_LATE = re.compile("补[记登录入]")
_WHY_EARLIER = "日期写错的，改过来；是以前的事、这个月才登记的，日期照实写，摘要前面加「补记」。"


def dates_in_month(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A file holds the days of its own month, and of earlier ones what was booked late and says so (补记)."""
    for data in datasets:
        for row in data.rows:
            day = row["日期"]
            if isinstance(day, date) and (month := periods.month_of(day)) != data.key:
                if month < data.key and _LATE.search(row.text("摘要")):
                    continue
                said = f"日期是 {values.date_cn(day)}，不在 {periods.month_cn(data.key)}。"
                yield problem("date-outside-month", row.at("日期"), said, _WHY_EARLIER if month < data.key else "", row.excerpt())
            elif isinstance(day, date) and day > context.today:
                said = f"日期是 {values.date_cn(day)}，今天才 {values.date_cn(context.today)}。"
                yield problem("future-date", row.at("日期"), said, excerpt=row.excerpt())


def not_empty(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A form nobody filled in is no month without entries: such a month says so, or says what was there before."""
    for data in datasets:
        if not (data.rows or data.unread or data.broken or any(mark in ("opening", "total") for mark, _ in data.marks)):
            hint = "登上这个月的各笔；确实没有收支的，加一行，摘要写「本月无收支」，余额写上月剩下的钱。"
            yield problem("empty-list", Source(data.file), "这个月的表里一笔也没有，也没有写上月余额。", hint)


def one_side_only(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A row is income or expense: not both, not neither. Zero counts as nothing on the other side."""
    for data in datasets:
        for row in data.rows:
            if row.bad & {IN, OUT}:
                continue
            came, went = row.fen(IN), row.fen(OUT)
            about = row.text("摘要")
            if not came and not went and (values.voided(about) or values.without_cash(about)):
                continue  # listed for its number only
            if came and went:
                said = f"收入 {yuan(came)} 和支出 {yuan(went)} 写在了一行。"
                yield problem("both-sides", row.at(OUT), said, excerpt=row.excerpt())
            elif not came and not went:
                said = "收入和支出都空着。" if came is None and went is None else "收入和支出是零。"
                yield problem("no-amount", row.at(IN), said, excerpt=row.excerpt())


def _one_amount(row: Row) -> bool:
    """False for what ``one_side_only`` tells: what such a row does to balances and sums is not told again."""
    came, went = row.fen(IN), row.fen(OUT)
    told_for_its_number = values.voided(row.text("摘要")) or values.without_cash(row.text("摘要"))
    return not (came and went) and bool(came or went or told_for_its_number or row.bad & {IN, OUT})


def running_balance(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each stated 余额 follows from the one before it. Rows from the newest to the oldest, and sides the wrong way round, are told once."""
    months = balances(datasets)
    for month, file in zip(months, ["", *(m.data.file for m in months)], strict=False):
        wrong = list(_walk(month.data, month.opening, month.closing, file))
        if len(wrong) > 1 and newest_first(month.data):
            yield problem("newest-first", month.data.rows[0].at("日期"), "各笔是从新到旧排的，余额一行一行接不上。")
        elif wrong and _swapped_holds(month, file):
            row = month.data.rows[0]
            said = f"收入和支出像是写反了：把两列对调，{_count_stated(month.data)} 处余额就都对得上。"
            yield problem("sides-swapped", row.at(IN if row.fen(IN) else OUT), said, excerpt=row.excerpt())
        else:
            yield from wrong


def newest_first(data: Dataset) -> bool:
    """True where no row is later than the one above it, and the last is earlier than the first."""
    days = [day for row in data.rows if isinstance(day := row["日期"], date)]
    return len(days) > 1 and days[0] > days[-1] and all(a >= b for a, b in pairwise(days))


def _count_stated(data: Dataset) -> int:
    return sum(row.fen(LEFT) is not None for row in data.rows)


def _swapped_holds(month: MonthBalance, file: str) -> bool:
    """True where every balance follows once the two sides change places: the bank writes 借 for what it paid out."""
    names = {IN: OUT, OUT: IN}
    rows = tuple(replace(row, head=replace(row.head, fields=tuple(names.get(n, n) for n in row.head.fields))) for row in month.data.rows)
    moved = [row for row in rows if row.fen(LEFT) is not None and (row.fen(IN) or row.fen(OUT))]
    turned = replace(month.data, rows=rows)
    return len(moved) > 1 and month.opening is not None and not list(_walk(turned, month.opening, None, file))


def _walk(data: Dataset, opening: int | None, closing: int | None, file: str) -> Iterator[Problem]:
    """One accusation per fault: after a wrong line, go on from whichever figure the next line bears out. ``file``: of the month before."""
    last = opening
    first = data.marked("opening")
    before = f"上月余额（见 {file}）" if first is None else f"第 {first.number} 行「上月余额」"
    above = first.number if first else 0
    for i, row in enumerate(data.rows):
        stated = row.fen(LEFT)
        if any(above < number < row.number for number in data.broken):
            last = None
        above = row.number
        if row.bad & {IN, OUT, LEFT} or last is None or not _one_amount(row):
            last = stated  # None until a line that can be trusted again
            before = "上一行余额"
            continue
        came, went = row.fen(IN) or 0, row.fen(OUT) or 0
        expected = last + came - went
        if stated is not None and stated != expected:
            more = stated - expected
            said = (
                f"余额写的是 {yuan(stated)}，但{before} {yuan(last)} + 收入 {yuan(came)} − 支出 {yuan(went)} = {yuan(expected)}，"
                f"{'多' if more > 0 else '少'}了 {yuan(abs(more))}。"
            )
            hint = _RED.format(yuan(-came or -went)) if came + went and more in (-2 * came, 2 * went) else ""
            yield problem("balance-mismatch", row.at(LEFT), said, hint, row.excerpt())
            expected = stated if not _borne_out(data.rows[i + 1 :], expected, closing) else expected
        last, before = expected, "上一行余额"


_RED = "差的正好是这一笔的两倍：是不是红字（负数）？是的话写成 {}；不是，核对本行的收入、支出和余额，以凭证为准。"


def _borne_out(rest: tuple[Row, ...], expected: int, closing: int | None) -> bool:
    """True when what comes next follows from ``expected``: then only the balance was mistyped."""
    for row in rest:
        if row.bad & {IN, OUT, LEFT}:
            return False
        expected += (row.fen(IN) or 0) - (row.fen(OUT) or 0)
        if row.fen(LEFT) is not None:
            return row.fen(LEFT) == expected
    return expected == closing


def stated_sums(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """合计 (and 本季合计, 本年累计) rows agree with the rows; a stated closing balance agrees with opening + in − out."""
    months = balances(datasets)
    for month in months:
        data = month.data
        for mark, row in data.marks:
            scope = _scope(mark, month, months)
            if scope is None or not data.complete:
                continue
            for name in (IN, OUT) if all(map(_one_amount, data.rows)) else ():
                stated, total = row.fen(name), sum(r.fen(name) or 0 for d in scope for r in d.rows)
                if stated is not None and stated != total:
                    yield wrong_sum(row, name, stated, total, _HOW[mark], yuan)
            stated = row.fen(LEFT)
            if stated is not None and month.closing is not None and stated != month.closing:
                yield wrong_sum(row, LEFT, stated, month.closing, "本月最后的余额", yuan)


_HOW = {"total": "各行相加", "quarter": "本季各行相加", "year": "本年各行相加"}


def _scope(mark: str, month: MonthBalance, months: list[MonthBalance]) -> list[Dataset] | None:
    """The months a stated sum is of; None where it is no sum of months, or some of them are not here."""
    if mark == "total":
        return [month.data]
    if mark == "year":
        return _so_far(month, months, "01")
    if mark == "quarter":
        return _so_far(month, months, f"{(int(month.data.key[5:]) - 1) // 3 * 3 + 1:02}")
    return None


def subtotals(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """小计, 收入小计, 上旬合计 … state the sum of some of the rows."""
    for data in datasets:
        marks = tuple((mark, row) for mark, row in data.marks if mark in ("subtotal", "named"))
        yield from wrong_sums(replace(data, marks=marks), (IN, OUT), whole=False)


def carried_on(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """过次页 and 结转下年 carry on the balance of the row above them; 0 and blank say that nothing is left on this page."""
    for data in datasets:
        for row in (row for mark, row in data.marks if mark == "carried"):
            above = next((r for r in reversed(data.rows) if r.number < row.number), None)
            stated, left = row.fen(LEFT), above.fen(LEFT) if above else None
            if stated and left is not None and stated != left:
                yield wrong_sum(row, LEFT, stated, left, "上一行余额", yuan)


def _so_far(month: MonthBalance, months: list[MonthBalance], first: str) -> list[Dataset] | None:
    """The months from ``first`` (01) of this year up to this one, if all are here and each agrees with its own balances.

    One wrong amount is told at its row and its month's sum; every later 本年累计 would only repeat it.
    """
    start = f"{month.data.key[:4]}-{first}"
    found = [m for m in months if start <= m.data.key <= month.data.key]
    whole = found[0].data.key == start and len(found) == int(month.data.key[5:]) - int(first) + 1
    sound = all(m.data.complete and m.closing is not None and m.opening is not None and m.opening + net(m.data) == m.closing for m in found)
    return [m.data for m in found] if whole and sound else None


def months_follow(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No month is left out, the first one states what was there, and each begins with what the last one left."""
    previous: MonthBalance | None = None
    for month in balances(datasets):
        data, opening = month.data, month.data.marked("opening")
        stated = opening.fen(LEFT) if opening else None
        if opening and stated is None and LEFT not in opening.bad:
            said = "「上月余额」这一行的余额空着。"
            yield problem("opening-missing", opening.at(LEFT), said, "在这一行的余额列写上金额。", opening.excerpt())
        openings = [row for mark, row in data.marks if mark == "opening"]
        first = data.rows[0].number if data.rows else 0
        for row in openings:
            if row is not opening or (first and row.number > first and not newest_first(data)):
                said = "又有一行「上月余额」。" if row is not opening else f"「上月余额」在第 {first} 行那一笔的后面。"
                yield problem("opening-misplaced", row.at("摘要"), said, excerpt=row.excerpt())
        if previous is None:
            if opening is None and data.rows:  # a month without any row is told to be empty
                yield problem("opening-missing", Source(data.file), f"{periods.month_cn(data.key)}是第一个月，没有写上月余额。")
        elif periods.next_month(previous.data.key) != data.key:
            said = f"有 {periods.month_cn(previous.data.key)} 和 {periods.month_cn(data.key)}，缺 {_between(previous.data.key, data.key)}。"
            yield problem("month-missing", Source(data.file), said)
        elif opening and previous.data.complete and stated is not None and previous.closing not in (None, stated):
            left = f"{periods.month_cn(previous.data.key)}最后的余额是 {yuan(previous.closing or 0)}（见 {previous.data.file}）"
            yield problem("opening-mismatch", opening.at(LEFT), f"上月余额写的是 {yuan(stated)}，但 {left}。", excerpt=opening.excerpt())
        previous = month


def _between(first: str, last: str) -> str:
    """「2026年4月、2026年5月」, or the span where there are many."""
    missing = []
    while (first := periods.next_month(first)) != last:
        missing.append(periods.month_cn(first))
    return "、".join(missing) if len(missing) <= 4 else f"{missing[0]} 到 {missing[-1]} 共 {len(missing)} 个月"


def never_below_zero(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Cash and deposits cannot fall below nothing; the first row that says so is told."""
    for data in datasets:
        before = 0
        for row in data.rows:
            left = row.fen(LEFT)
            if left is not None and left < 0 <= before and LEFT not in row.bad:
                yield problem("negative-balance", row.at(LEFT), f"余额是 {yuan(left)}。", excerpt=row.excerpt())
            before = before if left is None else left


@dataclass(frozen=True)
class MonthBalance:
    """One month and the balances at its two ends, in fen; None where they cannot be known."""

    data: Dataset
    opening: int | None
    closing: int | None


def balances(datasets: Datasets) -> list[MonthBalance]:
    """Opening: stated, or left by the month before. Closing: the last row's 余额, or opening + in − out.

    Where the two differ and the 合计 row or the next month's opening bears out the sum, the last 余额 is the typing slip.
    """
    found: list[MonthBalance] = []
    for i, data in enumerate(datasets):
        opening = _stated(data, "opening")
        before = found[-1] if found else None
        if opening is None and before and before.data.complete and periods.next_month(before.data.key) == data.key:
            opening = before.closing
        last = data.rows[-1].fen(LEFT) if data.rows else None
        computed = opening + net(data) if opening is not None and data.complete else None
        following = datasets[i + 1] if i + 1 < len(datasets) else None
        witnesses = {_stated(data, "total"), _stated(following, "opening") if following else None}
        if newest_first(data) and last is not None:
            last = computed = None  # it is told, and what it ends with cannot be known
        closing = computed if last is None or (computed is not None and computed in witnesses) else last
        found.append(MonthBalance(data, opening, closing))
    return found


def _stated(data: Dataset, mark: str) -> int | None:
    row = data.marked(mark)
    return row.fen(LEFT) if row else None


def net(data: Dataset) -> int:
    """收入 − 支出 of a month, in fen."""
    return sum((row.fen(IN) or 0) - (row.fen(OUT) or 0) for row in data.rows)
