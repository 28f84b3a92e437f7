"""卫生区: which parts of the village there are, and which 组 or post answers for each, from when to when (item H03 of the catalogue)."""

from __future__ import annotations

from generator.check import lists, sanitation
from generator.check.sanitation import CHARGE, FROM, HOUSEHOLDS, TO, ZONE
from generator.config import Context
from generator.kinds._list import ListKind
from generator.kinds._sheets import Top
from generator.model import Column, Dataset
from generator.section import LIFE


def _top(data: Dataset, context: Context) -> Top:
    """Who answers for what."""
    return Top(facts=tuple((row.text(ZONE), (row.text(CHARGE),)) for row in data.rows))


KIND = ListKind(
    name="zones",
    living=True,
    title="卫生区责任",
    section=LIFE,
    order=632,
    key="year",
    total_labels=(),
    label_column=ZONE,
    known_by=ZONE,
    briefed=False,
    tells=_top,
    households=HOUSEHOLDS,
    guide="每年一个文件，文件名是年份。一个卫生区一行，写从哪里到哪里、哪个组或哪个岗位负责、责任书从哪天到哪天。只写组和岗位，不写村民的姓名。",
    columns=(
        Column(ZONE, blank=False, aliases=("卫生区名称", "责任区", "片区", "地段"), help="每次写成一样", example="一区", width=12),
        Column("范围", blank=False, aliases=("四至", "起止地段", "地段范围"), help="从哪里到哪里", example="村口到小学的主路和两边绿化带", width=30),
        Column(CHARGE, blank=False, aliases=("负责人", "责任人", "责任岗位", "责任单位", "包保"), help="哪个组、哪个岗位负责，不写村民姓名；岗位照组织和职务里写，如 村委会副主任", example="一组", width=14, ref=("posts", "groups"), ref_loose=True),
        Column(HOUSEHOLDS, "count", required=False, aliases=("包干户数",), help="包干到多少户", example="82", width=8),
        Column("门前三包", required=False, aliases=("包什么", "责任内容"), help="负责什么", example="清扫、保洁、绿化管护", width=24),
        Column(FROM, "date", required=False, aliases=("开始", "起", "责任书开始", "签订日期"), example="2026-01-01"),
        Column(TO, "date", required=False, aliases=("结束", "止", "责任书到期", "终止日期"), example="2026-12-31"),
        Column("说明", required=False, aliases=("备注",), example="", width=24),
    ),
    checks=(lists.used_once(ZONE), sanitation.terms_in_order),
)  # fmt: skip
