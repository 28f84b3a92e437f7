"""一事一议筹资筹劳: what villagers were asked for a work of their own, what came, what it paid for.

Law: 村民委员会组织法 (2025) art. 28 item 4; 农经发〔2011〕13号, 专项公开 (items C05 and F10 of the catalogue). No households, only their number.
"""

from __future__ import annotations

from generator.check import batches
from generator.check.cell_suppression import FEW
from generator.check.totals import fen_of
from generator.kinds._list import ListKind
from generator.model import Column, Dataset
from generator.section import FINANCE

BEFORE, RAISED, SPENT, LEFT = "上期结余", "实筹金额", "支出", "结余"
FREED = "减免户数"


def totals(data: Dataset) -> dict[str, int]:
    """一事一议结余: what is left of all works at the end of the file's period, in fen; the balance of account 231 (K15)."""
    return {"一事一议结余": fen_of(data.rows, LEFT)}


KIND = ListKind(
    name="levies",
    title="一事一议筹资筹劳",
    section=FINANCE,
    order=110,
    key="period",
    guide="每个季度或每年一个文件，文件名是哪一期。一个项目一行，从开始收钱写到这一期末的累计数：实筹 − 支出 = 结余。"
    f"减免的只写几户，不写是谁；不到 {FEW} 户的，网页上是「<{FEW}」。",
    label_column="项目",
    figures=((BEFORE, "plain"), (RAISED, "in"), (SPENT, "out"), (LEFT, "left")),
    summed=("应筹人数", "应筹金额", BEFORE, RAISED, "工日", SPENT, LEFT),
    households=FREED,
    worth=lambda row: row.fen(RAISED),
    columns=(
        Column("项目", blank=False, aliases=("项目名称", "筹资项目"), example="二组道路硬化", width=24),
        Column("应筹人数", "number", required=False, aliases=("筹资人数", "人数"), help="减免以后还有几个人要出", example="296", width=10),
        Column("人均标准", "money", required=False, aliases=("标准", "筹资标准", "每人标准"), help="每人出多少", example="20.00"),
        Column("应筹金额", "money", required=False, aliases=("应筹", "应筹资", "应收金额"), help="应筹人数 × 人均标准", example="5920.00"),
        Column("上期结余", "money", required=False, aliases=("上期余额", "期初结余", "期初余额", "上年结余", "上年结转", "年初结余", "年初余额"), help="上一期剩下的；筹来以后一直累计的，不要这一列", example=""),
        Column("实筹金额", "money", blank=False, aliases=("实筹", "实筹资", "实收金额"), help="收上来多少", example="5920.00"),
        Column(FREED, "number", required=False, aliases=("减免",), help="减免了几户", example="6", width=10),
        Column("以资代劳", "money", required=False, asked=False, aliases=("以资代劳金额", "代劳金"), help="不出工、出钱代替的，一共多少；已经算在实筹金额里的不再加"),
        Column("工日", "number", required=False, aliases=("筹劳", "筹劳工日", "投工"), help="出了几个工；没有筹劳就空着", example="", width=8),
        Column("支出", "money", aliases=("使用金额", "已用", "本期支出", "本年支出", "支出金额"), help="用掉多少", example="5920.00"),
        Column("结余", "money", blank=False, aliases=("余额", "结存", "期末结余", "期末余额", "本期结余", "年末结余"), help="上期结余 + 实筹金额 − 支出", example="0.00"),
        Column("说明", required=False, aliases=("备注",), help="用在哪里", example="付施工队工程款", width=28),
    ),
    checks=(
        batches.product("应筹人数", "人均标准", "应筹金额"),
        batches.difference(RAISED, SPENT, LEFT, before=BEFORE),
    ),
)  # fmt: skip
