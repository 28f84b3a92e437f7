"""积分登记: what each household gained or lost in a month, by which rule (item H02 of the catalogue).

Its pages are made by an overview, with the names of the register and the rules beside it: no row of it is shown, so nobody's deductions are.
"""

from __future__ import annotations

from generator.check import lists
from generator.check.points import DAY, HEAD, HOUSEHOLD, POINTS
from generator.check.points_rules import ENTRY_RULE
from generator.kinds._list import ListKind
from generator.model import Column
from generator.section import LIFE

HOUSEHOLD_COLUMN = Column(
    HOUSEHOLD,
    blank=False,
    aliases=("户编号", "家庭编号", "户号（编号）"),
    help="户册里的户号",
    example="203",
    width=10,
    ref=("point_households",),
)
HEAD_COLUMN = Column(
    HEAD,
    required=False,
    aliases=("户主姓名", "姓名", "户主名", "领取人"),
    help="可以不写；写了会和户册核对，网上不登",
    example="王示例",
    width=10,
    persons="unseen",
)


KIND = ListKind(
    name="points",
    title="积分登记",
    section=LIFE,
    order=622,
    key="month",
    paged=False,
    searchable=False,
    briefed=False,
    label_column=HOUSEHOLD,
    checked=(POINTS,),
    guide="每月一个文件，文件名是年月。一户一件事一行：哪天、哪一户、按哪一条规则、加几分还是扣几分；扣的写负数，如 -5。"
    "同一天同一条做了几次的写成一行，分数写加起来的。扣到 0 为止，没有那么多分可扣的，有几分扣几分，在说明里写一句。"
    "网上只登前几名和各类合计，谁为什么扣分不登。",
    columns=(
        Column(DAY, "date", blank=False, aliases=("时间", "登记日期"), example="2026-10-12"),
        HOUSEHOLD_COLUMN,
        HEAD_COLUMN,
        Column(ENTRY_RULE, blank=False, aliases=("规则编号", "细则编号", "积分规则", "条目"), help="积分细则里的编号", example="A01", width=10, ref=("point_rules",)),
        Column(POINTS, "number", blank=False, aliases=("分数", "积分", "得分", "加减分"), help="加的写 5，扣的写 -5", example="5", width=8, signed=True),
        Column("来源", required=False, aliases=("登记来源", "积分来源"), help="怎么报上来的", example="网格员上报", width=14, offers=("自己申报", "网格员上报", "集中评议"), persons="unseen"),
        Column("审核人", required=False, aliases=("审核", "核实人"), help="网上不登", example="李样本", width=10, persons="unseen"),
        Column("说明", required=False, aliases=("备注", "事由"), help="网上不登", example="", width=24, persons="unseen"),
    ),
    checks=(lists.once(DAY, HOUSEHOLD, ENTRY_RULE), lists.within(DAY), lists.days_have_come(DAY)),
)  # fmt: skip
