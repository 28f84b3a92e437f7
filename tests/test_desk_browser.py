"""A clerk at the desk, in a real browser: a first month from an empty folder, by keyboard; every page looked at as readers with other eyes,
hands or ears have it."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import fewer, tab, wait_until
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


FAULTS = {3: (5, "十元"), 9: (5, "10。00"), 14: (0, "11.20"), 20: (2, ""), 26: (1, "记-001")}
"""Of the pasted block: row → (column, what stands there)."""


def block() -> str:
    """Thirty rows as they are copied in WPS, five of them with a fault."""
    left, lines = OPENING + sum(Decimal(into or 0) - Decimal(out or 0) for _, _, into, out in ROWS), []
    for n in range(30):
        left -= 10
        cells = [f"2026-11-{18 + n // 6}", f"记-{13 + n:03}", f"付第{n + 1}笔零星支出", "管理费用", "", "10.00", str(left)]
        if n in FAULTS:
            cells[FAULTS[n][0]] = FAULTS[n][1]
        lines.append("\t".join(cells))
    return "\r\n".join(lines) + "\r\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedDesk]:
    root = tmp_path_factory.mktemp("first") / "甲镇 公开栏"
    root.mkdir()
    with desk_at(root) as opened:
        yield opened


@pytest.fixture
def page(desk: AskedDesk, browser: Browser) -> Iterator[Page]:
    with tab(browser, viewport=WIDE, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]) as opened:
        opened.goto(desk.address)
        yield opened


class Clerk:
    """Types and presses keys, never a mouse; counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)  # as an input method puts it in
        self.keys += len(text)

    def answered(self) -> None:
        """Until the desk has told what it makes of all that was typed."""
        wait_until(self.page, "() => document.getElementById('grid').getAttribute('aria-busy') === 'false'")

    def at(self, name: str) -> None:
        """Tab until what is called so has the cursor."""
        for _ in range(60):
            if (
                self.page.evaluate("() => (document.activeElement.labels || [])[0]?.textContent || document.activeElement.textContent")
                == name
            ):
                return
            self.press("Tab")
        raise AssertionError(f"no way to {name}")


