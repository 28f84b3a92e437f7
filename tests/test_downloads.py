"""CSV, XLSX and JSON of a table hold the same lines, to the fen, and are the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from openpyxl.worksheet.worksheet import Worksheet

from generator import values
from generator.load.csv_file import csv_grids
from generator.load.xlsx_file import xlsx_grids
from generator.shown import Table, TableColumn
from generator.site.downloads import WRITERS, guard, lines, names, table_csv, table_json, table_xlsx
from tests.conftest import examples
from tests.tables import tables


def said(item: object, role: str) -> str:
    """What a file must say of a value."""
    if role == "money" and isinstance(item, int):
        return str(Decimal(item).scaleb(-2).quantize(Decimal("0.01")))
    return "" if item is None else f"{item:f}" if isinstance(item, Decimal) else str(item)


def expected(table: Table) -> list[list[str]]:
    roles = [c.role for c in table.columns]
    rows = (*table.rows, table.foot) if table.foot else table.rows
    return [[said(item, role) for item, role in zip(row, roles, strict=True)] for row in rows]


def from_json(content: bytes) -> list[list[str]]:
    def no_fraction(text: str) -> None:
        raise AssertionError(f"{text} would be read as a binary fraction")

    def whole(pairs: list[tuple[str, object]]) -> list[str]:
        assert len({name for name, _ in pairs}) == len(pairs), "a name that comes twice loses a value"
        return ["" if item is None else str(item) for _, item in pairs]

    found = json.loads(content, parse_float=no_fraction, object_pairs_hook=whole)
    assert isinstance(found, list)
    return found


def from_csv(content: bytes) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [[cell.removeprefix("'") for cell in row] for row in rows[1:]]


def from_xlsx(content: bytes, table: Table) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet
    rows = sheet.iter_rows(min_row=2, max_row=1 + len(expected(table)), max_col=len(table.columns), values_only=True)
    return [[_cell(item, wanted) for item, wanted in zip(row, line, strict=True)] for row, line in zip(rows, expected(table), strict=True)]


def _cell(item: object, wanted: str) -> str:
    """A number of a sheet has no last zeros: it is written as it should be if it is as large."""
    if isinstance(item, int | float):
        return wanted if Decimal(f"{item:.15g}") == Decimal(wanted) else str(item)
    return item.date().isoformat() if isinstance(item, datetime) else str(item or "")


@examples(80)
@given(tables())
def test_three_files_hold_the_same_lines(table: Table) -> None:
    assert from_json(table_json(table)) == expected(table)
    assert from_csv(table_csv(table)) == expected(table)
    assert from_xlsx(table_xlsx(table), table) == expected(table)


def _by_xlsxwriter(table: Table) -> bytes:
    """The same table as a workbook that XlsxWriter makes whole."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "vcenter"})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"})
        money, day = (book.add_format({"num_format": how, "valign": "top"}) for how in ("#,##0.00", "yyyy-mm-dd"))
        sheet = book.add_worksheet("表")
        sheet.freeze_panes(1, 0)
        for i, (column, name) in enumerate(zip(table.columns, names(table), strict=True)):
            sheet.set_column(i, i, column.width)
            sheet.write_string(0, i, name, head)
        for r, row in enumerate(lines(table), 1):
            for i, (item, column, wanted) in enumerate(zip(row, table.columns, expected(table)[r - 1], strict=True)):
                if not wanted:
                    continue
                if isinstance(item, date):
                    sheet.write_datetime(r, i, datetime(item.year, item.month, item.day), day)
                elif isinstance(item, int | Decimal) and len(Decimal(item).as_tuple().digits) <= 15:
                    sheet.write_number(r, i, Decimal(wanted), *([money] if column.role == "money" and isinstance(item, int) else []))
                else:
                    sheet.write_string(r, i, wanted, text)
    return out.getvalue()


def _widths(sheet: Worksheet) -> list[float]:
    return [columns.width for columns in sheet.column_dimensions.values() for _ in range(columns.min, columns.max + 1)]


@examples(40)
@given(tables())
def test_a_workbook_is_what_xlsxwriter_would_make_of_the_table(table: Table) -> None:
    ours, theirs = (openpyxl.load_workbook(io.BytesIO(make(table))).active for make in (table_xlsx, _by_xlsxwriter))
    assert ours
    assert theirs
    assert (ours.dimensions, ours.freeze_panes) == (theirs.dimensions, theirs.freeze_panes)
    assert _widths(ours) == _widths(theirs)
    for line, their_line in zip(ours.iter_rows(), theirs.iter_rows(), strict=True):
        for cell, their_cell in zip(line, their_line, strict=True):
            looks, their_looks = (
                (
                    c.data_type,
                    c.number_format,
                    c.font.b,
                    c.fill.fgColor.rgb,
                    c.border.top.style,
                    c.alignment.wrapText,
                    c.alignment.vertical,
                    c.quotePrefix,
                )
                for c in (cell, their_cell)
            )
            assert (cell.value, looks) == (their_cell.value, their_looks), cell.coordinate


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", " 前后 ", "\n行\n", "<&>\"'", "😀"])
def test_any_text_comes_back_from_a_workbook_as_it_is(text: str) -> None:
    table = Table("t", "'表/[1]", (TableColumn(text),), ((text,),))
    sheet = openpyxl.load_workbook(io.BytesIO(table_xlsx(table))).active
    assert sheet
    assert sheet.title == "表1"
    assert [row[0].value for row in sheet.iter_rows()] == [text, text]
    (grid,), _ = xlsx_grids(table_xlsx(table), "t.xlsx")
    assert [row.cells for row in grid.rows] == [(values.clean(text),)] * 2


