"""The staged tree is plain Markdown under a plain mkdocs.yml: Zensical builds it too, to the same addresses and the same words."""

from __future__ import annotations

import functools
import html
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import served
from tests.conftest import deep
from tests.test_browser import FEW, PAGES
from tests.test_policy import inline, refused

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]


def main_text(page: Path) -> str:
    """The words of the main part of a page, as a reader sees them."""
    text = page.read_text(encoding="utf-8")
    article = re.search(r"<article[^>]*>(.*?)</article>", text, re.DOTALL)
    assert article, page
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>", "", article[1], flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def addresses(site: Path) -> set[str]:
    wanted = (p for p in site.rglob("*") if p.is_file() and p.suffix in (".html", ".csv", ".xlsx", ".yml", ".txt"))
    return {p.relative_to(site).as_posix() for p in wanted}


Made = Callable[[str], Path]


@pytest.fixture(scope="module")
def made(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A board → its folder, with the site that the other engine makes of it."""
    root = tmp_path_factory.mktemp("other")
    for name in ("build", "theme_overrides"):
        shutil.copytree(samples / name, root / name)
    shutil.copy(samples / "mkdocs.yml", root)

    @functools.cache
    def make(board: str) -> Path:
        folder = root / "build" / board
        shutil.rmtree(folder / "site")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(folder / "mkdocs.yml")]
        done = subprocess.run(command, capture_output=True, text=True, cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
        return folder

    return make


@pytest.mark.parametrize("board", ["boards/shifan", "portal", *(["boards/dongxian"] if deep() else [])])
def test_the_other_engine_makes_the_same_site(board: str, samples: Path, made: Made) -> None:
    folder = made(board)
    ours = samples / "build" / board / "site"
    assert addresses(folder / "site") == addresses(ours)
    for page in ours.rglob("index.html"):
        other = folder / "site" / page.relative_to(ours)
        if "搬到了新网址" in (text := page.read_text(encoding="utf-8")):
            assert other.read_text(encoding="utf-8") == text
        else:
            assert main_text(other) == main_text(page), page


def test_the_policy_holds_with_the_other_engine_too(browser: Browser, made: Made) -> None:
    site = made("boards/shifan") / "site"
    for page in site.rglob("*.html"):
        assert inline(page.read_text(encoding="utf-8")) == [], page
    # The search index and the worker are ours to add after the engine: that page has nothing to open here.
    (site / "sw.js").write_text("", encoding="utf-8")
    own = [p.removeprefix("/shifan") for name in FEW if (p := PAGES.get(name, "")).startswith("/shifan") and "search" not in p]
    with served(site) as address:
        assert refused(browser, [address + p for p in own]) == []
