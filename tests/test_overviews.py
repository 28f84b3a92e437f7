"""An overview is given the kinds it names and no others; a section's front page names the pages that are listed there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import board, build, planned
from generator.config import Context, SiteConfig
from generator.kind import Books, Overview
from generator.model import Problem, Source, problem
from generator.shown import Content, Page
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, docs_of, write_tree
from tests.problems_for_tests import GOOD_LEDGER


def _found(books: Books, context: Context) -> Iterator[Problem]:
    yield problem("future-date", Source(books["ledger"][0].file), "、".join(books))


def _crash(books: Books, context: Context) -> Iterator[Problem]:
    raise KeyError("notices")


def _nothing() -> Content:
    return Content({"view": None})


def _pages(books: Books, context: Context) -> Iterator[Page]:
    yield Page("finance/extra.md", "账怎么<核>", "offline", "offline", _nothing, description="一页说清", listed="财务公开")


def _board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overview: Overview) -> Path:
    for module in (board, planned):
        monkeypatch.setattr(module, "all_overviews", lambda: (overview,))
    return write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})


def test_it_checks_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overview = Overview("proof", "核对", 15, ("ledger", "honors"), (_found, _crash))
    found = build.check(_board(tmp_path, monkeypatch, overview), TODAY).problems
    assert [p.message for p in found if p.code == "future-date"] == ["ledger、honors"]
    (crashed,) = (p for p in found if p.code == "internal-error")
    assert "核对" in crashed.message


def test_its_page_is_listed_by_the_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _board(tmp_path, monkeypatch, Overview("proof", "核对", 15, ("ledger",), pages=_pages))
    _, plan, problems = board.plan_board(BoardTask(root, "demo", SiteConfig(), date(2026, 4, 10)))
    assert plan, problems
    (front,) = (item for item in plan.items if item.name == "finance/index.md")
    text = front.make()["finance/index.md"].decode()
    assert "## 本栏还有" in text
    assert '<a href="extra/"><strong>账怎么&lt;核&gt;</strong><span>一页说清</span></a>' in text
    assert not [page for page in plan.settings.nav if "extra" in page[1]]


def test_a_section_without_a_front_page_gets_one(tmp_path: Path) -> None:
    """A village that posts pay only: its page can be reached, and the way back from it leads somewhere."""
    pay = (ROOT / "data/villages/shifan/pay/2026-Q3.csv").read_bytes()
    _, plan, problems = board.plan_board(BoardTask(write_tree(tmp_path, {"pay/2026-Q3.csv": pay}), "demo", SiteConfig(), TODAY))
    assert plan, problems
    assert ("财务公开", "finance/index.md") in plan.settings.nav
    text = docs_of(plan)["finance/index.md"].decode()
    assert "## 这一栏有" in text
    assert '<a href="pay/2026-Q3/"><strong>2026年第三季度干部报酬与误工补贴</strong>' in text
