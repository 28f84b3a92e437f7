"""发展党员: each step of whoever joins the party, posted for villagers to speak up: who, which step, from when to when, whom to tell.

党务公开 (item D03 of the catalogue). Named for as long as the step is posted (个人信息保护法 art. 47); after that it is told how many.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from generator.check import admission, lists
from generator.check.admission import BEGINS, ENDS, NAME, RESULT, STEP, STEPS
from generator.check.votes import ABSTAINED, AGAINST, CALLED, CAME, FOR, votes_add_up
from generator.config import Context
from generator.kind import Roll
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.section import LIFE


def _posted_until(row: Row, data: Dataset, context: Context) -> date | None:
    last = row[ENDS]
    return last if isinstance(last, date) else date.min


def _top(data: Dataset, context: Context) -> Top:
    """Of each step how many, and what is posted on the day of the build."""
    counts = {step: sum(_many(row) for row in data.rows if row[STEP] == step) for step in STEPS}
    now = [row for row in data.rows if admission.is_posted(row, context.today)]
    facts = tuple((step, (f"{count} 人",)) for step, count in counts.items() if count)
    return Top(facts=(*facts, *((("正在公示", tuple(f"{row[STEP]}，到 {row[ENDS]}" for row in now)),) if now else ())))


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    return (tuple(admission.is_posted(row, context.today) for row in data.rows),)


def _body(data: Dataset, title: str, posted: tuple[bool, ...]) -> Body:
    """What may still be spoken up against stands on top."""
    ids, tables = anchors(data), []
    for heading, now in (("正在公示，可以提意见", True), ("期满的", False)):
        chosen = [i for i, of in enumerate(posted) if of == now]
        if chosen:
            part = replace(data, rows=tuple(data.rows[i] for i in chosen))
            table = whole(part, heading, KIND.columns, (), ids=tuple(ids[i] for i in chosen))
            tables.append((heading, replace(table, name=f"admission-{data.key}-{'now' if now else 'over'}")))
    return Body(tuple(tables), (whole(data, title, KIND.columns, ()),))


def _many(row: Row) -> int:
    """How many a row speaks of: one, until their names are taken down."""
    told = re.match(r"(\d+) 人", row.text(NAME))
    return int(told[1]) if told else 1


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    start = row[BEGINS]
    return Entry(row.text(STEP), (KIND.title, row.text(NAME), row.text(RESULT)), start if isinstance(start, date) else None)


KIND = ListKind(
    name="admission",
    title="发展党员公示",
    section=LIFE,
    order=653,
    key="year",
    total_labels=(),
    label_column=NAME,
    tells=_top,
    body=_body,
    uses=_uses,
    entry=_entry,
    brief=lambda data, context: tuple(f"{name} {lines[0]}" for name, lines in _top(data, context).facts[:2]),
    roll=Roll(NAME, _posted_until, by=(STEP, BEGINS, ENDS, RESULT), at_most=_posted_until),
    guide="每年一个文件，文件名是年份。一个人走到一步写一行，照公示的原件写从哪天到哪天，至少五个工作日；期满以后回来写「结果」。"
    "过了公示期姓名自动撤下，只留下这一步有几个人。不写身份证号、出生年月和家里的事。",
    columns=(
        Column(NAME, blank=False, aliases=("公示对象", "拟发展对象", "对象"), example="冯举例", width=12, persons="named"),
        Column(STEP, "choice", blank=False, choices=STEPS, aliases=("步骤", "阶段", "公示内容"), means=(("积极分子", STEPS[0]), ("确定入党积极分子", STEPS[0]), ("确定发展对象", STEPS[1]), ("预备党员", STEPS[2]), ("预备党员接收", STEPS[2]), ("转正", STEPS[3]), ("党员转正", STEPS[3])), help="走到哪一步", example=STEPS[2], width=14),
        Column(BEGINS, "date", blank=False, aliases=("公示开始", "开始日期", "公示开始日期", "公示开始时间"), help="公示第一天", example="2026-06-15"),
        Column(ENDS, "date", blank=False, aliases=("公示结束", "结束日期", "公示结束日期", "公示截止日", "公示结束时间"), help="公示最后一天", example="2026-06-23"),
        Column("受理电话", blank=False, aliases=("异议电话", "监督电话", "联系电话", "电话"), help="有意见打哪个办公电话", example="0000-0000002", width=14),
        Column(CALLED, "count", required=False, aliases=("应到人数",), help="支部大会应到多少人；这一步不开会的空着", example="41", width=8, zero=True),
        Column(CAME, "count", required=False, aliases=("实到", "到会人数", "实到人数"), example="38", width=8, zero=True),
        Column(FOR, "count", required=False, aliases=("同意", "赞成票"), example="37", width=8, zero=True),
        Column(AGAINST, "count", required=False, aliases=("不同意", "反对票"), example="0", width=8, zero=True),
        Column(ABSTAINED, "count", required=False, aliases=("弃权票",), example="1", width=8, zero=True),
        Column(RESULT, required=False, aliases=("公示结果",), help="期满以后写：无异议，或者收到什么异议、怎样处理；不写谁提的", example="", width=24),
    ),
    refused=("反映人", "提意见人", "异议人"),
    checks=(
        lists.once(NAME, STEP),
        votes_add_up,
        admission.posted_long_enough,
        admission.results_told,
        admission.steps_in_order,
    ),
)  # fmt: skip
