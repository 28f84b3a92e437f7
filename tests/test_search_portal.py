"""查找 over all boards of a portal: which village a result is of, and how little a question fetches however many villages there are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import build
from generator.config import SiteConfig
from generator.front import make_front
from generator.pages.portal import PortalEntry, portal_pages
from generator.place import Run
from generator.site import manifest
from generator.site.marker import FRONT
from generator.site.publish import PublishedPart, Publisher
from generator.site.theme import lay_theme
from generator.task import BoardTask
from tests.browser import served, wait_until
from tests.conftest import TODAY, VILLAGE_YML, copy_samples, deep, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER
from tests.test_search_many import FIRST, LATER, Wire, put

BROWSER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Opened = Callable[[int], tuple[Page, Wire, str]]


def test_the_portal_lists_what_is_published_and_can_be_searched(tmp_path: Path) -> None:
    """A board kept as it was published is searched as it was published; one that never was is not offered."""
    files = {"/data/villages/good/village.yml": VILLAGE_YML.replace("甲村", "乙村"), "ledger/2026-03.csv": GOOD_LEDGER}
    root = write_tree(tmp_path, files)
    build.build(root, TODAY)
    write_tree(root, {"ledger/2026-03.csv": BAD_LEDGER, "/data/villages/new/village.yml": "村名: 丙村\n乡镇: 丁镇\n错: 1\n"})
    outcome = build.build(root, TODAY)
    assert outcome.kept == ("demo",)
    page = (root / "build/portal/docs/search.md").read_text(encoding="utf-8")
    assert 'name="board" data-years="2026"' in page
    assert 'value="demo" data-cost=' in page
    assert 'value="good"' in page
    assert "丙村" not in page
    assert (root / "site/demo/_search/about.json").is_file()
    assert "search/" in (root / "site/index.html").read_text(encoding="utf-8")


def test_a_portal_without_search_has_no_search_page() -> None:
    pages = portal_pages(SiteConfig(), [PortalEntry("a", "甲村", "", "a/")], TODAY)
    assert set(pages) == {"index.md"}
    assert "查找" not in pages["index.md"]


def test_villages_stand_by_township_where_there_are_several() -> None:
    boards = [
        PortalEntry(slug, slug.upper(), "", f"{slug}/", town, ("2026",), 9) for slug, town in (("a", "东镇"), ("b", "西镇"), ("c", "东镇"))
    ]
    page = portal_pages(SiteConfig(), boards, TODAY)["search.md"]
    assert '<optgroup label="东镇"><option value="@东镇">东镇各村</option><option value="a"' in page
    assert '<optgroup label="西镇"><option value="b"' in page  # one village needs no choice of all
    assert "optgroup" not in portal_pages(SiteConfig(), boards[:1], TODAY)["search.md"]


def _part(folder: Path) -> PublishedPart:
    files = manifest.scan(folder)
    return PublishedPart(folder, manifest.version(files), lambda: files)


# --- in a browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(samples: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Number of boards → a phone on the search page of a portal over so many, all alike but for their names."""
    with ExitStack() as stack:

        @cache
        def portal(count: int) -> tuple[Path, str]:
            """Where it lies, and its address."""
            root = copy_samples(tmp_path_factory.mktemp("portal"))
            there = {slug: samples / "site" / slug for slug in ("dongxian", "shifan")}
            said = (root / "data/villages/shifan/village.yml").read_text(encoding="utf-8")
            for n in range(count - 2):
                slug, board = f"v{n:02}", root / "boards" / f"v{n:02}"
                write_tree(root, {f"/data/villages/{slug}/village.yml": said.replace("村名: 示范村", f"村名: 第{n}村")})
                shutil.copytree(samples / "site/shifan/_search", board / "_search")
                (board / "index.html").write_text("<p>", encoding="utf-8")
                there[slug] = board
            (root / "data/villages/demo").exists() and shutil.rmtree(root / "data/villages/demo")  # write_tree gives one
            tasks = [BoardTask(root, slug, SiteConfig(), TODAY) for slug in sorted(there)]
            (root / "build").mkdir()
            lay_theme(root, root / "build")
            parts = {slug: _part(folder) for slug, folder in there.items()}
            Publisher(root / "site", root / "build").publish(
                {FRONT: make_front(Run(root, TODAY, "public", root / "site"), tasks, [], there, {}, (), {}), **parts}, {}
            )
            return root / "site", stack.enter_context(served(root / "site"))

        def make(count: int) -> tuple[Page, Wire, str]:
            site, address = portal(count)
            context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN")
            stack.callback(context.close)
            page = context.new_page()
            wire = Wire(page, site)
            page.goto(f"{address}/search/", wait_until="networkidle")
            return page, wire, address

        yield make


