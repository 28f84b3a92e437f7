"""What is served, how many came, what was promised: the word of the day, and no small number."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.config import Context, SiteConfig, Village
from generator.kind import Datasets
from generator.kinds import all_kinds, kind_named
from generator.kinds.services import _state
from generator.load.board_data import load_board
from generator.shown import Page
from tests.conftest import TODAY, write_tree

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 28)
HEAD = "服务,类别,时间,地点,状态,从,到,改为\n"


def _loaded(root: Path, kind: str) -> Datasets:
    """The files of a kind."""
    board, _ = load_board(root, "demo", all_kinds())
    return board.datasets[kind]


@pytest.mark.parametrize(
    ("state", "hours", "words"),
    [
        ("暂停", "", ("11月20日起暂停", "暂停，到 2026-11-28", "暂停，今天最后一天", "照常")),
        ("改时间", "下午", ("11月20日起改时间", "时间改了，到 2026-11-28", "时间改了，今天最后一天", "照常")),
        ("照常", "", ("照常",) * 4),
    ],
)
def test_a_service_is_closed_or_moved_from_first_to_last_day(state: str, hours: str, words: tuple[str, ...], tmp_path: Path) -> None:
    days = ("", "") if state == "照常" else (FIRST, LAST)
    write_tree(tmp_path, {"services/2026.csv": f"{HEAD}村卫生室,卫生,上午,村东,{state},{days[0]},{days[1]},{hours}\n"})
    (data,) = _loaded(tmp_path, "services")
    (row,) = data.rows
    asked = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    assert tuple(str(_state(row, day)) for day in asked) == words


def test_a_small_number_is_said_nowhere_nor_what_gives_it_away(tmp_path: Path) -> None:
    lines = "项目,数量,单位,适龄人数,比率,单价,收费金额\n小学入学,3,人,7,42.9%,,\n送餐,4,人,,,11.00,44.00\n初中入学,5,人,9,55.6%,,\n"
    write_tree(tmp_path, {"attendance/2026-Q3.csv": lines})
    kind = kind_named("attendance")
    assert kind
    context = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
    datasets = tuple(kind.redact(data, context) for data in _loaded(tmp_path, "attendance"))
    (page,) = kind.pages(datasets, context)
    assert isinstance(page, Page)
    content = page.make(*page.uses)
    brief = kind.front(datasets, context)
    told = [repr(content), repr(list(kind.records(datasets, context))), repr(page.cover), repr(brief), page.description]
    for gone in ("42.9", "4400", "44.00"):
        assert not [text for text in told if gone in text], gone
    assert "<5" in told[0]
    assert "55.6" in told[0]
