"""Lists of assets, debts and funds against the accounts, and how a surplus was divided: found where they differ, quiet where they agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.board import plan_board
from generator.config import Context, SiteConfig, Village
from generator.declared import Difference
from generator.law.charts import REGIMES, chart
from generator.law.registers import register_lines
from generator.load.settings import load_site
from generator.task import BoardTask
from tests.books import check
from tests.conftest import OPENED, TODAY, docs_of, write_tree

HEAD = "科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方\n"
DEBTS = "类别,对方,事由,发生日期,余额\n债权,样例水利站,垫款,2023-11-20,{}\n债务,示例农资店,押金,2024-01-05,{}\n"


def _context(regime: str = "2023", *known: Difference) -> Context:
    return Context(SiteConfig(), Village("demo", "甲村", regime=regime, differences=known), TODAY)


def _codes(texts: dict[str, str], context: Context | None = None) -> list[str]:
    return [p.code for p in check(texts.items(), context or _context())]


@pytest.mark.parametrize("regime", REGIMES)
def test_every_account_a_list_is_held_against_is_in_the_chart(regime: str) -> None:
    lines = register_lines(regime)
    assert set(lines) == {"原值", "累计折旧", "债权", "债务", "一事一议结余", "专项结余"}
    assert all(term.name in chart(regime).by_code for line in lines.values() for term in line.accounts)


def test_debts_are_what_the_accounts_hold_on_either_side() -> None:
    """内部往来 stands on both sides: its debit balance is 债权, its credit balance 债务."""
    trial = HEAD + "102,银行存款,100.00,,,,100.00,\n112,应收款,30.00,,,,30.00,\n113,内部往来,,,,,,\n"
    trial += ",内部往来—甲,20.00,,,,20.00,\n,内部往来—乙,,45.00,,,,45.00\n211,应付款,,5.00,,,,5.00\n301,资本,,100.00,,,,100.00\n"
    trial = trial.replace("113,内部往来,,,,,,\n", "113,内部往来,,25.00,,,,25.00\n")
    texts = {"trial/2026-Q3.csv": trial, "debts/2026-Q3.csv": DEBTS.format("50.00", "50.00")}
    assert _codes(texts) == []
    assert _codes({**texts, "debts/2026-Q3.csv": DEBTS.format("50.01", "50.00")}) == ["list-trial"]
    assert _codes({**texts, "debts/2026-Q3.csv": DEBTS.format("50.00", "49.99")}) == ["list-trial"]


def test_under_the_old_regime_debts_are_in_another_account() -> None:
    trial = HEAD + "102,银行存款,100.00,,,,100.00,\n202,应付款,,40.00,,,,40.00\n301,资本,,60.00,,,,60.00\n"
    debts = "类别,对方,事由,发生日期,余额\n债务,甲公司,货款,2004-05-20,40.00\n"
    assert _codes({"trial/2004-12.csv": trial, "debts/2004-12.csv": debts}, _context("2004")) == []
    assert _codes({"trial/2004-12.csv": trial, "debts/2004-12.csv": debts.replace("40.00", "41.00")}, _context("2004")) == ["list-trial"]


def test_a_list_of_another_day_is_not_compared() -> None:
    trial = HEAD + "102,银行存款,100.00,,,,100.00,\n301,资本,,100.00,,,,100.00\n"
    assert _codes({"trial/2026-Q3.csv": trial, "debts/2026-Q2.csv": DEBTS.format("50.00", "50.00")}) == []
    assert _codes({"debts/2026-Q3.csv": DEBTS.format("50.00", "50.00")}) == []


ASSETS = "编号,名称,类别,数量,单位,原值,累计折旧,净值,取得日期\n固001,村部,房屋,1,幢,{},,,2012-10-30\n"


def test_the_list_of_a_year_that_runs_is_held_against_the_newest_table() -> None:
    """By the end of the year, against December's."""
    first, third = (HEAD + f"151,固定资产,{n}.00,,,,{n}.00,\n301,资本,,{n}.00,,,,{n}.00\n" for n in (90, 90))
    bought = HEAD + "102,银行存款,,,,10.00,,10.00\n151,固定资产,90.00,,10.00,,100.00,\n301,资本,,90.00,,,,90.00\n"
    texts = {"trial/2026-Q1.csv": first, "assets/2026.csv": ASSETS.format("90")}
    assert _codes(texts) == []
    assert "list-trial" in _codes({**texts, "trial/2026-Q2.csv": bought})
    assert "list-trial" not in _codes({**texts, "trial/2026-Q2.csv": bought, "assets/2026.csv": ASSETS.format("100")})
    assert _codes({"trial/2025-12.csv": third, "trial/2025-11.csv": third, "assets/2025.csv": ASSETS.format("90")}) == []


