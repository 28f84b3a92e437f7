"""A clerk's first month at the desk, from an empty folder, in a real browser: what is typed and clicked, and how long it takes.

``python -m tests.clerk`` does it with a mouse and by keyboard alone, and says what each part cost; ``tests/test_desk_browser.py`` does it
by keyboard alone and looks at what became of it.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import chromium, tab, wait_until
from tests.desks import AskedDesk, desk_at

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
MENDS = ("改成「10」", "改成「10.00」", "改成「2026-11-20」")
"""What one click mends of them."""
TYPED = ((20, 3, "付第21笔零星支出"), (26, 2, "记-039"))
"""The others: (row of the block, column from 1, what is typed)."""


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


def photo() -> bytes:
    """As a phone takes it: lying, with where and when."""
    picture = Image.effect_noise((2400, 1200), 40).convert("RGB")
    exif = picture.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 1.0, 2.0)})
    exif[0x010F] = "PHONE-MAKER"
    stored = io.BytesIO()
    picture.save(stored, "JPEG", exif=exif)
    return stored.getvalue()


def next_month(title: str = "甲村2026年12月份收支明细表") -> bytes:
    """December as WPS keeps it, with a title, a unit and a sum: to be dropped."""
    book = Workbook()
    sheet = book.active
    assert sheet
    for cells in ([title], ["单位：元"], ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"]):
        sheet.append(cells)
    sheet.merge_cells("A1:G1")
    left = OPENING + sum(Decimal(into or 0) - Decimal(out or 0) for _, _, into, out in ROWS) - 300
    sheet.append([None, None, "上月余额", None, None, None, float(left)])
    for n in range(1, 13):
        sheet.append([date(2026, 12, n), f"记-{n:03}", f"付第{n}笔零星支出", "管理费用", None, 20, float(left - 20 * n)])
    sheet.append(["合计", None, None, None, None, 240, None])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


@dataclass
class Cost:
    """Of one part of the work."""

    clicks: int = 0
    keys: int = 0
    """Letters that are put in by an input method count one each."""
    seconds: float = 0.0


@dataclass
class Clerk:
    """Types, and clicks where there is a mouse, else goes by Tab; what that costs is counted."""

    page: Page
    mouse: bool = False
    costs: dict[str, Cost] = field(default_factory=dict)
    now: Cost = field(default_factory=Cost)

    @contextmanager
    def at_work(self, part: str) -> Iterator[None]:
        """What is done in here is a part of its own."""
        self.now = self.costs[part] = Cost()
        begun = time.perf_counter()
        yield
        self.now.seconds = time.perf_counter() - begun

    @property
    def keys(self) -> int:
        return sum(cost.keys for cost in self.costs.values())

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.now.keys += len(keys)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)  # as an input method puts it in
        self.now.keys += len(text)

    def answered(self) -> None:
        """Until the desk has told what it makes of all that was typed."""
        wait_until(self.page, "() => document.getElementById('grid').getAttribute('aria-busy') === 'false'")

    def at(self, name: str) -> None:
        """The field or button that is called so has the cursor."""
        if self.mouse:
            self.page.evaluate(_TO, name)
            self.now.clicks += 1
            return
        for _ in range(90):
            if self.page.evaluate(_CALLED) == name:
                return
            self.press("Tab")
        raise AssertionError(f"no way to {name}")

    def choose(self, name: str) -> None:
        """Click what is called so."""
        self.at(name)
        if self.mouse:
            self.page.evaluate("() => document.activeElement.click()")
        else:
            self.press("Enter")

    def cell(self, n: int, column: int) -> None:
        """The cell in row ``n`` and column ``column`` from 1 has the cursor: by mouse, or by 到第一处 and arrows, which is as many keys."""
        self.page.locator(f"#grid tr[data-n='{n}'] td:nth-of-type({column}) input").focus()
        self.now.clicks += 1


_NAME = "e => (e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent || '').trim()"
_CALLED = f"() => ({_NAME})(document.activeElement)"
_TO = f"""name => [...document.querySelectorAll('input, select, textarea, button, a, summary')]
    .find(e => e.checkVisibility() && ({_NAME})(e) === name).focus()"""


def village(clerk: Clerk) -> None:
    """An empty folder becomes a village with a first month."""
    for label, text in (("整个网站的名字", "甲镇村务公开"), ("村名", "甲村"), ("村民有疑问找谁", "王示例"), ("办公电话", "0000-0000001")):
        clerk.at(label)
        clerk.type(text)
    for label, text in (("那个月月初的余额（元）", "10000"), ("哪次会议决定在网上给所有人看", "2026年1月10日村民代表会议决定")):
        clerk.at(label)
        clerk.press("Control+a")
        clerk.type(text)
    clerk.press("Enter")
    clerk.page.wait_for_selector("#grid tbody tr.ghost")


def typed_rows(clerk: Clerk) -> None:
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
        expect(clerk.page.locator("tr.ghost td:nth-of-type(1) input")).to_be_focused()


def pasted_block(clerk: Clerk) -> None:
    clerk.page.evaluate("text => navigator.clipboard.writeText(text)", block())
    clerk.press("Control+v")
    clerk.answered()


def mended(clerk: Clerk) -> None:
    """Five faults, each at its cell; then the table is saved."""
    for button in MENDS:
        told = clerk.page.get_by_role("button", name=button, exact=True)
        told.focus()
        clerk.now.clicks += 1
        clerk.press("Enter")
        clerk.answered()
    for row, column, text in TYPED:
        clerk.cell(15 + row, column)
        clerk.press("Control+a")
        clerk.type(text)
        clerk.press("Enter")
        clerk.answered()
    clerk.press("Control+s")
    clerk.answered()


def notice(clerk: Clerk, desk: AskedDesk, picture: Path) -> None:
    """With a photo from a phone; the days it hangs are those of the law."""
    page = clerk.page
    page.goto(f"{desk.base}/notice")
    clerk.choose("写一篇新的公告")
    page.wait_for_selector("#notice")
    for label, text in (
        ("标题＊必填", "关于路灯的公示"),
        ("事项＊必填", "村级工程"),
        ("异议渠道", "村委会一楼"),
        ("人工核查", "王示例 2026-11-23 已看过，没有个人信息"),
    ):
        clerk.at(next(name for name in (label, label.removesuffix("＊必填")) if page.evaluate(_THERE, name)))
        clerk.type(text)
    clerk.press("Tab")
    page.get_by_role("button", name="填上这个公示期").wait_for()
    clerk.choose("填上这个公示期")
    clerk.at("正文")
    clerk.type("换 **五盏** 灯。")
    page.locator("#files").set_input_files(picture)
    clerk.now.clicks += 2  # the label, and the file
    expect(page.locator("#status")).to_contain_text("照片转正、缩小了", timeout=30_000)


def saved(clerk: Clerk) -> None:
    """The text that is open."""
    clerk.press("Control+s")
    expect(clerk.page.locator("#status")).to_have_text("保存好了。")


_THERE = f"name => [...document.querySelectorAll('input, select, textarea')].some(e => e.checkVisibility() && ({_NAME})(e) === name)"


def looked(clerk: Clerk, desk: AskedDesk) -> None:
    """A word is changed in the table, and the page that this makes is looked at."""
    clerk.page.goto(f"{desk.base}/table/open?village=cun1&file=ledger/2026-11.csv")
    clerk.cell(3, 3)
    clerk.press("Control+a")
    clerk.type("付村部会议室电费")
    clerk.press("Enter", "Escape")
    clerk.choose("保存，看一看")
    clerk.page.locator("iframe").first.wait_for(timeout=60_000)


def published(clerk: Clerk, desk: AskedDesk) -> None:
    """To a folder."""
    clerk.page.goto(f"{desk.base}/publish")
    clerk.choose("看好了，公开")
    expect(clerk.page.locator("h1")).to_have_text("公开好了", timeout=60_000)


def taken_back(clerk: Clerk) -> None:
    """What the table was before it was last saved: by the pages' own links, from 今天 on."""
    for link, heading in (("今天", "今天要做的"), ("以前的", "以前的：甲村"), ("2026年11月", "收支明细 2026年11月以前的样子")):
        clerk.choose(link)
        expect(clerk.page.locator("h1")).to_have_text(heading)
    clerk.choose("把那一份拿回来")
    clerk.page.wait_for_selector("#grid tbody tr.ghost")


