"""财务计划: what the village means to take and to spend in a year, by 科目. Its pages set it against the ledger (overviews/budget_execution.py).

Law: 农村集体经济组织法 art. 26; 农经发〔2011〕13号, item 1 (item F01 of the catalogue).
"""

from __future__ import annotations

from datetime import date

from generator.check import lists
from generator.check.plan import LAST_YEAR, PLANNED
from generator.config import Context
from generator.kinds._list import Entry, ListKind
from generator.law.charts import REGIMES, names
from generator.model import Column, Dataset, Row
from generator.section import FINANCE


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """On the first day of its year."""
    fen = row.fen(PLANNED)
    amount = -fen if fen is not None and row["方向"] == "支出" else fen
    return Entry(row.text("科目"), (f"{data.key}年财务计划", row.text("说明")), date(int(data.key), 1, 1), amount)


_SUBJECTS = {regime: names(regime, "收入", "支出") for regime in REGIMES}

KIND = ListKind(
    name="budget",
    title="财务计划",
    section=FINANCE,
    order=106,
    key="year",
    guide="每年年初一个文件，文件名就是年份。一个科目一行，科目要和收支明细里写得一样，网页才能把计划和实际对起来。"
    "年中调整了的，改计划数，在说明里写明哪天、谁定的。",
    label_column="科目",
    checked=(PLANNED, LAST_YEAR),
    one_sum=False,
    entry=_entry,
    paged=False,
    subtotal_labels=("收入合计", "支出合计"),
    columns=(
        Column("科目", blank=False, aliases=("会计科目", "科目名称", "收支项目", "项目"), help="和收支明细的科目一样", example="公益支出", width=18, offers=_SUBJECTS["2023"], offers_2004=_SUBJECTS["2004"]),
        Column("方向", "choice", blank=False, choices=("收入", "支出"), aliases=("收支", "类别", "收支方向"), help="是收还是支", example="支出", width=8),
        Column("计划数", "money", blank=False, aliases=("计划金额", "预算数", "预算金额", "本年计划", "本年预算"), help="这一年打算收多少、支多少", example="186000.00"),
        Column(LAST_YEAR, "money", required=False, asked=False, aliases=("上年实际数", "上年执行数", "上年执行", "上年决算数", "上年决算", "上年完成数", "上年完成", "上年发生数", "上年数", "上年实际完成"), help="上一年实际收了、支了多少；上一年的收支明细齐了，程序会核对", example=""),
        Column("说明", required=False, aliases=("备注", "编制说明"), help="怎么算出来的", example="保洁员 6 人工资、路灯电费、慰问", width=36),
        Column("依据", required=False, asked=False, aliases=("测算依据", "编制依据", "计算依据"), help="按什么算的", width=24),
    ),
    checks=(lists.once("方向", "科目"),),
)  # fmt: skip
