"""服务人次: how many came, how many of those of the age go to school; sums only, and no small number.

民发〔2022〕56号; facts of a place of service, none of a person (item C44 of the catalogue).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.check import batches, lists
from generator.check.attendance import AGED, CAME, SHARE, rates_agree
from generator.check.cell_suppression import FEW
from generator.config import Context
from generator.kinds._list import Body, ListKind
from generator.kinds._offers import of_numbers
from generator.kinds._sheets import Top, anchors, cell, few, whole
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Value
from generator.values import number_text

WHAT, UNIT = "项目", "单位"
_TELLING = (SHARE, "收费金额", "补贴", "说明")
"""What gives a small number away where it stands beside it."""


def _small(row: Row) -> bool:
    """True where it counts people, and fewer than five of them."""
    return row.text(UNIT) in ("人", "") and any(few(row[name]) != row[name] for name in (CAME, AGED))


def _without_small(data: Dataset, context: Context) -> Dataset:
    """A small number is 「<5」, and nothing stands beside it that gives it away."""
    rows = tuple(_hidden(row) if _small(row) else row for row in data.rows)
    return data if rows == data.rows else replace(data, rows=rows)


def _hidden(row: Row) -> Row:
    shown = {name: str(few(row[name])) if few(row[name]) != row[name] else "" for name in (CAME, AGED)} | dict.fromkeys(_TELLING, "")
    texts = tuple(shown.get(name, text) for name, text in zip(row.head.fields, row.texts, strict=True))
    known = tuple(None if name in shown else value for name, value in zip(row.head.fields, row.values, strict=True))
    return replace(row, texts=texts, values=known)


def _show(row: Row, column: Column) -> Value:
    return row.text(column.name) if row[column.name] is None else cell(row, column)


def _body(data: Dataset, title: str) -> Body:
    table = replace(whole(data, title, KIND.columns, (), _show, anchors(data)), note="金额单位：元")
    return Body(((f"{KIND.title}（共 {len(data.rows)} 项）", table),), (table,))


def _top(data: Dataset, context: Context) -> Top:
    """「村卫生室门诊 412 人次」."""
    return Top(facts=tuple((row.text(WHAT), (_count(row),)) for row in data.rows[:4] if _count(row)))


def _count(row: Row) -> str:
    number, unit = row[CAME], row.text(UNIT) or "人"
    if isinstance(number, int | Decimal):
        return f"{number_text(number)} {unit}"
    return f"{row.text(CAME)} {unit}" if row.text(CAME) else row.text(SHARE)


KIND = ListKind(
    name="attendance",
    title="服务人次和入学",
    section=LIFE,
    order=642,
    key="period",
    total_labels=(),
    redact=_without_small,
    tells=_top,
    body=_body,
    brief=lambda data, context: tuple(f"{row.text(WHAT)} {count}" for row in data.rows[:2] if (count := _count(row))),
    counted="项",
    offered=of_numbers(WHAT, (CAME, ""), (AGED, "适龄人数"), (SHARE, "比率"), unit=UNIT),
    guide="每季度、半年或每年一个文件，文件名是哪一期。一项一行：门诊多少人次、助餐多少人次、多少人入园入学。只写数，不写是谁；"
    f"人数不到 {FEW} 的，网页上是「<{FEW}」。入园率、入学率要和两个人数对得上。",
    columns=(
        Column(WHAT, blank=False, aliases=("名称", "内容"), help="数的是什么", example="村卫生室门诊", width=20),
        Column("服务", required=False, aliases=("服务项目",), help="便民服务表里的哪一项", example="村卫生室", width=14, ref=("services",)),
        Column(CAME, "number", required=False, aliases=("人数", "人次", "在园人数", "在校人数", "入学人数", "就餐人次", "门诊人次"), help="来了多少、在园在校多少", example="412", width=10),
        Column(UNIT, required=False, offers=("人次", "人", "份", "册", "件"), aliases=("计量单位",), help="人次、人、份、册、件；不写就是人", example="人次", width=8),
        Column(AGED, "number", required=False, aliases=("适龄", "应入学人数"), help="入园、入学的写适龄多少人", example="", width=10),
        Column(SHARE, required=False, aliases=("入园率", "入学率", "入园（学）率", "入学（园）率", "巩固率"), help="百分之几，如 98.5%", example="", width=10),
        Column("单价", "money", required=False, aliases=("标准", "收费标准"), help="一次（一份）多少钱", example=""),
        Column("收费金额", "money", required=False, aliases=("收费", "收入"), help="数量 × 单价", example=""),
        Column("补贴", "money", required=False, aliases=("补贴金额", "补助"), help="集体或者上级补了多少", example=""),
        Column("说明", required=False, aliases=("备注",), width=28),
    ),
    checks=(lists.once(WHAT, "服务"), batches.product(CAME, "单价", "收费金额"), rates_agree),
)  # fmt: skip
