"""Small files with the troubles of real books, each in a folder of tests/cases: read right, or told in one true sentence.

A case is what lies in a village's folder. Own accounts and whole years in a file (07, 08, 16, 17) come here with what reads them.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator import build
from generator.kinds import all_kinds
from generator.load.board_data import load_board
from tests.conftest import TODAY, VILLAGE_YML, write_tree

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Right:
    """What must happen: the sums of columns in fen, and the problems that are told, each so often."""

    sums: dict[tuple[str, str], int] = field(default_factory=dict)
    """(kind, column) → fen of all its rows."""
    told: dict[str, int] = field(default_factory=dict)
    says: str = ""
    """Words that the problem's sentence or remedy holds."""
    never: str = ""


def ledger(income: int, expense: int) -> dict[tuple[str, str], int]:
    return {("ledger", "收入"): income * 100, ("ledger", "支出"): expense * 100}


RIGHT = {
    "01b-red-ink": Right(told={"red-amount": 2}, says="写成负数，如 -200.00"),
    "02-amounts": Right(told={"bad-amount": 12}, says="小数点或逗号多了", never="字母"),
    "05c-noncash-gap": Right(ledger(3000, 1100), {"voucher-skipped": 1}, says="不动钱的（计提、结转）"),
    "09-csv-as-xlsx": Right(told={"unreadable-file": 1}, says="把文件名最后的 .xlsx 改成 .csv"),
    "09-html-xlsx": Right(told={"unreadable-file": 1}, says="另存为"),
    "10-comma-sentence": Right(told={"header-not-found": 1}, says="这一行像是表头", never="英文逗号"),
    "13-lrm": Right(told={"bad-text": 1}, says="U+202C"),
    "13-lrm-header": Right(ledger(0, 100)),
    "14-sci-contract": Right(told={"bad-value": 1}, says="科学计数法"),
    "14-sci-voucher-once": Right(ledger(0, 100), {"bad-value": 1}, says="科学计数法"),
    "15-split-date": Right(ledger(0, 200)),
    "15-year-under-date": Right(told={"opening-missing": 1}, says="上月余额"),
    "18-late": Right(ledger(3000, 100)),
    "19-yearend": Right(ledger(0, 100)),
    "20-lines": Right(ledger(3000, 200)),
    "21-empty-month": Right(ledger(0, 100), {"empty-list": 1}, says="本月无收支"),
    "22-gbk-lost-b": Right(told={"lost-character": 2}, says="王?样"),
    "23-levies": Right({("levies", "实筹金额"): 400000}),
    "23-lists-all": Right(
        {("levies", "实筹金额"): 400000, ("budget", "计划数"): 25000000, ("earmarked", "拨入"): 4300000, ("pay", "实发"): 60000},
        {"list-endless": 1},  # of pay: it is read, and asked until when it is posted
    ),
    "23-merged-subtotal-named": Right({("subsidies", "金额"): 350000}),
    "23-subsidies-b": Right({("subsidies", "金额"): 350000}),
    "24-trial-direction": Right(
        {("trial", "期初借方"): 1000000, ("trial", "期初贷方"): 1000000, ("trial", "期末借方"): 1300000, ("trial", "期末贷方"): 1300000},
        {"account-code": 1},  # 513 is 管理费用: the one thing that is wrong in it
        says="「公益支出」的编码是 514",
    ),
    "26-bank-statement": Right(told={"sides-swapped": 1}, says="对调"),
    "27-direction-column": Right(ledger(3000, 200)),
    "28-newest-first": Right(told={"newest-first": 1}, says="升序"),
    "29-display-format": Right({("budget", "计划数"): 9120000}),
    "29-unit-oneline": Right({("budget", "计划数"): 9120000}),
    "29-unit-split": Right({("budget", "计划数"): 9120000}),
    "30-second-table": Right(told={"second-table": 1}, says="资金存放情况"),
}


def test_every_case_has_what_is_right() -> None:
    assert {path.name for path in CASES.iterdir()} == set(RIGHT)


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_is_read_right_or_told(name: str, tmp_path: Path) -> None:
    right = RIGHT[name]
    root = write_tree(tmp_path, {"village.yml": VILLAGE_YML + "会计制度: 2023\n"})
    shutil.copytree(CASES / name, root / "data/villages/demo", dirs_exist_ok=True)
    found = build.check(root, TODAY).problems
    assert Counter(p.code for p in found) == right.told
    words = " ".join(f"{p.message} {p.hint}" for p in found)
    assert right.says in words
    assert not right.never or right.never not in words
    data, _ = load_board(root, "demo", all_kinds())
    for (kind, column), fen in right.sums.items():
        assert sum(row.fen(column) or 0 for dataset in data.datasets[kind] for row in dataset.rows) == fen, (kind, column)
