"""收支明细 of several own accounts, in every layout clerks use: the same income, expense and balance of each account."""

from __future__ import annotations

import calendar
import csv
import io
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import values
from generator.board import plan_board
from generator.build import check
from generator.check.balances import MonthBalance, balances
from generator.check.decisions import Expenses
from generator.check.run import run_checks
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds
from generator.kinds._ledger_views import accounts_table, anchors, month_view
from generator.kinds.ledger import KIND
from generator.load.board_data import load_board
from generator.model import Dataset, Problem
from generator.own_accounts import account, is_account, moves_only, says_transfer
from generator.site.memory import keep, recall
from generator.task import BoardTask
from tests.conftest import LEDGER_HEADER, TODAY, VILLAGE_YML, docs_of, examples, write_tree
from tests.ledgers import as_csv

Run = Callable[..., list[tuple[str, int, int, str]]]
Cells = list[list[str]]
HEADER = [*LEDGER_HEADER.split(","), "账户"]
NAMES = ("库存现金", "基本户", "农行")
CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)


@dataclass(frozen=True)
class Entry:
    """``to``: an account that gets the amount; ``off``: one that gives it; both where it only moves."""

    day: int
    amount: int
    off: int | None
    to: int | None


@dataclass(frozen=True)
class Book:
    """One month of a village with ``count`` accounts."""

    key: str
    openings: tuple[int, ...]
    entries: tuple[Entry, ...]

    @property
    def closings(self) -> tuple[int, ...]:
        left = list(self.openings)
        for e in self.entries:
            for at, sign in ((e.off, -1), (e.to, 1)):
                if at is not None:
                    left[at] += sign * e.amount
        return tuple(left)

    def rows(self, *, each: bool, one_line: bool = False) -> Cells:
        """All entries; ``each``: a balance for each account; ``one_line``: a transfer in one row that leaves the balance over all."""
        left, found = list(self.openings), []

        def add(e: Entry, number: int, at: int, came: bool, subject: str, about: str) -> None:
            left[at] += e.amount if came else -e.amount
            amounts = [values.plain_yuan(e.amount), ""] if came else ["", values.plain_yuan(e.amount)]
            balance = left[at] if each else sum(left)
            found.append(
                [f"{self.key}-{e.day:02}", f"记-{number:03}", about, subject, *amounts, values.plain_yuan(balance), NAMES[at]]
            )  # fmt: skip

        for number, e in enumerate(self.entries, 1):
            if e.off is not None and e.to is not None:
                about = "提取备用金" if e.to == 0 else "存现" if e.off == 0 else "户间划转"
                if one_line:
                    both = [values.plain_yuan(e.amount)] * 2
                    left[e.off], left[e.to] = left[e.off] - e.amount, left[e.to] + e.amount
                    found.append(
                        [f"{self.key}-{e.day:02}", f"记-{number:03}", about, "库存现金", *both, values.plain_yuan(sum(left)), ""]
                    )  # fmt: skip
                    continue
                add(e, number, e.off, False, "库存现金" if e.to == 0 else f"银行存款—{NAMES[e.to]}", about)
                add(e, number, e.to, True, "库存现金" if e.off == 0 else f"银行存款—{NAMES[e.off]}", about)
            elif e.to is not None:
                add(e, number, e.to, True, "经营收入", f"第{number}笔租金")
            elif e.off is not None:
                add(e, number, e.off, False, "公益支出", f"第{number}笔电费")
        return found

    def opening_rows(self) -> Cells:
        return [_opening(fen, name) for fen, name in zip(self.openings, NAMES, strict=False)]

    @property
    def sums(self) -> tuple[int, int]:
        return (
            sum(e.amount for e in self.entries if e.off is None),
            sum(e.amount for e in self.entries if e.to is None),
        )  # fmt: skip


def _opening(fen: int, name: str) -> list[str]:
    return ["", "", "上月余额", "", "", "", values.plain_yuan(fen), name]


