"""干部报酬与误工补贴: who was paid for what, how many days, at which rate.

Law: 村民委员会组织法 (2025) art. 28 item 2 (items C04 and C22 of the catalogue); rates are decided by the villagers' assembly.
"""

from __future__ import annotations

from generator.check import batches
from generator.check.rolls import by_office
from generator.kind import Roll
from generator.kinds._list import ListKind
from generator.model import Column, Row
from generator.section import FINANCE

OWED, HELD_BACK, PAID = "应发", "扣款", "实发"
PARTS = "基本报酬", "绩效报酬"


def _paid(row: Row) -> int | None:
    fen = row.fen(PAID)
    return None if fen is None else -fen


KIND = ListKind(
    name="pay",
    title="干部报酬与误工补贴",
    section=FINANCE,
    order=108,
    key="period",
    guide="每月或每季一个文件，文件名是哪一期。一个人一件事一行。按天（工、班）算的写天数和标准，定额的天数空着。"
    "不写身份证号、卡号和电话。",
    label_column="姓名",
    figures=((OWED, "plain"), (PAID, "out")),
    summed=(*PARTS, OWED, HELD_BACK, PAID),
    worth=_paid,
    subtotal_labels=("小计",),
    roll=Roll("姓名", by_office("姓名"), by=("事由", "职务"), summed=(*PARTS, OWED, HELD_BACK, PAID)),
    columns=(
        Column("姓名", blank=False, aliases=("领取人", "人员"), example="李样本", width=12, persons="named"),
        Column("职务", required=False, asked=False, stands_for="事由", aliases=("岗位", "担任职务"), help="没有「事由」一列的，这一列就是事由", width=14),
        Column("事由", blank=False, aliases=("职务或事由", "职务/事由", "误工事由", "补贴事由"), help="什么职务，或者为什么误工", example="监委会对账", width=24),
        Column("天数", "number", required=False, aliases=("工数", "误工天数", "班次", "出勤天数", "月数", "工日"), help="几天（工、班、月）；定额的空着", example="3", width=8),
        Column("标准", "money", required=False, aliases=("补贴标准", "日标准", "月标准", "报酬标准"), help="一天（工、班）多少，或者一个月多少", example="100.00"),
        Column(PARTS[0], "money", required=False, aliases=("基本工资", "基础报酬", "基本补贴", "固定补贴"), help="和绩效报酬分开写的，两样相加就是应发", example=""),
        Column(PARTS[1], "money", required=False, aliases=("绩效", "绩效工资", "绩效补贴", "考核报酬", "绩效考核报酬"), example=""),
        Column("应发", "money", blank=False, aliases=("应发金额", "金额", "补贴金额", "应发合计", "应发数", "应付金额"), help="应当发多少", example="300.00"),
        Column(HELD_BACK, "money", required=False, aliases=("扣发", "扣除", "应扣", "扣减", "代扣", "代扣款", "扣款合计", "应扣金额", "扣款金额"), help="没有发到手的，如代扣的保险、扣的考核；应发 − 扣款 = 实发", example=""),
        Column("实发", "money", blank=False, aliases=("实发金额", "实发合计", "实发数", "实付金额"), help="发到手多少", example="300.00"),
        Column("说明", required=False, aliases=("备注",), width=20),
    ),
    checks=(
        batches.product("天数", "标准", OWED),
        batches.parts_of(PARTS, OWED),
        batches.difference(OWED, HELD_BACK, PAID, only_with=HELD_BACK),
        batches.no_more_than(PAID, OWED, unless=HELD_BACK),
    ),
)  # fmt: skip
