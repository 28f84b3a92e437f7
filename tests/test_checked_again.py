"""`check` of a board that was made before: what it reads no second time is what it would read, and it says the same."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator import build
from generator.load import board_data
from tests.conftest import LEDGER_HEADER, TODAY, write_tree

MONTH = f"{LEDGER_HEADER}\n2026-03-01,,上月余额,,,,1000.00\n2026-03-05,记-001,付水泵维修费,公益支出,,860.00,140.00\n"
NEXT = f"{LEDGER_HEADER}\n2026-04-05,记-001,付路灯电费,公益支出,,100.00,40.00\n"
EDITS = {
    "a sum": ("ledger/2026-04.csv", NEXT.replace("40.00", "41.00")),
    "a number of somebody's": ("ledger/2026-04.csv", NEXT.replace("付路灯电费", "付王某 13900000001")),
    "what the next month begins with": ("ledger/2026-03.csv", MONTH.replace("860.00,140.00", "800.00,200.00")),
    "a file that cannot be read": ("ledger/2026-04.csv", "日期\n"),
    "nothing": ("ledger/2026-04.csv", NEXT),
}

ACCOUNTS = """账户,日期,凭证号,摘要,科目,收入,支出,余额
现金,,,上月余额,,,,10.00
存款,,,上月余额,,,,30.00
现金,2026-05-05,记-001,付路灯电费,公益支出,,5.00,5.00
存款,2026-05-06,记-002,付水泵维修费,公益支出,,{}
"""
"""The month after, kept by account; what the second one paid and has left."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_tree(tmp_path_factory.mktemp("made"), {"ledger/2026-03.csv": MONTH, "ledger/2026-04.csv": NEXT})
    assert build.build(root, TODAY).boards[0].built
    return root


@pytest.mark.parametrize("edit", EDITS)
def test_a_board_that_was_made_is_checked_as_one_that_was_not(edit: str, made: Path, tmp_path: Path) -> None:
    again, fresh = Path(shutil.copytree(made, tmp_path / "again")), Path(shutil.copytree(made, tmp_path / "fresh"))
    shutil.rmtree(fresh / "build")  # what is published is asked by both
    for root in (again, fresh):
        write_tree(root, {EDITS[edit][0]: EDITS[edit][1]})
    problems = build.check(again, TODAY).problems
    assert problems == build.check(again, TODAY).problems == build.check(fresh, TODAY).problems
    assert bool(problems) == (edit != "nothing")


def test_only_what_is_new_is_read_again(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(made, tmp_path / "root"))
    write_tree(root, {"ledger/2026-04.csv": NEXT.replace("路灯", "道路")})
    read: list[str] = []
    load_file = board_data.load_file
    monkeypatch.setattr(board_data, "load_file", lambda root, item, kind: read.append(item.key) or load_file(root, item, kind))
    build.check(root, TODAY)
    build.check(root, TODAY)
    assert read == ["2026-04"]


def test_a_check_alone_writes_nothing(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": MONTH})
    before = sorted(root.rglob("*"))
    assert not build.check(root, TODAY).problems
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("stays", [True, False])
def test_a_fault_is_told_until_it_is_mended_whatever_else_is_edited(stays: bool, tmp_path: Path) -> None:
    right = {"ledger/2026-03.csv": MONTH, "ledger/2026-04.csv": NEXT, "ledger/2026-05.csv": ACCOUNTS.format("20.00,10.00")}
    root = write_tree(tmp_path / "root", {**right, "/data/site.yml": "标题: 甲镇\n更正起: 2099-12-31\n"})
    edits = [
        ({}, set()),
        ({"ledger/2026-03.csv": MONTH.replace("860.00,140.00", "800.00,200.00")}, {"balance-mismatch"}),
        ({"ledger/2026-05.csv": ACCOUNTS.format("40.00,-10.00")}, {"balance-mismatch", "negative-balance"}),
        ({"ledger/2026-04.csv": NEXT.replace("路灯", "道路")}, {"balance-mismatch", "negative-balance"}),
        ({"ledger/2026-03.csv": MONTH}, {"negative-balance"}),
        ({"ledger/2026-04.csv": NEXT}, {"negative-balance"}),
        (right, set()),
    ]
    with build.staying() if stays else nullcontext():
        for files, told in edits:
            write_tree(root, dict(files))
            problems = build.build(root, TODAY).problems
            assert {problem.code for problem in problems} == told
            assert build.build(root, TODAY).problems == problems
