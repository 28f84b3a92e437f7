"""村级工程 (K16): what was agreed, changed, settled, paid, raised and entered in the ledger agrees; and what a villager reads of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.board import plan_board
from generator.check import projects
from generator.load.board_data import BoardData
from generator.load.settings import load_site
from generator.task import BoardTask
from tests.conftest import TODAY, docs_of, loaded, write_tree

Findable = Callable[..., list[tuple[str, int, int, str]]]
HEAD = "工程,立项,预算,招标方式,中标人,合同价,变更,结算,其他费用,总投资,财政补助,村集体出,验收,已付,账目"
DONE = "水渠,2026-01-20 会议,20000,比价,示例队,18000,-500,17500,1200,18700,10000,8700,2026-05-08,17500,"
NEW = "水渠,2026-01-20 会议,20000,比价,示例队,18000,{changed},,,,,,,{paid},"
PAID = {"2026-05": (17500, "水渠"), "2026-06": (1200, "水渠")}


def table(row: str, period: str = "2026-Q2") -> dict[str, str]:
    return {f"projects/{period}.csv": f"{HEAD}\n{row}\n"}


def ledger(paid: dict[str, tuple[int, str]]) -> dict[str, str]:
    """A month for each, with one payment under the name of a work."""
    files, left = {}, 50000
    for month, (amount, name) in paid.items():
        top = f"日期,凭证号,摘要,科目,收入,支出,余额,项目\n,,上月余额,,,,{left},\n"
        left -= amount
        files[f"ledger/{month}.csv"] = f"{top}{month}-20,记-001,付款,在建工程,,{amount},{left},{name}\n"
    return files


@pytest.fixture(scope="module")
def shifan() -> BoardData:
    return loaded("shifan")[0]


def test_the_sample_agrees_with_itself_and_with_its_ledger(shifan: BoardData) -> None:
    works = shifan.datasets["projects"]
    own, across = list(projects.sums(works)), list(projects.ledger_agrees(works, shifan.datasets["ledger"]))
    assert all(identity.holds for identity in (*own, *across))
    assert [sum(i.code == f"project-{name}" for i in own) for name in ("settlement", "whole", "sources")] == [5, 5, 5]
    assert sorted(i.right for i in across) == [3648000, 6703200, 18444947, 18999760, 23971942]


def test_what_is_right_gets_no_word(problems_of: Findable) -> None:
    assert problems_of(table(DONE) | ledger(PAID)) == []


@pytest.mark.parametrize("column", ["合同价", "变更", "结算", "其他费用", "总投资", "财政补助", "村集体出", "已付"])
@pytest.mark.parametrize("fen", [1, -1])
def test_a_fen_off_anywhere_is_told(column: str, fen: int, problems_of: Findable) -> None:
    cells = dict(zip(HEAD.split(","), DONE.split(","), strict=True))
    cells[column] = f"{int(cells[column]) + fen / 100:.2f}"
    found = problems_of(table(",".join(cells.values())) | ledger(PAID))
    assert found
    assert {code.partition("-")[0] for code, *_ in found} == {"project"}


def test_before_it_is_settled_nothing_is_compared_but_what_was_paid(problems_of: Findable) -> None:
    assert problems_of(table(NEW.format(changed="500", paid="18500"))) == []
    assert problems_of(table(NEW.format(changed="-500", paid="17500.01"))) == [("project-paid", 2, 2, "已付")]


@pytest.mark.parametrize(
    "months",
    [
        {"2026-05": (17500, "别的"), "2026-06": (1200, "别的")},  # it names no such work
        {"2026-04": (17500, "水渠"), "2026-06": (1200, "水渠")},  # a month is missing
        {"2026-05": (17500, "水渠")},  # it ends before the period does
    ],
)
def test_the_ledger_is_asked_only_where_it_can_tell(months: dict[str, tuple[int, str]], problems_of: Findable) -> None:
    assert "project-ledger" not in {code for code, *_ in problems_of(table(DONE) | ledger(months))}


def test_the_ledger_may_call_it_by_another_name(problems_of: Findable) -> None:
    months = {"2026-05": (17500, "三组水渠"), "2026-06": (1200, "水渠监理")}
    assert problems_of(table(DONE + "三组水渠、水渠监理") | ledger(months)) == []
    assert [code for code, *_ in problems_of(table(DONE + "三组水渠") | ledger(months))] == ["project-ledger"]


def test_a_villager_reads_what_it_cost_and_what_is_still_owed(tmp_path: Path) -> None:
    root = write_tree(tmp_path, table(NEW.format(changed="-500", paid="9000")))
    site, _ = load_site(root)
    _, plan, problems = plan_board(BoardTask(root, "demo", site, TODAY))
    assert plan, problems
    page = docs_of(plan)["affairs/projects/2026-Q2.md"].decode()
    for said in (
        "还没有验收，预算 20,000.00 元",
        'data-label="还没有付">8,500.00<',
        'data-label="变更">-500.00<',
        'data-label="中标人">示例队<',
    ):
        assert said in page
    assert 'data-label="总投资"' not in page  # nothing is made up before it is known
