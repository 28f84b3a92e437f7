"""查找: what a villager types is found, in a real browser; what is withheld is in no search file."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from generator import build, values
from generator.board import plan_board
from generator.findable import Record
from generator.load.settings import load_site
from generator.site import pieces as cutter
from generator.site import search
from generator.task import BoardTask
from tests import many
from tests.conftest import ROOT, TODAY, loaded, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_site import digest

Ask = Callable[..., list[str]]
BROWSER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def bundle(folder: Path) -> list[str]:
    """Everything that search files say."""
    return [p.read_text(encoding="utf-8") for p in folder.rglob("*.json")]


# --- the pieces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("王秀英户", ["王秀", "秀英", "英户", "户"]),
        ("记-012", ["记", "012"]),
        ("1,200.00", ["1200"]),
        ("1200.00元", ["1200", "元"]),
        ("１２００", ["1200"]),
        ("262.50", ["262p5"]),
        ("12,34", ["12", "34"]),
        ("2号门面", ["2", "号门", "门面", "面"]),
        ("ABC公司A12", ["abc", "公司", "司", "a12"]),
        ("2026-10-13", ["2026", "10", "13"]),
        ("《……》", []),
        ("𠮷野", ["𠮷野", "野"]),
        ("水、电", ["水", "", "电"]),
    ],
)
def test_pieces(text: str, cut: list[str]) -> None:
    assert cutter.pieces(text) == cut


def test_a_record_as_it_is_found_and_as_it_is_shown() -> None:
    record = Record('"><script>', "<b>&", "a.md", "r1", kind="财务公开", date=date(2026, 3, 5), amount_fen=-86050, year="2026")
    placed = list(search._placed(record))
    assert placed[:6] == [(0, "y2026"), (1, "支出"), (2, "出"), (3, "860p5"), (3, "860"), (4, "元")]
    assert (16, "2026") in placed
    assert [piece for _, piece in placed[-2:]] == ["script", "b"]
    assert search.shown(record) == {
        "title": '"><script>',
        "text": "<b>&",
        "kind": "财务公开",
        "to": "a/#r1",
        "date": "2026-03-05",
        "amount": "支出 860.50 元",
    }


@given(st.sets(st.integers(0, 1 << 24)))
def test_places_are_written_without_a_digit_and_read_back(places: set[int]) -> None:
    text = search._letters(sorted(places))
    assert not re.search("[0-9aeiouvwxyq]", text, re.IGNORECASE)
    steps = [int("".join(f"{search._MORE.index(letter.upper()):x}" for letter in each), 16) for each in re.findall("[A-Z]*[a-z]", text)]
    assert set(accumulate(steps)) == places


# --- the bundle ------------------------------------------------------------------------------


def test_the_same_records_give_the_same_bytes(samples: Path, tmp_path: Path) -> None:
    """The samples' own were made in another process."""
    site, _ = load_site(samples)
    _, plan, _ = plan_board(BoardTask(samples, "dongxian", site, TODAY))
    assert plan
    assert plan.records
    many.indexed(tmp_path / "site", plan.records)
    assert digest(tmp_path / "site/_search") == digest(samples / "site/dongxian/_search")


def test_the_archive_does_not_change_with_the_current_year(tmp_path: Path) -> None:
    made = []
    for bought in ("买纸", "买墨"):
        old = GOOD_LEDGER.replace("2026-03", "2025-12")
        new = GOOD_LEDGER.replace("2026-03", "2026-01").replace("100", "70").replace(",30,70", ",30,40").replace("买纸", bought)
        root = write_tree(tmp_path, {"ledger/2025-12.csv": old, "ledger/2026-01.csv": new})
        assert build.build(root, TODAY).boards[0].built
        made.append({part: digest(root / "site/demo/_search" / part) for part in ("archive", "current")})
    assert made[0]["archive"] == made[1]["archive"] != {}
    assert made[0]["current"] != made[1]["current"]


def test_what_is_withheld_is_in_no_search_file(samples: Path) -> None:
    found = bundle(samples / "site/shifan/_search")
    assert sum(len(re.findall('"title"', text)) for text in found) > 900
    source = (ROOT / "data/villages/shifan/notices/2025-03-road-plan.md").read_text(encoding="utf-8")
    title = next(line for line in source.splitlines() if line.startswith("标题:")).removeprefix("标题:").strip()
    assert not any(words in text for text in found for words in (title, "2025-03-road-plan", " ".join(cutter.pieces(title)[:-1])))


