"""Without script every page is complete: the same words, tables and pictures, and nothing to press that does nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PHONE
from tests.conftest import TODAY, deep
from tests.test_browser import EVERY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SHOWN = r"""() => {
  const main = document.querySelector('main');
  const shown = e => e.checkVisibility({visibilityProperty: true});
  // What script alone can do is not there without it; a folded part stays folded. How many days late is said by script.
  const extra = '.gk-sift, .gk-tools, .gk-take, .gk-find-page, .gk-find-off, .gk-find-status, .gk-find-sum, ' +
    '.gk-find-results, .gk-find-else, script, ' +
    '.gk-overdue strong span';
  const words = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, text = walk.currentNode.data.trim();
    if (text && !e.closest(extra) && shown(e)) words.push(text);
  }
  const count = what => [...main.querySelectorAll(what)].filter(e => shown(e) && !e.closest(extra)).length;
  return {
    words, counts: ['h1', 'h2', 'table', 'tbody tr', 'dl', 'li', 'img', 'a[href]', 'summary'].map(what => [what, count(what)]),
    dead: [...document.querySelectorAll('button, select, input:not(.md-toggle)')].filter(e => shown(e) && !e.closest('form[action]'))
      .map(e => e.outerHTML)};
}"""


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """With script and without."""
    made = []
    for script in (True, False):
        context = browser.new_context(**PHONE, service_workers="block", java_script_enabled=script)
        page = context.new_page()
        if script:
            page.clock.install(time=f"{TODAY}T09:00:00")
        made.append(page)
    yield made[0], made[1]
    for page in made:
        page.context.close()


SCRIPTED = ("portal", "home", "month", "notice", "catalogue", "search", "parts", "points", "not found")
"""Between them they have all that a script changes: days that are left, tables that are narrowed, folds, switches, search."""


@pytest.mark.parametrize("name", EVERY if deep() else SCRIPTED)
def test_a_page_says_the_same_without_script(name: str, pages: tuple[Page, Page], address: str) -> None:
    found = []
    for page in pages:
        page.goto(address + EVERY[name].partition("?")[0])  # without a question: its answers come when they come
        found.append(page.evaluate(SHOWN))
    assert found[1]["words"] == found[0]["words"]
    assert found[1]["counts"] == found[0]["counts"]
    assert found[1]["words"]
    assert found[1]["dead"] == []


def test_without_script_the_search_page_says_so_and_leads_on(pages: tuple[Page, Page], address: str) -> None:
    page = pages[1]
    page.goto(address + EVERY["search"])
    assert page.locator(".gk-find-off").is_visible()
    assert not page.locator("form").first.is_visible()
    assert page.locator(".gk-find-else a").count() >= 3
