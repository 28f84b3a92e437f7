"""What a villager sees on a phone: the right figures, the right day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

from generator import values
from tests.browser import TOUCHED, arrive, tab
from tests.conftest import ROOT, TODAY, deep

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "portal": "/",
    "home": "/shifan/",
    "years": "/shifan/finance/",
    "year": "/shifan/finance/2026/",
    "month": "/shifan/finance/2026-10/",
    "notices": "/shifan/notices/",
    "notice": "/shifan/notices/2026-11-farmland-lease/",
    "notice with a wide table": "/shifan/notices/2026-03-shop-lease/",
    "affairs": "/shifan/affairs/",
    "decision": "/shifan/affairs/decisions/2025-plaza/",
    "questions": "/shifan/affairs/questions/2026/",
    "honors": "/shifan/honors/",
    "honor roll": "/shifan/honors/2025-xingji/",
    "catalogue": "/shifan/catalogue/",
    "search": "/shifan/search/?q=保洁员",
    "how": "/shifan/guide/how/",
    "parts": "/shifan/guide/parts/",
    "old home": "/dongxian/",
    "old roll": "/dongxian/honors/2004/",
    "life": "/shifan/life/",
    "people": "/shifan/life/people/",
    "covenant": "/shifan/life/rules/covenant-2025/",
    "points": "/shifan/life/points/2026-10/",
    "inspections": "/shifan/life/inspections/2026-10/",
    "round": "/shifan/honors/rounds/2025-xingji/",
    "services": "/shifan/life/services/2026/",
    "photos": "/shifan/life/photos/2025-07/",
    "decision with a photo": "/shifan/affairs/decisions/2026-ditch/",
    "plan": "/shifan/progress/plans/2026/",
    "figures": "/shifan/progress/indicators/2025/",
    "report": "/shifan/progress/yearly/2025/",
}
ALWAYS = ("portal", "home", "year", "month", "notice with a wide table", "decision", "honors", "catalogue", "search", "parts")
ALWAYS += ("notice", "people", "covenant", "points", "plan")
"""Those that stand for the rest, which are looked at where there is the whole night."""
SHOWN = PAGES if deep() else {name: PAGES[name] for name in ALWAYS}
EVERY = {**SHOWN, "not found": "/404.html"}
ONE_OF_EACH = ("portal", "home", "month", "notice with a wide table", "decision", "catalogue", "search", "parts", "not found")
"""Where to look at one page is slow: each of these is laid out in a way of its own, and all parts of a page are on "parts"."""
FEW = EVERY if deep() else ONE_OF_EACH


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with tab(browser, TODAY, **TOUCHED, device_scale_factor=2) as page:
        yield page


def open_page(page: Page, url: str) -> list[str]:
    """Go there; the hosts that were asked."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    arrive(page, url)
    page.remove_listener("request", note)
    return asked


def figures(page: Page) -> dict[str, str]:
    rows = page.locator(".gk-figure").all()
    return {row.locator("dt").inner_text().strip(): re.sub(r"[元\s]", "", row.locator("dd").inner_text()) for row in rows}


