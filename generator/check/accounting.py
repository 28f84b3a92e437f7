"""收支明细: one side a row, running balance and stated sums; follow.py has how one month follows on the other.

The identity is 上月余额 + 收入 − 支出 = 本月余额 (K12 of the accounting facts, the 出纳 public form).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from generator import periods, values
from generator.check.alone import alone, told_once
from generator.check.balances import MonthBalance, balances
from generator.check.own_accounts import pieces
from generator.check.totals import wrong_sum, wrong_sums
from generator.check.transfers import of_account
from generator.check.walk import IN, LEFT, OUT, count_stated, newest_first, one_amount, states_balance, swapped_holds, walk
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, Source, problem
from generator.pattern import lazy
from generator.values import yuan

_LATE = lazy("补[记登录入]")
_WHY_EARLIER = "日期写错的，改过来；是以前的事、这个月才登记的，日期照实写，摘要前面加「补记」。"


@alone
def dates_in_month(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A file holds the days of its own month, and of earlier ones what was booked late and says so (补记)."""
    for data in datasets:
        for row in data.entries:
            day = row["日期"]
            if isinstance(day, date) and (month := periods.month_of(day)) != data.key:
                if month < data.key and _LATE.search(row.text("摘要")):
                    continue
                message = f"日期是 {values.date_cn(day)}，不在 {periods.month_cn(data.key)}。"
                yield problem("date-outside-month", row.at("日期"), message, _WHY_EARLIER if month < data.key else "", row.excerpt())
            elif isinstance(day, date) and day > context.today:
                message = f"日期是 {values.date_cn(day)}，今天才 {values.date_cn(context.today)}。"
                yield problem("future-date", row.at("日期"), message, excerpt=row.excerpt())


