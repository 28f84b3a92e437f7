"""Points as a board holds them, made without a file: for tests of what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.check.points import Points
from generator.kind import Datasets, Kind
from generator.kinds import kind_named
from generator.load.convert import convert
from generator.model import Dataset, Head, Row

Cells = Sequence[object]


def kind(name: str) -> Kind:
    known = kind_named(name)
    assert known
    return known


def dataset(name: str, key: str, header: Sequence[str], lines: Iterable[Cells]) -> Dataset:
    """One file of a kind, each cell as the loader would have it."""
    columns = [kind(name).column(title) for title in header]
    head = Head(f"{name}/{key}.csv", tuple(header))
    rows = []
    for n, line in enumerate(lines, 2):
        texts = tuple(str(cell) for cell in line)
        cells = tuple(convert(column, text) if text else None for column, text in zip(columns, texts, strict=True))
        rows.append(Row(head, n, n, texts, cells))
    return Dataset(name, key, head.file, tuple(rows))


def by_month(name: str, header: Sequence[str], lines: Iterable[Cells]) -> Datasets:
    """A file for each month of the first cell, which is a day; the rows in the order they are given."""
    months: dict[str, list[Cells]] = {}
    for line in lines:
        months.setdefault(str(line[0])[:7], []).append(line)
    return tuple(dataset(name, month, header, rows) for month, rows in sorted(months.items()))


def by_year(name: str, header: Sequence[str], lines: Iterable[Cells]) -> Datasets:
    years: dict[str, list[Cells]] = {}
    for line in lines:
        years.setdefault(str(line[0])[:4], []).append(line)
    return tuple(dataset(name, year, header, rows) for year, rows in sorted(years.items()))


RULES = (("A01", "打扫", "环境卫生", 5), ("A02", "乱倒", "环境卫生", -5), ("B01", "巡逻", "公益事业", 3), ("B02", "不巡逻", "公益事业", -1))


def points(
    entries: Iterable[tuple[date, str, str, int]] = (),
    redeemed: Iterable[tuple[date, str, str, int, int]] = (),
    goods: Iterable[tuple[date, str, object, str, int]] = (),
    households: Mapping[str, tuple[str, str]] | None = None,
    opening: Mapping[str, object] | None = None,
    rules: Iterable[Cells] = RULES,
    year: str = "2026",
) -> Points:
    """``entries``: day, 户号, rule, points; ``redeemed``: day, 户号, thing, pieces, points; ``goods``: day, thing, points, 进出, pieces;
    ``households``: 户号 → (户主, 组别)."""
    known = households if households is not None else {"1": ("王示例", "一组"), "2": ("李样本", "二组")}
    lines = [(label, who, group, (opening or {}).get(label, ""), "是") for label, (who, group) in known.items()]
    return Points(
        by_month("points", ("日期", "户号", "规则", "分"), entries),
        (dataset("point_rules", year, ("编号", "事由", "类", "分"), rules),),
        by_year("point_goods", ("日期", "物品", "分", "进出", "件数"), goods),
        by_month("point_redemptions", ("日期", "户号", "物品", "件数", "分"), redeemed),
        (dataset("point_households", year, ("户号", "户主", "组别", "期初", "同意"), lines),),
    )
