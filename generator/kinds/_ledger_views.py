"""What the pages of 收支明细 share: the figures of a month and of a year, and the tables and the trend made of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from generator import periods
from generator.check.balances import MonthBalance
from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.drawn_figures import Trend, TrendMonth
from generator.kind import Datasets
from generator.kinds._sums import sum_by
from generator.model import Dataset
from generator.once import Once
from generator.own_accounts import is_money
from generator.shown import ColumnRole, Cover, Table, TableColumn
from generator.values import yuan

TEXT_ROLES: dict[str, ColumnRole] = {"money": "money", "date": "date"}


@dataclass(frozen=True)
class AccountView:
    """One own account in a month, in fen."""

    name: str
    opening: int
    income: int
    expense: int
    moved: int
    closing: int


@dataclass(frozen=True)
class MonthView(Once):
    """Figures of one month, in fen."""

    key: str
    name: str
    path: str
    opening: int
    income: int
    expense: int
    closing: int
    count: int
    moved: int = 0
    """Moved between own accounts: neither income nor expense."""
    accounts: tuple[AccountView, ...] = ()
    """Where the money is, of several accounts."""
    separate: bool = False
    """True where each account has its own running balance."""

    @property
    def title(self) -> str:
        return self.name


@dataclass(frozen=True)
class YearView:
    """Sums of the months of one year that are here, in fen."""

    year: str
    path: str
    span: str
    """Which months: 1—10月."""
    income: int
    expense: int
    closing: int

    @property
    def title(self) -> str:
        return f"{self.year}年"


def month_view(month: MonthBalance) -> MonthView:
    return month.once("view", (), lambda: _month_view(month))


def _month_view(month: MonthBalance) -> MonthView:
    data = month.data
    income, expense = data.once("sums", (), lambda: tuple(sum(row.fen(side) or 0 for row in data.rows) for side in (IN, OUT)))
    opening = month.opening or 0
    name, path = periods.month_cn(data.key), f"finance/{data.key}.md"
    moved = sum(max(row.fen(IN) or 0, -(row.fen(OUT) or 0), 0) for row in data.transfers)
    gone = sum(max(row.fen(OUT) or 0, -(row.fen(IN) or 0), 0) for row in data.transfers)
    accounts = tuple(
        AccountView(
            one.name, one.opening or 0, one.income, one.expense, one.moved, (one.opening or 0) + one.income - one.expense + one.moved
        )
        for one in month.accounts
    )
    return MonthView(
        data.key, name, path, opening, income, expense, opening + income - expense, len(data.entries), max(moved, gone), accounts, month.separate
    )  # fmt: skip


def year_view(year: str, months: Sequence[MonthView]) -> YearView:
    first, last = int(months[0].key[5:]), int(months[-1].key[5:])
    span = f"{first}月" if first == last else f"{first}—{last}月"
    income, expense = sum(m.income for m in months), sum(m.expense for m in months)
    return YearView(year, f"finance/{year}.md", span, income, expense, months[-1].closing)


def cover(title: str, of: MonthView | YearView) -> Cover:
    figures = (("收入", of.income), ("支出", of.expense), ("结余", of.closing))
    return Cover(title, tuple((name, yuan(amount)) for name, amount in figures))


def anchors(data: Dataset) -> tuple[str, ...]:
    return data.once("anchors", (), lambda: tuple(f"r{n}" for n in range(1, len(data.entries) + 1)))


def months_table(name: str, title: str, months: tuple[MonthView, ...]) -> Table:
    columns = (
        TableColumn("月份", "title"),
        TableColumn("上月余额", "money"),
        TableColumn("本月收入", "money"),
        TableColumn("本月支出", "money"),
        TableColumn("本月余额", "money"),
    )
    rows = tuple((m.name, m.opening, m.income, m.expense, m.closing) for m in months)
    foot = ("合计", None, sum(m.income for m in months), sum(m.expense for m in months), None)
    return Table(name, title, columns, rows, foot, "单位：元")


def accounts_table(month: MonthView) -> Table | None:
    """资金存放: what each own account began with, what came and went, and what it has."""
    if not month.accounts:
        return None
    names = ("上月余额", IN, OUT, "户间划转", "本月余额")
    columns = (TableColumn("账户", "title"), *(TableColumn(name, "money") for name in names))
    rows = tuple((a.name, a.opening, a.income, a.expense, a.moved or None, a.closing) for a in month.accounts)
    foot = ("合计", *(sum(getattr(a, name) for a in month.accounts) for name in ("opening", "income", "expense", "moved", "closing")))
    return Table(f"{month.key}-accounts", "资金存放", columns, rows, foot, "单位：元")


def subjects_table(name: str, title: str, datasets: Datasets) -> Table:
    """Sums by 科目."""
    by_subject = sum_by("科目", (IN, OUT), datasets)
    columns = (TableColumn("科目", "title"), TableColumn("笔数", "number"), TableColumn(IN, "money"), TableColumn(OUT, "money"))
    rows = tuple((subject, count, sums[0] or None, sums[1] or None) for subject, count, sums in by_subject)
    foot = ("合计", sum(c for _, c, _ in by_subject), sum(s[0] for *_, s in by_subject), sum(s[1] for *_, s in by_subject))
    return Table(name, title, columns, rows, foot, "单位：元", tuple(f"s{n}" for n in range(1, len(rows) + 1)))


@dataclass(frozen=True)
class MoreSpent:
    """A 科目 for which a month spent more than the month before."""

    subject: str
    anchor: str
    """Of its row in the sums by 科目."""
    more: int
    """Fen."""


def more_spent(data: Dataset, before: Dataset | None, subjects: Table) -> tuple[MoreSpent, ...]:
    """Three at most, the largest first; () where the month before is not there. ``subjects``: the sums of the month."""
    if before is None:
        return ()
    then = {subject: sums[1] for subject, _, sums in sum_by("科目", (IN, OUT), (before,))}
    now = [(anchor, str(row[0]), row[3]) for anchor, row in zip(subjects.anchors, subjects.rows, strict=True)]
    spent = [(anchor, subject, fen) for anchor, subject, fen in now if isinstance(fen, int) and not is_money(subject)]
    more = [MoreSpent(subject, anchor, fen - then.get(subject, 0)) for anchor, subject, fen in spent]
    return tuple(sorted((one for one in more if one.more > 0), key=lambda one: -one.more)[:3])


@dataclass(frozen=True)
class NewestEntry:
    """The last thing that happened in a month."""

    anchor: str
    """Of its row."""
    day: date
    what: str


_LONG = 12
"""Entries of which a reader sees the newest at once; of more he is led to it."""


def newest_entry(data: Dataset) -> NewestEntry | None:
    """Of several of one day the last; None where there are few, or where none has a day."""
    dated = [(day, n) for n, row in enumerate(data.entries) if isinstance(day := row["日期"], date)]
    if len(data.entries) <= _LONG or not dated:
        return None
    day, n = max(dated)
    return NewestEntry(anchors(data)[n], day, data.entries[n].text("摘要"))


def trend(title: str, months: tuple[MonthView, ...]) -> Trend | None:
    """One month alone goes nowhere."""
    shown = tuple(TrendMonth(m.key, m.name, m.income, m.expense, m.closing) for m in months)
    return Trend(title, shown) if len(shown) > 1 else None


def up_to(months: list[MonthView], key: str) -> tuple[MonthView, ...]:
    """Those up to ``key``, of months in their order."""
    return tuple(months[: bisect_right(months, key, key=_KEY)])


def twelve_months(months: list[MonthView], key: str) -> tuple[MonthView, ...]:
    """Those of the year that ends with ``key`` (2026-03: from 2025-04 on), of months in their order."""
    first, last = (bisect_right(months, end, key=_KEY) for end in (f"{int(key[:4]) - 1}{key[4:]}", key))
    return tuple(months[first:last])


_KEY = attrgetter("key")
