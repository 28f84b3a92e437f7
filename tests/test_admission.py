"""发展党员: each step is posted for five working days, and names somebody for no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.check.redaction import as_may_be_shown
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds
from generator.kinds.admission import KIND
from generator.load.board_data import load_board
from tests.conftest import TODAY, write_tree

HEAD = "姓名,环节,公示起,公示止,受理电话,应到,到会,赞成,反对,弃权,结果\n"
Run = Callable[..., list[tuple[str, int, int, str]]]


def row(
    step: str = "发展对象",
    start: str = "2026-06-15",
    end: str = "2026-06-23",
    name: str = "冯举例",
    result: str = "无异议",
    votes: str = ",,,,",
) -> str:
    return f"{name},{step},{start},{end},0000-0000002,{votes},{result}\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row()], []),
        ([row(step="积极分子"), row(start="2026-07-06", end="2026-07-10")], []),
        # the Dragon Boat Festival of 2026 is on Friday 19 June
        ([row(end="2026-06-19")], ["posting-short"]),
        ([row(end="2026-06-22")], []),
        ([row(end="2026-06-14")], ["posting-order"]),
        ([row(result="")], ["result-missing"]),
        ([row(start="2026-11-16", end="2026-11-27", result="")], []),
        ([row(step="转正"), row(step="预备党员", start="2026-09-01", end="2026-09-10")], ["step-order"]),
        ([row(), row(start="2026-09-01", end="2026-09-10")], ["row-repeated"]),
        ([row(votes="41,38,37,0,2")], ["votes-mismatch"]),
    ],
)
def test_a_step_is_posted_long_enough_and_has_a_result(rows: list[str], told: list[str], problems_of: Run) -> None:
    assert [code for code, *_ in problems_of({"admission/2026.csv": HEAD + "".join(rows)}, TODAY)] == told


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 6, 23), ["冯举例", "卞示意"]),
        (date(2026, 6, 24), ["2 人（姓名已撤下）"]),
    ],
)
def test_nobody_is_named_when_his_posting_is_over(day: date, names: list[str], tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"admission/2026.csv": HEAD + row() + row(name="卞示意")})
    data, _ = load_board(root, "demo", all_kinds())
    context = Context(SiteConfig(), Village("demo", "甲村"), day)
    (shown,) = as_may_be_shown(data.datasets, context, all_kinds())["admission"]
    assert [r.text("姓名") for r in shown.rows] == names
    assert KIND.top(shown, context).facts[0] == ("发展对象", ("2 人",))
    assert any(name == "正在公示" for name, _ in KIND.top(shown, context).facts) == (len(names) == 2)