def in_one_sheet(book: Book) -> dict[str, Cells]:
    return {f"{book.key}.csv": [HEADER, *book.opening_rows(), *book.rows(each=True)]}


def over_all(book: Book) -> dict[str, Cells]:
    return {f"{book.key}.csv": [HEADER, *book.opening_rows(), *book.rows(each=False)]}


def over_all_with_one_opening(book: Book) -> dict[str, Cells]:
    came, went = book.sums
    total = ["", "", "合计", "", values.plain_yuan(came), values.plain_yuan(went), values.plain_yuan(sum(book.closings)), ""]
    return {f"{book.key}.csv": [HEADER, _opening(sum(book.openings), ""), *book.rows(each=False), total]}


def transfers_in_one_line(book: Book) -> dict[str, Cells]:
    rows = book.rows(each=False, one_line=True)
    return {f"{book.key}.csv": [HEADER[:-1], _opening(sum(book.openings), "")[:-1], *(row[:-1] for row in rows)]}


def _books(book: Book) -> list[tuple[str, Cells]]:
    """The rows of each account below its 上月余额, with its 合计."""
    rows = book.rows(each=True)
    found = []
    for name, first, last in zip(NAMES, book.openings, book.closings, strict=False):
        own = [row for row in rows if row[7] == name]
        sums = [values.plain_yuan(sum(values.parse_money(row[i]) or 0 for row in own if row[i])) for i in (4, 5)]
        found.append((name, [_opening(first, name), *own, ["", "", "合计", "", *sums, values.plain_yuan(last), name]]))
    return found


def in_blocks(book: Book) -> dict[str, Cells]:
    return {f"{book.key}.csv": [HEADER, *(row for _, rows in _books(book) for row in rows)]}


def a_file_each(book: Book) -> dict[str, Cells]:
    return {f"{book.key}-{name}.csv": [HEADER[:-1], *(row[:-1] for row in rows)] for name, rows in _books(book)}


def a_sheet_each(book: Book) -> dict[str, Cells]:
    return {f"{book.key}.xlsx#{name}日记账": [HEADER[:-1], *(row[:-1] for row in rows)] for name, rows in _books(book)}


LAYOUTS = (in_one_sheet, over_all, over_all_with_one_opening, transfers_in_one_line, in_blocks, a_file_each, a_sheet_each)
KNOWN = (in_one_sheet, over_all, in_blocks, a_file_each, a_sheet_each)
"""Those that say what each account began with."""


def saved(cells: Mapping[str, Cells]) -> dict[str, bytes]:
    """The files below ledger/."""
    books: dict[str, openpyxl.Workbook] = {}
    found = {}
    for name, rows in cells.items():
        file, _, sheet = name.partition("#")
        if not sheet:
            found[f"ledger/{file}"] = as_csv(rows)
            continue
        if file not in books:
            books[file] = openpyxl.Workbook()
            books[file].remove(books[file].active)  # type: ignore[arg-type]
        page = books[file].create_sheet(sheet)
        for row in rows:
            page.append(row)
    for file, book in books.items():
        out = io.BytesIO()
        book.save(out)
        found[f"ledger/{file}"] = out.getvalue()
    return found


def read(cells: Mapping[str, Cells]) -> tuple[list[MonthBalance], list[Problem]]:
    with tempfile.TemporaryDirectory() as folder:
        root = write_tree(Path(folder), saved(cells))
        data, problems = load_board(root, "demo", all_kinds())
        months = data.datasets["ledger"]
        return balances(months), problems + run_checks(KIND, months, CONTEXT, str)


