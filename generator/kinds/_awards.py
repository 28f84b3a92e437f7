"""How an honor is told: whose it is, for how long it holds, how many of a title there are, the table of those who have one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from generator import values
from generator.check import terms
from generator.check.award_changes import PLATE, TRAIL, stars_named
from generator.check.award_schemes import SCORE
from generator.classes import dataclass
from generator.config import Context
from generator.day_words import WORDS, day_badge
from generator.kind import Datasets
from generator.kinds._children import SURNAME
from generator.kinds._consent import unnamed
from generator.model import Dataset, Row
from generator.section import HONORS
from generator.shown import Badge, Table, TableColumn, first_day

REVOKED = timedelta(days=14)
"""How long a revocation is posted beside the name, its own day not counted: 村民委员会组织法 (2025) art. 35."""


@dataclass(frozen=True)
class Batch:
    """One file of honors as lists show it."""

    title: str
    path: str
    granted: str
    """When: 2025年12月20日, or from the first day to the last."""
    counts: tuple[tuple[str, str], ...]
    """(称号, 「10 户」) in the order of the file."""
    badge: Badge


def batches(datasets: Datasets, context: Context) -> list[tuple[Dataset, Batch]]:
    """All, the newest first."""
    made = [(data, _batch(data, context)) for data in datasets]
    return sorted(made, key=lambda pair: (days_of(pair[0])[-1:], pair[0].key), reverse=True)


def _batch(data: Dataset, context: Context) -> Batch:
    days = days_of(data)
    titles = titles_of(data)
    counts = tuple((title, count_of([row for row in data.rows if row.text("称号") == title])) for title in titles)
    granted = (
        "" if not days else values.date_cn(days[0]) if days[0] == days[-1] else f"{values.date_cn(days[0])}至{values.date_cn(days[-1])}"
    )
    badges = [honor_badge(row, context.today) for row in data.rows]
    alive = any(b.tone == "good" for b in badges)
    ends = {b.end for b in badges if b.mode == "term"}
    end = max((e for e in ends if e), default=None)
    forever = any(b.tone == "good" and not b.mode for b in badges)
    tone, text = WORDS["term-short"]["left" if alive else "past"]
    badge = Badge(text, tone, "" if forever or not end else "term", days[0] if days else None, end)
    return Batch(title_of(data), path_of(data), granted, counts, badge)


def title_of(data: Dataset) -> str:
    """「2025年十星级文明户等 3 项荣誉」: by the title that most of them have."""
    days, titles = days_of(data), titles_of(data)
    most = max(titles, key=[row.text("称号") for row in data.rows].count, default="")
    return f"{days[-1].year}年{most}" + (f"等 {len(titles)} 项荣誉" if len(titles) > 1 else "") if days else data.key


def path_of(data: Dataset) -> str:
    """honors/2025-xingji.md."""
    return f"{HONORS.path}/{data.key}.md"


def titles_of(data: Dataset) -> list[str]:
    """Its titles, the most stars first, then in the order of the file."""
    return sorted(dict.fromkeys(row.text("称号") for row in data.rows), key=lambda title: -(stars_named(title) or 0))


def days_of(data: Dataset) -> list[date]:
    """The days on which its honors were granted, in their order."""
    return sorted(day for row in data.rows if isinstance(day := row["授予日期"], date))


def honor_badge(row: Row, today: date) -> Badge:
    """有效, 已到期 or 已撤销 on the day of the build."""
    gone = row["撤销日期"]
    if row["状态"] == "撤销" and not (isinstance(gone, date) and gone > today):
        return Badge(f"已撤销（{gone}）" if isinstance(gone, date) else "已撤销", "off")
    end, start = terms.row_end(row), row["授予日期"]
    if end is None or not isinstance(start, date):
        return Badge("有效", "good")
    if end == values.FOREVER:
        return Badge("长期有效", "good")
    return day_badge("term", today, end, start)


def first_over(rows: Iterable[Row]) -> date | None:
    """The first day on which one of these honors is not in force any more; None where that is of no day."""
    ends = (terms.row_end(row) for row in rows)
    return first_day(end + timedelta(1) for end in ends if end and end != values.FOREVER)


def count_of(rows: list[Row]) -> str:
    """「10 户」: names counted one by one, unnamed ones by 数量."""
    sums: dict[str, int] = {}
    for row in rows:
        number = row["数量"]
        unit = {"集体": "个集体"}.get(row.text("对象"), row.text("对象"))
        sums[unit] = sums.get(unit, 0) + (number if isinstance(number, int) else 1)
    return "、".join(f"{number} {unit}" for unit, number in sums.items())


def name_of(row: Row) -> str:
    """Whose it is; how many there are where no name is told, and why."""
    number = row["数量"]
    if row.text(SURNAME):
        return f"{row.text(SURNAME)}姓 {number} {row.text('对象')}（未满 14 岁，只登姓）"
    why = "未公开姓名" if unnamed(row) else "原始资料未列名单"
    return row.text("姓名") or f"{number} {row.text('对象')}（{why}）"


def holder_of(row: Row) -> tuple[str, ...]:
    """Whose it is: rows of one holder, by name and 组, are equal in it."""
    return tuple(values.label(row.text(name)) for name in ("对象", "组别", "姓名"))


def stars_text(row: Row) -> str:
    """「10 星」."""
    return f"{row['星数']} 星" if row["星数"] else ""


def roll(name: str, title: str, rows: list[tuple[str, Row, Badge]]) -> Table:
    """Those of one title, (id, row, for how long it holds) each. Columns without content are left out."""
    unit = rows[0][1].text("对象")
    cells: dict[str, list[object]] = {
        "姓名": [name_of(row) for _, row, _ in rows],
        "组别": [row.text("组别") for _, row, _ in rows],
        "星数": [stars_text(row) for _, row, _ in rows],
        SCORE: [row.text(SCORE) for _, row, _ in rows],
        "授予日期": [row["授予日期"] for _, row, _ in rows],
        "有效期": [badge for *_, badge in rows],
        "撤销原因": [row.text("撤销原因") for _, row, _ in rows],
        PLATE: [row.text(PLATE) for _, row, _ in rows],
        TRAIL: [row.text(TRAIL) for _, row, _ in rows],
        "事由": [row.text("事由") for _, row, _ in rows],
        "备注": [row.text("备注") for _, row, _ in rows],
    }
    kept = [column for column in cells if any(cells[column])]
    roles = {"姓名": "title", "授予日期": "date", "有效期": "badge"}
    columns = tuple(TableColumn("名单" if n == "姓名" and unit != "人" else n, roles.get(n, "text")) for n in kept)  # type: ignore[arg-type]
    return Table(name, title, columns, tuple(zip(*(cells[n] for n in kept), strict=True)), anchors=tuple(a for a, *_ in rows), shape="roll")
