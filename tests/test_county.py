"""Many villages: townships as folders, pages that stay small, and each board by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import build
from generator.config import SiteConfig
from generator.duties import Compliance
from generator.pages.portal import PortalEntry, portal_pages
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER
from tests.test_site import digest

LIMIT = 54_000
"""Bytes of a portal page's text; what the theme puts around it is 5 KB, and a page is to have 60 KB at most."""


def village(name: str, town: str) -> str:
    return VILLAGE_YML.replace("甲村", name) + f"乡镇: {town}\n"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    files = {f"/data/villages/{t}/{v}/village.yml": village(v, t + "镇") for t in ("east", "west") for v in ("a", "b")}
    root = write_tree(tmp_path, {**files, "/data/villages/east/a/ledger/2026-03.csv": GOOD_LEDGER})
    shutil.rmtree(root / "data/villages/demo")
    return root


def test_a_folder_of_villages_is_a_township(county: Path) -> None:
    outcome = build.build(county, TODAY)
    assert [board.slug for board in outcome.boards] == ["east/a", "east/b", "west/a", "west/b"]
    assert outcome.problems == ()
    front = (county / "site/index.html").read_text(encoding="utf-8")
    assert 'href="east/"' in front
    assert 'href="east/a/"' not in front
    town = (county / "site/east/index.html").read_text(encoding="utf-8")
    assert "<h1" in town
    assert "east镇" in town
    assert 'href="a/"' in town
    assert "2026年4月收支" in town  # what is due next
    assert (county / "site/east/a/finance/2026-03/index.html").is_file()
    assert (county / "site/east/a/sw.js").is_file()


def test_each_board_stands_by_itself(county: Path) -> None:
    build.build(county, TODAY)
    before = digest(county / "site/west")
    write_tree(county, {"/data/villages/east/a/ledger/2026-03.csv": BAD_LEDGER})
    shutil.rmtree(county / "data/villages/demo")
    shutil.rmtree(county / "data/villages/east/b")
    outcome = build.build(county, TODAY)
    assert (outcome.kept, outcome.removed) == (("east/a",), ("east/b",))
    assert {p.source.file for p in outcome.problems} == {"data/villages/east/a/ledger/2026-03.csv"}
    assert not (county / "site/east/b").exists()
    assert (county / "site/east/a/finance/2026-03/index.html").is_file()
    after = digest(county / "site/west")
    assert {path for path in after if after[path] != before.get(path)} <= {"index.html"}


def test_a_village_in_a_township_can_be_asked_for_alone(county: Path) -> None:
    outcome = build.build(county, TODAY, villages=["west/b"])
    assert [board.slug for board in outcome.boards] == ["west/b"]
    assert sorted(p.name for p in (county / "site/west").iterdir() if p.is_dir()) == ["b"]


def test_what_is_wrong_in_a_township_is_told(county: Path) -> None:
    write_tree(county, {"/data/villages/east/list.txt": "x", "/data/villages/east/B_c/village.yml": VILLAGE_YML})
    shutil.rmtree(county / "data/villages/demo")
    found = {(p.code, p.source.file) for p in build.check(county, TODAY).problems}
    assert found == {("unknown-file", "data/villages/east/list.txt"), ("bad-name", "data/villages/east/B_c")}


@pytest.mark.parametrize("several", [True, False])
def test_no_page_of_a_county_grows_with_the_county(several: bool) -> None:
    """Five hundred villages in twelve townships, with ten years to search, all the same or not."""
    years = tuple(str(year) for year in range(2026, 2016, -1))
    boards = [
        PortalEntry(
            f"town-{n % 12:02}/village-{n:03}", f"第{n}行政村", "山东省德州市平原县示例镇（示例数据）", f"town-{n % 12:02}/village-{n:03}/",
            f"第{n % 12}镇", years[n % 2 :] if several else years, 31_234, "2026-11-08",
            (("2026年第三季度「债权债务明细」「合同台账」等 4 项", "2026-10-15"),), Compliance(28, 38, 1),
        )
        for n in range(500)
    ]  # fmt: skip
    pages = portal_pages(SiteConfig(), boards, TODAY)
    assert len(pages) == 14
    sizes = {path: len(text.encode()) for path, text in pages.items()}
    assert max(sizes["index.md"], sizes["town-00/index.md"]) < 20_000
    if not several:
        assert max(sizes.values()) <= LIMIT, sizes
    assert "第3镇" in pages["index.md"]
    assert "42 个村" in pages["index.md"]


@pytest.mark.parametrize("towns", [0, 3])
def test_villages_in_no_folder_are_many_pages_too(towns: int) -> None:
    boards = [
        PortalEntry(
            f"village-{n:03}", f"第{n}行政村", "山东省德州市平原县示例镇（示例数据）", f"village-{n:03}/",
            f"第{n % towns}镇" if towns else "", ("2026", "2025"), 31_234, "2026-11-08",
            (("2026年第三季度「债权债务明细」「合同台账」等 4 项", "2026-10-15"),), Compliance(28, 38, 1),
        )
        for n in range(500)
    ]  # fmt: skip
    pages = portal_pages(SiteConfig(), boards, TODAY)
    assert max(len(text.encode()) for text in pages.values()) <= LIMIT
    lists = [path for path in pages if path.startswith("index/")]
    assert lists == [f"index/{n}/index.md" for n in range(1, (6 if towns else 5) + 1)]
    assert sum(pages[path].count("行政村</strong>") for path in lists) == 500
    assert all(f'href="{path.removesuffix("index.md")}"' in pages["index.md"] for path in lists)
    assert "第1镇：第301行政村 到 第499行政村" in pages["index.md"] or not towns


def test_their_pages_lead_to_them(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.pages.portal.MANY", 1)
    for slug in ("east/a", "west/b"):
        (county / "data/villages" / slug).rename(county / "data/villages" / slug.replace("/", "-"))
    for name in ("east", "west"):
        shutil.rmtree(county / "data/villages" / name)
    build.build(county, TODAY)
    front, page = ((county / "site" / path).read_text(encoding="utf-8") for path in ("index.html", "index/2/index.html"))
    assert 'href="index/1/"' in front
    assert 'href="../../west-b/"' in page
    assert (county / "site/west-b/index.html").is_file()
