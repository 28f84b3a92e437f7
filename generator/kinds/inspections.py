"""卫生评比: what each zone was given for each item of the criteria (item H03 of the catalogue). An overview makes its pages and the ranking."""

from __future__ import annotations

from generator.check import lists
from generator.check.sanitation import DAY, ITEM, JUDGES, SCORE, ZONE
from generator.kinds._list import ListKind
from generator.model import Column
from generator.section import LIFE

KIND = ListKind(
    name="inspections",
    title="卫生评比",
    section=LIFE,
    order=634,
    key="month",
    paged=False,
    searchable=False,
    briefed=False,
    total_labels=(),
    label_column=ZONE,
    guide="每月一个文件，文件名是年月。一次评比里，一个卫生区一个项目一行，写几个评委、得多少分（几个评委打的，写平均分）。"
    "细则里的每一项都要打到，程序加起来排名次。一个月评几次的，写在一个文件里。",
    columns=(
        Column(DAY, "date", blank=False, aliases=("评比日期", "检查日期", "时间"), example="2026-10-25"),
        Column(ZONE, blank=False, aliases=("责任区", "片区", "地段", "卫生区名称"), help="和卫生区责任表写成一样", example="一区", width=12, ref=("zones",)),
        Column(ITEM, blank=False, aliases=("评比项目", "检查项目"), help="和评比细则写成一样", example="路面和沟渠", width=16, ref=("clean_criteria",)),
        Column(SCORE, "number", blank=False, aliases=("分数", "评分", "平均分"), help="这一项得多少分", example="18.5", width=8),
        Column(JUDGES, "count", blank=False, aliases=("评委人数", "评委数", "评比人数"), help="这一次几个人评的", example="3", width=8),
    ),
    checks=(lists.once(DAY, ZONE, ITEM), lists.within(DAY), lists.days_have_come(DAY)),
)  # fmt: skip
