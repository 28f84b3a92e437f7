"""How tall the pages of a site are on a phone: `python -m tests.heights SITE [BOARD …]` prints the tallest."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser import chromium, served

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "zh-CN"}
"""The window that heights are told for."""
TALLEST = 6_000
"""CSS pixels that no page should be above, save full lists of a month and texts of the law."""
_LARGE = "() => document.documentElement.classList.add('gk-large')"


def pages_of(site: Path, boards: Iterable[str] = ()) -> list[str]:
    """Addresses below ``site``, with a slash at the end; those of all boards where none is named. Not what only leads on elsewhere."""
    tops = [site / board for board in boards] or [site]
    files = [file for top in tops for file in top.rglob("index.html") if b'http-equiv="refresh"' not in file.read_bytes()]
    return sorted({file.parent.relative_to(site).as_posix().removeprefix(".") + "/" for file in files})


def height(tab: Page, address: str, large: bool = False) -> int:
    """CSS pixels of the page at ``address``, with its scripts run; ``large``: in 大字."""
    tab.goto(address, wait_until="load")
    if large:
        tab.evaluate(_LARGE)
    return int(tab.evaluate("() => document.documentElement.scrollHeight"))


def heights(tab: Page, address: str, paths: Iterable[str], large: bool = False) -> Iterator[tuple[int, str]]:
    """(CSS pixels, path) of each page of a site that is served at ``address``."""
    for path in paths:
        yield height(tab, f"{address}/{path.lstrip('/')}", large), path


def main(words: list[str]) -> None:
    """The ten tallest, and all that are above the limit."""
    site, boards = Path(words[0]), words[1:]
    with chromium() as browser, served(site) as address:
        tab = browser.new_context(service_workers="block", **PHONE).new_page()
        told = sorted(heights(tab, address, pages_of(site, boards)), reverse=True)
    for place, (pixels, path) in enumerate(told):
        if place < 10 or pixels > TALLEST:
            print(f"{pixels:>6}  {path}")
    print(f"{len(told)} pages, {sum(pixels > TALLEST for pixels, _ in told)} above {TALLEST}")


if __name__ == "__main__":
    main(sys.argv[1:])
