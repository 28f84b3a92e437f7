"""科目余额表 and 会计报表 as bookkeeping programs print them: sub-accounts, a 方向 beside a balance, two halves side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.check.sub_accounts import is_below, path_of
from generator.check.trial import read_trials
from generator.config import Context, SiteConfig, Village
from generator.kinds import kind_named
from generator.law.charts import chart
from generator.load.csv_file import csv_grids
from generator.load.table import read_table
from generator.model import Dataset
from tests.conftest import TODAY, VILLAGE_YML

Run = Callable[..., list[tuple[str, int, int, str]]]
REGIME = {"village.yml": VILLAGE_YML + "会计制度: 2023\n"}
HEAD = "科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方\n"
FIRST, SECOND = "6000.00,,3000.00,,9000.00,", "4000.00,,,500.00,3500.00,"
REST = "301,资本,,10000.00,,,,10000.00\n501,经营收入,,,,3000.00,,3000.00\n514,公益支出,,,500.00,,500.00,\n"


def read(name: str, key: str, text: str) -> tuple[Dataset | None, list[str]]:
    kind = kind_named(name)
    assert kind
    data, problems = read_table(csv_grids(text, "x.csv")[0], kind, "x.csv", key)
    return data, [p.code for p in problems]


def trial(*below: str, own: str = "102,银行存款,10000.00,,3000.00,500.00,12500.00,\n") -> str:
    return HEAD + own + "".join(f"{line}\n" for line in below) + REST


NOTATIONS = {
    "dash": (f",银行存款—基本户,{FIRST}", f",银行存款—专户,{SECOND}"),
    "hyphen": (f",银行存款-基本户,{FIRST}", f",银行存款-专户,{SECOND}"),
    "slash": (f",银行存款/基本户,{FIRST}", f",银行存款/专户,{SECOND}"),
    "colon": (f",银行存款：基本户,{FIRST}", f",银行存款：专户,{SECOND}"),
    "brackets": (f",银行存款（基本户）,{FIRST}", f",银行存款(专户),{SECOND}"),
    "code with a point": (f"102.01,基本户,{FIRST}", f"102.02,专户,{SECOND}"),
    "longer code": (f"10201,基本户,{FIRST}", f"10202,专户,{SECOND}"),
    "code with a hyphen": (f"102-01,基本户,{FIRST}", f"102-02,专户,{SECOND}"),
    "called like another account": (f"10201,应收款,{FIRST}", f"10202,专户,{SECOND}"),
    "unpadded codes": (f"102-1,基本户,{FIRST}", f"102-11,专户,{SECOND}"),
    "indented": (f",　基本户,{FIRST}", f",　专户,{SECOND}"),
    "其中 before each": (f",其中：基本户,{FIRST}", f",其中：专户,{SECOND}"),
    "其中 before the first": (f",其中：基本户,{FIRST}", f",　　　专户,{SECOND}"),
    "only a part": (f",其中：基本户,{FIRST}",),
    "three levels by code": (f"10201,农商行,{FIRST}", f"1020101,基本户,{FIRST}", f"10202,专户,{SECOND}"),
    "three levels by name": (f",银行存款—农商行,{FIRST}", f",银行存款—农商行—基本户,{FIRST}", f",银行存款—农行,{SECOND}"),
}


@pytest.mark.parametrize("name", NOTATIONS)
def test_sub_accounts_are_no_accounts_of_their_own(name: str, problems_of: Run) -> None:
    text = trial(*NOTATIONS[name])
    assert problems_of({"trial/2026-03.csv": text, **REGIME}) == []
    data, _ = read("trial", "2026-03", text)
    assert data
    (found,) = read_trials((data,), Context(SiteConfig(), Village("demo", "甲村", regime="2023"), TODAY))
    assert (found.net("102", "closing"), sorted(found.lines)) == (1250000, ["102", "301", "501", "514"])


@pytest.mark.parametrize(
    "below", [NOTATIONS["three levels by code"], NOTATIONS["dash"], ("1020101,甲,6000.00,,3000.00,,9000.00,", f"1020201,乙,{SECOND}")]
)
def test_an_account_told_by_its_parts_only_is_their_sum(below: tuple[str, ...], problems_of: Run) -> None:
    text = trial(*below, own="")
    assert problems_of({"trial/2026-03.csv": text, **REGIME}) == []
    data, _ = read("trial", "2026-03", text)
    assert data
    (found,) = read_trials((data,), Context(SiteConfig(), Village("demo", "甲村", regime="2023"), TODAY))
    assert found.net("102", "closing") == 1250000


def test_parts_that_do_not_add_up_are_told_at_their_level(problems_of: Run) -> None:
    wrong = SECOND.replace("4000", "4001").replace("3500", "3501")
    assert {code for code, *_ in problems_of({"trial/2026-03.csv": trial(f"10201,基本户,{FIRST}", f"10202,专户,{wrong}"), **REGIME})} == {
        "total-mismatch"
    }
    inner = trial(f"10201,农商行,{FIRST}", f"1020101,基本户,{wrong}", f"10202,专户,{SECOND}")
    assert {(code, row) for code, row, *_ in problems_of({"trial/2026-03.csv": inner, **REGIME})} == {("total-mismatch", 3)}
    unknown = trial(f",基本户,{FIRST}", f",专户,{wrong}")
    assert [(code, row) for code, row, *_ in problems_of({"trial/2026-03.csv": unknown, **REGIME})] == [("account-unknown", 3)]


def test_a_slip_in_the_name_of_an_account_is_no_part_of_the_one_above(problems_of: Run) -> None:
    own = "101,库存现金,500.00,,,,500.00,\n,银行存歀,500.00,,,,500.00,\n301,资本,,1000.00,,,,1000.00\n"
    assert [code for code, *_ in problems_of({"trial/2026-03.csv": HEAD + own, **REGIME})] == ["account-unknown"]


def test_a_name_with_brackets_inside_is_one_account() -> None:
    accounts = chart("2023")
    account = accounts.named("生产（劳务）成本")
    assert account is accounts.by_code["401"] is accounts.named("生产（劳务）成本—小麦")
    assert path_of("401", "生产（劳务）成本", account) == ""
    assert path_of("401", "生产（劳务）成本—小麦", account) == ".小麦"
    assert [is_below(*pair) for pair in ((".01.02", ".01"), (".11", ".1"), ("0101", "01"))] == [True, False, True]


ROWS = [
    ("102,银行存款", "10000.00", "借", "3000,500", "12500.00", "借"),
    ("301,资本", "10000.00", "贷", ",", "10000.00", "贷"),
    ("501,经营收入", "", "平", ",3000", "3000.00", "贷"),
    ("514,公益支出", "0.00", "", "500,", "500.00", "借"),
]
DIRECTIONS = {
    "before each balance": ("方向,期初余额,借方发生额,贷方发生额,方向,期末余额", "{o},{a},{m},{s},{b}"),
    "behind each balance": ("期初余额,方向,借方发生额,贷方发生额,期末余额,方向", "{a},{o},{m},{b},{s}"),
    "once for the account": ("方向,期初余额,借方发生额,贷方发生额,期末余额", "{s},{a},{m},{b}"),
    "once, behind all": ("期初余额,本期借方,本期贷方,期末余额,余额方向", "{a},{m},{b},{s}"),
    "by name, the other way round": ("期末方向,期末余额,期初方向,期初余额,本期借方,本期贷方", "{s},{b},{o},{a},{m}"),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_each_balance_goes_to_the_side_its_direction_says(name: str, problems_of: Run) -> None:
    head, line = DIRECTIONS[name]
    rows = [f"{who}," + line.format(a=a, o=o, m=m, b=b, s=s) for who, a, o, m, b, s in ROWS]
    text = "\n".join([f"科目编码,科目名称,{head}", *rows]) + "\n"
    assert problems_of({"trial/2026-03.csv": text, **REGIME}) == []
    data, _ = read("trial", "2026-03", text)
    assert data
    sides = ("期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方")
    assert [[row.fen(c) or 0 for c in sides] for row in data.rows] == [
        [1000000, 0, 300000, 50000, 1250000, 0],
        [0, 1000000, 0, 0, 0, 1000000],
        [0, 0, 0, 300000, 0, 300000],
        [0, 0, 50000, 0, 50000, 0],
    ]


@pytest.mark.parametrize(
    ("total", "expected"),
    [("合计,平,0.00,3500,3500,平,0.00", []), ("合计,,,3500,3500,,", []), ("合计,平,0.00,3500,3501,平,0.00", ["total-mismatch"]),
     ("合计,?,5.00,3500,3500,平,0.00", ["bad-amount"])],
)  # fmt: skip
def test_the_total_of_a_table_with_directions(total: str, expected: list[str], problems_of: Run) -> None:
    head, line = DIRECTIONS["before each balance"]
    rows = [f"{who}," + line.format(a=a, o=o, m=m, b=b, s=s) for who, a, o, m, b, s in ROWS]
    text = "\n".join([f"科目编码,科目名称,{head}", *rows, f",{total}"]) + "\n"
    assert [code for code, *_ in problems_of({"trial/2026-03.csv": text, **REGIME})] == expected


def test_a_balance_without_a_side_is_asked_once_and_never_put_on_one() -> None:
    kind = kind_named("trial")
    assert kind
    text = "科目编码,科目名称,期初余额,借方发生额,贷方发生额,期末余额\n102,银行存款,1,2,3,4\n"
    (found,) = read_table(csv_grids(text, "x.csv")[0], kind, "x.csv", "2026-03")[1]
    assert found.code == "unknown-header"
    assert "方向" in found.hint
    assert "是不是" not in found.hint


BALANCE = """资产,行次,年初余额,期末余额,负债和所有者权益,行次,年初余额,期末余额
货币资金,1,10000,12500,短期借款,20,,
流动资产合计,9,10000,12500,负债合计,30,,
资产总计,19,10000,12500,资本,31,10000,10000
,,,,未分配收益,32,,2500
,,,,所有者权益合计,33,10000,12500
,,,,负债和所有者权益总计,40,10000,12500
"""


def test_a_statement_in_two_halves_is_read_and_each_cell_told_where_it_stands(problems_of: Run) -> None:
    assert problems_of({"statement/2026-balance.csv": BALANCE, **REGIME}) == []
    data, codes = read("statement", "2026-balance", BALANCE)
    assert codes == []
    assert data
    assert len(data.rows) == 9
    assert data.rows[-1].at("期末数").column == "H"
    assert data.rows[-1].fen("期末数") == 1250000
    wrong = BALANCE.replace("负债和所有者权益总计,40,10000,12500", "负债和所有者权益总计,40,10000,12501")
    assert {(code, row) for code, row, *_ in problems_of({"statement/2026-balance.csv": wrong, **REGIME})} == {("statement-sum", 7)}
    text = f"甲村资产负债表,,,,,,,\n单位：万元,,,,,,,\n{BALANCE.replace('0000', '').replace('12500', '1.25').replace('2500', '0.25')}"
    data, codes = read("statement", "2026-balance", text)
    assert (codes, data and data.rows[-1].fen("期末数")) == ([], 1250000)


@pytest.mark.parametrize("columns", ["本年金额,上年金额", "本年累计数,上年同期数", "累计数,上年同期", "本期金额,上期金额"])
def test_a_statement_has_the_columns_of_bookkeeping_programs(columns: str) -> None:
    data, codes = read("statement", "2026-income", f"项目,行次,{columns}\n一、经营收入,1,3000,2000\n")
    assert codes == []
    assert data
    assert [(row.fen("本年数"), row.fen("上年数")) for row in data.rows] == [(300000, 200000)]


@pytest.mark.parametrize(
    ("name", "key", "text"),
    [
        ("subsidies", "2026-gengdi", "姓名,组别,金额,姓名,组别,金额\n王某,一组,10,李某,二组,20\n"),
        ("ledger", "2026-03", "日期,摘要,科目,收入,日期,摘要,科目,支出,余额\n2026-03-01,收,经营收入,1,2026-03-02,付,公益支出,1,1\n"),
        ("debts", "2026-Q1", "类别,对方,事由,余额,类别,对方,事由,余额\n债权,某社,租,1,债务,某店,修,2\n"),
    ],
)
def test_other_lists_side_by_side_get_one_sentence(name: str, key: str, text: str) -> None:
    assert read(name, key, text)[1] == ["second-table"]


def test_what_is_told_within_an_account_need_not_be_all_of_it_but_must_add_up_itself(problems_of: Run) -> None:
    """其中 tells some of the parts: their sum says nothing of the account, but each is an account of its own."""
    some = (f",其中：基本户,{FIRST}", ",其中：农行户,1000.00,,,,1000.00,")
    assert problems_of({"trial/2026-03.csv": trial(*some), **REGIME}) == []
    wrong = (some[0], ",其中：农行户,1000.00,,,,1100.00,")
    assert [(code, row) for code, row, *_ in problems_of({"trial/2026-03.csv": trial(*wrong), **REGIME})] == [("trial-row", 4)]
