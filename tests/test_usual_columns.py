"""Columns that the usual tables of villages have beside those of the form: read, and checked where they add up to something."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.check.redaction import as_may_be_shown
from generator.config import Context, SiteConfig, Village
from generator.findable import each_record
from generator.kind import Kind
from generator.kinds import all_kinds
from generator.load.board_data import load_board
from generator.model import Column
from generator.overviews.budget_execution import OVERVIEW as EXECUTION
from tests.conftest import TODAY, write_tree

Run = Callable[..., list[tuple[str, int, int, str]]]
POSTED = "公示期：2026-10-01 至 2026-10-16\n"
EARMARKED = "项目,上期结余,本期拨入,本期支出,期末结余\n管护,{},1000,400,{}\n"
LEVIES = "项目,上年结余,实筹金额,本年支出,年末结余\n修路,{},1000,400,{}\n"
PAY = POSTED + "姓名,职务,基本报酬,绩效报酬,应发合计,代扣,实发金额\n李样本,主任,2000,500,{},200,{}\n"
DEBTS = "类别,对方,事由,发生日期,期初余额,本期增加,本期减少,期末余额\n债权,样例店,租金,2025-07-10,{},500,200,{}\n"
CONTRACT = (
    "合同号,标的,对方,面积,单位,单价,起始日期,终止日期,年限,合同总额,应收,实收,{}\n"
    "合1,东塘,沈某,12,亩,800,2024-01-01,2028-12-31,5,{},9600,9600,{}\n"
)
TABLES = [
    ("earmarked/2026-Q3.csv", EARMARKED, ("500", "1100"), []),
    ("earmarked/2026-Q3.csv", EARMARKED, ("500", "600"), ["difference-mismatch"]),
    ("earmarked/2026-Q3.csv", EARMARKED + "合计,500,1000,400,1100\n", ("400", "1000"), ["total-mismatch"] * 2),
    ("earmarked/2026-Q3.csv", "项目,本期拨入,本期支出,结余\n管护,1000,{},{}\n", ("400", "1100"), ["difference-mismatch"]),
    ("levies/2026.csv", LEVIES, ("500", "1100"), []),
    ("levies/2026.csv", LEVIES, ("500", "600"), ["difference-mismatch"]),
    ("pay/2026-Q3.csv", PAY, ("2500", "2300"), []),
    ("pay/2026-Q3.csv", PAY, ("2600", "2400"), ["total-mismatch"]),
    ("pay/2026-Q3.csv", POSTED + "姓名,职务,应发,扣款,实发\n李样本,主任,{},200,{}\n", ("2500", "2500"), ["difference-mismatch"]),
    ("pay/2026-Q3.csv", POSTED + "姓名,职务,应发,实发\n李样本,主任,{},{}\n", ("2500", "2600"), ["paid-more"]),
    ("pay/2026-Q3.csv", POSTED + "姓名,职务,月数,月标准,应发,实发\n李样本,主任,3,800,{},{}\n", ("2400", "2400"), []),
    ("contracts/2026-Q3.csv", CONTRACT.format("年租金", "{}", "{}"), ("48000", "9600"), []),
    ("contracts/2026-Q3.csv", CONTRACT.format("年承包费", "{}", "{}"), ("48000", "9000"), ["contract-sum"] * 2),
    ("contracts/2026-Q3.csv", CONTRACT.format("年租金", "{}", "{}"), ("48000", ""), []),
    ("contracts/2026-Q3.csv", CONTRACT.format("年租金", "{}", "{}"), ("47000", ""), ["contract-sum"]),
    ("debts/2026-Q3.csv", DEBTS, ("1000", "1300"), []),
    ("debts/2026-Q3.csv", DEBTS, ("1000", "1200"), ["difference-mismatch"]),
    ("debts/2026-Q3.csv", "类别,对方,事由,发生日期,本期增加,本期减少,余额\n债权,样例店,租金,2025-07-10,{},200,{}\n", ("1000", "1200"), []),
    ("subsidies/2026-gengdi.csv", "补贴名称,组别,户主,面积,标准,金额,备注\n耕地补贴,一组,1-001,{},100,{},户主外出\n", ("5", "500"), []),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "figures", "told"), TABLES)
def test_usual_columns_are_read_and_checked(file: str, text: str, figures: tuple[str, str], told: list[str], problems_of: Run) -> None:
    assert [code for code, *_ in problems_of({file: text.format(*figures)})] == told


BESIDE = [(kind, column) for kind in all_kinds() for column in kind.columns if not column.asked]
CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
VALUES = {
    "money": ("7654.32", "765432"),
    "date": ("2019-02-03", "2019-02-03"),
    "number": ("7654.32", "7654.32"),
    "text": ("乙丙丁", "乙丙丁"),
}


def table(kind: Kind, columns: list[Column], cells: dict[str, str]) -> str:
    out = io.StringIO()
    rows = [[c.name for c in columns], [cells.get(c.name, c.example) for c in columns]]
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "column"), BESIDE, ids=lambda each: each.name)
def test_a_column_that_no_form_asks_for_is_read_and_shown_unless_it_names_somebody(kind: Kind, column: Column, tmp_path: Path) -> None:
    typed, shown = VALUES[column.type]
    # the cell that differs: else it is the example of the form, left there
    free = next(c.name for c in kind.form_columns if c.name in ("备注", "说明", "落实情况", "问题"))
    text = table(kind, [*kind.form_columns, column], {free: "甲", column.name: typed})
    board, problems = load_board(write_tree(tmp_path, {f"{kind.name}/{kind.name_example}.csv": text}), "demo", all_kinds())
    assert problems == []
    datasets = as_may_be_shown(board.datasets, CONTEXT, all_kinds())[kind.name]
    pages = [*kind.pages(datasets, CONTEXT), *EXECUTION.pages({"budget": datasets, "ledger": ()}, CONTEXT)]
    contents = [page.make(*page.uses) for page in pages if page.part in ("sheet", "month")]
    assert contents
    assert (shown in repr(contents)) == (column.persons != "unseen")
    hidden = [page.uses for page in pages] + list(each_record(kind.records(datasets, CONTEXT)))
    assert column.persons != "unseen" or shown not in repr(hidden), "what no page may show is not there when it is made"


@pytest.mark.parametrize(("kind", "column"), [each for each in BESIDE if each[1].stands_for], ids=lambda each: each.name)
def test_what_a_table_lacks_is_said_by_what_stands_for_it(kind: Kind, column: Column, tmp_path: Path) -> None:
    wanted = kind.column(column.stands_for)
    columns = [column if c is wanted else c for c in kind.form_columns]
    for name in (column.name, *column.aliases):
        text = table(kind, columns, {column.name: "乙丙丁"}).replace(column.name, name, 1)
        board, problems = load_board(write_tree(tmp_path, {f"{kind.name}/{kind.name_example}.csv": text}), "demo", all_kinds())
        assert problems == []
        assert board.datasets[kind.name][0].rows[0].text(wanted.name) == "乙丙丁"
