"""Whose name or picture may still be shown: who took back his consent, never gave it or gave it until a day is counted, not named.

Law: 个人信息保护法 art. 15 (consent can be taken back), art. 25 (nothing is made public without it).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.alone import alone
from generator.check.consent import CONSENTS, REFUSALS, last_day, understood
from generator.check.rolls import folded
from generator.config import Context
from generator.kind import Check, Datasets, Roll
from generator.model import Column, Dataset, Problem, Row, problem

CONSENT = Column(
    "同意",
    required=False,
    aliases=("本人同意", "同意公开", "本人意愿"),
    help="本人同不同意登姓名：是、否、撤回、放弃公布，或者同意登到哪一天；不登出来",
    example="是",
    width=10,
)
GUARDIAN = Column(
    "监护人同意",
    required=False,
    help="未满 14 岁的，家长同不同意登全名：是、否、撤回，或者同意登到哪一天；没有写就只登姓；不登出来",
    example="",
    width=12,
)
PHOTOS = Column(
    "照片同意",
    required=False,
    help="照片上有认得出的人，他们同不同意登：是、否、撤回，或者同意登到哪一天；没有认得出的人写 无人；不满 14 岁的由家长同意；不登出来",
    example="",
)
_KEPT = ("称号", "对象", "评选", "授予日期", "有效期", "状态", "撤销日期")
"""What is still said of those who are only counted: nothing that tells one from another."""
UNNAMED = "未公开姓名"
REFUSED = Roll("姓名", lambda row, data, context: None, by=_KEPT, count="数量", also=((CONSENT.name, UNNAMED),))
"""How those are told of who do not agree."""


def consents_clear(column: Column) -> Check:
    """A check that it says 是, 否, 撤回 or a day; anything else might be a no."""

    @alone
    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in (row for data in datasets for row in data.rows):
            text = row.text(column.name)
            if not (understood(text) if column is PHOTOS else text in ("", *CONSENTS, *REFUSALS) or last_day(text)):
                told = f"「{column.name}」写的是「{text[:20]}」：只能是 是、否、撤回、放弃公布，或者同意登到哪一天。"
                yield problem("bad-choice", row.at(column.name), told)

    return check


def unnamed(row: Row) -> bool:
    """True for a row that counts those whose names are not shown."""
    return row.text(CONSENT.name) == UNNAMED


def as_agreed(data: Dataset, context: Context) -> Dataset:
    """Those who did not agree, or no longer do, are counted and not named."""
    return folded(data, REFUSED, lambda row: not consented(row, context.today))


def consented(row: Row, today: date, column: Column = CONSENT) -> bool:
    """True where nobody said no, and the day until which it was yes has not passed."""
    consent, last = row.text(column.name), agreed_until(row, column)
    return consent not in REFUSALS and (last is None or today <= last)


def agreed_until(row: Row, column: Column = CONSENT) -> date | None:
    """The last day of it; None where no day is said."""
    return last_day(row.text(column.name))
