"""What a villager comes to ask is answered from the home page in at most three taps."""

from __future__ import annotations

import posixpath
import re
import statistics
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.phone import costs, heights

LINK = re.compile(r'<a [^>]*href="([^"#]*)(#[^"]*)?"[^>]*>(.*?)</a>', re.DOTALL)
MOST = 3


def words(html: str) -> str:
    """What stands on a page, without its marks."""
    return " ".join(unescape(re.sub(r"<(?:script|style).*?</(?:script|style)>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def tapped(site: Path, page: str, label: str) -> str:
    """The page that the first link with these words leads to."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    for href, _, text in LINK.findall(html):
        if label in words(text):
            return posixpath.normpath(posixpath.join(page, href)) if href else page
    raise AssertionError(f"{page}: no link 「{label}」")


@pytest.mark.parametrize(
    ("question", "taps", "answer"),
    [
        ("who is in charge of water", ("谁管什么",), r"农业、水利、工程 李样本.{1,16}0000-0000003"),
        ("whom to call for the irrigation", (), r"灌溉、路灯、道路维修 李样本"),
        ("is my household still 十星", ("现在的名单",), r"十星级文明户（\d+ 户）.*冯样例.*有效，到 2027-12-25.*九星级文明户（"),
        (
            "what did the covenant change",
            ("制度和村规民约", "示范村村规民约", "这一版改了什么"),
            r"新增 1 条，改了 4 条，删去 1 条.*原来 红白事从简",
        ),
        ("when does the clinic open", ("便民服务",), r"村卫生室 照常 周一到周六 8:00—11:30"),
        ("who won this month", (), r"2026年10月第一名 卫虚名"),
        ("who won this month, and the others", ("积分",), r"第 1 名 卫虚名.*第 3 名"),
    ],
)
def test_a_question_is_answered_from_home(question: str, taps: tuple[str, ...], answer: str, samples: Path) -> None:
    assert len(taps) <= MOST, question
    page = "shifan"
    for label in taps:
        page = tapped(samples / "site", page, label)
    assert re.search(answer, words((samples / "site" / page / "index.html").read_text(encoding="utf-8"))), question


@pytest.mark.browser
@pytest.mark.xdist_group("browser2")
def test_ten_questions_cost_little_and_pages_are_as_long_as_what_they_hold(samples: Path, browser: Browser) -> None:
    """Eight taps and screens was the middle when each row was a card, and a month was 16,600 pixels high."""
    asked = costs(samples / "site", browser)
    assert statistics.median(taps + screens for _, taps, screens in asked) <= 3
    assert max(taps for _, taps, _ in asked) <= MOST
    most = {"shifan/finance/2026-10": 7000, "shifan/honors/2025-xingji": 3600, "shifan/holdings/contracts/2026-Q3": 3800, "shifan": 4500}
    tall = heights(samples / "site", browser, list(most))
    assert [(name, height) for height, name in tall if height > most[name]] == []