@st.composite
def honest(draw: st.DrawFn) -> list[Book]:
    """One to three accounts; each begins a month with what it had at the end of the one before."""
    count = draw(st.integers(1, 3))
    left = tuple(draw(st.integers(10**9, 10**10)) for _ in range(count))
    found = []
    for key in ("2025-01", "2025-02")[: draw(st.integers(1, 2))]:
        days = sorted(draw(st.lists(st.integers(1, calendar.monthrange(2025, int(key[5:]))[1]), min_size=1, max_size=7)))
        entries = []
        for day in days:
            at, sort = draw(st.integers(0, count - 1)), draw(st.sampled_from(("in", "out", "move")))
            amount = draw(st.integers(1, 10**7))
            if sort == "move" and count > 1:
                entries.append(Entry(day, amount, at, (at + draw(st.integers(1, count - 1))) % count))
            else:
                entries.append(Entry(day, amount, *((None, at) if sort == "in" else (at, None))))
        found.append(Book(key, left, tuple(entries)))
        left = found[-1].closings
    return found


def _told(found: list[Problem]) -> list[str]:
    return [f"{p.code} {p.source.file} {p.source.sheet} {p.source.row}: {p.message}" for p in found]


@pytest.mark.parametrize("layout", LAYOUTS)
@examples(8)
@given(honest())
def test_every_layout_says_the_same(layout: Callable[[Book], dict[str, Cells]], months: list[Book]) -> None:
    found, problems = read({name: rows for book in months for name, rows in layout(book).items()})
    assert _told(problems) == []
    for book, month in zip(months, found, strict=True):
        view = month_view(month)
        assert (view.income, view.expense) == book.sums
        assert (view.opening, view.closing) == (sum(book.openings), sum(book.closings))
        assert view.moved == sum(e.amount for e in book.entries if e.off is not None and e.to is not None)
        if layout in KNOWN and len(book.openings) > 1:
            named = {a.name: (a.opening, a.closing) for a in view.accounts}
            assert named == dict(zip(NAMES, zip(book.openings, book.closings, strict=True), strict=False))
            table = accounts_table(view)
            assert table is not None
            assert table.foot[1:] == (view.opening, view.income, view.expense, 0, view.closing)


@pytest.mark.parametrize("layout", LAYOUTS)
@examples(12)
@given(honest(), st.data())
def test_a_fen_changed_anywhere_is_told(layout: Callable[[Book], dict[str, Cells]], months: list[Book], data: st.DataObject) -> None:
    cells = {name: [list(row) for row in rows] for book in months for name, rows in layout(book).items()}
    name = data.draw(st.sampled_from(sorted(cells)))
    # what an account had that did not move is said nowhere else
    moved = {row[7] for row in cells[name][1:] if len(row) > 7 and row[3]} if layout is in_one_sheet else set()
    row = data.draw(st.sampled_from([row for row in cells[name][1:] if not moved or row[7] in moved]))
    at = data.draw(st.sampled_from([i for i in (4, 5, 6) if row[i]]))
    row[at] = values.plain_yuan((values.parse_money(row[at]) or 0) + data.draw(st.sampled_from((1, -1))))
    _, problems = read(cells)
    assert any(p.severity.value == "error" for p in problems)


# --- single cases ----------------------------------------------------------------------------


def month(*rows: str, header: str = f"{LEDGER_HEADER},账户") -> str:
    return "\n".join([header, *rows]) + "\n"


