"""征地补偿费: which land was taken, what was paid for it, what the collective kept and what went to its members.

Law: 土地管理法 art. 48 and 49; 农村集体经济组织法 art. 26 (items C13 and F12 of the catalogue). Households only as totals.
"""

from __future__ import annotations

from generator.check import batches
from generator.kinds._list import ListKind
from generator.kinds._sheets import named_by
from generator.model import Column
from generator.section import FINANCE

CAME, KEPT, SHARED = "拨入", "留存集体", "分配到户"


KIND = ListKind(
    name="compensation",
    title="征地补偿费",
    section=FINANCE,
    order=113,
    key="slug",
    guide="每一批征地一个文件，文件名以年份开头。不同地类、不同补偿项目各写一行。拨入 = 留存集体 + 分配到户。"
    "各户分多少不写在这里，只写合计。",
    label_column="补偿项目",
    titled=named_by("征收批次", "征地补偿费"),
    figures=((CAME, "in"), (KEPT, "left"), (SHARED, "out")),
    summed=("补偿款", CAME, KEPT, SHARED),
    worth=lambda row: row.fen(CAME),
    columns=(
        Column("补偿项目", blank=False, aliases=("地类", "类别"), help="土地补偿、安置补助、青苗补偿……", example="土地补偿费", width=16),
        Column("征收批次", blank=False, aliases=("批次", "项目", "征收项目"), help="哪一次征收", example="2024年污水管网征地补偿", width=28),
        Column("面积", "number", required=False, aliases=("征收面积", "亩数"), help="几亩", example="2.6", width=8),
        Column("标准", "money", required=False, aliases=("补偿标准",), help="每亩多少", example="26000.00"),
        Column("补偿款", "money", required=False, aliases=("应补金额", "补偿金额"), help="面积 × 标准", example="67600.00"),
        Column("拨入", "money", blank=False, aliases=("拨入金额", "到账金额"), help="到账多少", example="67600.00"),
        Column("留存集体", "money", aliases=("留存", "集体留存"), help="留在集体的", example="13520.00"),
        Column("分配到户", "money", blank=False, aliases=("分配到户合计", "到户合计", "到户金额"), help="分到各户的合计", example="54080.00"),
        Column("文号", required=False, asked=False, aliases=("批准文号", "征地批文", "批文", "批准文件"), help="批准征地的文件", width=20),
        Column("说明", required=False, aliases=("备注", "分配方案"), help="怎么分的、谁定的", example="村民会议通过，八成到户", width=28),
    ),
    checks=(
        batches.product("面积", "标准", "补偿款"),
        batches.difference(CAME, KEPT, SHARED),
    ),
)  # fmt: skip
