"""Every page on A4, for the wall and for those who ask at the village hall: whole, nothing cut, no buttons, no blank sheet."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import arrive, tab
from tests.conftest import deep
from tests.test_browser import EVERY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

A4 = [595, 842]
SHEET = {"width": 703, "height": 1017}
"""What the margins leave of A4, in CSS pixels."""

SHEETS = {"home": 4, "catalogue": 10, "search": 5, "parts": 6}
SHEETS |= {"year": 3, "month": 3, "honors": 3, "people": 5, "covenant": 3, "points": 3, "plan": 4, "decision": 3, "figures": 5, "report": 9}
"""The longest pages; any other takes two."""

FAULTS = r"""() => {
  const found = [];
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const chrome = 'button, input, select, form, .gk-bar, .gk-foot, .gk-neighbours, .md-skip, .gk-tools, .gk-downloads';
  const words = e => e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 20);
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the sheet');
  for (const e of document.body.querySelectorAll('*')) {
    if (!shown(e) || e.closest('.gk-visually-hidden, .md-toggle, svg')) continue;
    if (e.getBoundingClientRect().right > innerWidth + 0.6) found.push('over the edge: ' + words(e));
    if (e.matches(chrome)) found.push('of no use on paper: ' + words(e));
    if (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1) found.push('cut: ' + words(e));
  }
  for (const e of document.querySelectorAll('.gk-table thead'))
    if (getComputedStyle(e).display !== 'table-header-group') found.push('a head that does not repeat');
  return found;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser, viewport=SHEET, locale="zh-CN") as opened:
        yield opened


def sheets(pdf: bytes) -> list[bytes]:
    """What is drawn on each sheet, read from Chromium's own PDF."""
    drawn = []
    for number in re.findall(rb"/Type /Page\b.*?/Contents (\d+) 0 R", pdf, re.DOTALL):
        found = re.search(rb"\n" + number + rb" 0 obj\n<<.*?>> stream\n(.*?)\nendstream", pdf, re.DOTALL)
        assert found
        drawn.append(zlib.decompress(found[1]))
    return drawn


LAID_OUT = ("portal", "home", "month", "notice with a wide table", "honors", "catalogue", "parts", "covenant", "points")
"""Those that are laid out each in a way of its own."""


@pytest.mark.parametrize("name", EVERY if deep() else LAID_OUT)
def test_a_page_prints_whole_on_a4(name: str, page: Page, address: str) -> None:
    arrive(page, address + EVERY[name])
    page.emulate_media(media="print")
    assert page.evaluate(FAULTS) == []
    pdf = page.pdf(prefer_css_page_size=True)
    assert {tuple(round(float(n)) for n in box) for box in re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)", pdf)} == {tuple(A4)}
    drawn = sheets(pdf)
    assert 1 <= len(drawn) <= SHEETS.get(name, 2)
    assert [i for i, sheet in enumerate(drawn, 1) if b"Tj" not in sheet] == [], "a blank sheet"


def test_certificates_and_plates_print_one_to_a_sheet_on_its_side(page: Page, address: str) -> None:
    page.goto(f"{address}/shifan/honors/papers/2025-xingji/")
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)", pdf)
    assert {tuple(round(float(n)) for n in box) for box in boxes} == {(842, 595)}
    assert len(sheets(pdf)) == page.locator(".gk-certificate").count() + page.locator(".gk-plate").count() > 40


def test_pictures_for_chats_are_not_cut_over_sheets_of_paper(page: Page, address: str) -> None:
    """Whoever prints the page of a poster gets one sheet that says which file to print."""
    page.goto(f"{address}/shifan/posters/2026-10-month/")
    assert page.locator(".gk-chat img").count() > 1
    assert len(sheets(page.pdf(prefer_css_page_size=True))) == 1


def test_what_is_folded_is_open_on_paper(page: Page, address: str) -> None:
    page.goto(address + EVERY["home"])
    folded = page.locator("details.gk-more")
    assert not folded.first.evaluate("e => e.open")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.evaluate_all("all => all.every(e => e.open)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not folded.evaluate_all("all => all.some(e => e.open)")