TWO = (",,上月余额,,,,500,现金", ",,上月余额,,,,8000,银行存款")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # one row in the bank's book; the cash book's next balance bears it out
        ([*TWO, "2026-03-04,记-1,提取备用金,库存现金,,2000,6000,银行存款", "2026-03-05,记-2,付纸,管理费用,,100,2400,库存现金"], []),
        # the cash book knows nothing of it
        (
            [*TWO, "2026-03-04,记-1,提取备用金,库存现金,,2000,6000,银行存款", "2026-03-05,记-2,付纸,管理费用,,100,400,库存现金"],
            [("transfer-unmatched", 4)],
        ),
        # one balance over all, one row with one side, and the balance goes on as it was
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,提取备用金,库存现金,,2000,8500,"], []),
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,提取备用金,库存现金,,2000,6500,"], [("transfer-unmatched", 3)]),
        # both sides in one row
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,提取备用金,库存现金,2000,2000,8500,"], []),
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,提取备用金,库存现金,200,2000,6700,"], [("transfer-unmatched", 3)]),
        # income and expense on one row are no transfer
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,退押金,其他收入,200,200,8500,"], [("both-sides", 3)]),
        # what is lent to somebody is no move between own accounts
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,提取备用金,应收款,,2000,6500,"], []),
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,提现,管理费用,,2000,6500,"], [("transfer-subject", 3)]),
        # a book that writes its own account as 科目 everywhere: no transfer, so income
        ([",,上月余额,,,,8000,银行存款", "2026-03-04,记-1,收租金,银行存款,100,,8100,银行存款"], []),
        # many of them: one problem
        (
            [
                ",,上月余额,,,,8000,",
                "2026-03-04,记-1,收租金,银行存款,100,,8100,",
                "2026-03-05,记-2,收水费,银行存款,200,,8300,",
            ],
            [("transfer-unmatched", 3)],
        ),
        # equal by chance is no transfer
        (
            [",,上月余额,,,,8000,", "2026-03-04,记-1,收租金,银行存款,100,,8100,", "2026-03-04,记-2,付电费,银行存款,,100,8000,"],
            [("transfer-unmatched", 3)],
        ),
        # a balance for each account, and only one opening: it is the sum of what they must have had
        ([",,上月余额,,,,8500,", "2026-03-04,记-1,付纸,管理费用,,100,400,现金", "2026-03-05,记-2,收租金,经营收入,100,,8100,农行"], []),
        (
            [",,上月余额,,,,8600,", "2026-03-04,记-1,付纸,管理费用,,100,400,现金", "2026-03-05,记-2,收租金,经营收入,100,,8100,农行"],
            [("opening-mismatch", 2)],
        ),
        # whose money?
        ([*TWO, "2026-03-05,记-1,付纸,管理费用,,100,400,"], [("blank-cell", 4)]),
        # below nothing in one account
        ([*TWO, "2026-03-05,记-1,付纸,管理费用,,600,-100,现金"], [("negative-balance", 4)]),
        # two openings of one account
        ([*TWO, ",,上月余额,,,,500,现金", "2026-03-05,记-1,付纸,管理费用,,100,400,现金"], [("opening-misplaced", 4)]),
    ],
)
def test_transfers_and_balances(rows: list[str], expected: list[tuple[str, int]], problems_of: Run) -> None:
    assert [(code, row) for code, row, *_ in problems_of({"ledger/2026-03.csv": month(*rows)})] == expected


@pytest.mark.parametrize(
    ("april", "expected"),
    [
        ([], []),
        ([",,上月余额,,,,400,现金", ",,上月余额,,,,8050,银行存款"], []),
        ([",,上月余额,,,,400,现金", ",,上月余额,,,,8000,银行存款"], [("opening-mismatch", 3)]),
        ([",,上月余额,,,,400,现金", ",,上月余额,,,,8050,农行"], [("opening-mismatch", 3)]),
        ([",,上月余额,,,,8450,"], []),
        ([",,上月余额,,,,8400,"], [("opening-mismatch", 2)]),
    ],
)
def test_each_account_goes_on_from_its_last_balance(april: list[str], expected: list[tuple[str, int]], problems_of: Run) -> None:
    march = month(*TWO, "2026-03-05,记-1,付纸,管理费用,,100,400,现金", "2026-03-06,记-2,收租金,经营收入,50,,8050,银行存款")
    later = month(*april, "2026-04-05,记-1,付纸,管理费用,,100,300,现金")
    told = problems_of({"ledger/2026-03.csv": march, "ledger/2026-04.csv": later})
    assert [(code, row) for code, row, *_ in told] == expected


