"""卫生整改: places that must be mended, by when, and how many have been. A place, never a household or a person; once mended it is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.check import lists, sanitation
from generator.check.redaction import with_texts
from generator.check.sanitation import BY, MENDED, NOTICED, PLACE, WRONG, ZONE, mended, to_mend
from generator.config import Context
from generator.day_words import day_badge
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Badge, Table, TableColumn

_SHOWN = (
    TableColumn(PLACE, "title", 24),
    TableColumn(ZONE),
    TableColumn(WRONG, width=24),
    TableColumn(BY, "date"),
    TableColumn("还有几天", "badge"),
)


def _gone_when_mended(data: Dataset, context: Context) -> Dataset:
    """Of a place that was mended nothing is left but that there was one, in its zone."""
    rows = tuple(with_texts(row, {PLACE: "", WRONG: ""}) if mended(row) else row for row in data.rows)
    return data if rows == data.rows else replace(data, rows=rows)


def _top(data: Dataset, context: Context) -> Top:
    left = len(to_mend(data))
    return Top(facts=(("还没有整改的", (f"{left} 处",)), ("已整改的", (f"{len(data.rows) - left} 处",))))


def _uses(data: Dataset, context: Context) -> tuple[object, ...]:
    """How far off the last day of each is."""
    return (tuple(_left(row, context.today) for row in data.rows),)


def _left(row: Row, today: date) -> Badge:
    by = row[BY]
    return day_badge("due", today, by) if isinstance(by, date) and not mended(row) else Badge("")


def _body(data: Dataset, title: str, left: tuple[Badge, ...]) -> Body:
    """What is still to be mended, the first deadline on top; of the rest how many in each zone."""
    ids = anchors(data)
    still = sorted((n for n, row in enumerate(data.rows) if not mended(row)), key=lambda n: (str(data.rows[n][BY]), n))
    rows = tuple(tuple(left[n] if c.role == "badge" else _cell(data.rows[n], c.name) for c in _SHOWN) for n in still)
    table = Table(f"mending-{data.key}", "还没有整改的地方", _SHOWN, rows, anchors=tuple(ids[n] for n in still))
    zones = dict.fromkeys(row.text(ZONE) for row in data.rows)
    sums = [(zone, sum(mended(row) for row in data.rows if row.text(ZONE) == zone)) for zone in zones]
    done = tuple((zone, number, sum(row.text(ZONE) == zone for row in data.rows) - number) for zone, number in sums)
    heads = (TableColumn(ZONE, "title"), TableColumn("已整改", "number"), TableColumn("未整改", "number"))
    foot = ("合计", sum(n for _, n, _ in done), sum(n for *_, n in done))
    counted = Table(f"mending-{data.key}-zones", "各卫生区整改情况", heads, done, foot)
    tables = (
        (*((f"还没有整改的（{len(rows)} 处）", table),), ("各卫生区整改了多少", counted)) if rows else (("各卫生区整改了多少", counted),)
    )
    return Body(tables, tuple(table for _, table in tables), "只写地段，不写是谁家的；整改好的从这里撤下，只计数。")


def _cell(row: Row, name: str) -> object:
    return row[BY] if name == BY else row.text(name)


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    """Only what is not mended yet."""
    return Entry(row.text(PLACE), (row.text(ZONE), row.text(WRONG), KIND.title_of(data)), None, year=data.key)


KIND = ListKind(
    name="mending",
    moving=("整改日",),
    title="卫生整改",
    section=LIFE,
    order=636,
    key="year",
    total_labels=(),
    label_column=PLACE,
    briefed=False,
    tells=_top,
    uses=_uses,
    body=_body,
    entry=_entry,
    redact=_gone_when_mended,
    anchored=lambda row: not mended(row),
    guide="每年一个文件，文件名是年份。要整改的一处一行：哪个地段、什么问题、哪天以前整改好。只写地段，不写是谁家、谁的。"
    "整改好了写上「整改日」，网上就不再列这一处，只计数；行不要删。",
    columns=(
        Column(PLACE, blank=False, aliases=("点位", "位置", "路段", "地段"), help="哪个地段，不写是谁家", example="二组晒场东边路口", width=24),
        Column(ZONE, blank=False, aliases=("责任区", "片区"), help="和卫生区责任表写成一样", example="二区", width=12, ref=("zones",)),
        Column(WRONG, blank=False, aliases=("存在问题", "情况"), help="哪里不行，不写人", example="建筑垃圾没有清", width=24),
        Column(NOTICED, "date", blank=False, aliases=("检查日期", "发现日期"), example="2026-10-25"),
        Column(BY, "date", blank=False, aliases=("期限", "限期", "整改时限"), help="哪天以前整改好", example="2026-11-10"),
        Column(MENDED, "date", aliases=("整改日期", "完成日期", "整改完成"), help="整改好的那一天；没有好的空着", example=""),
    ),
    refused=("姓名", "户主", "户主姓名", "责任人姓名", "当事人"),
    checks=(lists.days_have_come(NOTICED, MENDED), sanitation.place_is_no_home, sanitation.mended_in_order, sanitation.mended_in_time),
)  # fmt: skip
