"""The site opened from a folder by a double click: it says what does not work there, and its links lead to pages, not to lists of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.site.publish import front_page
from generator.site.theme import Colours
from tests.browser import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _from_folder(browser: Browser, file: Path) -> tuple[Page, list[str]]:
    page = browser.new_page(locale="zh-CN")
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    page.goto(file.as_uri())
    return page, refused


def test_a_portal_says_what_to_do_and_leads_on(samples: Path, browser: Browser) -> None:
    page, refused = _from_folder(browser, samples / "site/index.html")
    expect(page.locator("#gk-file")).to_contain_text("运行 gongkai serve")
    page.get_by_role("link", name="示范村").first.click()
    expect(page).to_have_url((samples / "site/shifan/index.html").as_uri())
    expect(page.locator("#gk-file")).to_be_visible()
    page.get_by_role("link", name="财务公开").first.click()
    expect(page).to_have_url((samples / "site/shifan/finance/index.html").as_uri())
    assert refused == []
    page.close()


def test_the_front_of_one_board_leads_to_it_from_a_folder_and_on_the_web(samples: Path, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/shifan").symlink_to(samples / "site/shifan")
    front_page(tmp_path / "site", ["shifan"], False, {}, Colours())
    page, _ = _from_folder(browser, tmp_path / "site/index.html")
    expect(page).to_have_url((tmp_path / "site/shifan/index.html").as_uri())
    expect(page.locator("#gk-file")).to_be_visible()
    with served(tmp_path / "site") as address:
        page.goto(address + "/")
        expect(page).to_have_url(address + "/shifan/")
        expect(page.locator("#gk-file")).to_have_count(0)
    page.close()
