"""What a table looks like on a phone follows from its columns, or is what its kind asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from generator.pages.score_bars import bars
from generator.pages.shapes import laid
from generator.pages.specimen_tables import specimen_tables
from generator.pages.table_rows import rows, shared
from generator.shown import Badge, Shape, Table, TableColumn, Value

DAY, OTHER = date(2026, 3, 5), date(2026, 3, 6)
COLUMNS = {
    "日期": TableColumn("日期", "date"),
    "摘要": TableColumn("摘要", "title"),
    "科目": TableColumn("科目"),
    "收入": TableColumn("收入", "money"),
    "支出": TableColumn("支出", "money"),
    "余额": TableColumn("余额", "money"),
    "笔数": TableColumn("笔数", "number"),
    "状态": TableColumn("状态", "badge"),
    "审批人": TableColumn("审批人"),
    "星数": TableColumn("星数"),
    "姓名": TableColumn("姓名"),
    "得分": TableColumn("得分", "number"),
    "优秀": TableColumn("优秀", "number"),
    "称职": TableColumn("称职", "number"),
}


def table(names: str, *items: tuple[Value, ...], shape: Shape | None = None) -> Table:
    return Table("t", "表", tuple(COLUMNS[name] for name in names.split()), items, shape=shape)


@pytest.mark.parametrize(
    ("names", "row", "shape", "keys"),
    [
        ("日期 摘要 科目 收入 支出 余额", (DAY, "路灯电费", "公益支出", None, 5, 7), "bill", ["收入", "支出"]),
        ("日期 摘要 支出", (DAY, "路灯电费", 5), "bill", ["支出"]),
        ("摘要 收入 支出 余额", ("应付款", 3, 5, 7), "line", ["收入", "支出"]),
        ("摘要 笔数 余额 星数", ("1月", 3, 5, "x"), "line", ["余额"]),
        ("摘要 笔数 收入 支出", ("公益支出", 3, None, 5), "line", ["收入", "支出"]),
        ("摘要 状态 科目", ("工程", Badge("完成"), "x"), "line", ["状态"]),
        ("摘要 科目 余额 审批人", ("某人", "欠款", 5, "x"), "line", ["余额"]),
        ("摘要 科目", ("五组", "95 分"), "line", ["科目"]),
        ("摘要 收入 余额", ("1年以内", 3, 5), "line", ["收入"]),
        ("科目 姓名 状态", ("主任", "王示例", Badge("在任")), "line", ["姓名"]),
        ("摘要 科目", ("五组", "一段很长的话，没有地方放在名字的旁边"), "line", []),
    ],
)
def test_columns_ask_for_a_shape(names: str, row: tuple[Value, ...], shape: str, keys: list[str]) -> None:
    how = laid(table(names, row, row))
    assert (how.shape, [names.split()[i] for i in how.keys]) == (shape, keys)


def test_of_many_columns_a_row_shows_what_it_is_and_how_it_stands_and_folds_the_rest() -> None:
    columns = (*(COLUMNS[name] for name in ("摘要", "状态", "科目", "支出")), *(TableColumn(f"列{n}") for n in range(6)))
    contract = Table("t", "表", columns, (("北塘", Badge("有效"), "杨某", 315000, *["x" * 30] * 6),) * 6)
    how = laid(contract)
    assert (how.shape, how.keys, how.open) == ("check", (3,), (1, 2))
    assert rows(contract).count("gk-open") == 12
    assert laid(replace(contract, rows=contract.rows[:5])).shape == "line", "of a few, all is shown"


def test_bands_of_days_need_days_in_their_order() -> None:
    """The largest payments of a year, the largest first: a band over each of them would say nothing."""
    assert laid(table("日期 摘要 支出", (DAY, "a", 3), (OTHER, "b", 2), (DAY, "c", 1))).shape == "line"
    assert laid(table("日期 摘要 支出", (OTHER, "a", 3), (DAY, "b", 2), (DAY, "c", 1))).shape == "bill"


def test_a_band_over_each_row_would_say_what_the_row_says() -> None:
    assert laid(table("日期 摘要 支出", (DAY, "a", 3), (OTHER, "b", 2))).shape == "timeline"
    later = DAY.replace(year=2027)
    years = table("日期 摘要 支出", (DAY, "a", 3), (DAY, "b", 2), (later, "c", 1), (later, "d", 1))
    assert laid(years).shape == "timeline", "no band says the year"
    assert laid(table("日期 摘要 支出", (DAY, "a", 3), (OTHER, "b", 2), shape="bill")).days == {0: "", 1: ""}, "where a kind asks for it"


def test_a_kind_may_ask_for_another() -> None:
    assert laid(table("摘要 科目", ("冯样例", "一组"), shape="roll")).shape == "roll"


def test_a_day_heads_its_first_row_with_the_sums_of_its_rows() -> None:
    bill = table(
        "日期 摘要 收入 支出", (None, "上月余额", None, None), (DAY, "a", None, 100), (DAY, "b", 25000, None), (OTHER, "c", None, 7)
    )
    assert laid(bill).days == {1: "收\u00a0250.00  支\u00a01.00", 3: ""}
    made = rows(bill)
    assert made.count('class="gk-first gk-day" data-day="3月5日" data-sums="收\u00a0250.00  支\u00a01.00"') == 1
    assert made.count("gk-day") == 2


def test_a_month_in_which_nothing_happened_has_no_days() -> None:
    assert laid(table("日期 摘要 收入 支出", (None, "上月余额", None, None))).days == {}


def test_income_and_expense_have_signs_and_what_is_in_red_ink_has_its_own() -> None:
    made = rows(table("日期 摘要 收入 支出", (DAY, "a", None, 100), (DAY, "退回", None, -300)))
    assert 'class="n gk-amount gk-key gk-out" data-label="支出">1.00<' in made
    assert 'class="n gk-amount gk-key" data-label="支出">-3.00<' in made


def test_a_row_of_both_has_none_of_them() -> None:
    assert not laid(table("日期 摘要 收入 支出", (DAY, "转账", 100, 100))).signed


def test_what_all_rows_say_is_told_once() -> None:
    alike = [(DAY, name, "公益支出", "王示例") for name in "abc"]
    bill = table("日期 摘要 科目 审批人", *alike, shape="bill")
    assert shared(bill, laid(bill)) == '<p class="gk-shared">每一笔都是：<span>科目 公益支出</span> <span>审批人 王示例</span></p>\n'
    assert rows(bill).count("gk-same") == 6
    few = table("日期 摘要 科目 审批人", *alike[:2], shape="bill")
    assert shared(few, laid(few)) == ""


def test_what_most_rows_say_is_told_once_and_the_others_say_their_own() -> None:
    names = [("a", "一组", "10 星"), *((name, "二组", "10 星") for name in "bcde")]
    roll = table("摘要 科目 星数", *names, shape="roll")
    told = shared(roll, laid(roll))
    assert told.startswith('<p class="gk-shared">没有另外写的，都是：<span>科目 二组</span>')
    assert 'aria-label="10 星">★★★★★★★★★★<' in told
    assert "一组</td>" in rows(roll)
    assert rows(roll).count("gk-same") == 9


def test_an_empty_cell_says_nothing_like_the_others() -> None:
    with_gap = table("摘要 科目 审批人", *((name, "公益支出", "" if name == "a" else "王示例") for name in "abcdef"))
    assert [i for i, _ in laid(with_gap).shared] == [1]


def test_steps_on_days_stand_along_a_line() -> None:
    steps = table("日期 摘要 状态", (DAY, "立项", Badge("完成")), (OTHER, "开工", Badge("完成")))
    assert laid(steps).shape == "timeline"
    assert 'class="gk-first" data-label="日期">2026-03-05<' in rows(steps)
    assert laid(replace(steps, rows=steps.rows[::-1])).shape == "timeline", "from the last, too"
    assert laid(table("日期 摘要 状态", (OTHER, "a", ""), (DAY, "b", ""), (OTHER, "c", ""))).shape == "line", "not in their order"
    assert laid(table("日期 摘要 状态", (DAY, "a", ""), (None, "b", ""))).shape == "line", "nobody knows when"


def test_points_have_a_bar_as_long_as_they_are_many() -> None:
    ranked = table("摘要 得分", ("一区", Decimal("98.5")), ("二区", 83))
    how = laid(ranked)
    assert (how.shape, how.keys, how.bars) == ("score", (1,), ((1000,), (843,)))
    assert rows(ranked).count('<tr role="row" style="--gk-1: 84.3%">') == 1
    assert laid(table("摘要 得分", ("一区", 98))).shape == "line", "of one there is nothing to compare"


def test_votes_are_parts_of_one_bar() -> None:
    judged = table("姓名 优秀 称职", ("王示例", 25, 8), ("李样本", 0, 0), shape="score")
    assert laid(judged).bars == ((758, 1000), ()), "who had no votes has no bar"
    assert 'style="--gk-1: 75.8%; --gk-2: 100.0%"' in rows(judged)


def test_what_is_below_nothing_has_no_bar() -> None:
    assert bars(table("摘要 得分", ("一区", -3), ("二区", 6))) == ((), (1000,))


def test_how_each_came_out_is_not_told_once_for_all() -> None:
    votes = table("摘要 得分 状态", *((name, 9, Badge("当选", "good")) for name in "abcd"))
    assert (laid(votes).shape, shared(votes, laid(votes))) == ("score", "")


def test_the_specimen_has_each_shape_once() -> None:
    assert [(shape, laid(made).shape) for shape, made in specimen_tables(DAY)] == [(shape, shape) for shape in get_args(Shape)]


def test_a_number_in_a_column_of_numbers_can_be_called() -> None:
    columns = (TableColumn("服务", "title"), TableColumn("办公电话"), TableColumn("备注"))
    made = rows(Table("t", "表", columns, (("村卫生室", "0000-0000006", "0000-0000006"), ("邮政", "找报账员", ""))))
    assert made.count('<a class="gk-call" href="tel:0000-0000006">0000-0000006</a>') == 1
    assert "找报账员</td>" in made


def test_that_each_is_one_entry_is_not_told_once_for_all() -> None:
    sums = table("摘要 笔数 支出", *((name, 1, 5) for name in "abcd"))
    assert laid(sums).shared == ()
