"""One planted cause gives one problem, at most two: a clerk mends causes, not lists.

Each line plants one cause in an honest village and says what is told. Causes of own accounts and of years in a file come here with what
reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import build
from tests.conftest import TODAY, VILLAGE_YML, write_tree

Run = Callable[..., list[tuple[str, int, int, str]]]

REGIME = VILLAGE_YML + "会计制度: 2023\n"
HONEST = {
    "ledger": (
        "ledger/2026-03.csv",
        (
            "日期,凭证号,摘要,科目,收入,支出,余额\n"
            ",,上月余额,,,,10000.00\n"
            "2026-03-05,记-1,收门面租金,经营收入,3000.00,,13000.00\n"
            "2026-03-06,记-2,付路灯电费,公益支出,,200.00,12800.00\n"
            "2026-03-09,记-3,付纸笔,管理费用,,100.00,12700.00\n"
            ",,本月合计,,3000.00,300.00,12700.00\n"
        ),
    ),
    "trial": (
        "trial/2026-03.csv",
        (
            "科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方\n"
            "102,银行存款,10000.00,,3000.00,300.00,12700.00,\n"
            "301,资本,,10000.00,,,,10000.00\n"
            "501,经营收入,,,,3000.00,,3000.00\n"
            "514,公益支出,,,300.00,,300.00,\n"
            ",合计,10000.00,10000.00,3300.00,3300.00,13000.00,13000.00\n"
        ),
    ),
    "statement": (
        "statement/2026-balance.csv",
        (
            "资产,行次,年初数,期末数,负债和所有者权益,行次,年初数,期末数\n"
            "货币资金,1,10000,12700,负债合计,30,,\n"
            "流动资产合计,9,10000,12700,资本,31,10000,10000\n"
            "资产总计,19,10000,12700,未分配收益,32,,2700\n"
            ",,,,所有者权益合计,33,10000,12700\n"
            ",,,,负债和所有者权益总计,40,10000,12700\n"
        ),
    ),
    "budget": ("budget/2026.csv", "科目,方向,计划数,说明\n经营收入,收入,50000.00,\n公益支出,支出,41200.00,\n"),
    "subsidies": (
        "subsidies/2026-gengdi.csv",
        "补贴名称,组别,户主,面积,标准,金额\n耕地补贴,一组,冯某,3.5,100,350\n耕地补贴,一组,陈某,2,100,200\n耕地补贴,二组,沈某,1,100,100\n合计,,,6.5,,650\n",
    ),
    "debts": (
        "debts/2026-Q1.csv",
        "类别,对方,事由,发生日期,余额\n债权,样例回收站,旧仓库租金,2025-07-10,2400.00\n债务,示例农资店,质保金,2015年,600.00\n",
    ),
    "assets": (
        "assets/2026.csv",
        "编号,名称,类别,数量,原值,累计折旧,净值,取得日期\n固001,门面房,房屋,1,86000,40850,45150,2015\n固002,水泵,设备,2,3000,,3000,2024-05\n",
    ),
    "honors": ("honors/2026-a.csv", "称号,对象,姓名,组别,授予日期\n好媳妇,人,王某,一组,2026-01-15\n好媳妇,人,李某,二组,2026-01-15\n"),
    "notices": (
        "notices/2026-a.md",
        (
            "---\n"
            "标题: 修路\n公开日: 2026-11-10\n公示起: 2026-11-10\n公示止: 2026-11-24\n"
            "主体: 村民委员会\n事项: 村级工程\n范围: 社会\n---\n\n正文。\n"
        ),
    ),
    "levies": (
        "levies/2026-Q1.csv",
        "项目,应筹人数,人均标准,应筹金额,实筹金额,支出,结余\n一组道路,100,20.00,2000.00,2000.00,1500.00,500.00\n二组道路,100,20.00,2000.00,2000.00,2000.00,0.00\n",
    ),
}

CAUSES: list[tuple[str, str, str, set[str]]] = [
    # kind, what stands there, what stands there instead, what is told
    ("ledger", "日期,凭证号", "日子,凭证号", {"unknown-header"}),
    ("ledger", ",余额\n", "\n", {"unknown-header"}),
    ("ledger", "摘要,科目", "摘要,身份证号", {"unknown-header", "missing-column"}),
    ("ledger", "科目,收入,支出,余额", "科目,支出,收入,余额", {"sides-swapped"}),
    ("ledger", "日期,凭证号,摘要,科目,收入,支出,余额", "日期，凭证号，摘要，科目，收入，支出，余额", {"header-not-found"}),
    ("ledger", "收入,支出,余额", "收入（万元）,支出（元）,余额", {"balance-mismatch"}),
    ("ledger", "2026-03-05", "2026-3-32", {"bad-date"}),
    ("ledger", "2026-03-05", "26.3.5", {"bad-date"}),
    ("ledger", "2026-03-05", "2025-03-05", {"date-outside-month"}),
    ("ledger", "2026-03-05", "", {"blank-cell"}),
    ("ledger", "记-2", "记-1", {"voucher-repeated", "voucher-skipped"}),
    ("ledger", "记-3", "记-30", {"voucher-skipped"}),
    ("ledger", "记-2", "2.02603E+11", {"bad-value"}),
    ("ledger", "200.00,12800.00", "2O0.00,12800.00", {"bad-amount"}),
    ("ledger", "200.00,12800.00", "贰佰,12800.00", {"bad-amount"}),
    ("ledger", "200.00,12800.00", "210.00,12800.00", {"balance-mismatch", "total-mismatch"}),
    ("ledger", "200.00,12800.00", "200.00,12850.00", {"balance-mismatch"}),
    ("ledger", "200.00,12800.00", ",12800.00", {"no-amount"}),
    ("ledger", ",200.00,12800.00", "200.00,200.00,12800.00", {"both-sides"}),
    ("ledger", "本月合计,,3000.00", "本月合计,,3001.00", {"total-mismatch"}),
    ("ledger", ",,上月余额,,,,10000.00\n", "", {"opening-missing"}),
    ("ledger", "付纸笔", "付?笔", {"lost-character"}),
    ("ledger", "付纸笔", "付纸笔\u202e", {"bad-text"}),
    ("ledger", "付纸笔", "付纸笔，给13800138000", {"personal-phone"}),
    ("ledger", ",,本月合计", "资金存放情况,,,,,,\n账户,金额,,,,,\n,,本月合计", {"second-table"}),
    ("ledger", "2026-03-09,记-3,付纸笔", "2026-03-09,记-3,付纸,笔", {"cell-count"}),
    ("ledger", "日期,", "表格以万元表示,,,,,,\n日期,", {"bad-unit"}),
    ("ledger", "收入,支出", "收入（美元）,支出", {"bad-unit"}),
    ("trial", "102,银行存款", "101,银行存款", {"account-code"}),
    ("trial", "301,资本", ",股本金", {"account-unknown"}),
    ("trial", "514,公益支出", ",公积金支出户", {"account-unknown"}),
    ("trial", "3000.00,300.00,12700.00", "3000.00,310.00,12700.00", {"trial-row"}),
    ("trial", "13000.00,13000.00", "13000.00,13001.00", {"total-mismatch"}),
    ("trial", "301,资本,,10000.00,,,,10000.00", "301,资本,,9000.00,,,,9000.00", {"total-mismatch"}),
    ("trial", "期末借方,期末贷方", "期末余额,备用", {"unknown-header"}),
    ("trial", "期初借方,期初贷方", "期初余额,备用", {"unknown-header"}),
    ("trial", "501,经营收入", "501,经营收入,", {"cell-count"}),
    ("trial", "514,公益支出", "102,银行存款", {"account-repeated"}),
    ("trial", "301,资本", ",　基本户,1,,,,1,\n,　专户,2,,,,2,\n301,资本", {"account-unknown"}),
    ("statement", "未分配收益,32,,2700", "未分配收益,32,,2800", {"statement-sum"}),
    ("statement", "未分配收益,32", "没有的行,32", {"statement-line-unchecked", "statement-sum"}),
    ("statement", "期末数,负债和", "期未数,负债和", {"unknown-header"}),
    ("statement", "货币资金,1,10000,12700", "货币资金,1,10000,1270O", {"bad-amount"}),
    ("budget", "50000.00", "五万", {"bad-amount"}),
    ("budget", "收入,50000", "进,50000", {"bad-choice"}),
    ("budget", "公益支出,支出", "经营收入,收入", {"row-repeated"}),
    ("subsidies", ",650", ",651", {"total-mismatch"}),
    ("subsidies", "冯某,3.5,100,350", "冯某,3.5,100,340", {"product-mismatch", "total-mismatch"}),
    ("subsidies", "补贴名称,组别", "补贴名称,银行卡号", {"unknown-header", "missing-column"}),
    ("subsidies", "面积,标准,金额\n", "面积,标准,金额,补贴名称,组别,户主,面积,标准,金额\n", {"second-table"}),
    ("debts", "2025-07-10", "2025年", {"bad-date"}),
    ("debts", "2025-07-10", "2026-07-10", {"date-after-period"}),
    ("debts", "债权,样例", "应收,样例", {"bad-choice"}),
    ("assets", "45150", "45151", {"net-value-mismatch"}),
    ("assets", "2015\n", "2015年13月\n", {"bad-date"}),
    ("assets", "固002", "固001", {"register-repeated"}),
    ("honors", "王某", "王某、李某", {"many-names"}),
    ("honors", "好媳妇,人,王某", "好媳妇,个,王某", {"bad-choice"}),
    ("honors", "2026-01-15\n好", "\n好", {"blank-cell"}),
    ("notices", "标题: 修路", "标题：修路", {"bad-yaml"}),
    ("notices", "主体: 村民委员会", "主体: 某某会", {"bad-choice"}),
    ("notices", "公示止: 2026-11-24", "公示止: 2026-11-23", {"posting-short"}),
    ("levies", "1500.00,500.00", "1500.00,600.00", {"difference-mismatch"}),
]


@pytest.mark.parametrize("kind", HONEST)
def test_the_village_is_honest(kind: str, problems_of: Run) -> None:
    file, text = HONEST[kind]
    assert problems_of({"village.yml": REGIME, file: text}) == []


@pytest.mark.parametrize(("kind", "there", "instead", "told"), CAUSES)
def test_one_cause_gives_few_problems(kind: str, there: str, instead: str, told: set[str], problems_of: Run) -> None:
    file, text = HONEST[kind]
    assert there in text
    found = [code for code, *_ in problems_of({"village.yml": REGIME, file: text.replace(there, instead, 1)})]
    assert set(found) == told, Counter(found)
    assert len(found) <= 2


@pytest.mark.parametrize(("kind", "commas"), [("debts", ",,,,"), ("assets", ",,,,,,,"), ("honors", ",,,,"), ("subsidies", ",,,,,")])
def test_a_line_below_a_table_is_told_once(kind: str, commas: str, tmp_path: Path) -> None:
    """A row of one cell lacks all the others for one reason, whatever is wrong with that cell too."""
    file, text = HONEST[kind]
    root = write_tree(tmp_path, {"village.yml": REGIME, file: f"{text}以上数字经监委会核对无误{commas}\n"})
    (told,) = build.check(root, TODAY).problems
    assert (told.code, told.source.row) == ("blank-cell", text.count("\n") + 1)
    assert told.message.startswith("这一行只写了「以上数字经监委会核对无误」，「")
    assert "前面加「注：」" in told.hint


def test_there_are_enough_causes() -> None:
    assert len(CAUSES) >= 60
    assert {kind for kind, *_ in CAUSES} == set(HONEST)


@pytest.mark.parametrize(
    ("kind", "there", "instead"),
    [
        ("honors", "好媳妇,人,", "好媳妇,个人,"),
        ("notices", "公示起: ", "公示开始: "),
        ("notices", "公示止: ", "公示结束: "),
        ("notices", "公开日: ", "公开日期: "),
    ],
)
def test_an_everyday_word_of_a_form_is_no_problem(kind: str, there: str, instead: str, problems_of: Run) -> None:
    file, text = HONEST[kind]
    assert there in text
    assert problems_of({"village.yml": REGIME, file: text.replace(there, instead, 1)}) == []


def test_another_figure_is_not_another_word_for_one(tmp_path: Path) -> None:
    """人口 are those registered here; who lives here is counted apart."""
    found = build.check(write_tree(tmp_path, {"village.yml": VILLAGE_YML + "常住人口: 1200\n"}), TODAY).problems
    (told,) = [p for p in found if p.code == "unknown-key"]
    assert "不要写进「人口」" in told.hint


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("contracts", "应收,实收,起始日期,终止日期", "本期应收,本期实收,开始日,结束日"),
        ("meetings", "日期,会议,", "会议时间,会议,"),
    ],
)
def test_everyday_names_of_columns(kind: str, old: str, new: str, tmp_path: Path) -> None:
    honest = {
        "contracts": "合同号,标的,对方,应收,实收,起始日期,终止日期\n合1,鱼塘,样例渔业公司,100,100,2026-01-01,2026-12-31\n",
        "meetings": "日期,会议,议题,应到,到会,赞成,决定\n2026-02-26,村民代表会议,修路,35,32,30,通过\n",
    }[kind]
    before, after = (
        [p.code for p in build.check(write_tree(tmp_path / at, {f"{kind}/2026.csv": text}), TODAY).problems]
        for at, text in (("old", honest), ("new", honest.replace(old, new)))
    )
    assert new in honest.replace(old, new)
    assert after == before
    assert "unknown-header" not in after
