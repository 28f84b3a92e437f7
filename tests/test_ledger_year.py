"""The year page: the same months of the year before, households and heads, the largest payments; and who reviewed a month."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.board import plan_board
from generator.compared import share
from generator.config import SiteConfig
from generator.posted import Posted
from generator.task import BoardTask
from tests.conftest import LEDGER_HEADER, TODAY, VILLAGE_YML, docs_of, write_tree


def month(key: str, opening: str, *rows: str) -> dict[str, str | bytes]:
    lines = [f"{key}-{n:02d},记-{n:03d},{row}" for n, row in enumerate(rows, 1)]
    return {f"ledger/{key}.csv": "\n".join([LEDGER_HEADER, f",,上月余额,,,,{opening}", *lines]) + "\n"}


JANUARY = month("2025-01", "1000", "收租金,经营收入,300,,1300", "付电费,管理费用,,100,1200")
LATER = {
    **month("2025-02", "1200", "付电费,管理费用,,200,1000"),
    **{path: text for n in range(3, 13) for path, text in month(f"2025-{n:02d}", "1000").items()},
    **month("2026-01", "1000", "收租金,经营收入,450.01,,1450.01", "修路,公益支出,,50,1400.01", "付电费,管理费用,,70,1330.01"),
}
BOOKS = {**JANUARY, **LATER}
"""Of 2025 only January stands beside 2026."""


def docs(root: Path, files: dict[str, str | bytes]) -> dict[str, bytes]:
    write_tree(root, files)
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
    assert plan, problems
    return docs_of(plan)


def compared(made: dict[str, bytes], year: str = "2026") -> list[dict[str, str | None]]:
    found = json.loads(made[f"finance/{year}/{year}-compared.json"])
    assert isinstance(found, list)
    return found


def test_only_the_same_months_are_compared(tmp_path: Path) -> None:
    made = docs(tmp_path, {**BOOKS, "village.yml": VILLAGE_YML + "户数: 3\n人口: 7\n"})
    assert compared(made) == [
        {
            "科目": "经营收入",
            "收支": "收入",
            "2026年": "450.01",
            "2025年同期": "300.00",
            "增减": "150.01",
            "每户": "150.00",
            "每人": "64.29",
        },
        {
            "科目": "收入合计",
            "收支": "收入",
            "2026年": "450.01",
            "2025年同期": "300.00",
            "增减": "150.01",
            "每户": "150.00",
            "每人": "64.29",
        },
        {"科目": "管理费用", "收支": "支出", "2026年": "70.00", "2025年同期": "100.00", "增减": "-30.00", "每户": "23.33", "每人": "10.00"},
        {"科目": "公益支出", "收支": "支出", "2026年": "50.00", "2025年同期": "0.00", "增减": "50.00", "每户": "16.67", "每人": "7.14"},
        {"科目": "支出合计", "收支": "支出", "2026年": "120.00", "2025年同期": "100.00", "增减": "20.00", "每户": "40.00", "每人": "17.14"},
    ]


def test_without_households_and_heads_there_are_no_such_columns(tmp_path: Path) -> None:
    made = docs(tmp_path, BOOKS)
    assert list(compared(made)[0]) == ["科目", "收支", "2026年", "2025年同期", "增减"]
    assert "finance/2025/2025-compared.csv" not in made


def test_where_a_month_of_last_year_is_missing_nothing_is_compared(tmp_path: Path) -> None:
    files = {**LATER, "village.yml": VILLAGE_YML + "户数: 3\n"}
    assert list(compared(docs(tmp_path, files))[0]) == ["科目", "收支", "2026年", "每户"]


def test_the_largest_payments_come_first(tmp_path: Path) -> None:
    made = docs(tmp_path, BOOKS)
    largest = json.loads(made["finance/2026/2026-largest.json"])
    assert [(row["摘要"], row["支出"]) for row in largest] == [("付电费", "70.00"), ("修路", "50.00")]
    assert "支出最多的 2 笔" in made["finance/2026.md"].decode()


@given(st.integers(0, 10**15), st.integers(1, 10**5))
def test_a_share_is_right_to_half_a_fen(fen: int, among: int) -> None:
    assert abs(2 * (share(fen, among) * among - fen)) <= among


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("村务监督委员会李样本 2026-04-06 审核通过", ["村务监督委员会李样本", "2026-04-06", "审核通过"]),
        ("监委会李样本，2026年4月6日，同意公开。", ["监委会李样本", "2026年4月6日", "同意公开"]),
        ("2026-04-06 审核通过", ["2026-04-06 审核通过"]),
        ("李样本，同意公开", ["李样本，同意公开"]),
        ("", []),
    ],
)
def test_a_review_is_told_in_its_parts(typed: str, parts: list[str]) -> None:
    assert [said for _, said in Posted(reviewed=typed).review] == parts


def test_a_month_says_who_reviewed_it_or_that_nobody_is_named(tmp_path: Path, samples: Path) -> None:
    assert "没有写明谁审核" in docs(tmp_path, BOOKS)["finance/2026-01.md"].decode()
    page = (samples / "build/boards/shifan/docs/finance/2026-10.md").read_text(encoding="utf-8")
    assert "周假设、吴举例、郑试用，2026-11-06，核对凭证 42 张，同意公开。</p>" in page


def test_a_long_month_leads_to_its_newest_row(tmp_path: Path) -> None:
    pay = [f"付第{n}次电费,管理费用,,1,{1000 - n}.00" for n in range(1, 15)]
    made = docs(tmp_path, month("2026-01", "1000", *pay) | month("2026-02", "986", "付电费,管理费用,,1,985.00"))
    assert '最近一笔：<a href="#r14">1月14日，付第14次电费</a>' in made["finance/2026-01.md"].decode()
    assert "最近一笔" not in made["finance/2026-02.md"].decode(), "of a few all are seen at once"
