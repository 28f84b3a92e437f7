"""The life of a notice: posted as long as its item asks, its result told after the last day, taken down where persons stand in it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import build
from generator.board import plan_board
from generator.check.posting import taken_down
from generator.config import Context, Edition, SiteConfig, Village
from generator.findable import each_record
from generator.kinds import kind_named
from generator.load.settings import load_site
from generator.model import Dataset, Head, Row
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, docs_of, loaded, write_tree

NOTICE = "---\n标题: 公示\n事项: {}\n主体: 村民委员会\n范围: {}\n公开日: {}\n公示起: {}\n公示止: {}\n{}---\n\n共 12 户。\n"


def _codes(root: Path, matter: str, start: str, end: str, today: date, more: str = "结果: 无异议\n", scope: str = "社会") -> list[str]:
    write_tree(root, {"notices/2026-a.md": NOTICE.format(matter, scope, start, start, end, f"{more}期间: 2026-Q1\n")})
    return [p.code for p in build.check(root, today).problems]


@pytest.mark.parametrize(
    ("matter", "start", "enough", "short"),
    [
        ("村级工程", "2026-03-01", "2026-03-15", "2026-03-14"),  # fifteen days where the item says nothing else
        *((code, "2026-03-01", "2026-03-15", "2026-03-14") for code in ("C05", "C07", "C09", "C11", "C26")),
        ("村级工程", "2026-01-01", "2026-01-15", "2026-01-14"),  # the first day of the law
        ("征地全过程", "2026-03-01", "2026-03-30", "2026-03-29"),  # thirty
        ("D03", "2026-02-13", "2026-02-26", "2026-02-25"),  # five working days around the Spring Festival of 2026
        ("H01", "2026-03-01", "2026-03-07", "2026-03-06"),  # seven: candidates, before they are decided on
        ("征地全过程", "2024-02-20", "2024-03-20", "2024-03-19"),  # thirty over 29 February; the land law is older
    ],
)
def test_it_hangs_as_long_as_its_item_asks(matter: str, start: str, enough: str, short: str, tmp_path: Path) -> None:
    assert _codes(tmp_path / "a", matter, start, enough, date(2026, 4, 30)) == []
    assert _codes(tmp_path / "b", matter, start, short, date(2026, 4, 30)) == ["posting-short"]


@pytest.mark.parametrize("day", range(1, 16))
def test_no_law_asked_for_days_before_2026(day: int, tmp_path: Path) -> None:
    """Posted on the last day of 2025 for as many days: the law that asks for fifteen came into force on the day after."""
    end = (date(2025, 12, 31) + timedelta(days=day - 1)).isoformat()
    assert _codes(tmp_path / "a", "村级工程", "2025-12-31", end, date(2026, 4, 30)) == []
    told = [] if day == 15 else ["posting-short"]
    end = (date(2026, 1, 1) + timedelta(days=day - 1)).isoformat()
    assert _codes(tmp_path / "b", "村级工程", "2026-01-01", end, date(2026, 4, 30)) == told


@pytest.mark.parametrize(
    ("matter", "enough", "short"),
    [
        *((code, "2026-03-07", "2026-03-06") for code in ("C05", "C07", "C11", "C26")),
        ("C09", "2026-03-10", "2026-03-09"),  # seven working days from a Sunday on
        ("D03", "2026-03-06", "2026-03-05"),
        ("村级工程", "2026-03-15", "2026-03-14"),  # nothing else is laid down for it
    ],
)
def test_before_a_decision_it_hangs_as_long_as_its_item_asks(matter: str, enough: str, short: str, tmp_path: Path) -> None:
    more = "结果: 无异议\n阶段: 事前公示\n"
    assert _codes(tmp_path / "a", matter, "2026-03-01", enough, date(2026, 4, 30), more) == []
    assert _codes(tmp_path / "b", matter, "2026-03-01", short, date(2026, 4, 30), more) == ["posting-short"]


def test_who_posts_for_seven_days_is_told_of_both_ways_out(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"notices/2026-a.md": NOTICE.format("C11", "社会", *["2026-03-01"] * 2, "2026-03-07", "结果: 无异议\n")})
    (found,) = build.check(root, date(2026, 4, 30)).problems
    assert found.message == "从 2026年3月1日 到 2026年3月7日 只有 7 天，至少要 15 天。"
    assert found.hint == "公示止写 2026-03-15 或更晚。决定、发放以前征求意见的，加一行「阶段: 事前公示」，至少 7 天 就够。"


def test_a_place_may_ask_for_more_than_the_law_at_any_time(tmp_path: Path) -> None:
    site = {"/data/site.yml": "标题: 某镇\n最短公示天数: 20\n"}
    for start, enough, short in (("2025-03-01", "2025-03-20", "2025-03-19"), ("2026-03-01", "2026-03-20", "2026-03-19")):
        for end, told in ((enough, []), (short, ["posting-short"])):
            write_tree(tmp_path / end, site)
            assert _codes(tmp_path / end, "村级工程", start, end, date(2026, 4, 30)) == told


def test_a_table_says_whether_it_is_posted_before_or_after(tmp_path: Path) -> None:
    table = "补贴名称,组别,户主,面积,标准,金额\n还田补贴,一组,1-003,2.00,100.00,200.00\n\n公开日：2026-03-01\n公示期：2026-03-01 至 {}\n{}"
    for end, stage, told in (
        ("2026-03-15", "", 0), ("2026-03-14", "", 1), ("2026-03-07", "阶段：事前公示\n", 0), ("2026-03-06", "阶段：事前公示\n", 1),
    ):  # fmt: skip
        root = write_tree(tmp_path / (end + stage[:2]), {"subsidies/2026-gengdi.csv": table.format(end, stage)})
        found = [p.code for p in build.check(root, date(2026, 4, 30)).problems]
        assert found.count("posting-short") == told, (end, found)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("默认张贴: 14日\n", 1), ("默认张贴: 15日\n", 0), ("默认张贴: 10个工作日\n", 1), ("默认张贴: 11个工作日\n", 0),
        ("目录:\n  - {码: C11, 张贴: 7日}\n", 1), ("目录:\n  - {码: C11, 公示: 7日}\n", 0), ("目录:\n  - {码: F09, 张贴: 7日}\n", 0),
        ("目录:\n  - {码: X01, 名称: 农机作业, 周期: 季, 张贴: 7日}\n", 1),
    ],
)  # fmt: skip
def test_a_region_cannot_ask_for_less_than_the_law(rule: str, told: int, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"/data/regions/county.yml": f"名称: 某县\n{rule}"})
    assert [p.code for p in load_site(root)[1]] == ["bad-rule"] * told


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
    data = Dataset("notices", "2026-a", "x", (row,), document=True)
    assert taken_down(data, Context(SiteConfig(), Village("demo", "甲村"), date(2026, 3, 16))) == gone


@pytest.mark.parametrize(("end", "told"), [("2026-03-15", 0), ("2026-03-14", 1)])
def test_a_table_of_several_items_hangs_as_long_as_one_of_them_asks(end: str, told: int, tmp_path: Path) -> None:
    """What is paid out of a compensation is no plan of it, which hangs for thirty days."""
    table = (ROOT / "data/villages/shifan/compensation/2024-guanwang.csv").read_text(encoding="utf-8-sig")
    table = "".join(line + "\n" for line in table.splitlines() if not line.startswith(("公开日", "公示期")))
    root = write_tree(tmp_path, {"compensation/2024-guanwang.csv": f"{table}公开日：2026-03-01\n公示期：2026-03-01 至 {end}\n"})
    assert [p.code for p in build.check(root, date(2026, 4, 30)).problems].count("posting-short") == told


def test_what_came_of_it_is_found() -> None:
    """A search finds a notice by all that its page tells: its 结果 too, and its 事项 once."""
    kind = kind_named("notices")
    assert kind
    notices, context = loaded("shifan")[0].datasets["notices"], Context(SiteConfig(), Village("demo", "甲村"), TODAY)
    found = {record.path: record.text for record in each_record(kind.records(notices, context))}
    told = [(data, row) for data in notices for row in data.rows if row["结果"] and f"notices/{data.key}.md" in found]
    assert told
    for data, row in told:
        text = found[f"notices/{data.key}.md"]
        assert " ".join(row.text("结果").split()) in text
        assert not text.startswith(f"{row.text('事项')} {row.text('事项')}")
