"""红白事标准: how many tables, how much a table, how much as a gift, what of tobacco and drink: what the village has agreed on.

Item C42 of the catalogue. A standard is what is asked of everybody, and no fine hangs on it.
"""

from __future__ import annotations

from generator import values
from generator.check import lists
from generator.config import Context
from generator.kinds._list import ListKind
from generator.kinds._sheets import Top
from generator.model import Column, Dataset, Row
from generator.section import LIFE

OCCASION = "事由"
_LIMITS = (
    ("桌数", "{} 桌以内", "不摆酒席"),
    ("每桌", "每桌 {} 元以内", ""),
    ("礼金", "礼金 {} 元以内", "不收礼金"),
    ("烟", "烟每包 {} 元以内", "不上烟"),
    ("酒", "酒每瓶 {} 元以内", "不上酒"),
    ("天数", "{} 天以内", ""),
)
"""(column, its limit in words, what a limit of nothing means)."""
_MONEY = ("每桌", "礼金", "烟", "酒")


def _in_words(row: Row) -> str:
    """「20 桌以内，每桌 300 元以内，不收礼金」."""
    told = []
    for name, words, nothing in _LIMITS:
        value = row[name]
        if isinstance(value, int):
            amount = values.yuan(value).removesuffix(".00") if name in _MONEY else str(value)
            told.append(words.format(amount) if value else nothing)
    return "，".join(filter(None, told))


def _top(data: Dataset, context: Context) -> Top:
    """Of each occasion, in a sentence."""
    return Top(facts=tuple((row.text(OCCASION), (_in_words(row),)) for row in data.rows if _in_words(row)))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    """「婚事 20 桌、丧事 15 桌以内」."""
    tables = [f"{row.text(OCCASION)} {row['桌数']} 桌" for row in data.rows if row["桌数"]][:3]
    return (f"{'、'.join(tables)}以内",) if tables else ()


KIND = ListKind(
    name="banquets",
    title="红白事标准",
    section=LIFE,
    order=615,
    key="year",
    known_by=OCCASION,
    titled=lambda data: f"{data.key}年起的红白事标准",
    tells=_top,
    brief=_brief,
    total_labels=(),
    guide="红白理事会定的标准，一种事一行；文件名是从哪一年起用。改了标准就放一个新的年份，旧的不动。没有限制的那一格空着，写 0 是一点也不许。",
    columns=(
        Column(OCCASION, blank=False, aliases=("事项", "红白事", "类别"), help="婚事、丧事、满月、升学这样", example="婚事", width=10),
        Column("桌数", "count", aliases=("席数", "席面", "桌", "酒席桌数"), help="最多几桌", example="20", width=8, zero=True),
        Column("每桌", "money", aliases=("每桌标准", "席面标准", "每桌金额"), help="一桌最多多少钱", example="300.00"),
        Column("礼金", "money", aliases=("随礼", "礼金标准", "人情"), help="每户最多随多少", example="100.00"),
        Column("烟", "money", required=False, aliases=("香烟", "烟每包"), help="一包最多多少钱", example="20.00"),
        Column("酒", "money", required=False, aliases=("白酒", "酒每瓶"), help="一瓶最多多少钱", example="80.00"),
        Column("天数", "count", required=False, aliases=("办几天",), help="最多办几天", example="1", width=8),
        Column("写在", required=False, aliases=("依据", "制度"), help="写在哪一项制度里，照它的标题写", example="示范村村规民约", width=20, ref=("rules",)),
        Column("说明", required=False, aliases=("备注", "其他"), example="办事三天以前到理事会登记", width=28),
    ),
    refused=("姓名", "户主", "主家"),
    checks=(lists.once(OCCASION),),
)  # fmt: skip
