"""村情指标: nothing without unit, day, source and meaning; what can be worked out stands beside it; no small count gets out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build
from generator.check import indicators as indicators_check
from generator.check.indicator_counts import without_few
from generator.check.indicators import agrees, by_label, formula, in_words, number, rounded
from generator.check.waivers import unexplained
from generator.config import Context, SiteConfig, Village
from generator.drawn_figures import Series
from generator.kinds import indicators
from generator.load.board_data import BoardData
from generator.model import Dataset, Head, Row
from generator.pages.chart import series_svg
from tests.conftest import ROOT, TODAY, loaded, write_tree
from tests.test_plans import page_of

Run = Callable[..., list[tuple[str, int, int, str]]]
HEAD = "指标,数值,约,单位,截至,来源,口径,算法,少数照写"
FIELDS = tuple(HEAD.split(","))
CONTEXT = Context(SiteConfig(), Village("demo", "示例村"), TODAY)


def lines(*rows: str) -> str:
    """Each of name,value,unit,formula."""
    told = [HEAD]
    for name, value, unit, how in (row.split(",") for row in rows):
        told.append(f"{name},{value},,{unit},2025-12-31,台账,数的是什么,{how},")
    return "\n".join(told) + "\n"


def dataset(*rows: str) -> Dataset:
    """The same, as it is read."""
    head, made = Head("indicators/2025.csv", FIELDS), []
    for n, (name, value, unit, how) in enumerate((row.split(",") for row in rows), 2):
        texts = (name, value, "", unit, "2025-12-31", "台账", "数的是什么", how, "")
        cells = tuple(Decimal(text) if text and field == "数值" else text or None for field, text in zip(FIELDS, texts, strict=True))
        made.append(Row(head, n, n, texts, cells))
    return Dataset("indicators", "2025", "indicators/2025.csv", tuple(made))


def value_of(data: Dataset, name: str) -> object:
    return by_label(data)[name]["数值"]


@pytest.mark.parametrize("lacking", ["单位", "截至", "来源", "口径"])
def test_there_is_no_figure_without_what_it_rests_on(lacking: str, problems_of: Run) -> None:
    cells = dict(zip(FIELDS, lines("户数,412,户,").splitlines()[1].split(","), strict=True)) | {lacking: ""}
    assert [(code, field) for code, _, _, field in problems_of({"indicators/2025.csv": f"{HEAD}\n{','.join(cells.values())}\n"})] == [
        ("blank-cell", lacking)
    ]


@pytest.mark.parametrize(
    ("how", "sort", "terms"),
    [
        ("甲 ÷ 乙", "÷", ((1, "甲"), (1, "乙"))),
        ("甲/乙", "÷", ((1, "甲"), (1, "乙"))),
        ("甲：乙", ":", ((1, "甲"), (1, "乙"))),
        ("甲＋乙 − 丙", "+", ((1, "甲"), (1, "乙"), (-1, "丙"))),
        ("甲-乙", "+", ((1, "甲"), (-1, "乙"))),
    ],
)
def test_three_ways_to_work_a_figure_out(how: str, sort: str, terms: tuple[tuple[int, str], ...]) -> None:
    asked = formula(dataset(f"丁,1,户,{how}").rows[0])
    assert asked
    assert (asked.sort, asked.terms) == (sort, terms)


@pytest.mark.parametrize("how", ["甲", "甲 ÷", "甲 ÷ 乙 ÷ 丙", "甲 + 乙 ÷ 丙", "÷ 乙"])
def test_what_is_none_of_them_is_told(how: str, problems_of: Run) -> None:
    rows = ("甲,10,户,", "乙,5,户,", "丙,5,户,", f"丁,2,户,{how}")
    assert [code for code, *_ in problems_of({"indicators/2025.csv": lines(*rows)})] == ["indicator-formula"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("占比,88.2,%,工商户 ÷ 户数", ""),
        ("占比,88.24,%,工商户 ÷ 户数", ""),
        ("占比,88,%,工商户 ÷ 户数", ""),
        ("占比,88.3,%,工商户 ÷ 户数", "按工商户 ÷ 户数算是 88.24%"),
        ("占比,88.1,%,工商户 ÷ 户数", "按工商户 ÷ 户数算是 88.24%"),
        ("粮经比,2,1:,粮食田 : 经济田", ""),
        ("粮经比,1.5,1:,粮食田 : 经济田", "写的是 1:1.5，按粮食田 : 经济田算是 1:2.01"),
        ("户均收入,3921.57,元,收入 ÷ 户数", ""),
        ("户均收入,3921.58,元,收入 ÷ 户数", "按收入 ÷ 户数算是 3,921.57 元"),
        ("其他户,18,户,户数 − 工商户", ""),
        ("其他户,19,户,户数 − 工商户", "算是 18.00 户"),
    ],
)
def test_what_was_stated_is_held_against_what_comes_out(row: str, told: str, tmp_path: Path) -> None:
    rows = ("户数,153,户,", "工商户,135,户,", "粮食田,358,亩,", "经济田,720,亩,", "收入,60,万元,", row)
    found = build.check(write_tree(tmp_path, {"indicators/2025.csv": lines(*rows)}), TODAY).problems
    assert [p.code for p in found if p.code != "indicator-estimate"] == ["indicator-differs"] * bool(told)
    assert all(told in p.message for p in found if p.code == "indicator-differs")


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 4))
def test_rounding_is_to_the_nearest_and_half_of_it_goes_up(above: int, below: int, places: int) -> None:
    exact = Fraction(above, below)
    near = Fraction(rounded(exact, places))
    assert abs(near - exact) * 2 <= Fraction(1, 10**places)
    assert near - exact > Fraction(-1, 2 * 10**places)
    assert agrees(rounded(exact, places), exact) or places == 0


def test_the_village_of_2004_is_told_as_it_stands_and_flagged_calmly() -> None:
    board = loaded("dongxian")[0]
    data = board.datasets["indicators"][0]
    known = by_label(data)
    told = {row.text("指标"): indicators.figure(row, known) for row in data.rows}
    assert told["工商户占总户数"] == "88.2%"
    assert told["新增工商户占总户数"] == "30.1%"
    assert told["粮经比"] == "1:1.5（算出来 1:2.01）"
    assert (told["平均宽"], told["经济田"], told["土地"]) == ("5 米", "720 多亩", "1078 亩")
    assert (told["工程投资"], told["有线电视入户率"], told["特色专业户产值"]) == ("近 5 万元", "90%以上", "200 余万元")
    (differing,) = indicators_check.stated_as_worked_out((data,), CONTEXT)
    assert "1:2.01" in differing.message
    assert unexplained([differing], board.village) == [], "it is explained in village.yml"


@pytest.mark.parametrize(("source", "told"), [("村估，按打工和种粮估的", []), ("统计年鉴", ["indicator-estimate"])])
@pytest.mark.parametrize("name", ["人均收入", "农民人均可支配收入", "人均增收", "户均纯收入"])
def test_income_per_head_is_the_villages_own_estimate(name: str, source: str, told: list[str], tmp_path: Path) -> None:
    row = f"{name},19800,,元,2025-12-31,{source},一人一年的收入,,"
    files = {"indicators/2025.csv": f"{HEAD}\n{row}\n"}
    assert [p.code for p in build.check(write_tree(tmp_path, files), TODAY).problems] == told
    assert f"<strong>{name}（村估）</strong>" in page_of(tmp_path / "page", files, "progress/indicators/2025.md")


def test_one_year_beside_the_others(tmp_path: Path) -> None:
    files = {
        "indicators/2024.csv": lines("户数,411,户,", "人口,1386,人,", "路灯,38,盏,").replace("2025-12-31", "2024-12-31"),
        "indicators/2025.csv": lines("户数,412,户,", "人口,1386,人,", "路灯,80,个,"),
    }
    page = page_of(tmp_path, files, "progress/indicators/2025.md")
    assert "<dt>比2024年</dt><dd>多 1 户</dd>" in page
    assert "<dt>比2024年</dt><dd>一样</dd>" in page
    assert "<dt>平均每户</dt><dd>3.36 人</dd>" in page
    assert page.count("<figure>") == 1, "what did not change needs no picture, and units are not mixed"
    assert "<span>2024 年 <b>411 户，</b></span>" in page
    assert "<figure>" not in page_of(tmp_path, files, "progress/indicators/2024.md")


# --- small counts ----------------------------------------------------------------------------


def test_small_counts_are_left_out_with_what_would_tell_them(tmp_path: Path) -> None:
    rows = ("户数,412,户,", "低保户,4,户,", "低保户占,0.97,%,低保户 ÷ 户数", "特困户,9,户,", "救助户,13,户,低保户 + 特困户", "建筑队,3,支,")
    data = without_few(dataset(*rows), CONTEXT)
    assert value_of(data, "低保户") == "<5"
    assert value_of(data, "低保户占") == "—"
    assert value_of(data, "特困户") == "—"
    assert value_of(data, "救助户") == Decimal(13)
    assert value_of(data, "建筑队") == Decimal(3)
    page = page_of(tmp_path, {"indicators/2025.csv": lines(*rows)}, "progress/indicators/2025.md")
    assert "&lt;5 户" in page
    assert not {"0.97", ">4 户", "9 户"} & {part for part in ("0.97", ">4 户", ">9 户") if part in page}


def test_posts_that_are_public_are_told(tmp_path: Path) -> None:
    row = "幼儿园教师,2,,名,2025-12-31,花名册,在岗的,,{}\n"
    for open_to_all, told in (("是", "2 名"), ("", "&lt;5 名")):
        page = page_of(tmp_path, {"indicators/2025.csv": f"{HEAD}\n{row.format(open_to_all)}"}, "progress/indicators/2025.md")
        assert f">{told}<" in page


def test_what_is_worked_out_alone_is_left_out_too() -> None:
    data = without_few(dataset("救助户,13,户,", "特困户,10,户,", "低保户,,户,救助户 − 特困户"), CONTEXT)
    assert value_of(data, "低保户") == "<5"
    assert "—" in {value_of(data, "救助户"), value_of(data, "特困户")}


COUNT = st.integers(0, 9)


@settings(max_examples=80)
@given(st.lists(COUNT, min_size=2, max_size=3), st.booleans())
def test_no_small_count_can_be_worked_out_of_a_sum(counts: list[int], taken_away: bool) -> None:
    """Whoever knows the rule, and every figure that is shown, finds more than one number that a small count may be."""
    names = [f"甲{n}类" for n in range(len(counts))]
    how = " + ".join(names)
    rows = [f"{name},{count},户," for name, count in zip(names, counts, strict=True)]
    rows.append(f"合起来,{sum(counts)},户,{how}")
    if taken_away:
        rows.append(f"其余,{sum(counts[1:])},户,合起来 − {names[0]}")
    data = without_few(dataset(*rows), CONTEXT)
    shown = {name: value_of(data, name) for name in (*names, "合起来", *(("其余",) if taken_away else ()))}
    of_name = dict(zip((*names, "合起来", "其余"), (*counts, sum(counts), sum(counts[1:])), strict=True))
    hidden = [name for name, value in shown.items() if not isinstance(value, Decimal)]
    ways: dict[str, set[int]] = {name: set() for name in hidden}
    totals = {"合起来"}
    may = [range(1, 5) if shown[name] == "<5" else range(0 if name in totals or of_name[name] < 5 else 5, 21) for name in hidden]
    for guess in itertools.product(*may):
        of = {name: int(value) for name, value in shown.items() if isinstance(value, Decimal)} | dict(zip(hidden, guess, strict=True))
        if of["合起来"] == sum(of[name] for name in names) and (not taken_away or of["其余"] == of["合起来"] - of[names[0]]):
            for name in hidden:
                ways[name].add(of[name])
    assert all(len(ways[name]) > 1 for name in hidden if shown[name] == "<5"), shown


# --- the picture -----------------------------------------------------------------------------


@given(st.lists(st.decimals(0, 10**8, places=2), min_size=2, max_size=4))
def test_twice_as_high_is_twice_as_much(figures: list[Decimal]) -> None:
    series = Series("户数", tuple((str(2021 + n), figure, f"{figure} 户") for n, figure in enumerate(figures)))
    drawn = str(series_svg(series))
    assert drawn == str(series_svg(series))
    (bars,) = [p for p in ElementTree.fromstring(drawn).iter("path") if p.attrib.get("class") == "in"]
    heights = [54 - int(part.split("h")[0]) for part in bars.attrib["d"].split("V")[1::2]]
    most = max(figures)
    assert heights == [int(figure * 48 // most) if most else 0 for figure in figures]


def test_a_figure_in_words() -> None:
    assert in_words(Decimal("209458.09"), "", "元") == "209,458.09 元"
    assert in_words(Decimal(3), "约", "%") == "约 3%"
    assert in_words("<5", "", "户") == "<5 户"
    assert in_words(None, "", "户") == "户"


def test_figures_are_those_of_the_statement_and_of_the_village(tmp_path: Path) -> None:
    """A fen more in the statement's line, and it is told; the sample's own agree."""
    board: BoardData = loaded("shifan")[0]
    data = board.datasets["indicators"][-1]
    income = number(by_label(data)["经营收入"])
    assert income == Decimal("209458.09")
    village = "村名: 示例村\n会计制度: 2023\n户数: 412\n示例数据: 全部\n向社会公开: 全部\n向社会公开依据: 决定\n"
    cases = (
        ("209458.09", "412", []),
        ("209458.10", "412", ["indicator-statement"]),
        ("209458.08", "412", ["indicator-statement"]),
        ("209458.09", "411", ["indicator-village"]),
    )
    for typed, households, told in cases:
        files = {
            "village.yml": village,
            "statement/2025-income.csv": (ROOT / "data/villages/shifan/statement/2025-income.csv").read_bytes(),
            "indicators/2025.csv": lines(f"经营收入,{typed},元,", f"户数,{households},户,"),
        }
        root = write_tree(tmp_path / f"{typed}{households}", files)
        assert [p.code for p in build.check(root, TODAY).problems] == told


def test_a_file_without_small_counts_stays_as_it_was_read() -> None:
    data = dataset("户数,412,户,")
    assert without_few(data, CONTEXT) is data
    assert replace(data) == data
