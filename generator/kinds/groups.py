"""组务公开: what each 村民小组 took in and spent of its own, and what it did.

Law: 村民委员会组织法 (2025) art. 32 (item C28 of the catalogue). 组 only, no household.
"""

from __future__ import annotations

from datetime import date

from generator.check import lists
from generator.check.groups import GROUP, accounts_of
from generator.check.walk import IN, LEFT, OUT
from generator.config import Context
from generator.kind import TOTALS
from generator.kinds._accounts import body, told_of
from generator.kinds._list import Entry, ListKind
from generator.model import Column, Dataset, Row
from generator.section import AFFAIRS


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    return GROUP, KIND.columns


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    day = row["日期"]
    words = (row.text(GROUP), row.text("说明"), KIND.title_of(data))
    return Entry(row.text("事项"), words, day if isinstance(day, date) else None, _amount(row))


def _amount(row: Row) -> int | None:
    came, went = row.fen(IN), row.fen(OUT)
    return came or (-went if went else None)


KIND = ListKind(
    name="groups",
    running="余额",
    title="组务公开",
    section=AFFAIRS,
    order=307,
    key="period",
    known_by=GROUP,
    tells=told_of(GROUP),
    body=body,
    uses=_uses,
    entry=_entry,
    label_column="事项",
    opening_labels=("上期余额", "上月余额", "上季余额", "期初余额", "上年余额"),
    total_labels=(*TOTALS, "本期合计"),
    guide="每一期一个文件，文件名是这一期，如 2026-Q3。一件事一行，同一个组的写在一起；每个组第一行可以写「上期余额」。"
    "只写组里自己的钱和事，村里账上的不写在这里；不写户主姓名。",
    columns=(
        Column(GROUP, blank=False, aliases=("村民小组", "小组", "组"), help="哪个组，写法要一样", example="一组", width=10),
        Column("日期", "date", blank=False, aliases=("时间",), example="2026-07-05"),
        Column("事项", blank=False, aliases=("摘要", "内容"), help="收了什么、花了什么、办了什么", example="晒场出租", width=28),
        Column(IN, "money", aliases=("收入金额",), example="600.00"),
        Column(OUT, "money", aliases=("支出金额",), help="一行只写收入或支出；只是办了事的都空着", example=""),
        Column(LEFT, "money", required=False, aliases=("结余", "结存"), help="这个组还有多少", example="1880.00"),
        Column("凭证号", required=False, asked=False, aliases=("凭证", "凭证编号"), width=10),
        Column("经手人", required=False, asked=False, aliases=("经办人", "组长"), help="会读，不登出来", width=10, persons="unseen"),
        Column("说明", required=False, aliases=("备注",), example="7 月到 9 月", width=28),
    ),
    refused=("姓名", "户主", "户主姓名"),
    checks=(
        lists.within("日期"),
        lists.days_have_come("日期"),
        *accounts_of(GROUP),
    ),
)  # fmt: skip
