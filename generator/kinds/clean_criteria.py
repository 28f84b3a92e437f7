"""卫生评比细则: what is looked at, how many points each thing is worth, and how many judges there are at least."""

from __future__ import annotations

from generator.check import lists
from generator.check.sanitation import ITEM, JUDGES_AT_LEAST, WORTH, judges_needed, total_worth
from generator.config import Context
from generator.kinds._list import Body, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset
from generator.section import LIFE
from generator.values import number_text


def _top(data: Dataset, context: Context) -> Top:
    return Top(facts=(("满分", (f"{number_text(total_worth(data))} 分",)), ("评委", (f"至少 {judges_needed(data)} 人",))))


def _body(data: Dataset, title: str) -> Body:
    """The items; how many judges there are is told above."""
    shown = [column for column in KIND.columns if column.name != JUDGES_AT_LEAST]
    table = whole(data, title, shown, (WORTH,), ids=anchors(data))
    return Body(((f"看哪些（共 {len(data.rows)} 项）", table),), (table,))


KIND = ListKind(
    name="clean_criteria",
    title="卫生评比细则",
    section=LIFE,
    order=633,
    key="year",
    label_column=ITEM,
    known_by=ITEM,
    briefed=False,
    tells=_top,
    body=_body,
    checked=(WORTH,),
    guide="每年一个文件，文件名是年份。看一样一行，写满分多少、怎么扣分；最后可以加一行「合计」。一次评比至少几个评委，写在第一行的「评委至少」里，不写就是 3 个。",
    columns=(
        Column(ITEM, blank=False, aliases=("评比项目", "检查项目", "内容"), help="每次写成一样", example="路面和沟渠", width=16),
        Column("标准", blank=False, aliases=("评比标准", "要求"), help="做到什么样算好", example="无垃圾、无积水、无杂草", width=30),
        Column(WORTH, "number", blank=False, aliases=("满分", "分数", "标准分"), help="这一项满分多少", example="20", width=8),
        Column("扣分办法", required=False, aliases=("计分办法", "评分办法"), help="怎么扣分", example="每处不合格扣 0.5 分", width=24),
        Column(JUDGES_AT_LEAST, "count", required=False, aliases=("最少评委", "评委人数"), help="只写在第一行：一次至少几个评委", example="3", width=10),
    ),
    checks=(lists.used_once(ITEM),),
)  # fmt: skip
