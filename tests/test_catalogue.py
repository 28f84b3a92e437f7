"""The page 公开目录, what the home page says of what is overdue, and that it is right on the reader's own day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator import build
from generator.board import plan_board
from generator.duties import Compliance
from generator.law.catalogue import items
from generator.load.settings import load_site
from generator.pages.portal import PortalEntry, portal_pages
from generator.site.make import Plan
from generator.task import BoardTask
from tests.browser import PHONE, tab
from tests.conftest import ROOT, TODAY, docs_of, write_tree
from tests.problems_for_tests import GOOD_LEDGER

OVERDUE = re.compile(r'<p class="gk-overdue"[^>]*?( hidden)?><strong>逾期<span>([^<]*)</span></strong> ([^<]*)')


def _plan(root: Path, slug: str = "demo") -> Plan:
    site, _ = load_site(root)
    _, plan, problems = plan_board(BoardTask(root, slug, site, TODAY))
    assert plan, problems
    return plan


@pytest.fixture(scope="module")
def sample(samples: Path) -> dict[str, str]:
    """The pages of the sample board."""
    docs = samples / "build/boards/shifan/docs"
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}


def _row(page: str, title: str) -> str:
    (found,) = (line for line in page.splitlines() if line.startswith("<tr ") and f">{title}<" in line.split("</th>")[0] + "<")
    return found


def test_a_row_says_what_for_whom_by_which_law_and_when(sample: dict[str, str]) -> None:
    row = _row(sample["catalogue.md"], "收支明细(逐笔)")
    assert '<a href="../finance/2026-10/">' in row
    for said in (
        "2026年10月收支明细，2026年11月8日公开，按时", "2026年11月，2026年12月15日以前", "给集体经济组织成员看",
        "每月一次，月末后 15 天以内", "《农村集体经济组织法》第四十五条", ">F02<",
        'data-gk="clock" data-until="2026-12-15">未到期，还有 22 天<',
    ):  # fmt: skip
        assert said in row
    assert "《村民委员会组织法》（2025修正）第三十五条第一项" in _row(sample["catalogue.md"], "村民(代表)会议决定及实施")
    assert "还没有公开过" in _row(sample["catalogue.md"], "重大财务事项")


def test_what_is_overdue_and_what_comes_next_stands_open_and_all_else_is_folded(sample: dict[str, str]) -> None:
    """Seventy items as cards are fifty thousand pixels of a phone in 大字; folded they are found by their state, without a script."""
    page = sample["catalogue.md"]
    fold = re.compile(r"<details class=\"gk-more\"><summary>(.*?)（(\d+) 项）</summary>(.*?)</details>", re.DOTALL)
    opened = fold.sub("", page)
    assert re.findall(r"^## (.*)$", opened, re.MULTILINE) == ["逾期的", "快到期的", "公开过的", "别的"]
    waited = ["2026年第三季度捐赠收支", "2026年11月收支明细", "2026年11月卫生评比"]
    assert re.findall(r'<th scope="row" role="rowheader">([^<]*)<', opened) == waited
    folds = {title: (int(count), re.findall('data-label="编号">([^<]*)<', inner)) for title, count, inner in fold.findall(page)}
    excused, _ = folds.pop("本村不适用的")
    assert list(folds)[1:] == ["财务", "村务", "党务", "荣誉", "有了才公开的，还没有公开过"]
    assert all(count == len(codes) for count, codes in folds.values())
    codes = [code for _, inner in folds.values() for code in inner]
    assert len(codes) == len(set(codes)) == len([item for item in items() if not item.off]) - excused


def test_links_lead_to_the_newest_page_of_an_item(sample: dict[str, str]) -> None:
    page = sample["catalogue.md"]
    assert '<a href="../finance/statements/2026-10-balance/">' in _row(page, "资产负债表")
    assert '<a href="../finance/trial/2026-10/">' in _row(page, "科目余额表")
    assert '<a href="../affairs/projects/2026-Q3/">' in _row(page, "村级工程")
    links = re.findall(r'<th scope="row" role="rowheader"><a href="\.\./([^"]*)/">', page)
    assert {f"{path}.md" for path in links} <= set(sample)


def test_a_notice_that_the_open_web_may_not_hold_is_not_linked(sample: dict[str, str]) -> None:
    """It counts as published, since it hangs in the village."""
    assert "2025-03-road-plan" not in sample["catalogue.md"]


def test_what_does_not_apply_stands_apart_with_its_reason(sample: dict[str, str]) -> None:
    page = sample["catalogue.md"]
    assert "<dt>F10 一事一议资金</dt><dd>二组道路的筹资 2025 年已经用完、结清公布，2026 年没有一事一议的项目</dd>" in page
    assert 'scope="row">一事一议资金<' not in page


def test_the_home_page_says_plainly_what_is_overdue(sample: dict[str, str]) -> None:
    lines = OVERDUE.findall(sample["index.md"])
    assert [(hidden, days) for hidden, days, _ in lines] == [("", " 39 天"), (" hidden", ""), (" hidden", "")]
    assert lines[0][2] == "2026年第三季度捐赠收支应当在 2026年10月15日以前公开，还没有公开。"
    assert '<a href="catalogue/">' in sample["index.md"]


def test_other_pages_carry_what_comes_next_only(sample: dict[str, str]) -> None:
    for path in ("finance/2026-10.md", "honors/index.md", "catalogue.md"):
        assert [(hidden, days) for hidden, days, _ in OVERDUE.findall(sample[path])] == [(" hidden", "")], path


def test_the_home_page_has_three_lines_however_much_is_overdue(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"village.yml": "村名: 甲村\n公开起始: 2025-01\n", "ledger/2026-03.csv": GOOD_LEDGER})
    home = docs_of(_plan(root))["index.md"].decode()
    lines = OVERDUE.findall(home)
    assert len(lines) == 3
    assert not any(hidden for hidden, _, _ in lines)
    assert lines[0][2].startswith("2025年1月")
    assert home.count("catalogue/") == 1


def test_a_closed_board_has_no_catalogue(samples: Path) -> None:
    assert not (samples / "site/dongxian/catalogue").exists()
    assert (samples / "site/shifan/catalogue/index.html").is_file()


def test_a_changed_region_makes_its_boards_anew(tmp_path: Path) -> None:
    region = "名称: 某县\n默认时限: [期末后{}日]\n"
    files = {"/data/site.yml": "标题: 某县\n地区: county\n", "ledger/2026-03.csv": GOOD_LEDGER}
    root = write_tree(tmp_path, {**files, "/data/regions/county.yml": region.format(8)})
    build.build(root, TODAY)
    page = root / "site/demo/catalogue/index.html"
    assert "2026年4月，2026年5月8日以前" in page.read_text(encoding="utf-8")
    write_tree(root, {"/data/regions/county.yml": region.format(20)})
    build.build(root, TODAY)
    assert "2026年4月，2026年5月20日以前" in page.read_text(encoding="utf-8")


def test_an_unreadable_region_stops_the_build(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"/data/regions/county.yml": "名称: 某县\n默认时限: 每季8号\n", "ledger/2026-03.csv": GOOD_LEDGER})
    outcome = build.build(root, TODAY)
    assert [p.code for p in outcome.problems] == ["bad-rule"]
    assert not outcome.boards


def test_the_portal_says_how_a_board_keeps_its_days() -> None:
    site, _ = load_site(ROOT)
    entry = PortalEntry("a", "甲村", "某镇", "a/", latest="2026-11-08", due=(("捐赠收支", "2026-10-15"),), standing=Compliance(28, 38, 2))
    page = portal_pages(site, [entry], TODAY)["index.md"]
    assert "一年里到期 38 次，按时 28 次（73%），现在逾期 2 次" in page
    assert '最近公开 2026-11-08<span data-gk="since" data-until="2026-11-08">（15 天前）</span>' in page
    quiet = portal_pages(site, [PortalEntry("a", "甲村", "某镇", "a/", latest="2004-12-31")], TODAY)["index.md"]
    assert "天前" not in quiet
    assert "到期" not in quiet


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-11-23", "未到期，还有 22 天"),
        ("2026-12-08", "将到期，还有 7 天"),
        ("2026-12-15", "将到期，今天最后一天"),
        ("2026-12-18", "逾期 3 天"),
    ],
)
def test_states_are_said_for_the_readers_day(day: str, state: str, browser: Browser, address: str) -> None:
    with tab(browser, TODAY, **PHONE) as page:
        page.clock.set_fixed_time(f"{day}T09:00:00")
        page.goto(f"{address}/shifan/catalogue/")
        expect(page.locator('[data-gk="clock"][data-until="2026-12-15"]').first).to_have_text(state)
        page.goto(f"{address}/")
        expect(page.locator('[data-gk="since"]')).to_contain_text("天前")
