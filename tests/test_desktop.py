"""On wide screens: what is said of a thing stands beside its name, and neither runs into the other."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import tab

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

PAGES = (
    "shifan/",
    "shifan/holdings/",
    "shifan/holdings/debts/2026-Q3/",
    "shifan/progress/yearly/2025/",
    "shifan/affairs/decisions/2025-road/",
)
TOUCHING = r"""() => {
  const box = (e) => {
    const rects = [];  // of the letters: a word that is explained has room around it for a thumb
    for (const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); walk.nextNode(); ) {
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      rects.push(...range.getClientRects());
    }
    return rects;
  };
  const touching = [];
  for (const name of document.querySelectorAll('.md-content dl dt'))
    for (const value of [...name.parentElement.querySelectorAll(':scope > dd')])
      for (const a of box(name))
        for (const b of box(value))
          if (a.width && b.width && a.right > b.left - 6 && a.left < b.right &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2)
            touching.push(name.textContent + ' | ' + value.textContent.slice(0, 20));
  return [...new Set(touching)];
}"""
"""Names that a value stands less than six pixels beside, in the same line."""


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("width", [1024, 1280])
def test_facts_keep_apart_from_their_names(address: str, browser: Browser, width: int, large: bool) -> None:
    wide: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": "zh-CN"}
    with tab(browser, **wide) as page:
        for path in PAGES:
            page.goto(f"{address}/{path}", wait_until="domcontentloaded")
            page.evaluate("(large) => { document.documentElement.classList.toggle('gk-large', large);"
                          " document.querySelectorAll('details').forEach(e => { e.open = true; }); }", large)  # fmt: skip
            assert page.evaluate(TOUCHING) == [], path
