"""A year's file of 收支明细 is its months, each as a file of its own would be."""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.ledger import KIND
from generator.load.board_data import load_board
from generator.model import Dataset
from tests.conftest import LEDGER_HEADER, TODAY, examples, write_tree
from tests.ledgers import Month, as_csv, books

Run = Callable[..., list[tuple[str, int, int, str]]]
JANUARY = ["2026-01-05,记-1,收租金,经营收入,1000,,6000", "2026-01-15,记-2,付电费,公益支出,,300,5700"]
FEBRUARY = ["2026-02-05,记-3,收租金,经营收入,1000,,6700", "2026-02-15,记-4,付电费,公益支出,,300,6400"]
OPENING = ",,上年结转,,,,5000"


def year(*rows: str) -> str:
    return "\n".join([LEDGER_HEADER, OPENING, *rows]) + "\n"


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(files: dict[str, str | bytes]) -> tuple[tuple[Dataset, ...], list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        board, problems = load_board(write_tree(Path(folder), files), "demo", (KIND,))
    return board.datasets["ledger"], [p.code for p in problems]


def read_as(data: Dataset) -> tuple[object, ...]:
    rows = tuple((row.head.fields, row.texts, row.values) for row in data.entries)
    return data.key, rows, tuple((mark, row.texts, row.values) for mark, row in data.stated_rows), data.complete


@examples(30)
@given(books(14), st.booleans(), st.sampled_from(["csv", "xlsx", "sheets"]))
def test_its_months_are_those_of_single_files(months: list[Month], total: bool, form: str) -> None:
    cells = {m.key: m.cells(opening=i == 0 or form == "sheets", total=total) for i, m in enumerate(months)}
    alone = read({f"ledger/{key}.csv": as_csv(rows) for key, rows in cells.items()})
    files: dict[str, str | bytes] = {}
    for name, keys in itertools.groupby(cells, lambda key: key[:4]):
        of_year = {key: cells[key] for key in keys}
        one = [*next(iter(of_year.values()))[:1], *(row for rows in of_year.values() for row in rows[1:])]
        sheets = {f"{int(key[5:])}月": rows for key, rows in of_year.items()} if form == "sheets" else {"Sheet1": one}
        files[f"ledger/{name}.{'csv' if form == 'csv' else 'xlsx'}"] = as_csv(one) if form == "csv" else workbook(sheets)
    together = read(files)
    assert together[1] == alone[1] == []
    assert [read_as(data) for data in together[0]] == [read_as(data) for data in alone[0]]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([*JANUARY, ",,本月合计,,1000,300,5700", *FEBRUARY, ",,本月合计,,1000,300,6400", ",,本年累计,,2000,600,6400"], []),
        ([*JANUARY, ",,过次页,,,,5700", ",,承前页,,,,5700", *FEBRUARY], []),
        ([*JANUARY, ",,上月余额,,,,5800", *FEBRUARY], [("balance-mismatch", 6), ("opening-mismatch", 5)]),
        ([*JANUARY, ",,本月合计,,1000,301,5700", *FEBRUARY], [("total-mismatch", 5)]),
        # a mistyped month is told as such, and takes no other row with it
        ([JANUARY[0], JANUARY[1].replace("01-15", "07-15"), *FEBRUARY], [("date-outside-month", 4)]),
        ([*JANUARY, FEBRUARY[0], FEBRUARY[1].replace("02-15", "01-15")], [("date-outside-month", 6)]),
        ([JANUARY[0].replace("01-05", "08-05"), JANUARY[1], *FEBRUARY], [("date-outside-month", 3)]),
        ([*JANUARY, FEBRUARY[0], FEBRUARY[1].replace("02-15", "2月的一天")], [("bad-date", 6)]),
        ([*JANUARY, *(row.replace("2026-02", "2026-03") for row in FEBRUARY)], [("month-missing", 0)]),
        ([*JANUARY, *(row.replace("2026-", "2025-") for row in FEBRUARY)], [("date-outside-month", 5), ("date-outside-month", 6)]),
        ([row.replace("2026-", "2025-") for row in JANUARY], [("bad-name", 0)]),
        ([*FEBRUARY[::-1], *JANUARY[::-1]], [("newest-first", 2)]),
        ([*JANUARY, *FEBRUARY, "公开日：2026-03-05,,,,,,"], [("bad-value", 7)]),
        ([*JANUARY, "公开日：2026-02-05,,,,,,"], []),
    ],
)
def test_months_in_one_sheet(rows: list[str], told: list[tuple[str, int]], problems_of: Run) -> None:
    assert [(code, row) for code, row, *_ in problems_of({"ledger/2026.csv": year(*rows)})] == told


