"""捐赠收支: who gave what for which purpose, what of it was used, what is left.

Law: 村民委员会组织法 (2025) art. 35 item 2 (items C07 and F17 of the catalogue). A giver who does not want to be named is 匿名.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import batches, lists, posting
from generator.check.totals import stated_totals
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._batches import SECTION, batch_pages, row_records, sheet, summed_figures
from generator.kinds._sheets import no_home, period_title
from generator.model import Column
from generator.shown import Page, Record

GIVEN, USED, LEFT = "金额", "已用", "余额"
SUMMED = (GIVEN, USED, LEFT)
TITLE = period_title("捐赠收支")


def pages(datasets: Datasets, context: Context) -> Iterator[Page]:
    """A page per period."""
    figures = summed_figures((GIVEN, "in"), (USED, "out"), (LEFT, "left"))
    return batch_pages(KIND, datasets, context, TITLE, figures, sheet, (KIND.columns, SUMMED))


def records(datasets: Datasets, context: Context) -> Iterator[Record]:
    """Every gift."""
    return row_records(KIND, datasets, context, TITLE, lambda row: row.fen(GIVEN))


KIND = Kind(
    name="donations",
    title="捐赠收支",
    section=SECTION,
    order=18,
    key="period",
    formats=("csv", "xlsx"),
    guide="有人捐钱捐物就登记，每季或每年一个文件，文件名是哪一期。一笔捐赠一行；不愿意写名字的写「匿名」。"
    "捐物的写在物品里，金额空着。金额 − 已用 = 余额。",
    label_column="捐赠人",
    total_labels=("合计", "总计", "共计"),
    columns=(
        Column("捐赠人", blank=False, aliases=("捐款人", "捐赠单位", "捐赠者"), help="个人、单位，或「匿名」", example="匿名", width=20),
        Column("日期", "date", blank=False, aliases=("捐赠日期", "捐款日期", "时间"), example="2026-02-12"),
        Column("金额", "money", aliases=("捐款金额", "捐赠金额"), help="捐了多少钱；捐物的空着", example="2000.00"),
        Column("物品", required=False, aliases=("捐赠物品", "物资"), help="捐了什么、多少", example="", width=20),
        Column("用途", blank=False, aliases=("指定用途", "使用情况"), help="用在哪里", example="文化广场改造", width=20),
        Column("已用", "money", aliases=("支出", "已用金额", "已使用"), help="用掉多少钱", example="2000.00"),
        Column("余额", "money", aliases=("结余", "结存"), help="金额 − 已用", example="0.00"),
        Column("说明", required=False, aliases=("备注",), width=20),
    ),
    checks=(
        lists.not_empty,
        lists.days_have_come("日期"),
        batches.difference(GIVEN, USED, LEFT),
        stated_totals(*SUMMED),
        posting.stated_in_order,
    ),
    pages=pages,
    home=no_home,
    records=records,
)  # fmt: skip
