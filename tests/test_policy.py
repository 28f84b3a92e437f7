"""A page runs our own files only: no inline script, no other host, with either engine."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import build
from tests.browser import served
from tests.conftest import ROOT, TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_browser import EVERY, FEW

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
        page.goto(url, wait_until="load")
    context.close()
    return said


def test_the_policy_holds_on_every_page(browser: Browser, samples: Path, address: str) -> None:
    for page in (samples / "site").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert inline(html) == [], page
        assert "script-src 'self';" in html or 'http-equiv="refresh"' in html, page
    assert refused(browser, [address + EVERY[name] for name in FEW]) == []


def test_the_policy_stands_before_all_that_it_is_for(samples: Path) -> None:
    """In the bytes of every page, the one for addresses that lead nowhere too: the encoding, the policy, then all else."""
    pages = [page for page in (samples / "site").rglob("*.html") if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")]
    assert len(pages) > 100
    for page in pages:
        head = page.read_text(encoding="utf-8").split("<head>")[1]
        assert re.match(r'\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="[^"]+">', head), page
        assert head.count("Content-Security-Policy") == 1, page


def test_a_page_written_by_hand_cannot_ask_another_host(browser: Browser, tmp_path: Path) -> None:
    """What stands in its keys comes before the policy in no page, and is text."""
    shutil.copytree(ROOT / "theme_overrides", tmp_path / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    with served(tmp_path / "site") as address, heard() as (elsewhere, asked):
        out = f'\\"><link rel=preconnect href={elsewhere}/a><script src={elsewhere}/b.js></script>'
        out += f"<img src={elsewhere}/c onerror=window.ran=1><script>window.ran = true</script>"
        page = f'---\ntitle: "怎么看{out}"\ndescription: "看{out}"\n---\n\n# 看\n'
        assert (
            build.build(write_tree(tmp_path, {"/content/how.md": page, "/data/site.yml": f'标题: 公开\n页脚: "脚{out}"\n'}), TODAY)
            .boards[0]
            .built
        )
        tab = browser.new_page()
        for path in ("/demo/guide/how/", "/demo/", "/demo/404.html"):
            tab.goto(address + path, wait_until="networkidle")
            assert not tab.evaluate("!!window.ran")
        assert "<script>window.ran" in (tab.goto(address + "/demo/guide/how/") and tab.title())
        tab.close()
        assert asked == []


@contextmanager
def heard() -> Iterator[tuple[str, list[str]]]:
    """Another host: its address, and everything that connected to it."""
    asked: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                connection, _ = server.accept()
                asked.append("connected")
                connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
    finally:
        over.set()
        thread.join()
        server.close()


def test_the_policy_stops_what_it_should(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + EVERY["home"])
    page.evaluate("""() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s) }""")
    assert not page.evaluate("!!window.ran")
    page.close()