def sheets(**more: list[str]) -> bytes:
    rows = {"1月": [OPENING, *JANUARY], "二月份": FEBRUARY, **more}
    return workbook({name: [LEDGER_HEADER.split(","), *(row.split(",") for row in each)] for name, each in rows.items()})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, []),
        ({"2026年3月": []}, []),  # prepared, and nothing in it yet
        ({"3月": [",,上月余额,,,,6400"], "4月": [",,上月余额,,,,6400", ",,合计,,0,0,6400"]}, []),
        ({"3月": [",,本月无收支,,,,6400"]}, []),
        ({"3月": [",,本月无收支,,,,6401"]}, ["total-mismatch"]),
        ({"3月": [], "4月": ["2026-04-05,记-1,付电费,公益支出,,100,6300"]}, ["empty-list"]),
        ({"3月": [FEBRUARY[0].replace("6700", "7400").replace("-3,", "-1,")]}, ["date-outside-month"]),
        ({"2月": FEBRUARY}, ["sheet-ambiguous"]),
        ({"补记": ["2026-03-05,记-1,付电费,公益支出,,100,6300"]}, ["sheet-unused"]),
        ({"2025年3月": ["2026-03-05,记-1,付电费,公益支出,,100,6300"]}, ["sheet-unused"]),
    ],
)
def test_a_sheet_for_each_month(more: dict[str, list[str]], told: list[str], problems_of: Run) -> None:
    assert [code for code, *_ in problems_of({"ledger/2026.xlsx": sheets(**more)})] == told


def test_a_month_that_has_a_file_of_its_own_is_told(problems_of: Run) -> None:
    files = {"ledger/2026.csv": year(*JANUARY, *FEBRUARY), "ledger/2026-02.csv": "\n".join([LEDGER_HEADER, *FEBRUARY]) + "\n"}
    assert [code for code, *_ in problems_of(files)] == ["duplicate-file"]


def test_months_may_go_on_in_files_of_their_own(problems_of: Run) -> None:
    files = {"ledger/2026.csv": year(*JANUARY), "ledger/2026-02.csv": "\n".join([LEDGER_HEADER, *FEBRUARY]) + "\n"}
    assert problems_of(files) == []


def test_a_year_that_cannot_be_read_misses_no_month(problems_of: Run) -> None:
    later = "2027-01-05,记-1,付电费,公益支出,,100,6300"
    told = problems_of(
        {"ledger/2026.xlsx": b"PK", "ledger/2027-01.csv": "\n".join([LEDGER_HEADER, later]) + "\n"}, TODAY.replace(year=2027)
    )
    assert [code for code, *_ in told] == ["unreadable-file"]


def test_what_was_read_is_remembered(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026.csv": year(*JANUARY, *FEBRUARY)})
    memory: dict[str, Dataset] = {}
    first, _ = load_board(root, "demo", (KIND,), memory)
    again, _ = load_board(root, "demo", (KIND,), memory)
    assert [d.digest for d in again.datasets["ledger"]] == [d.digest for d in first.datasets["ledger"]] != ["", ""]
    assert [a.rows for a in again.datasets["ledger"]] == [a.rows for a in first.datasets["ledger"]]
