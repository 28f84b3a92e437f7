"""村情指标: how many households, people, 亩 and 元, each with its day, its source and what it counts; beside it what can be worked out.

Item C29 of the catalogue. There is no official figure of income per head for a village: what it says of that is its own estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator import values
from generator.check import indicators, lists
from generator.check.cell_suppression import FEW
from generator.check.indicator_counts import PERSONS, without_few
from generator.check.indicators import (
    ABOUT,
    DAY,
    ESTIMATE,
    HOW,
    INCOME,
    MEANING,
    MONEY,
    NAME,
    OPEN,
    RATIO,
    SOURCE,
    UNIT,
    VALUE,
    agrees,
    by_label,
    in_words,
    number,
    places,
    rounded,
    scale,
    worked_out,
)
from generator.check.redaction import LEFT_OUT
from generator.config import Context
from generator.drawn_figures import Series
from generator.kind import Datasets, Kind
from generator.kinds._list import Body, Entry, ListKind
from generator.kinds._sheets import Top, anchors, until, whole
from generator.known_days import when_cn
from generator.model import Column, Dataset, Row
from generator.offered import YUAN, OfferedFigure
from generator.section import PROGRESS
from generator.shown import Fold

GROUP, NOTE = "类", "说明"
HOUSEHOLDS, PEOPLE = ("户数", "总户数", "户籍户数"), ("户籍人口", "人口", "总人口")
"""What the figures of village.yml are called."""
YEARS = 4
"""Years that stand side by side."""
_MEAN = re.compile("[人户]均|平均|每")
"""What is of one already."""
_PER_HOUSEHOLD = ("元", "万元", "亩", "人")
_FIRST = (*HOUSEHOLDS, *PEOPLE, "耕地", "土地", "集体收入", "经营收入", "收益总额")
_SHOWN = 3
"""Figures that are told first."""


def titled(row: Row) -> str:
    """「人均增收（村估）」."""
    name = row.text(NAME)
    return f"{name}（{ESTIMATE}）" if INCOME.search(name) and ESTIMATE not in name else name


def figure(row: Row, known: dict[str, Row]) -> str:
    """What it is, in words: as stated, else as worked out; where the two differ, both."""
    exact, stated, unit = worked_out(row, known), number(row), row.text(UNIT)
    if row[VALUE] is None:
        return in_words(_plain(exact), "", unit) if exact is not None else "—"
    told = in_words(row[VALUE], row.text(ABOUT), unit)
    if stated is None or exact is None or agrees(stated, exact):
        return told
    return f"{told}（算出来 {in_words(rounded(exact, max(2, places(stated))), '', unit)}）"


def _plain(exact: Fraction) -> Decimal:
    """To two decimals, without the zeros nobody typed."""
    value = rounded(exact, 2)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def chosen(data: Dataset) -> list[Row]:
    """Those that are told first."""
    known = by_label(data)
    return [known[name] for name in _FIRST if name in known][:_SHOWN] or list(data.rows[:_SHOWN])


def _top(data: Dataset, context: Context) -> Top:
    known = by_label(data)
    return Top(facts=tuple((titled(row), (figure(row, known),)) for row in chosen(data)))


def _brief(data: Dataset, context: Context) -> tuple[str, ...]:
    return ("，".join(f"{name} {lines[0]}" for name, lines in _top(data, context).facts),)


def _body(data: Dataset, title: str, earlier: Datasets) -> Body:
    """A line for each, by its sort; then how it went over the years."""
    known, before, ids = by_label(data), by_label(earlier[0]) if earlier else {}, anchors(data)
    folds = []
    for group in dict.fromkeys(row.text(GROUP) for row in data.rows):
        lines = [(n, row) for n, row in enumerate(data.rows) if row.text(GROUP) == group]
        year = earlier[0].key if earlier else ""
        folds.append((group or "其他", tuple(_fold(row, known, before, year, ids[n]) for n, row in lines)))
    closing = "写「村估」的是村里自己估的，没有官方的数。"
    if any(row[VALUE] in (f"<{FEW}", LEFT_OUT) for row in data.rows):
        closing += f"人、户少于 {FEW} 的只写「<{FEW}」，从别的数能算出来的写「{LEFT_OUT}」。"
    series = tuple(one for row in data.rows if (one := _series(row, (data, *earlier))))
    return Body((), (whole(data, title, KIND.columns, ()),), closing, tuple(folds), series)


def _fold(row: Row, known: dict[str, Row], before: dict[str, Row], year: str, anchor: str) -> Fold:
    last = before.get(values.label(row.text(NAME)))
    facts = (
        ("算出来", _worked_out(row, known)),
        (f"比{year}年", _change(row, last) if last else ""),
        ("平均每户", _per_household(row, known)),
        (DAY, when_cn(row[DAY])),
        (SOURCE, row.text(SOURCE)),
        (MEANING, row.text(MEANING)),
        (NOTE, row.text(NOTE)),
    )
    return Fold(titled(row), figure(row, known), tuple((name, text) for name, text in facts if text), anchor)


def _worked_out(row: Row, known: dict[str, Row]) -> str:
    """「工商户合计 ÷ 户数 = 135 户 ÷ 153 户 = 88.2%，和写的一样」."""
    exact, stated, unit = worked_out(row, known), number(row), row.text(UNIT)
    asked = indicators.formula(row)
    if exact is None or asked is None:
        return ""
    if stated is None:
        return f"{row.text(HOW)} = {in_words(_plain(exact), '', unit)}"
    if agrees(stated, exact):
        return f"{row.text(HOW)} = {in_words(rounded(exact, places(stated)), '', unit)}，和写的一样"
    out = in_words(rounded(exact, max(2, places(stated))), "", unit)
    return f"{row.text(HOW)} = {out}；写的是 {in_words(stated, row.text(ABOUT), unit)}，两个数对不上"


def _change(row: Row, last: Row) -> str:
    """「多 5 人」; "" where the two cannot be compared."""
    now, then, unit = number(row), number(last), row.text(UNIT)
    if now is None or then is None or unit != last.text(UNIT) or unit == RATIO or row.text(ABOUT) or last.text(ABOUT):
        return ""
    more = now - then
    return "一样" if more == 0 else f"{'多' if more > 0 else '少'} {in_words(abs(more), '', '个百分点' if unit == '%' else unit)}"


def _per_household(row: Row, known: dict[str, Row]) -> str:
    """Of money, land and people; not of what is itself worked out of others by division."""
    of = next((known[name] for name in HOUSEHOLDS if name in known), None)
    value, asked = number(row), indicators.formula(row)
    households = number(of) if of else None
    if (
        value is None
        or not households
        or row.text(UNIT) not in _PER_HOUSEHOLD
        or (asked and asked.sort != "+")
        or _MEAN.search(row.text(NAME))
    ):
        return ""
    unit = "元" if row.text(UNIT) == "万元" else row.text(UNIT)
    if unit in PERSONS and values.label(row.text(NAME)) not in PEOPLE:
        return ""
    each = Fraction(value) * scale(row.text(UNIT)) / Fraction(households)
    return in_words(rounded(each, 0 if unit == "元" else 1), "约", unit) if row.text(ABOUT) else in_words(rounded(each, 2), "", unit)


def _series(row: Row, files: Datasets) -> Series | None:
    """How it went over the years, the oldest first; None where nothing changed, or fewer than two years tell it in one unit."""
    label, unit = values.label(row.text(NAME)), row.text(UNIT)
    points = []
    for data in reversed(files[:YEARS]):
        of = by_label(data).get(label)
        value = number(of) if of else None
        if of and value is not None and value >= 0 and of.text(UNIT) == unit:
            points.append((data.key, value, in_words(value, of.text(ABOUT), unit)))
    return Series(titled(row), tuple(points)) if len({value for _, value, _ in points}) > 1 else None


def _entry(data: Dataset, row: Row, context: Context) -> Entry:
    words = (figure(row, by_label(data)), row.text(SOURCE), row.text(MEANING), KIND.title_of(data))
    return Entry(titled(row), words, until(data, context))


def _offers(kind: Kind, files: Datasets, year: str, context: Context) -> Iterator[OfferedFigure]:
    """Every one as its page says it, those that are told first and those that do not hold by themselves."""
    data = files[0]
    known, first = by_label(data), {row.number for row in chosen(data)}
    for row, anchor in zip(data.rows, anchors(data), strict=True):
        words, unit, exact = figure(row, known), row.text(UNIT), worked_out(row, known)
        stated = number(row) if not row.text(ABOUT) and unit != RATIO else None
        differs = exact is not None and number(row) is not None and not agrees(number(row) or Decimal(0), exact)
        value = stated if stated is None or unit not in MONEY else int(stated * 100 * int(scale(unit)))
        note = _worked_out(row, known) if differs else row.text(NOTE)
        yield OfferedFigure(
            row.text(NAME), value, YUAN if unit in MONEY else unit, f"{kind.section.page(kind.name, data.key)}#{anchor}",
            KIND.title_of(data), words, row.text(GROUP), note=note, told=differs or row.number in first, compared=unit not in ("%", "‰"),
        )  # fmt: skip


KIND = ListKind(
    name="indicators",
    title="村情指标",
    section=PROGRESS,
    order=711,
    key="year",
    total_labels=(),
    known_by=NAME,
    label_column=NAME,
    tells=_top,
    body=_body,
    looks_back=True,
    offered=_offers,
    entry=_entry,
    brief=_brief,
    redact=without_few,
    guide="每年一个文件，文件名是年份。一个指标一行，写数值、单位、截至哪天、从哪里来的、数的是什么，缺一样就不能登。"
    "能从别的指标算出来的写「算法」，程序算一遍，和写的放在一起；没有写数值的，登算出来的数。各年指标的名称写成一样，才能比。",
    columns=(
        Column(NAME, blank=False, aliases=("指标名称", "项目", "名称"), help="每年写成一样", example="户籍人口", width=20, offers=("户数", "户籍人口", "常住人口", "劳动力", "外出务工", "耕地", "林地", "水面", "经营收入", "收益总额", "自来水户数", "卫生厕所", "道路硬化", "路灯", "低保户", "60岁以上")),
        Column(GROUP, required=False, aliases=("类别", "分类"), help="归在哪一类里", example="人口", width=12, offers=("人口", "土地", "经济", "集体经济", "设施", "教育", "其他")),
        Column(VALUE, "number", signed=True, aliases=("数", "数据", "值"), help="只写数；1:1.5 这样的比写 1.5，88.2% 写 88.2；写了算法的可以空着", example="1386", width=12),
        Column(ABOUT, "choice", required=False, choices=("多", "余", "以上", "以下", "近", "约"), aliases=("程度",), help="不是准数的选一个：720 多亩、90% 以上、近 5 万元", example="", width=8),
        Column(UNIT, blank=False, aliases=("计量单位",), help="户、人、亩、元、%；1:1.5 这样的比写 1:", example="人", width=8, offers=("户", "人", "亩", "元", "万元", "%", "公里", "盏", "个", RATIO)),
        Column(DAY, "when", blank=False, aliases=("截至日期", "统计日期", "数据截至", "日期"), help="哪天（哪个月、哪年）的数", example="2026-12-31", width=12),
        Column(SOURCE, blank=False, aliases=("数据来源", "资料来源"), help="哪本册子、哪张表；人均收入只能写 村估，怎么估的", example="户籍册", width=20),
        Column(MEANING, blank=False, aliases=("统计口径", "说明口径", "定义"), help="数的是什么", example="户口在本村的人", width=28),
        Column(HOW, required=False, aliases=("计算方法", "怎么算"), help="用这份表里别的指标算的写：甲 ÷ 乙、甲 + 乙、甲 − 乙；比写 甲 : 乙", example="", width=20),
        Column(OPEN, "choice", required=False, choices=("是",), help=f"少于 {FEW} 的人数、户数网上只写「<{FEW}」；数的是教师、村医这样的岗位，不是哪家的事，写 是", example="", width=10),
        Column(NOTE, required=False, aliases=("备注",), example="", width=24),
    ),
    checks=(
        lists.once(NAME), lists.come_by_then(DAY), indicators.something_told, indicators.formulas_known, indicators.stated_as_worked_out,
        indicators.incomes_are_estimates,
    ),
)  # fmt: skip
