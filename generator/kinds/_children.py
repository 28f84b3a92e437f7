"""Children under fourteen who are honored: told by their surname and counted, unless a guardian agreed to the whole name.

Law: 个人信息保护法 art. 28 and 31.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.check.award_changes import with_values
from generator.check.award_lives import UNDER_14, of_children
from generator.check.rolls import folded
from generator.kind import Roll
from generator.kinds._consent import GUARDIAN, REFUSED, consented
from generator.law.persons import surname
from generator.model import Column, Dataset, Row

CHILD = Column(
    UNDER_14, "choice", required=False, choices=("是", "否"), means=(("未满", "是"), ("已满", "否")), aliases=("未满十四岁",),
    help="授奖时是不是未满 14 岁；少年、儿童的荣誉都要写；不登出来", example="", width=10,
)  # fmt: skip
SURNAME = "姓"
"""The cell that is left of a child's name; nobody types it."""
_COUNTED = Roll("姓名", REFUSED.until, by=(*(REFUSED.by or ()), SURNAME), count="数量", also=())


def with_children_counted(data: Dataset, today: date) -> Dataset:
    """Children by surname and number; those of one surname and title are one row."""
    if not any(hidden(row, today) for row in data.rows):
        return data
    rows = (with_values(row, {SURNAME: (name := surname(row.text("姓名")), name)}) if hidden(row, today) else row for row in data.rows)
    return folded(replace(data, rows=tuple(rows)), _COUNTED, lambda row: hidden(row, today))


def hidden(row: Row, today: date) -> bool:
    """True for one whose whole name no guardian has agreed to."""
    child = row[UNDER_14] == "是" or (row[UNDER_14] is None and of_children(row))
    return bool(row.text("姓名")) and row["对象"] != "集体" and child and not (row.text(GUARDIAN.name) and consented(row, today, GUARDIAN))
