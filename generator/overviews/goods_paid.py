"""积分兑换物品 that the village paid for, held against the ledger to the fen."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import points_rules
from generator.config import Context
from generator.kind import Books, Overview
from generator.model import Problem


def paid_as_entered(books: Books, context: Context) -> Iterator[Problem]:
    """金额 by 凭证号 is what the ledger spent by it."""
    yield from points_rules.goods_paid(books["point_goods"], books["ledger"])


OVERVIEW = Overview(name="goods_paid", title="积分兑换物品的钱", order=627, uses=("point_goods", "ledger"), checks=(paid_as_entered,))
