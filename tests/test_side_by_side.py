"""Villages side by side on the portal: figures that they publish themselves, by household, beside the middle of all."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from generator import build
from generator.board import read_board
from generator.check.scope import in_edition
from generator.compared import Figure, addresses, let, middle, recalled, share, stored
from generator.config import Edition, SiteConfig
from generator.duties import Compliance
from generator.overviews._compared import figures
from generator.pages.portal import PortalEntry, portal_pages
from generator.pages.side_by_side import compared_pages, compared_text
from generator.shown import FEW, Page
from generator.site.downloads import table_csv
from generator.task import BoardTask
from tests.conftest import LEDGER_HEADER, OPENED, TODAY, VILLAGE_YML, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER
from tests.test_county import LIMIT
from tests.test_site import digest

DEBTS = "类别,对方,事由,发生日期,余额\n债权,甲厂,租金,2025-01-05,70.00\n债务,乙店,押金,2025-01-05,30.00\n债务,丙店,押金,2025-02-05,50.50\n"


def year(of: int, *more: str, months: int = 12) -> dict[str, str]:
    """Accounts of so many months: each takes 100 of rent, and pays 40 for lamps."""
    files, left = {}, 0
    for month in range(1, months + 1):
        rows = [("经营收入", 100, 0), ("公益支出", 0, 40), *((name, 1000, 0) for name in (more if month == 3 else ()))]
        lines = [f"{of}-{month:02d}-01,,上月余额,,,,{left}.00"] if month == 1 else []
        for n, (name, income, expense) in enumerate(rows, 1):
            left += income - expense
            lines.append(f"{of}-{month:02d}-05,记-{n:03d},{name},{name},{income or ''},{expense or ''},{left}.00")
        files[f"ledger/{of}-{month:02d}.csv"] = "\n".join((LEDGER_HEADER, *lines, ""))
    return files


def of_board(root: Path, files: dict[str, str], settings: str = OPENED, edition: Edition = "public") -> dict[tuple[str, str], int]:
    village = f"村名: 甲村\n联系:\n  - {{事项: 村务公开, 姓名: 王示例, 电话: 0000-0000001}}\n{settings}"
    task = BoardTask(write_tree(root, {**files, "village.yml": village}), "demo", SiteConfig(), TODAY, edition=edition)
    data, _, _ = read_board(task)
    assert data.village
    context = task.context(data.village)
    brought = figures(in_edition(data.datasets, context), Compliance(5, 8), context)
    return {(figure.what, figure.of): figure.number for figure in brought}


# --- what a board brings ---------------------------------------------------------------------


def test_income_and_spending_are_of_whole_years_by_account(tmp_path: Path) -> None:
    """Neither a loan nor what is only passed on is income, and a year of eleven months is none."""
    files = {**year(2024, "补助收入", "短期借款", "专项应付款"), **year(2025, months=11), "debts/2026-Q3.csv": DEBTS}
    brought = of_board(tmp_path, files, f"户数: 7\n{OPENED}")
    assert brought == {
        ("households", "公开栏"): 7,
        ("income", "2024"): (1200 + 1000) * 100,
        ("public", "2024"): 480 * 100,
        ("owing", "2026-Q3"): 8050,
        ("fell_due", "2026-11-23"): 8,
        ("in_time", "2026-11-23"): 5,
    }


@pytest.mark.parametrize(("stated", "told"), [("9,,", ("2025年12月31日", 9)), ("9,约,", ("公开栏", 7)), ("8.5,,", ("公开栏", 7))])
def test_households_are_those_of_the_newest_indicators(stated: str, told: tuple[str, int], tmp_path: Path) -> None:
    """What is about so many, or no whole number, is none to divide by."""
    counted = f"指标,类,数值,约,单位,截至,来源,口径\n户数,人口,{stated}户,2025-12-31,户籍册,户口在本村的户\n"
    brought = of_board(tmp_path, {"indicators/2025.csv": counted}, f"户数: 7\n{OPENED}")
    assert [(of, number) for (what, of), number in brought.items() if what == "households"] == [told]


def test_under_rules_without_that_account_nothing_is_told_of_it(tmp_path: Path) -> None:
    brought = of_board(tmp_path, year(2025), f"会计制度: 2004\n{OPENED}")
    assert ("income", "2025") in brought
    assert ("public", "2025") not in brought


@pytest.mark.parametrize(("edition", "told"), [("public", False), ("village", True)])
def test_what_an_edition_does_not_show_it_does_not_compare(edition: Edition, told: bool, tmp_path: Path) -> None:
    brought = of_board(tmp_path, {**year(2025), "debts/2026-Q3.csv": DEBTS}, "", edition)
    assert (("income", "2025") in brought, ("owing", "2026-Q3") in brought) == (told, told)


def test_figures_are_kept_and_go_with_their_files() -> None:
    kept = (Figure("households", "公开栏", 7), Figure("income", "2025", 9, ("a.csv", "b.csv")), Figure("owing", "2026-Q3", 5, ("c.csv",)))
    assert recalled(stored(kept)) == kept
    assert recalled(let(stored(kept), {"a.csv": [], "c.csv": []})) == (kept[0], kept[2])
    for broken in (None, 3, "x", [1], [{"what": "income"}]):
        assert recalled(broken) == ()


@pytest.mark.parametrize(("numbers", "of_all"), [([3], 3), ([9, 1, 4], 4), ([1, 2], 2), ([1, 4], 3), ([0, 0, 7, 8], 4)])
def test_the_middle(numbers: list[int], of_all: int) -> None:
    assert middle(numbers) == of_all


def test_a_share_is_rounded_to_the_fen() -> None:
    assert [share(100, 3), share(200, 3), share(5, 2), share(0, 4)] == [33, 67, 3, 0]


def test_a_board_leads_to_its_row_where_it_is_not_alone() -> None:
    assert addresses(["a"]) == {"a": ""}
    assert addresses(["a", "east/b", "east/c"]) == {"a": "", "east/b": "../index/figures/#v-east-b", "east/c": "../index/figures/#v-east-c"}
    assert set(addresses([f"v{n}" for n in range(101)]).values()) == {""}, "they stand on several pages"


# --- the page --------------------------------------------------------------------------------


def entry(name: str, *brought: Figure, folder: str = "", note: str = "") -> PortalEntry:
    slug = f"{folder}/{name}" if folder else name
    return PortalEntry(slug, f"{name}村", note, f"{slug}/", "甲镇", compared=brought)


def village(name: str, households: int, income: int, of: str = "2025", folder: str = "") -> PortalEntry:
    return entry(
        name, Figure("households", "公开栏", households), Figure("income", of, income), Figure("owing", "2026-Q3", 100),
        Figure("fell_due", "2026-11-23", 10), Figure("in_time", "2026-11-23", 7), folder=folder,
    )  # fmt: skip


def lines(page: Page) -> list[dict[str, str]]:
    (table,) = page.content.tables
    return list(csv.DictReader(io.StringIO(table_csv(table).decode("utf-8-sig"))))


@pytest.mark.parametrize(("count", "told"), [(FEW - 1, False), (FEW, True), (FEW + 1, True)])
def test_a_middle_of_few_is_not_told(count: int, told: bool) -> None:
    boards = [village(f"v{n}", 10, (n + 1) * 100_000) for n in range(count)]
    (page,) = compared_pages(boards)
    text = compared_text(page, SiteConfig(), TODAY)
    assert ("比中间数" in text, "各村的中间数" in text, f"这里只有 {count} 个村" in text) == (told, told, not told)
    if told:
        assert lines(page)[-1]["村"] == "中间数"
        assert lines(page)[-1]["每户集体收入"] == {FEW: "300.00", FEW + 1: "350.00"}[count]


def test_villages_stand_in_the_order_of_the_list_with_what_is_missing_told() -> None:
    boards = [
        village("c", 10, 50_000),
        entry("a", Figure("income", "2025", 123_456), note="示例省（示例数据）"),
        PortalEntry("b", "b村", "还没有公开", ""),
        *(village(f"v{n}", 10, 100_000) for n in range(4)),
    ]
    (page,) = compared_pages(boards)
    text = compared_text(page, SiteConfig(), TODAY)
    assert [line["村"] for line in lines(page)] == ["c村", "a村（示例数据）", "b村", "v0村", "v1村", "v2村", "v3村", "中间数"]
    assert "50.00 元，比中间数少 50.00 元" in text
    assert "100.00 元，和中间数一样" in text
    assert "一共 1,234.56 元，没有户数" in text
    assert "没有公布2025年全年的账" in text
    assert "到期 10 次，按时 7 次（70%），和中间数一样" in text
    assert "不排名次" in text
    assert '<a href="../../c/">' in text
    assert 'id="v-a"' in text
    first, without, nothing = lines(page)[:3]
    assert (first["户数"], first["集体收入"], first["每户集体收入"], first["债务截至"]) == ("10", "500.00", "50.00", "2026-09-30")
    assert (without["集体收入"], without["每户集体收入"], without["户数"]) == ("1234.56", "", "")
    assert set(nothing.values()) == {"b村", ""}


def test_all_are_compared_for_one_year() -> None:
    """The newest that most have: early in a year some have closed the last one and others have not."""
    boards = [village("a", 10, 100, "2026"), village("b", 10, 100), entry("c", Figure("income", "2026", 5), Figure("income", "2025", 7))]
    assert {line["年度"] for line in lines(compared_pages(boards)[0])} == {"2026", ""}
    (page,) = compared_pages([village("a", 10, 100, "2026"), village("b", 10, 100), village("c", 10, 300)])
    assert [line["集体收入"] for line in lines(page)] == ["", "1.00", "3.00"]


def test_each_township_is_compared_by_itself() -> None:
    boards = [village(name, 10, 100, folder=town) for town in ("east", "west") for name in ("a", "b")] + [village("far", 10, 100)]
    made = {page.path: page for page in compared_pages(boards)}
    assert set(made) == {"east/index/figures.md", "west/index/figures.md"}, "one alone is set beside nobody"
    pages = portal_pages(SiteConfig(), boards, TODAY)
    assert 'href="index/figures/"' in pages["east/index.md"]
    assert "figures" not in pages["index.md"]


def test_the_page_of_a_large_township_stays_small() -> None:
    boards = [village(f"village-{n:03}", 100 + n, 10_000_000 + n * 1234, folder="east") for n in range(60)]
    (page,) = compared_pages(boards)
    assert len(compared_text(page, SiteConfig(), TODAY).encode()) < LIMIT


def test_a_list_in_several_pages_has_one_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.pages.portal.MANY", 4)
    boards = [village(f"v{n}", 10, (n + 1) * 1000) for n in range(6)]
    first, second = compared_pages(boards)
    assert (first.path, second.path) == ("index/1/figures.md", "index/2/figures.md")
    assert lines(first)[-1] == lines(second)[-1]
    assert len(lines(second)) == 3


def test_nothing_is_compared_where_there_is_nothing_but_days() -> None:
    only_days = entry("a", Figure("fell_due", "2026-11-23", 10), Figure("in_time", "2026-11-23", 7))
    assert compared_pages([only_days, only_days]) == []


# --- what is published -----------------------------------------------------------------------


def portal(root: Path) -> dict[str, str]:
    """Every file of the portal as it is published."""
    return {path: made for path, made in digest(root / "site").items() if path.split("/")[0] not in ("demo", "other")}


def row(root: Path, name: str) -> dict[str, str]:
    text = (root / "site/index/figures/figures.csv").read_text(encoding="utf-8-sig")
    return next(line for line in csv.DictReader(io.StringIO(text)) if line["村"] == name)


SETTINGS = VILLAGE_YML + "户数: 10\n"
SHOWS_LESS = SETTINGS.replace(OPENED, "")
NOTICE = "---\n标题: 新的\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-02\n---\n新的\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two villages, built without a fault."""
    files = {"village.yml": SETTINGS, "ledger/2026-03.csv": GOOD_LEDGER, "debts/2026-Q3.csv": DEBTS}
    other = {"village.yml": SETTINGS.replace("甲村", "乙村"), "debts/2026-Q3.csv": DEBTS.replace("50.50", "20.00")}
    more = {f"/data/villages/other/{name}": text for name, text in other.items()}
    root = write_tree(tmp_path_factory.mktemp("beside"), {**files, **more})
    assert all(board.built for board in build.build(root, TODAY).boards)
    return root


