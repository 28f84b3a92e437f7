"""Registers of 资产, 资源, 合同 and 债权债务: sums, terms, ages, and what is shown of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import values
from generator.board import plan_board
from generator.check.contracts import months_between
from generator.check.references import references_known
from generator.check.registers import age
from generator.check.totals import agree, last_digit
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds, assets, contracts, debts, kind_named
from generator.load.csv_file import csv_grids
from generator.load.settings import load_site
from generator.load.table import read_table
from generator.model import Dataset
from generator.shown import Table, TableColumn
from generator.site.downloads import table_csv, table_xlsx
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, loaded

RESOURCES = "编号,名称,地类,四至,面积（亩）,使用情况,合同号\n资001,东塘,养殖水面,村东,12,已发包,合2024-02\n"
Run = Callable[..., list[tuple[str, int, int, str]]]
ASSETS = "编号,名称,类别,数量,原值,累计折旧,净值\n"
CONTRACTS = "合同号,标的,对方,面积,单价,起始日期,终止日期,年限,合同总额,应收,实收,欠款\n"
CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
DEBTS = "类别,对方,事由,发生日期,余额\n"


@pytest.mark.parametrize(
    ("text", "fen", "digit"),
    [("44100", 4_410_000, 100), ("44100.00", 4_410_000, 1), ("4.41", 4_410_000, 10_000), ("4.41万元", 4_410_000, 10_000), ("1.5", 150, 10)],
)
def test_worth_of_the_last_digit(text: str, fen: int, digit: int) -> None:
    assert last_digit(text, fen) == digit


@given(st.integers(min_value=10_000, max_value=10**12))
def test_an_amount_agrees_with_itself_shown_in_ten_thousands(fen: int) -> None:
    shown = (Decimal(fen) / 1_000_000).quantize(Decimal("0.01"))
    stated = values.parse_money(str(shown), "万元") or 0
    digit = last_digit(str(shown), stated) if stated else 10_000
    assert agree(fen, stated, digit)
    assert not agree(fen + 2 * 10_000, stated, digit)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2024-01-01", "2026-12-31", 36), ("2024-01-01", "2027-01-01", 36), ("2024-01-15", "2027-01-14", 36), ("2026-04-01", "2026-09-30", 6)],
)
def test_months_of_a_term(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2026-09-30", "1 年以内"),
        ("2025-10-01", "1 年以内"),
        ("2025-09-30", "1—2 年"),
        ("2023-10-01", "2—3 年"),
        ("2023-09-30", "3 年以上"),
    ],
)
def test_age_counts_to_the_end_of_the_period(since: str, said: str) -> None:
    assert age(date.fromisoformat(since), date(2026, 9, 30)) == said


def test_stated_sums_of_money_and_of_numbers(problems_of: Run) -> None:
    rows = "固001,甲,房屋,1.5,100,40,60\n固002,乙,房屋,2,50,,50\n"
    assert problems_of({"assets/2026.csv": ASSETS + rows + "合计,,,3.5,150,40,110\n"}) == []
    found = problems_of({"assets/2026.csv": ASSETS + rows + "合计,,,3.6,151,40,110\n"})
    assert [(code, field) for code, _, _, field in found] == [("total-mismatch", "数量"), ("total-mismatch", "原值")]


def test_a_subtotal_is_of_its_own_part(problems_of: Run) -> None:
    rows = "债权,甲,租金,2025-01-01,100\n债权合计,,,,{}\n债务,乙,押金,2025-01-01,30\n债务合计,,,,30\n合计,,,,130\n"
    assert problems_of({"debts/2026-Q3.csv": DEBTS + rows.format(100)}) == []
    assert [p[:2] for p in problems_of({"debts/2026-Q3.csv": DEBTS + rows.format(101)})] == [("total-mismatch", 3)]


def test_an_unreadable_amount_is_told_once(problems_of: Run) -> None:
    text = ASSETS + "固001,甲,房屋,1,约100,40,60\n合计,,,1,100,40,60\n"
    assert [code for code, *_ in problems_of({"assets/2026.csv": text})] == ["bad-amount"]


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_contract_sum_in_either_unit(unit: str, problems_of: Run) -> None:
    total = {"元": "44100", "万元": "4.41"}[unit]
    header = CONTRACTS.replace("合同总额", f"合同总额({unit})")
    row = f"合1,路南片,何某,24.5,600,2024-01-01,2026-12-31,3,{total},0,0,0\n"
    assert problems_of({"contracts/2026-Q3.csv": header + row}) == []


def test_the_sample_agrees_with_itself() -> None:
    """Identities K13 and K14 begin here: sums of the lists, and the three deposits that the ledger took in."""
    data, _ = loaded("shifan")
    for books in data.datasets["assets"]:
        of = assets.totals(books)
        assert of["净值"] == of["原值"] - of["累计折旧"] > 0
    third = next(d for d in data.datasets["contracts"] if d.key == "2026-Q3")
    assert contracts.totals(third)["欠款"] == contracts.totals(third)["应收"] - contracts.totals(third)["实收"] == 200_000
    assert debts.totals(next(d for d in data.datasets["debts"] if d.key == "2026-Q3")) == {"债权": 364_169, "债务": 786_760}


def test_what_expires_first_stands_on_top_and_older_periods_are_led_to() -> None:
    _, plan, _ = plan_board(BoardTask(ROOT, "shifan", load_site(ROOT)[0], TODAY))
    assert plan
    text = {k: v for item in plan.items if item.name == "holdings/contracts/2026-Q3.md" for k, v in item.make().items()}
    page = text["holdings/contracts/2026-Q3.md"].decode()
    names = ("还有 38 天", "有效，到 2027-06-30", "有效，到 2029-03-31", "已到期（2021-12-31）")
    assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
    assert 'data-gk="due" data-from="2024-01-01" data-until="2026-12-31"' in page
    assert "2025/" in page


def test_exact_numbers_are_written_exactly() -> None:
    table = Table("t", "表", (TableColumn("名称"), TableColumn("面积", "number")), (("甲", Decimal("24.50")), ("乙", Decimal(1200))))
    assert list(csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"))))[1:] == [["甲", "24.50"], ["乙", "1200"]]
    sheet = openpyxl.load_workbook(io.BytesIO(table_xlsx(table))).active
    assert sheet
    assert [sheet["B2"].value, sheet["B3"].value] == [24.5, 1200]


def test_one_block_on_the_home_page(samples: Path) -> None:
    page = (samples / "build/boards/shifan/docs/index.md").read_text(encoding="utf-8")
    assert page.count("三资：资产、资源、合同") == 1
    assert 'href="holdings/"' in page


@pytest.mark.parametrize(
    ("contracts", "wrong"),
    [
        ({"2026-Q3.csv": "合2024-01,东塘,沈某,12,800,2024-01-01,2028-12-31,5,48000,9600,9600,0\n"}, True),
        ({"2026-Q3.csv": "合2024-02,东塘,沈某,12,800,2024-01-01,2028-12-31,5,48000,9600,9600,0\n"}, False),
        ({"2026-Q3.csv": "合2024-01,东塘,沈某,12,八百,2024-01-01,2028-12-31,5,48000,9600,9600,0\n"}, False),
        ({"2026-Q3.csv": '合2024-01,东塘,沈某,12,800,2024-01-01,2028-12-31,5,48000,9600,9600,0\n,,,"没有合上\n'}, False),
        ({"2026-Q3.csv": "合2024-01,东塘,沈某,12,800\n"}, False),
        ({"2026-Q3.csv": b"PK no workbook"}, False),
        ({"2026-Q2.csv": "合2024-01,东塘,沈某,12,800,2024-01-01,2028-12-31,5,48000,9600,9600,0\n", "2026-Q3.xlsx": b"no workbook"}, False),
        ({}, False),
    ],
    ids=["missing", "there", "a cell in doubt", "a quote open", "a row in doubt", "unreadable", "one of two unreadable", "no list"],
)
def test_a_contract_is_missed_only_where_every_list_of_contracts_was_read(
    contracts: dict[str, str | bytes], wrong: bool, problems_of: Run
) -> None:
    lists = {f"contracts/{name}": CONTRACTS + text if isinstance(text, str) else text for name, text in contracts.items()}
    told = {code for code, *_ in problems_of({"resources/2026.csv": RESOURCES, **lists})}
    assert ("reference-unknown" in told) is wrong, told


def test_a_list_of_which_nothing_was_read_misses_nothing() -> None:
    """Each of the three ways in which a list says less than its file is enough by itself."""
    whole = Dataset("contracts", "2026-Q3", "a.csv")

    def told(data: Dataset) -> list[str]:
        books = {kind.name: () for kind in all_kinds()} | {"contracts": (data,), "resources": (resources_row(),)}
        return [p.code for p in references_known(all_kinds(), books, CONTEXT) if "合2024-02" in p.message]

    for data in (replace(whole, unread=True), replace(whole, complete=False), replace(whole, unreadable_rows=(4,))):
        assert told(data) == []
    assert len(told(whole)) == 1


def resources_row() -> Dataset:
    kind = kind_named("resources")
    assert kind
    data, _ = read_table(csv_grids(RESOURCES, "b.csv")[0], kind, "b.csv", "2026")
    assert data
    return data
