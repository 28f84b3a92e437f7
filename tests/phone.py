"""`make phone`: how many taps and screens of scrolling ten things a villager asks cost on a phone, from the home page; how tall pages are
there. ARGS="--site FOLDER" looks at a site that is there already.

A villager is not a search engine: he reads a screen from its top, scrolls by screens until he sees words that lead on, taps them, and so on
until he sees the answer. A screen is what the bar at the bottom leaves of 360 × 740; what one search would find counts as it is asked.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from generator import build
from tests.browser import TOUCHED, chromium, served
from tests.conftest import TODAY, copy_samples

SCREEN = 740 - 58
"""What the bar leaves, in pixels."""
WIDTH = 390
"""Of the phone on which heights are measured."""


@dataclass(frozen=True)
class Question:
    """What is asked, the words tapped on the way ("?" and what is typed into the search), and the words that answer it."""

    asked: str
    taps: tuple[str, ...]
    answer: str


QUESTIONS = (
    Question("how much came in and went out this month", (), r"49,694\.40"),
    Question("what is overdue", (), r"逾期 39 天"),
    Question("what is being posted, until when", (), r"还剩 17 天"),
    Question("whom to call for the water", (), r"灌溉、路灯、道路维修"),
    Question("a named voucher: 记-038", ("看每一笔",), r"记-038"),
    Question("what the street lamps cost this year", ("?路灯电费", "加起来是多少"), r"2026年支出 \d+ 笔 [\d,.]+ 元"),
    Question("what the village spent on 公益 this month", ("看每一笔",), r"44,110\.63"),
    Question("is 陶虚拟 on the roll", ("看现在的名单",), r"陶虚拟"),
    Question("how much the village owes whom", ("债权债务明细|看三资公开", "债权债务明细"), r"虚构五金店"),
    Question("the lease of 8号门面房 and its end", ("合同台账|看三资公开", "合同台账"), r"8号门面房"),
)

PLACE = r"""([pattern, link]) => {
    const words = new RegExp(pattern);
    let place = null;
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode()) {
        const e = walk.currentNode;
        if (link ? !e.matches('a, summary, button') : e.children.length > 3) continue;
        if (!words.test(e.textContent) || !e.checkVisibility({visibilityProperty: true})) continue;
        const box = e.getBoundingClientRect();
        if (box.height < 2 || (!link && [...e.children].some(child => words.test(child.textContent)))) continue;
        place = {bottom: box.bottom + scrollY, href: e.href || ''};
        break;
    }
    return place;
}"""


def _screens(bottom: float) -> int:
    """How often one scrolls by a screen until what ends there is seen."""
    return max(0, -(-int(bottom - SCREEN) // SCREEN))


def _place(page: Page, words: str, link: bool) -> dict[str, Any] | None:
    """Where these words stand, and where they lead; None where they do not come within three seconds, as what script brings may."""
    with suppress(PlaywrightTimeout):
        page.wait_for_function(PLACE, arg=[words, link], timeout=3_000)
    return page.evaluate(PLACE, [words, link])  # type: ignore[no-any-return]


def cost(page: Page, home: str, question: Question) -> tuple[int, int]:
    """(taps, screens scrolled). Raises LookupError for an answer that is not there."""
    page.goto(home, wait_until="load")
    taps = screens = 0
    for words in question.taps:
        if taps and page.evaluate(PLACE, [question.answer, False]):
            break  # the way was shorter
        typed = words.removeprefix("?") if words.startswith("?") else ""
        place = _place(page, "^查找$" if typed else words, link=True)
        if place is None:
            raise LookupError(f"{question.asked}: {page.url} does not lead to {words}")
        screens += _screens(place["bottom"])
        taps += 1
        if place["href"]:
            page.goto(place["href"], wait_until="load")
            continue
        button = page.get_by_role("button", name=re.compile("^查找$" if typed else words)).first
        if typed:
            page.locator("input[type=search]").first.fill(typed)
            with page.expect_navigation(wait_until="load"):
                button.click()
        else:
            button.click()
    place = _place(page, question.answer, link=False)
    if place is None:
        raise LookupError(f"{question.asked}: {page.url} does not say {question.answer}")
    return taps, screens + _screens(place["bottom"])


def costs(site: Path, browser: Browser) -> list[tuple[Question, int, int]]:
    """Each question with its taps and screens."""
    context = browser.new_context(**TOUCHED, service_workers="block")
    page = context.new_page()
    page.clock.install(time=f"{TODAY}T09:00:00")
    with served(site) as address:
        asked = [(question, *cost(page, f"{address}/shifan/", question)) for question in QUESTIONS]
    context.close()
    return asked


def heights(site: Path, browser: Browser, pages: Sequence[str] = ()) -> list[tuple[int, str]]:
    """(CSS pixels of normal text, page), the tallest first; of all pages where none are named."""
    there = (path for path in site.rglob("index.html") if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"))
    named = pages or sorted(path.parent.relative_to(site).as_posix() for path in there)
    context = browser.new_context(**{**TOUCHED, "viewport": {"width": WIDTH, "height": 844}}, service_workers="block")
    page = context.new_page()
    page.clock.install(time=f"{TODAY}T09:00:00")
    measured = []
    with served(site) as address:
        for name in named:
            page.goto(f"{address}/{name}/", wait_until="load")
            measured.append((page.evaluate("document.documentElement.scrollHeight"), name))
    context.close()
    return sorted(measured, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a site that is built; without it the samples are built")
    parser.add_argument("--first", type=int, default=10, help="how many of the tallest pages are told")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = given.site
        if not site:
            build.build(copy_samples(Path(folder) / "root"), TODAY)
            site = Path(folder) / "root/site"
        asked, tall = costs(site, browser), heights(site, browser)
    for question, taps, screens in asked:
        print(f"{taps:2} taps {screens:3} screens  {question.asked}")
    print(f"median of taps and screens: {statistics.median(taps + screens for _, taps, screens in asked):g}")
    for height, name in tall[: given.first]:
        print(f"{height:7,} px  {name}")


if __name__ == "__main__":
    main()
