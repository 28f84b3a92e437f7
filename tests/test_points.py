"""积分: what files must agree on, who stands in a ranking, what of a household and its deductions is told to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.board import plan_board
from generator.check.points import price, shelves
from generator.check.points_rules import (
    as_ruled,
    balances_stated,
    brought_forward,
    goods_paid,
    heads_agree,
    in_stock,
    never_below,
    priced,
    within_caps,
)
from generator.check.ranking import best, places
from generator.config import SiteConfig
from generator.findable import each_record
from generator.overviews._ranking import MOST, first_line, month, month_page
from generator.task import BoardTask
from tests.conftest import TODAY, docs_of, write_tree
from tests.points_files import by_month, by_year, dataset, points

Problems = Callable[..., list[tuple[str, int, int, str]]]


def day(month_of: int, of: int) -> date:
    return date(2026, month_of, of)


# --- what the files must agree on ------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_points", "wrong"), [(5, False), (10, False), (-5, True), (7, True), (0, True)], ids=["once", "twice", "sign", "between", "none"]
)
def test_an_entry_is_what_its_rule_says(given_points: int, wrong: bool) -> None:
    assert bool(list(as_ruled(points([(day(1, 5), "1", "A01", given_points)])))) is wrong


def test_who_has_less_than_a_rule_takes_loses_what_there_is() -> None:
    whole = [(day(1, 5), "1", "B01", 3), (day(1, 9), "1", "A02", -3)]
    assert list(as_ruled(points(whole))) == []
    less = [(day(1, 5), "1", "A01", 5), (day(1, 9), "1", "A02", -3)]
    assert [p.code for p in as_ruled(points(less))] == ["points-rule"]


def test_a_limit_is_for_one_household_one_rule_one_year() -> None:
    rules = dataset("point_rules", "2025", ("编号", "事由", "类", "分", "上限"), [("A01", "打扫", "卫生", 5, 10)])
    rows = [(date(2025, 12, 30), "1", "A01", 10), (day(1, 5), "1", "A01", 10), (day(1, 5), "2", "A01", 5)]
    known = points(rows)
    within = type(known)(known.entries, (rules,), known.goods, known.redeemed, known.households)
    assert list(within_caps(within)) == []
    over = type(known)(
        by_month("points", ("日期", "户号", "规则", "分"), [*rows, (day(3, 1), "1", "A01", 5)]), (rules,), (), (), known.households
    )
    assert [(p.code, p.source.file) for p in within_caps(over)] == [("points-over-cap", "points/2026-03.csv")]


def test_points_of_the_same_day_may_be_spent_that_day_and_not_before() -> None:
    came = [(day(1, 5), "1", "A01", 10)]
    assert list(never_below(points(came, [(day(1, 5), "1", "毛巾", 1, 10)]))) == []
    assert [p.code for p in never_below(points(came, [(day(1, 4), "1", "毛巾", 1, 10)]))] == ["points-negative"]


def test_a_year_begins_with_what_the_year_before_left() -> None:
    one = points([(date(2025, 5, 1), "1", "A01", 10)], households={"1": ("王示例", "一组")}, year="2025")
    next_year = {
        stated: dataset("point_households", "2026", ("户号", "户主", "组别", "期初", "同意"), [("1", "王示例", "一组", stated, "是")])
        for stated in (10, 8)
    }
    for stated, register in next_year.items():
        files = type(one)(one.entries, one.rules, (), (), (*one.households, register))
        assert [p.code for p in balances_stated(files)] == ([] if stated == 10 else ["points-balance"])


def test_goods_cost_what_they_cost_on_the_day_and_last_into_the_next_year() -> None:
    goods = [(date(2025, 5, 1), "毛巾", 8, "进货", 3), (day(1, 1), "毛巾", 10, "上年结存", 2), (day(3, 1), "毛巾", 12, "进货", 0)]
    files = points(
        goods=goods, redeemed=[(date(2025, 6, 1), "1", "毛巾", 1, 8), (day(2, 1), "1", "毛巾", 1, 10), (day(3, 5), "1", "毛巾", 1, 12)]
    )
    assert [price(files, "毛巾", on) for on in (date(2025, 6, 1), day(2, 1), day(3, 5))] == [Decimal(8), Decimal(10), Decimal(12)]
    assert list(priced(files)) == list(in_stock(files)) == list(brought_forward(files)) == []
    assert shelves(files)["毛巾"].left(day(12, 31)) == 0
    wrong = points(goods=[goods[0], (day(1, 1), "毛巾", 10, "上年结存", 3)], redeemed=[(date(2025, 6, 1), "1", "毛巾", 1, 8)])
    assert [p.code for p in brought_forward(wrong)] == ["points-balance"]


@pytest.mark.parametrize(("paid", "codes"), [("480.00", []), ("480.01", ["goods-ledger"]), ("", ["goods-ledger"])])
def test_what_goods_cost_is_in_the_ledger_to_the_fen(paid: str, codes: list[str]) -> None:
    goods = by_year(
        "point_goods",
        ("日期", "物品", "分", "件数", "金额", "凭证号"),
        [("2026-03-05", "毛巾", 10, 40, "200", "记-001"), ("2026-03-05", "牙膏", 8, 40, "280", "记-001")],
    )
    ledger = (dataset("ledger", "2026-03", ("日期", "凭证号", "摘要", "支出"), [("2026-03-05", "记-001", "买毛巾", paid)]),)
    assert [p.code for p in goods_paid(goods, ledger)] == codes
    assert list(goods_paid(goods, ())) == []


def test_a_name_beside_a_number_must_be_its_own() -> None:
    known = points()
    for who, codes in (("王示例", []), ("王 示例", []), ("李样本", ["household-differs"])):
        entries = by_month("points", ("日期", "户号", "户主", "规则", "分"), [(day(1, 5), "1", who, "A01", 5)])
        assert [p.code for p in heads_agree(type(known)(entries, known.rules, (), (), known.households))] == codes


@pytest.mark.parametrize("text", ["−5", "-5", "扣5分", "减 5 分", "－5", "-5.0"])
def test_points_taken_are_read_as_clerks_write_them(text: str) -> None:
    entries = by_month("points", ("日期", "户号", "规则", "分"), [(day(1, 5), "1", "A02", text)])
    assert entries[0].rows[0]["分"] == Decimal(-5)


def test_a_row_that_cannot_be_read_makes_nobody_short(problems_of: Problems) -> None:
    files = {
        "point_households/2026.csv": "户号,户主,组别,同意\n201,王示例,二组,是\n",
        "point_rules/2026.csv": "编号,事由,类,分\nA01,打扫,环境卫生,5\n",
        "points/2026-10.csv": "日期,户号,规则,分\n2026-10-05,201,A01,五分儿\n",
        "point_goods/2026.csv": "日期,物品,分,件数\n2026-01-08,毛巾,5,2\n",
        "point_redemptions/2026-10.csv": "日期,户号,物品,件数,分\n2026-10-20,201,毛巾,1,5\n",
    }
    assert [code for code, *_ in problems_of(files)] == ["bad-number"]


def test_names_that_are_nearly_right_are_proposed(problems_of: Problems) -> None:
    files = {
        "point_households/2026.csv": "户编号,户主姓名,村民小组,本人同意\n201,王示例,二组,是\n",
        "point_rules/2026.csv": "规则编号,内容,类别,分值,封顶\nA01,打扫,环境卫生,5,20\n",
        "points/2026-10.csv": "时间,户编号,规则编号,加减分\n2026-10-05,201,A1,5\n2026-10-06,20l,A01,5\n",
    }
    assert [(code, row) for code, row, *_ in problems_of(files)] == [("reference-unknown", 2), ("reference-unknown", 3)]


# --- places ----------------------------------------------------------------------------------

SCORES = st.dictionaries(st.integers(0, 300), st.integers(-5, 12).map(Decimal), max_size=60)


@given(SCORES, st.integers(1, 12))
def test_places_are_shared_and_the_tail_is_not_shown(scores: dict[int, Decimal], most: int) -> None:
    known, shown = places(scores), best(scores, most)
    assert all(known[who] == 1 + sum(other > score for other in scores.values()) for who, score in scores.items())
    assert len(shown) <= min(most, len(scores) // 2)
    assert all(scores[who] > 0 and known[who] == place for who, place in shown.items())
    lowest = min((scores[who] for who in shown), default=None)
    assert lowest is None or all(who in shown for who, score in scores.items() if score >= lowest), "equals are shown together"


def test_two_hundred_households_make_a_page_as_short_as_twenty() -> None:
    def made(count: int) -> int:
        households = {str(n): (f"王示例{n}", f"{'一二三四五'[n % 5]}组") for n in range(count)}
        entries = [(day(m, 1 + n % 27), str(n), "B01", 3 * (1 + n % 9)) for m in range(1, 4) for n in range(count)]
        view = month_page(points(entries, households=households), "2026-03", True, (), ()).view
        return max(len(table.rows) for _, table in view.tables)  # type: ignore[attr-defined]

    assert made(200) <= max(MOST, 5 * 3)
    assert made(20) <= max(MOST, 5 * 3)


def test_a_crowd_in_the_first_place_is_counted_and_not_listed() -> None:
    households = {str(n): (f"王示例{n}", "一组") for n in range(30)}
    files = points([(day(3, 2), str(n), "B01", 3) for n in range(20)], households=households)
    assert first_line(month(files, "2026-03")) == "并列第一的有 20 户，不一一列出"
    assert first_line(month(files, "2026-02")) == "这个月没有加分的"


def test_what_few_lost_is_told_of_no_class() -> None:
    """Fewer than five: together with another class, or of none; what all together lost is told."""
    households = {str(n): (f"王示例{n}", "一组") for n in range(20)}
    gained = [(day(3, 1), str(n), "A01", 15) for n in range(20)]

    def lost(*rows: tuple[str, str, int]) -> tuple[list[object], object, str]:
        files = points([*gained, *((day(3, 2), who, by, n) for who, by, n in rows)], households=households)
        content = month_page(files, "2026-03", True, (), ())
        (table,) = (table for table in content.tables if table.name.endswith("classes"))
        return [row[2] for row in table.rows], table.foot[2], content.view.closing  # type: ignore[attr-defined]

    many = [(str(n), "A02", -5) for n in range(6)]
    assert lost(*many)[:2] == ([Decimal(30)], Decimal(30))
    few, foot, closing = lost(("1", "A02", -5), ("2", "B02", -1))
    assert set(few) == {None}
    assert foot == Decimal(6)
    assert "扣分的户太少" in closing
    both, foot, _ = lost(*many[:3], ("7", "B02", -1), ("8", "B02", -1))
    assert both == [None, None, Decimal(17)]
    assert foot == Decimal(17)


# --- what is public --------------------------------------------------------------------------

_HOUSEHOLDS = "户号,户主,组别,同意\n" + "".join(
    f"{n},{who},{'一二'[n % 2]}组,{{}}\n" for n, who in enumerate(("王鷃", "李样本", "赵范例", "钱演示", "孙虚构", "周假设"), 1)
)


def board(folder: Path, consent: str, today: date = TODAY, settings: str = "") -> tuple[str, list[str]]:
    """(all that is made, titles of what can be found)."""
    rows = (
        "2026-10-05,1,王鷃,A01,10,",
        "2026-10-06,2,李样本,A01,5,",
        "2026-10-07,1,王鷃,A02,-5,偷倒垃圾鹓",
        "2026-10-08,3,赵范例,A01,5,",
    )
    entries = "\n".join(("日期,户号,户主,规则,分,说明", *rows, ""))
    files = {
        "point_households/2026.csv": _HOUSEHOLDS.format(consent, *["是"] * 5),
        "point_rules/2026.csv": "编号,事由,类,分\nA01,打扫,环境卫生,5\nA02,乱倒,环境卫生,-5\n",
        "points/2026-10.csv": f"公开日,2026-11-06\n{entries}",
        "point_goods/2026.csv": "日期,物品,分,件数\n2026-01-08,毛巾,5,9\n",
        "point_redemptions/2026-10.csv": "日期,户号,户主,物品,件数,分\n2026-10-20,1,王鷃,毛巾,1,5\n",
        **({"village.yml": settings} if settings else {}),
    }
    _, plan, problems = plan_board(BoardTask(write_tree(folder, files), "demo", SiteConfig(), today))
    assert plan, problems
    made = b"".join(content for path, content in sorted(docs_of(plan).items()) if not path.startswith("guide/"))
    records = [*each_record(plan.records or ())]
    return made.decode("utf-8", "ignore") + repr(records), [record.title for record in records]


@pytest.mark.parametrize("consent", ["否", "撤回", "2026-11-22"])
def test_who_does_not_agree_counts_and_is_named_nowhere(consent: str, tmp_path: Path) -> None:
    told, titles = board(tmp_path / "no", consent)
    assert "鷃" not in told
    assert "李样本 积分" in titles
    assert "参加的</dt><dd>6 户" in told
    agreed, titles = board(tmp_path / "yes", "2026-11-23")
    assert "王鷃" in agreed
    assert "王鷃 积分" in titles


def test_why_points_were_taken_is_told_nowhere(tmp_path: Path) -> None:
    told, _ = board(tmp_path, "是")
    assert "鹓" not in told
    assert "偷倒" not in told
    assert '<td role="cell" class="n" data-label="扣"></td>' in told, "by no class, since fewer than five households lost any"


def test_a_ranking_names_nobody_after_a_year(tmp_path: Path) -> None:
    told, _ = board(tmp_path / "old", "是", date(2027, 11, 1))
    assert "第 1 名" not in told
    assert "公布满一年的，不再列姓名" in told
    assert "第 1 名" in board(tmp_path / "new", "是", date(2027, 10, 31))[0]


def test_opening_the_item_opens_all_that_belongs_to_it(tmp_path: Path) -> None:
    """A village that opened H02 alone shows the names of those who agreed, and the rules."""
    told, titles = board(tmp_path / "open", "是", settings="村名: 甲村\n向社会公开: [H02]\n向社会公开依据: 村民代表会议决定\n")
    assert "王鷃 积分" in titles
    assert "2026年积分细则" in told
    closed, _ = board(tmp_path / "shut", "是", settings="村名: 甲村\n向社会公开: [F02]\n向社会公开依据: 村民代表会议决定\n")
    assert "王鷃" not in closed
