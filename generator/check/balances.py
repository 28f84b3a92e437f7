"""What each month of 收支明细 begins and ends with, in all and by account."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import lru_cache, partial

from generator import periods
from generator.check.own_accounts import OwnAccount, kept, openings, several, sum_if_known
from generator.check.transfers import NO_TRANSFERS, Transfers
from generator.check.walk import LEFT, net, newest_first
from generator.classes import dataclass
from generator.kind import Datasets
from generator.model import Dataset, Row
from generator.once import Once


@dataclass(frozen=True)
class MonthBalance(Once):
    """One month and the balances at its two ends, in fen; None where they cannot be known."""

    data: Dataset
    opening: int | None
    closing: int | None
    accounts: tuple[OwnAccount, ...] = ()
    """By own account, where there are several and it is known what each has."""
    separate: bool = False
    """True where each account has its own balance."""
    book: Dataset | None = None
    """All rows as one chain of balances, where that is not ``data`` as it stands."""
    transfers: Transfers = NO_TRANSFERS
    unnamed: tuple[Row, ...] = ()
    """Rows that should name their account and do not: no balance can be followed."""

    @property
    def net(self) -> int:
        """收入 − 支出, in fen."""
        return net(self.data.rows)

    @property
    def chain(self) -> Dataset:
        return self.book or self.data


def balances(datasets: Datasets) -> list[MonthBalance]:
    """Opening: stated, or left by the month before. Closing: the last row's 余额, or opening + in − out."""
    return list(_balances(_Same(datasets)))


class _Same(Hashable):
    """The very same datasets, without looking at each row again."""

    def __init__(self, datasets: Datasets) -> None:
        self.datasets = datasets

    def __hash__(self) -> int:
        return id(self.datasets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.datasets is self.datasets


@lru_cache(8)
def _balances(asked: _Same) -> tuple[MonthBalance, ...]:
    balances: list[MonthBalance] = []
    datasets = asked.datasets
    for i, data in enumerate(datasets):
        before = balances[-1] if balances else None
        follows = before if before and before.data.complete and periods.next_month(before.data.key) == data.key else None
        following = datasets[i + 1] if i + 1 < len(datasets) else None
        balances.append(data.once("balances", (follows, _beginning(following)), partial(_of_month, data, follows, following)))
    return tuple(balances)


def _beginning(following: Dataset | None) -> tuple[Row, ...]:
    """What the next month says that this one left: all that is asked of it."""
    return tuple(row for mark, row in following.stated_rows if mark == "opening") if following else ()


def _of_month(data: Dataset, before: MonthBalance | None, following: Dataset | None) -> MonthBalance:
    of_month = _of_several if several(data) or (before and before.separate) else _of_one
    return of_month(data, before, following)


def _of_one(data: Dataset, before: MonthBalance | None, following: Dataset | None) -> MonthBalance:
    """Kept beside the month: of hundreds one has changed."""
    left, carried = before.closing if before else None, _stated(following, "opening")
    return data.once("balance", (left, carried), lambda: _alone(data, left, carried))


def _alone(data: Dataset, left: int | None, carried: int | None) -> MonthBalance:
    """``left``: by the month before; ``carried``: into the month after, as that states it."""
    opening = _stated(data, "opening")
    if opening is None:
        opening = left
    return MonthBalance(data, opening, _closing(data, opening, {_stated(data, "total"), carried}))


def _of_several(data: Dataset, before: MonthBalance | None, following: Dataset | None) -> MonthBalance:
    had = {a.name: a.closing for a in before.accounts} if before and before.accounts else None
    month = kept(data, had, before.closing if before else None, bool(before and before.separate))
    later, later_whole = openings(following) if following else ({}, None)
    if not month.separate:
        after = later_whole.fen(LEFT) if later_whole else None
        closing = _closing(month.book, month.opening, {_stated(data, "total"), after})
        return MonthBalance(data, month.opening, closing, month.accounts, False, month.book, month.transfers, month.unnamed)
    accounts = []
    for one in month.accounts:
        witnesses = {_stated(one.book, "total"), later[one.name].fen(LEFT) if one.name in later else None}
        accounts.append(replace(one, closing=_closing(one.book, one.opening, witnesses)))
    sums = [one.closing for one in accounts]
    left = sum_if_known(sums)
    return MonthBalance(data, month.opening, left, tuple(accounts), True, month.book, month.transfers)


def _closing(data: Dataset, opening: int | None, witnesses: set[int | None]) -> int | None:
    """Where the last row's 余额 and the sum differ and the 合计 row or the next month's opening bears out the sum, the 余额 is the slip."""
    last = data.rows[-1].fen(LEFT) if data.rows else None
    computed = opening + net(data.rows) if opening is not None and data.complete else None
    if newest_first(data) and last is not None:
        return None  # it is told, and what it ends with cannot be known
    return computed if last is None or (computed is not None and computed in witnesses) else last


def _stated(data: Dataset | None, mark: str) -> int | None:
    row = data.marked(mark) if data else None
    return row.fen(LEFT) if row else None