def test_a_list_that_could_not_be_read_is_not_accused_twice() -> None:
    trial = HEAD + "102,银行存款,100.00,,,,100.00,\n301,资本,,100.00,,,,100.00\n"
    assert _codes({"trial/2026-Q3.csv": trial, "debts/2026-Q3.csv": DEBTS.format("五十", "0.00")}) == ["bad-amount"]


def _proof(root: Path) -> str:
    _, plan, _ = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan
    return docs_of(plan)["finance/proof.md"].decode("utf-8")


def test_what_is_explained_is_quiet_and_what_is_not_is_on_the_page(tmp_path: Path) -> None:
    """A warning does not stop the board, so the page must not say that everything agrees."""
    trial = HEAD + "102,银行存款,100.00,,,,100.00,\n112,应收款,10.00,,,,10.00,\n301,资本,,110.00,,,,110.00\n"
    debts = "类别,对方,事由,发生日期,余额\n债权,样例水利站,垫款,2023-11-20,8.00\n"
    texts = {"trial/2026-Q3.csv": trial, "debts/2026-Q3.csv": debts}
    known = Difference("list-trial", "debts/2026-Q3.csv", "一笔 2 元的欠款正在核对")
    assert _codes(texts, _context("2023", known)) == []
    page = _proof(write_tree(tmp_path / "a", texts))
    assert "有 1 处对不上，写在下面。" in page
    assert "2026年第三季度债权债务明细的债权合计是 8.00" in page
    assert "每一次都对得上" not in page
    settings = (
        "村名: 甲村\n会计制度: 2023\n已知差异:\n  - {代码: list-trial, 位置: debts/2026-Q3.csv, 原因: 一笔 2 元的欠款正在核对}\n" + OPENED
    )
    page = _proof(write_tree(tmp_path / "b", {**texts, "village.yml": settings}))
    assert "每一次都对得上" in page
    assert "一笔 2 元的欠款正在核对" in page


PLAN = "项目,金额\n本年收益,{}\n年初未分配收益,{}\n可分配收益,{}\n年末未分配收益,{}\n"


def test_a_divided_surplus_goes_on_from_the_year_before() -> None:
    texts = {"distribution/2024.csv": PLAN.format(5, 10, 15, 15), "distribution/2025.csv": PLAN.format(7, 15, 22, 22)}
    assert _codes(texts) == []
    assert _codes({**texts, "distribution/2025.csv": PLAN.format(7, 14, 21, 21)}) == ["surplus-follows"]
    assert _codes({"distribution/2023.csv": texts["distribution/2024.csv"], "distribution/2025.csv": texts["distribution/2025.csv"]}) == []


def test_a_divided_surplus_is_that_of_the_accounts() -> None:
    trial = HEAD + "102,银行存款,10.00,,7.00,,17.00,\n321,本年收益,,,7.00,7.00,,\n322,收益分配,,10.00,,7.00,,17.00\n"
    trial += "501,经营收入,,,7.00,7.00,,\n"
    texts = {"trial/2025.csv": trial, "distribution/2025.csv": PLAN.format(7, 10, 17, 17)}
    assert _codes(texts) == []
    assert _codes({**texts, "distribution/2025.csv": PLAN.format(6, 10, 16, 16)}) == ["surplus-trial"]
