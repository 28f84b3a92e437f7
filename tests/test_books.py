"""The books of a village: honest ones pass, a fault is found where it is, and the law's tables are whole."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Context, SiteConfig, Village
from generator.declared import Difference
from generator.law.charts import REGIMES, chart, regime_in
from generator.law.statements import FORMS, layout
from tests.books import Books, check, make_books, problems_of
from tests.conftest import DEEP, TODAY, deep, examples
from tests.mutations import FAULTS, faults

Run = Callable[..., list[tuple[str, int, int, str]]]
HEAD = "科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方\n"
QUARTER = (
    "102,银行存款,10000.00,,3300.00,860.00,12440.00,\n"
    "301,资本,,10000.00,,,,10000.00\n"
    "501,经营收入,,,,3300.00,,3300.00\n"
    "514,公益支出,,,860.00,,860.00,\n"
)
LEDGER = "日期,凭证号,摘要,科目,收入,支出,余额\n"
MONTHS = {
    "ledger/2026-01.csv": f"{LEDGER},,上月余额,,,,10000.00\n2026-01-05,1,收租金,经营收入,3300.00,,13300.00\n",
    "ledger/2026-02.csv": f"{LEDGER}2026-02-05,1,修水泵,公益支出,,500.00,12800.00\n",
    "ledger/2026-03.csv": f"{LEDGER}2026-03-05,1,路灯电费,公益支出,,360.00,12440.00\n",
}


@examples(15)
@given(st.randoms(use_true_random=False))
def test_honest_books_have_no_problem(luck: random.Random) -> None:
    assert problems_of(make_books(luck)) == []


def test_a_whole_year_closes_and_agrees() -> None:
    for seed in range(6):
        books = make_books(random.Random(seed), quarters=4)
        assert any(name.endswith("-income.csv") for name in books.files)
        assert problems_of(books) == []


def test_faults_are_found_in_their_file() -> None:
    """Each sort of fault in each sort of file about twenty times."""
    made = Counter[tuple[str, str]]()
    for fault in faults(20 * 3 * len(FAULTS) * (DEEP if deep() else 1)):
        made[fault.file.partition("/")[0], fault.what] += 1
        assert fault.found, f"{fault.what} in {fault.file}, row {fault.row + 1}: {fault.said}"
    assert len(made) == 3 * len(FAULTS), made


@pytest.mark.parametrize("regime", REGIMES)
def test_every_account_stands_in_a_statement_once(regime: str) -> None:
    accounts = chart(regime)
    assert len({a.name for a in accounts.by_code.values()}) == len(accounts.by_code)
    balance, income = (layout(regime, form) for form in FORMS)
    taken = Counter((t.use, t.name) for line in balance.lines.values() for t in line.accounts)
    for account in accounts.by_code.values():
        if account.flows:
            assert ("类", account.sort) in taken
        elif account.code == "113":
            assert taken["借", "113"] == taken["贷", "113"] == 1
        else:
            assert taken["余额", account.code] == 1, account
    moved = [t.name for line in income.lines.values() for t in line.accounts if t.use == "发生"]
    assert sorted(moved) == sorted(a.code for a in accounts.by_code.values() if a.flows)
    for form in FORMS:
        lines = layout(regime, form).lines
        assert {t.name for line in lines.values() for t in line.lines} <= set(lines)


def test_both_regimes_have_the_accounts_of_the_law() -> None:
    assert len(chart("2023").by_code) == 42
    assert (chart("2004").by_code["511"].sort, chart("2023").by_code["511"].sort) == ("收入", "支出")
    assert chart("2023").named("管埋费用") is chart("2023").named(" 513 管理费用—办公费") is chart("2023").by_code["513"]
    assert chart("2023").named("生产（劳务）成本") is chart("2023").by_code["401"]
    assert chart("2023").named("日常开支") is None


@pytest.mark.parametrize(
    ("stated", "changed", "month", "regime"),
    [
        ("2023", "", "2023-12", "2004"),
        ("2023", "", "2024-01", "2023"),
        ("2023", "2024-07", "2024-06", "2004"),
        ("2004", "", "2026-01", "2004"),
        ("", "", "2026-01", "2023"),
    ],
)
def test_regime_of_a_month(stated: str, changed: str, month: str, regime: str) -> None:
    assert regime_in(stated, changed, month) == regime


def test_headers_of_bookkeeping_exports(problems_of: Run) -> None:
    storeys = "科目余额表,,,,,,,\n编制单位：甲村,,,,,,,单位：元\n"
    storeys += "科目代码,科目名称,期初余额,,本期发生额,,期末余额,\n,,借方,贷方,借方,贷方,借方,贷方\n"
    named_only = "科目名称,期初余额,,本期发生额,,期末余额,\n,借方,贷方,借方,贷方,借方,贷方\n"
    bracketed = "科目编码,科目名称,期初余额借方(元),期初余额贷方(元),本期发生额借方,本期发生额贷方,期末余额借方,期末余额贷方\n"
    short = "".join(row.split(",", 1)[1] for row in QUARTER.splitlines(keepends=True))
    for text in (storeys + QUARTER, named_only + short, bracketed + QUARTER):
        assert problems_of({"trial/2026-Q1.csv": text, **MONTHS}) == []
        assert [c for c, *_ in problems_of({"trial/2026-Q1.csv": text.replace("12440", "12404"), **MONTHS})] == ["trial-row", "cash-trial"]


CALLED = {
    "balance": (("期末数", "期末余额", "年末数", "年末余额"), ("年初数", "年初余额", "期初数")),
    "income": (("本年数", "本年金额", "本年累计数", "累计数"), ("上年数", "上年金额", "上年同期数")),
}
"""What programs call the two columns of a statement."""


@pytest.mark.parametrize("form", FORMS)
def test_the_columns_of_a_statement_have_the_names_that_programs_give_them(form: str, problems_of: Run) -> None:
    """A wrong figure below them is found, so they are read."""
    lines = {"balance": "货币资金,100,90\n流动资产合计,101,90\n", "income": "经营收入,100,90\n收益总额,101,90\n"}[form]
    found = [problems_of({f"statement/2025-{form}.csv": f"项目,{a},{b}\n{lines}"}) for a in CALLED[form][0] for b in CALLED[form][1]]
    assert ("statement-sum", 3) in [p[:2] for p in found[0]]
    assert not {"missing-column", "unknown-header"} & {code for code, *_ in found[0]}
    assert all(each == found[0] for each in found)


def test_a_form_nobody_compared_stops_no_real_statement(problems_of: Run) -> None:
    """经营收益 may stand there; another line that is not known is told of; what may be left out may be left out."""
    income = (
        "项目,本年数\n一、经营收入,100\n投资收益,20\n二、经营收益,120\n三、收益总额,120\n净收益,120\n可分配收益,120\n年末未分配收益,120\n"
    )
    assert problems_of({"statement/2025-income.csv": income}) == []
    found = problems_of({"statement/2025-income.csv": income.replace("二、经营收益,120", "营业外收入,120")})
    assert [code for code, *_ in found] == ["statement-line-unchecked"]


def test_what_the_regime_of_2004_lets_be_added_is_an_asset() -> None:
    lines = layout("2004", "balance").lines
    assert [(term.name, term.use) for term in lines["拨付所属单位资金"].accounts] == [("171", "余额")]
    assert "拨付所属单位资金" in {term.name for term in lines["资产总计"].lines}
    assert [chart("2004").by_code[code].name for code in ("161", "171", "241")] == ["无形资产", "拨付所属单位资金", "专项应付款"]


def test_what_should_be_nothing_at_the_end_of_a_year_may_be_left_out() -> None:
    assert layout("2023", "balance").lines["待处理财产损溢"].optional
    assert layout("2023", "income").lines["经营收益"].optional


@pytest.mark.parametrize(("lost", "told"), [("", []), ("30.00", ["statement-line-missing"])])
def test_what_was_not_turned_over_cannot_be_left_out(lost: str, told: list[str]) -> None:
    """Something of 待处理财产损溢 is left: the sums below hold it, so the line must be there to be seen."""
    trial = HEAD + f"102,银行存款,100.00,,,{lost},{100 - float(lost or 0):.2f},\n301,资本,,100.00,,,,100.00\n"
    trial += f"181,待处理财产损溢,,,{lost},,{lost},\n" if lost else ""
    money = f"{100 - float(lost or 0):.2f}"
    lines = f"货币资金,{money}\n流动资产合计,{money}\n非流动资产合计,{lost or 0}\n资产总计,100\n资本,100\n所有者权益合计,100\n"
    lines += "负债和所有者权益总计,100\n"
    texts = {"trial/2026-Q1.csv": trial, "statement/2026-q1-balance.csv": f"项目,期末数\n{lines}"}
    assert [p.code for p in check(texts.items(), _context())] == told


def test_delegates_of_the_collective_have_no_quorum_of_their_own(problems_of: Run) -> None:
    """Two thirds of all delegates must agree; the law names no share that must come."""
    rows = "日期,会议,议题,应到,到会,按,赞成,反对,弃权,决定,落实情况\n2026-01-15,{},分配,30,18,人,18,0,0,通过,\n"
    for meeting, told in (("成员代表大会", {"majority-short"}), ("成员大会", {"quorum-short", "majority-short"})):
        assert {code for code, *_ in problems_of({"meetings/2026.csv": rows.format(meeting)})} - {"meeting-rare"} == told


def test_details_are_held_to_their_account_and_not_counted_twice(problems_of: Run) -> None:
    details = "10201,农商行,6000.00,,3300.00,860.00,8440.00,\n102,银行存款—信用社,4000.00,,,,4000.00,\n"
    text = HEAD + QUARTER.replace("301,", details + "301,")
    assert problems_of({"trial/2026-Q1.csv": text, **MONTHS}) == []
    alone = HEAD + details + QUARTER.partition("\n")[2]
    assert problems_of({"trial/2026-Q1.csv": alone, **MONTHS}) == []
    wrong = text.replace("4000.00,,,,4000.00", "4036.00,,,,4036.00")
    assert {c for c, *_ in problems_of({"trial/2026-Q1.csv": wrong, **MONTHS})} == {"total-mismatch"}


def test_what_passes_without_money_is_explained_and_no_more(problems_of: Run) -> None:
    worn = QUARTER.replace("301,", "151,固定资产,500.00,,,,500.00,\n152,累计折旧,,,,90.00,,90.00\n301,").replace(
        "10000.00\n501", "10500.00\n501"
    )
    worn = worn.replace(",,10000.00,,,,10500.00", ",,10500.00,,,,10500.00")
    text = HEAD + worn + "513,管理费用,,,90.00,,90.00,\n"
    assert problems_of({"trial/2026-Q1.csv": text, **MONTHS}) == []
    moved = text.replace("513,管理费用,,,90.00,,90.00", "513,管理费用,,,190.00,,190.00").replace(",860.00,,860.00", ",760.00,,760.00")
    assert [c for c, *_ in problems_of({"trial/2026-Q1.csv": moved, **MONTHS})] == ["ledger-trial"]


def test_everyday_names_are_told_once_and_not_compared(problems_of: Run) -> None:
    months = {name: text.replace("公益支出", "路灯水泵") for name, text in MONTHS.items()}
    assert [c for c, *_ in problems_of({"trial/2026-Q1.csv": HEAD + QUARTER, **months})] == ["not-compared"]


def test_a_known_difference_goes_quiet_at_its_place_only() -> None:
    texts = _fund_books()
    assert [p.code for p in check(texts.items(), _context())] == ["fund-change"]
    for place in ("statement/2025-income.csv", "statement/2025-income.csv 提取公积公益金", "statement/2025-income.csv 第 7 行"):
        assert check(texts.items(), _context(("fund-change", place))) == []
    for code, place in (("fund-change", "statement/2025-income.csv 第 6 行"), ("net-negative", "statement/2025-income.csv")):
        assert sorted(p.code for p in check(texts.items(), _context((code, place)))) == ["difference-unused", "fund-change"]


def test_an_error_is_never_silenced() -> None:
    texts = {"trial/2026-Q1.csv": HEAD + QUARTER.replace("12440", "12404")}
    found = check(texts.items(), _context(("trial-row", "trial/2026-Q1.csv")))
    assert sorted(p.code for p in found) == ["difference-unused", "trial-row"]


def test_over_a_change_of_regime_only_the_money_is_compared() -> None:
    old = "101,现金,100.00,,,,100.00,\n202,应付款,,40.00,,,,40.00\n301,资本,,60.00,,,,60.00\n"
    new = "101,库存现金,100.00,,,,100.00,\n211,应付款,,30.00,,,,30.00\n301,资本,,70.00,,,,70.00\n"
    texts = {"trial/2023.csv": HEAD + old, "trial/2024-01.csv": HEAD + new}
    assert check(texts.items(), _context()) == []
    less = {**texts, "trial/2024-01.csv": HEAD + new.replace("100.00", "90.00").replace("70.00", "60.00")}
    assert [p.code for p in check(less.items(), _context())] == ["trial-opening"]


def _context(*known: tuple[str, str]) -> Context:
    differences = tuple(Difference(code, place, "查过了") for code, place in known)
    return Context(SiteConfig(), Village("demo", "甲村", regime="2023", differences=differences), TODAY)


def _fund_books() -> dict[str, str]:
    """A year that closes; 5,000 of earmarked money became 公积公益金, beside 1,000 of the surplus."""
    trial = HEAD + (
        "102,银行存款,10000.00,,3300.00,860.00,12440.00,\n241,专项应付款,,5000.00,5000.00,,,\n301,资本,,5000.00,,,,5000.00\n"
        "311,公积公益金,,,,6000.00,,6000.00\n321,本年收益,,,3300.00,3300.00,,\n322,收益分配,,,1000.00,2440.00,,1440.00\n"
        "501,经营收入,,,3300.00,3300.00,,\n514,公益支出,,,860.00,860.00,,\n"
    )
    lines = "经营收入,3300\n公益支出,860\n收益总额,2440\n净收益,2440\n可分配收益,2440\n减：提取公积公益金,1000\n五、年末未分配收益,1440\n"
    return {"trial/2025.csv": trial, "statement/2025-income.csv": f"项目,本年数\n{lines}"}


def test_books_on_both_sides_of_an_account_stand_on_both_sides_of_the_statement() -> None:
    trial = HEAD + "102,银行存款,100.00,,,,100.00,\n113,内部往来,20.00,70.00,,,20.00,70.00\n301,资本,,50.00,,,,50.00\n"
    lines = "货币资金,100\n应收款项,20\n流动资产合计,120\n资产总计,120\n应付款项,70\n流动负债合计,70\n"
    lines += "负债合计,70\n资本,50\n所有者权益合计,50\n负债和所有者权益总计,120\n"
    texts = {"trial/2026-Q1.csv": trial, "statement/2026-q1-balance.csv": f"项目,期末数\n{lines}"}
    assert check(texts.items(), _context()) == []
    netted = {**texts, "statement/2026-q1-balance.csv": f"项目,期末数\n{lines.replace('应付款项,70', '应付款项,50')}"}
    assert [p.code for p in check(netted.items(), _context())] == ["statement-account"]


def test_books_of_a_seed_are_the_same() -> None:
    one, two = (make_books(random.Random(3)) for _ in range(2))
    assert isinstance(one, Books)
    assert one.files == two.files
