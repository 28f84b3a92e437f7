"""Workbooks, settings and front matter that are edited: only what was changed is otherwise."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.editing import history
from generator.editing.edits import AddEntry, DeleteRows, InsertRows, SetBody, SetKey, move_row, set_cell
from generator.editing.formulas import recalculated
from generator.editing.key_slips import mended_keys
from generator.editing.keyed_text import KeyedText
from generator.editing.live import LiveBoard
from generator.editing.mends import mends_of
from generator.editing.opened_file import open_file
from generator.editing.refused import ChangedMeanwhile, InUse, NotEditable
from generator.editing.sheet_xml import read_sheet
from generator.editing.turned import as_csv
from generator.editing.workbook_cells import read_xlsx_cells
from generator.kinds import all_kinds
from generator.site.forms import blank_form
from tests.conftest import ROOT, TODAY, examples, write_tree

BOOK = "data/villages/demo/ledger/2026-03.xlsx"
HEADER = ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"]
ROWS: list[list[Any]] = [
    ["", "", "上月余额", "", "", "", 1000],
    ["2026-03-05", "记-001", "买水泥 <沙> & 石", "公益支出", "", 500, 500],
    ["2026-03-06", "记-002", "付电费", "管理费用", "", 100.5, 399.5],
]


def workbook(formula: str = "", merged: str = "", picture: bool = False, comment: bool = True) -> bytes:
    """A month as WPS might hold it: formats, a comment, a drop-down, a hidden list beside it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    money, bold = book.add_format({"num_format": "#,##0.00"}), book.add_format({"bold": True})
    sheet = book.add_worksheet("3月")
    sheet.write_row(0, 0, HEADER, bold)
    if comment:
        sheet.write_comment(0, 0, "哪一天")
    for i, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            sheet.write(i, column, value, money if column > 3 else None)
    sheet.data_validation(1, 3, 200, 3, {"validate": "list", "source": ["公益支出", "管理费用"]})
    if formula:
        sheet.write(4, 2, "合计")
        sheet.write_formula(4, 5, formula, money, 600.5)
    if merged:
        sheet.merge_range(merged, "三月收支")
    if picture:
        image = io.BytesIO()
        Image.new("RGB", (4, 4)).save(image, "PNG")
        sheet.insert_image("J9", "a.png", {"image_data": image})
    book.add_worksheet("2月").write_row(0, 0, HEADER)
    book.add_worksheet("选项").hide()
    book.close()
    return out.getvalue()


PLAIN = workbook(comment=False)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shown(data: bytes, sheet: str = "3月") -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows()]


def test_a_cell_of_a_workbook_is_changed_and_nothing_else(tmp_path: Path) -> None:
    before = workbook(picture=True)
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": before})
    opened = open_file(root, BOOK)
    assert opened.sheets == ("3月", "2月")
    opened.edit(set_cell(4, 2, "付三月电费 <照明>", "3月"))
    opened.edit(set_cell(4, 5, "120", "3月"))
    after = opened.save().content
    assert (root / BOOK).read_bytes() == after
    was, now = parts(before), parts(after)
    assert [name for name in was if was[name] != now[name]] == ["xl/worksheets/sheet1.xml"]
    assert list(was) == list(now)
    expected = shown(before)
    expected[3][2], expected[3][5] = "付三月电费 <照明>", 120
    assert shown(after) == expected
    cells = openpyxl.load_workbook(io.BytesIO(after))["3月"]
    assert cells["F4"].number_format == "#,##0.00"
    assert cells["A1"].comment.text == "哪一天"
    assert opened.undo()
    assert opened.undo()
    assert opened.stored() == before, "all undone is the very file"


