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

from generator import values
from generator.build import check
from generator.kinds._ledger_views import month_view
from generator.kinds.ledger import KIND
from generator.load.board_data import load_board
from generator.model import Dataset
from generator.site.memory import keep, recall
from tests.conftest import LEDGER_HEADER, TODAY, examples, write_tree
from tests.ledgers import Month, as_csv, books
from tests.test_own_accounts import NAMES, Book, Cells, Entry, a_file_each, honest, saved
from tests.test_own_accounts import read as read_books

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


# --- several own accounts --------------------------------------------------------------------


def of_year(months: list[Book]) -> list[tuple[str, list[list[str]]]]:
    """The book of each account over all months; one that does not move at the end says so, in between it says nothing."""
    books = []
    for at, name in enumerate(NAMES[: len(months[0].openings)]):
        rows = [["", "", "上年结转", "", "", "", values.plain_yuan(months[0].openings[at])]]
        moved = [any(at in (e.off, e.to) for e in month.entries) for month in months]
        for n, month in enumerate(months):
            own = [row[:7] for row in month.rows(each=True) if row[7] == name]
            if not own and not any(moved[n:]):
                own = [[f"{month.key}-28", "", "本月无收支", "", "", "", values.plain_yuan(month.closings[at])]]
            rows += own
        books.append((name, [LEDGER_HEADER.split(","), *rows]))
    return books


def year_of_sheets(months: list[Book]) -> dict[str, Cells]:
    return {f"2025.xlsx#{name}日记账": rows for name, rows in of_year(months)}


def year_of_files(months: list[Book]) -> dict[str, Cells]:
    return {f"2025-{name}.csv": rows for name, rows in of_year(months)}


def year_of_months_and_accounts(months: list[Book]) -> dict[str, Cells]:
    """3月现金, 3月基本户 …"""
    sheets = {}
    for month in months:
        for name, rows in a_file_each(month).items():
            sheets[f"2025.xlsx#{int(month.key[5:])}月{name.removeprefix(month.key + '-').removesuffix('.csv')}"] = rows
    return sheets


@pytest.mark.parametrize("layout", [year_of_sheets, year_of_files, year_of_months_and_accounts])
@examples(12)
@given(honest())
def test_a_year_by_account_says_what_its_months_say(layout: Callable[[list[Book]], dict[str, Cells]], months: list[Book]) -> None:
    together, problems = read_books(layout(months))
    assert [p.message for p in problems] == []
    assert len(together) == len(months)
    for book, month in zip(months, together, strict=True):
        view = month_view(month)
        assert (view.income, view.expense) == book.sums
        assert (view.opening, view.closing) == (sum(book.openings), sum(book.closings))
        if len(book.openings) > 1:
            named = {a.name: (a.opening, a.closing) for a in view.accounts}
            assert named == dict(zip(NAMES, zip(book.openings, book.closings, strict=True), strict=False))


CASH = [
    ",,上年结转,,,,500",
    "2026-01-05,现-1,付纸,管理费用,,100,400",
    "2026-02-05,现-2,付纸,管理费用,,100,300",
    "2026-03-05,现-3,付纸,管理费用,,100,200",
]
BANK = [",,上年结转,,,,8000", "2026-01-06,银-1,收租金,经营收入,1000,,9000", "2026-03-06,银-2,收租金,经营收入,1000,,10000"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, []),  # the bank did not move in February: its balance goes on
        ({"农行": [BANK[0], BANK[2].replace("银-2", "银-1").replace("10000", "9000")]}, []),  # nor before March
        ({"农行": BANK[:2]}, [("month-missing", "")]),  # not entered yet, or nothing there: the clerk knows
        ({"农行": [*BANK[:2], "2026-03-31,,本月无收支,,,,9000"]}, []),
        ({"农行": [*BANK[:2], "2026-03-31,,本月无收支,,,,9001"]}, [("total-mismatch", "农行")]),
        ({"农行": [BANK[0], BANK[1], BANK[2].replace("10000", "10001")]}, [("balance-mismatch", "农行")]),
        ({"基本户": []}, []),  # a sheet prepared
        ({"基本户": [",,上年结转,,,,70"]}, [("bad-name", "基本户")]),
        ({"农行日记账": BANK}, [("sheet-ambiguous", "")]),
        ({"合同": ["合1,门面房,张示例,2026-01-01,3000,,"]}, [("sheet-unused", "合同")]),
    ],
)
def test_a_sheet_for_each_account(more: dict[str, list[str]], told: list[tuple[str, str]], tmp_path: Path) -> None:
    rows = {"现金日记账": CASH, "农行": BANK, **more}
    book = workbook(
        {name: [([] if name == "合同" else LEDGER_HEADER.split(",")), *(r.split(",") for r in each)] for name, each in rows.items()}
    )
    problems = check(write_tree(tmp_path, {"ledger/2026.xlsx": book}), TODAY).problems
    assert [(p.code, p.source.sheet) for p in problems] == told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("2026-现金.csv", "2026-农行.csv"), []),
        (("2026-现金.csv", "2026-农商行.csv"), []),
        (("2026-现金.csv", "2026-cash.csv"), ["duplicate-file"]),
        (("2026-现金.csv", "2026.csv"), ["duplicate-file"]),
        (("2026-现金.csv", "2026-03-现金.csv"), ["duplicate-file"]),
        (("2026-现金.csv", "2026-03.csv"), ["duplicate-file"]),
    ],
)
def test_a_file_for_each_account(names: tuple[str, str], told: list[str]) -> None:
    files: dict[str, str | bytes] = {
        f"ledger/{name}": "\n".join([LEDGER_HEADER, *rows]) for name, rows in zip(names, (CASH, BANK), strict=True)
    }
    months, codes = read(files)
    assert codes == told
    assert told or [data.key for data in months] == ["2026-01", "2026-02", "2026-03"]


def test_a_year_of_one_account_and_months_of_another_go_together(problems_of: Run) -> None:
    bank = {f"ledger/2026-0{n}-农行.csv": "\n".join([LEDGER_HEADER, *rows]) for n, rows in ((1, BANK[:2]), (3, BANK[2:]))}
    idle = {"ledger/2026-02-农行.csv": "\n".join([LEDGER_HEADER, ",,上月余额,,,,9000", ",,本月无收支,,,,9000"])}
    assert problems_of({"ledger/2026-现金.csv": "\n".join([LEDGER_HEADER, *CASH]), **bank, **idle}) == []


def test_a_book_of_a_year_is_remembered_as_it_was_read(tmp_path: Path) -> None:
    root = write_tree(tmp_path, saved(year_of_sheets(MONTHS)))
    memory: dict[str, Dataset] = {}
    first, _ = load_board(root, "demo", (KIND,), memory)
    keep(tmp_path / "cache", "p", {}, memory)
    again, _ = load_board(root, "demo", (KIND,), recall(tmp_path / "cache", "p"))
    assert [read_as(d) for d in again.datasets["ledger"]] == [read_as(d) for d in first.datasets["ledger"]]
    assert [d.digest for d in again.datasets["ledger"]] == [d.digest for d in first.datasets["ledger"]]


MONTHS = [
    Book("2025-01", (100, 200, 0), (Entry(3, 5, None, 0), Entry(4, 7, 1, 2))),
    Book("2025-02", (105, 193, 7), (Entry(3, 5, None, 0),)),
    Book("2025-03", (110, 193, 7), (Entry(3, 5, None, 0), Entry(4, 7, 1, 2), Entry(4, 2, 2, None))),
]


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