@alone
def not_empty(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A form nobody filled in is no month without entries: such a month says so, or says what was there before."""
    for data in datasets:
        if not (data.entries or data.unread or data.unreadable_rows or any(mark in ("opening", "total") for mark, _ in data.stated_rows)):
            hint = "登上这个月的各笔；确实没有收支的，加一行，摘要写「本月无收支」，余额写上月剩下的钱。"
            yield problem("empty-list", Source(data.file), "这个月的表里一笔也没有，也没有写上月余额。", hint)


@alone
def one_side_only(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A row is income or expense: not both, not neither. Zero counts as nothing on the other side."""
    for data in datasets:
        for row in data.entries:
            if row.invalid & {IN, OUT}:
                continue
            came, went = row.fen(IN), row.fen(OUT)
            about = row.text("摘要")
            if not came and not went and (values.voided(about) or values.without_cash(about)):
                continue  # listed for its number only
            if came and went and not any(row is move for move in data.transfers):
                message = f"收入 {yuan(came)} 和支出 {yuan(went)} 写在了一行。"
                yield problem("both-sides", row.at(OUT), message, excerpt=row.excerpt())
            elif not came and not went:
                message = "收入和支出都空着。" if came is None and went is None else "收入和支出是零。"
                yield problem("no-amount", row.at(IN), message, excerpt=row.excerpt())


def running_balance(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each stated 余额 follows from the one before it. Rows from the newest to the oldest, and sides the wrong way round, are told once."""
    months = balances(datasets)
    for month, file in zip(months, ["", *(m.data.file for m in months)], strict=False):
        for book, opening, closing, whose in _chains(month):
            wrong = told_once(book, f"walked {whose}", (opening, closing, file), partial(walk, book, opening, closing, file, whose))
            if len(wrong) > 1 and newest_first(book):
                yield problem("newest-first", book.rows[0].at("日期"), "各笔是从新到旧排的，余额一行一行接不上。")
            elif wrong and swapped_holds(book, opening, file):
                row = book.rows[0]
                message = f"收入和支出像是写反了：把两列对调，{count_stated(book)} 处余额就都对得上。"
                yield problem("sides-swapped", row.at(IN if row.fen(IN) else OUT), message, excerpt=row.excerpt())
            else:
                yield from wrong


def balance_stated(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Months without any 余额 are told together: what is left is worked out, and a mistyped amount is seen by nobody."""
    known = (month.data for month in balances(datasets) if month.opening is not None)  # else it is told that it is not
    months = [data for data in known if data.entries and data.complete and not states_balance(data)]
    if months:
        names = "、".join(periods.month_cn(data.key) for data in months[:3]) + (f"等 {len(months)} 个月" if len(months) > 3 else "")
        yield problem("balance-unstated", months[0].entries[0].at(LEFT), f"{names}的账没有写余额，网页上的余额是程序从上月余额算出来的。")


Chain = tuple[Dataset, int | None, int | None, str]
"""(rows whose balances follow one on the other, what was there before, what is left, whose they are)."""


def _chains(month: MonthBalance) -> list[Chain]:
    if month.unnamed:
        return []  # told once, where they are
    if month.separate:
        return [(one.book, one.opening, one.closing, one.name) for one in month.accounts]
    return [(month.chain, month.opening, month.closing, "")]


def stated_sums(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """合计 (and 本季合计, 本年累计) rows agree with the rows; a stated closing balance agrees with opening + in − out."""
    months = balances(datasets)
    for month in months:
        given = _of_its_own(month)
        told = partial(_stated_sums, month, months)
        yield from told() if given is None else told_once(month.data, "sums", given, told)


def _of_its_own(month: MonthBalance) -> tuple[int | None] | None:
    """What its sums hang on beside its rows, where they are of no other month; None where they are, or of several accounts."""
    alone_here = not month.accounts and not any(mark in ("quarter", "year") for mark, _ in month.data.stated_rows)
    return (month.closing,) if alone_here else None


def _stated_sums(month: MonthBalance, months: list[MonthBalance]) -> Iterator[Problem]:
    for one in (None, *month.accounts):
        stated_rows = one.book.stated_rows if one else _of_all(month)
        closing = one.closing if one else month.closing
        whose = one.name if one else ""
        for n, (mark, row) in enumerate(stated_rows):
            given = mark, row, whose, closing, _scope(mark, month, months)
            yield from month.data.once(f"sum {n} {whose}", given, lambda given=given: tuple(_stated_sum(*given)))  # type: ignore[misc]


def _of_all(month: MonthBalance) -> tuple[tuple[str, Row], ...]:
    """The marks that speak of all accounts."""
    if not month.accounts:
        return month.data.stated_rows
    return tuple((mark, row) for mark, row in month.data.stated_rows if not (mark in _HOW and of_account(row)))


def _stated_sum(mark: str, row: Row, whose: str, closing: int | None, scope: list[MonthBalance] | None) -> Iterator[Problem]:
    """One row that states a sum. Offices count transfers between own accounts into theirs, or leave them out."""
    if scope is None or not all(m.data.complete for m in scope):
        return
    books = [(a.book.rows, a.moves) for m in scope for a in m.accounts if a.name == whose] if whose else [
        (m.data.entries, m.data.transfers) for m in scope
    ]  # fmt: skip
    sums = [[sum(r.fen(name) or 0 for rows, _ in books for r in rows) for name in (IN, OUT)]]
    if any(moves for _, moves in books):
        moved = [sum(r.fen(name) or 0 for _, moves in books for r in moves) for name in (IN, OUT)]
        sums.insert(0, [a - b for a, b in zip(sums[0], moved, strict=True)])
    told = [row.fen(name) for name in (IN, OUT)]
    readable = all(map(one_amount, (row for rows, _ in books for row in rows)))
    if readable and not any(
        all(stated in (None, total) for stated, total in zip(told, sums_of_months, strict=True)) for sums_of_months in sums
    ):
        for name, written, total in zip((IN, OUT), told, sums[-1], strict=True):
            if written is not None and written != total:
                yield wrong_sum(row, name, written, total, _HOW[mark], yuan)
    left = row.fen(LEFT)
    if left is not None and closing is not None and left != closing:
        yield wrong_sum(row, LEFT, left, closing, f"「{whose}」最后的余额" if whose else "本月最后的余额", yuan)


_HOW = {"total": "各行相加", "quarter": "本季各行相加", "year": "本年各行相加"}


def _scope(mark: str, month: MonthBalance, months: list[MonthBalance]) -> list[MonthBalance] | None:
    """The months a stated sum is of; None where it is no sum of months, or some of them are not here."""
    if mark == "total":
        return [month]
    if mark == "year":
        return _so_far(month, months, "01")
    if mark == "quarter":
        return _so_far(month, months, f"{(int(month.data.key[5:]) - 1) // 3 * 3 + 1:02}")
    return None


@alone
def subtotals(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """小计, 收入小计, 上旬合计 … state the sum of some of the rows."""
    for data in (piece for whole in datasets for piece in pieces(whole)):
        stated_rows = tuple((mark, row) for mark, row in data.stated_rows if mark in ("subtotal", "named"))
        if stated_rows:
            wrong = list(wrong_sums(replace(data, rows=data.entries, lines=(), stated_rows=stated_rows), (IN, OUT), whole=False))
            yield from wrong and wrong_sums(replace(data, lines=(), stated_rows=stated_rows), (IN, OUT), whole=False)


@alone
def carried_on(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """过次页 and 结转下年 carry on the balance of the row above them; 0 and blank say that nothing is left on this page."""
    for data in (piece for whole in datasets for piece in pieces(whole)):
        for row in (row for mark, row in data.stated_rows if mark == "carried"):
            own = of_account(row)
            above = next((r for r in reversed(data.entries) if r.number < row.number and own in ("", of_account(r))), None)
            stated, left = row.fen(LEFT), above.fen(LEFT) if above else None
            if stated and left is not None and stated != left:
                yield wrong_sum(row, LEFT, stated, left, "上一行余额", yuan)


def _so_far(month: MonthBalance, months: list[MonthBalance], first: str) -> list[MonthBalance] | None:
    """The months from ``first`` (01) of this year up to this one, if all are here and each agrees with its own balances.

    One wrong amount is told at its row and its month's sum; every later 本年累计 would only repeat it.
    """
    start = f"{month.data.key[:4]}-{first}"
    months_so_far = [m for m in months if start <= m.data.key <= month.data.key]
    whole = months_so_far[0].data.key == start and len(months_so_far) == int(month.data.key[5:]) - int(first) + 1
    sound = all(
        m.data.complete and m.closing is not None and m.opening is not None and m.opening + m.net == m.closing for m in months_so_far
    )
    return months_so_far if whole and sound else None


def never_below_zero(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Cash and deposits cannot fall below nothing; the first row that says so is told."""
    for book, *_ in (chain for month in balances(datasets) for chain in _chains(month)):
        yield from told_once(book, "below zero", (), partial(_below_zero, book))


def _below_zero(book: Dataset) -> Iterator[Problem]:
    before = 0
    for row in book.rows:
        left = row.fen(LEFT)
        if left is not None and left < 0 <= before and LEFT not in row.invalid:
            yield problem("negative-balance", row.at(LEFT), f"余额是 {yuan(left)}。", excerpt=row.excerpt())
        before = before if left is None else left
