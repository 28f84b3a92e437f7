"""评选过程: one round of honors, from the call to the day the plates are given, and how it was reviewed later.

Counts only of those who applied, voted and objected; who judged is named, since nobody judges his own household.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator import values
from generator.check.award_changes import with_values
from generator.check.award_rounds import (
    AMONG,
    ANSWER,
    ASIDE,
    DAY,
    ENTRIES,
    GRANTS,
    JURY,
    OBJECTIONS,
    POSTED,
    PRIZE_MONEY,
    REVIEW,
    ROUND,
    SCHEME,
    STEP,
    STEPS,
    UNRECORDED,
    UNTIL,
    counts_add_up,
    days_in_order,
    given_on,
    last_of,
    objections_answered,
    posted_long_enough,
    step_of,
    steps_complete,
)  # fmt: skip
from generator.check.rolls import GONE
from generator.check.votes import CALLED, CAME, in_words, votes_add_up
from generator.config import Context
from generator.kind import Roll
from generator.kinds._case import CaseKind, State
from generator.model import Column, Dataset, Row
from generator.section import HONORS

APPLIED, TELEPHONE = "参评", "异议电话"


def _step_text(row: Row) -> str:
    """「公示（到 2025年12月25日）：收到异议 1 件，核实以后维持」."""
    last, count = row[UNTIL], row[OBJECTIONS]
    until = f"（到 {values.date_cn(last)}）" if isinstance(last, date) else ""
    objections = f"收到异议 {count} 件" if count else "没有人提异议" if count == 0 else ""
    parts = (in_words(row), objections, row.text(ANSWER).rstrip("。"), row.text("说明").rstrip("。"))
    rest = "，".join(filter(None, parts))
    return row.text(STEP) + until + (f"：{rest}" if rest else "")


def _state(data: Dataset, context: Context) -> State:
    given = given_on(data)
    if given and given <= context.today:
        return f"{values.date_cn(given)}授牌", True
    posted = next((row for row in data.rows if step_of(row) == POSTED), None)
    first, last = (posted[DAY], last_of(posted)) if posted else (None, None)
    if isinstance(first, date) and last and first <= context.today <= last:
        return f"正在公示，到 {values.date_cn(last)}", False
    newest = data.rows[-1] if data.rows else None
    return (f"正在评，到了「{newest.text(STEP)}」" if newest else "正在评"), False


def _coming(data: Dataset, context: Context) -> Iterator[str]:
    """The steps of every round that are still to be taken."""
    steps = [step_of(row) for row in data.rows]
    last = max((STEPS.index(step) for step in steps if step in STEPS), default=-1)
    yield from (f"{step}（还没有）" for step in STEPS[last + 1 :] if REVIEW not in steps)


def _taken(data: Dataset, context: Context) -> tuple[Row, ...]:
    """In the order of the file: of an old round the days of its steps may not be known."""
    return data.rows


JUDGED = "1年"
"""How long after its newest step a round names who judged, where no end of its posting is written; then how many they were."""


def _judged_until(row: Row, data: Dataset, context: Context) -> date | None:
    newest = max((day for step in data.rows if (day := last_of(step))), default=None)
    return values.term_end(newest, JUDGED) if newest else None


def _without_jury(data: Dataset, context: Context) -> Dataset:
    """Where the names of those who judged are gone, it is not said either who of them stepped aside."""
    if not any(row.text(JURY).endswith(GONE) for row in data.rows):
        return data
    return replace(data, rows=tuple(with_values(row, {ASIDE: ("", None)}) for row in data.rows))


KIND = CaseKind(
    name="rounds",
    title="评选过程",
    section=HONORS,
    order=503,
    known_by=ROUND,
    named=ROUND,
    step=STEP,
    day=DAY,
    step_text=_step_text,
    taken=_taken,
    coming=_coming,
    state=_state,
    repeats=True,
    told=(SCHEME, APPLIED, GRANTS, AMONG, JURY, ASIDE, TELEPHONE, UNRECORDED),
    searched=(SCHEME, JURY),
    amounts=((PRIZE_MONEY, "out"),),
    passed="怎么评的",
    counted="奖金",
    shared=(ROUND, SCHEME, APPLIED, GRANTS, AMONG, PRIZE_MONEY, ENTRIES, JURY, ASIDE, TELEPHONE, UNRECORDED),
    file_example="2025-stars",
    guide="一次评选一个文件，走一步写一步，没有走到的先不写。用 yml 写的，评选、办法、评议小组等写在上面，每一步写在「过程:」下面；"
    "用表格写的，一步一行，评选的名称每行都写，别的写一次就行。公示写从哪天到哪天、收到几件异议、怎么处理的；不写谁提的异议、谁投了什么票。"
    "评议小组的人自己家参评的，评到自己家时要回避，把他写进「回避」。以前的评选，原来的材料里没有写的，在「没有记录」里说明。",
    columns=(
        Column(ROUND, blank=False, aliases=("评选名称", "评选活动"), help="这次评选叫什么，荣誉名单里照着写", example="2025年星级文明户评选", width=24),
        Column(SCHEME, required=False, aliases=("办法", "评选依据"), help="按哪个评选办法，名称写成一样", example="星级文明户评选办法（2025年）", width=24, ref=("schemes",)),
        Column(APPLIED, "count", required=False, aliases=("申报户数", "参评户数", "参评人数"), help="多少户、多少人参评", example="61", width=8, zero=True),
        Column(GRANTS, "count", required=False, aliases=("评出数", "评出总数"), help="一共评出多少", example="23", width=8, zero=True),
        Column(AMONG, required=False, aliases=("各称号数",), help="每个称号几个，用顿号隔开", example="十星级文明户 10、九星级文明户 7、八星级文明户 6", width=30),
        Column(PRIZE_MONEY, "money", required=False, aliases=("奖金总额", "奖励金额"), help="奖金、奖品一共多少", example="1296.00"),
        Column(ENTRIES, required=False, aliases=("账目关键词",), help="收支明细里这笔钱的项目名，或者摘要里一定有的字", example="星级文明户红榜及奖品", width=20),
        Column(JURY, required=False, aliases=("考评小组", "评委", "评选小组"), help="有哪些人，用顿号隔开", example="李样本、吴举例", width=24, persons="named"),
        Column(ASIDE, required=False, aliases=("回避人员",), help="评到自己家、近亲属家时回避了的评议小组的人", example="", width=12, persons="named"),
        Column(TELEPHONE, required=False, aliases=("监督电话", "受理电话"), help="公示时向谁提异议", example="0000-0000002", width=14),
        Column(UNRECORDED, required=False, aliases=("未载",), help="以前的评选，原来的材料里没有写的事", example="", width=24),
        Column(STEP, blank=False, aliases=("环节",), help="走到哪一步", example="评议会", width=14, offers=(*STEPS, REVIEW)),
        Column(DAY, "date", required=False, aliases=("开始日期", "时间"), help="这一步是哪天，或者从哪天起", example="2025-12-06"),
        Column(UNTIL, "date", required=False, aliases=("结束日期", "到哪天", "截止日期"), help="有几天的写到哪天", example=""),
        Column(CALLED, "count", required=False, aliases=("应到人数",), help="开会的写应到多少人", example="35", width=8, zero=True),
        Column(CAME, "count", required=False, aliases=("实到", "到会人数"), example="32", width=8, zero=True),
        Column(OBJECTIONS, "count", required=False, aliases=("异议件数",), help="公示时收到几件异议，没有的写 0", example="", width=8, zero=True),
        Column(ANSWER, required=False, aliases=("处理结果", "异议处理"), help="异议怎么处理的；不写谁提的", example="", width=24),
        Column("说明", required=False, aliases=("备注", "内容"), help="做了什么；不写人名", example="先自评，再由评议小组逐户打分", width=30),
    ),
    redact=_without_jury,
    roll=Roll(JURY, lambda row, data, context: None, several=True, at_most=_judged_until),
    refused=("姓名", "异议人", "提出人", "投票人", "签名"),
    checks=(days_in_order, steps_complete, posted_long_enough, objections_answered, counts_add_up, votes_add_up),
)  # fmt: skip
