"""积分兑换: which household took what for its points. No row of it is shown: the page of the month has the sums by goods."""

from __future__ import annotations

from generator.check import lists
from generator.check.points import DAY, GOODS, HOUSEHOLD, PIECES, POINTS
from generator.kinds._list import ListKind
from generator.kinds.points import HEAD_COLUMN, HOUSEHOLD_COLUMN
from generator.model import Column
from generator.section import LIFE

KIND = ListKind(
    name="point_redemptions",
    title="积分兑换",
    section=LIFE,
    order=625,
    key="month",
    paged=False,
    searchable=False,
    briefed=False,
    label_column=HOUSEHOLD,
    checked=(POINTS,),
    guide="每月一个文件，文件名是年月；没有人兑的月份不放文件。一户一次兑一样东西一行，分写一共用掉的分。"
    "分不够的、货不够的不能兑，程序会核对。网上只登每样东西兑了几件，不登谁兑的。",
    columns=(
        Column(DAY, "date", blank=False, aliases=("时间", "兑换日期"), example="2026-10-20"),
        HOUSEHOLD_COLUMN,
        HEAD_COLUMN,
        Column(GOODS, blank=False, aliases=("品名", "商品", "兑换物品"), help="和兑换物品表写成一样", example="洗衣液（2 千克）", width=20),
        Column(PIECES, "count", blank=False, aliases=("数量", "兑换数量"), help="几件", example="1", width=8),
        Column(POINTS, "number", blank=False, aliases=("用掉的分", "兑换积分", "积分", "分数"), help="一共用掉多少分", example="25", width=8),
    ),
    checks=(lists.once(DAY, HOUSEHOLD, GOODS), lists.within(DAY), lists.days_have_come(DAY)),
)  # fmt: skip
