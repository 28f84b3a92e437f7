"""A share that a list states agrees with the two numbers it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, problem
from generator.pattern import lazy

CAME, AGED, SHARE = "数量", "适龄人数", "比率"
_PERCENT = lazy(r"(\d{1,3}(?:\.\d{1,4})?)\s*[%％]")


def rates_agree(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """数量 ÷ 适龄人数, rounded as the stated share is; no more come than there are; what is no percentage is told."""
    for row in (row for data in datasets for row in data.rows):
        if row.invalid & {CAME, AGED}:
            continue
        came, aged, stated = row[CAME], row[AGED], row.text(SHARE).strip()
        match = _PERCENT.fullmatch(stated)
        if stated and not match:
            yield problem(
                "rate-mismatch",
                row.at(SHARE),
                f"「{SHARE}」写的是「{stated[:20]}」，不是百分之几。",
                "写成 98.5% 这样；没有就空着。",
                row.excerpt(),
            )
            continue
        if not isinstance(came, int | Decimal) or not isinstance(aged, int | Decimal) or not aged:
            continue
        if came > aged:
            yield problem("rate-mismatch", row.at(CAME), f"{CAME} {came}，比{AGED} {aged} 还多。", "核对这两个数。", row.excerpt())
        elif match:
            shown = Decimal(match[1])
            right = (Decimal(came) * 100 / Decimal(aged)).quantize(shown, ROUND_HALF_UP)
            if right != shown:
                message = f"{CAME} {came} ÷ {AGED} {aged} = {right}%，{SHARE}写的是 {stated}。"
                yield problem("rate-mismatch", row.at(SHARE), message, "核对两个人数和比率，改写错的那一个。", row.excerpt())