def expected_month(key: str) -> tuple[int, int, int, int]:
    """Opening, income, expense, closing of a sample month, read from its file by hand."""
    import csv

    with (ROOT / f"data/villages/shifan/ledger/{key}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (opening,) = [values.parse_money(r["余额"]) or 0 for r in rows if r["摘要"] == "上月余额"]
    data = [r for r in rows if r["日期"].startswith(key)]
    income = sum(values.parse_money(r["收入"]) or 0 for r in data)
    expense = sum(values.parse_money(r["支出"]) or 0 for r in data)
    return opening, income, expense, opening + income - expense


def test_home_shows_the_newest_month(phone: Page, address: str) -> None:
    open_page(phone, address + PAGES["home"])
    _, income, expense, closing = expected_month("2026-10")
    shown = figures(phone)
    assert [shown[k] for k in ("收入", "支出", "结余")] == [values.yuan(n) for n in (income, expense, closing)]
    assert phone.locator(".gk-people .gk-phone").first.get_attribute("href") == "tel:0000-0000001"


def test_month_shows_the_five_lines_and_every_row(phone: Page, address: str) -> None:
    open_page(phone, address + PAGES["month"])
    opening, income, expense, closing = expected_month("2026-10")
    shown = figures(phone)
    assert [shown[k] for k in ("上月余额", "本月收入", "本月支出", "本月余额")] == [
        values.yuan(n) for n in (opening, income, expense, closing)
    ]
    assert "本年累计" in phone.locator(".gk-year").first.inner_text()
    table = phone.locator(".gk-as-bill")
    assert table.locator("tbody tr").count() == rows_in("2026-10") + 1  # 上月余额
    assert values.yuan(expense) in table.locator("tfoot").inner_text()


def test_a_row_of_a_checklist_is_opened_by_its_button_and_by_what_leads_to_it(phone: Page, address: str) -> None:
    open_page(phone, address + "/shifan/holdings/contracts/2026-Q3/#r2")
    led = phone.locator("#r2")
    assert "gk-folded" not in (led.get_attribute("class") or "")
    row = phone.locator("#r1")
    rest = row.locator("td[data-label=合同号]")
    assert (rest.bounding_box() or {})["width"] == 1
    row.locator(".gk-unfold").click()
    assert (rest.bounding_box() or {})["width"] > 20
    phone.evaluate("location.hash = 'r5'")
    phone.locator("#r5:not(.gk-folded)").wait_for()


def test_a_name_that_is_folded_is_shown_where_it_is_led_to(phone: Page, address: str) -> None:
    open_page(phone, address + PAGES["honor roll"])
    over = phone.locator("details tr[id]").first
    assert not over.is_visible()
    phone.evaluate("id => { location.hash = id }", over.get_attribute("id"))
    over.wait_for()


def test_the_first_screen_of_a_phone_answers_what_is_asked_most(phone: Page, address: str) -> None:
    """What is overdue, the three figures of the month, the search, what is being posted and until when; nothing of it below the bar."""
    open_page(phone, address + PAGES["home"])
    end = phone.locator(".gk-bar").bounding_box() or {}
    for part in (".gk-overdue:not([hidden])", ".gk-figure-row", ".gk-find", ".gk-documents:first-of-type li:nth-child(3)"):
        for one in phone.locator(part).all()[:1]:
            box = one.bounding_box() or {}
            assert box["y"] > 0, part
            assert box["y"] + box["height"] <= end["y"] + 1, part
    assert phone.locator(".gk-figure-row .gk-figure").evaluate_all("all => new Set(all.map(e => e.getBoundingClientRect().top)).size") == 1


def test_large_text_leaves_the_header_one_line(phone: Page, address: str) -> None:
    for name in ("home", "month"):
        open_page(phone, address + PAGES[name])
        phone.evaluate("document.documentElement.classList.add('gk-large')")
        tops = "all => all.filter(e => e.getBoundingClientRect().height > 9).map(e => e.getBoundingClientRect().bottom)"
        assert max(phone.locator(".md-header, .gk-switch, .gk-front > h1").evaluate_all(tops)) <= 72, name


def rows_in(key: str) -> int:
    text = (ROOT / f"data/villages/shifan/ledger/{key}.csv").read_text(encoding="utf-8-sig")
    return len(re.findall(rf"^{key}-\d\d,", text, re.MULTILINE))


def test_on_a_phone_a_row_is_a_line_of_what_and_how_much_and_a_quiet_one(phone: Page, address: str) -> None:
    open_page(phone, address + PAGES["month"])
    cell = phone.locator(".gk-table tbody td[data-label=余额]").first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content").strip('"').strip() == "余额"
    row = phone.locator("tr", has=phone.get_by_role("rowheader", name="净水器检修"))
    head, amount, rest = (row.locator(part).bounding_box() or {} for part in ("th", "td.gk-out", "td[data-label=凭证号]"))
    assert head["y"] - 2 < amount["y"] < head["y"] + head["height"] < rest["y"] + 2
    assert amount["x"] > head["x"] + head["width"] - 2
    day = row.locator(".gk-day")
    assert day.evaluate("e => [getComputedStyle(e, '::before').content, getComputedStyle(e, '::after').content]") == [
        '"10月7日"', '"支\u00a0231.26"',
    ]  # fmt: skip
    for unseen in (".gk-table thead", ".gk-table tbody td:empty"):  # and still there for those who listen: tests/test_tables_heard.py
        assert phone.locator(unseen).first.evaluate("e => { const r = e.getBoundingClientRect(); return [r.width, r.height] }") == [1, 1]
    phone.set_viewport_size({"width": 1000, "height": 740})
    assert phone.locator(".gk-table thead").first.is_visible()


def test_notice_says_how_many_days_are_left_on_the_readers_day(phone: Page, address: str) -> None:
    open_page(phone, address + PAGES["notice"])
    badge = phone.locator(".gk-posting .gk-badge")
    until = badge.get_attribute("data-until")
    assert until
    from datetime import date, timedelta

    end = date.fromisoformat(until)
    assert badge.inner_text() == f"公示中，还剩 {(end - TODAY).days} 天"
    for day, said in ((end, "公示中，今天最后一天"), (end + timedelta(days=1), "公示期满")):
        phone.clock.set_fixed_time(f"{day}T09:00:00")
        phone.reload()
        assert badge.inner_text() == said


def test_honor_roll_shows_what_has_expired_and_what_was_revoked(phone: Page, address: str) -> None:
    open_page(phone, address + PAGES["honor roll"])
    assert "已到期（2026-10-17）" not in phone.locator("article").inner_text(), "who holds it no more is folded"
    phone.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    text = phone.locator("article").inner_text()
    assert "已到期（2026-10-17）" in text
    assert "已撤销" in text
    assert "十星级文明户" in text
    open_page(phone, address + PAGES["old roll"])
    text = phone.locator("article").inner_text()
    assert "10 户" in text
    assert "5 对" in text
    assert "已到期（2007-10-19）" in text