def test_rows_of_a_workbook_come_go_and_move() -> None:
    cells: Any = read_xlsx_cells(BOOK, workbook(merged="A6:G6"))
    more = cells.with_rows("3月", 4, (("2026-03-06", "记-009", "买沙", "公益支出", "", "20"),))
    rows = shown(more.stored())
    assert rows[3][:6] == ["2026-03-06", "记-009", "买沙", "公益支出", None, 20]
    assert rows[4][:3] == ["2026-03-06", "记-002", "付电费"]
    sheet = openpyxl.load_workbook(io.BytesIO(more.stored()))["3月"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A7:G7"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["D2:D202"]
    assert sheet["F4"].number_format == "#,##0.00", "a new row looks as the one above"
    assert shown(more.without_rows("3月", 4, 1).stored()) == shown(cells.stored())
    moved = more.in_order("3月", 3, (1, 0))
    assert [row[1] for row in shown(moved.stored())[1:5]] == [None, "记-009", "记-001", "记-002"]
    assert [row[1] for row in moved.rows("3月")[1:5]] == ["", "记-009", "记-001", "记-002"]


CELLS = st.text(st.sampled_from('甲1.0 <&"-'), max_size=3)
STEPS = st.lists(st.tuples(st.sampled_from("sido"), st.integers(0, 9), st.integers(0, 3), CELLS), min_size=1, max_size=5)


@examples(25)
@given(STEPS)
def test_any_sequence_of_edits_of_a_workbook_is_what_a_person_would_have(steps: list[tuple[str, int, int, str]]) -> None:
    cells: Any = read_xlsx_cells(BOOK, PLAIN)
    model = [list(row) for row in cells.rows("3月")]
    for how, n, column, text in steps:
        at = n % len(model) + 1
        if how == "s":
            cells = cells.with_cells("3月", at, column, ((text,),))
            model[at - 1] = [*model[at - 1], *[""] * (column + 1 - len(model[at - 1]))]
            model[at - 1][column] = text
        elif how == "i":
            cells = cells.with_rows("3月", at, ((text, "乙"),))
            model.insert(at - 1, [text, "乙"])
        elif how == "d" and len(model) > 2:
            cells = cells.without_rows("3月", at, 1)
            del model[at - 1]
        elif how == "o":
            cells = cells.in_order("3月", 1, tuple(reversed(range(len(model)))))
            model.reverse()
    assert as_bare(cells.rows("3月")) == as_bare(model)
    again = [["" if value is None else str(value) for value in row] for row in shown(cells.stored())]
    assert as_bare(again) == as_bare(model)


def as_bare(rows: Any) -> list[list[str]]:
    """Without blank cells and rows behind all others; numbers as they are, however they are stored."""
    bare = []
    for row in rows:
        texts = [f"{float(text.replace(',', '')):.2f}" if re.fullmatch(r"-?[\d,]+(?:\.\d+)?", text) else text for text in row]
        bare.append(texts[: max((i + 1 for i, text in enumerate(texts) if text), default=0)])
    return bare[: max((i + 1 for i, row in enumerate(bare) if row), default=0)]


def test_what_a_formula_gave_is_not_left_as_it_was(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": workbook(formula="=SUM(F3:F4)")})
    opened = open_file(root, BOOK)
    assert opened.table("3月").row(5).fixed == {5}
    for edit in (set_cell(5, 5, "1", "3月"), InsertRows(3, ((),), "3月"), DeleteRows(3, 1, "3月")):
        with pytest.raises(NotEditable, match="公式"):
            opened.edit(edit)
    opened.edit(set_cell(4, 5, "200", "3月"))
    sheet = openpyxl.load_workbook(io.BytesIO(opened.stored()), data_only=True)["3月"]
    assert sheet["F5"].value == 700, "600.5 would be a wrong figure in silence"
    assert openpyxl.load_workbook(io.BytesIO(opened.stored()))["3月"]["F5"].value == "=SUM(F3:F4)"


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(F3:F4)", 700),
        ("=SUM($F$3:$F$4,G2)*2-1", 3399),
        ("=G3-F4", 300),
        ("=-(F3+F4)", -700),
        ("=ROUND(F4*0.125,1)", 25),
        ("=SUM('3月'!F3:F4)", 700),
        ("=SUM('2月'!A1:B9)+F3", 500),
        ("=F3/F4", None),
        ("=AVERAGE(F3:F4)", None),
        ("=C3+1", None),
        ("=F5", None),
        ("=选项!A1+F3", None),
        ("=IF(F3>0,1,2)", None),
    ],
)
def test_formulas_give_what_they_give_now_or_nothing(formula: str, result: int | None) -> None:
    cells = read_xlsx_cells(BOOK, workbook(formula=formula))
    changed = cells.with_cells("3月", 4, 5, (("200",),)).stored()
    assert openpyxl.load_workbook(io.BytesIO(changed), data_only=True)["3月"]["F5"].value == result
    assert openpyxl.load_workbook(io.BytesIO(changed))["3月"]["F5"].value == formula


