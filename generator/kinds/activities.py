"""协会、合作社和理事会做的事和钱: what each did in half a year, how many came, and its own money where it has any.

What a cooperative makes and hands back to its members stands in its own statements (财会〔2021〕37号), not here and not in the village's accounts.
"""

from __future__ import annotations

from datetime import date

from generator.check import lists
from generator.check.groups import accounts_of
from generator.check.walk import IN, LEFT, OUT
from generator.config import Context
from generator.kind import TOTALS
from generator.kinds._accounts import body, told_of
from generator.kinds._list import Entry, ListKind
from generator.kinds._photos import photo_columns, told_columns
from generator.model import Column, Dataset, Row
from generator.section import LIFE

WHO = "组织"


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    return WHO, told_columns(KIND.columns)


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    day, came, went = row["日期"], row.fen(IN), row.fen(OUT)
    words = (row.text(WHO), row.text("说明"), KIND.title_of(data))
    return Entry(row.text("事项"), words, day if isinstance(day, date) else None, came or (-went if went else None))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    """「3 个组织做了 9 件事」."""
    return (f"{len({row.text(WHO) for row in data.rows})} 个组织做了 {len(data.rows)} 件事",)


KIND = ListKind(
    name="activities",
    running="余额",
    title="协会做的事和收支",
    section=LIFE,
    order=614,
    key="period",
    file_example="2026-H1",
    tells=told_of(WHO),
    body=body,
    brief=_brief,
    uses=_uses,
    entry=_entry,
    label_column="事项",
    opening_labels=("上期余额", "上半年余额", "期初余额", "上年余额"),
    total_labels=(*TOTALS, "本期合计"),
    guide="每半年一个文件，文件名是哪半年，如 2026-H1。一件事一行，同一个组织的写在一起；有自己的钱的，第一行写「上期余额」，收一笔、花一笔都写；没有钱的，收入、支出、余额都空着。"
    "只写多少人参加，不写谁来了；村里账上的钱不写在这里。",
    columns=(
        Column(WHO, blank=False, aliases=("协会", "名称", "组织名称", "社团"), help="哪个协会、合作社、理事会，照章程的标题写", example="示范村用水户协会", width=18, ref=("associations",)),
        Column("日期", "date", blank=False, aliases=("时间",), example="2026-04-12"),
        Column("事项", blank=False, aliases=("活动", "摘要", "内容"), help="做了什么，收了什么、花了什么", example="清一干渠", width=28),
        Column("人次", "count", required=False, aliases=("参加人次", "参加人数", "到场人次"), help="多少人参加；只是收支的不写", example="36", width=8),
        Column(IN, "money", required=False, aliases=("收入金额",), example=""),
        Column(OUT, "money", required=False, aliases=("支出金额",), help="一行只写收入或支出", example="480.00"),
        Column(LEFT, "money", required=False, aliases=("结余", "结存"), help="这个组织还有多少", example="1520.00"),
        Column("说明", required=False, aliases=("备注",), example="买闸板两块", width=28),
        *photo_columns(),
    ),
    refused=("姓名", "会员姓名", "参加人员", "户主"),
    checks=(lists.within("日期"), lists.days_have_come("日期"), *accounts_of(WHO)),
)  # fmt: skip
