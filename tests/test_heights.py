"""No page is taller than a reader scrolls, save the full list of a month."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import TOUCHED, tab
from tests.conftest import TODAY, deep
from tests.heights import PHONE, TALLEST, height, heights, pages_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

MAY_BE_TALL = re.compile(r"[\w-]+/(finance/\d{4}-\d\d|guide/parts)/")
"""The full list of a month; the page that shows builders every part there is, to which nothing leads."""
LARGE_MONTH = 11_000
"""CSS pixels of a month of 42 rows in 大字, on a phone of 360."""
MEASURED = 20
"""Folders of whose pages the one with most text is looked at; by --deep all are."""


def test_no_page_is_too_tall(samples: Path, address: str, browser: Browser) -> None:
    site = samples / "site"
    pages = [path for path in pages_of(site) if not MAY_BE_TALL.fullmatch(path)]
    if not deep():
        size = {path: (site / path.lstrip("/") / "index.html").stat().st_size for path in pages}
        largest = {path.rstrip("/").rpartition("/")[0]: path for path in sorted(pages, key=size.__getitem__)}
        pages = sorted(largest.values(), key=size.__getitem__)[-MEASURED:]
    with tab(browser, TODAY, **PHONE) as page:
        tall = {path: pixels for pixels, path in heights(page, address, pages) if pixels > TALLEST}
    assert tall == {}


def test_a_month_in_large_letters_folds_what_few_ask_for(address: str, browser: Browser) -> None:
    with tab(browser, TODAY, **TOUCHED) as page:
        assert height(page, f"{address}/shifan/finance/2026-10/", large=True) <= LARGE_MONTH
        row = page.locator("#r1")
        voucher = row.locator("[data-label=凭证号]")
        assert row.locator("th").is_visible()
        assert row.locator("[data-label=支出]").is_visible()
        assert voucher.bounding_box()["width"] <= 1  # type: ignore[index]
        row.locator(".gk-unfold").click()
        assert voucher.bounding_box()["width"] > 20  # type: ignore[index]
        page.evaluate("() => document.documentElement.classList.remove('gk-large')")
        assert page.locator("#r2 [data-label=凭证号]").bounding_box()["width"] > 20  # type: ignore[index]


ENDS = """() => [...document.querySelectorAll('.gk-as-line tr, .gk-as-bill tfoot tr')].flatMap(row => {
  const last = [...row.querySelectorAll('.gk-key')].filter(e => e.textContent.trim() && e.checkVisibility()).at(-1);
  const end = row.getBoundingClientRect().right - parseFloat(getComputedStyle(row).paddingRight);
  return last ? [[row.textContent.trim().slice(0, 12), Math.round(end - last.getBoundingClientRect().right)]] : [];
})"""


@pytest.mark.parametrize("large", [False, True])
def test_amounts_end_at_one_edge(large: bool, address: str, browser: Browser) -> None:
    """Income and expense of 合计, too, which have no room beside one another."""
    with tab(browser, TODAY, **TOUCHED) as page:
        height(page, f"{address}/shifan/finance/2026-10/", large=large)
        ends = page.evaluate(ENDS)
        assert len(ends) > 5
        assert [row for row in ends if abs(row[1]) > 2] == []
