"""What must not repeat, skip or run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import groupby

from generator import periods, values
from generator.check.alone import alone
from generator.check.own_accounts import pieces, several
from generator.check.transfers import of_account
from generator.check.walk import newest_first
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, Row, problem
from generator.pattern import lazy

_VOUCHER = lazy(r"(.*\D)?(\d{1,9})(号)?")
"""记-012, 收字第12号, 2026-03-012: a prefix and the number that runs."""
_LINE = lazy(r"(-\d+/\d+|\(\d+(/\d+)?\))$")
"""记-012-1/3, 记-012(1): one line of several of one voucher."""
_SPAN = lazy(r"(.*\D)?(\d{1,9})号?(?:至|到|~|—|--)(?:\D*)(\d{1,9})(号)?")
"""付-5至7, 记-005~记-007: several vouchers on one line."""
_NO_CASH = lazy("转")
"""The series of 转账凭证 moves no cash: what of it is not in 收支明细 is not missing."""
_NTH = lazy(r"(.+)-(\d{1,2})/(\d{1,2})")


@alone
def vouchers_unique(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A 凭证号 stands once in a month, or on rows one below the other that tell of different things: the lines of one voucher."""
    for data in datasets:
        first: dict[str, Row] = {}
        above: Row | None = None
        for row in data.entries:
            number, before = values.label(row.text("凭证号")), above
            above = row
            if not number or "凭证号" in row.invalid | row.merged:
                continue
            if before and number == values.label(before.text("凭证号")) and _another_line(before, row):
                continue
            if number in first and _another_book(first[number], row, data) and _another_line(first[number], row, of_day=False):
                continue
            if number in first:
                message = f"凭证号「{row.text('凭证号')}」第 {first[number].number} 行已经用过。"
                yield problem("voucher-repeated", row.at("凭证号"), message, excerpt=row.excerpt())
            else:
                first[number] = row


def _another_book(above: Row, row: Row, data: Dataset) -> bool:
    """True for rows of the books of two accounts, each with a series of its own, and for the two sides of a transfer."""
    if above.head is not row.head:
        return True
    return of_account(above) != of_account(row) and sum(row is move or above is move for move in data.transfers) == 2


def _another_line(above: Row, row: Row, *, of_day: bool = True) -> bool:
    """True for two lines of one voucher; the same matter with the same amount on the same day is one booked twice."""
    return (not of_day or row["日期"] == above["日期"]) and any(
        row.text(name) != above.text(name) for name in ("摘要", "科目", "收入", "支出")
    )