@pytest.fixture
def two(published: Path, tmp_path: Path) -> Path:
    """A copy, in which one of them cannot be made any more."""
    shutil.copytree(published, tmp_path / "two", symlinks=True)
    return write_tree(tmp_path / "two", {"village.yml": SETTINGS, "ledger/2026-03.csv": BAD_LEDGER})


def test_a_board_leads_to_the_villages_beside_it(published: Path) -> None:
    assert (row(published, "甲村")["每户债务"], row(published, "乙村")["每户债务"]) == ("8.05", "5.00")
    assert 'href="../index/figures/#v-demo"' in (published / "site/demo/index.html").read_text(encoding="utf-8")
    assert {"figures.csv", "figures.xlsx", "figures.json"} <= {path.name for path in (published / "site/index/figures").iterdir()}


def test_a_village_that_cannot_be_made_is_compared_by_what_stands(two: Path, tmp_path: Path) -> None:
    """Whoever was asked for, and whether or not anything is left of what was made, the portal is the same."""
    write_tree(two, {"village.yml": SETTINGS, "/data/villages/other/notices/new.md": NOTICE})
    again = Path(shutil.copytree(two, tmp_path / "again", symlinks=True))
    assert build.build(two, TODAY).kept == ("demo",)
    assert (row(two, "甲村")["债务"], row(two, "甲村")["算到哪天"]) == ("80.50", "2026-11-23")
    shutil.rmtree(again / "build/boards")
    shutil.rmtree(again / "build/portal")
    build.build(again, TODAY, ["other"])
    figures_of = [portal(root)["index/figures/index.html"] for root in (two, again)]
    assert figures_of[0] == figures_of[1]


def test_what_is_taken_down_is_compared_no_more(two: Path) -> None:
    write_tree(two, {"village.yml": SHOWS_LESS})
    (taken,) = build.build(two, TODAY).taken
    assert "holdings/debts/2026-Q3/" in taken.pages
    gone = row(two, "甲村")
    assert (gone["户数"], gone["债务"], gone["每户债务"]) == ("10", "", "")
    assert row(two, "乙村")["债务"] == "50.00"
    assert "80.50" not in (two / "site/index/figures/figures.csv").read_text(encoding="utf-8-sig")


def test_nobody_is_beside_one_village_alone(two: Path) -> None:
    shutil.rmtree(two / "data/villages/other")
    write_tree(two, {"village.yml": SETTINGS, "ledger/2026-03.csv": GOOD_LEDGER})
    build.build(two, TODAY)
    assert not (two / "site/index").exists()
    assert "和别的村" not in (two / "site/demo/index.html").read_text(encoding="utf-8")
