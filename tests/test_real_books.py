"""Files as clerks, banks and bookkeeping programs make them: read right, or asked about in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from generator import values
from generator.load.convert import lost
from generator.load.csv_file import csv_grids
from generator.load.number_format import Shown, as_shown
from generator.load.units import common_unit, own_unit
from tests.conftest import LEDGER_HEADER, VILLAGE_YML

Run = Callable[..., list[tuple[str, int, int, str]]]


def month(*rows: str) -> str:
    return "\n".join([LEDGER_HEADER, ",,上月余额,,,,1000.00", *rows]) + "\n"


def codes(problems_of: Run, *rows: str, **more: str) -> list[tuple[str, int]]:
    return [(code, row) for code, row, *_ in problems_of({"ledger/2026-03.csv": month(*rows), **more})]


# --- vouchers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # lines of one voucher stand one below the other
        (["2026-03-03,记-1,付电费,公益支出,,10,990", "2026-03-03,记-1,付水费,公益支出,,10,980"], []),
        # the very same line twice is a matter booked twice
        (
            ["2026-03-03,记-1,付电费,公益支出,,10,", "2026-03-03,记-1,付电费,公益支出,,10,", "2026-03-04,记-2,付水费,公益支出,,10,970"],
            [("voucher-repeated", 4)],
        ),
        # of another day, or further down, it is another voucher
        (["2026-03-03,记-1,付电费,公益支出,,10,990", "2026-03-04,记-1,付水费,公益支出,,10,980"], [("voucher-repeated", 4)]),
        # 转账凭证 that are not here moved no cash
        (["2026-03-03,转-4,付电费,公益支出,,10,990", "2026-03-04,转-9,付水费,公益支出,,10,980"], []),
        # a span of vouchers on one line
        (
            [
                "2026-03-03,付-1,付电费,公益支出,,10,990",
                "2026-03-04,付-2至4,付误工,管理费用,,10,980",
                "2026-03-05,付-5,付纸,管理费用,,10,970",
            ],
            [],
        ),
        (["2026-03-03,付-1,付电费,公益支出,,10,990", "2026-03-04,付-3至5,付误工,管理费用,,10,980"], [("voucher-skipped", 4)]),
        # all gaps of a month are one problem
        (
            ["2026-03-03,记-2,付电费,公益支出,,10,990", "2026-03-04,记-5,付误工,管理费用,,10,980", "2026-03-05,记-9,付纸,管理费用,,10,970"],
            [("voucher-skipped", 3)],
        ),
        # what moves no money is listed for its number only
        (["2026-03-03,记-1,付电费,公益支出,,10,990", "2026-03-31,记-2,计提折旧,,,,", "2026-03-31,记-3,结转收支,,0.00,0.00,990"], []),
    ],
)
def test_vouchers(rows: list[str], expected: list[tuple[str, int]], problems_of: Run) -> None:
    assert codes(problems_of, *rows) == expected


def test_a_matter_booked_late_says_so_and_keeps_its_day(problems_of: Run) -> None:
    assert codes(problems_of, "2026-02-27,记-1,补记2月收租金,经营收入,10,,1010") == []
    assert codes(problems_of, "2026-02-27,记-1,收租金,经营收入,10,,1010") == [("date-outside-month", 3)]
    assert codes(problems_of, "2026-04-01,记-1,补记收租金,经营收入,10,,1010") == [("date-outside-month", 3)]


# --- balances --------------------------------------------------------------------------------


def test_a_balance_off_by_twice_the_amount_asks_for_red_ink(problems_of: Run, tmp_path: Path) -> None:
    from generator.build import check
    from tests.conftest import TODAY, write_tree

    root = write_tree(tmp_path, {"ledger/2026-03.csv": month("2026-03-02,记-1,冲销多收租金,经营收入,200,,800.00")})
    (found,) = check(root, TODAY).problems
    assert (found.code, found.source.row) == ("balance-mismatch", 3)
    assert "红字" in found.hint
    assert "-200.00" in found.hint


def test_carried_balances_are_checked_and_never_counted(problems_of: Run) -> None:
    rows = [
        "2026-03-02,记-1,收租金,经营收入,10,,1010.00",
        ",,过次页,,10,,1010.00",
        ",,承前页,,10,,1010.00",
        "2026-03-03,记-2,付电费,公益支出,,10,1000.00",
    ]
    assert codes(problems_of, *rows, ",,结转下年,,,1000.00,0") == []
    assert codes(problems_of, *rows[:1], ",,过次页,,10,,1001.00", *rows[2:]) == [("total-mismatch", 4)]


@pytest.mark.parametrize("words", ["本月无收支", "本月无发生额", "无发生", "本月没有收支"])
def test_a_month_without_entries_is_a_month_that_says_so(words: str, problems_of: Run) -> None:
    files = {"ledger/2026-03.csv": month("2026-03-02,记-1,收租金,经营收入,10,,1010.00")}
    assert problems_of({**files, "ledger/2026-04.csv": f"{LEDGER_HEADER}\n,,{words},,,,1010.00\n"}) == []
    wrong = problems_of({**files, "ledger/2026-04.csv": f"{LEDGER_HEADER}\n,,{words},,,,1011.00\n"})
    assert [code for code, *_ in wrong] == ["total-mismatch"]
    assert [code for code, *_ in problems_of({**files, "ledger/2026-04.csv": f"{LEDGER_HEADER}\n"})] == ["empty-list"]


def test_an_income_account_under_expense_is_told_where_no_balance_can_tell(problems_of: Run) -> None:
    regime = VILLAGE_YML + "会计制度: 2023\n"
    for row, expected in [("经营收入,,10,", ["subject-side"]), ("经营收入,,-10,", []), ("公益支出,,10,", []), ("经营收入,,10,990", [])]:
        text = month(f"2026-03-02,记-1,退租金,{row}")
        told = [code for code, *_ in problems_of({"ledger/2026-03.csv": text, "village.yml": regime})]
        assert told == expected + ["balance-unstated"] * row.endswith(",")


def test_the_quarter_so_far_is_checked(problems_of: Run) -> None:
    first = {"ledger/2026-01.csv": month("2026-01-02,记-1,收租金,经营收入,10,,1010.00").replace("2026-03", "2026-01")}
    for stated, expected in [("15", []), ("14", [("total-mismatch", 3)])]:
        text = f"{LEDGER_HEADER}\n2026-02-02,记-1,收租金,经营收入,5,,1015.00\n,,本季累计,,{stated},,\n"
        assert [(code, row) for code, row, *_ in problems_of({**first, "ledger/2026-02.csv": text})] == expected


# --- units -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ("单位：万元,,\n科目,计划数", "万元"),
        ("编制单位：某社    2026年1月    单位：万元,\n科目,计划数", "万元"),
        (",单位,万元\n科目,计划数", "万元"),
        ("计划表（万元）,\n科目,计划数", "万元"),
        ("计划表【单位：千元】,\n科目,计划数", "千元"),
        ("计量单位：元,\n科目,计划数", "元"),
        ("金额单位:人民币万元,\n科目,计划数", "万元"),
        ("单 位： 万 元,\n科目,计划数", "万元"),
        ("以万元为单位,\n科目,计划数", "万元"),
        ("科目,计划数\n租金,5\n单位：万元,", "万元"),
        ("科目,计划数\n租金,5\n金额单位,万元", "万元"),
        ("填报单位：万元村,\n科目,计划数", "元"),
        ("今年收入50万元,\n科目,计划数", "元"),
        ("万庄村财务计划,\n科目,计划数", "元"),
        ("科目,计划数\n租金,5", "元"),
    ],
)
def test_the_unit_is_read_wherever_it_stands(rows: str, unit: str) -> None:
    (grid,), _ = csv_grids(rows, "x.csv")
    at = next(i for i, row in enumerate(grid.rows) if row.cells[0] == "科目")
    assert common_unit(grid, at, at + 1) == (unit, [])


@pytest.mark.parametrize("title", ["财务计划（金额以万元表示）", "各项数字都是万元", "本表万元计"])
def test_a_unit_in_words_is_asked(title: str) -> None:
    (grid,), _ = csv_grids(f"{title},\n科目,计划数\n租金,5", "x.csv")
    unit, problems = common_unit(grid, 1, 2)
    assert unit == "万元" or [p.code for p in problems] == ["bad-unit"]


def test_two_units_are_asked() -> None:
    (grid,), _ = csv_grids("单位：万元,\n单位：元,\n科目,计划数", "x.csv")
    assert [p.code for p in common_unit(grid, 2, 3)[1]] == ["bad-unit"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("计划数（万元）", ("计划数", "万元")),
        ("计划数/万元", ("计划数", "万元")),
        ("计划数万元", ("计划数", "万元")),
        ("计划数[元]", ("计划数", "元")),
        ("单价(元/亩)", ("单价", "元")),
        ("余额〔千元〕", ("余额", "千元")),
        ("单位", ("单位", "")),
        ("公元", ("公元", "")),
        ("面积(亩)", ("面积(亩)", "")),
    ],
)
def test_the_unit_of_a_column(header: str, expected: tuple[str, str]) -> None:
    assert own_unit(header) == expected


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        ("50000", "0!.0000", Shown("5.0000", scaled=True)),
        ("41234.56", "0!.0000", Shown("4.1235", scaled=True, rounded=True)),
        ("50000", "#,##0,", Shown("50", scaled=True)),
        ("1234567", "#,##0.00,", Shown("1,234.57", scaled=True, rounded=True)),
        ("50000", '0!.0,"万"', Shown("5.0万", scaled=True)),
        ("52300", '[>=10000]0!.0,"万";0', Shown("5.2万", scaled=True, rounded=True)),
        ("5230", '[>=10000]0!.0,"万";0', Shown("5230")),
        ("1234.5", "#,##0.00", Shown("1,234.50")),
        ("7", "000", Shown("007")),
        ("0.05", "0%", Shown("5%")),
        ("500", "(0.00)", Shown("500.00", bracketed=True)),
        ("-500", "#,##0.00_);(#,##0.00)", Shown("-500.00")),
        ("1234.5", "General", Shown("1234.5")),
        ("1234", "[$¥-804]#,##0.00", Shown("1,234.00")),
        ("44927", "yyyy-mm-dd", Shown("44927")),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: str, number_format: str, expected: Shown) -> None:
    assert as_shown(Decimal(number), number_format) == expected


# --- characters ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["王?样", "赵?", "?样例", "付李?例误工费", "王□例", "王\ufffd例", "张\ue123", "二组□号"])
def test_a_lost_character_is_told(text: str) -> None:
    assert lost(text)


@pytest.mark.parametrize(
    "text", ["修路的钱够吗?", "为什么停水?什么时候来?", "□是 □否", "abc?", "", "-", "王样例", "路灯坏了怎么报修？", "何时修路?钱从哪来?"]
)
def test_a_question_is_no_lost_character(text: str) -> None:
    assert not lost(text)


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u00ad", "\u2063", "\u3164", "\ufeff", "\u2009", "\u202f", "\u2028"])
def test_what_nobody_sees_is_dropped(mark: str) -> None:
    assert values.clean(f"{mark}100.00{mark}") == "100.00"
    assert values.label(f"日{mark}期") == "日期"


# --- printed books ---------------------------------------------------------------------------

PRINTED = {
    "月 and 日 under a year": (
        "2026年,,凭证,,摘要,科目,借方,贷方,借或贷,余额\n"
        "月,日,字,号,,,,,,\n"
        ",,,,上月余额,,,,借,1000\n"
        "3,5,记,1,收租金,经营收入,10,,借,1010\n"
        "3,6,记,2,付电费,公益支出,,20,借,990\n"
    ),
    "the year above the header": (
        "二组出纳账,2026年3月,,,,,,\n"
        "月,日,凭证号,摘要,科目,收入,支出,余额\n"
        ",,,上月余额,,,,1000\n"
        "3月,5日,记-1,收租金,经营收入,10,,1010\n"
        "3,6,记-2,付电费,公益支出,,20,990\n"
    ),
    "收/支 and 金额": (
        "日期,凭证号,摘要,科目,收/支,金额,余额\n"
        ",,上月余额,,,,1000\n"
        "2026-03-05,记-1,收租金,经营收入,收,10,1010\n"
        "2026-03-06,记-2,付电费,公益支出,支,20,990\n"
    ),
    "金额 and 收支类型": (
        "日期,凭证号,摘要,科目,金额,收支类型,余额\n"
        ",,上月余额,,,,1000\n"
        "2026-03-05,记-1,收租金,经营收入,10,收入,1010\n"
        "2026-03-06,记-2,付电费,公益支出,20,支出,990\n"
    ),
    "字 and 号": (
        "日期,凭证种类,凭证编号,摘要,科目,收入,支出,余额\n"
        ",,,上月余额,,,,1000\n"
        "2026-03-05,收,1,收租金,经营收入,10,,1010\n"
        "2026-03-06,付,1,付电费,公益支出,,20,990\n"
    ),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_ledger_is_read(name: str, problems_of: Run, tmp_path: Path) -> None:
    from generator.kinds.ledger import KIND
    from generator.load.table import read_table

    assert problems_of({"ledger/2026-03.csv": PRINTED[name]}) == []
    grids, _ = csv_grids(PRINTED[name], "x.csv")
    data, _ = read_table(grids, KIND, "x.csv", "2026-03")
    assert data is not None
    assert [(str(row["日期"]), row.fen("收入"), row.fen("支出"), row.fen("余额")) for row in data.rows] == [
        ("2026-03-05", 1000, None, 101000),
        ("2026-03-06", None, 2000, 99000),
    ]


def test_a_side_that_is_none_is_told_beside_its_amount(problems_of: Run) -> None:
    text = PRINTED["收/支 and 金额"].replace(",支,20,", ",,20,")
    assert [(code, row) for code, row, *_ in problems_of({"ledger/2026-03.csv": text})] == [("bad-amount", 4)]


def test_a_trial_balance_with_a_side_beside_each_balance(problems_of: Run) -> None:
    text = """科目编码,科目名称,方向,期初余额,借方发生额,贷方发生额,方向,期末余额
