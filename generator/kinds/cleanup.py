"""清理整治: heaps, unsafe buildings, household latrines: how many there were to do, how many are done, how many are left, and where."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check import sanitation
from generator.check.cell_suppression import FEW, left_out
from generator.check.redaction import LEFT_OUT
from generator.check.sanitation import DONE, PLANNED, SORT, UNIT_OF, at_homes, left_to_do
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._photos import photo_columns
from generator.kinds._sheets import Top, anchors, lean, until
from generator.model import Column, Dataset, Row
from generator.offered import OfferedFigure
from generator.section import LIFE
from generator.shown import Table, TableColumn, Value
from generator.values import number_text

_SUMS = (
    TableColumn(SORT, "title"),
    TableColumn(UNIT_OF),
    TableColumn(PLANNED, "number"),
    TableColumn(DONE, "number"),
    TableColumn("还剩", "number"),
)
_LIST = (
    TableColumn(SORT, "title"), TableColumn("地点", width=24), TableColumn("组别"), TableColumn(UNIT_OF), TableColumn(PLANNED, "number"),
    TableColumn(DONE, "number"), TableColumn("还剩", "number"), TableColumn("完成日", "date"), TableColumn("说明", width=32),
)  # fmt: skip
Counts = tuple[Value, Value, Value]
"""应做, 已做, 还剩: as they may be shown."""


def counted(data: Dataset) -> tuple[dict[str, tuple[str, Counts]], dict[int, Counts]]:
    """类 → its unit and sums; place of a row → its numbers. What stands at homes is shown without counts of one to four, or what gives them."""
    sums: dict[str, tuple[str, Counts]] = {}
    lines: dict[int, Counts] = {}
    for sort in dict.fromkeys(row.text(SORT) for row in data.rows):
        of = [(n, row) for n, row in enumerate(data.rows) if row.text(SORT) == sort]
        known: list[Counts] = [(row[PLANNED], row[DONE], left_to_do(row)) for _, row in of]
        total = tuple(_sum(cells) for cells in zip(*known, strict=True))
        made: list[Counts] = [*known, (total[0], total[1], total[2])]
        if at_homes(sort):
            made = _without_few(known, made)
        lines |= {n: counts for (n, _), counts in zip(of, made, strict=False)}
        sums[sort] = next((row.text(UNIT_OF) for _, row in of if row.text(UNIT_OF)), ""), made[-1]
    return sums, lines


def _sum(cells: tuple[Value, ...]) -> Decimal | None:
    """Of all of them; None where one is not known."""
    known = [Decimal(cell) for cell in cells if isinstance(cell, int | Decimal)]
    return sum(known, Decimal(0)) if len(known) == len(cells) else None


def _without_few(known: list[tuple[Value, Value, Value]], made: list[Counts]) -> list[Counts]:
    whole_counts = all(isinstance(left, int | Decimal) for *_, left in known)
    counts = [[_count(done), _count(left)] if whole_counts else [_count(done)] for _, done, left in known]
    hidden = left_out(counts, row_sums=whole_counts, column_sums=True)
    places = {0: 1, 1: 2, 2: 0}
    rows = [list(one) for one in made]
    for r, c in hidden:
        value = rows[r][places[c]]
        rows[r][places[c]] = f"<{FEW}" if isinstance(value, int | Decimal) and 0 < value < FEW else LEFT_OUT if value is not None else None
    return [(todo, done, left) for todo, done, left in rows]


def _count(value: Value) -> int:
    return max(int(value), 0) if isinstance(value, int | Decimal) else 0


def _top(data: Dataset, context: Context) -> Top:
    """「柴草堆：应做 40 处，已做 38 处，还剩 2 处」."""
    return Top(facts=tuple((sort, (_words(unit, counts),)) for sort, (unit, counts) in counted(data)[0].items()))


def _words(unit: str, counts: Counts) -> str:
    told = [
        f"{name} {_text(value)} {unit}".strip()
        for name, value in zip((PLANNED, DONE, "还剩"), counts, strict=True)
        if value not in (None, LEFT_OUT)
    ]
    return "，".join(told) or "数目没有记载"


def _text(value: Value) -> str:
    return number_text(value) if isinstance(value, int | Decimal) else str(value)


def _body(data: Dataset, title: str) -> Body:
    sums, lines = counted(data)
    known = tuple((sort, unit, *counts) for sort, (unit, counts) in sums.items() if any(value is not None for value in counts))
    table = lean(Table(f"cleanup-{data.key}-sums", "各类合计", _SUMS, known))
    rows = tuple(
        (row.text(SORT), row.text("地点"), row.text("组别"), row.text(UNIT_OF), *lines[n], row["完成日"], row.text("说明"))
        for n, row in enumerate(data.rows)
    )  # fmt: skip
    places = lean(Table(f"cleanup-{data.key}", title, _LIST, rows, anchors=anchors(data)))
    closing = (
        f"危房、厕所不到 {FEW} 个的只写「<{FEW}」，从别的数能算出来的写「{LEFT_OUT}」。"
        if any(LEFT_OUT in counts or f"<{FEW}" in counts for _, counts in sums.values())
        else ""
    )
    return Body((("各类合计", table), (f"每一处（共 {len(rows)} 行）", places)), (table, places), closing)


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    return Entry(
        f"{row.text(SORT)} {row.text('地点')}".strip(), (row.text("组别"), row.text("说明"), KIND.title_of(data)), until(data, context)
    )


def _offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[OfferedFigure]:
    """How much of each sort was done, as the page says it."""
    title, path = KIND.title_of(files[0]), KIND.path_of(files[0])
    for sort, (unit, (_, done, _)) in counted(files[0])[0].items():
        if isinstance(done, int | Decimal):
            yield OfferedFigure(f"{sort}已清理", done, unit, path, title, told=False)


KIND = ListKind(
    name="cleanup",
    title="清理整治",
    section=LIFE,
    order=637,
    key="period",
    label_column=SORT,
    briefed=False,
    tells=_top,
    body=_body,
    entry=_entry,
    checked=(PLANNED, DONE),
    offered=_offers,
    guide="每一期一个文件，文件名是这一期，如 2026-Q3 或 2026。清三大堆、拆危房、改户厕这些事，一处（一个组）一行：应做多少、已做多少。"
    "应做的数不清楚就空着。危房、户厕写到组，不写户主；数少的网上不显示。",
    columns=(
        Column(SORT, blank=False, aliases=("类别", "整治内容", "清理内容"), help="清什么、改什么", example="柴草堆", width=12, offers=("柴草堆", "粪堆", "砖土堆", "危房", "户厕", "残墙断壁", "沟渠")),
        Column("地点", required=False, aliases=("位置", "地段"), help="在哪里；危房、户厕不写", example="三组打谷场", width=20),
        Column("组别", required=False, aliases=("村民小组", "小组", "组"), help="哪个组", example="三组", width=10),
        Column(PLANNED, "number", aliases=("应清理", "任务数", "总数", "应改"), help="一共有多少要做；不清楚就空着", example="6", width=8),
        Column(DONE, "number", aliases=("已清理", "完成数", "已改", "已拆"), help="做完了多少；不清楚就空着", example="6", width=8),
        Column(UNIT_OF, aliases=("计量单位",), help="处、间、座、米", example="处", width=6, offers=("处", "间", "座", "米", "户")),
        Column("完成日", "date", required=False, aliases=("完成日期", "完成时间"), example="2026-09-18"),
        Column("说明", required=False, aliases=("备注",), example="", width=24),
        *photo_columns(),
    ),
    refused=("姓名", "户主", "户主姓名"),
    checks=(sanitation.done_within, sanitation.units_agree),
)  # fmt: skip