def test_a_first_month_by_keyboard_alone(desk: AskedDesk, page: Page) -> None:
    """Twelve rows typed, thirty pasted of which five are mended at their cells, published to a folder; no terminal, no mouse."""
    clerk = Clerk(page)
    for label, text in (("整个网站的名字", "甲镇村务公开"), ("村名", "甲村"), ("村民有疑问找谁", "王示例"), ("办公电话", "0000-0000001")):
        clerk.at(label)
        clerk.type(text)
    for label, text in (("那个月月初的余额（元）", "10000"), ("哪次会议决定在网上给所有人看", "2026年1月10日村民代表会议决定")):
        clerk.at(label)
        clerk.press("Control+a")
        clerk.type(text)
    clerk.press("Enter")
    page.wait_for_selector("#grid tbody tr.ghost")
    left = OPENING
    for n, (what, subject, into, out) in enumerate(ROWS):
        left += Decimal(into or 0) - Decimal(out or 0)
        for column, text in enumerate((f"2026-11-{2 + n:02}", "", what, subject, into, out, str(left))):
            if column:
                clerk.press("Tab")
            if text:
                clerk.type(text)
        clerk.press("Enter")
        clerk.answered()
        expect(page.locator("tr.ghost td:nth-of-type(1) input")).to_be_focused()
    assert page.locator("#summary").inner_text() == "这张表没有发现问题"
    assert page.locator("#grid tfoot td").all_inner_texts()[4:7] == ["14,200.00", "4,664.90", "19,535.10"]

    page.evaluate("text => navigator.clipboard.writeText(text)", block())
    clerk.press("Control+v")
    clerk.answered()
    assert page.locator("#status").inner_text() == "粘好了 30 行，其中新加 30 行。"
    assert page.locator("#summary").inner_text() == "5 个错误，1 个提醒"  # 记-039 is nowhere
    assert page.locator("#grid input[aria-invalid]").count() == 5
    for button in ("改成「10」", "改成「10.00」", "改成「2026-11-20」"):
        told = page.get_by_role("button", name=button, exact=True)
        told.focus()
        clerk.press("Enter")
        clerk.answered()
    for row, column, text in ((20, 3, "付第21笔零星支出"), (26, 2, "记-039")):
        page.locator(f"#grid tr[data-n='{15 + row}'] td:nth-of-type({column}) input").focus()
        clerk.press("Control+a")
        clerk.type(text)
        clerk.press("Enter")
        clerk.answered()
    assert page.locator("#summary").inner_text() == "这张表没有发现问题"
    clerk.press("Control+s")
    clerk.answered()
    assert page.locator("#status").inner_text() == "保存好了。"
    rows = (desk.root / "data/villages/cun1/ledger/2026-11.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2 + 12 + 30
    assert rows[14].startswith("2026-11-18,记-013,付第1笔零星支出,管理费用,,10.00,19525.1")

    page.goto(f"{desk.base}/publish")
    clerk.at("看好了，公开")
    clerk.press("Enter")
    expect(page.locator("h1")).to_have_text("公开好了", timeout=60_000)
    month = (desk.root / "site/cun1/finance/2026-11/index.html").read_text(encoding="utf-8")
    assert "付第30笔零星支出" in month
    assert clerk.keys < 3_000


def test_a_row_begun_while_the_desk_is_at_work_is_one_row(desk: AskedDesk, page: Page) -> None:
    """The answer to what was typed before knows nothing of it yet."""
    page.route("**/table/do", lambda route: (time.sleep(0.4), route.continue_()))
    page.goto(f"{desk.base}/table/open?village=cun1&file=ledger/2026-11.csv")
    clerk = Clerk(page)
    rows = page.locator("#grid tbody tr.data").count()
    page.locator("#grid tr[data-n='3'] td:nth-of-type(3) input").focus()
    clerk.type("改")
    page.locator("#grid tr.ghost td:nth-of-type(1) input").focus()
    for text in ("2026-11-29", "记-043", "付订书机", "管理费用"):
        clerk.type(text)
        clerk.press("Tab")
        page.wait_for_timeout(150)
    clerk.answered()
    assert page.locator("#grid tbody tr.data").count() == rows + 1
    last = page.locator("#grid tbody tr.data").last.locator("input")
    assert [each.input_value() for each in last.all()][:4] == ["2026-11-29", "记-043", "付订书机", "管理费用"]
    page.get_by_role("button", name="不要这次改的").click()
    clerk.answered()


def test_a_notice_with_a_photo_from_a_phone(desk: AskedDesk, page: Page, tmp_path: Path) -> None:
    taken = tmp_path / "IMG_20261123_101530.jpg"
    taken.write_bytes(photo())
    page.goto(f"{desk.base}/notice")
    page.get_by_role("button", name="写一篇新的公告").click()
    for label, text in (
        ("标题", "关于路灯的公示"),
        ("事项", "村级工程"),
        ("异议渠道", "村委会一楼"),
        ("人工核查", "王示例 2026-11-23 已看过，没有个人信息"),
    ):
        page.locator(f"[id='f-{label}']").fill(text)
        page.locator(f"[id='f-{label}']").blur()
    page.get_by_role("button", name="填上这个公示期").click()
    page.locator("#body").fill("换 **五盏** 灯。")
    page.locator("#files").set_input_files(taken)
    expect(page.locator("#status")).to_contain_text("照片转正、缩小了", timeout=30_000)
    expect(page.locator("#preview strong")).to_have_text("五盏")
    expect(page.locator("#summary")).to_have_text("没有发现问题")
    page.evaluate(AXE_SCRIPT)
    assert look(page) == []  # no other test opens a text
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#status")).to_have_text("保存好了。")
    folder = desk.root / "data/villages/cun1/notices"
    with Image.open(io.BytesIO((folder / "2026-11-1-1.jpg").read_bytes())) as kept:
        assert kept.size == (800, 1600)
        assert not kept.getexif()
    assert "公示止: 2026-12-07" in (folder / "2026-11-1.md").read_text(encoding="utf-8").replace('"', "")


ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(r"WPS|PDF|JPG|PNG|Tab|Ctrl|Delete|Alt|Esc|[\w-]+\.jpg|dongxian|cun1|[A-Z] 列")
"""Names of keys, programs and files."""
SMALL = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 18)
    .map(e => e.textContent.trim().slice(0, 20))"""
TARGETS = """() => [...document.querySelectorAll('button, select, .button, header a, summary')].filter(e => e.checkVisibility())
    .map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect().height]).filter(([, high]) => high < 40)"""


@pytest.mark.parametrize("width", [1280, 1024])
def test_every_page_can_be_read_and_used(width: int, desk: AskedDesk, page: Page) -> None:
    """By axe; no text below 18 px, nothing beyond the window, no English."""
    page.set_viewport_size({"width": width, "height": 768})
    wrong = {}
    pages = ["/", "/setup", "/table", "/table/open?village=cun1&file=ledger/2026-11.csv", "/notice", "/look", "/publish", "/past"]
    for path in [*pages, "/past?village=cun1&file=ledger/2026-11.csv", "/table/open?village=cun1&file=ledger/2000-01.csv"]:
        page.goto(desk.base + path)
        if width == 1280:
            page.evaluate(AXE_SCRIPT)
            fewer(page)
        text = page.locator("body").inner_text().replace(str(desk.root), "")
        faults = [
            *(look(page) if width == 1280 else []),
            *page.evaluate(SMALL),
            *page.evaluate(TARGETS),
            *([] if page.evaluate("() => document.documentElement.scrollWidth <= innerWidth") else ["wider than the window"]),
            *ENGLISH.findall(NAMES.sub("", text).replace("/site", "")),
        ]
        wrong |= {path: faults} if faults else {}
    assert wrong == {}
