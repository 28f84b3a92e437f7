"""What must not repeat, skip or run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from generator import periods, values
from generator.check.accounting import newest_first
from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, Row, problem

_VOUCHER = re.compile(r"(.*\D)?(\d{1,9})(号)?")
"""记-012, 收字第12号, 2026-03-012: a prefix and the number that runs."""
_LINE = re.compile(r"(-\d+/\d+|\(\d+(/\d+)?\))$")
"""记-012-1/3, 记-012(1): one line of several of one voucher."""
_NTH = re.compile(r"(.+)-(\d{1,2})/(\d{1,2})")


def vouchers_unique(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """A 凭证号 stands once in a month."""
    for data in datasets:
        first: dict[str, Row] = {}
        for row in data.rows:
            number = values.label(row.text("凭证号"))
            if not number or "凭证号" in row.bad | row.merged:
                continue
            if number in first:
                said = f"凭证号「{row.text('凭证号')}」第 {first[number].number} 行已经用过。"
                yield problem("voucher-repeated", row.at("凭证号"), said, excerpt=row.excerpt())
            else:
                first[number] = row


def vouchers_consecutive(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No number is left out. Numbers begin at 1 each month, or go on from the month before."""
    last: dict[str, int] = {}
    for data in datasets:
        seen: dict[str, list[tuple[int, Row]]] = {}
        unread = list(data.broken)
        for row in data.rows:
            if parts := _parts(row, data.key):
                seen.setdefault(parts[0], []).append((parts[1], row))
            else:
                unread.append(row.number)
        for prefix, numbers in seen.items():
            numbers.sort(key=lambda pair: (pair[0], pair[1].number))
            before = last.get(prefix, 0)
            expected = before + 1 if numbers[0][0] > before else 1  # numbers run on, or begin anew each month
            above = 0
            for number, row in numbers:
                # A row that could not be read may well hold the missing number.
                if number > expected and not any(above < n < row.number for n in unread):
                    yield _skipped(row, expected, number, data.key)
                expected, above = number + 1, row.number
            last[prefix] = numbers[-1][0]


def _parts(row: Row, month: str) -> tuple[str, int] | None:
    """(series, running number); 记-012 and 记字第012号 are of one series; 202603012 is number 12 of March."""
    series, digits = _numbered(row.text("凭证号"))
    if not digits or "凭证号" in row.bad:
        return None
    return series, int(digits.removeprefix(month.replace("-", "")) or digits)


@lru_cache(maxsize=1 << 12)
def _numbered(text: str) -> tuple[str, str]:
    """(series, digits) of a voucher; digits "" where it has no number."""
    found = _VOUCHER.fullmatch(_LINE.sub("", values.label(text)[:60]))
    return (re.sub("[字第#_.-]+$", "", found[1] or ""), found[2]) if found else ("", "")


def _skipped(row: Row, expected: int, number: int, month: str) -> Problem:
    """Names the missing numbers in the style the clerk writes them."""
    found = _VOUCHER.fullmatch(_LINE.sub("", values.label(row.text("凭证号"))[:60]))
    prefix, digits, after = (found[1] or "", found[2], found[3] or "") if found else ("", "", "")
    short = digits.removeprefix(month.replace("-", "")) or digits
    prefix += digits[: len(digits) - len(short)]
    first, last = (f"{prefix}{str(n).zfill(len(short))}{after}" for n in (expected, number - 1))
    missing = first if first == last else f"{first} 到 {last}"
    said = f"凭证号到了「{row.text('凭证号')}」，前面缺 {missing}。"
    return problem("voucher-skipped", row.at("凭证号"), said, excerpt=row.excerpt())


def vouchers_whole(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Of a voucher in three lines all three are there: 1/3, 2/3, 3/3."""
    for data in datasets:
        lines: dict[tuple[str, int], dict[int, Row]] = {}
        for row in data.rows:
            if found := _NTH.fullmatch(values.label(row.text("凭证号"))):
                lines.setdefault((found[1], int(found[3])), {})[int(found[2])] = row
        for (base, count), there in lines.items():
            missing = [f"{base}-{n}/{count}" for n in range(1, min(count, 99) + 1) if n not in there]
            if missing:
                row = there[max(there)]
                said = f"凭证「{base}」共 {count} 行，缺 {'、'.join(missing[:5])}。"
                yield problem("voucher-skipped", row.at("凭证号"), said, excerpt=row.excerpt())


def dates_forward(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """Rows of a 流水账 stand in the order of their days."""
    for data in datasets:
        if newest_first(data):
            continue  # told once, where its balances are looked at
        last: date | None = None
        for row in data.rows:
            day = row["日期"]
            if not isinstance(day, date) or periods.month_of(day) != data.key:
                continue
            if last and day < last:
                said = f"日期 {values.date_cn(day)} 比上一行的 {values.date_cn(last)} 早。"
                yield problem("date-backwards", row.at("日期"), said, excerpt=row.excerpt())
            last = day
