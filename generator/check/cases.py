"""What is true of any case: one matter in a file, and its steps come one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.lists import stated_once
from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Problem, problem


def one_case(named: str) -> Check:
    """A check that all rows of a file are of one case; a blank is the same as above."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            first = str(stated_once(data, named) or "")
            other = next((row for row in data.rows if row.text(named) not in ("", first)), None)
            if other:
                yield problem("matter-mixed", other.at(named), f"前面的{named}是「{first}」，这里是「{other.text(named)}」。")

    return check


def days_follow(step: str, day: str) -> Check:
    """A check that no step is of an earlier day than the one written above it."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data in datasets:
            last: tuple[str, date] | None = None
            for row in data.rows:
                on = row[day]
                if isinstance(on, date) and last and on < last[1]:
                    message = f"「{row.text(step)}」是 {values.date_cn(on)}，早于前一步「{last[0]}」的 {values.date_cn(last[1])}。"
                    yield problem("step-order", row.at(day), message, excerpt=row.excerpt())
                last = (row.text(step), on) if isinstance(on, date) else last

    return check
