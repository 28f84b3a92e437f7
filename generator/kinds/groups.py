"""组务公开: what each 村民小组 took in and spent of its own, and what it did.

Law: 村民委员会组织法 (2025) art. 32 (item C28 of the catalogue). 组 only, no household.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator import values
from generator.check import groups, lists
from generator.check.balances import balances
from generator.check.groups import GROUP, parts
from generator.check.totals import fen_of
from generator.check.walk import IN, LEFT, OUT
from generator.config import Context
from generator.kind import TOTALS
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import UNIT, Top, anchors, whole
from generator.model import Column, Dataset, Row
from generator.section import AFFAIRS
from generator.shown import Table, TableColumn

_SHOWN = (
    TableColumn("日期", "date"), TableColumn("事项", "title", 28), TableColumn(IN, "money"), TableColumn(OUT, "money"),
    TableColumn(LEFT, "money"), TableColumn("说明", width=28),
)  # fmt: skip


def _top(data: Dataset, context: Context) -> Top:
    """What each 组 has left."""
    return Top(facts=tuple((name, (_left(part),)) for name, part in parts(data).items()))


def _left(part: Dataset) -> str:
    closing = balances((part,))[0].closing
    return f"余额 {values.yuan(closing)} 元" if closing is not None else f"{len(part.rows)} 件事"


def _body(data: Dataset, title: str) -> Body:
    """A heading for each 组."""
    ids = dict(zip((row.number for row in data.rows), anchors(data), strict=True))
    tables = tuple((name, _of_group(data, name, part, n, ids)) for n, (name, part) in enumerate(parts(data).items(), 1))
    return Body(tables, (_whole(data, title),))


def _of_group(data: Dataset, name: str, part: Dataset, number: int, ids: dict[int, str]) -> Table:
    """With what was there before on top, where it is stated."""
    opening = part.marked("opening")
    first = ((None, "上期余额", None, None, opening.fen(LEFT), ""),) if opening else ()
    rows = tuple((row["日期"], row.text("事项"), row.fen(IN), row.fen(OUT), row.fen(LEFT), row.text("说明")) for row in part.rows)
    foot = ("合计", "合计", fen_of(part.rows, IN), fen_of(part.rows, OUT), balances((part,))[0].closing, "")
    marks = (*("" for _ in first), *(ids[row.number] for row in part.rows))
    return Table(f"{data.key.lower()}-{number}", name, _SHOWN, (*first, *rows), (None, *foot[1:]), UNIT, marks)


def _whole(data: Dataset, title: str) -> Table:
    """The file, for download: of each 组 what was there before, then its rows."""
    each = [row for part in parts(data).values() for row in (*filter(None, (part.marked("opening"),)), *part.rows)]
    return whole(replace(data, rows=tuple(each)), title, KIND.columns, (IN, OUT))


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    day = row["日期"]
    words = (row.text(GROUP), row.text("说明"), KIND.title_of(data))
    return Entry(row.text("事项"), words, day if isinstance(day, date) else None, _amount(row))


def _amount(row: Row) -> int | None:
    came, went = row.fen(IN), row.fen(OUT)
    return came or (-went if went else None)


KIND = ListKind(
    name="groups",
    title="组务公开",
    section=AFFAIRS,
    order=307,
    key="period",
    tells=_top,
    body=_body,
    entry=_entry,
    label_column="事项",
    opening_labels=("上期余额", "上月余额", "上季余额", "期初余额", "上年余额"),
    total_labels=(*TOTALS, "本期合计"),
    guide="每一期一个文件，文件名是这一期，如 2026-Q3。一件事一行，同一个组的写在一起；每个组第一行可以写「上期余额」。"
    "只写组里自己的钱和事，村里账上的不写在这里；不写户主姓名。",
    columns=(
        Column(GROUP, blank=False, aliases=("村民小组", "小组", "组"), help="哪个组，写法要一样", example="一组", width=10),
        Column("日期", "date", blank=False, aliases=("时间",), example="2026-07-05"),
        Column("事项", blank=False, aliases=("摘要", "内容"), help="收了什么、花了什么、办了什么", example="晒场出租", width=28),
        Column(IN, "money", aliases=("收入金额",), example="600.00"),
        Column(OUT, "money", aliases=("支出金额",), help="一行只写收入或支出；只是办了事的都空着", example=""),
        Column(LEFT, "money", required=False, aliases=("结余", "结存"), help="这个组还有多少", example="1880.00"),
        Column("说明", required=False, aliases=("备注",), example="7 月到 9 月", width=28),
    ),
    refused=("姓名", "户主", "户主姓名"),
    checks=(
        lists.within("日期"),
        lists.days_have_come("日期"),
        groups.accounts_add_up,
        groups.whole_sums,
        groups.periods_follow,
    ),
)  # fmt: skip