def test_a_book_that_is_left_out_the_next_month_is_told(problems_of: Run) -> None:
    files = {
        "ledger/2026-03-现金.csv": month(",,上月余额,,,,500", "2026-03-05,记-1,付纸,管理费用,,100,400", header=LEDGER_HEADER),
        "ledger/2026-03-bank.csv": month(",,上月余额,,,,800", "2026-03-05,记-2,付纸,管理费用,,100,700", header=LEDGER_HEADER),
        "ledger/2026-04-现金.csv": month("2026-04-05,记-1,付纸,管理费用,,100,300", header=LEDGER_HEADER),
    }
    told = problems_of(files)
    assert [code for code, *_ in told] == ["month-missing"]
    files["ledger/2026-04-bank.csv"] = month(",,上月余额,,,,700", ",,本月无收支,,,,700", header=LEDGER_HEADER)
    assert problems_of(files) == []


def test_a_book_that_cannot_be_read_is_told_once(problems_of: Run) -> None:
    def book(*rows: str) -> str:
        return month(",,上月余额,,,,500", *rows, header=LEDGER_HEADER)

    files = {
        "ledger/2026-03-现金.csv": book("2026-03-05,记-1,付纸,管理费用,,100,400"),
        "ledger/2026-03-农行.csv": book("2026-03-02,记-2,收租金,经营收入,100,,600"),
        "ledger/2026-04-现金.csv": month("2026-04-05,记-1,付纸,管理费用,,100,300", header=LEDGER_HEADER),
        "ledger/2026-04-农行.csv": month("2026-04-06,记-2,付纸,管理费用,,100,500", header=LEDGER_HEADER.replace("摘要", "甲乙")),
        "ledger/2026-05-现金.csv": month("2026-05-05,记-1,付纸,管理费用,,100,200", header=LEDGER_HEADER),
        "ledger/2026-05-农行.csv": month("2026-05-06,记-2,付纸,管理费用,,100,400", header=LEDGER_HEADER),
    }
    told = problems_of(files)
    assert {code for code, *_ in told} <= {"unknown-header", "missing-column"}
    assert told


def test_one_file_for_all_and_one_for_an_account_say_it_twice(problems_of: Run) -> None:
    text = month(",,上月余额,,,,500", "2026-03-05,记-1,付纸,管理费用,,100,400", header=LEDGER_HEADER)
    for name in ("2026-03-现金", "2026-03-cash"):
        told = problems_of({"ledger/2026-03.csv": text, f"ledger/{name}.csv": text})
        assert "duplicate-file" in [code for code, *_ in told]


@pytest.mark.parametrize("name", ["2026-03-副本.csv", "2026-03-1.csv", "2026-03-copy.csv", "2026-03-农户.csv"])
def test_only_the_name_of_an_account_may_follow_the_month(name: str, problems_of: Run) -> None:
    text = month(",,上月余额,,,,500", "2026-03-05,记-1,付纸,管理费用,,100,400", header=LEDGER_HEADER)
    assert [code for code, *_ in problems_of({f"ledger/{name}": text})] == ["bad-name"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2026年.csv", "改名为 2026.csv"),
        ("2026年度收支明细.csv", "改名为 2026.csv"),
        ("2026年度现金.xlsx", "改名为 2026-库存现金.xlsx"),
        ("2026年基本户.csv", "改名为 2026-基本户.csv"),
    ],
)
def test_a_file_of_a_whole_year_is_told_what_it_is_called(name: str, hint: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {f"ledger/{name}": "", "village.yml": VILLAGE_YML})
    (found,) = check(root, TODAY).problems
    assert found.code == "bad-name"
    assert "像是一整年的" in found.message
    assert hint in found.hint


TRIAL = """科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方
101,库存现金,500.00,,{cash},100.00,{left},
102,银行存款,8000.00,,3000.00,{cash},{bank},
10201,银行存款—农行,8000.00,,3000.00,{cash},{bank},
301,资本,,8500.00,,,,8500.00
501,经营收入,,,,3000.00,,3000.00
513,管理费用,,,100.00,,100.00,
"""


