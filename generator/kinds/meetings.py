"""村民会议和代表会议: what each meeting of a year was about, how it voted, what was decided and what became of it.

Law: 村民委员会组织法 (2025) art. 25-30, 35; 农村集体经济组织法 art. 27, 28 (item C01 of the catalogue). Numbers only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check import lists, meetings
from generator.check.meetings import COUNTED, DAY, MEETING, RULED
from generator.check.votes import ABSTAINED, AGAINST, CALLED, CAME, FOR, in_words, votes_add_up
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._matter_key import CONCERNS
from generator.kinds._offers import counted, several
from generator.kinds._sheets import Top, anchors, lean, whole
from generator.law.procedures import meetings as known_meetings
from generator.model import Column, Dataset, Row
from generator.offered import OfferedFigure
from generator.section import AFFAIRS
from generator.shown import Table, TableColumn

_SHOWN = (
    TableColumn(DAY, "date"), TableColumn("议题", "title", 24), TableColumn(MEETING), TableColumn("到会和票数", width=28),
    TableColumn(RULED, width=32), TableColumn("落实情况", width=32), TableColumn(CONCERNS.name, width=20),
)  # fmt: skip


def _top(data: Dataset, context: Context) -> Top:
    """「村民代表会议 4 次，议了 9 件事」."""
    held: dict[str, set[object]] = {}
    for row in data.rows:
        held.setdefault(row.text(MEETING), set()).add(row[DAY])
    lines = tuple(f"{meeting} {len(days)} 次" for meeting, days in held.items())
    return Top(facts=(("开会", lines), ("议了", (f"{len(data.rows)} 件事",))) if lines else ())


def _body(data: Dataset, title: str) -> Body:
    """The newest meeting stands on top."""
    order = sorted(range(len(data.rows)), key=lambda i: _day(data.rows[i]), reverse=True)
    ids = anchors(data)
    rows = tuple(_line(data.rows[i]) for i in order)
    table = lean(Table(f"meetings-{data.key}", title, _SHOWN, rows, anchors=tuple(ids[i] for i in order)))
    return Body(((f"每次会、每件事（共 {len(rows)} 件）", table),), (whole(data, title, KIND.columns, ()),))


def _day(row: Row) -> date:
    day = row[DAY]
    return day if isinstance(day, date) else date.min


def _line(row: Row) -> tuple[object, ...]:
    meeting = row.text(MEETING) + (f"（{place}）" if (place := row.text("地点")) else "")
    votes = in_words(row, row.text(COUNTED) or "人")
    return (row[DAY], row.text("议题"), meeting, votes, row.text(RULED), row.text("落实情况"), row.text(CONCERNS.name))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    day, title, *rest = _line(row)
    return Entry(str(title), tuple(str(word) for word in rest if word), _day(row) if day else None)


def _held(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[OfferedFigure]:
    """How often each meeting was held."""
    title, path = kind.title_of(files[0]), KIND.path_of(files[0])
    for meeting in dict.fromkeys(row.text(MEETING) for row in files[0].rows):
        days = {row[DAY] for row in files[0].rows if row.text(MEETING) == meeting}
        yield OfferedFigure(f"{meeting}次数", len(days), "次", path, title)


KIND = ListKind(
    name="meetings",
    title="村民会议和代表会议",
    section=AFFAIRS,
    order=304,
    key="year",
    known_by="议题",
    gathers=(DAY, MEETING),
    total_labels=(),
    tells=_top,
    body=_body,
    entry=_entry,
    offered=several(_held, counted("议决事项数", "件", "开会议的事")),
    guide="每年一个文件，文件名是年份。一次会上的一件事一行。会后办得怎样，写在「落实情况」里，办好了回来改。"
    "没有通过的，「决定」写「没有通过」。只写人数和票数，不写谁来了、谁投了什么票。",
    columns=(
        Column(DAY, "date", blank=False, aliases=("会议日期", "会议时间", "开会日期", "时间"), example="2026-02-26"),
        Column(MEETING, "choice", blank=False, choices=tuple(known_meetings()), aliases=("会议名称", "会议类型"), help="开的是什么会", example="村民代表会议", width=16),
        Column("议题", blank=False, aliases=("事项", "议事内容"), help="一件事一行", example="二组道路硬化方案", width=24),
        Column(CALLED, "count", aliases=("应到人数",), help="应到多少人", example="35", width=8, zero=True),
        Column(CAME, "count", aliases=("实到", "到会人数", "实到人数"), example="32", width=8, zero=True),
        Column(COUNTED, "choice", required=False, choices=("人", "户"), help="应到、到会数的是人还是户；不写就是人", example="人", width=6),
        Column(FOR, "count", aliases=("同意", "赞成票"), help="只通报、不表决的空着", example="30", width=8, zero=True),
        Column(AGAINST, "count", required=False, aliases=("不同意", "反对票"), example="0", width=8, zero=True),
        Column(ABSTAINED, "count", required=False, aliases=("弃权票",), example="2", width=8, zero=True),
        Column(RULED, aliases=("决议", "会议决定", "结果"), help="定了什么；没有通过的写「没有通过」；只通报的空着", example="通过，3 月开始收筹资款", width=32),
        Column("地点", required=False, asked=False, aliases=("会议地点", "开会地点"), help="在哪里开的", width=14),
        Column("主持人", required=False, asked=False, aliases=("主持", "会议主持", "主持人姓名"), help="会读，不登出来", width=10, persons="unseen"),
        Column("记录人", required=False, asked=False, aliases=("记录", "会议记录"), help="会读，不登出来", width=10, persons="unseen"),
        Column("落实情况", required=False, aliases=("实施情况", "落实", "执行情况"), help="办到哪一步", example="7 月 8 日验收合格", width=32),
        CONCERNS,
    ),
    refused=("姓名", "参会人员", "参加人员", "代表姓名", "投票人", "签到", "签名"),
    checks=(
        lists.once(DAY, MEETING, "议题"),
        lists.within(DAY),
        lists.days_have_come(DAY),
        votes_add_up,
        meetings.enough_votes,
        meetings.held_often,
    ),
)  # fmt: skip
