"""收支明细 of a cash book that states no 余额: what is left is worked out, shown as such, and told once."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from generator.check.balances import balances
from generator.check.walk import states_balance
from generator.kinds._ledger_views import month_view
from generator.kinds.ledger import KIND, _rows_table
from generator.load.board_data import load_board
from tests.conftest import LEDGER_HEADER, write_tree

Run = Callable[..., list[tuple[str, int, int, str]]]
MARCH = "2026-03-05,记-1,付电费,公益支出,,100,{}\n2026-03-09,记-2,收租金,经营收入,300,,{}\n"
WITHOUT = "日期,凭证号,摘要,科目,收入,支出\n2026-04-05,记-1,付水费,公益支出,,50\n"


def march(first: str = "", last: str = "", more: str = "") -> str:
    return f"{LEDGER_HEADER}\n,,上月余额,,,,1000\n{MARCH.format(first, last)}{more}"


def test_months_without_a_balance_are_told_once(problems_of: Run) -> None:
    told = problems_of({"ledger/2026-03.csv": march(), "ledger/2026-04.csv": WITHOUT})
    assert [(code, row) for code, row, *_ in told] == [("balance-unstated", 3)]


@pytest.mark.parametrize("text", [march("900"), march(more=",,合计,,300,100,1200\n"), march("900", "1200")])
def test_one_balance_is_enough_to_compare(text: str, problems_of: Run) -> None:
    assert problems_of({"ledger/2026-03.csv": text}) == []
    assert "total-mismatch" in {code for code, *_ in problems_of({"ledger/2026-03.csv": march(more=",,合计,,300,100,1201\n")})}


def test_the_first_month_asks_for_a_column_where_there_is_none(problems_of: Run) -> None:
    assert [code for code, *_ in problems_of({"ledger/2026-04.csv": WITHOUT})] == ["opening-missing"]


def test_the_balance_shown_is_worked_out_and_says_so(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path, {"ledger/2026-03.csv": march("", "", "2026-03-10,记-3,提取备用金,库存现金,200,200,\n"), "ledger/2026-04.csv": WITHOUT}
    )
    board, _ = load_board(root, "demo", (KIND,))
    months = balances(board.datasets["ledger"])
    tables = [_rows_table(month.data, month_view(month)) for month in months]
    left = [[row[[c.name for c in table.columns].index("余额（算出）")] for row in table.rows] for table in tables]
    assert left == [[100000, 90000, 120000, 120000], [120000, 115000]]
    assert [months[-1].closing, tables[-1].foot[-1]] == [115000, 115000]
    assert all(not states_balance(month.data) for month in months)


def test_a_cash_journal_with_its_year_under_the_header(problems_of: Run) -> None:
    """Two storeys merged downwards, the year alone in the second, 往来单位, and no balance but the one in a column of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    names = ["日期", "凭证种类", "凭证编号", "项目编号", "费用类型", "往来单位", "报销人员", "摘要", "科目", "借方", "贷方", "备注", "余额"]
    sheet.append(["出纳日记账"])
    sheet.append(names)
    sheet.append(["2026年"])
    sheet.append([None] * 7 + ["上月余额"] + [None] * 4 + [1000])
    sheet.append([date(2026, 3, 5), "付", 1, None, "公益支出", "供电所", "李样本", "付电费", "银行存款", None, 100])
    for i in range(1, len(names)):
        sheet.merge_cells(start_row=2, end_row=3, start_column=i + 1, end_column=i + 1)
    out = io.BytesIO()
    book.save(out)
    told = problems_of({"ledger/2026-03.xlsx": out.getvalue()})
    assert [code for code, *_ in told] == ["balance-unstated"]
