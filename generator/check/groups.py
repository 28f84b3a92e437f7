"""组务公开: each 组 keeps an account of its own in the same file, checked as the ledger is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator import periods
from generator.check import accounting
from generator.check.balances import balances
from generator.check.totals import stated_totals
from generator.check.walk import IN, LEFT, OUT
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, problem
from generator.values import yuan

GROUP = "组别"


def parts(data: Dataset) -> dict[str, Dataset]:
    """The rows and sums of each 组, in the order of the file, as if each had a file of its own."""
    names = dict.fromkeys(row.text(GROUP) for row in data.rows if row.text(GROUP))
    return {name: _of(data, name) for name in names}


def _of(data: Dataset, name: str) -> Dataset:
    rows = tuple(row for row in data.rows if row.text(GROUP) == name)
    return replace(data, rows=rows, stated_rows=tuple((mark, row) for mark, row in data.stated_rows if row.text(GROUP) == name))


def accounts_add_up(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Of each 组: one side a row, the running balance, the stated sums, never below nothing."""
    for data in datasets:
        for part in parts(data).values():
            for check in (accounting.running_balance, accounting.stated_sums, accounting.never_below_zero):
                yield from check((part,), context)


def whole_sums(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A 合计 without a 组 is of all of them."""
    for data in datasets:
        stated_rows = tuple((mark, row) for mark, row in data.stated_rows if mark == "total" and not row.text(GROUP))
        yield from stated_totals(IN, OUT)((replace(data, stated_rows=stated_rows),), context)


def periods_follow(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each 组 begins with what it had at the end of the period before: as written, or as its rows come to where that was mistyped."""
    ends = {periods.period_months(data.key)[1]: data for data in datasets}
    for data in datasets:
        first = periods.period_months(data.key)[0]
        before = next((d for end, d in ends.items() if periods.next_month(end) == first), None)
        closings = {name: _closings(part) for name, part in parts(before).items()} if before else {}
        for name, part in parts(data).items():
            opening, left = part.marked("opening"), closings.get(name, ())
            stated = opening.fen(LEFT) if opening else None
            if opening and before and left and stated is not None and stated not in left:
                ended = f"{periods.period_cn(before.key)}最后的余额是 {yuan(left[0])}（见 {before.file}）"
                message = f"{name}上期余额写的是 {yuan(stated)}，{ended}。"
                yield problem("opening-mismatch", opening.at(LEFT), message, excerpt=opening.excerpt())


def _closings(part: Dataset) -> tuple[int, ...]:
    """The last balance as it is written, and as the rows come to; nothing where a row could not be read."""
    (month,) = balances((part,))
    if month.closing is None or not part.complete:
        return ()
    return (month.closing, *(() if month.opening is None else (month.opening + month.net,)))
