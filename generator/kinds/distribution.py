"""收益分配: what there was to share out in a year, what was set aside, what each share got.

Law: 农村集体经济组织法 art. 42 and 46 (item F14 of the catalogue). Totals only: who holds which shares is not published here.
"""

from __future__ import annotations

from generator.check import batches
from generator.check.batches import LEFT_OVER, SHARED_OUT, line_name
from generator.config import Context
from generator.kinds._list import ListKind
from generator.kinds._sheets import Top
from generator.model import Column, Dataset
from generator.section import FINANCE

TONES = {SHARED_OUT: "in", "成员分配": "out", LEFT_OVER: "left"}


def _top(data: Dataset, context: Context) -> Top:
    """The three lines that everybody asks for, those that are there."""
    amounts = ((line_name(row.text("项目")), row.fen("金额")) for row in data.rows)
    return Top(tuple((name, fen, TONES[name]) for name, fen in amounts if name in TONES and fen is not None))


KIND = ListKind(
    name="distribution",
    title="收益分配",
    section=FINANCE,
    order=114,
    key="year",
    total_labels=(),
    tells=_top,
    guide="每年一个文件，文件名就是年份。先写本年收益、年初未分配收益等，加起来是「可分配收益」；再写提取公积公益金、成员分配等，"
    "最后一行「年末未分配收益」= 可分配收益 − 分掉的。成员分配写明一共几份、每份多少；各户分多少不写在这里。",
    columns=(
        Column("项目", blank=False, aliases=("分配项目", "内容"), help="照收益及收益分配表的行名写", example="成员分配", width=24),
        Column("金额", "money", aliases=("本年数", "分配金额"), help="多少钱", example="69300.00"),
        Column("份数", "number", required=False, aliases=("股数", "份额"), help="分给多少份", example="1386", width=10),
        Column("每份", "money", required=False, aliases=("每股", "每份金额"), help="每份多少", example="50.00", width=10),
        Column("说明", required=False, aliases=("备注",), help="谁定的、怎么定的", example="成员大会通过", width=28),
    ),
    checks=(
        batches.product("份数", "每份", "金额", rounded_rate=True),
        batches.profit_divided,
    ),
)  # fmt: skip
