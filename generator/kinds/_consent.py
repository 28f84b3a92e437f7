"""Whose name or picture may still be shown: who took back his consent, never gave it or gave it until a day is counted, not named.

Law: 个人信息保护法 art. 15 (consent can be taken back), art. 25 (nothing is made public without it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator import values
from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Column, Dataset, Problem, Row, problem
from generator.shown import Value

CONSENT = Column(
    "同意",
    required=False,
    aliases=("本人同意", "同意公开"),
    help="本人同不同意登姓名：是、否、撤回，或者同意登到哪一天；不登出来",
    example="是",
    width=10,
)
PHOTOS = Column(
    "照片同意",
    required=False,
    help="照片上有认得出的人，他们同不同意登：是、否、撤回，或者同意登到哪一天；没有人就不写；不登出来",
    example="",
)
_NO = ("否", "撤回")
_KEPT = ("称号", "对象", "授予日期", "有效期", "状态", "撤销日期")
"""What is still said of those who are only counted: nothing that tells one from another."""
UNNAMED = "未公开姓名"


def consents_clear(column: Column) -> Check:
    """A check that it says 是, 否, 撤回 or a day; anything else might be a no."""

    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        for row in (row for data in datasets for row in data.rows):
            said = row.text(column.name)
            if said not in ("", "是", *_NO) and _day(said) is None:
                told = f"「{column.name}」写的是「{said[:20]}」：只能是 是、否、撤回，或者同意登到哪一天。"
                yield problem("bad-choice", row.at(column.name), told)

    return check


def unnamed(row: Row) -> bool:
    """True for a row that counts those whose names are not shown."""
    return row.text(CONSENT.name) == UNNAMED


def as_agreed(data: Dataset, context: Context) -> Dataset:
    """Those who did not agree, or no longer do, are counted and not named."""
    today = context.today
    if all(consented(row, today) for row in data.rows):
        return data
    counted: dict[tuple[str, ...], list[Row]] = {}
    rows: list[Row | tuple[str, ...]] = []
    for row in data.rows:
        if consented(row, today):
            rows.append(row)
            continue
        key = tuple(row.text(name) for name in _KEPT)
        if key not in counted:
            rows.append(key)
        counted.setdefault(key, []).append(row)
    return replace(data, rows=tuple(row if isinstance(row, Row) else _counted(counted[row]) for row in rows))


def _counted(rows: list[Row]) -> Row:
    """One row that says how many."""
    first = rows[0]
    number = sum(n if isinstance(n := row["数量"], int) else 1 for row in rows)
    texts: dict[str, str] = {name: first.text(name) for name in _KEPT} | {"数量": str(number), CONSENT.name: UNNAMED}
    found: dict[str, Value] = {name: first[name] for name in _KEPT} | {"数量": number, CONSENT.name: UNNAMED}
    fields = first.head.fields
    if "数量" not in fields:
        fields = (*fields, "数量")
    head = replace(first.head, fields=fields, letters=())
    return replace(first, head=head, texts=tuple(texts.get(n, "") for n in fields), values=tuple(found.get(n) for n in fields), lines=())


def consented(row: Row, today: date, column: Column = CONSENT) -> bool:
    """True where nobody said no, and the day until which it was yes has not passed."""
    said, last = row.text(column.name), agreed_until(row, column)
    return said not in _NO and (last is None or today <= last)


def agreed_until(row: Row, column: Column = CONSENT) -> date | None:
    """The last day of it; None where no day is said."""
    return _day(row.text(column.name))


def _day(said: str) -> date | None:
    try:
        return values.parse_date(said) if said else None
    except ValueError:
        return None
