"""积分细则: for what points are given and taken, how many, and how many a household can have by one rule in a year."""

from __future__ import annotations

from generator.check import lists
from generator.check.points import CAP, CLASS, POINTS, RULE
from generator.config import Context
from generator.kinds._list import ListKind
from generator.kinds._sheets import Top
from generator.model import Column, Dataset
from generator.section import LIFE


def _top(data: Dataset, context: Context) -> Top:
    """How many rules of each class."""
    classes = [row.text(CLASS) for row in data.rows]
    return Top(facts=tuple((name, (f"{classes.count(name)} 条",)) for name in dict.fromkeys(classes)))


KIND = ListKind(
    name="point_rules",
    title="积分细则",
    section=LIFE,
    order=623,
    key="year",
    total_labels=(),
    label_column=RULE,
    known_by=RULE,
    briefed=False,
    tells=_top,
    guide="每年一个文件，文件名是年份。一条规则一行，编号不要重复；加分的写正数，扣分的写负数。"
    "有上限的，写一户一年里按这一条最多加（扣）多少分。细则由村民会议或村民代表会议定，改了的第二年另放一个文件。",
    columns=(
        Column(RULE, blank=False, aliases=("规则编号", "序号"), help="不重复；登记积分时写它", example="A01", width=10),
        Column("事由", blank=False, aliases=("内容", "积分事项", "标准"), help="做了什么加分、扣分", example="庭院评比最清洁", width=30),
        Column(CLASS, blank=False, aliases=("类别", "分类", "大类"), help="属于哪一类；各类的合计会登出来", example="环境卫生", width=14),
        Column(POINTS, "number", blank=False, aliases=("分值", "分数", "积分"), help="做一次加几分；扣分写负数，如 -5", example="5", width=8, signed=True),
        Column(CAP, "number", required=False, aliases=("年上限", "上限/年", "封顶", "最高分"), help="一户一年里按这一条最多加（扣）多少分，没有就空着", example="30", width=10),
        Column("认定", required=False, aliases=("凭什么认定", "证明", "认定方式", "依据"), help="看什么、谁来认定", example="月评打分表", width=20),
    ),
    checks=(lists.used_once(RULE),),
)  # fmt: skip