class TestInABrowser:
    pytestmark = BROWSER

    def test_two_boards_are_asked_together(self, opened: Opened) -> None:
        page, wire, address = opened(2)
        wire.take()
        assert put(page, "王").startswith("2 个村里")
        page.wait_for_load_state("networkidle")
        cost = wire.take()
        print(f"2 boards: {cost / 1024:.0f} KiB")
        assert cost <= FIRST
        put(page, "26940")
        assert "示范村" in page.locator(".gk-find-results li").inner_text()
        page.locator(".gk-find-results a").click()
        page.wait_for_url(f"{address}/shifan/finance/2026-10/#r40")

    def test_a_village_and_a_year_narrow_and_stay_in_the_address(self, opened: Opened) -> None:
        page, wire, address = opened(2)
        wire.take()
        page.goto(f"{address}/search/?q=水&board=shifan&year=2025", wait_until="networkidle")
        assert page.locator("#gk-board").input_value() == "shifan"
        assert page.locator(".gk-find-results li").count() > 0
        told = page.locator(".gk-find-results li a > span").all_inner_texts()
        assert any("示范村 2025-" in text for text in told)
        assert not [text for text in told if re.search(r"示范村 \d{4}-", text) and "示范村 2025-" not in text]
        assert not [name for name in wire.files if "dongxian/_search" in name]
        assert not [name for name in wire.files if "current" in name]
        page.locator("#gk-board").select_option("dongxian")
        wait_until(page, "() => document.querySelector('.gk-find-status').textContent.includes('没有')")
        assert "board=dongxian" in page.url

    def test_one_village_that_does_not_answer_is_told_and_the_others_answer(self, opened: Opened) -> None:
        page, _, _ = opened(2)
        page.route("**/dongxian/_search/**/*.json", lambda route: route.abort())
        page.reload()  # so that nothing of it was fetched before
        said = put(page, "消防水带")
        assert said.startswith("1 个村里找到")
        assert "东咸村没有查成" in said
        page.unroute("**/dongxian/_search/**/*.json")
        assert put(page, "消防水带").startswith("2 个村里找到")

    def test_a_miss_offers_the_villages(self, opened: Opened) -> None:
        page, _, _ = opened(2)
        assert "2 个村里没有找到「没有的事」" in put(page, "没有的事")
        assert page.locator(".gk-find-else a:visible").all_inner_texts() == ["各村公开栏", "东咸村", "示范村"]

    @pytest.mark.parametrize("count", [10, 40] if deep() else [10])
    def test_with_many_boards_nothing_is_fetched_until_the_reader_says_so(self, count: int, opened: Opened) -> None:
        page, wire, _ = opened(count)
        wire.take()
        page.locator("#gk-q").fill("消防水带")
        page.locator(".gk-find-page [type=submit]").click()
        assert f"有 {count} 个村" in page.locator(".gk-find-status").inner_text()
        assert wire.take() == 0
        page.locator("#gk-board").select_option("v03")
        page.locator(".gk-find-results li").first.wait_for()
        page.wait_for_load_state("networkidle")
        first = wire.take()
        assert "消防水带3盘" in put(page, "消防水带") + page.locator(".gk-find-results").inner_text()
        put(page, "保洁员")
        page.wait_for_load_state("networkidle")
        later = wire.take()
        page.locator("#gk-board").select_option("")
        steps = []
        while (more := page.locator(".gk-find-next button", has_text="个村")).count():
            wire.take()
            before = page.locator(".gk-find-status").inner_text()
            more.click()
            wait_until(page, "was => document.querySelector('.gk-find-status').textContent !== was", before)
            wait_until(page, "() => /找到/.test(document.querySelector('.gk-find-status').textContent)")
            page.wait_for_load_state("networkidle")
            steps.append(wire.take())
        print(f"{count} boards: one chosen {first / 1024:.0f}, then {later / 1024:.0f}, steps {[round(s / 1024) for s in steps]} KiB")
        assert page.locator(".gk-find-status").inner_text().startswith(f"{count} 个村里找到")
        assert first <= FIRST
        assert later <= LATER
        assert max(steps) <= 500 * 1024