def test_a_sum_over_an_error_is_not_told() -> None:
    sheet = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>3</v></c><c r="C1"><f>SUM(A1:B1)</f><v>9</v></c></row>'
    assert recalculated({"a": read_sheet(f"<sheetData>{sheet}</sheetData>")}, "a")["a"].results() == {(1, 2): ""}


def test_a_sheet_that_asks_another_is_worked_out_too() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name in ("1月", "2月"):
        sheet = book.add_worksheet(name)
        sheet.write_column(0, 0, ["金额", 100, 200])
        sheet.write_formula(3, 0, "=SUM(A2:A3)", None, 300)
    sheet = book.add_worksheet("合计")
    sheet.write(0, 0, "全年")
    sheet.write_formula(1, 0, "='1月'!A4+'2月'!A4", None, 600)
    book.close()
    cells = read_xlsx_cells(BOOK, out.getvalue()).with_cells("1月", 2, 0, (("150",),))
    read = openpyxl.load_workbook(io.BytesIO(cells.stored()), data_only=True)
    assert [read[name][place].value for name, place in (("1月", "A4"), ("2月", "A4"), ("合计", "A2"))] == [350, 300, 650]
    assert cells.rows("合计")[1] == ("650",), "and is shown so"
    assert "2月" not in cells.changed


def test_a_result_that_is_as_it_was_stays_as_it_is_written() -> None:
    cells = read_xlsx_cells(BOOK, workbook(formula="=SUM(F3:F4)"))
    before, after = (
        parts(each.stored())["xl/worksheets/sheet1.xml"].decode() for each in (cells, cells.with_cells("3月", 3, 2, (("石",),)))
    )
    rows = [text.split("<row")[1:] for text in (before, after)]
    assert [n for n, (a, b) in enumerate(zip(*rows, strict=True), 1) if a != b] == [3]


def test_a_running_balance_that_rows_share_is_worked_out() -> None:
    """As Excel stores a formula that was drawn down."""
    data = parts(workbook())
    sheet = data["xl/worksheets/sheet1.xml"].decode()
    for row, formula in ((3, '<f t="shared" ref="G3:G4" si="0">G2+E3-F3</f>'), (4, '<f t="shared" si="0"/>')):
        sheet = re.sub(rf'(<c r="G{row}"[^>]*>)(<v>)', rf"\g<1>{formula}\2", sheet)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**data, "xl/worksheets/sheet1.xml": sheet.encode()}.items():
            archive.writestr(name, content)
    changed = read_xlsx_cells(BOOK, out.getvalue()).with_cells("3月", 3, 5, (("400",),)).stored()
    values = openpyxl.load_workbook(io.BytesIO(changed), data_only=True)["3月"]
    assert [values[f"G{row}"].value for row in (2, 3, 4)] == [1000, 600, 499.5]


def test_what_hangs_on_rows_is_not_torn_off(tmp_path: Path) -> None:
    cells = read_xlsx_cells(BOOK, workbook(picture=True))
    with pytest.raises(NotEditable, match="图片"):
        cells.with_rows("3月", 3, ((),))
    assert cells.with_rows("3月", 5, (("2026-03-09",),)).rows("3月")[4][0] == "2026-03-09", "below all there is it may"
    merged = read_xlsx_cells(BOOK, workbook(merged="A3:A4"))
    for work in (
        lambda: merged.without_rows("3月", 3, 1),
        lambda: merged.in_order("3月", 3, (1, 0)),
        lambda: merged.with_cells("3月", 4, 0, (("x",),)),
    ):
        with pytest.raises(NotEditable, match="合并"):
            work()


