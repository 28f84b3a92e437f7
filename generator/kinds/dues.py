"""党费收缴使用: how many paid how much, what it was used for; sums only, who paid what is told among members of the party.

党务公开 (item D04 of the catalogue).
"""

from __future__ import annotations

from generator import periods, values
from generator.check import batches, lists
from generator.check.totals import fen_of
from generator.kinds._list import ListKind
from generator.model import Column
from generator.section import LIFE

DUE, PAID, PAYERS = "应交金额", "实交金额", "实交人数"

KIND = ListKind(
    name="dues",
    title="党费收缴使用",
    section=LIFE,
    order=651,
    key="period",
    guide="每季度、半年或每年一个文件，文件名是哪一期。收党费一月一行或一期一行，用党费一件一行。只写人数和合计，不写谁交了多少。",
    label_column="事项",
    figures=((PAID, "in"), ("使用金额", "out")),
    summed=(DUE, PAID, "上交金额", "使用金额"),
    households=PAYERS,
    brief=lambda data, context: (f"{periods.period_cn(data.key)}交了 {values.yuan(fen_of(data.rows, PAID))} 元",),
    columns=(
        Column("事项", blank=False, aliases=("项目", "内容", "月份"), help="哪个月的党费，或者用在哪件事上", example="7 月党费", width=22),
        Column("应交人数", "number", required=False, aliases=("党员人数", "应缴人数"), example="46", width=10),
        Column(PAYERS, "number", required=False, aliases=("实缴人数", "交纳人数", "缴纳人数"), example="46", width=10),
        Column(DUE, "money", required=False, aliases=("应缴金额", "应收"), example="138.00"),
        Column(PAID, "money", required=False, aliases=("实缴金额", "实收", "收缴金额"), help="收上来多少", example="138.00"),
        Column("上交金额", "money", required=False, aliases=("上缴金额", "上缴"), help="交给上级党组织多少", example=""),
        Column("使用金额", "money", required=False, aliases=("支出", "使用"), help="返还以后用掉多少", example=""),
        Column("说明", required=False, aliases=("备注",), width=26),
    ),
    refused=("姓名", "党员姓名", "交纳人", "缴纳人"),
    checks=(lists.once("事项"), batches.no_more_than(PAID, DUE)),
)  # fmt: skip