def test_what_can_be_found_stands_on_a_page(samples: Path) -> None:
    """Every result leads to a page that is there, to an id that is there, where the title is."""
    site = samples / "site/shifan"
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    told = [row for path in (site / "_search").rglob("rows/*.json") for row in json.loads(path.read_text(encoding="utf-8"))]
    assert len(told) > 900
    for meta in told:
        page, _, anchor = meta.get("to", "").partition("#")
        text = texts[site / page / "index.html"]
        assert not anchor or f'id="{anchor}"' in text
        assert meta["title"].split(" ")[0].split("(")[0] in text


# --- in a browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN")
    yield context.new_page()
    context.close()


def asker(page: Page, board: str) -> Ask:
    """Ask on the search page of a board; the results as texts."""
    if page.url.partition("?")[0] != f"{board}search/":
        page.goto(f"{board}search/")

    def ask(query: str, year: str = "") -> list[str]:
        page.locator(".gk-find-page").evaluate(
            "(form, [q, year]) => { form.q.value = q; if (form.year) form.year.value = year }", [query, year]
        )
        page.locator(".gk-find-page button").click()
        expect(page.locator(".gk-find-status")).to_have_text(re.compile("^(找到|.*没有)"), timeout=30_000)
        return [text.strip() for text in page.locator(".gk-find-results li").all_inner_texts()]

    return ask


@pytest.fixture
def ask(phone: Page, address: str) -> Ask:
    """On a page opened anew where the last test has left it: what was asked before is no matter."""
    return asker(phone, f"{address}/shifan/")


