"""Counts of cases in a village: fewer than five could be told apart by neighbours, and so could the one that is not among the others.

Law: 个人信息保护法 art. 6, 25: what happened in one household is nobody else's, however small the figure it hides behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.check.cell_suppression import FEW
from generator.check.redaction import LEFT_OUT, with_texts
from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Dataset, Problem, Row, problem

FEWER = f"<{FEW}"


def few_left_out(whole: str, parts: tuple[str, ...], amounts: tuple[str, ...]) -> Callable[[Dataset, Context], Dataset]:
    """A kind's ``redact``. The columns ``parts`` count some of those in ``whole``: where one of them, or what is not among it, is one to
    four, none of that row is told, nor an amount. Stated sums go with them, for they would give one back."""

    def redact(data: Dataset, context: Context) -> Dataset:
        rows = tuple(_without(row, whole, parts, amounts) for row in data.rows)
        return data if rows == data.rows else replace(data, rows=rows, stated_rows=tuple(s for s in data.stated_rows if s[0] not in _SUMS))

    return redact


_SUMS = ("opening", "total", "subtotal", "year", "quarter", "carried")


def _without(row: Row, whole: str, parts: tuple[str, ...], amounts: tuple[str, ...]) -> Row:
    everything = _count(row, whole)
    some = [count for name in parts for count in (_count(row, name), everything - _count(row, name))]
    if not any(0 < count < FEW for count in (everything, *some)):
        return row
    texts = {name: FEWER if 0 < _count(row, name) < FEW else LEFT_OUT for name in parts if row[name] is not None}
    texts |= {name: LEFT_OUT for name in amounts if row[name] is not None}
    return with_texts(row, texts | ({whole: FEWER} if everything < FEW else {}))


def parts_within(whole: str, *parts: str) -> Check:
    """A check that what counts some of them is not more than all of them."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in (row for data in datasets for row in data.rows):
            for name in parts:
                some, everything = row[name], row[whole]
                if isinstance(some, int) and isinstance(everything, int) and some > everything:
                    told = f"「{name}」写的是 {some}，「{whole}」才 {everything}。"
                    yield problem("cases-over", row.at(name), told, excerpt=row.excerpt())

    return check


def _count(row: Row, name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0