def test_the_trial_balance_is_compared_by_account(problems_of: Run) -> None:
    ledger = month(
        ",,上月余额,,,,500,现金",
        ",,上月余额,,,,8000,农行",
        "2026-03-02,记-1,收租金,经营收入,3000,,11000,农行",
        "2026-03-03,记-2,提现,库存现金,,2000,9000,农行",
        "2026-03-03,记-2,提现,银行存款,2000,,2500,现金",
        "2026-03-04,记-3,付纸,管理费用,,100,2400,现金",
    )
    files = {"ledger/2026-03.csv": ledger, "village.yml": VILLAGE_YML + "会计制度: 2023\n"}
    assert problems_of({**files, "trial/2026-03.csv": TRIAL.format(cash="2000.00", left="2400.00", bank="9000.00")}) == []
    wrong = problems_of({**files, "trial/2026-03.csv": TRIAL.format(cash="1000.00", left="1400.00", bank="10000.00")})
    assert [(code, row) for code, row, *_ in wrong] == [("cash-trial", 2), ("cash-trial", 3), ("cash-trial", 4)]


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("现金", "库存现金"), ("现金日记账", "库存现金"), ("2026年3月现金日记账", "库存现金"), ("cash", "库存现金"),
        ("银行日记账", "银行存款"), ("银行存款明细账", "银行存款"), ("银行存款—基本户", "基本户"), ("基本户", "基本户"),
        ("农行", "农行"), ("农商行（专户）", "农商行"), ("bank", "银行存款"), ("", ""),
    ],
)  # fmt: skip
def test_one_name_for_one_account(name: str, expected: str) -> None:
    assert account(name) == expected
    assert is_account(name) == bool(name)


@pytest.mark.parametrize("name", ["Sheet1", "2026-03", "3月", "收支明细", "农户", "更正", "copy"])
def test_other_sheets_are_no_accounts(name: str) -> None:
    assert not is_account(name)


@pytest.mark.parametrize(
    "about", ["提取备用金", "提现", "存现", "现金存入银行", "基本户转专户", "从基本户划转到农行", "户间划转", "送存现金", "转存定期"]
)
def test_words_of_a_transfer(about: str) -> None:
    assert says_transfer(about)


@pytest.mark.parametrize(
    "about", ["租金存现", "付提现手续费", "转账付王示例工资", "收转来扶贫款", "上级划转专项款", "存款利息", "支付备用金利息"]
)
def test_what_only_sounds_like_one(about: str) -> None:
    assert not says_transfer(about)
    assert not moves_only(about, "公益支出", "", (), known=True)


# --- what is shown ---------------------------------------------------------------------------

MARCH = month(
    ",,上月余额,,,,500,现金",
    ",,上月余额,,,,8000,农行",
    "2026-03-02,记-001,收门面租金,经营收入,3000,,11000,农行",
    "2026-03-03,记-002,提取备用金,库存现金,,2000,9000,农行",
    "2026-03-03,记-002,提取备用金,银行存款,2000,,2500,现金",
    "2026-03-04,记-003,修桥买水泥,公益支出,,100,2400,现金",
)


def plan_of(root: Path) -> dict[str, bytes]:
    _, plan, found = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
    assert plan, found
    return docs_of(plan)


