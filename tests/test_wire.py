"""On a slow line: how much comes over the wire, and that nothing jumps when the scripts come late."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import TOUCHED, zipped
from tests.conftest import TODAY, deep
from tests.test_browser import EVERY, PAGES, open_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

HOME = 75 * 1024
MONTH = 12 * 1024


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**TOUCHED)
    page = context.new_page()
    page.clock.install(time=f"{TODAY}T09:00:00")
    yield page
    context.close()


@pytest.fixture(scope="module")
def slow(browser: Browser) -> Iterator[Page]:
    """Every page in it notes in ``jumps`` what moved, and gets its scripts late."""
    context = browser.new_context(**TOUCHED, service_workers="block")
    page = context.new_page()
    page.clock.install(time=f"{TODAY}T09:00:00")
    page.add_init_script("""window.jumps = [];
      new PerformanceObserver(list => list.getEntries().forEach(e => jumps.push([e.value, e.sources.map(s => s.node && s.node.className)])))
        .observe({type: 'layout-shift', buffered: true})""")

    def late(route: Route) -> None:
        time.sleep(0.05)
        route.continue_()

    page.route(lambda url: ".js" in url and "large.js" not in url, late)
    yield page
    context.close()


def sent(site: Path, url: str) -> int:
    """What a host sends for this address, its headers apart."""
    path = site / urlsplit(url).path.lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    content = path.read_bytes()
    return len(gzip.compress(content, 6)) if zipped(path) else len(content)


def test_the_first_visit_is_small(phone: Page, address: str, samples: Path) -> None:
    asked = open_page(phone, address + PAGES["home"])
    sizes = {url: sent(samples / "site", url) for url in asked if url.startswith(address)}
    assert len(sizes) > 5
    assert sum(sizes.values()) <= HOME, sizes


def test_a_long_month_is_small(samples: Path) -> None:
    page = samples / "site" / PAGES["month"].lstrip("/") / "index.html"
    assert page.read_text(encoding="utf-8").count("<tr") >= 40
    assert sent(samples / "site", PAGES["month"]) <= MONTH


def test_every_picture_has_its_room_before_it_comes(samples: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (samples / "site").rglob("*.html")}
    pictures = [(path, image) for path, text in texts.items() for image in re.findall(r"<img [^>]*>", text)]
    assert len(pictures) > 20
    assert [(path, image) for path, image in pictures if not re.search(r' width="\d+" height="\d+"', image)] == []


@pytest.mark.parametrize("name", ["home", "month", "notice", "search", *(["year", "not found"] if deep() else [])])
def test_nothing_jumps_when_scripts_come_late(name: str, slow: Page, address: str) -> None:
    slow.goto(address + EVERY[name], wait_until="networkidle")
    jumps = slow.evaluate("jumps")
    assert sum(value for value, _ in jumps) < 0.02, jumps
