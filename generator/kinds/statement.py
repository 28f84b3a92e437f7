"""会计报表: 资产负债表 and 收益及收益分配表 as the village gives them, a line a row. Amounts are 元.

Law: 财会〔2023〕14号 (before: 财会〔2004〕12号); to be read ten days before the assembly, 农村集体经济组织法 art. 46 (items F04, F05 of the catalogue).
Their pages are made beside those of statements that are made from 科目余额表, in overviews/reports.py.
"""

from __future__ import annotations

from generator.check import statements
from generator.kind import Kind
from generator.model import Column
from generator.section import FINANCE

KIND = Kind(
    name="statement",
    title="会计报表",
    section=FINANCE,
    order=104,
    key="slug",
    file_example="2026-balance",
    label_column="项目",
    guide="一张报表一个文件：资产负债表叫 2025-balance，收益及收益分配表叫 2025-income，季度的叫 2025-q1-balance。一行一个项目；左右两半并排的（左边资产，右边负债及所有者权益）照样能读。"
    "行名照制度写，前面有「减：」「加：」「一、」也行。程序会逐行和科目余额表核对。没有报表文件的，程序用科目余额表做出来，不用填。",
    columns=(
        Column("项目", blank=False, aliases=("项目名称", "报表项目", "资产", "科目", "负债及所有者权益", "负债和所有者权益", "负债及权益", "负债和权益", "负债", "所有者权益"), help="报表的行名", example="货币资金", width=24),
        Column("年初数", "money", required=False, aliases=("年初余额", "期初数", "期初余额", "年初", "期初", "年初金额", "上年年末余额"), help="资产负债表写", example="1000.00", width=14),
        Column("期末数", "money", required=False, aliases=("期末余额", "年末数", "年末余额", "期末", "年末", "期末金额"), help="资产负债表写", example="1200.00", width=14),
        Column("本年数", "money", required=False, aliases=("本年金额", "本年累计", "本年累计数", "累计数", "本期数", "本期金额", "本年累计金额", "本年实际", "本年实际数", "金额"), help="收益及收益分配表写", width=14),
        Column("上年数", "money", required=False, aliases=("上年金额", "上年同期数", "上年同期", "上期数", "上期金额", "上年实际", "上年实际数", "上年同期累计数", "上年累计数"), help="收益及收益分配表可以写", width=14),
    ),
    checks=(statements.lines_known, statements.worth_not_negative),
)  # fmt: skip
