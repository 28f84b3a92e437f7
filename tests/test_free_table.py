"""Tables of notices in the shapes that offices give them: two header rows, closing lines, another table below or beside."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from generator.load.free_table import read_free_table
from generator.shown import Table


def read(tmp_path: Path, text: str) -> tuple[Table | None, list[str]]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    table, problems = read_free_table(path, "t.csv")
    return table, [p.code for p in problems]


def test_a_header_of_two_rows_names_each_column(tmp_path: Path) -> None:
    table, codes = read(tmp_path, "项目,金额,,备注\n,收入,支出,\n修路,10,4,\n修桥,,5,\n合计,10,9,\n")
    assert codes == []
    assert table
    assert [c.name for c in table.columns] == ["项目", "金额—收入", "金额—支出", "备注"]
    assert (table.rows, table.foot) == ((("修路", "10", "4", ""), ("修桥", "", "5", "")), ("合计", "10", "9", ""))
    assert read(tmp_path, "项目,金额,,备注\n,收入,支出,\n修路,10,4,\n修桥,,5,\n合计,10,8,\n")[1] == ["total-mismatch"]


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["项目", "金额", None, "备注"], [None, "收入", "支出", None], ["修路", 10, 4, None], ["合计", 10, 4, None]):
        sheet.append(row)
    for cells in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "t.xlsx"
    path.write_bytes(out.getvalue())
    table, problems = read_free_table(path, "t.xlsx")
    assert problems == []
    assert table
    assert [c.name for c in table.columns] == ["项目", "金额—收入", "金额—支出", "备注"]
    assert (table.rows, table.foot) == ((("修路", "10", "4", ""),), ("合计", "10", "4", ""))


@pytest.mark.parametrize(
    "text",
    [
        "姓名,职务,\n王某,,组长\n李某,会计,\n",
        "姓名,金额,备注\n王某,暂缓,\n",
        "项目,金额,\n合计,共计,全部\n",
        "姓名,金额,,备注\n王某,二,三,四\n",
    ],
)
def test_a_first_row_of_words_is_no_second_header(text: str, tmp_path: Path) -> None:
    table, _ = read(tmp_path, text)
    assert table
    assert not any("—" in c.name for c in table.columns)


CLOSING = [
    "填报日期：2026年3月31日,,",
    "贾村村民委员会,,",
    "附：单据3张,,",
    ",,2026年3月31日",
    "制表人：王某,审核：李某,",
    "联系电话：0000-0000001,,",
]


@pytest.mark.parametrize("line", CLOSING)
def test_closing_lines_are_shown_below_and_are_no_rows(line: str, tmp_path: Path) -> None:
    table, codes = read(tmp_path, f"项目,数量,金额\n修路,1,10\n修桥,2,5\n合计,3,15\n{line}\n")
    assert codes == []
    assert table
    assert len(table.rows) == 2
    assert table.foot == ("合计", "3", "15")
    assert table.note == "　".join(filter(None, line.split(",")))


def test_a_name_amid_the_rows_stays_one(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "单位,户数\n甲村村民委员会,\n乙村村民委员会,3\n")
    assert table
    assert len(table.rows) == 2


def test_a_line_above_with_two_cells_is_no_header(tmp_path: Path) -> None:
    table, codes = read(tmp_path, "修路清单,,\n填报单位：贾村村委会,,填报日期：2026-03-31\n项目,数量,金额\n修路,1,10\n")
    assert (codes, table and [c.name for c in table.columns]) == ([], ["项目", "数量", "金额"])


@pytest.mark.parametrize(
    "text",
    [
        "项目,金额,,组别,户数\n修路,10,,一组,3\n修桥,5,,二组,4\n合计,15,,合计,7\n",
        "项目,金额\n修路,10\n合计,10\n资金存放情况,\n账户,余额\n基本户,5\n",
    ],
)
def test_another_table_in_the_sheet_is_one_sentence(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text)[1] == ["second-table"]


def test_a_blank_column_with_a_word_in_it_is_a_column(tmp_path: Path) -> None:
    table, codes = read(tmp_path, "项目,金额,,组别,户数\n修路,10,急,一组,3\n")
    assert codes == []
    assert table
    assert len(table.columns) == 5
