"""axe-core finds nothing on any page of a phone: light, dark, 大字; best practices too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser import TOUCHED, arrive, fewer, tab
from tests.conftest import TODAY, deep
from tests.test_browser import EVERY, FEW
from tests.test_widths import WHOLE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

COLOURS = ["color-contrast", "link-in-text-block"]
"""The only rules that can tell dark from light: tests/test_old.py measures every text of the same pages in both."""
LOOKS = [*COLOURS, "target-size", "scrollable-region-focusable"]
"""What depends on styles: the only rules that can tell large from small."""

RUN = """async rules => {
  // The size of targets is the one rule that axe does not apply unasked.
  const options = {resultTypes: ['violations', 'incomplete'], rules: {'target-size': {enabled: true}}};
  if (rules) options.runOnly = {type: 'rule', values: rules};
  const found = await axe.run(document, options);
  const told = list => list.flatMap(rule => rule.nodes.map(node => rule.id + ' ' + node.target.join(' ') + ' ' + node.failureSummary));
  return {wrong: told(found.violations), unsure: found.incomplete.map(rule => rule.id)};
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with tab(browser, TODAY, **TOUCHED, reduced_motion="reduce") as page:
        yield page


def look(page: Page, rules: list[str] | None = None) -> list[str]:
    """What is wrong, by all of axe's rules or by some of them."""
    found: dict[str, Any] = page.evaluate(RUN, rules)
    # The only thing it may be unsure of: a colour behind which it sees two boxes. tests/test_old.py measures those.
    assert set(found["unsure"]) <= {"color-contrast"}
    return list(found["wrong"])


@pytest.mark.parametrize("name", FEW)
def test_nothing_is_wrong_on_a_page(name: str, phone: Page, address: str) -> None:
    arrive(phone, address + EVERY[name])
    if not deep():
        fewer(phone)
    phone.evaluate(AXE_SCRIPT)
    wrong = {"light": look(phone)}
    if name in WHOLE or deep():  # how dark and large text looks on every page: tests/test_old.py
        phone.emulate_media(color_scheme="dark")
        wrong["dark"] = look(phone, COLOURS)
        phone.emulate_media(color_scheme="light")
        phone.locator(".gk-large-switch").click()
        wrong["large"] = look(phone, LOOKS)
    assert {view: faults for view, faults in wrong.items() if faults} == {}


def test_what_is_wrong_is_found(phone: Page, address: str) -> None:
    phone.goto(address + EVERY["home"])
    phone.evaluate(AXE_SCRIPT)
    phone.evaluate("""() => {
      const article = document.querySelector('article');
      article.insertAdjacentHTML('beforeend', '<button></button><h5>跳级</h5><img src="x">');
      article.insertAdjacentHTML('beforeend', '<p style="color:#bbb;background:#fff">看不清的字</p>');
      document.querySelector('main').insertAdjacentHTML('afterend', '<p>不在任何区域里</p>');
    }""")
    rules = {line.split()[0] for line in look(phone)}
    assert {"button-name", "heading-order", "color-contrast", "image-alt", "region"} <= rules
