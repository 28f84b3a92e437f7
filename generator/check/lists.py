"""What is true of any list: there is something in it, nothing stands in it twice, and what it tells of has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import periods, values
from generator.config import Context
from generator.kind import Check, Datasets
from generator.known_days import bounds, when_cn
from generator.model import Dataset, Problem, Row, Source, problem
from generator.shown import Value


def stating(data: Dataset, name: str) -> Row | None:
    """The row that says what is said once for a whole file: the first with anything in that column."""
    return next((row for row in data.rows if row[name] is not None), None)


def stated_once(data: Dataset, name: str) -> Value:
    """What it says."""
    row = stating(data, name)
    return row[name] if row else None


def not_empty(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """An empty form left there would say that there is nothing to tell."""
    for data in datasets:
        if not data.rows and not data.unread and not data.unreadable_rows:
            yield problem("empty-list", Source(data.file), "这份表里一行也没有。", "填上内容；确实没有的，不放这个文件。")


def once(*names: str) -> Check:
    """No two rows of a file are the same in all of these columns."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            first: dict[tuple[str, ...], Row] = {}
            for row in data.rows:
                key = tuple(values.label(row.text(name)) for name in names)
                if key in first:
                    message = f"「{'，'.join(row.text(name) for name in names)}」第 {first[key].number} 行已经有了。"
                    yield problem("row-repeated", row.at(names[-1]), message, excerpt=row.excerpt())
                first.setdefault(key, row)

    return check


def used_once(name: str) -> Check:
    """A check that a number (编号, 合同号) stands once in a register."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            first: dict[str, Row] = {}
            for row in data.rows:
                number = values.label(row.text(name))
                if number and name not in row.invalid | row.merged and first.setdefault(number, row) is not row:
                    message = f"{name}「{row.text(name)}」第 {first[number].number} 行已经用过。"
                    yield problem("register-repeated", row.at(name), message, excerpt=row.excerpt())

    return check


def days_have_come(*names: str) -> Check:
    """Nothing came in or was given in the future: a mistyped year."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in (row for data in datasets for row in data.rows):
            for name in names:
                day = row[name]
                if isinstance(day, date) and day > context.today:
                    message = f"{name}是 {values.date_cn(day)}，今天才 {values.date_cn(context.today)}。"
                    yield problem("future-date", row.at(name), message, excerpt=row.excerpt())

    return check


def within(name: str) -> Check:
    """A check that the days of a file are days of the year, quarter or month it is named after."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            first, last = periods.period_months(data.key)
            for row in data.rows:
                day = row[name]
                if isinstance(day, date) and not first <= periods.month_of(day) <= last:
                    message = f"{name}是 {values.date_cn(day)}，这份表是{periods.period_cn(data.key)}的。"
                    yield problem("date-outside-period", row.at(name), message, excerpt=row.excerpt())

    return check


def come_by_then(name: str) -> Check:
    """A check that nothing in a register happened after the period it is of, or is still to come."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            for row in data.rows:
                known, end = bounds(row[name]), periods.period_end(data.key)
                if known and known[0] > end:
                    message = f"{name}是 {when_cn(row[name])}，这份表是{periods.period_cn(data.key)}的。"
                    yield problem("date-after-period", row.at(name), message, excerpt=row.excerpt())
                elif known and known[0] > context.today:
                    message = f"{name}是 {when_cn(row[name])}，今天才 {values.date_cn(context.today)}。"
                    yield problem("future-date", row.at(name), message, excerpt=row.excerpt())

    return check
