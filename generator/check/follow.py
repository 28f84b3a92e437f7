"""收支明细 from month to month: none left out, and each begins with what the last one left, in all and by account."""

from __future__ import annotations

from collections.abc import Iterator

from generator import periods
from generator.check.balances import MonthBalance, balances
from generator.check.own_accounts import books_of, names_in, openings
from generator.check.transfers import of_account
from generator.check.walk import LEFT, newest_first
from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, Row, Source, problem
from generator.own_accounts import TRANSIT
from generator.values import yuan


def months_follow(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No month is left out, the first one states what was there, and each begins with what the last one left."""
    previous: MonthBalance | None = None
    for month in balances(datasets):
        data = month.data
        yield from _openings_in_place(month)
        if previous is None:
            if data.entries:  # a month without any row is told to be empty
                yield from _opening_there(month)
        elif periods.next_month(previous.data.key) != data.key:
            message = (
                f"有 {periods.month_cn(previous.data.key)} 和 {periods.month_cn(data.key)}，缺 {_between(previous.data.key, data.key)}。"
            )
            yield problem("month-missing", Source(data.file), message)
        elif previous.data.complete:
            yield from _goes_on(previous, month)
        previous = month


def _openings_in_place(month: MonthBalance) -> Iterator[Problem]:
    """上月余额 stands once, for each account or for all, above the rows it is of, and says how much."""
    told: set[str] = set()
    for row in (row for mark, row in month.data.stated_rows if mark == "opening"):
        whose = of_account(row)
        if row.fen(LEFT) is None and LEFT not in row.invalid and whose not in told:
            column = "在这一行的余额列写上金额。" if LEFT in row.head.places else _NO_COLUMN.format("这一行")
            yield problem("opening-missing", row.at(LEFT), "「上月余额」这一行的余额空着。", column, row.excerpt())
        of = next((a.book for a in month.accounts if a.name == whose), None) if month.separate else month.data
        rows = [r for r in (of.rows if of and month.separate else month.data.entries) if r.head is row.head or not month.data.parts]
        first = rows[0].number if rows else 0
        if whose in told or (first and row.number > first and of is not None and not newest_first(of)):
            message = "又有一行「上月余额」。" if whose in told else f"「上月余额」在第 {first} 行那一笔的后面。"
            yield problem("opening-misplaced", row.at("摘要"), message, excerpt=row.excerpt())
        told.add(whose)


_NO_COLUMN = "表头末尾加一列「余额」，{}在这一列写上金额；别的各行，余额可以空着。"


def _opening_there(month: MonthBalance) -> Iterator[Problem]:
    """The first month says what was there; of each account, or of all where each account says what it has."""
    data = month.data
    stated, whole = openings(data)
    if not stated and whole is None:
        hint = "" if LEFT in data.entries[0].head.places else _NO_COLUMN.format("第一行摘要写「上月余额」，")
        yield problem("opening-missing", Source(data.file), f"{periods.month_cn(data.key)}是第一个月，没有写上月余额。", hint)
    elif month.separate and whole is None and (lacking := [a.name for a in month.accounts if a.name not in stated and a.name != TRANSIT]):
        message = f"{periods.month_cn(data.key)}是第一个月，没有写{_named(lacking)}的上月余额。"
        yield problem("opening-missing", Source(data.file), message, "每个账户各写一行「上月余额」，账户列写明是哪个；没有钱的写 0。")
    elif month.separate and whole is not None:
        yield from _opening_of_all(month, whole.fen(LEFT), whole, "上月余额写的是 {}，")


def _opening_of_all(month: MonthBalance, total: int | None, row: Row | None, words: str) -> Iterator[Problem]:
    """What the accounts must have begun with, by their first balances, is what all of them had."""
    if total is not None and month.opening is not None and month.opening != total:
        message = words.format(yuan(total)) + f"但按各账户第一笔的余额往回算，各账户一共是 {yuan(month.opening)}。"
        hint = "每个账户各写一行「上月余额」，账户列写明是哪个。"
        where = row.at(LEFT) if row else Source(month.data.file)
        yield problem("opening-mismatch", where, message, hint, row.excerpt() if row else "")


def _goes_on(previous: MonthBalance, month: MonthBalance) -> Iterator[Problem]:
    """Each stated 上月余额 is what the month before left."""
    stated, whole = openings(month.data)
    had = {a.name: a.closing for a in previous.accounts}
    left = f"{periods.month_cn(previous.data.key)}最后"
    see = f"（见 {previous.data.file}）"
    for name, row in stated.items() if had else ():
        opening = row.fen(LEFT)
        if opening is not None and had.get(name, 0) not in (None, opening):
            known = f"的余额是 {yuan(had[name] or 0)}" if name in had else f"没有「{name}」这个账户，有的是{_named(list(had))}"
            yield _differs(row, f"「{name}」", opening, f"{left}{known}{see}")
    first = whole or (None if had else next(iter(stated.values()), None))
    total = whole.fen(LEFT) if whole else month.opening
    if first and total is not None and previous.closing not in (None, total):
        yield _differs(first, "" if whole or len(stated) < 2 else "各账户", total, f"{left}的余额是 {yuan(previous.closing or 0)}{see}")
    elif month.separate and not had and not stated:
        yield from _opening_of_all(month, previous.closing, None, f"{left}的余额是 {{}}{see}，")
    books = books_of(previous.data) if books_of(month.data) and not month.data.unread else set()
    gone = sorted(name for name in books if had.get(name) and name not in names_in(month.data))
    if gone:
        told = f"{periods.month_cn(previous.data.key)}有{_named(gone)}的账，{periods.month_cn(month.data.key)}没有。"
        hint = "补上这个账户的账；没有收支的，也放一张，写上「上月余额」和「本月无收支」；"
        hint += "一年一个文件的，加一行，日期写这个月最后一天，摘要写「本月无收支」，余额写剩下的钱。"
        yield problem("month-missing", Source(month.data.file), told, hint)


def _differs(row: Row, whose: str, stated: int, left: str) -> Problem:
    message = f"{whose}上月余额写的是 {yuan(stated)}，但 {left}。"
    return problem("opening-mismatch", row.at(LEFT), message, excerpt=row.excerpt())


def _named(names: list[str]) -> str:
    return "、".join(f"「{name}」" for name in names[:6])


def _between(first: str, last: str) -> str:
    """「2026年4月、2026年5月」, or the span where there are many."""
    missing = []
    while (first := periods.next_month(first)) != last:
        missing.append(periods.month_cn(first))
    return "、".join(missing) if len(missing) <= 4 else f"{missing[0]} 到 {missing[-1]} 共 {len(missing)} 个月"
