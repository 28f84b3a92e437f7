"""四议两公开: a matter from its proposal to its outcome, step by step. Its page is that of the whole matter (overviews/matters.py).

Law: 村民委员会组织法 (2025) art. 28, 35 (items D06 and C01 of the catalogue). Numbers of people only, never who voted how.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check import decisions
from generator.check.decisions import (
    BUDGET,
    DAY,
    ENTRIES,
    MATTER,
    PASSED,
    PLANNED,
    REFUSED,
    RESULT,
    STEP,
    WAY,
    decided_on,
    published_on,
    refused,
    scheme_of,
    taken,
)  # fmt: skip
from generator.check.lists import stated_once
from generator.check.votes import ABSTAINED, AGAINST, CALLED, CAME, FOR, in_words, votes_add_up
from generator.config import Context
from generator.kinds._case import CaseKind, State
from generator.kinds._photos import photo_columns
from generator.law.catalogue import titles
from generator.law.procedures import CARRIED_OUT, MADE_PUBLIC, schemes
from generator.model import Column, Dataset, Row
from generator.photo import KEYS as PHOTO_KEYS
from generator.section import AFFAIRS


def _step_words(row: Row) -> str:
    """「村民代表会议决议：应到 35 人，到会 33 人，赞成 29 票，弃权 4 票，通过。预算 6000 元」."""
    outcome = {PASSED: "通过", REFUSED: "没有通过"}.get(str(row[RESULT]), "")
    words = "，".join(filter(None, (in_words(row), outcome)))
    note = row.text("说明").rstrip("。")
    return row.text(STEP) + ("：" + "。".join(filter(None, (words, note))) if words or note else "")


_WAYS = schemes(())
_STEPS = tuple(dict.fromkeys(step.name for scheme in _WAYS.values() for step in scheme))


def _state(data: Dataset, context: Context) -> State:
    scheme = scheme_of(data, context) or ()
    steps = taken(data, scheme)
    decided, done = decided_on(steps, scheme) if scheme else None, published_on(steps, CARRIED_OUT)
    if refused(steps):
        state = "没有通过"
    elif done:
        state = f"办完了，{values.date_cn(done)}公开了实施结果"
    elif not decided:
        state = f"正在议，到了「{steps[-1][0].name}」" if steps else "正在议"
    else:
        told = published_on(steps, MADE_PUBLIC)
        state = f"{values.date_cn(decided)}决定，" + (f"{values.date_cn(told)}公开了决议" if told else "决议还没有公开")
    return state, done is not None


def _taken(data: Dataset, context: Context) -> list[Row]:
    """In the order of the scheme."""
    return [row for _, row in taken(data, scheme_of(data, context) or ())]


def _coming(data: Dataset, context: Context) -> Iterator[str]:
    """「实施结果公开（还没有，计划 2026年6月30日以前办完）」."""
    scheme = scheme_of(data, context) or ()
    steps = taken(data, scheme)
    done = max((step.last for step, _ in steps), default=0)
    planned = stated_once(data, PLANNED)
    for place in () if refused(steps) else sorted({step.first for step in scheme if step.first > done}):
        name = next(step.name for step in scheme if step.first == place)
        by = f"，计划 {values.date_cn(planned)}以前办完" if name == CARRIED_OUT and isinstance(planned, date) else ""
        yield f"{name}（还没有{by}）"


KIND = CaseKind(
    name="decisions",
    title="四议两公开",
    section=AFFAIRS,
    order=302,
    known_by=MATTER,
    named=MATTER,
    step=STEP,
    day=DAY,
    step_text=_step_words,
    taken=_taken,
    coming=_coming,
    state=_state,
    paged=False,
    recorded=False,
    shared=(MATTER, "事项", WAY, BUDGET, ENTRIES, PLANNED, *PHOTO_KEYS),
    file_example="2026-road",
    guide="一件事一个文件，文件名用小写英文字母、数字和短横线。议一步写一步，没有走到的步骤先不写，走到了再加。"
    "用 yml 写的，议题、预算等写在上面，每一步写在「过程:」下面；用表格写的，一步一行，议题每行都写，预算、账目、计划完成写一次就行。"
    "只写多少人，不写谁投了什么票。「账目」写收支明细里这件事的项目名，程序会把花的钱一笔一笔列出来，和预算比。",
    columns=(
        Column(MATTER, blank=False, aliases=("决策事项", "议事内容"), help="定的是什么事", example="二组道路硬化", width=24),
        Column("事项", required=False, aliases=("类别", "事项类别"), help="属于哪一类", example="公益事业兴办", width=16, offers=titles()),
        Column(WAY, required=False, aliases=("议事方式", "程序"), help="四议两公开、五议两公开，或 village.yml「议事程序」里写的；不写就是四议两公开", example="四议两公开", width=14, offers=tuple(_WAYS)),
        Column(BUDGET, "money", required=False, aliases=("预算金额", "决定金额"), help="会上定的最多花多少", example="192000.00"),
        Column(ENTRIES, required=False, aliases=("账目关键词", "账目项目"), help="收支明细里这件事的项目名；没有项目的，写摘要里一定有的字；几个之间用顿号；不写就用议题", example="二组道路硬化", width=16),
        Column(PLANNED, "date", required=False, aliases=("计划完成日期", "计划完成时间"), help="打算哪天以前办完", example="2026-06-30"),
        Column(STEP, blank=False, aliases=("程序步骤", "环节"), help="走到哪一步", example="村民代表会议决议", width=18, offers=_STEPS),
        Column(DAY, "date", blank=False, aliases=("时间", "会议日期", "公开日期"), help="这一步是哪天", example="2026-02-26"),
        Column(CALLED, "count", required=False, aliases=("应到人数",), help="应到多少人；公开的步骤不写", example="35", width=8, zero=True),
        Column(CAME, "count", required=False, aliases=("实到", "到会人数", "实到人数"), example="32", width=8, zero=True),
        Column(FOR, "count", required=False, aliases=("同意", "赞成票"), example="30", width=8, zero=True),
        Column(AGAINST, "count", required=False, aliases=("不同意", "反对票"), example="0", width=8, zero=True),
        Column(ABSTAINED, "count", required=False, aliases=("弃权票",), example="2", width=8, zero=True),
        Column(RESULT, "choice", required=False, choices=(PASSED, REFUSED), aliases=("表决结果",), help="要表决的步骤写", example="通过", width=8),
        Column("说明", required=False, aliases=("备注", "内容"), help="议了什么，改了什么；不写人名", example="原定宽 4 米，改为 3.5 米", width=32),
        *photo_columns(),
    ),
    refused=("姓名", "投票人", "代表姓名", "签到", "签名"),
    checks=(
        decisions.steps_known,
        decisions.steps_in_order,
        votes_add_up,
        decisions.enough_votes,
        decisions.made_public,
    ),
)  # fmt: skip
