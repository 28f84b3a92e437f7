"""Real office files: encodings, title rows, units, merged cells, serial dates, sums first or last."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator import build
from generator.kinds import kind_named
from generator.load.board_data import load_board, load_file
from generator.load.discover import InputFile
from generator.load.free_table import read_free_table
from generator.model import Dataset, Problem
from tests.conftest import LEDGER_HEADER, ROOT, TODAY, write_tree

ROWS = "2026-03-05,记-001,买水泵,公益支出,,1200.00,8800.00\n2026-03-06,记-002,收租金,经营收入,500,,9300\n"
OPENING = ",,上月余额,,,,10000\n"
TEXT = f"{LEDGER_HEADER}\n{OPENING}{ROWS}"


def load(tmp_path: Path, content: bytes | str, ending: str = "csv") -> tuple[Dataset, list[Problem]]:
    write_tree(tmp_path, {f"ledger/2026-03.{ending}": content})
    kind = kind_named("ledger")
    assert kind
    data, problems = load_file(tmp_path, InputFile("ledger", "2026-03", f"data/villages/demo/ledger/2026-03.{ending}"), kind)
    assert data, problems
    return data, problems


def amounts(data: Dataset) -> list[tuple[object, ...]]:
    return [(r["日期"], r["凭证号"], r["收入"], r["支出"], r["余额"]) for r in data.rows]


EXPECTED = [(date(2026, 3, 5), "记-001", None, 120000, 880000), (date(2026, 3, 6), "记-002", 50000, None, 930000)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    data, problems = load(tmp_path, TEXT.replace("水泵", "水泵𠮷").encode(encoding))
    assert problems == []
    assert amounts(data) == EXPECTED
    assert data.rows[0]["摘要"] == "买水泵𠮷"


WIDE = "１２００．００"
VARIANTS = {
    "crlf": TEXT.replace("\n", "\r\n"),
    "tabs": TEXT.replace(",", "\t"),
    "title and unit rows": f"甲村2026年3月收支明细表,,,,,,\n单位:元,,,,,,\n{TEXT}",
    "unit row, full width": f"甲村收支明细,,,,,,\n,,,,,,金额单位：元\n{TEXT}",
    "blank tail rows": TEXT + ",,,,,,\n,,,,,,\n\n",
    "full-width digits": TEXT.replace("1200.00", WIDE).replace("2026-03-05", "２０２６－３－５"),
    "thousands": TEXT.replace("1200.00", '"1,200.00"').replace("8800.00", '"8,800.00"').replace("10000", '"¥10,000.00"'),
    "dashes for nothing": TEXT.replace(",,1200.00", ",—,1200.00").replace("500,,9300", "500,-,9300"),
    "total last": TEXT + ",,合计,,500,1200,9300\n",
    "total first": f"{LEDGER_HEADER}\n,,合 计,,500.00,1200.00,9300.00\n{OPENING}{ROWS}",
    "total in the first column": TEXT + "合计:,,,,500,1200,9300\n",
    "footer": TEXT + "制表人：王示例,,,审核:李样本,,,\n",
    "dates people write": TEXT.replace("2026-03-05", "2026年3月5日").replace("2026-03-06", "3月6日"),
    "aliases and units in headers": TEXT.replace("收入,支出,余额", "收入金额（元）,支出金额(元),结余").replace("凭证号", "凭证 编号"),
    "columns in another order, and a number column": "序号,支出,收入,余额,科目,摘要,凭证号,日期\n"
    ",,,10000,,上月余额,,\n1,1200,,8800,公益支出,买水泵,记-001,2026-03-05\n2,,500,9300,经营收入,收租金,记-002,2026-03-06\n",
    "ten thousand yuan": f"单位:万元,,,,,,\n{TEXT}".replace("10000", "1").replace("1200.00", "0.12").replace("8800.00", "0.88")
    .replace(",500,", ",0.05,").replace(",9300", ",0.93"),
    "office named above": f"填报单位：万元村合作社,,,,,,\n{TEXT}",
    "repeated header on a second page": TEXT.replace(ROWS, ROWS.split("\n")[0] + f"\n{LEDGER_HEADER}\n" + ROWS.split("\n")[1] + "\n"),
    "subtotal": TEXT + ",,小计,,500,1200,\n",
    "nothing more this month": TEXT + ",,本月无其他收支,,,,\n",
    "ten thousand in a title": f"甲村收支明细表（万元）,,,,,,\n{TEXT}".replace("10000", "1").replace("1200.00", "0.12")
    .replace("8800.00", "0.88").replace(",500,", ",0.05,").replace(",9300", ",0.93"),
    "example row": f"{LEDGER_HEADER}\n例：2026-03-05,记-001,付三组水泵维修费,公益支出,,860,9140\n{OPENING}{ROWS}",
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_csv_as_offices_write_it(tmp_path: Path, name: str) -> None:
    data, problems = load(tmp_path, VARIANTS[name])
    assert problems == []
    assert amounts(data) == EXPECTED
    assert build.check(tmp_path, TODAY).problems == ()


def workbook(fill: Callable[[Any], None], also: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    also(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def office_sheet(sheet: Any) -> None:
    sheet["A1"] = "甲村2026年3月收支明细表"
    sheet.merge_cells("A1:G1")
    sheet["G2"] = "单位:元"
    sheet.append(LEDGER_HEADER.split(","))
    sheet.append([None, None, "上月余额", None, None, None, 10000])
    sheet.append([datetime(2026, 3, 5), "记-001", "买水泵", "公益支出", None, 1200.0, 8800.000000000001])
    sheet.append([46087, "记-002", "收租金", "经营收入", 500, None, "9,300.00"])
    sheet.append([None] * 7)
    sheet.append(["合计", None, None, None, 500, 1200, 9300])


def test_xlsx_as_offices_write_it(tmp_path: Path) -> None:
    def also(book: Any) -> None:
        book.create_sheet("说明")["A1"] = "填表说明"
        hidden = book.create_sheet("底稿")
        office_sheet(hidden)
        hidden.sheet_state = "hidden"

    data, problems = load(tmp_path, workbook(office_sheet, also), "xlsx")
    assert problems == []
    assert amounts(data) == EXPECTED
    assert [row.number for row in data.rows] == [5, 6]
    assert data.rows[0].at("支出").column == "F"
    assert data.rows[0].at("支出").sheet == "Sheet"
    assert data.marked("total") is not None


def test_xlsx_leading_zeros_and_merged_dates(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        office_sheet(sheet)
        sheet["B5"], sheet["B6"] = 7, 8
        sheet["B5"].number_format = sheet["B6"].number_format = "000"
        sheet["A6"] = None
        sheet.merge_cells("A5:A6")

    data, problems = load(tmp_path, workbook(fill), "xlsx")
    assert problems == []
    assert [r["凭证号"] for r in data.rows] == ["007", "008"]
    assert [r["日期"] for r in data.rows] == [date(2026, 3, 5)] * 2


def test_two_storey_header(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for cell, text in zip("ABCDE", ["日期", "凭证号", "摘要", "科目", "金额"], strict=True):
            sheet[f"{cell}1"] = text
        for cell, text in zip("EFG", ["收入", "支出", "余额"], strict=True):
            sheet[f"{cell}2"] = text
        for letter in "ABCD":
            sheet.merge_cells(f"{letter}1:{letter}2")
        sheet.merge_cells("E1:G1")
        sheet.append([None, None, "上月余额", None, None, None, 10000])
        sheet.append(["2026/3/5", "记-001", "买水泵", "公益支出", None, 1200, 8800])
        sheet.append(["2026/3/6", "记-002", "收租金", "经营收入", 500, None, 9300])

    data, problems = load(tmp_path, workbook(fill), "xlsx")
    assert problems == []
    assert amounts(data) == EXPECTED


def test_several_sheets_alike_need_the_right_name(tmp_path: Path) -> None:
    def also(book: Any) -> None:
        book.active.title = "3月"
        office_sheet(book.create_sheet("3月(旧)"))

    data, problems = load(tmp_path, workbook(office_sheet, also), "xlsx")
    assert amounts(data) == EXPECTED
    assert [(p.code, p.source.sheet) for p in problems] == [("sheet-unused", "3月(旧)")]


def test_positions_with_quoted_newlines_and_blank_lines(tmp_path: Path) -> None:
    text = f'{LEDGER_HEADER}\n\n{OPENING}2026-03-05,记-001,"买水泵\n两台",公益支出,,坏,8800\n2026-03-06,记-002,收租金,经营收入,500,,9300\n'
    _, (found,) = load(tmp_path, text)
    assert (found.source.row, found.source.line, found.source.column, found.source.field) == (4, 4, "F", "支出")
    text = text.replace("坏", "1200").replace("500,,9300", "坏,,9300")
    _, (found,) = load(tmp_path, text)
    assert (found.source.row, found.source.line, found.source.column) == (5, 6, "E")


def test_yaml_texts_stay_as_typed(tmp_path: Path) -> None:
    text = "称号: 十星级文明户\n对象: 户\n授予日期: 2026-01-15\n名单:\n  - {姓名: no, 组别: 007, 备注: 12:30}\n"
    write_tree(tmp_path, {"honors/2026.yml": text})
    kinds = [k for k in (kind_named("honors"),) if k]
    data, problems = load_board(tmp_path, "demo", kinds)
    assert problems == []
    (row,) = data.datasets["honors"][0].rows
    assert (row["姓名"], row["组别"], row["备注"]) == ("no", "007", "12:30")
    assert row.at("姓名").line == 5
    assert row.at("称号").line == 1


def test_all_sample_files_load_without_an_error() -> None:
    outcome = build.check(ROOT, TODAY)
    assert [p for p in outcome.problems if p.severity.value != "info"] == []
    assert {p.code for p in outcome.problems} == {"scope-withheld"}


@pytest.mark.parametrize("stray", ["A1048576", "XFD5", "A30000"])
def test_a_stray_cell_far_away_is_told_and_not_waited_for(stray: str, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        office_sheet(sheet)
        sheet[stray] = " "

    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": workbook(fill)})
    (found,) = build.check(root, TODAY).problems
    assert found.code == "too-large"
    assert "整行" in found.hint


def test_a_voucher_that_excel_made_a_date_is_told(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        office_sheet(sheet)
        sheet["B5"] = datetime(2026, 3, 1)

    _, (found,) = load(tmp_path, workbook(fill), "xlsx")
    assert (found.code, found.source.row, found.source.field) == ("bad-value", 5, "凭证号")


def test_a_table_of_a_notice_is_shown_as_the_screen_shows_it(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["项目", "比例", "金额"])
        sheet.append(["水泥", 0.05, 1234.5])
        sheet.append(["其中：运费", 1 / 3, 100])
        sheet.append(["一组小计", None, 1234.5])
        sheet.append(["总合计", None, 1234.5])
        for row in range(2, 4):
            sheet.cell(row, 2).number_format = "0.0%"
        for row in range(2, 6):
            sheet.cell(row, 3).number_format = "#,##0.00"

    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook(fill))
    table, problems = read_free_table(path, "t.xlsx")
    assert problems == []
    assert table
    assert table.rows == (("水泥", "5.0%", "1,234.50"), ("其中：运费", "33.3%", "100.00"), ("一组小计", "", "1,234.50"))
    assert table.foot == ("总合计", "", "1,234.50")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("项目,金额\n水泥,200\n人工,100\n合计,301\n", "total-mismatch"),
        ("序号,项目,金额\n1,水泥,200\n2,人工,100\n,合计（元）,301\n", "total-mismatch"),
        ("项目,金额\n水泥,2O0\n人工,100\n合计,300\n", "bad-amount"),
        ("项目,金额\n水泥,200,9\n", "cell-count"),
        ("项\u202e目,金额\n水泥,200\n", "bad-text"),
    ],
)
def test_tables_of_notices_that_are_wrong(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    _, problems = read_free_table(path, "t.csv")
    assert [p.code for p in problems] == [code]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ledgers", "是不是「ledger（收支明细）」？"),
        ("2026年收支明细.xlsx", "是不是「ledger（收支明细）」？"),
        ("卫生", "像的有 zones（卫生区责任）、clean_criteria（卫生评比细则）、inspections（卫生评比）；"),
        ("合同", "像的有 contracts（合同台账）；"),
        ("backup", "各类的文件夹，哪一类"),
        ("照片", "各类的文件夹，哪一类"),
    ],
)
def test_what_lies_in_a_village_and_is_not_known_is_told_what_it_may_be_and_no_list_of_all(name: str, told: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {f"{name}/2026.csv" if "." not in name else name: ""})
    (problem,) = [p for p in build.check(root, TODAY).problems if p.code.startswith("unknown-f")]
    assert told in problem.hint
    assert len(problem.hint) < 130
