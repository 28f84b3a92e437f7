"""Single checks whose rules need more than one museum piece to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import LEDGER_HEADER

Run = Callable[..., list[tuple[str, int, int, str]]]


def ledger(*vouchers: str, opening: str = "1000") -> str:
    rows = [f"2026-03-{i:02d},{v},事,管理费用,,1,{1000 - i}" for i, v in enumerate(vouchers, 1)]
    return "\n".join([LEDGER_HEADER, f",,上月余额,,,,{opening}", *rows]) + "\n"


@pytest.mark.parametrize(
    "vouchers",
    [
        ("记-001", "记-002", "记-003"),
        ("1", "2", "3"),
        ("记字第1号", "记字第2号"),
        ("收-1", "付-1", "付-2", "收-2"),
        ("2026-03-001", "2026-03-002"),
        ("记-001-1/2", "记-001-2/2", "记-002"),
        ("记-001(1)", "记-001(2)", "记-002"),
        ("无号",),
    ],
)
def test_vouchers_that_follow(vouchers: tuple[str, ...], problems_of: Run) -> None:
    assert problems_of({"ledger/2026-03.csv": ledger(*vouchers)}) == []


@pytest.mark.parametrize(
    ("vouchers", "code", "row"),
    [
        (("记-001", "记-003"), "voucher-skipped", 4),
        (("记-002", "记-003"), "voucher-skipped", 3),
        (("2026-03-001", "2026-03-003"), "voucher-skipped", 4),
        (("记-001", "记-002", "记-001"), "voucher-repeated", 5),
        (("记-001", "记-1"), "", 0),
    ],
)
def test_vouchers_that_do_not(vouchers: tuple[str, ...], code: str, row: int, problems_of: Run) -> None:
    found = [(c, r) for c, r, *_ in problems_of({"ledger/2026-03.csv": ledger(*vouchers)})]
    assert found == ([(code, row)] if code else [])


def test_numbers_may_run_on_from_month_to_month(problems_of: Run) -> None:
    april = (
        ledger("记-003", "记-004").replace("2026-03", "2026-04").replace("1000", "998").replace("999", "997").replace(",998\n2", ",997\n2")
    )
    april = f"{LEDGER_HEADER}\n2026-04-01,记-003,事,管理费用,,1,997\n2026-04-02,记-004,事,管理费用,,1,996\n"
    assert problems_of({"ledger/2026-03.csv": ledger("记-001", "记-002"), "ledger/2026-04.csv": april}) == []


def test_one_wrong_amount_is_one_problem_at_its_row(problems_of: Run) -> None:
    text = ledger("1", "2", "3", "4")
    wrong_amount = text.replace("2,事,管理费用,,1,998", "2,事,管理费用,,2,998")
    wrong_balance = text.replace(",1,998", ",1,989")
    for changed in (wrong_amount, wrong_balance):
        assert [(c, r) for c, r, *_ in problems_of({"ledger/2026-03.csv": changed})] == [("balance-mismatch", 4)]


def test_ledger_without_balances_is_held_to_its_sums(problems_of: Run) -> None:
    rows = "2026-03-01,1,事,管理费用,,1,\n2026-03-02,2,事,管理费用,,1,\n"
    good = f"{LEDGER_HEADER}\n,,上月余额,,,,1000\n{rows},,合计,,,2,998\n"
    assert problems_of({"ledger/2026-03.csv": good}) == []
    found = problems_of({"ledger/2026-03.csv": good.replace(",2,998", ",3,998")})
    assert [(c, f) for c, _, _, f in found] == [("total-mismatch", "支出")]
    assert [c for c, *_ in problems_of({"ledger/2026-03.csv": good.replace(",2,998", ",2,999")})] == ["total-mismatch"]


def test_year_so_far_is_checked_from_january(problems_of: Run) -> None:
    january = f"{LEDGER_HEADER}\n,,上月余额,,,,1000\n2026-01-05,1,事,管理费用,,1,999\n,,本年累计,,,1,\n"
    february = f"{LEDGER_HEADER}\n2026-02-05,1,事,管理费用,,2,997\n,,本月合计,,,2,997\n,,本年累计,,,3,\n"
    assert problems_of({"ledger/2026-01.csv": january, "ledger/2026-02.csv": february}) == []
    found = problems_of({"ledger/2026-01.csv": january, "ledger/2026-02.csv": february.replace(",,3,", ",,4,")})
    assert [(c, r, f) for c, r, _, f in found] == [("total-mismatch", 4, "支出")]


def test_posting_of_fifteen_days_counts_both_ends(problems_of: Run) -> None:
    def notice(start: str, end: str) -> str:
        front = f"标题: 甲\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-03-01\n公示起: {start}\n公示止: {end}\n结果: 无\n"
        return f"---\n{front}---\n正文\n"

    assert problems_of({"notices/a.md": notice("2026-03-01", "2026-03-15")}) == []
    assert [c for c, *_ in problems_of({"notices/a.md": notice("2026-03-01", "2026-03-14")})] == ["posting-short"]
    site = {"/data/site.yml": "标题: 甲\n最短公示天数: 20\n"}
    assert [c for c, *_ in problems_of({"notices/a.md": notice("2026-03-01", "2026-03-15"), **site})] == ["posting-short"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<script>alert(1)</script>", "unsafe-text"),
        ("![图](http://example.com/a.png)", "unsafe-text"),
        ("[点](javascript:alert(1))", "unsafe-text"),
        ("[点](java&#115;cript:alert(1))", "unsafe-text"),
        ("[点][a]\n\n[a]: javascript:alert(1)", "unsafe-text"),
        ("[点](//example.com/x)", "unsafe-text"),
        ("[点](other.md)", "broken-link"),
        ("![图](photo.jpg)", "unsafe-text"),
        ("[点](../../village.yml)", "broken-link"),
    ],
)
def test_bodies_that_are_refused(body: str, code: str, problems_of: Run) -> None:
    head = "---\n标题: 甲\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-03-01\n---\n"
    assert {c for c, *_ in problems_of({"notices/a.md": head + body})} == {code}


@pytest.mark.parametrize(
    "body", ["一 < 二,a<1", "[上级网站](https://example.com/)", "[乙](b.md)", "{{ x }} {: .a onclick=b }", "`x`", "a & b"]
)
def test_bodies_that_are_fine(body: str, problems_of: Run) -> None:
    head = "---\n标题: 甲\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-03-01\n---\n"
    assert problems_of({"notices/a.md": head + body, "notices/b.md": head}) == []


def test_the_last_balance_mistyped_is_one_problem(problems_of: Run) -> None:
    march = ledger("1", "2", "3").rstrip() + "\n,,合计,,,3,997\n"
    april = f"{LEDGER_HEADER}\n,,上月余额,,,,997\n2026-04-01,1,事,管理费用,,1,996\n"
    assert problems_of({"ledger/2026-03.csv": march, "ledger/2026-04.csv": april}) == []
    wrong = march.replace("3,事,管理费用,,1,997", "3,事,管理费用,,1,979")
    found = [(c, r) for c, r, *_ in problems_of({"ledger/2026-03.csv": wrong, "ledger/2026-04.csv": april})]
    assert found == [("balance-mismatch", 5)]


def test_a_wrong_amount_is_not_repeated_by_every_later_year_sum(problems_of: Run) -> None:
    files = {
        "ledger/2026-01.csv": f"{LEDGER_HEADER}\n,,上月余额,,,,1000\n2026-01-05,1,事,管理费用,,50,500\n,,本年累计,,,500,\n",
        "ledger/2026-02.csv": f"{LEDGER_HEADER}\n2026-02-05,1,事,管理费用,,2,498\n,,本年累计,,,502,\n",
    }
    assert [(c, r) for c, r, *_ in problems_of(files)] == [("balance-mismatch", 3)]


@pytest.mark.parametrize("summary", ["作废", "（作废）付电费", "作废 凭证写错"])
def test_a_void_voucher_keeps_its_number_only(summary: str, problems_of: Run) -> None:
    rows = ["2026-03-01,1,事,管理费用,,1,999", f"2026-03-02,2,{summary},,,,", "2026-03-03,3,事,管理费用,,1,998"]
    text = "\n".join([LEDGER_HEADER, ",,上月余额,,,,1000", *rows])
    assert problems_of({"ledger/2026-03.csv": text}) == []


def test_half_a_voucher_is_missed(problems_of: Run) -> None:
    assert [c for c, *_ in problems_of({"ledger/2026-03.csv": ledger("记-001", "记-002-1/2", "记-003")})] == ["voucher-skipped"]


def test_a_misnamed_month_is_not_a_missing_month(problems_of: Run) -> None:
    good = f"{LEDGER_HEADER}\n,,上月余额,,,,999\n"
    files = {"ledger/2026-03.csv": ledger("1"), "ledger/2026-4.csv": good, "ledger/2026-05.csv": good}
    assert [c for c, *_ in problems_of(files)] == ["bad-name"]


def test_a_misspelt_header_is_one_problem(problems_of: Run) -> None:
    text = ledger("1", "2").replace("凭证号", "凭证號", 1)
    assert [c for c, *_ in problems_of({"ledger/2026-03.csv": text})] == ["unknown-header"]


def test_sums_of_honors(problems_of: Run) -> None:
    text = "称号,对象,姓名,数量,授予日期\n文明户,户,王示例,,2026-01-01\n文明户,户,,3,2026-01-01\n合计,,,{},\n"
    assert problems_of({"honors/a.csv": text.format(4)}) == []
    assert [c for c, *_ in problems_of({"honors/a.csv": text.format(5)})] == ["total-mismatch"]