101,库存现金,借,500.00,2000.00,500.00,借,2000.00
102,银行存款,借,9500.00,3000.00,2000.00,借,10500.00
301,资本,贷,10000.00,,,贷,10000.00
501,经营收入,平,,,3000.00,贷,3000.00
514,公益支出,平,,500.00,,借,500.00
"""
    assert problems_of({"trial/2026-03.csv": text, "village.yml": VILLAGE_YML + "会计制度: 2023\n"}) == []
    wrong = text.replace("借,2000.00\n", "贷,2000.00\n", 1)
    assert "trial-row" in {code for code, *_ in problems_of({"trial/2026-03.csv": wrong, "village.yml": VILLAGE_YML + "会计制度: 2023\n"})}


def test_unknown_columns_are_told_together_and_never_as_what_turns_a_sign(problems_of: Run, tmp_path: Path) -> None:
    from generator.kinds.ledger import KIND
    from generator.load.table import read_table

    def told(extra: str) -> list[tuple[str, str]]:
        grids, _ = csv_grids(f"{LEDGER_HEADER},{extra}\n", "x.csv")
        return [(p.message, p.hint) for p in read_table(grids, KIND, "x.csv", "2026-03")[1]]

    assert len(told("星期,费用类型,登记人数")) == 1
    assert "凭证号" not in told("身份证号")[0][1]
    assert "删去" in told("身份证号")[0][1]
    assert "是不是「收入」" not in "".join(hint for _, hint in told("收人"))  # it is there already


def test_a_column_with_a_name_and_nothing_else_is_no_problem(problems_of: Run) -> None:
    header, rows = f"{LEDGER_HEADER},星期,登记人数", [",,上月余额,,,,1000.00,{}", "2026-03-03,记-1,付电费,公益支出,,10,990,{}"]
    blank, filled = ("\n".join([header, *(row.format(more) for row in rows)]) + "\n" for more in (",", "供电所,"))
    assert problems_of({"ledger/2026-03.csv": blank}) == []
    assert [(code, field) for code, _, _, field in problems_of({"ledger/2026-03.csv": filled})] == [("unknown-header", "星期")]
    person = blank.replace("星期", "身份证号")
    assert [code for code, *_ in problems_of({"ledger/2026-03.csv": person})] == ["unknown-header"]


def test_a_cash_book_whose_subject_is_its_account_has_its_subjects_in_the_kind_of_expense() -> None:
    from generator.kinds.ledger import KIND
    from generator.load.table import read_table

    text = "日期,凭证号,摘要,费用类型,科目,借方,贷方,余额\n2026-03-05,付-1,付电费,公益支出,银行存款,,100.00,900.00\n"
    data, problems = read_table(csv_grids(text, "x.csv")[0], KIND, "x.csv", "2026-03")
    assert problems == []
    assert data is not None
    assert [(row.text("科目"), row.text("账户"), row.fen("支出")) for row in data.rows] == [("公益支出", "银行存款", 10000)]
    other = text.replace("银行存款", "办公费")
    assert [p.code for p in read_table(csv_grids(other, "x.csv")[0], KIND, "x.csv", "2026-03")[1]] == ["unknown-header"]


@pytest.mark.parametrize("above", [21, 58])
def test_a_header_far_down_is_found_and_its_rows_keep_their_numbers(above: int, problems_of: Run) -> None:
    cover = "\n".join(f"封面第{i}行,,,,,," for i in range(above)) + "\n"
    rows = ["2026-03-03,记-1,付电费,公益支出,,10,990", "2026-03-04,记-2,付水费,公益支出,,约10,980"]
    found = problems_of({"ledger/2026-03.csv": cover + month(*rows)})
    assert [(code, row) for code, row, *_ in found] == [("bad-amount", above + 4)]
    assert problems_of({"ledger/2026-03.csv": cover + month(rows[0])}) == []


def test_a_header_below_the_rows_that_are_searched_is_told(problems_of: Run) -> None:
    cover = "\n".join(f"封面第{i}行,,,,,," for i in range(60)) + "\n"
    assert [code for code, *_ in problems_of({"ledger/2026-03.csv": cover + month()})] == ["header-not-found"]


@pytest.mark.parametrize(
    "line",
    [
        "制表人：李某,,,,审核人：王某,,",
        "村主任：,,会计：,,,出纳：,",
        ",,审核：,王某,制表：,李某,",
        "会计：王某,,,,,,",
        "二、公益支出,,,,,,",
        ",,（一）水电,,,,",
    ],
)
def test_who_signed_and_what_heads_a_part_is_no_entry(line: str, problems_of: Run) -> None:
    row = "2026-03-03,记-1,付电费,公益支出,,10,990"
    assert codes(problems_of, row, line) == []
    assert codes(problems_of, line, row) == []


def test_a_signature_with_an_amount_beside_it_is_asked_about(problems_of: Run) -> None:
    assert codes(problems_of, "2026-03-03,记-1,付电费,公益支出,,10,990", "会计：王某,,,,,20,970") != []


@pytest.mark.parametrize("words", ["承上月结存", "上月末余额", "上月转来"])
def test_what_was_there_before_is_called_in_many_ways(words: str, problems_of: Run) -> None:
    text = f"{LEDGER_HEADER}\n3月1日,,{words},,,,1000\n3月5日,记-1,付电费,公益支出,,10,990\n"
    assert problems_of({"ledger/2026-03.csv": text}) == []


def test_the_parts_of_a_list_may_have_headings(problems_of: Run) -> None:
    text = (
        "债权债务明细表\n编制单位：甲村,,,,单位：元\n类别,对方单位,事由,发生时间,期末余额\n一、债权,,,,\n债权,样例回收站,租金,2025-07-10,2400\n"
        "小计,,,,2400\n二、债务,,,,\n债务,示例农资店,质保金,2015年,600\n小计,,,,600\n单位负责人：,,会计：,,\n"
    )
    assert problems_of({"debts/2026-Q1.csv": text}) == []