def one_sheet(formula: str = "", merged: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for i, row in enumerate([HEADER, *ROWS]):
        sheet.write_row(i, 0, row)
    if merged:
        sheet.merge_range("A3:A4", "2026-03-05")
    sheet.write_row(4, 0, ["", "", "合计"])
    sheet.write_formula(4, 5, formula or "=SUM(F3:F4)", None, 600.5)
    book.close()
    return out.getvalue()


def test_a_workbook_becomes_a_csv_where_it_is_asked_for(tmp_path: Path) -> None:
    before = one_sheet(merged=True)
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": before})
    opened = open_file(root, BOOK)
    opened.edit(set_cell(3, 2, "买沙, 石"))
    opened.edit(set_cell(3, 5, "400"))
    assert as_csv(opened) == "data/villages/demo/ledger/2026-03.csv"
    assert (root / "data/villages/demo/ledger/2026-03.csv").read_bytes().decode("utf-8-sig") == (
        '日期,凭证号,摘要,科目,收入,支出,余额\r\n,,上月余额,,,,1000\r\n2026-03-05,记-001,"买沙, 石",公益支出,,400,500\r\n'
        "2026-03-05,记-002,付电费,管理费用,,100.5,399.5\r\n,,合计,,,500.5,\r\n"
    )
    assert not (root / BOOK).exists()
    (kept,) = history.versions(root, BOOK)
    assert history.earlier(root, BOOK, kept) == before


def test_what_cannot_become_a_csv_is_told(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": workbook(), "ledger/2026-02.xlsx": one_sheet(), "ledger/2026-02.csv": "a,b\n"})
    february = BOOK.replace("-03", "-02")
    for file, words in ((BOOK, "2 张工作表"), (february, "已经有了"), (february.replace("xlsx", "csv"), "只有公开的 xlsx")):
        opened = open_file(root, file)
        with pytest.raises(NotEditable, match=words):
            as_csv(opened)
    (root / "data/villages/demo/ledger/2026-02.csv").unlink()
    opened = open_file(root, february)
    (root / opened.file).write_bytes(workbook())
    with pytest.raises(ChangedMeanwhile, match="重新打开"):
        as_csv(opened)


def test_a_workbook_that_wps_has_open_does_not_become_a_second_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": one_sheet()})
    opened = open_file(root, BOOK)
    mark = (root / BOOK).with_name("~$2026-03.xlsx")
    mark.write_bytes(b"\x03abc")
    with pytest.raises(InUse, match="关掉它"):
        as_csv(opened)
    mark.unlink()
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == root / BOOK:
            raise PermissionError(13, "sharing violation")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(InUse, match="没有改存"):
        as_csv(opened)
    assert [path.name for path in (root / BOOK).parent.iterdir()] == ["2026-03.xlsx"]


def test_a_day_and_an_amount_are_stored_as_those_above_are() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    day, share = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0%"})
    thousands = book.add_format({"num_format": "0.00,"})
    sheet.write_row(0, 0, ["日期", "金额", "比例", "千元"])
    sheet.write_datetime(1, 0, datetime(2026, 3, 5), day)
    sheet.write(1, 1, 1000, book.add_format({"num_format": "#,##0.00"}))
    sheet.write(1, 2, 0.5, share)
    sheet.write(1, 3, 12000, thousands)
    book.close()
    cells = read_xlsx_cells(BOOK, out.getvalue())
    changed = cells.with_cells("Sheet1", 3, 0, (("2026-03-31", "1,200.50", "0.6", "13"), ("3月7日", "约5", "", ""))).stored()
    read = openpyxl.load_workbook(io.BytesIO(changed))["Sheet1"]
    assert read["A3"].value == datetime(2026, 3, 31)
    assert [read[place].value for place in ("B3", "C3", "D3", "A4", "B4")] == [1200.5, "0.6", "13", "3月7日", "约5"]
    again = read_xlsx_cells(BOOK, changed).rows("Sheet1")
    assert again[2] == ("2026-03-31", "1,200.50", "0.6", "13"), "and the screen shows what was typed"
    for no_day in ("2026-02-29", "2026-02-30", "0000-01-01", "1900-01-01"):
        assert read_xlsx_cells(BOOK, cells.with_cells("Sheet1", 2, 0, ((no_day,),)).stored()).rows("Sheet1")[1][0] == no_day
    number = cells.with_cells("Sheet1", 2, 0, (("46087",),)).stored()
    assert read_xlsx_cells(BOOK, number).rows("Sheet1")[1][0] == "46087"


@pytest.mark.parametrize(
    ("number_format", "above", "text", "stored"),
    [
        ("#,##0.00", "支出", "1,200.5", 1200.5),
        ("General", "支出", "200", 200),
        ("General", "", "200", 200),
        ("General", "", "1.10", "1.10"),
        ("General", "", "001", "001"),
        ("General", "记-001", "200", "200"),
        ("General", "", "123456789012", "123456789012"),
        ("@", "支出", "200", "200"),
        ("0%", "支出", "200", "200"),
        ("0.00,", "支出", "200", "200"),
        ("0", "支出", "200.5", "200.5"),
        ("yyyy-mm-dd", "支出", "200", "200"),
    ],
)
def test_what_is_typed_into_a_blank_cell_counts_in_its_sum(number_format: str, above: str, text: str, stored: object) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["日期"] * 4)
    sheet.write(0, 1, above)
    sheet.write_blank(1, 1, None, book.add_format({"num_format": number_format}))
    sheet.write_formula(3, 1, "=SUM(B2:B3)", None, 0)
    book.close()
    slip = read_xlsx_cells(BOOK, out.getvalue()).with_cells("Sheet1", 2, 1, (("2OO",),))
    assert slip.rows("Sheet1")[3][1] == "0"
    changed = slip.with_cells("Sheet1", 2, 1, ((text,),)).stored()
    cells = openpyxl.load_workbook(io.BytesIO(changed), data_only=True)["Sheet1"]
    assert (cells["B2"].value, cells["B4"].value) == (stored, 0 if isinstance(stored, str) else stored)


def test_links_and_merged_cells_go_with_their_rows() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["日期", "a", "b", "c"])
    sheet.write_url("A2", "https://example.invalid/", None, "a")
    sheet.merge_range("A4:B4", "c")
    book.close()
    cells: Any = read_xlsx_cells(BOOK, out.getvalue())

    def links(changed: Any) -> list[tuple[str, str]]:
        rows = openpyxl.load_workbook(io.BytesIO(changed.stored()))["Sheet1"].iter_rows()
        return [(cell.coordinate, cell.value) for row in rows for cell in row if cell.hyperlink]

    assert links(cells) == [("A2", "a")]
    assert links(cells.in_order("Sheet1", 2, (1, 0))) == [("A3", "a")]
    assert links(cells.with_rows("Sheet1", 2, (("x",),))) == [("A3", "a")]
    assert links(cells.without_rows("Sheet1", 3, 1)) == [("A2", "a")]
    left = parts(cells.without_rows("Sheet1", 2, 1).without_rows("Sheet1", 3, 1).stored())["xl/worksheets/sheet1.xml"]
    assert b"hyperlink" not in left
    assert b"mergeCell" not in left, "an empty list of them is taken for damage"


