"""驻村工作队: who sent it, from when to when, by which rules it works, and what it did month by month; its members hold posts.

Item C49 of the catalogue. Households it visited are a number, and none is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator import values
from generator.check import teams
from generator.check.lists import stated_once
from generator.check.teams import BROUGHT, CAME, DAY, DAYS, DONE, ENDS, HANDED, MONTH, STEP, VISITED, VOUCHER
from generator.check.totals import fen_of
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Datasets
from generator.kinds._case import CaseKind, State
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Brief, Figures


def _state(data: Dataset, context: Context) -> State:
    """「在村里，到 2027年5月11日」, 「已交接」."""
    handed = next((row for row in data.rows if row[STEP] == HANDED), None)
    day, ends = handed[DAY] if handed else None, stated_once(data, ENDS)
    if handed:
        return ("已交接" + (f"（{values.date_cn(day)}）" if isinstance(day, date) else "")), True
    if context.village.closed:
        return "史料里的工作队", True
    return "在村里" + (f"，到 {values.date_cn(ends)}" if isinstance(ends, date) else ""), False


def _record_words(row: Row) -> str:
    """「月度记实：驻村 22 天，走访 46 户，修好机耕路 300 米，投入资金 20,000.00 元（记-031）」."""
    days, visited, fen, voucher = row[DAYS], row[VISITED], row.fen(BROUGHT), row.text(VOUCHER)
    parts = (
        f"驻村 {days} 天" if days else "",
        f"走访 {visited} 户" if visited else "",
        row.text(DONE),
        f"投入资金 {values.yuan(fen)} 元" + (f"（{voucher}）" if voucher else "") if fen else "",
    )
    told = "，".join(filter(None, parts))
    return row.text(STEP) + (f"：{told}" if told else "")


def _newest_first(data: Dataset, context: Context) -> Iterable[Row]:
    return sorted(data.rows, key=lambda row: day if isinstance(day := row[DAY], date) else date.min, reverse=True)


@dataclass(frozen=True, kw_only=True)
class _Teams(CaseKind):
    """Its figure is what all its records brought."""

    def figures(self, data: Dataset) -> Figures:
        """In fen; nothing where no record speaks of money."""
        total = fen_of(data.rows, BROUGHT)
        return ((BROUGHT, total, "in"),) if total else ()

    def front(self, datasets: Datasets, context: Context) -> Brief | None:
        """How the newest three stand, the newest at home too."""
        known = [case for _, case in self.cases(datasets, context)]
        facts = tuple((case.title, (case.state,)) for case in known[:3])
        return Brief(self.title, known[0].title, known[0].path, "看工作队做了什么", (), facts, (known[0].state,)) if known else None


KIND = _Teams(
    name="teams",
    living=True,
    title="驻村工作队",
    section=LIFE,
    order=604,
    named="名称",
    step=STEP,
    day=DAY,
    repeats=True,
    step_text=_record_words,
    taken=_newest_first,
    state=_state,
    passed="做了什么（新的在前）",
    paged=False,
    counted="一共带来多少钱",
    rows_key="记实",
    shared=("名称", "派出单位", CAME, ENDS, "人数", "制度", "职责"),
    file_example="2025-team",
    guide="一支工作队一个文件。上面写谁派来的、哪天进驻、哪天期满；下面每月记一条：驻村几天、走访几户、办成什么事、带来多少钱，"
    "钱进了村里账的写凭证号。队员是谁写在「组织和职务」里。走访只写户数，不写是谁家；走的时候加一条「交接」。",
    columns=(
        Column("名称", blank=False, aliases=("工作队", "工作组"), help="工作队叫什么", example="示例县农业农村局驻示范村工作队", width=28),
        Column("派出单位", required=False, aliases=("单位", "派驻单位"), help="哪个单位派来的", example="示例县农业农村局", width=24),
        Column(CAME, "date", required=False, aliases=("进驻日期", "进村日期", "驻村开始"), help="哪天进村", example="2025-05-12"),
        Column(ENDS, "date", required=False, aliases=("期满日期", "驻村期满", "到期"), help="哪天期满；没有定的空着", example="2027-05-11"),
        Column("人数", "count", required=False, help="队里几个人", example="3", width=8),
        Column("制度", required=False, aliases=("规矩", "工作制度"), help="守哪些规矩，用顿号分开；村里登了条文的，照制度的标题写", example="考勤制度、工作例会制度", width=32, ref=("rules",), ref_loose=True),
        Column("职责", required=False, aliases=("任务", "主要任务"), help="来做什么", example="帮村里管好项目、卖农产品", width=32),
        Column(STEP, blank=False, offers=(CAME, MONTH, "办成一件事", HANDED), aliases=("事项", "步骤"), help="每月的写 月度记实；刚来的写 进驻，走的写 交接", example=MONTH, width=12),
        Column(DAY, "date", blank=False, aliases=("时间", "记录日期"), help="月度记实写这个月最后一天", example="2025-06-30"),
        Column(DAYS, "count", required=False, aliases=("在村天数", "驻村"), help="这个月在村里几天；几个人的写最多的一个", example="22", width=8, zero=True),
        Column(VISITED, "count", required=False, aliases=("走访", "入户数", "走访农户"), help="走访了几户，不写是谁家", example="46", width=8, zero=True),
        Column(DONE, required=False, aliases=("做的事", "工作内容", "办的事"), help="办成了什么，一两句话；不写户名", example="帮三组修好机耕路 300 米", width=40),
        Column(BROUGHT, "money", required=False, aliases=("投入", "资金", "争取资金"), help="带来多少钱；东西折成钱的不写在这里", example="20000.00"),
        Column(VOUCHER, required=False, aliases=("凭证",), help="进了村里账的，写收支明细里这个月的凭证号；没有进账的空着", example="记-031", width=12),
    ),
    checks=(teams.days_fit_the_month, teams.within_its_time),
)  # fmt: skip
