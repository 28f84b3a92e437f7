"""工程全过程: one work from its approval to the end of its warranty, step by step, with the day and the sum of each. The page of the whole matter
is made by overviews/matters.py.

Law: 农经发〔2011〕13号, 专项公开 (工程招投标及预决算); 村民委员会组织法 (2025) art. 40 (item C15 of the catalogue).
"""

from __future__ import annotations

from datetime import date

from generator import values
from generator.check import works
from generator.check.lists import stated_once
from generator.check.works import (
    AUDITED,
    DAY,
    KEPT,
    KEPT_UNTIL,
    MATTER,
    NAME,
    OVERSEER,
    PLACE,
    RETENTION,
    SIZE,
    STEP,
    STEPS,
    SUM,
    WHAT,
    WHO,
)
from generator.config import Context
from generator.kinds._case import CaseKind, State
from generator.kinds._photos import photo_columns
from generator.known_days import bounds, when_cn
from generator.model import Column, Dataset, Row
from generator.photo import KEYS as PHOTO_KEYS
from generator.section import AFFAIRS


def step_words(row: Row) -> str:
    """「合同：186,420.00 元，示例路桥施工队。三十天完工」."""
    fen = row.fen(SUM)
    worth = "" if fen is None else f"{_sign(row, fen)}{values.yuan(abs(fen) if works.step_of(row) == works.CHANGE else fen)} 元"
    rough = "" if isinstance(row[DAY], date) else when_cn(row[DAY])
    rest = "，".join(filter(None, (rough, worth, row.text(WHO))))
    note = row.text(WHAT).rstrip("。")
    return row.text(STEP) + ("：" + "。".join(filter(None, (rest, note))) if rest or note else "")


def _sign(row: Row, fen: int) -> str:
    return ("核减 " if fen < 0 else "核增 ") if works.step_of(row) == works.CHANGE else ""


def stage(data: Dataset, context: Context) -> State:
    """「2026年7月9日质保期满」: its furthest step; whether nothing more is to come."""
    last = max(filter(works.step_of, data.rows), key=_far, default=None)
    if last is None:
        return "", False
    words = {works.BUDGET: "定了预算", works.TENDER: "招标", works.AGREED: "签了合同", works.CHANGE: "在做", works.PROGRESS: "在做"}
    words |= {AUDITED: "审计完", RETENTION: "质保期满"}
    name = works.step_of(last)
    done = name == RETENTION or (name in (works.SETTLED, AUDITED) and not stated_once(data, KEPT))
    return when_cn(last[DAY]) + words.get(name, name), done


def _far(row: Row) -> tuple[int, date]:
    return works.RANKS[works.step_of(row)], (bounds(row[DAY]) or (date.min,))[0]


KIND = CaseKind(
    name="works",
    title="工程全过程",
    section=AFFAIRS,
    order=311,
    known_by=NAME,
    named=NAME,
    step=STEP,
    day=DAY,
    step_text=step_words,
    taken=lambda data, context: data.rows,
    state=stage,
    repeats=True,
    paged=False,
    recorded=False,
    shared=(NAME, MATTER, PLACE, SIZE, OVERSEER, KEPT, KEPT_UNTIL, *PHOTO_KEYS),
    file_example="2026-road",
    guide="一项工程一个文件，文件名用小写英文字母、数字和短横线，以后不要改。走到一步写一步：立项、预算、招标、合同、开工、变更、进度、完工、验收、结算、审计、质保。"
    "用 yml 写的，工程、工程量、监督等写在上面，每一步写在「过程:」下面；用表格写的，一步一行，工程每行都写，别的写一次就行。"
    "付款不用写，程序从收支明细里找。名字和村级工程、四议两公开里写成一样，程序会把它们合成一页，核对金额。",
    columns=(
        Column(NAME, blank=False, aliases=("工程名称", "项目", "项目名称"), help="和村级工程里叫一样的名字", example="二组道路硬化", width=24, ref=("projects",), ref_loose=True),
        Column(MATTER, required=False, aliases=("议定的事", "决策"), help="四议两公开里的议题，一字不差；和工程同名的不用写", example="", width=24, ref=("decisions",)),
        Column(PLACE, required=False, aliases=("位置", "建设地点"), example="二组老井口到北圩桥", width=20),
        Column(SIZE, required=False, aliases=("数量", "规模", "建设规模"), help="数和单位，几样用顿号隔开；大约的写 约、近、余", example="860 米、3010 平方米", width=20),
        Column(OVERSEER, required=False, aliases=("监督人", "谁监督", "监理"), help="谁看着做的：写单位、岗位，不写人名", example="村务监督委员会、示例监理所", width=24, persons="party"),
        Column(KEPT, "money", required=False, aliases=("质量保证金", "保证金", "预留质保金"), help="结算以后留下多少", example="5548.13", width=14),
        Column(KEPT_UNTIL, "date", required=False, aliases=("质保到期日", "质保期至", "质保期满"), help="质保哪天满", example="2026-07-08", width=14),
        Column(STEP, blank=False, aliases=("环节", "阶段", "程序步骤"), help="走到哪一步", example="合同", width=10, offers=STEPS),
        Column(DAY, "when", required=False, aliases=("时间",), help="这一步是哪天；只知道月份的写年月", example="2025-04-15"),
        Column(SUM, "money", required=False, aliases=("价款", "数额"), help="预算、中标、合同、结算、审定、退质保金写多少；变更核增写正数，核减写负数", example="186420.00", width=14),
        Column(WHO, required=False, aliases=("对方", "施工单位", "中标单位", "承办单位"), help="施工、监理、审计的单位；个人只写姓", example="示例路桥施工队", width=20, persons="party"),
        Column(WHAT, required=False, aliases=("备注", "内容"), help="做了什么、为什么变更、验收结果；不写人名", example="镇里组织比价，三家报价取最低", width=32),
        *photo_columns(),
    ),
    refused=("姓名", "评标人", "签名"),
    checks=(
        works.steps_known, works.steps_once, works.steps_in_order, works.days_have_come, works.sizes_known, works.retention_returned, works.sums_agree,
    ),
)  # fmt: skip
