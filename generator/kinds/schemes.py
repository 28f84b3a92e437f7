"""评选办法: how a village judges: its titles, what is asked for each, how many there may be, for how long, and what excludes.

There is no national list of stars; each village has its own, and each version of them is a file.
"""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check import lists
from generator.check.award_rounds import SCHEME
from generator.check.award_schemes import CLOSED, NAME, OF_RULE, OF_TITLE, POINTS, PRIZE, QUOTA, SORT, UNIT
from generator.check.lists import stated_once
from generator.config import Context
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import UNIT as MONEY
from generator.kinds._sheets import Top, anchors, cell, lean, whole
from generator.model import Column, Dataset, Row
from generator.section import HONORS
from generator.shown import Table, TableColumn, Value

VETO, ADOPTED, SINCE = "一票否决", "通过", "施行日期"
_OF_TITLES = (
    (NAME, "title"),
    (UNIT, "text"),
    ("星数", "number"),
    (QUOTA, "number"),
    ("有效期", "text"),
    (PRIZE, "money"),
    ("要求", "text"),
)
_OF_RULES = ((NAME, "title"), (POINTS, "number"), ("要求", "text"))


def _title(data: Dataset) -> str:
    return str(stated_once(data, SCHEME) or KIND.title)


def _top(data: Dataset, context: Context) -> Top:
    """Who adopted it, since when it holds, what excludes, and how many titles and rules there are."""
    since, closed = stated_once(data, SINCE), stated_once(data, CLOSED)
    veto = tuple(part.strip() for part in str(stated_once(data, VETO) or "").replace("；", "\n").splitlines() if part.strip())
    facts = (
        (ADOPTED, (str(stated_once(data, ADOPTED) or ""),)),
        ("从哪天起用", (values.date_cn(since),) if isinstance(since, date) else ()),
        (VETO, veto),
        ("摘牌以后", (f"{closed} 年里不能再评",) if isinstance(closed, int) else ()),
    )
    return Top(facts=tuple(fact for fact in facts if any(fact[1])))


def _body(data: Dataset, title: str) -> Body:
    parts = ((OF_TITLE, "评哪些称号", _OF_TITLES), (OF_RULE, "看哪些方面", _OF_RULES))
    tables = tuple((heading, table) for sort, heading, columns in parts if (table := _part(data, sort, heading, columns)))
    return Body(tables, (whole(data, title, KIND.columns, ()),))


def _part(data: Dataset, sort: str, heading: str, columns: tuple[tuple[str, str], ...]) -> Table | None:
    rows = [(row, anchor) for row, anchor in zip(data.rows, anchors(data), strict=True) if row[SORT] == sort]
    cells: tuple[tuple[Value, ...], ...] = tuple(tuple(cell(row, KIND.column(name)) for name, _ in columns) for row, _ in rows)
    heads = tuple(TableColumn(name, role) for name, role in columns)  # type: ignore[arg-type]
    note = MONEY if any(row[PRIZE] for row, _ in rows) else ""
    name = f"{data.key}-{'titles' if sort == OF_TITLE else 'criteria'}"
    return lean(Table(name, heading, heads, cells, note=note, anchors=tuple(anchor for _, anchor in rows))) if rows else None


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    since = stated_once(data, SINCE)
    return Entry(row.text(NAME), (row.text("要求"), _title(data)), since if isinstance(since, date) else None)


KIND = ListKind(
    name="schemes",
    title="评选办法",
    section=HONORS,
    order=502,
    key="slug",
    total_labels=(),
    formats=("yml", "csv", "xlsx"),
    rows_key="项目",
    shared=(SCHEME, ADOPTED, SINCE, VETO, CLOSED),
    known_by=SCHEME,
    file_example="2025-stars",
    titled=_title,
    tells=_top,
    body=_body,
    entry=_entry,
    guide="一套办法一个文件；办法改了，另起一个名称（如加上年份），另放一个文件，以前评的还按以前的算。一个称号一行，类型写「称号」；"
    "一颗星、一项打分标准一行，类型写「标准」。星名没有全国统一的，村里定了什么写什么。办法的名称每行写成一样；哪次会议通过、一票否决、停评年数写一次就行。",
    columns=(
        Column(SCHEME, blank=False, aliases=("办法名称", "评选方案"), help="办法叫什么，评选过程里照着写", example="星级文明户评选办法（2025年）", width=26),
        Column(ADOPTED, required=False, aliases=("通过会议", "通过情况"), help="哪次会议、哪天通过的", example="2025年10月12日村民代表会议通过", width=22),
        Column(SINCE, "date", required=False, aliases=("施行日", "起用日期"), example="2025-10-13"),
        Column(VETO, required=False, aliases=("否决事项", "一票否决事项"), help="有哪些事就不能评，几条之间用分号", example="违法违纪受处理的；不赡养老人的", width=30),
        Column(CLOSED, "count", required=False, aliases=("停评年限", "几年内不得再评"), help="摘牌以后几年里不能再评", example="2", width=10),
        Column(NAME, blank=False, aliases=("星名", "项目名称", "标准名称"), help="称号或者星的名称", example="十星级文明户", width=18),
        Column(SORT, "choice", blank=False, choices=(OF_TITLE, OF_RULE), means=(("荣誉", OF_TITLE), ("星", OF_RULE), ("项目", OF_RULE), ("打分项", OF_RULE)), help="这一行是一个称号，还是一颗星、一项标准", example=OF_TITLE, width=8),
        Column(UNIT, "choice", required=False, choices=("户", "人", "对", "集体"), aliases=("授予对象",), help="称号授给谁", example="户", width=8),
        Column("星数", "count", required=False, help="要得几颗星", example="10", width=8),
        Column(QUOTA, "count", required=False, aliases=("名额数", "评选名额"), help="最多评几个；不限的不写", example="10", width=8),
        Column("有效期", "term", required=False, help="2年、18个月，或长期", example="2年", width=10),
        Column(PRIZE, "money", required=False, aliases=("奖金", "奖励金额", "奖品折价"), help="每户、每人奖多少，奖品写折价", example="72.00"),
        Column(POINTS, "count", required=False, aliases=("满分",), help="打分的写这一项几分", example="", width=8),
        Column("要求", required=False, aliases=("标准内容", "评选标准", "条件"), help="做到什么样才算", example="十颗星都得到", width=36),
    ),
    checks=(lists.once(SORT, NAME), lists.days_have_come(SINCE)),
)  # fmt: skip
