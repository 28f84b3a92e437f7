"""A clerk at the desk, in a real browser: a first month from an empty folder, by keyboard; every page looked at as readers with other eyes,
hands or ears have it."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from generator.desk import first_page, looked_at
from generator.desk.asked import DeskPage
from generator.desk.drawn import drawn
from generator.desk.git_sent import GitSent
from generator.desk.looked_at import LookedAt, PageLookedAt
from generator.site.marker import boards
from tests import clerk
from tests.browser import fewer, tab
from tests.clerk import WIDE
from tests.conftest import TODAY
from tests.desks import AskedDesk, desk_at
from tests.test_axe import look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]


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


def test_a_first_month_by_keyboard_alone(desk: AskedDesk, page: Page, tmp_path: Path) -> None:
    """Twelve rows typed, thirty pasted of which five are mended at their cells, a notice with a photo, published to a folder; no terminal,
    no mouse. Then a month that was filled in by WPS."""
    at = clerk.Clerk(page)
    with at.at_work("village"):
        clerk.village(at)
    with at.at_work("twelve rows"):
        clerk.typed_rows(at)
    assert page.locator("#summary").inner_text() == "这张表没有发现问题"
    assert page.locator("#grid tfoot td").all_inner_texts()[4:7] == ["14,200.00", "4,664.90", "19,535.10"]
    with at.at_work("thirty pasted"):
        clerk.pasted_block(at)
    assert page.locator("#status").inner_text() == "粘好了 30 行，其中新加 30 行。"
    assert page.locator("#summary").inner_text() == "5 个错误，1 个提醒"  # 记-039 is nowhere
    assert page.locator("#grid input[aria-invalid]").count() == 5
    with at.at_work("five mended"):
        clerk.mended(at)
    assert page.locator("#summary").inner_text() == "这张表没有发现问题"
    assert page.locator("#status").inner_text() == "保存好了。"
    rows = (desk.root / "data/villages/cun1/ledger/2026-11.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2 + 12 + 30
    assert rows[14].startswith("2026-11-18,记-013,付第1笔零星支出,管理费用,,10.00,19525.1")

    taken = tmp_path / "IMG_20261123_101530.jpg"
    taken.write_bytes(clerk.photo())
    with at.at_work("a notice"):
        clerk.notice(at, desk, taken)
    expect(page.locator("#preview strong")).to_have_text("五盏")
    expect(page.locator("#summary")).to_have_text("没有发现问题")
    page.evaluate(AXE_SCRIPT)
    assert look(page) == []  # no other test opens a text
    clerk.saved(at)
    folder = desk.root / "data/villages/cun1/notices"
    with Image.open(io.BytesIO((folder / "2026-11-1-1.jpg").read_bytes())) as kept:
        assert kept.size == (800, 1600)
        assert not kept.getexif()
    assert "公示止: 2026-12-07" in (folder / "2026-11-1.md").read_text(encoding="utf-8").replace('"', "")

    with at.at_work("looked at"):
        clerk.looked(at, desk)
    expect(page.frame_locator("iframe").first.get_by_text("付村部会议室电费").first).to_be_attached()
    with at.at_work("published"):
        clerk.published(at, desk)
    month = (desk.root / "site/cun1/finance/2026-11/index.html").read_text(encoding="utf-8")
    assert "付第30笔零星支出" in month
    page.evaluate(AXE_SCRIPT)
    assert look(page) == []

    with at.at_work("taken back"):
        clerk.taken_back(at)
    assert page.locator("#grid tr[data-n='3'] td:nth-of-type(3) input").input_value() == "付会议室电费"
    page.get_by_role("button", name="不要这次改的").click()
    at.answered()

    wps = tmp_path / "甲村2026年12月份收支明细表(最终版)(1).xlsx"
    wps.write_bytes(clerk.next_month())
    with at.at_work("a dropped file"):
        clerk.dropped(at, desk, wps)
    assert page.locator("#summary").inner_text() == "0 个错误，12 个提醒"  # these days are still to come
    assert (desk.root / "data/villages/cun1/ledger/2026-12.xlsx").read_bytes() == wps.read_bytes()
    assert at.costs["a dropped file"].clicks + at.costs["a dropped file"].keys <= 40
    assert at.keys < 3_000


def test_a_row_begun_while_the_desk_is_at_work_is_one_row(desk: AskedDesk, page: Page) -> None:
    """The answer to what was typed before knows nothing of it yet."""
    page.route("**/table/do", lambda route: (time.sleep(0.4), route.continue_()))
    page.goto(f"{desk.base}/table/open?village=cun1&file=ledger/2026-11.csv")
    at = clerk.Clerk(page)
    rows = page.locator("#grid tbody tr.data").count()
    page.locator("#grid tr[data-n='3'] td:nth-of-type(3) input").focus()
    at.type("改")
    page.locator("#grid tr.ghost td:nth-of-type(1) input").focus()
    for text in ("2026-11-29", "记-043", "付订书机", "管理费用"):
        at.type(text)
        at.press("Tab")
        page.wait_for_timeout(150)
    at.answered()
    assert page.locator("#grid tbody tr.data").count() == rows + 1
    last = page.locator("#grid tbody tr.data").last.locator("input")
    assert [each.input_value() for each in last.all()][:4] == ["2026-11-29", "记-043", "付订书机", "管理费用"]
    page.get_by_role("button", name="不要这次改的").click()
    at.answered()


ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(r"WPS|Excel|Sheet|\.xlsx|PDF|JPG|PNG|Tab|Ctrl|Delete|Alt|Esc|[\w-]+\.jpg|dongxian|cun1|[A-Z] 列")
"""Names of keys, programs and files."""
SMALL = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 18)
    .map(e => e.textContent.trim().slice(0, 20))"""
