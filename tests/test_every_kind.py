"""A kind is one module, one sample file and one golden page; without its form and guide entry it is refused."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from generator import build
from generator.handbook.beside import guide_files
from generator.kind import Kind
from generator.kinds import all_kinds, kind_named
from generator.law.catalogue import items
from generator.site.forms import EXPLAINED, LISTS, blank_form
from generator.site.theme import Colours
from tests.conftest import ROOT, TODAY, write_tree
from tests.test_golden import GOLDEN

KINDS = pytest.mark.parametrize("kind", all_kinds(), ids=lambda k: k.name)
CHINESE = re.compile("[一-鿿]")
BLANK = {"csv": {"empty-list"}, "xlsx": {"empty-list"}, "yml": {"empty-list", "example-left"}, "md": {"example-left"}}
"""What is told of a form as it came: a list has no row, and what stands above a list is the example's still."""


def test_every_module_is_a_kind() -> None:
    modules = {p.stem for p in (ROOT / "generator/kinds").glob("*.py") if not p.stem.startswith("_")}
    assert modules == {kind.name for kind in all_kinds()}


@KINDS
def test_it_has_a_sample_and_a_golden_page(kind: Kind) -> None:
    assert any((ROOT / "data/villages/shifan" / kind.name).iterdir())
    pages = [p.read_text(encoding="utf-8") for p in (GOLDEN / "shifan").rglob("*.md") if p.parent.name != "guide"]
    assert any(f"<code>{kind.name}/" in page for page in pages), "a page that names a file of it as its source"


@KINDS
def test_a_clerk_can_read_all_of_it(kind: Kind) -> None:
    assert CHINESE.search(kind.title)
    assert CHINESE.search(kind.guide)
    for column in kind.columns:
        assert CHINESE.search(column.name)
        assert column.help or column.example or not column.required, column.name
    names = [n for c in kind.columns for n in (c.name, *c.aliases)]
    assert len(names) == len(set(names)), "one wording, one column"


@KINDS
def test_it_is_in_the_guide_with_every_column(kind: Kind) -> None:
    guide = guide_files(all_kinds(), False, Colours())
    page = guide[f"{kind.guide_page}/index.html"].decode()
    assert f"<h1>{kind.title}</h1>" in page
    assert all(f"<dt>{column.name} <small>" in page for column in kind.columns)
    for ending in kind.formats:
        assert guide[kind.form_path(ending)] == blank_form(kind, ending)


@KINDS
def test_its_blank_form_is_accepted_as_it_is(kind: Kind, tmp_path: Path) -> None:
    """Headers are right and the example row is passed over: all there is to tell is that nothing was filled in, or an example is left."""
    key = "blank" if kind.key == "slug" and not kind.file_example else kind.name_example
    for ending in kind.formats:
        root = write_tree(tmp_path / ending, {f"{kind.name}/{key}.{ending}": blank_form(kind, ending)})
        codes = {p.code for p in build.check(root, TODAY).problems if p.severity.value == "error"}
        assert codes == BLANK[ending], ending


@KINDS
def test_its_spreadsheet_form_guides_the_hand(kind: Kind) -> None:
    if "xlsx" not in kind.formats:
        return
    book = openpyxl.load_workbook(io.BytesIO(blank_form(kind, "xlsx")))
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[1]] == [c.name for c in kind.form_columns]
    assert all(sheet.column_dimensions[c.column_letter].width >= len(str(c.value)) for c in sheet[1])
    lists = {str(v.sqref).split(":")[0].rstrip("0123456789"): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    words = {column: _offered(book, formula) for column, formula in lists.items()}
    assert words == {
        sheet.cell(1, i).column_letter: c.choices or c.offers for i, c in enumerate(kind.form_columns, 1) if c.choices or c.offers
    }
    assert f"/{kind.name}/" in str(book[EXPLAINED]["A2"].value)
    assert f"{kind.name_example}.xlsx" in str(book[EXPLAINED]["A2"].value)
    assert {c.font.color.rgb for c in sheet[2] if c.value} == {"FF808080"}


def _offered(book: openpyxl.Workbook, formula: str) -> tuple[str, ...]:
    """The words of a drop-down: written in it, or on the hidden sheet."""
    if formula.startswith('"'):
        return tuple(formula.strip('"').split(","))
    name, _, cells = formula.replace("'", "").replace("$", "").partition("!")
    assert book[name].sheet_state == "hidden"
    return tuple(str(cell.value) for (cell,) in book[name][cells])


def test_the_forms_of_a_village_have_the_accounts_of_its_own_rules() -> None:
    for regime, there, not_there in (("2023", "公益支出", "农业税附加返还收入"), ("2004", "发包及上交收入", "公益支出")):
        words = {
            cell.value
            for row in openpyxl.load_workbook(io.BytesIO(blank_form(_kind("ledger"), "xlsx", regime)))[LISTS].iter_rows()
            for cell in row
        }
        assert there in words
        assert not_there not in words
    assert {"库存现金", "银行存款"} <= set(_kind("ledger").column("账户").offers)
    assert {"党支部提议", "村民代表会议决议", "实施结果公开"} <= set(_kind("decisions").column("步骤").offers)
    assert "库存现金" not in _kind("budget").column("科目").offers


@KINDS
def test_every_form_says_where_it_goes_and_what_it_is_called(kind: Kind) -> None:
    for ending in set(kind.formats) - {"xlsx"}:
        told = blank_form(kind, ending).decode("utf-8-sig")
        assert f"data/villages/（村的文件夹）/{kind.name}/" in told
        assert f"{kind.name_example}.{ending}" in told


def test_the_matters_of_the_catalogue_are_offered() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_form(_kind("decisions"), "xlsx")))
    offered = {str(cell.value) for row in book[LISTS].iter_rows() for cell in row}
    assert {item.title for item in items()} <= offered
    assert all(item.title in blank_form(_kind("notices"), "md").decode() for item in items())


def test_a_filled_csv_form_is_read_below_its_line_about_the_place(tmp_path: Path) -> None:
    filled = blank_form(_kind("ledger"), "csv") + (
        ",,上月余额,,,,10000\r\n2026-03-05,记-001,买水泵,公益支出,,1200,8800\r\n".replace("\r\n", "," * 8 + "\r\n").encode()
    )
    assert build.check(write_tree(tmp_path, {"ledger/2026-03.csv": filled}), TODAY).problems == ()


def test_a_filled_form_is_read_and_its_other_sheets_are_left_alone(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_form(_kind("ledger"), "xlsx")))
    sheet = book.worksheets[0]
    sheet.append([None, None, "上月余额", None, None, None, 10000])
    sheet.append(["2026-03-05", "记-001", "买水泵", "公益支出", None, 1200, 8800])
    out = io.BytesIO()
    book.save(out)
    assert build.check(write_tree(tmp_path, {"ledger/2026-03.xlsx": out.getvalue()}), TODAY).problems == ()


def _kind(name: str) -> Kind:
    found = kind_named(name)
    assert found
    return found


def test_kinds_are_found_by_either_name() -> None:
    assert kind_named("ledger") is kind_named("收支明细") is not None
    assert kind_named("账本") is None