def test_rows_that_formulas_or_comments_speak_of_stay_where_they_are() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, hidden = book.add_worksheet("3月"), book.add_worksheet("汇总")
    sheet.write_column(0, 0, ["日期", "a", "b", "c"])
    hidden.write_formula(0, 0, "='3月'!A3")
    hidden.hide()
    book.close()
    with pytest.raises(NotEditable, match="公式"):
        read_xlsx_cells(BOOK, out.getvalue()).with_rows("3月", 3, ((),))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("3月")
    sheet.write_column(0, 0, ["日期", "a", "b", "c"])
    sheet.write_comment("A3", "看这里")
    book.close()
    cells = read_xlsx_cells(BOOK, out.getvalue())
    assert [row[:1] for row in cells.with_rows("3月", 4, (("x",),)).rows("3月")] == [("日期",), ("a",), ("b",), ("x",), ("c",)]
    for work in (
        lambda: cells.with_rows("3月", 3, ((),)),
        lambda: cells.without_rows("3月", 2, 1),
        lambda: cells.in_order("3月", 2, (1, 0)),
    ):
        with pytest.raises(NotEditable, match="批注"):
            work()


def test_red_ink_is_given_its_sign(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for i, row in enumerate(
        [HEADER, ["", "", "上月余额", "", "", "", 1000], ["2026-03-05", "记-001", "冲回水泥款", "公益支出", "", 200, 1200]]
    ):
        sheet.write_row(i, 0, row)
    sheet.write(2, 5, 200, book.add_format({"font_color": "#FF0000"}))
    book.close()
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": out.getvalue()})
    board = LiveBoard(root, "demo", TODAY)
    opened = open_file(root, BOOK)
    (mend,) = mends_of(board, opened, board.look().of(BOOK)).values()
    assert mend.text == "改成「-200」"
    opened.edit(mend.edit)
    assert [p.code for p in board.look({BOOK: opened.stored()}).of(BOOK)] == []


def test_what_no_workbook_can_hold_is_told() -> None:
    cells = read_xlsx_cells(BOOK, workbook())
    with pytest.raises(NotEditable, match="看不见的字符"):
        cells.with_cells("3月", 3, 2, (("a\x01",),))
    for data in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a,b"):
        with pytest.raises(NotEditable):
            read_xlsx_cells(BOOK, data)


@pytest.mark.parametrize("name", ["ledger", "meetings", "contracts"])
def test_our_own_forms_can_be_filled(name: str) -> None:
    kind = next(kind for kind in all_kinds() if kind.name == name)
    form = read_xlsx_cells(f"data/villages/demo/{name}/2026-03.xlsx", blank_form(kind, "xlsx"))
    filled = form.with_cells(kind.title, 2, 0, (("2026-03-05",) * 3,)).with_rows(kind.title, 3, (("甲", "乙"), ("丙",)))
    again = read_xlsx_cells(f"data/villages/demo/{name}/2026-03.xlsx", filled.stored())
    assert again.rows(kind.title)[1][:3] == ("2026-03-05",) * 3
    assert [row[:2] for row in again.rows(kind.title)[2:4]] == [("甲", "乙"), ("丙", "")]


def test_sample_workbooks_open() -> None:
    files = {
        path.relative_to(ROOT).as_posix(): path for path in [*(ROOT / "data").rglob("*.xlsx"), *(ROOT / "tests/problems").rglob("*.xlsx")]
    }
    broken = {file for file in files if file.startswith("tests/problems/unreadable-file/")}
    assert len(files) - len(broken) > 5
    for file, path in files.items():
        data = path.read_bytes()
        if file in broken:
            with pytest.raises(NotEditable, match="。"):
                read_xlsx_cells(file, data)
        else:
            assert read_xlsx_cells(file, data).stored() == data


# --- keys


SETTINGS = """# 村的设置
村名: 示范村   # 平时叫的名字
简介: >
  一行
  又一行

联系:
  - 事项: 村务公开
    姓名: 王示例

  # 备用
  - {事项: 灌溉, 电话: "0534-0000000"}
星名: [爱党爱国, 诚实守信]
户数: 0412
空:
"""


def settings(end: str = "\n") -> KeyedText:
    return KeyedText(SETTINGS.replace("\n", end), name="village.yml", order=("村名", "全称", "简介"))


def differing(before: KeyedText, after: KeyedText) -> list[str]:
    lines = difflib.unified_diff(before.text.splitlines(), after.text.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:2] not in ("--", "++", "@@")]