TARGETS = """() => [...document.querySelectorAll('button, select, .button, header a, summary')].filter(e => e.checkVisibility())
    .map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect().height]).filter(([, high]) => high < 40)"""


UNNAMED = """() => {
    const all = [...document.querySelectorAll('iframe')];
    all.forEach(e => e.remove());
    return all.filter(e => !e.title).length;
}"""


def drop(desk: AskedDesk, name: str, data: bytes) -> str:
    """Address of the page of a dropped file."""
    address = "/table/drop?village=cun1"
    return str(desk.ask(address, "POST", data, content_type="application/octet-stream", x_name=quote(name)).sent["to"])


def answers(desk: AskedDesk) -> dict[str, str]:
    """Pages that only follow on something: what is told when it was sent on, or was not, and what a crash left."""
    state = desk.of.boards.state("cun1", TODAY)
    sent = [GitSent(("这一版存好了", "送上去了")), GitSent(("这一版存好了",), "没有送上去：连不上要送去的地方（没有网络，或者没有权限）。")]
    pages = [DeskPage("sent.html", "存好了", {"state": state, "sent": each}) for each in sent]
    pages.append(
        DeskPage(
            "draft.html", "上次没有保存完", {"state": state, "file": "ledger/2026-11.csv", "to": "/table/open?village=cun1", "steps": 3}
        )
    )
    pages.append(DeskPage("told.html", "没有做成", {"message": "没有这个村。"}))
    unmade = {"state": state, "board": None, "problems": state.problems[:2] if state else (), "site": desk.root / "site", "git": True}
    pages.append(DeskPage("published.html", "没有公开", unmade))
    return {f"/answer-{n}": drawn(each, desk.of) for n, each in enumerate(pages)}


@pytest.mark.parametrize("width", [1280, 1024])
def test_every_page_can_be_read_and_used(width: int, desk: AskedDesk, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """By axe; no text below 18 px, nothing beyond the window, no English."""
    page.set_viewport_size({"width": width, "height": 768})
    wrong = {}
    pages = ["/", "/setup", "/table", "/table/open?village=cun1&file=ledger/2026-11.csv", "/notice", "/look", "/publish", "/past"]
    pages += ["/past?village=cun1&file=ledger/2026-11.csv", "/table/open?village=cun1&file=ledger/2000-01.csv"]
    pages += [drop(desk, "3月.et", b"x"), drop(desk, "收支.xlsx", clerk.next_month("收支明细表"))]
    made = [PageLookedAt("cun1/", "甲村公开栏", False), PageLookedAt("cun1/finance/2026-11/", "2026年11月收支明细", False)]
    looked_at._kept(desk.root, "cun1", "public", LookedAt("", boards(desk.root / "site").get("cun1", ""), tuple(made)))
    followed = answers(desk)
    page.route("**/answer-*", lambda route: route.fulfill(body=followed[urlsplit(route.request.url).path], content_type="text/html"))
    for path in ["/?many", *pages, *followed]:
        monkeypatch.setattr(first_page, "FEW", 0 if path == "/?many" else 6)
        page.goto(desk.base + path)
        if width == 1280:
            assert page.evaluate(UNNAMED) == 0  # what stands in a frame is the site, which has its own tests
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
    assert wrong == {}, wrong