def vouchers_consecutive(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No number is left out. Numbers begin at 1 each month, or go on from the month before."""
    last: dict[str, int] = {}
    for data in datasets:
        series, unread = data.once("vouchers", (), partial(_series_of, data))
        for prefix, numbers in series:
            before = last.get(prefix, 0)
            expected = before + 1 if numbers[0][0] > before else 1  # numbers run on, or begin anew each month
            above = 0
            gaps: list[tuple[Row, str]] = []
            for number, end, row in numbers:
                # A row that could not be read may well hold the missing number.
                if number > expected and not any(above < n < row.number or data.parts for n in unread):
                    gaps.append((row, _missing(row, expected, number, data.key)))
                expected, above = max(expected, end + 1), row.number
            last[prefix] = expected - 1
            if gaps:
                row, more = gaps[0][0], f" 等 {len(gaps)} 处" if len(gaps) > 8 else ""
                message = f"凭证号到了「{row.text('凭证号')}」，前面缺 {gaps[0][1]}。"
                if len(gaps) > 1:
                    message = f"这个月的凭证号缺 {'、'.join(missing for _, missing in gaps[:8])}{more}。"
                yield problem("voucher-skipped", row.at("凭证号"), message, excerpt=row.excerpt())


def _series_of(data: Dataset) -> tuple[list[tuple[str, list[tuple[int, int, Row]]]], list[int]]:
    """The series that move cash, each with (first, last running number, row) in their order; and the rows whose number cannot be read."""
    seen: dict[str, list[tuple[int, int, Row]]] = {}
    unread = list(data.unreadable_rows)
    for row in data.entries:
        if parts := _parts(row, data.key):
            seen.setdefault(parts[0], []).append((*parts[1:], row))
        else:
            unread.append(row.number)
    for numbers in seen.values():
        numbers.sort(key=lambda entry: (entry[0], entry[2].number))
    return [(prefix, numbers) for prefix, numbers in seen.items() if not _NO_CASH.search(prefix)], unread


def _parts(row: Row, month: str) -> tuple[str, int, int] | None:
    """(series, first, last running number); 记-012 and 记字第012号 are of one series; 202603012 is number 12 of March."""
    series, digits, to = _numbered(row.text("凭证号"))
    if to:
        return series, int(digits), max(int(digits), int(to))
    if not digits or "凭证号" in row.invalid:
        return None
    number = int(digits.removeprefix(month.replace("-", "")) or digits)
    return series, number, number


def _series(prefix: str | None) -> str:
    return re.sub("[字第#_.-]+$", "", prefix or "")


@lru_cache(maxsize=1 << 12)
def _numbered(text: str) -> tuple[str, str, str]:
    """(series, digits, digits of the last) of a voucher, the last "" but of several on one line; all "" where it has no number."""
    label = values.label(text)[:60]
    if match := _SPAN.fullmatch(label):
        return _series(match[1]), match[2], match[3]
    match = _VOUCHER.fullmatch(_LINE.sub("", label))
    return (_series(match[1]), match[2], "") if match else ("", "", "")


def _missing(row: Row, expected: int, number: int, month: str) -> str:
    """The missing numbers in the style the clerk writes them: 记-005 到 记-006."""
    text = values.label(row.text("凭证号"))[:60]
    match = _SPAN.fullmatch(text) or _VOUCHER.fullmatch(_LINE.sub("", text))
    prefix, digits, after = (match[1] or "", match[2], "号" if text.endswith("号") else "") if match else ("", "", "")
    short = digits.removeprefix(month.replace("-", "")) or digits
    prefix += digits[: len(digits) - len(short)]
    first, last = (f"{prefix}{str(n).zfill(len(short))}{after}" for n in (expected, number - 1))
    return first if first == last else f"{first} 到 {last}"


@alone
def vouchers_whole(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Of a voucher in three lines all three are there: 1/3, 2/3, 3/3."""
    for data in datasets:
        lines: dict[tuple[str, int], dict[int, Row]] = {}
        for row in data.entries:
            if match := _NTH.fullmatch(values.label(row.text("凭证号"))):
                lines.setdefault((match[1], int(match[3])), {})[int(match[2])] = row
        for (base, count), there in lines.items():
            missing = [f"{base}-{n}/{count}" for n in range(1, min(count, 99) + 1) if n not in there]
            if missing:
                row = there[max(there)]
                message = f"凭证「{base}」共 {count} 行，缺 {'、'.join(missing[:5])}。"
                yield problem("voucher-skipped", row.at("凭证号"), message, excerpt=row.excerpt())


@alone
def dates_forward(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Rows of a 流水账 stand in the order of their days."""
    for data in (book for whole in datasets for book in _in_turn(whole)):
        if newest_first(data):
            continue  # told once, where its balances are looked at
        last: date | None = None
        for row in data.entries:
            day = row["日期"]
            if not isinstance(day, date) or periods.month_of(day) != data.key:
                continue
            if last and day < last:
                message = f"日期 {values.date_cn(day)} 比上一行的 {values.date_cn(last)} 早。"
                yield problem("date-backwards", row.at("日期"), message, excerpt=row.excerpt())
            last = day


def _in_turn(data: Dataset) -> Iterator[Dataset]:
    """What runs through the month by itself: each sheet or file, and in one sheet each account whose rows stand together."""
    for piece in pieces(data):
        turns = [(name, tuple(rows)) for name, rows in groupby(piece.entries, of_account)] if several(piece) else []
        if 1 < len(turns) == len({name for name, _ in turns}):
            yield from (replace(piece, rows=rows, lines=()) for _, rows in turns)
        else:
            yield piece