CALLED = '  - {事项: 灌溉, 电话: "0534-0000000"}'
CHANGES: list[tuple[tuple[str | int, ...], Any, list[str]]] = [
    (("村名",), "甲村", ["-村名: 示范村   # 平时叫的名字", "+村名: 甲村   # 平时叫的名字"]),
    (("村名",), "甲村: 东", ["-村名: 示范村   # 平时叫的名字", '+村名: "甲村: 东"   # 平时叫的名字']),
    (("户数",), "0413", ["-户数: 0412", "+户数: 0413"]),
    (("空",), "有了", ["-空:", "+空: 有了"]),
    (("全称",), "示范村村民委员会", ["+全称: 示范村村民委员会"]),
    (("简介",), "一句", ["-简介: >", "-  一行", "-  又一行", "+简介: 一句"]),
    (("简介",), "一句\n又一句", ["-简介: >", "-  一行", "-  又一行", "+简介: |-", "+  一句", "+  又一句"]),
    (("联系", 0, "姓名"), "李样本", ["-    姓名: 王示例", "+    姓名: 李样本"]),
    (("联系", 0, "电话"), "0534-1", ["+    电话: 0534-1"]),
    (("联系", 1, "电话"), "0534-1", ["-" + CALLED, '+  - {事项: 灌溉, 电话: "0534-1"}']),
    (
        ("联系", 1, "姓名"),
        "李, 样本",
        ["-" + CALLED, '+  - {事项: 灌溉, 电话: "0534-0000000", 姓名: "李, 样本"}'],
    ),
    (("星名",), ("爱党爱国", "勤劳"), ["-星名: [爱党爱国, 诚实守信]", "+星名: [爱党爱国, 勤劳]"]),
    (("曾用网址",), ("a", "b"), ["+曾用网址:", "+  - a", "+  - b"]),
    (("村名",), None, ["-村名: 示范村   # 平时叫的名字"]),
    (("联系", 0), None, ["-  - 事项: 村务公开", "-    姓名: 王示例"]),
    (("联系", 0, "事项"), None, ["-  - 事项: 村务公开", "-    姓名: 王示例", "+  - 姓名: 王示例"]),
    (("联系", 1, "电话"), None, ["-" + CALLED, "+  - {事项: 灌溉}"]),
    (("星名", 0), None, ["-星名: [爱党爱国, 诚实守信]", "+星名: [诚实守信]"]),
    (("没有",), None, []),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("path", "value", "lines"), CHANGES, ids=lambda v: str(v)[:30])