class TestInABrowser:
    pytestmark = BROWSER

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("冯样例", "冯样例 十星级文明户"),
            ("样例", "冯样例 十星级文明户"),
            ("郑试用", "路灯电费"),
            ("记-040", "补助村民参保"),
            ("记040", "补助村民参保"),
            ("26,940.00", "补助村民参保"),
            ("26940.00", "补助村民参保"),
            ("26940", "补助村民参保"),
            ("26940元", "补助村民参保"),
            ("262.5", "办公楼9月电费"),
            ("税金及附加", "缴纳出租房屋税费"),
            ("水带", "消防水带3盘"),
            ("带", "消防水带3盘"),
            ("2号", "收2号门面本季租金"),
            ("路灯 三至五组", "路灯电费(三至五组)"),
            ("2026-10-13", "收2号门面本季租金"),
            ("10月13日", "收2号门面本季租金"),
            ("北圩片", "路南片、北圩片机动地发包方案"),
            ("弃权", "2026 年 11 月村民代表会议决定"),
            ("公示公告", "公示公告"),
        ],
    )
    def test_is_found(self, query: str, words: str, ask: Ask) -> None:
        assert any(words in text for text in ask(query)), query

    def test_a_result_tells_date_and_amount_and_leads_to_the_row(self, ask: Ask, phone: Page) -> None:
        (text,) = ask("26940")
        assert "2026-10-29" in text
        assert "支出 26,940.00 元" in text
        assert phone.locator(".gk-find-results h2").all_inner_texts() == ["财务公开"]
        phone.locator(".gk-find-results a").click()
        phone.wait_for_url("**/shifan/finance/2026-10/#r40")
        assert "补助村民参保" in phone.locator("tr:target").inner_text()

    @pytest.mark.parametrize("query", ["王秀英", "没有的事", "冯试例", "99999999", "!!"])
    def test_a_miss_says_so_and_where_else_to_look(self, query: str, ask: Ask, phone: Page) -> None:
        if query == "!!":
            phone.goto(phone.url.partition("?")[0] + "?q=!!", wait_until="networkidle")
            assert "请写要找的字" in phone.locator(".gk-find-status").inner_text()
        else:
            assert ask(query) == []
            assert f"没有找到「{query}」" in phone.locator(".gk-find-status").inner_text()
        assert phone.locator(".gk-find-else a:visible").all_inner_texts() == [
            "财务公开",
            "公示公告",
            "村务公开",
            "三资公开",
            "荣誉榜",
            "村里的事",
            "说到做到",
            "公开目录",
        ]

    def test_what_the_lamps_cost_is_added_up_for_each_year(self, ask: Ask, phone: Page) -> None:
        years: dict[str, list[int]] = {}
        for month in loaded("shifan")[0].datasets["ledger"]:
            paid = [row.fen("支出") or 0 for row in month.entries if "路灯电费" in row.text("摘要")]
            years.setdefault(month.key[:4], []).extend(paid)
        assert sum(map(len, years.values())) > 30
        ask("路灯电费")
        phone.get_by_role("button", name="加起来是多少").click()
        told = "；".join(f"{year}年支出 {len(paid)} 笔 {values.yuan(sum(paid))} 元" for year, paid in sorted(years.items(), reverse=True))
        expect(phone.locator(".gk-find-sum")).to_have_text(f"找到的账加起来：{told}。")
        ask("记-012 王示例")
        assert phone.locator(".gk-find-sum button").count() == 1
        ask("消防水带")
        assert phone.locator(".gk-find-sum").inner_text() == "", "of one there is nothing to add"

    def test_the_whole_of_a_matter_comes_first(self, ask: Ask, phone: Page) -> None:
        first, *others = ask("道路硬化")
        assert first.startswith("二组道路硬化")
        assert "比预算少 2,002.40 元" in first
        assert others
        phone.locator(".gk-find-results a").first.click()
        phone.wait_for_url("**/shifan/affairs/decisions/2025-road/")

    def test_the_year_narrows(self, ask: Ask) -> None:
        both, new, old = (ask("记-012", year) for year in ("", "2026", "2025"))
        assert len(new) == len(old) == len(both) == 10
        assert both[0] in new
        assert all("2026-" in text for text in new)
        assert all("2025-" in text for text in old)
        assert ask("26940", "2025") == []

    def test_the_home_page_leads_here_and_an_address_holds_the_question(self, phone: Page, address: str) -> None:
        asked: list[str] = []
        phone.on("request", lambda request: asked.append(request.url))
        phone.goto(f"{address}/shifan/")
        phone.get_by_label("查姓名").fill("消防水带")
        phone.get_by_role("button", name="查找").click()
        phone.wait_for_url("**/shifan/search/?q=*")
        phone.locator(".gk-find-results li").first.wait_for()
        assert "消防水带3盘" in phone.locator(".gk-find-results").inner_text()
        assert phone.locator("#gk-q").input_value() == "消防水带"
        assert (phone.locator("#gk-q").bounding_box() or {})["height"] >= 48
        assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert phone.evaluate("document.documentElement.lang") == "zh"
        assert all(url.startswith((address, "data:")) for url in asked), asked

    def test_more_results_come_on_demand(self, ask: Ask, phone: Page) -> None:
        first = ask("公益支出")
        phone.locator(".gk-find-more").click()
        expect(phone.locator(".gk-find-results li").nth(len(first))).to_be_attached()

    def test_without_script_it_says_so(self, browser: Browser, address: str) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/shifan/search/?q=水")
        assert page.locator(".gk-find-off").is_visible()
        assert page.locator(".gk-find-else a").first.is_visible()
        assert not page.locator(".gk-find-page").is_visible()
        context.close()

    def test_both_cutters_cut_alike(self, phone: Page, address: str) -> None:
        phone.goto(f"{address}/shifan/search/")
        luck = random.Random(1)
        signs = "王秀英户水二〇々𠮷１２0123456789..,,--__  AbzéⅣ①（）。、￥%元月日かアß"
        texts = ["".join(luck.choices(signs, k=luck.randint(1, 14))) for _ in range(3000)]
        theirs = phone.evaluate("texts => texts.map(gkSearch.pieces)", texts)
        keys = [piece for cut in theirs for piece in cut if piece]
        bundle = {"drawers": 211, "wide": {"王": 3, "元": 2}}
        drawers = phone.evaluate("([keys, bundle]) => keys.map((piece) => gkSearch.drawers({ piece }, bundle)[0])", [keys, bundle])
        assert drawers == [cutter.drawer(key, 211, bundle["wide"]) for key in keys]
        wrong = [(t, cutter.pieces(t), cut) for t, cut in zip(texts, theirs, strict=True) if cutter.pieces(t) != cut]
        assert not wrong, wrong[:3]
