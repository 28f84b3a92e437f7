"""红白事办理情况: how many of each were held in half a year, how many told the council before, how many kept to the standard. Counts only.

Item C42 of the catalogue. Whose they were stands nowhere; of fewer than five nothing is told that would say it.
"""

from __future__ import annotations

from dataclasses import replace

from generator.check import lists
from generator.check.few_cases import few_left_out, parts_within
from generator.check.redaction import LEFT_OUT
from generator.config import Context
from generator.kind import TOTALS
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, until, whole
from generator.kinds.banquets import OCCASION
from generator.model import Column, Dataset, Row
from generator.section import LIFE
from generator.shown import Value

HELD, TOLD_BEFORE, OVER, SPARED = "办了", "先登记", "超标准", "少花"
_COUNTS = (HELD, TOLD_BEFORE, OVER)


def _sum(data: Dataset, name: str) -> int | None:
    """Of all rows; None where one of them is not told."""
    cells = [row[name] for row in data.rows]
    return sum(v for v in cells if isinstance(v, int)) if all(v is None or isinstance(v, int) for v in cells) else None


def _top(data: Dataset, context: Context) -> Top:
    """「婚事 9 件」, 「满月 <5 件」."""
    return Top(facts=tuple((row.text(OCCASION), (f"{row.text(HELD)} 件",)) for row in data.rows))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    """「婚事 9 件，满月 <5 件」."""
    return ("，".join(f"{row.text(OCCASION)} {row.text(HELD)} 件" for row in data.rows),)


def _body(data: Dataset, title: str) -> Body:
    """All rows, with the sums of what is told of every row."""
    table = whole(data, title, KIND.columns, (), ids=anchors(data))
    foot = tuple("合计" if i == 0 else _foot(data, column.name) for i, column in enumerate(table.columns))
    few = any(isinstance(row[name], str) for row in data.rows for name in _COUNTS)
    told = f"少于 5 件的写「<5」，能算出它的数写「{LEFT_OUT}」，免得认出是哪一家。" if few else ""
    closing = told + ("少花多少是村里估的。" if any(row[SPARED] is not None for row in data.rows) else "")
    table = replace(table, foot=foot if any(isinstance(total, int) for total in foot) else ())
    return Body(((f"一种事一行（共 {len(data.rows)} 种）", table),), (table,), closing)


def _foot(data: Dataset, name: str) -> Value:
    if name not in (*_COUNTS, SPARED):
        return ""
    total = _sum(data, name)
    return LEFT_OUT if total is None else total


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    words = (*(f"{name} {row.text(name)} 件" for name in _COUNTS if row.text(name)), row.text("说明"), KIND.title_of(data))
    return Entry(row.text(OCCASION), words, until(data, context))


KIND = ListKind(
    name="ceremonies",
    title="红白事办理情况",
    section=LIFE,
    order=616,
    key="period",
    file_example="2026-H1",
    redact=few_left_out(HELD, (TOLD_BEFORE, OVER), (SPARED,)),
    tells=_top,
    brief=_brief,
    body=_body,
    entry=_entry,
    checked=(*_COUNTS, SPARED),
    total_labels=TOTALS,
    label_column=OCCASION,
    guide="每半年一个文件，文件名是哪半年。一种事一行，只写件数，不写是谁家。少于 5 件的网页上只登「<5」。",
    columns=(
        Column(OCCASION, blank=False, aliases=("事项", "红白事", "类别"), help="和红白事标准里的写法一样", example="婚事", width=10, ref=("banquets",)),
        Column(HELD, "count", blank=False, aliases=("件数", "办理件数", "办事件数", "场次"), help="这半年办了几件", example="8", width=8, zero=True),
        Column(TOLD_BEFORE, "count", required=False, aliases=("登记", "报备", "先报备", "事先登记"), help="其中事先到理事会登记的", example="8", width=8, zero=True),
        Column(OVER, "count", required=False, aliases=("超标", "超标准件数"), help="其中超过标准的；没有写 0", example="0", width=8, zero=True),
        Column(SPARED, "money", required=False, aliases=("节约", "少花的钱", "节约额"), help="比以前大约少花多少，村里估的", example="48000.00"),
        Column("说明", required=False, aliases=("备注",), help="不写是谁家", width=28),
    ),
    refused=("姓名", "户主", "主家", "当事人", "事主"),
    checks=(lists.once(OCCASION), parts_within(HELD, TOLD_BEFORE, OVER)),
)  # fmt: skip