@pytest.mark.parametrize(
    ("title", "name"),
    [("𠮷" * 20, "𠮷" * 15), ("村" * 40, "村" * 31), ("村" * 30 + "𠮷", "村" * 30), ("修路\uffff\ufffe\x01", "修路"), ("\uffff'", "表")],
)
def test_a_sheet_is_called_what_excel_opens(title: str, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(Table("t", title, (TableColumn("一"),), ()))))
    assert book.sheetnames == [name]


def test_a_day_that_programs_count_otherwise_is_text() -> None:
    days = [date(1895, 1, 1), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)]
    sheet = openpyxl.load_workbook(
        io.BytesIO(table_xlsx(Table("t", "t", (TableColumn("日", "date"),), tuple((day,) for day in days))))
    ).active
    assert sheet
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == [*(day.isoformat() for day in days[:3]), datetime(1900, 3, 1)]


@examples(30)
@given(tables())
def test_every_download_is_the_same_bytes_again(table: Table) -> None:
    assert all(write(table) == write(table) for write in WRITERS.values())


def test_json_says_money_as_text_and_leaves_texts_as_they_are() -> None:
    columns = (
        TableColumn("日期", "date"),
        TableColumn("摘要"),
        TableColumn("支出", "money"),
        TableColumn("亩", "number"),
        TableColumn("户", "number"),
    )
    table = Table(
        "t", "表", columns, ((date(2026, 3, 5), "=1+1", 123450, Decimal("3.250"), 12),), (None, "合计", 123450, Decimal("3.250"), 12)
    )
    assert table_json(table).decode() == (
        '[\n{"日期": "2026-03-05", "摘要": "=1+1", "支出": "1234.50", "亩": "3.250", "户": 12},\n'
        '{"日期": null, "摘要": "合计", "支出": "1234.50", "亩": "3.250", "户": 12}\n]\n'
    )
    assert "2026-03-05,'=1+1,1234.50,3.250,12" in table_csv(table).decode("utf-8-sig")


@pytest.mark.parametrize(
    "text", ["＝1+1", "＋1+1", "－1＋1", "＠SUM(1)", "\u00ad=1+1", "\u200e=1", " =1", "\t=1", "﹦1", "−1+1", "'=1", "''"]
)
def test_what_a_program_could_take_for_a_formula_is_guarded_and_read_back(text: str) -> None:
    table = Table("t", "表", (TableColumn("甲"), TableColumn("乙")), ((text, "甲"),))
    (_, row) = csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"), newline=""))
    assert row == ["'" + text, "甲"]
    (grid,), _ = csv_grids(table_csv(table).decode("utf-8-sig"), "t.csv")
    assert grid.rows[1].cells == (values.clean("'" + text)[1:], "甲")  # what nobody sees is dropped on the way in


@pytest.mark.parametrize("text", ["-5", "-1,234.50", "—", "--", "5=5", "a@b", "1+1", "（=1）", ""])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize("board", ["shifan", "dongxian"])
def test_what_is_published_says_the_same_in_each_form(board: str, samples: Path) -> None:
    found = sorted((samples / "site" / board).rglob("*.csv"))
    tables = [path for path in found if "forms" not in path.parts]
    assert len(tables) > 10
    for path in tables:
        rows = from_csv(path.read_bytes())
        assert from_json(path.with_suffix(".json").read_bytes()) == rows, path
        sheet = openpyxl.load_workbook(path.with_suffix(".xlsx")).active
        assert sheet
        assert sheet.max_row == len(rows) + 1, path
        for line, row in zip(sheet.iter_rows(min_row=2, max_col=len(rows[0]), values_only=True), rows, strict=True):
            assert [_cell(item, wanted) for item, wanted in zip(line, row, strict=True)] == row, path


def test_a_page_offers_all_three(samples: Path) -> None:
    page = (samples / "site/shifan/finance/2026-10/index.html").read_text(encoding="utf-8")
    for ending in WRITERS:
        assert f'href="2026-10.{ending}"' in page
    october = json.loads((samples / "site/shifan/finance/2026-10/2026-10.json").read_bytes())
    assert sum(values.parse_money(line["支出"] or "") or 0 for line in october[:-1]) == values.parse_money(october[-1]["支出"])
