"""民主评议与审计: how villagers judged those who serve them, what audits found, what was mended.

Law: 村民委员会组织法 (2025) art. 38 (judged at least once a year), art. 40 (audits of a term and on leaving), items C18, C19 and F16 of the catalogue.
"""

from __future__ import annotations

from datetime import date

from generator.check import accountability, lists
from generator.check.accountability import APPRAISAL, CONCLUSION, MARKS, SORT
from generator.check.rolls import by_office
from generator.check.votes import number
from generator.config import Context
from generator.kind import Roll
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.section import AFFAIRS
from generator.shown import Table, TableColumn

_WHO = (TableColumn("姓名", "title"), TableColumn("职务", width=24), TableColumn("日期", "date"))
_APPRAISED = (*_WHO, *(TableColumn(name, "number") for name in MARKS), TableColumn("整改", width=32))
_AUDITED = (*_WHO, TableColumn(SORT), TableColumn(CONCLUSION, width=40), TableColumn("整改", width=32))


def _top(data: Dataset, context: Context) -> Top:
    """How many were judged and audited."""
    judged = sum(row[SORT] == APPRAISAL for row in data.rows)
    counts = ((APPRAISAL, f"{judged} 人"), ("审计", f"{len(data.rows) - judged} 件"))
    return Top(facts=tuple((name, (count,)) for name, count in counts if not count.startswith("0 ")))


def _body(data: Dataset, title: str) -> Body:
    anchored = list(zip(data.rows, anchors(data), strict=True))
    judged = [(row, anchor) for row, anchor in anchored if row[SORT] == APPRAISAL]
    audited = [(row, anchor) for row, anchor in anchored if row[SORT] != APPRAISAL]
    made = (
        _table(f"{data.key}-{name}", heading, columns, rows)
        for heading, name, columns, rows in ((APPRAISAL, "appraisal", _APPRAISED, judged), ("审计", "audit", _AUDITED, audited))
    )
    return Body(tuple((table.title, table) for table in made if table.rows), (whole(data, title, KIND.columns, ()),))


def _table(name: str, title: str, columns: tuple[TableColumn, ...], rows: list[tuple[Row, str]]) -> Table:
    lines = tuple(_line(row, columns) for row, _ in rows)
    return Table(name, title, columns, lines, anchors=tuple(anchor for _, anchor in rows), shape="score" if columns == _APPRAISED else None)


def _line(row: Row, columns: tuple[TableColumn, ...]) -> tuple[object, ...]:
    return tuple(row[c.name] if c.role in ("date", "number") else row.text(c.name) for c in columns)


def _date_and_result(row: Row) -> str:
    """「优秀 30 票，称职 4 票」 or the conclusion."""
    votes = [f"{name} {count} 票" for name in MARKS if (count := number(row, name)) is not None]
    return "，".join(filter(None, (*votes, row.text(CONCLUSION), row.text("整改"))))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    day = row["日期"]
    return Entry(f"{row.text('姓名')} {row.text(SORT)}", (row.text("职务"), _date_and_result(row)), day if isinstance(day, date) else None)


_VOTES = tuple(
    Column(name, "count", required=False, aliases=(f"{name}票",), help="民主评议写几票", example=example, width=10, zero=True)
    for name, example in zip(MARKS, ("28", "5", "", "0"), strict=True)
)

KIND = ListKind(
    name="accountability",
    title="民主评议与审计",
    section=AFFAIRS,
    order=308,
    key="year",
    total_labels=(),
    tells=_top,
    body=_body,
    entry=_entry,
    guide="每年一个文件，文件名是年份。评一个人、审一件写一行。民主评议写票数，审计写结论；离任审计要在下一届选举以前公布。"
    "只写村干部和集体经济组织的负责人，不写谁评的。",
    columns=(
        Column(SORT, "choice", blank=False, choices=(APPRAISAL, "任期审计", "离任审计", "专项审计"), help="评议还是哪种审计", example="民主评议", width=12),
        Column("职务", blank=False, aliases=("岗位",), help="评议、审计的是什么职务", example="村委会主任", width=24),
        Column("姓名", blank=False, aliases=("对象", "评议对象", "审计对象"), example="王示例", width=12, persons="named"),
        Column("日期", "date", blank=False, aliases=("评议日期", "审计日期", "时间"), example="2026-01-16"),
        *_VOTES,
        Column(CONCLUSION, required=False, aliases=("审计结论", "评议结果"), help="审出了什么", example="", width=40),
        Column("整改", required=False, aliases=("整改情况", "整改措施"), help="改了什么，还没有改完的也写", example="4 月起接待费逐笔公开", width=32),
    ),
    roll=Roll("姓名", by_office("姓名")),
    refused=("评议人", "投票人", "代表姓名"),
    checks=(
        lists.once(SORT, "姓名", "日期"),
        lists.within("日期"),
        lists.days_have_come("日期"),
        accountability.verdicts_told,
    ),
)  # fmt: skip
