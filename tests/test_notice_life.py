"""The life of a notice: posted as long as its item asks, its result told after the last day, taken down where persons stand in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import build
from generator.board import BoardTask, plan_board
from generator.check.posting import taken_down
from generator.config import Context, Edition, SiteConfig, Village
from generator.load.settings import load_site
from generator.model import Head, Row
from tests.conftest import docs_of, write_tree

NOTICE = "---\n标题: 公示\n事项: {}\n主体: 村民委员会\n范围: {}\n公开日: {}\n公示起: {}\n公示止: {}\n{}---\n\n共 12 户。\n"


def _codes(root: Path, matter: str, start: str, end: str, today: date, more: str = "结果: 无异议\n", scope: str = "社会") -> list[str]:
    write_tree(root, {"notices/2026-a.md": NOTICE.format(matter, scope, start, start, end, more)})
    return [p.code for p in build.check(root, today).problems]


@pytest.mark.parametrize(
    ("matter", "start", "enough", "short"),
    [
        ("村级工程", "2026-03-01", "2026-03-15", "2026-03-14"),  # fifteen days where the item says nothing else
        ("C11", "2026-03-01", "2026-03-07", "2026-03-06"),  # seven
        ("征地全过程", "2026-03-01", "2026-03-30", "2026-03-29"),  # thirty
        ("D03", "2026-02-13", "2026-02-26", "2026-02-25"),  # five working days around the Spring Festival of 2026
        ("其他", "2024-02-20", "2024-03-05", "2024-03-04"),  # over 29 February
    ],
)
def test_it_hangs_as_long_as_its_item_asks(matter: str, start: str, enough: str, short: str, tmp_path: Path) -> None:
    assert _codes(tmp_path / "a", matter, start, enough, date(2026, 4, 30)) == []
    assert _codes(tmp_path / "b", matter, start, short, date(2026, 4, 30)) == ["posting-short"]


def test_what_came_of_it_is_asked_for_after_its_last_day(tmp_path: Path) -> None:
    term = ("村级工程", "2026-03-01", "2026-03-15")
    assert _codes(tmp_path / "a", *term, date(2026, 3, 15), "") == []
    assert _codes(tmp_path / "b", *term, date(2026, 3, 16), "") == ["result-missing"]
    assert _codes(tmp_path / "c", *term, date(2026, 3, 16), "结果: 无异议\n结果日期: 2026-03-16\n") == []
    assert _codes(tmp_path / "d", *term, date(2026, 3, 16), "结果: 无异议\n结果日期: 2026-03-15\n") == ["posting-order"]


def _docs(root: Path, today: date, edition: Edition = "public") -> set[str]:
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], today, edition=edition))
    assert plan, problems
    return {path for path in docs_of(plan) if path.startswith("notices/2026") and path.endswith(".md")}


def test_it_is_taken_down_on_its_day(tmp_path: Path) -> None:
    text = NOTICE.format("村级工程", "社会", "2026-03-01", "2026-03-01", "2026-03-15", "结果: 无异议\n撤下日: 2026-04-01\n")
    root = write_tree(tmp_path, {"notices/2026-a.md": text})
    assert _docs(root, date(2026, 3, 31)) == {"notices/2026-a.md"}
    assert _docs(root, date(2026, 4, 1)) == set()
    assert [p.code for p in build.check(root, date(2026, 4, 1)).problems] == ["taken-down"]


def test_where_persons_stand_in_it_and_not_all_may_see_it_it_goes_with_its_last_day(tmp_path: Path) -> None:
    text = NOTICE.format("C09", "村民", "2026-03-01", "2026-03-01", "2026-03-15", "")
    root = write_tree(tmp_path, {"notices/2026-a.md": text})
    assert _docs(root, date(2026, 3, 15)) == set()
    assert _docs(root, date(2026, 3, 15), "village") == {"notices/2026-a.md"}
    assert _docs(root, date(2026, 3, 16), "village") == set()


@pytest.mark.parametrize(("matter", "gone"), [("C01", False), ("C09", True), ("其他", False)])
def test_only_where_persons_stand_in_it(matter: str, gone: bool) -> None:
    fields = ("事项", "范围", "公示止", "撤下日")
    row = Row(Head("x", fields), 1, 1, (matter, "村民", "2026-03-15", ""), (matter, "村民", date(2026, 3, 15), None))
    assert taken_down(row, Context(SiteConfig(), Village("demo", "甲村"), date(2026, 3, 16))) == gone
