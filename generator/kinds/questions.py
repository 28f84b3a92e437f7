"""村民提问与答复: what villagers asked about public matters and what they were told, those who wait on top.

Law: 村民委员会组织法 (2025) art. 35 (item C27 of the catalogue). Who asked is in no column, so it can be on no page.
"""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check import lists, questions
from generator.check.questions import ANSWER, ANSWERED, ASKED, BY, answer_by, open_still
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._matter_key import CONCERNS
from generator.kinds._sheets import Top, anchors, lean, whole
from generator.model import Column, Dataset, Row
from generator.section import AFFAIRS
from generator.shown import Badge, Table, TableColumn, Value

Waiting = tuple[int, str, Badge]
"""(place in the file, 「8 天」, the last day to answer)."""

_ABOUT = TableColumn(CONCERNS.name, width=20)
_OPEN = (TableColumn(ASKED, "date"), TableColumn("问题", "title", 36), TableColumn("已经等了"), TableColumn("答复期限", "badge"), _ABOUT)
_DONE = (
    TableColumn(ASKED, "date"), TableColumn("问题", "title", 36), TableColumn(ANSWER, width=48), TableColumn("岗位", width=18), TableColumn(ANSWERED, "date"), _ABOUT,
)  # fmt: skip


def _top(data: Dataset, context: Context) -> Top:
    waiting = sum(open_still(row) for row in data.rows)
    late = sum(open_still(row) and (by := answer_by(row, context)) is not None and by < context.today for row in data.rows)
    facts = (("提问", (f"{len(data.rows)} 件",)), ("还没有答复的", (f"{waiting} 件",)))
    return Top(facts=(*facts, ("其中过了期限的", (f"{late} 件",))) if late else facts)


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    """How long each question waits on the day of the build, and the limit."""
    cards = [(_asked(row), n, _waiting(n, row, context)) for n, row in enumerate(data.rows) if open_still(row)]
    return tuple(waiting for *_, waiting in sorted(cards, key=lambda one: one[:2])), questions.answered_within(context), context.today


def _waiting(n: int, row: Row, context: Context) -> Waiting:
    by, days = answer_by(row, context), (context.today - _asked(row)).days
    if by is None:
        return n, "", Badge("")
    return n, f"{max(0, days)} 天", day_badge("due", context.today, by, _asked(row))


def _asked(row: Row) -> date:
    day = row[ASKED]
    return day if isinstance(day, date) else date.min


def _body(data: Dataset, title: str, waiting: tuple[Waiting, ...], limit: str, today: date) -> Body:
    """The unanswered first, the longest waiting on top, then the answered, newest first."""
    ids, rows = anchors(data), data.rows
    open_rows = tuple((rows[n][ASKED], rows[n].text("问题"), days, badge, rows[n].text(CONCERNS.name)) for n, days, badge in waiting)
    done = sorted((n for n, row in enumerate(rows) if not open_still(row)), key=lambda n: (_asked(rows[n]), n), reverse=True)
    shown = ("问题", ANSWER, BY)
    done_rows = tuple((rows[n][ASKED], *map(rows[n].text, shown), rows[n][ANSWERED], rows[n].text(CONCERNS.name)) for n in done)
    waits = Table(f"{data.key}-open", "还没有答复的", _OPEN, open_rows, anchors=tuple(ids[n] for n, *_ in waiting))
    told = Table(f"{data.key}-answered", "已经答复的", _DONE, done_rows, anchors=tuple(ids[n] for n in done))
    tables = tuple((f"{table.title}（{len(table.rows)} 件）", lean(table)) for table in (waits, told) if table.rows)
    closing = f"提问以后 {limit}以内答复。谁问的不公开。" + (f"等了几天，算到 {values.date_cn(today)}。" if open_rows else "")
    return Body(tables, (whole(data, title, KIND.columns, ()),), closing)


def told_of(data: Dataset, place: int) -> tuple[tuple[Value, ...], str]:
    """(day, question, answer), the page and row: as the page of what it is about tells it."""
    row = data.rows[place]
    answer = (row.text(ANSWER) or "还没有答复") + (f"（{row.text(BY)}）" if row.text(BY) else "")
    return (row[ASKED], row.text("问题"), answer), f"{KIND.path_of(data)}#{anchors(data)[place]}"


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """With its answer."""
    day = row[ASKED]
    return Entry(row.text("问题"), (row.text(ANSWER) or "还没有答复", row.text(BY)), day if isinstance(day, date) else None)


KIND = ListKind(
    name="questions",
    row_key=("编号",),
    moving=("答复日期", "答复人", "答复", "满意情况"),
    title="村民提问与答复",
    section=AFFAIRS,
    order=306,
    key="year",
    total_labels=(),
    tells=_top,
    body=_body,
    uses=_uses,
    entry=_entry,
    guide="每年一个文件，文件名是年份。村民问一件写一行，还没有答复的后面三格空着，答复了再填。"
    "谁问的不要写，问题里也不要写人名、电话；问的是自己家里的事，当面答复，不写在这里。",
    columns=(
        Column("编号", blank=False, aliases=("序号",), help="当年第几件，不重复", example="2026-01", width=10),
        Column(ASKED, "date", blank=False, aliases=("提出日期", "收到日期"), example="2026-03-02"),
        Column("问题", blank=False, aliases=("提问", "提问内容", "意见"), help="问了什么，不写谁问的", example="路灯什么时候修好", width=36),
        Column(ANSWERED, "date", aliases=("回复日期", "答复时间"), example="2026-03-05"),
        Column(BY, aliases=("答复人岗位", "回复人", "答复岗位"), help="写岗位", example="村委会副主任", width=18),
        Column(ANSWER, aliases=("答复内容", "回复", "回复内容"), example="3 月 4 日换好了两只灯头，已经亮了。", width=48),
        Column("提问方式", required=False, asked=False, aliases=("渠道", "提问渠道", "反映渠道", "反映方式"), help="当面、电话、意见箱", width=10),
        Column("满意情况", required=False, asked=False, aliases=("满意度", "是否满意"), help="问的人满意不满意", width=10),
        CONCERNS,
    ),
    refused=("姓名", "提问人", "提问者", "提问村民", "村民", "村民姓名", "反映人", "户主", "电话", "联系电话", "手机", "手机号", "住址", "地址", "身份证号"),
    checks=(
        lists.used_once("编号"),
        lists.within(ASKED),
        lists.days_have_come(ASKED, ANSWERED),
        questions.answers_in_time,
        questions.answers_whole,
    ),
)  # fmt: skip
