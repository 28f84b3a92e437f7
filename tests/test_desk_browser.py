"""A clerk at the desk, in a real browser: a first month from an empty folder, by keyboard; every page looked at as readers with other eyes,
hands or ears have it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import tab
from tests.desks import AskedDesk, desk_at
from tests.test_axe import look
from tests.test_desk import photo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

WIDE = {"width": 1280, "height": 900}
ROWS = [
    ("付会议室电费", "管理费用", "", "120.50"), ("收鱼塘承包款", "经营收入", "8000", ""), ("付三组水泵维修费", "公益支出", "", "860"),
    ("付办公用纸", "管理费用", "", "96"), ("付保洁员10月工资", "公益支出", "", "850"), ("付路灯电费", "公益支出", "", "233.4"),
    ("收机动地承包款", "经营收入", "1200", ""), ("付水费", "管理费用", "", "45"), ("付垃圾清运费", "公益支出", "", "780"),
    ("付打印机墨盒", "管理费用", "", "180"), ("收上级补助", "补助收入", "5000", ""), ("付渠道清淤用工", "公益支出", "", "1500"),
]  # fmt: skip
OPENING = Decimal(10000)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedDesk]:
    with desk_at(tmp_path_factory.mktemp("first") / "甲镇 公开栏") as opened:
        yield opened


@pytest.fixture
def page(desk: AskedDesk, browser: Browser) -> Iterator[Page]:
    with tab(browser, viewport=WIDE, locale="zh-CN", accept_downloads=True) as opened:
        opened.goto(desk.address)
        yield opened


def asked(page: Page) -> None:
    """Until everything that was typed has been answered."""
    page.wait_for_function("() => document.getElementById('grid').dataset.busy !== 'yes'")


class Counted:
    """Keys and clicks of a clerk."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.clicks = page, 0, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)  # as an input method puts it in
        self.keys += len(text)

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.clicks += 1
