"""No page is wider than the screen, cut or covered: on narrow phones, with large system fonts, with 大字, zoomed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser import TOUCHED, fewer, tab
from tests.conftest import TODAY, deep
from tests.test_browser import EVERY, open_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

WIDTHS = (320, 360, 414, 640, 768)
"""Phones, a tablet, and a window of 1280 px zoomed to 400 % (320) and 200 % (640)."""

FONTS = (16, 20, 26)
"""The text sizes a reader may have chosen for all apps; WeChat's largest is some 26 px."""

WHOLE = ("home", "month", "notice with a wide table", "parts")
"""Pages that have every part between them, and tables: what is asked of them only is asked of all by --deep."""

IN_EVERY_LOOK = ("month", "parts")
"""Every part, and the longest table: the others are looked at in every width and text size by --deep."""

EVERY_LOOK = [(width, font, large) for large in (False, True) for font in FONTS for width in WIDTHS]
CORNERS = [(320, 16, False), (414, 20, False), (768, 16, False), (320, 26, True), (640, 20, True), (768, 26, True)]
"""The narrowest with the largest text, the widest with the smallest, and what lies between."""

FAULTS = r"""() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push('the page is ' + root.scrollWidth + ' px wide');
  const apart = '.gk-visually-hidden, .md-skip, .md-dialog, svg, input, script, style';
  // What only those who listen need, where a table is a list.
  const unseen = e => e && (getComputedStyle(e).clip === 'rect(0px, 0px, 0px, 0px)' || unseen(e.parentElement));
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest(apart) && !unseen(e);
  const words = e => e.textContent.trim().slice(0, 20);
  for (const e of document.body.querySelectorAll('*')) {
    if (!shown(e)) continue;
    const box = e.getBoundingClientRect();
    // A wide table scrolls in its own box, on screens where it is a table.
    if ((innerWidth < 600 || !e.closest('.gk-scroll')) && (box.right > innerWidth + 0.6 || box.left < -0.6))
      found.push('outside: ' + e.className + ' ' + words(e));
    if (/hidden|clip/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1) found.push('cut: ' + words(e));
  }
  const switches = document.querySelector('.gk-switches').getBoundingClientRect();
  for (const e of document.querySelectorAll('.md-header .md-ellipsis, h1, .gk-place')) {
    const range = document.createRange();
    range.selectNodeContents(e);
    if (shown(e) && [...range.getClientRects()].some(r => r.right > switches.left + 1 && r.left < switches.right - 1
        && r.bottom > switches.top + 1 && r.top < switches.bottom - 1)) found.push('under the switches: ' + words(e));
  }
  for (const a of document.querySelectorAll('.gk-bar a'))
    if (shown(a) && a.scrollWidth > a.clientWidth + 1) found.push('too wide for the bar: ' + words(a));
  return found;
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with tab(browser, TODAY, **TOUCHED, device_scale_factor=2) as page:
        yield page


@pytest.fixture
def device(phone: Page) -> Iterator[CDPSession]:
    """What sets the text size as the reader's phone does: media queries in em see it too."""
    session = phone.context.new_cdp_session(phone)
    yield session
    session.send("Page.setFontSizes", {"fontSizes": {"standard": FONTS[0]}})
    session.detach()


@pytest.mark.parametrize("name", EVERY)
def test_a_page_fits_every_width_and_text_size(name: str, phone: Page, device: CDPSession, address: str) -> None:
    asked = open_page(phone, address + EVERY[name])
    assert all(url.startswith((address, "data:")) for url in asked), asked
    if name not in IN_EVERY_LOOK and not deep():
        fewer(phone)
    faults = []
    for width, font, large in EVERY_LOOK if name in IN_EVERY_LOOK or deep() else CORNERS:
        phone.evaluate("large => document.documentElement.classList.toggle('gk-large', large)", large)
        device.send("Page.setFontSizes", {"fontSizes": {"standard": font}})
        phone.set_viewport_size({"width": width, "height": 740})
        if found := phone.evaluate(FAULTS):
            faults.append((width, font, "大字" if large else "", found[:3]))
    assert faults == []
    # The sizes were really set: the last one has left its mark.
    assert phone.evaluate("innerWidth") == WIDTHS[-1]
    assert phone.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= FONTS[-1]


def test_the_corners_are_among_all_looks_and_name_every_width_and_size() -> None:
    assert set(CORNERS) <= set(EVERY_LOOK)
    assert {font for _, font, _ in CORNERS} == set(FONTS)
    assert {width for width, _, _ in CORNERS} >= {min(WIDTHS), max(WIDTHS)}
    assert set(IN_EVERY_LOOK) <= set(WHOLE) <= set(EVERY)


def test_large_text_is_never_smaller_than_the_readers_own(phone: Page, device: CDPSession, address: str) -> None:
    open_page(phone, address + EVERY["home"])
    phone.locator(".gk-large-switch").click()
    for own, least in ((16, 26), (20, 26), (26, 26), (40, 40)):
        device.send("Page.setFontSizes", {"fontSizes": {"standard": own}})
        assert phone.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= least
