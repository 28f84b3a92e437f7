"""驻村任务清单: what a team has undertaken for a year, by when, how far it has come, and why something is late."""

from __future__ import annotations

from datetime import date

from generator.check import lists, teams
from generator.check.teams import DONE_STATE, DROPPED, DUE, LATE, OPEN, SHARE, STATE, WHY
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds._list import Body, ListKind
from generator.kinds._sheets import UNIT, Top, anchors, lean, whole
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Badge, Table, TableColumn

_SHOWN = (
    TableColumn("任务", "title", 28), TableColumn(STATE, "badge"), TableColumn(SHARE), TableColumn("责任人"), TableColumn(DUE, "date"),
    TableColumn("资金", "money"), TableColumn(WHY, width=24), TableColumn("说明", width=28), TableColumn("编号"),
)  # fmt: skip
_ORDER = (LATE, "推进", "未开始", DONE_STATE, DROPPED)


def state_badge(row: Row, today: date) -> Badge:
    """How a task stands: what is still to be done by its day, on the day of the build and the reader's."""
    state, due = row.text(STATE), row[DUE]
    if state in (*OPEN, LATE) and isinstance(due, date):
        return day_badge("clock", today, due, None)
    return Badge(state, "good" if state == DONE_STATE else "plain")


def _top(data: Dataset, context: Context) -> Top:
    """「一共 8 件，完成 5 件」."""
    counts = [(state, sum(row[STATE] == state for row in data.rows)) for state in (DONE_STATE, "推进", "未开始", LATE, DROPPED)]
    return Top(facts=(("一共", (f"{len(data.rows)} 件",)), *((state, (f"{n} 件",)) for state, n in counts if n)))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    done = sum(row[STATE] == DONE_STATE for row in data.rows)
    return (f"{len(data.rows)} 件，完成 {done} 件",)


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    day = min(context.today, context.village.closed) if context.village.closed else context.today
    return (tuple(state_badge(row, day) for row in data.rows),)


def _body(data: Dataset, title: str, worth: tuple[Badge, ...]) -> Body:
    """What is late stands on top, what is done below."""
    ids = anchors(data)
    order = sorted(range(len(data.rows)), key=lambda n: _ORDER.index(str(data.rows[n][STATE])) if data.rows[n][STATE] in _ORDER else 0)
    rows = tuple(tuple(_cell(data.rows[n], worth[n], column.name) for column in _SHOWN) for n in order)
    table = lean(Table(f"tasks-{data.key}", title, _SHOWN, rows, (), UNIT, tuple(ids[n] for n in order)))
    return Body(((f"每一件（共 {len(rows)} 件）", table),), (whole(data, title, KIND.columns, ()),))


def _cell(row: Row, badge: Badge, name: str) -> object:
    if name == STATE:
        return badge
    if name == SHARE:
        return f"{row.text(SHARE)}%" if row[SHARE] is not None else ""
    if name == DUE:
        return row[DUE]
    return row.fen("资金") if name == "资金" else row.text(name)


KIND = ListKind(
    name="tasks",
    living=True,
    title="驻村任务清单",
    section=LIFE,
    order=605,
    key="year",
    total_labels=(),
    tells=_top,
    body=_body,
    uses=_uses,
    brief=_brief,
    label_column="任务",
    guide="驻村工作队每年一个文件，文件名是年份。一件任务一行，办到哪一步就回来改「状态」和「进度」。"
    "延期、取消的写原因。责任人写职务，不写户名。",
    columns=(
        Column("编号", required=False, aliases=("序号",), example="1", width=8),
        Column("任务", blank=False, aliases=("事项", "任务内容", "工作任务"), help="要办成什么", example="帮三组修好机耕路 300 米", width=28),
        Column("责任人", required=False, aliases=("责任", "负责人"), help="写职务，如 第一书记", example="第一书记", width=14, ref=("posts",), ref_loose=True),
        Column(DUE, "date", required=False, aliases=("时限", "完成日期", "截止日期"), help="哪天以前办完", example="2026-06-30"),
        Column(STATE, "choice", blank=False, choices=(*OPEN, DONE_STATE, LATE, DROPPED), means=(("进行中", "推进"), ("正在推进", "推进"), ("已完成", DONE_STATE), ("办结", DONE_STATE)), aliases=("进展",), help="现在怎样", example="推进", width=10),
        Column(SHARE, "count", required=False, aliases=("完成进度", "进度%"), help="百分之几，只写数；完成的是 100", example="60", width=8, zero=True),
        Column("资金", "money", required=False, aliases=("投入资金",), help="打算用多少钱；不用钱的空着", example="20000.00"),
        Column(WHY, required=False, aliases=("原因", "取消原因"), help="延期、取消的写为什么", example="", width=24),
        Column("说明", required=False, aliases=("备注",), example="", width=28),
    ),
    checks=(lists.once("任务"), teams.tasks_told_in_full),
)  # fmt: skip
