"""积分兑换物品: what can be had for points, for how many, what came, and what is left of it on the shelf."""

from __future__ import annotations

from generator.check import lists
from generator.check.points import BOUGHT, BROUGHT, DAY, GOODS, LOST, MANNER, PIECES, POINTS
from generator.check.points_rules import AMOUNT, VOUCHER
from generator.config import Context
from generator.kinds._list import ListKind
from generator.kinds._sheets import Top, sums_of
from generator.model import Column, Dataset
from generator.section import LIFE


def _top(data: Dataset, context: Context) -> Top:
    """How many things, and what they cost the village where they cost anything."""
    kinds = len({row.text(GOODS) for row in data.rows})
    paid = any(row.fen(AMOUNT) for row in data.rows)
    return Top(sums_of(data, ((AMOUNT, "out"),)) if paid else (), (("能兑的", (f"{kinds} 样",)),))


KIND = ListKind(
    name="point_goods",
    title="积分兑换物品",
    section=LIFE,
    order=624,
    key="year",
    total_labels=(),
    label_column=GOODS,
    known_by=GOODS,
    briefed=False,
    tells=_top,
    checked=(AMOUNT,),
    guide="每年一个文件，文件名是年份。进一次货一行；坏了、过期的写「报损」；上一年剩下的，第一年写一行「上年结存」，以后程序自己接着算。"
    "改了分数的，从改的那一天另写一行，没有进货的，件数写 0。村里花钱买的写金额和凭证号，会和收支明细核对；别人送的不写。",
    columns=(
        Column(DAY, "date", blank=False, aliases=("进货日期", "时间"), example="2026-01-08"),
        Column(GOODS, blank=False, aliases=("品名", "商品", "兑换物品", "物品名称"), help="每次写成一样", example="洗衣液（2 千克）", width=20),
        Column(POINTS, "number", aliases=("兑换分", "兑换积分", "所需积分", "每件积分", "分值"), help="兑一件要多少分；报损的可以不写", example="25", width=8),
        Column(MANNER, "choice", required=False, choices=(BOUGHT, BROUGHT, LOST), aliases=("进货还是报损",), help="不写就是进货", example=BOUGHT, width=10),
        Column(PIECES, "count", blank=False, aliases=("数量", "库存", "进货数量"), help="几件", example="40", width=8, zero=True),
        Column(AMOUNT, "money", required=False, aliases=("进价", "购买金额", "金额合计"), help="村里花了多少钱；别人送的空着", example="480.00"),
        Column(VOUCHER, required=False, aliases=("凭证", "凭证编号"), help="收支明细里的凭证号，日期写付钱的那个月", example="记-012", width=10),
        Column("说明", required=False, aliases=("备注", "来源"), help="谁送的、放在哪里领", example="", width=24, persons="party"),
    ),
    checks=(lists.once(DAY, GOODS, MANNER), lists.within(DAY), lists.days_have_come(DAY)),
)  # fmt: skip
