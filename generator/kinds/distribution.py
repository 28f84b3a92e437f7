"""收益分配: what there was to share out in a year, what was set aside, what each share got.

Law: 农村集体经济组织法 art. 42 and 46 (item F14 of the catalogue). Totals only: who holds which shares is not published here.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import batches, lists, posting
from generator.check.batches import LEFT_OVER, SHARED_OUT, line_name
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._batches import SECTION, batch_pages, row_records, sheet
from generator.kinds._sheets import Figures, no_home, period_title
from generator.model import Column, Dataset
from generator.shown import Page, Record

TITLE = period_title("收益分配")
TOP = {SHARED_OUT: "in", "成员分配": "out", LEFT_OVER: "left"}


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """A page per year."""
    return batch_pages(KIND, datasets, context, TITLE, _figures, sheet, (KIND.columns, ()))


def _figures(data: Dataset) -> Figures:
    """The three lines that everybody asks for, those that are there."""
    found = ((line_name(row.text("项目")), row.fen("金额")) for row in data.rows)
    return tuple((name, fen, TOP[name]) for name, fen in found if name in TOP and fen is not None)


def records(datasets: Datasets, context: Context) -> Iterator[Record]:
    """Every line."""
    return row_records(KIND, datasets, context, TITLE, lambda row: None)


KIND = Kind(
    name="distribution",
    title="收益分配",
    section=SECTION,
    order=19,
    key="year",
    formats=("csv", "xlsx"),
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
        lists.not_empty,
        batches.product("份数", "每份", "金额", rounded_rate=True),
        batches.profit_divided,
        posting.stated_in_order,
    ),
    pages=pages,
    home=no_home,
    records=records,
)  # fmt: skip
