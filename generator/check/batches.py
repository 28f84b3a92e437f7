"""Rows that must hold in themselves: a number × a rate = an amount, what came − what went = what is left.

Each function here makes a check for the columns it is given; blank and unreadable cells are passed over (they were told once).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from generator import values
from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Problem, Row, problem
from generator.values import yuan


def product(number: str, rate: str, amount: str, rounded_rate: bool = False) -> Check:
    """number × rate ≈ amount, within half a fen: what rounding one row can do (K18: 0.005 元 for each household, a row each).

    ``rounded_rate``: the rate itself was rounded to the fen before (每份), so half a fen for each of the number.
    """

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in _rows(datasets):
            count, fen, stated = row[number], row.fen(rate), row.fen(amount)
            if row.invalid & {number, rate, amount} or not isinstance(count, int | Decimal) or fen is None or stated is None:
                continue
            exact = Decimal(count) * fen
            if abs(exact - stated) * 2 > (count if rounded_rate else 1):
                right = int(exact.to_integral_value(ROUND_HALF_UP))
                message = f"{number} {values.number_text(count)} × {rate} {yuan(fen)} = {yuan(right)}，{_but(amount, stated, right)}"
                yield problem("product-mismatch", row.at(amount), message, excerpt=row.excerpt())

    return check


def difference(came: str, went: str, left: str, before: str = "", only_with: str = "") -> Check:
    """came − went = left, to the fen (K15); blank counts as nothing on the left side.

    ``before``: a column for what was there at first, which is added where the table has it; ``only_with``: a column without which a
    table says no such thing.
    """

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in _rows(datasets):
            stated = row.fen(left)
            if row.invalid & {before, came, went, left} or stated is None or (only_with and only_with not in row.head.places):
                continue
            had, first, second = (row.fen(name) or 0 for name in (before, came, went))
            right = had + first - second
            if right != stated:
                opening = f"{before} {yuan(had)} + " if before in row.head.places else ""
                how = f"{opening}{came} {yuan(first)} − {went} {yuan(second)} = {yuan(right)}"
                hint = f"核对这一行的几个数，以凭证为准；上一期剩下的也算在里面的，加一列「{before}」。" if before and not opening else ""
                yield problem("difference-mismatch", row.at(left), f"{how}，{_but(left, stated, right)}", hint, row.excerpt())

    return check


def parts_of(parts: tuple[str, ...], whole: str) -> Check:
    """The parts come to the whole, in a table that has a column for each."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in _rows(datasets):
            stated = row.fen(whole)
            told = all(name in row.head.places for name in parts) and any(row.fen(name) is not None for name in parts)
            if row.invalid & {*parts, whole} or stated is None or not told:
                continue
            total = sum(row.fen(name) or 0 for name in parts)
            if total != stated:
                how = " + ".join(f"{name} {yuan(row.fen(name) or 0)}" for name in parts)
                yield problem(
                    "total-mismatch", row.at(whole), f"{how} = {yuan(total)}，{_but(whole, stated, total)}", excerpt=row.excerpt()
                )

    return check


def no_more_than(paid: str, owed: str, unless: str = "") -> Check:
    """paid ≤ owed. ``unless``: a column that says what lies between the two, which is looked at by ``difference`` then."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in _rows(datasets):
            a, b = row.fen(paid), row.fen(owed)
            if unless and unless in row.head.places:
                continue
            if a is not None and b is not None and a > b:
                message = f"{owed} {yuan(b)}，{paid} {yuan(a)}，多了 {yuan(a - b)}。"
                yield problem("paid-more", row.at(paid), message, excerpt=row.excerpt())

    return check


SHARED_OUT, LEFT_OVER = "可分配收益", "年末未分配收益"


def profit_divided(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """可分配收益 is the sum of the rows above it, 年末未分配收益 what is left of it after the rows between the two."""
    for data in datasets:
        amount, above = "金额", 0
        whole: int | None = None
        if data.unreadable_rows or any(amount in row.invalid for row in data.rows):
            continue
        for number, row in enumerate(data.rows):
            name, fen = line_name(row.text("项目")), row.fen(amount) or 0
            if name == SHARED_OUT:
                if number and fen != above:
                    message = f"上面各行相加是 {yuan(above)}，{_but(SHARED_OUT, fen, above)}"
                    yield problem("total-mismatch", row.at(amount), message, excerpt=row.excerpt())
                whole, above = fen, 0
            elif name == LEFT_OVER and whole is not None:
                if fen != whole - above:
                    how = f"{SHARED_OUT} {yuan(whole)} − 分掉的 {yuan(above)} = {yuan(whole - above)}"
                    yield problem(
                        "difference-mismatch", row.at(amount), f"{how}，{_but(LEFT_OVER, fen, whole - above)}", excerpt=row.excerpt()
                    )
            elif not name.startswith("其中"):
                above += fen


def line_name(text: str) -> str:
    """「四、可分配收益」, 「减：提取公积公益金」, 「向成员分配」 → the name alone."""
    return re.sub(r"^[一二三四五六七八九十]+、|^(加|减|向)", "", values.label(text))


def _rows(datasets: Datasets) -> Iterator[Row]:
    return (row for data in datasets for row in data.rows)


def _but(name: str, stated: int, right: int) -> str:
    more = stated - right
    return f"{name}写的是 {yuan(stated)}，{'多' if more > 0 else '少'}了 {yuan(abs(more))}。"
