"""The trend of a year and of the twelve months up to a month: small, ours alone, true to its table, the same bytes every time."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.drawn_figures import Trend, TrendMonth
from generator.pages.chart import short, trend_svg

AMOUNT = st.integers(-(10**9), 10**12)
PAGES = ("shifan/finance/2025", "shifan/finance/2026", "shifan/finance/2026-10", "dongxian/finance/2004", "dongxian/finance/2004-10")
MOST = 8 * 1024


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    count, first = draw(st.integers(2, 12)), draw(st.integers(0, 11))
    keys = [f"{2025 + (first + i) // 12}-{(first + i) % 12 + 1:02d}" for i in range(count)]
    return Trend("走势", tuple(TrendMonth(key, key, draw(AMOUNT), draw(AMOUNT), draw(AMOUNT)) for key in keys))


@given(trends())
def test_any_months_give_a_whole_picture_within_its_frame(trend: Trend) -> None:
    svg = str(trend_svg(trend))
    assert svg == str(trend_svg(trend))
    assert "http" not in svg
    picture = ElementTree.fromstring(svg)
    width, height = map(int, picture.attrib["viewBox"].split()[2:])
    for path in picture.iter("path"):
        points = re.findall(r"[ML](\d+) (-?\d+)", path.attrib["d"])
        assert all(0 <= int(x) <= width and 0 <= int(y) <= height for x, y in points)
        assert all(0 <= int(y) <= height for y in re.findall(r"V(-?\d+)", path.attrib["d"]))
    assert len([text for text in picture.iter("text") if (text.text or "").isdigit() and text.attrib["y"] == "146"]) == len(trend.months)


@given(trends())
def test_the_higher_bar_is_the_larger_amount(trend: Trend) -> None:
    picture = ElementTree.fromstring(str(trend_svg(trend)))
    for name, style in (("income", "in"), ("expense", "out")):
        amounts = [getattr(m, name) for m in trend.months if getattr(m, name)]
        (bars,) = [p for p in picture.iter("path") if p.attrib.get("class") == style]
        tops = [int(y) for y in re.findall(r"V(\d+)h", bars.attrib["d"])]
        assert len(tops) == len(amounts)
        assert all(a <= b for (_, a), (_, b) in zip(*_both(amounts, tops), strict=True))


def _both(amounts: list[int], tops: list[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Neighbours in the order of their amounts, the largest first: its bar ends highest."""
    order = sorted(zip(amounts, tops, strict=True), key=lambda pair: (-pair[0], pair[1]))
    return order[:-1], order[1:]


@pytest.mark.parametrize(
    ("fen", "said"), [(0, "0"), (150_00, "150"), (25_000_00, "2.5万"), (-10_000_00, "−1万"), (400_000_000_00, "40000万")]
)
def test_amounts_on_the_axis_are_short(fen: int, said: str) -> None:
    assert short(fen) == said


@pytest.mark.parametrize("page", PAGES)
def test_pictures_of_the_samples(page: str, samples: Path) -> None:
    html = (samples / "site" / page / "index.html").read_text(encoding="utf-8")
    (svg,) = re.findall(r'<figure class="gk-trend[^"]*"><div [^>]*>(<svg.*?</svg>)', html, re.DOTALL)
    assert len(gzip.compress(svg.encode())) <= MOST
    assert not re.search(r"http|href|url\(|<script|<style|style=|<image|<use", svg)
    picture = ElementTree.fromstring(svg)
    assert picture.attrib["role"] == "img"
    title, told = picture.attrib["aria-label"].split("。", 1)
    assert f"<figcaption>{title}，单位：元" in html
    assert {text.text for text in picture.iter("text")} >= {"收入", "支出", "月末余额"}
    # What is said of the picture stands in the table below it.
    amounts = re.findall(r"[\d,]+\.\d\d", told)
    assert len(amounts) == 4
    assert all(amount in html.split("</figure>")[1] for amount in amounts)


def test_a_page_may_have_several_pictures() -> None:
    """Each tells its own months, and nothing in it has a name that another could have too."""
    one = Trend("甲<组>走势", tuple(TrendMonth(f"2026-0{n}", f"{n}月", n * 100, 50, 0) for n in (1, 2)))
    other = Trend("乙组走势", tuple(TrendMonth(f"2026-0{n}", f"{n}月", n * 300, 70, 0) for n in (1, 2)))
    page = ElementTree.fromstring(f"<p>{trend_svg(one)}{trend_svg(other)}{trend_svg(one)}</p>")
    assert [e for e in page.iter() if {"id", "aria-labelledby", "aria-describedby"} & set(e.attrib)] == []
    labels = [svg.attrib["aria-label"] for svg in page]
    assert [label.split("。")[0] for label in labels] == ["甲<组>走势", "乙组走势", "甲<组>走势"]
    assert [re.findall(r"收入最多的是2月，([\d.]+) 元", label) for label in labels] == [["2.00"], ["6.00"], ["2.00"]]


def test_the_first_month_of_all_has_no_trend(samples: Path) -> None:
    assert "gk-trend" not in (samples / "site/shifan/finance/2025-01/index.html").read_text(encoding="utf-8")