def dropped(clerk: Clerk, desk: AskedDesk, file: Path) -> None:
    """The next month, filled in by WPS."""
    clerk.page.goto(f"{desk.base}/table")
    clerk.page.locator("#files").set_input_files(file)
    clerk.now.clicks += 2
    clerk.page.wait_for_url("**/table/drop**")
    clerk.choose("就是这样，打开看")
    clerk.page.wait_for_selector("#grid tbody tr.ghost")
    clerk.press("Control+s")
    clerk.answered()


def all_of_it(clerk: Clerk, desk: AskedDesk, folder: Path) -> None:
    """Part by part. ``folder``: where the photo and the file of WPS lie."""
    picture, wps = folder / "IMG_20261123_101530.jpg", folder / "甲村2026年12月份收支明细表(最终版)(1).xlsx"
    picture.write_bytes(photo())
    wps.write_bytes(next_month())
    with clerk.at_work("village"):
        village(clerk)
    with clerk.at_work("twelve rows"):
        typed_rows(clerk)
    with clerk.at_work("thirty pasted"):
        pasted_block(clerk)
    with clerk.at_work("five mended"):
        mended(clerk)
    with clerk.at_work("a notice"):
        notice(clerk, desk, picture)
        saved(clerk)
    with clerk.at_work("looked at"):
        looked(clerk, desk)
    with clerk.at_work("published"):
        published(clerk, desk)
    with clerk.at_work("taken back"):
        taken_back(clerk)
    with clerk.at_work("a dropped file"):
        dropped(clerk, desk, wps)


def main() -> None:
    """What it costs."""
    for mouse in (True, False):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as beside, ExitStack() as opened:
            browser, desk = opened.enter_context(chromium()), opened.enter_context(desk_at(Path(folder)))
            wide: dict[str, Any] = {"viewport": WIDE, "locale": "zh-CN", "permissions": ["clipboard-read", "clipboard-write"]}
            page = opened.enter_context(tab(browser, **wide))
            page.goto(desk.address)
            clerk = Clerk(page, mouse)
            all_of_it(clerk, desk, Path(beside))
        print("with a mouse" if mouse else "by keyboard alone")
        for part, cost in clerk.costs.items():
            print(f"  {part:<16}{cost.clicks:4} clicks {cost.keys:6} keys {cost.seconds:7.1f} s")


if __name__ == "__main__":
    main()
