"""Whoever has no mouse and no touch: everything is reached in the order it stands, seen when reached, and never a trap."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PHONE, arrive, fewer, tab, wait_until
from tests.conftest import deep
from tests.test_browser import EVERY, FEW

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

WATCH = r"""() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest('details:not([open]) > :not(summary)');
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(shown);
  const bar = document.querySelector('.gk-bar');
  const fixed = bar && getComputedStyle(bar).position === 'fixed';
  const look = e => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const width = parseFloat(style.outlineWidth), room = Math.max(0, parseFloat(style.outlineOffset) + width);
    if (style.outlineStyle === 'none' || width < 2) return 'not marked';
    if (box.left - room < -0.5 || box.right + room > innerWidth + 0.5) return 'marked outside the window';
    if (box.bottom <= 0 || box.top >= innerHeight) return 'out of sight';
    if (fixed && !bar.contains(e) && box.bottom > bar.getBoundingClientRect().top + 1) return 'under the bar';
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
      const clip = p.getBoundingClientRect();
      if (getComputedStyle(p).overflow !== 'visible' && (box.left - room < clip.left - 0.5 || box.right + room > clip.right + 0.5
        || box.top - room < clip.top - 0.5 || box.bottom + room > clip.bottom + 0.5)) return 'its mark is cut';
    }
  };
  window.wanted = all.length;
  window.reached = [];
  window.faults = [];
  document.addEventListener('focusin', event => {
    const e = event.target, fault = look(e);
    reached.push(all.indexOf(e));
    if (fault) faults.push(fault + ': ' + e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 20));
  });
  return all.length;
}"""
"""Numbers what can be used, in the order of the page, and notes what is focused and whether that is seen."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser, **PHONE, reduced_motion="reduce") as opened:
        yield opened


def walk(page: Page, url: str) -> None:
    arrive(page, url)
    if not deep() and "search" not in url:  # its results come later
        fewer(page)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")  # what does not scroll is no stop by then
    count = page.evaluate(WATCH)
    for _ in range(count):
        page.keyboard.press("Tab")
    assert page.evaluate("reached") == list(range(count))
    assert page.evaluate("faults") == []
    page.keyboard.press("Tab")
    # Past the last one the keyboard leaves the page, or begins again: no trap.
    assert page.evaluate("document.activeElement === document.body || reached.at(-1) === 0")


@pytest.mark.parametrize("name", FEW)
def test_the_keyboard_reaches_everything_in_order_and_is_seen(name: str, page: Page, address: str) -> None:
    walk(page, address + EVERY[name])
    if name not in ("portal", "not found"):
        assert page.locator("a, button, summary, input").count() >= 10


@pytest.mark.parametrize("name", ["home", "notice with a wide table", *(["month", "parts"] if deep() else [])])
def test_on_a_wide_screen_too(name: str, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 700, "height": 740})
    walk(page, address + EVERY[name])


def test_a_table_is_a_stop_only_where_it_scrolls(page: Page, address: str) -> None:
    page.goto(address + EVERY["month"])
    table = page.locator(".gk-scroll", has=page.locator(".gk-as-bill"))
    wait_until(page, "() => ![...document.querySelectorAll('.gk-scroll[tabindex]')].some(e => !e.closest('details'))")
    page.set_viewport_size({"width": 640, "height": 740})
    page.wait_for_selector(".gk-scroll[tabindex='0']")
    for _ in range(20):  # a busy machine may still be laying out when the key comes
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)
        if table.evaluate("e => e.scrollLeft > 0"):
            break
    assert table.evaluate("e => e.scrollLeft > 0")


def test_the_first_stop_leads_past_the_header(page: Page, address: str) -> None:
    page.goto(address + EVERY["month"])
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    assert skip.evaluate("e => e === document.activeElement")
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")


def test_what_is_folded_opens_with_enter(page: Page, address: str) -> None:
    page.goto(address + EVERY["home"])
    folded = page.locator("details.gk-more").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.evaluate("e => e.open")
    assert folded.locator("li").first.is_visible()
    page.keyboard.press("Enter")
    assert not folded.evaluate("e => e.open")


def test_large_text_is_switched_with_enter(page: Page, address: str) -> None:
    page.goto(address + EVERY["home"])
    page.locator(".gk-large-switch").focus()
    page.keyboard.press("Enter")
    assert page.locator(".gk-large-switch").get_attribute("aria-pressed") == "true"
