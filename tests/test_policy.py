"""A page runs our own files only: no inline script, no other host, with either engine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import served
from tests.test_browser import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def inline(html: str) -> list[str]:
    """Scripts in the page itself that a browser would run, and handlers in attributes."""
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", html) if "src=" not in tag and "application/json" not in tag]
    return scripts + re.findall(r"<[^>]+\son[a-z]+=", html)


def refused(browser: Browser, urls: list[str]) -> list[str]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.log('refused', e.blockedURI, e.violatedDirective))")
    for url in urls:
        page.goto(url, wait_until="networkidle")
    context.close()
    return said


def test_the_policy_holds_on_every_page(browser: Browser, samples: Path, address: str) -> None:
    for page in (samples / "site").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert inline(html) == [], page
        # The search page alone may run its index's WebAssembly: never text as script.
        allowed = "script-src 'self' 'wasm-unsafe-eval';" if page.parent.name == "search" else "script-src 'self';"
        assert allowed in html or 'http-equiv="refresh"' in html, page
    assert refused(browser, [address + path for path in [*PAGES.values(), "/404.html"]]) == []


def test_the_policy_stops_what_it_should(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + PAGES["home"])
    page.evaluate("""() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s) }""")
    assert not page.evaluate("!!window.ran")
    page.close()


def test_the_policy_holds_with_the_other_engine_too(browser: Browser, samples: Path, tmp_path: Path) -> None:
    for name in ("build", "theme_overrides"):
        shutil.copytree(samples / name, tmp_path / name)
    shutil.copy(samples / "mkdocs.yml", tmp_path)
    board = tmp_path / "build/boards/shifan"
    shutil.rmtree(board / "site")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(board / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    for page in (board / "site").rglob("*.html"):
        assert inline(page.read_text(encoding="utf-8")) == [], page
    # The search index and the worker are ours to add after the engine: that page has nothing to open here.
    (board / "site/sw.js").write_text("", encoding="utf-8")
    own = [p.removeprefix("/shifan") for p in PAGES.values() if p.startswith("/shifan") and "search" not in p]
    with served(board / "site") as address:
        pages = [address + p for p in own]
        assert refused(browser, pages) == []
