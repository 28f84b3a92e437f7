"""datapackage.json says what every CSV holds; the standard's own validator believes it, row by row."""

from __future__ import annotations

import json
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from generator import build
from generator.shown import Content, Page, Table, TableColumn
from generator.site.downloads import exact, table_csv
from generator.site.package import board_package, page_package, schema
from tests.conftest import TODAY, examples, write_tree
from tests.tables import tables

BOARDS = pytest.mark.parametrize("board", ["shifan", "dongxian"])


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a validator must not need the network")

    monkeypatch.setattr("socket.socket.connect", refuse)


def faults(path: Path) -> list[str]:
    from frictionless import validate  # it takes long to load, and one worker needs it

    report = validate(str(path), type="package")
    return [error.message for error in report.errors] + [f"{t.name}: {e.message}" for t in report.tasks for e in t.errors]


@BOARDS
def test_the_validator_accepts_the_package_and_every_row(board: str, samples: Path) -> None:
    assert faults(samples / "site" / board / "datapackage.json") == []


@BOARDS
def test_it_lists_every_table_of_the_board(board: str, samples: Path) -> None:
    folder = samples / "site" / board
    said = json.loads((folder / "datapackage.json").read_bytes())
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*.csv") if "forms" not in p.parts}
    assert {table["path"] for table in said["resources"]} == there
    assert "公开栏" in said["title"]
    assert "licenses" not in said
    assert all(table["sources"] for table in said["resources"])
    assert (board == "shifan") == ("虚构" in said["description"])


def test_every_page_with_tables_is_a_package_of_its_own(samples: Path) -> None:
    assert faults(samples / "site/shifan/finance/2026-10/datapackage.json") == []


def test_the_front_page_of_the_accounts_leads_to_it(samples: Path) -> None:
    page = (samples / "site/shifan/finance/index.html").read_text(encoding="utf-8")
    assert 'href="../datapackage.json"' in page


def test_amounts_come_out_exact_and_sums_can_be_told_from_rows(samples: Path) -> None:
    from frictionless import Package

    month: Any = Package(str(samples / "site/shifan/datapackage.json")).get_resource("finance/2026-10/2026-10")
    *rows, foot = month.read_rows()
    assert foot["摘要"] == "合计"
    assert sum(row["支出"] or 0 for row in rows) == foot["支出"] == Decimal("49694.40")
    assert "写着合计、小计的行是别的行的和" in month.description


def test_a_file_that_was_touched_is_not_believed(samples: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(samples / "site/shifan/finance/2026-10", tmp_path / "month")
    assert faults(folder / "datapackage.json") == []
    path = folder / "2026-10.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("79168.83", "七万九"), encoding="utf-8")
    assert any("type" in said for said in faults(folder / "datapackage.json"))


def test_a_board_without_tables_has_none(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {})
    assert build.build(root, TODAY).boards[0].built
    assert not list((root / "site").rglob("datapackage.json"))


@pytest.mark.parametrize("file", ["honors/datapackage.csv", "notices/datapackage.csv", "notices/datapackage.md", "notices/index.md"])
def test_names_of_ours_are_refused(file: str, tmp_path: Path) -> None:
    (found,) = (p for p in build.check(write_tree(tmp_path, {file: "甲,乙\n"}), TODAY).problems if p.code == "bad-name")
    assert "自己要用的名字" in found.message


@examples(15)
@given(tables())
def test_the_schema_is_true_of_any_table(table: Table) -> None:
    from frictionless import Resource, Schema, validate

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(table_csv(table))
        said: Any = Schema.from_descriptor(schema(table, exact(table)))
        found = Resource({"name": "t", "path": "t.csv", "encoding": "utf-8", "dialect": {"delimiter": ","}}, basepath=folder)
        found.schema = said
        report = validate(found)
        wrong = [
            e for e in report.flatten(["type", "message"]) if e[0] != "blank-row"
        ]  # a line may be empty, e.g. in a table of one column
        assert wrong == [], table_csv(table)


def test_a_table_of_a_page_is_the_same_table_among_all_of_the_board() -> None:
    """Whatever its texts look like."""
    odd = '说 "name": "a", \\"path\\": "b"],\n]}\n, "resources": [\n'
    table = Table("2026-Q1", odd, (TableColumn(odd), TableColumn("name")), ((odd, '"path": "c"'),), note=odd)
    page = Page("finance/Q1.md", odd, "a", "a", lambda: Content(None, (table, table)), (), sample=odd, sources=(odd, "x"))
    alone = page_package(page, lambda table: (table_csv(table), exact(table)))
    assert alone
    told = board_package({"finance/Q1/datapackage.json": alone}.__getitem__, ["finance/Q1/datapackage.json", "a.md"], ("n", "t", "", ""))
    expected = json.loads(alone)["resources"]
    for resource in expected:
        resource |= {"name": "finance/q1/2026-q1", "path": "finance/Q1/2026-Q1.csv"}
    assert json.loads(told or b"")["resources"] == expected


def test_the_package_of_a_board_is_the_same_with_and_without_the_one_before() -> None:
    """Of pages that are as they were nothing is read; one more, one less and one that differs are noticed."""

    def made(path: str, title: str) -> bytes:
        table = Table('2026-"Q1', title, (TableColumn("path"),), (("1",),), note='"path": "x/y.csv"')
        page = Page(path, title, "a", "a", lambda: Content(None, (table, table)), ())
        return page_package(page, lambda table: (table_csv(table), exact(table))) or b""

    about = ("n", "t", "d", "u")
    before = {f"{at}/datapackage.json": made(f"{at}.md", at) for at in ("finance/Q1", "finance/Q2", '财务/"甲"', "z")}
    now = {path: data for path, data in before.items() if path != "finance/Q2/datapackage.json"}
    now |= {"z/datapackage.json": made("z.md", "另一个"), "finance/Q1/a/datapackage.json": made("finance/Q1/a.md", "新的")}
    last = board_package(before.__getitem__, before, about)
    assert last
    read: list[str] = []
    told = board_package(lambda path: (read.append(path), now[path])[1], now, about, last, {"z/datapackage.json"})
    assert told == board_package(now.__getitem__, now, about)
    assert read == ["finance/Q1/a/datapackage.json", "z/datapackage.json"]
