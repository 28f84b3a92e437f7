"""A form of keys and lists in a real browser: filled in by keyboard alone, readable and usable at both widths."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browser import fewer, tab, wait_until
from tests.conftest import write_tree
from tests.desks import AskedDesk, desk_at
from tests.test_axe import look
from tests.test_desk_browser import ENGLISH, NAMES, SMALL, TARGETS, WIDE
from tests.test_desk_forms import SETTINGS, SITE, TEAM, TEAM_YML

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk-forms")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedDesk]:
    with desk_at(write_tree(tmp_path_factory.mktemp("forms"), {"/data/site.yml": SITE, TEAM: TEAM_YML, "village.yml": SETTINGS})) as opened:
        yield opened


@pytest.fixture
def page(desk: AskedDesk, browser: Browser) -> Iterator[Page]:
    with tab(browser, viewport=WIDE, locale="zh-CN") as opened:
        opened.goto(desk.address)
        yield opened


TYPED = re.compile(r"https?://\S+|[\w/-]+\.(?:csv|yml)|jiacun|git")
"""What must be typed so, and the name of a program."""


def settled(page: Page) -> None:
    wait_until(page, "() => document.getElementById('form').getAttribute('aria-busy') === 'false'")


def test_the_month_of_a_team_by_keyboard_alone(desk: AskedDesk, page: Page) -> None:
    def keys(*names: str) -> None:
        for name in names:
            page.keyboard.press(name)

    page.goto(f"{desk.base}/form/open?village=demo&file={TEAM}")
    page.locator("#add-记实").focus()
    keys("Enter")
    expect(page.get_by_role("combobox", name="记什么")).to_be_focused()
    page.keyboard.insert_text("月度记实")
    keys("Tab")
    settled(page)
    expect(page.locator("summary", has_text="第 3 条").locator(".mark")).to_have_text("1 处要改")
    page.keyboard.insert_text("十月底")
    keys("Tab")
    settled(page)
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    expect(page.locator(".told .tell")).to_contain_text("十月底")
    keys("Shift+Tab")
    page.keyboard.insert_text("2026-10-31")
    keys("Tab")
    page.keyboard.insert_text("21")
    keys("Control+s")
    expect(page.locator("#status")).to_have_text("保存好了。")
    expect(page.locator("#summary")).to_have_text("没有发现问题")
    file = desk.root / "data/villages/demo" / TEAM
    assert file.read_text(encoding="utf-8") == TEAM_YML + "  - {记什么: 月度记实, 日期: 2026-10-31, 驻村天数: 21}\n"
    page.get_by_role("button", name="第 3 条往上移").focus()
    keys("Enter")
    settled(page)
    expect(page.get_by_role("button", name="第 2 条往上移")).to_be_focused()
    page.get_by_role("button", name="第 2 条删去").focus()
    keys("Enter")
    settled(page)
    expect(page.locator(".record")).to_have_count(2)
    page.get_by_role("button", name="撤销").focus()
    keys("Enter", "Enter")
    settled(page)
    expect(page.locator("#saved")).to_have_text("已经保存")
    expect(page.locator(".record")).to_have_count(3)


def test_a_form_can_be_read_and_used(desk: AskedDesk, page: Page) -> None:
    """By axe; no text below 18 px, nothing beyond the window, no English; every record open."""
    wrong = {}
    begun = "/form/open?village=demo&file=village.yml&add=更正&文件=ledger/2026-10.csv"
    desk.send("/form/new?village=demo", kind="works", key="2026-lamp")  # a form with photos
    for path in ("/settings", "/form/open?file=site.yml", begun, "/form/open?village=demo&file=works/2026-lamp.yml"):
        page.set_viewport_size(WIDE)
        page.goto(desk.base + path)
        if "form" in path:
            settled(page)
        if path == begun:
            assert page.evaluate("() => document.activeElement.labels[0].textContent") == "日期＊必填"
            assert "add=" not in page.url  # once
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.evaluate(AXE_SCRIPT)
        fewer(page)
        faults = look(page)
        page.set_viewport_size({"width": 1024, "height": 768})
        text = page.locator("body").inner_text()
        faults += [
            *page.evaluate(SMALL),
            *page.evaluate(TARGETS),
            *([] if page.evaluate("() => document.documentElement.scrollWidth <= innerWidth") else ["wider than the window"]),
            *ENGLISH.findall(NAMES.sub("", TYPED.sub("", text))),
        ]
        wrong |= {path: faults} if faults else {}
    assert wrong == {}
