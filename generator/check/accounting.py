"""收支明细: one side a row, running balance, stated sums, and one month following on the other.

The identity is 上月余额 + 收入 − 支出 = 本月余额 (K12 of the accounting facts, the 出纳 public form).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import periods, values
from generator.check.totals import wrong_sum
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, Source, problem
from generator.values import yuan

IN, OUT, LEFT = "收入", "支出", "余额"


def dates_in_month(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A file holds the days of its own month only."""
    for data in datasets:
        for row in data.rows:
            day = row["日期"]
            if isinstance(day, date) and periods.month_of(day) != data.key:
                said = f"日期是 {values.date_cn(day)}，不在 {periods.month_cn(data.key)}。"
                yield problem("date-outside-month", row.at("日期"), said, excerpt=row.excerpt())
            elif isinstance(day, date) and day > context.today:
                said = f"日期是 {values.date_cn(day)}，今天才 {values.date_cn(context.today)}。"
                yield problem("future-date", row.at("日期"), said, excerpt=row.excerpt())


def one_side_only(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A row is income or expense: not both, not neither. Zero counts as nothing on the other side."""
    for data in datasets:
        for row in data.rows:
            if row.bad & {IN, OUT}:
                continue
            came, went = row.fen(IN), row.fen(OUT)
            if values.voided(row.text("摘要")) and not came and not went:
                continue
            if came and went:
                said = f"收入 {yuan(came)} 和支出 {yuan(went)} 写在了一行。"
                yield problem("both-sides", row.at(OUT), said, excerpt=row.excerpt())
            elif not came and not went:
                said = "收入和支出都空着。" if came is None and went is None else "收入和支出是零。"
                yield problem("no-amount", row.at(IN), said, excerpt=row.excerpt())


def running_balance(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Each stated 余额 follows from the one before it."""
    months = balances(datasets)
    for month, file in zip(months, ["", *(m.data.file for m in months)], strict=False):
        yield from _walk(month.data, month.opening, month.closing, file)


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
        if row.bad & {IN, OUT, LEFT} or last is None:
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
            yield problem("balance-mismatch", row.at(LEFT), said, excerpt=row.excerpt())
            expected = stated if not _borne_out(data.rows[i + 1 :], expected, closing) else expected
        last, before = expected, "上一行余额"


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
    """合计 (and 本年累计) rows agree with the rows; a stated closing balance agrees with opening + in − out."""
    months = balances(datasets)
    for month in months:
        data = month.data
        for mark, row in data.marks:
            scope = _year_so_far(month, months) if mark == "year" else [data]
            if mark in ("opening", "subtotal") or not data.complete or scope is None:
                continue
            for name in (IN, OUT):
                stated, total = row.fen(name), sum(r.fen(name) or 0 for d in scope for r in d.rows)
                if stated is not None and stated != total:
                    yield wrong_sum(row, name, stated, total, "本年各行相加" if mark == "year" else "各行相加", yuan)
            stated = row.fen(LEFT)
            if stated is not None and month.closing is not None and stated != month.closing:
                yield wrong_sum(row, LEFT, stated, month.closing, "本月最后的余额", yuan)


def subtotals(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A 小计 row states the sum since the last one."""
    for data in datasets:
        above = 0
        for mark, row in data.marks:
            if mark != "subtotal":
                continue
            part = [r for r in data.rows if above < r.number < row.number]
            if not any(above < number < row.number for number in data.broken) and not any(r.bad & {IN, OUT} for r in part):
                for name in (IN, OUT):
                    stated, total = row.fen(name), sum(r.fen(name) or 0 for r in part)
                    if stated is not None and stated != total:
                        yield wrong_sum(row, name, stated, total, "上面各行相加", yuan)
            above = row.number


def _year_so_far(month: MonthBalance, months: list[MonthBalance]) -> list[Dataset] | None:
    """The months of this year up to this one, if all are here from January and each agrees with its own balances.

    One wrong amount is told at its row and its month's sum; every later 本年累计 would only repeat it.
    """
    year = [m for m in months if m.data.key[:4] == month.data.key[:4] and m.data.key <= month.data.key]
    from_january = year[0].data.key.endswith("-01") and len(year) == int(month.data.key[5:])
    sound = all(m.data.complete and m.closing is not None and m.opening is not None and m.opening + net(m.data) == m.closing for m in year)
    return [m.data for m in year] if from_january and sound else None


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
            if row is not opening or (first and row.number > first):
                said = "又有一行「上月余额」。" if row is not opening else f"「上月余额」在第 {first} 行那一笔的后面。"
                yield problem("opening-misplaced", row.at("摘要"), said, excerpt=row.excerpt())
        if previous is None:
            if opening is None and not data.unread:
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
        closing = computed if last is None or (computed is not None and computed in witnesses) else last
        found.append(MonthBalance(data, opening, closing))
    return found


def _stated(data: Dataset, mark: str) -> int | None:
    row = data.marked(mark)
    return row.fen(LEFT) if row else None


def net(data: Dataset) -> int:
    """收入 − 支出 of a month, in fen."""
    return sum((row.fen(IN) or 0) - (row.fen(OUT) or 0) for row in data.rows)