def test_one_key_changes_its_lines_only(path: tuple[str | int, ...], value: Any, lines: list[str], end: str) -> None:
    before = settings(end)
    after = before.without(path) if value is None else before.with_key(path, value)
    assert differing(before, after) == lines
    assert after.text.count("\r") == (after.text.count("\n") if end == "\r\n" else 0)
    assert after.value(path) == value or value is None


def test_a_record_more_is_written_as_the_last_one_is() -> None:
    before = settings()
    assert differing(before, before.with_entry(("联系",), (("事项", "修路"), ("姓名", "")))) == ["+  - {事项: 修路}"]
    before = before.without(("联系", 1))
    assert differing(before, before.with_entry(("联系",), (("事项", "修路"), ("姓名", "李样本")))) == [
        "+  - 事项: 修路",
        "+    姓名: 李样本",
    ]
    assert differing(before, before.with_entry(("班子",), (("姓名", "李样本"),))) == ["+班子:", "+  - 姓名: 李样本"]
    assert before.entries(("联系",)) == ({"事项": "村务公开", "姓名": "王示例"},)


NOTICE = "---\n标题: 修路\n公开日: 2026-03-05\n---\n\n正文一。\n\n正文二。\n"


def test_front_matter_and_body_of_a_notice(tmp_path: Path) -> None:
    file = "data/villages/demo/notices/2026-road.md"
    root = write_tree(tmp_path, {"notices/2026-road.md": NOTICE})
    opened = open_file(root, file)
    opened.edit(SetKey(("标题",), "修路: 二组"))
    assert opened.stored().decode() == NOTICE.replace("修路", '"修路: 二组"')
    opened.edit(SetBody("新的正文。\r\n\r\n- 一\n"))
    assert opened.stored().decode() == NOTICE.replace("修路", '"修路: 二组"').replace("正文一。\n\n正文二。", "新的正文。\n\n- 一")
    assert opened.keyed.body == "新的正文。\n\n- 一"
    opened.edit(SetKey(("附件",), ("a.jpg", "b.jpg")))
    assert opened.keyed.value(("附件",)) == ("a.jpg", "b.jpg")
    for _ in range(3):
        assert opened.undo()
    assert opened.stored().decode() == NOTICE
    for edit in (set_cell(1, 0, "x"), move_row(1, 2), InsertRows(1)):
        with pytest.raises(NotEditable, match="一项一项"):
            opened.edit(edit)
    with pytest.raises(NotEditable, match="不是表格"):
        opened.table()


def test_a_body_where_there_was_none() -> None:
    bare = KeyedText("---\n标题: 甲\n---\n", name="a.md", markdown=True)
    assert bare.with_body("乙").text == "---\n标题: 甲\n---\n\n乙\n"
    assert KeyedText("---\n标题: 甲\n---", name="a.md", markdown=True).with_body("乙").text.endswith("---\n\n乙\n")
    with pytest.raises(NotEditable, match="正文"):
        settings().with_body("乙")


