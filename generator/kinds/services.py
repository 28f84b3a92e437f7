"""便民服务: what is served in the village, where, when, whom to call, what to bring, what it costs; what is closed or moved for a while.

No law lays it down; 民发〔2022〕56号 names the services of a village's house (item C44 of the catalogue). Posts and office telephones, no names.
"""

from __future__ import annotations

from datetime import date

from generator.check import lists
from generator.check.services import CHANGED, FROM, PAUSED, STATE, USUAL, WHEN, changes_told
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Badge, Table, TableColumn

SERVICE, SORT, UNTIL = "服务", "类别", "到"
SORTS = ("卫生", "养老", "教育托幼", "文化体育", "便民代办", "其他")
_SHOWN = ("时间", "地点", "找谁", "电话", "办什么", "要带什么", "收费", "几天办好", "备注")
_FIRST = 3
"""Services that the home page names."""


def _state(row: Row, today: date) -> Badge:
    """As it is open on ``today``; the reader's device says it for the reader's own day."""
    state, start, end = row.text(STATE), row[FROM], row[UNTIL]
    if state not in (PAUSED, CHANGED):
        return Badge(USUAL, "good")
    if isinstance(end, date):
        return day_badge("paused" if state == PAUSED else "moved", today, end, start if isinstance(start, date) else None)
    return Badge("暂停，什么时候恢复再通知" if state == PAUSED else "时间改了", "late" if state == PAUSED else "now")


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    return (tuple(_state(row, context.today) for row in data.rows),)


def _hours(row: Row) -> str:
    """The usual hours, and behind them those for a while."""
    changed = row.text(WHEN)
    return row.text("时间") + (f"（这段时间改为：{changed}）" if changed else "")


def _body(data: Dataset, title: str, states: tuple[Badge, ...]) -> Body:
    """A table for each sort, in the order of the form."""
    ids = anchors(data)
    tables = []
    for sort in SORTS:
        chosen = [i for i, row in enumerate(data.rows) if row.text(SORT) == sort]
        names = [n for n in _SHOWN if any(data.rows[i].text(n) for i in chosen)]
        heads = (TableColumn(SERVICE, "title", 18), TableColumn("现在", "badge"), *(TableColumn(n, width=20) for n in names))
        rows = tuple((data.rows[i].text(SERVICE), states[i], *(_shown(data.rows[i], n) for n in names)) for i in chosen)
        if rows:
            tables.append(
                (sort, Table(f"services-{data.key}-{SORTS.index(sort) + 1}", sort, heads, rows, anchors=tuple(ids[i] for i in chosen)))
            )
    return Body(tuple(tables), (whole(data, title, KIND.columns, ()),), "要办事，先打电话问一声。")


def _shown(row: Row, name: str) -> str:
    return _hours(row) if name == "时间" else row.text(name)


def _top(data: Dataset, context: Context) -> Top:
    """How many there are, and what is not as usual on the day of the build."""
    other = [f"{row.text(SERVICE)}：{badge}" for row in data.rows if (badge := _state(row, context.today)).tone != "good"]
    facts = (("服务", (f"{len(data.rows)} 项",)),)
    return Top(facts=(*facts, ("暂停、改时间的", tuple(other))) if other else facts)


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    """「村卫生室：周一到周六 8:00—11:30」, the first few."""
    return tuple(f"{row.text(SERVICE)}：{row.text('时间')}" for row in data.rows[:_FIRST])


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    words = (str(_state(row, context.today)), _hours(row), *(row.text(name) for name in _SHOWN[1:]))
    return Entry(row.text(SERVICE), words, None, year=data.key)


KIND = ListKind(
    name="services",
    living=True,
    title="便民服务",
    section=LIFE,
    order=641,
    key="year",
    total_labels=(),
    tells=_top,
    body=_body,
    uses=_uses,
    entry=_entry,
    brief=_brief,
    counted="项",
    known_by=SERVICE,
    guide="每年一个文件，文件名是年份。一项服务一行：卫生室、助餐、幼儿园、图书室、代办。电话写办公电话，找谁写职务。"
    "临时不开门的，状态写「暂停」，写从哪天、到哪天；改了时间的写「改时间」，新的时间写在「改为」里。过了「到」那一天，网页自己变回照常，不用改表。",
    columns=(
        Column(SERVICE, blank=False, aliases=("服务项目", "名称", "项目"), help="村里的人怎么叫它", example="村卫生室", width=18),
        Column(SORT, "choice", blank=False, choices=SORTS, aliases=("类型", "种类"), means=(("医疗", "卫生"), ("教育", "教育托幼"), ("托幼", "教育托幼"), ("文化", "文化体育"), ("体育", "文化体育"), ("代办", "便民代办")), example="卫生", width=10),
        Column("时间", blank=False, aliases=("服务时间", "开放时间", "办理时间", "营业时间", "开门时间"), help="哪几天、几点到几点", example="周一到周六 8:00—11:30、14:00—17:00", width=28),
        Column("地点", blank=False, aliases=("地址", "办理点", "服务地点", "在哪里"), example="村委会东侧", width=20),
        Column("找谁", required=False, aliases=("负责", "联系人", "代办人"), help="写职务，不写姓名", example="乡村医生", width=14, ref=("posts",), ref_loose=True),
        Column("电话", required=False, aliases=("联系电话", "办公电话"), help="办公电话，不写个人手机", example="0000-0000006", width=14),
        Column("办什么", required=False, aliases=("服务内容", "内容"), help="能办什么", example="看病、拿药、量血压", width=28),
        Column("要带什么", required=False, aliases=("材料", "所需材料", "办理材料", "带什么"), help="要带的证件、材料；不用带就空着", example="医保卡", width=20),
        Column("收费", required=False, aliases=("收费标准", "费用"), help="不收钱写「不收费」", example="按医保规定", width=16),
        Column("几天办好", required=False, aliases=("办结时限", "办理时限", "时限"), help="多久办好", example="当场", width=12),
        Column(STATE, "choice", required=False, choices=(USUAL, PAUSED, CHANGED), aliases=("现在",), means=(("正常", USUAL), ("开放", USUAL), ("停", PAUSED), ("停诊", PAUSED), ("关闭", PAUSED), ("变更", CHANGED)), help="不写就是照常", example=USUAL, width=10),
        Column(FROM, "date", required=False, aliases=("从哪天", "开始"), help="暂停、改时间从哪天起", example=""),
        Column(UNTIL, "date", required=False, aliases=("到哪天", "结束", "恢复前一天"), help="到哪天为止；不知道就空着", example=""),
        Column(WHEN, required=False, aliases=("新时间", "改为时间"), help="改时间的写这段时间几点", example="", width=20),
        Column("备注", required=False, aliases=("说明",), width=24),
    ),
    checks=(lists.once(SERVICE, "地点"), changes_told),
)  # fmt: skip