def test_the_page_shows_where_the_money_is_and_counts_no_transfer(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": MARCH})
    docs = plan_of(root)
    page = docs["finance/2026-03.md"].decode()
    assert "户间划转" in page
    assert "## 资金存放" in page
    held = list(csv.reader(io.StringIO(docs["finance/2026-03/2026-03-accounts.csv"].decode("utf-8-sig"))))
    assert held[1:] == [
        ["库存现金", "500.00", "0.00", "100.00", "2000.00", "2400.00"],
        ["农行", "8000.00", "3000.00", "0.00", "-2000.00", "9000.00"],
        ["合计", "8500.00", "3000.00", "100.00", "0.00", "11400.00"],
    ]
    year = docs["finance/2026/2026-subjects.csv"].decode("utf-8-sig")
    assert "库存现金" not in year
    assert year.splitlines()[-1].split(",")[2:] == ["3000.00", "100.00"]
    # what is offered for download goes back in and says the same
    again = write_tree(tmp_path / "again", {"ledger/2026-03.csv": docs["finance/2026-03/2026-03.csv"]})
    assert plan_of(again)["finance/2026-03/2026-03-accounts.csv"] == docs["finance/2026-03/2026-03-accounts.csv"]
    assert check(again, TODAY).problems == ()


def test_one_account_is_shown_as_ever(tmp_path: Path) -> None:
    text = month(",,上月余额,,,,500", "2026-03-05,记-1,付纸,管理费用,,100,400", header=LEDGER_HEADER)
    page = plan_of(write_tree(tmp_path, {"ledger/2026-03.csv": text}))["finance/2026-03.md"].decode()
    assert "资金存放" not in page
    assert "户间划转" not in page


def test_places_on_the_page_count_transfers() -> None:
    (march,), _ = read({"2026-03.csv": [line.split(",") for line in MARCH.splitlines()]})
    assert [(n, row.text("摘要")) for _, n, row in Expenses((march.data,)).entries] == [(3, "修桥买水泥")]
    assert anchors(march.data) == ("r1", "r2", "r3", "r4")


def test_what_was_read_is_remembered_with_its_transfers(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": MARCH})
    memory: dict[str, Dataset] = {}
    fresh = load_board(root, "demo", all_kinds(), memory)[0].datasets["ledger"]
    keep(tmp_path / "kept", "p", {}, memory)
    (known,) = load_board(root, "demo", all_kinds(), recall(tmp_path / "kept", "p"))[0].datasets["ledger"]
    assert known == fresh[0]
    assert len(known.transfers) == 2


LEAVES = [",,上月余额,,,,10000,基本户", ",,上月余额,,,,0,专户", "2026-03-31,记-1,基本户转专户,在途资金,,5000,5000,基本户"]
ARRIVES = ["2026-04-01,记-1,基本户转专户,在途资金,5000,,5000,专户", "2026-04-02,记-2,付电费,公益支出,,10,4990,基本户"]


@pytest.mark.parametrize(
    ("march", "april", "expected"),
    [
        (LEAVES, ARRIVES, []),
        # a book of it may be kept, and then both sides stand there
        (
            [*LEAVES, "2026-03-31,记-1,基本户转专户,基本户,5000,,5000,在途资金"],
            [*ARRIVES, "2026-04-01,记-1,基本户转专户,专户,,5000,0,在途资金"],
            [],
        ),
        # half of it has not come
        (LEAVES, ["2026-04-01,记-1,基本户转专户,在途资金,3000,,3000,专户"], [("transit-left", 2)]),
        (LEAVES, ["2026-04-02,记-1,付电费,公益支出,,10,4990,基本户"], [("transit-left", 0)]),
        # more has come than was on its way
        (LEAVES, ["2026-04-01,记-1,基本户转专户,在途资金,6000,,6000,专户"], [("transfer-unmatched", 2)]),
        # another transfer of the same amount is not taken for its other side
        (
            [*LEAVES, "2026-03-31,记-2,提现,库存现金,,5000,0,基本户", "2026-03-31,记-2,提现,基本户,5000,,5000,库存现金"],
            [ARRIVES[0], "2026-04-02,记-2,付电费,公益支出,,10,4990,库存现金"],
            [],
        ),
    ],
)
def test_money_on_its_way_over_the_end_of_a_month(
    march: list[str], april: list[str], expected: list[tuple[str, int]], problems_of: Run
) -> None:
    if any("库存现金" in row for row in march):
        march = [*march[:2], ",,上月余额,,,,0,库存现金", *march[2:]]
    found = problems_of({"ledger/2026-03.csv": month(*march), "ledger/2026-04.csv": month(*april)})
    assert [(code, row) for code, row, *_ in found] == expected


def test_money_on_its_way_is_shown_where_it_is_and_counts_nowhere() -> None:
    header = f"{LEDGER_HEADER},账户".split(",")
    files = {"2026-03.csv": [header, *(row.split(",") for row in LEAVES)], "2026-04.csv": [header, *(row.split(",") for row in ARRIVES)]}
    (march, april), _ = read(files)
    assert [(a.name, a.opening, a.closing) for a in march.accounts] == [
        ("基本户", 1000000, 500000),
        ("专户", 0, 0),
        ("在途资金", 0, 500000),
    ]
    assert (march.net, march.closing, april.net, april.closing) == (0, 1000000, -1000, 999000)


def test_the_opening_balance_of_an_account_that_rests_is_compared(problems_of: Run) -> None:
    """Nothing of its first month bears it out but the 科目余额表, or the month before."""
    rests = [",,上月余额,,,,900,基本户", ",,上月余额,,,,50,库存现金", "2026-03-05,记-1,付电费,公益支出,,10,890,基本户"]
    trial = (
        "科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方\n101,库存现金,{},,,,{},\n102,银行存款,900,,,10,890,\n"
        "301,资本,,{},,,,{}\n514,公益支出,,,10,,10,\n"
    )
    files = {"village.yml": VILLAGE_YML + "会计制度: 2023\n", "ledger/2026-03.csv": month(*rests)}
    assert problems_of({**files, "trial/2026-03.csv": trial.format(50, 50, 950, 950)}) == []
    told = problems_of({**files, "trial/2026-03.csv": trial.format(70, 70, 970, 970)})
    assert {code for code, *_ in told} == {"cash-trial"}
    april = month(",,上月余额,,,,70,库存现金", "2026-04-05,记-1,付电费,公益支出,,10,880,基本户")
    told = problems_of({**files, "trial/2026-03.csv": trial.format(50, 50, 950, 950), "ledger/2026-04.csv": april})
    assert [code for code, *_ in told] == ["opening-mismatch"]


def test_a_sheet_for_each_account_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_sheets = {"现金日记账": [",,上月余额,,,,500", "2026-03-02,记-1,提取现金,银行存款,100,,600"]}
    with_sheets["银行日记账"] = [
        ",,上月余额,,,,900",
        "2026-03-02,记-1,提取现金,库存现金,,100,800",
        "2026-03-03,记-2,收租金,经营收入,50,,850",
    ]
    book = openpyxl.Workbook()
    for name, rows in with_sheets.items():
        sheet = book.create_sheet(name)
        for row in [LEDGER_HEADER, *rows]:
            sheet.append(row.split(","))
    out = io.BytesIO()
    book.save(out)
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": out.getvalue()})
    memory: dict[str, Dataset] = {}
    (fresh,) = load_board(root, "demo", all_kinds(), memory)[0].datasets["ledger"]
    assert len(fresh.parts) == 2
    keep(tmp_path / "kept", "p", {}, memory)
    monkeypatch.setattr("generator.load.board_data.load_file", None)  # nothing is read again
    before = recall(tmp_path / "kept", "p")
    (known,) = load_board(root, "demo", all_kinds(), dict(before))[0].datasets["ledger"]
    assert known == fresh
    assert (known.digest, [row.text("账户") for row in known.entries]) == (fresh.digest, ["库存现金", "银行存款", "银行存款"])
    assert len(known.transfers) == 2


def test_books_of_two_accounts_may_have_numbers_of_their_own(problems_of: Run) -> None:
    def book(*rows: str) -> str:
        return month(",,上月余额,,,,500", *rows, header=LEDGER_HEADER)

    files = {
        "ledger/2026-03-现金.csv": book("2026-03-05,记-1,付纸,管理费用,,100,400", "2026-03-08,记-2,付笔,管理费用,,100,300"),
        "ledger/2026-03-银行.csv": book("2026-03-02,记-1,收租金,经营收入,100,,600"),
    }
    assert problems_of(files) == []
    files["ledger/2026-03-银行.csv"] = book("2026-03-05,记-1,付纸,管理费用,,100,400")
    assert [code for code, *_ in problems_of(files)] == ["voucher-repeated"]