@pytest.mark.parametrize(
    "text",
    ["a: [1\n", "a: b: c\n", "\ta: 1\n", "a: &x 1\nb: *x\n", "a: &a [*a]\n", "a\n", "- a\n", "[a]: b\n", "a: {{b: c}: d}\n"],
)  # fmt: skip
def test_what_cannot_be_read_is_neither_changed_nor_opened(tmp_path: Path, text: str) -> None:
    keyed = KeyedText(text, name="a.yml")
    for work in (lambda: keyed.with_key(("a",), "2"), lambda: keyed.with_entry(("a",), (("b", "c"),)), lambda: keyed.without(("a",))):
        with pytest.raises(NotEditable, match="记事本"):
            work()
    root = write_tree(tmp_path, {"notices/2026-road.md": f"---\n{text}---\n"})
    with pytest.raises(NotEditable, match="记事本"):
        open_file(root, "data/villages/demo/notices/2026-road.md")


def test_a_key_below_what_is_not_there_is_not_made() -> None:
    with pytest.raises(NotEditable, match="写法特别"):
        settings().with_key(("没有", 0, "电话"), "1")
    with pytest.raises(NotEditable, match="写法特别"):
        settings().with_key(("村名", 0, "电话"), "1")


VALUES = st.text(st.sampled_from("甲a1:#-'\"{[,] \n&*!|>%@`~?"), max_size=6)


@examples(25)
@given(st.lists(st.tuples(st.sampled_from([("村名",), ("简介",), ("新",), ("联系", 0, "姓名"), ("联系", 1, "电话")]), VALUES), max_size=4))
def test_whatever_is_typed_is_read_as_it_was_typed(changes: list[tuple[tuple[str | int, ...], str]]) -> None:
    content = settings()
    for path, value in changes:
        try:
            changed = content.with_key(path, value)
        except NotEditable:
            assert path == ("村名",), value
            assert "\n" in value, "several lines cannot stand before the comment in its line"
            continue
        assert yaml.compose(changed.text) is not None
        assert (changed.value(path) or "") == value
        assert len(differing(content, changed)) <= 8
        content = changed


def test_every_sample_of_keys_can_be_changed() -> None:
    files = {(path.parent, path.suffix): path for path in (ROOT / "data/villages").rglob("*") if path.suffix in (".yml", ".md")}
    assert len(files) > 10
    for path in files.values():  # one of each folder
        opened = open_file(ROOT, path.relative_to(ROOT).as_posix())
        first = next(key for key, value in opened.keyed.data().items() if isinstance(value, str))
        changed = opened.keyed.with_key((first,), "改了")
        assert len(differing(opened.keyed, changed)) == 2
        assert changed.with_key((first,), opened.keyed.value((first,)) or "").data() == opened.keyed.data()


def test_entries_are_added_through_the_open_file(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {})
    opened = open_file(root, "data/villages/demo/village.yml")
    opened.edit(AddEntry(("联系",), (("事项", "修路"), ("姓名", "李样本"))))
    opened.save()
    assert "  - {事项: 修路, 姓名: 李样本}\n" in (root / "data/villages/demo/village.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("标题：修路", "标题: 修路"),
        ("标题:修路", "标题: 修路"),
        ("标题： 修路：二组", "标题: 修路：二组"),
        ("标题：修路: 二组", '标题: "修路: 二组"'),
        ("标题： '修路'", "标题: '修路'"),
        ("附件：\n\t- a.pdf", "附件:\n  - a.pdf"),
    ],
)
def test_a_chinese_colon_is_mended_by_a_click(tmp_path: Path, slip: str, right: str) -> None:
    broken = NOTICE.replace("标题: 修路", slip)
    file = "data/villages/demo/notices/2026-road.md"
    mended = mended_keys(file, broken.encode())
    assert mended is not None
    assert mended.decode() == NOTICE.replace("标题: 修路", right)
    opened = open_file(write_tree(tmp_path, {"notices/2026-road.md": mended}), file)
    assert opened.keyed.value(("公开日",)) == "2026-03-05"


@pytest.mark.parametrize(
    "text", [NOTICE, NOTICE.replace("标题: 修路", "题目：修路"), NOTICE.replace("标题: 修路", "标题: [修路"), "标题：修路"]
)
def test_what_is_no_such_slip_is_left(text: str) -> None:
    assert mended_keys("data/villages/demo/notices/2026-road.md", text.encode()) is None
