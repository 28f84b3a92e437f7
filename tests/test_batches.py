"""Plans, pay, levies, earmarked money, subsidies, gifts, shares and compensation: sums, what is hidden, and that the samples agree."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.board import plan_board
from generator.check.cell_suppression import FEW
from generator.check.plan import carried_out, percent
from generator.check.walk import IN, OUT
from generator.config import Context
from generator.findable import each_record
from generator.kinds import all_kinds, earmarked, kind_named, levies
from generator.kinds._groups import MERGED, groups
from generator.kinds._sheets import few, newest_first
from generator.load.board_data import BoardData
from generator.load.settings import load_site
from generator.model import Dataset, Head, Row
from generator.section import FINANCE
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, docs_of, loaded, write_tree

Findable = Callable[..., list[tuple[str, int, int, str]]]
BATCHES = ("budget", "compensation", "distribution", "donations", "earmarked", "levies", "pay", "subsidies")
SUBSIDIES = "补贴名称,组别,户主,面积,标准,金额\n"


@pytest.fixture(scope="module")
def shifan() -> BoardData:
    data, problems = loaded("shifan")
    assert not [p for p in problems if p.severity.value == "error"]
    return data


def ledger_sum(data: BoardData, year: str, side: str, of: Callable[[Row], bool]) -> int:
    return sum(row.fen(side) or 0 for month in data.datasets["ledger"] if month.key[:4] == year for row in month.rows if of(row))


# --- the samples agree with one another -------------------------------------------------------


def test_the_home_page_does_not_grow(shifan: BoardData) -> None:
    kinds = [kind for kind in all_kinds() if kind.name in BATCHES]
    assert len(kinds) == len(BATCHES)
    assert all(shifan.datasets[kind.name] and kind.home(shifan.datasets[kind.name], None) is None for kind in kinds)  # type: ignore[arg-type]


def test_what_was_raised_given_and_spent_is_what_the_ledger_says(shifan: BoardData) -> None:
    raised = next(d for d in shifan.datasets["levies"] if d.key == "2025")
    assert sum(r.fen("实筹金额") or 0 for r in raised.rows) == ledger_sum(shifan, "2025", IN, lambda r: r.text("科目") == "一事一议资金")
    gifts = {d.key: sum(r.fen("金额") or 0 for r in d.rows) for d in shifan.datasets["donations"]}
    given_to = {year: ledger_sum(shifan, year, IN, lambda r: "捐" in r.text("摘要")) for year in ("2025", "2026")}
    assert gifts == {"2025": given_to["2025"], "2026-H1": given_to["2026"]}
    came = {r.text("拨入日期"): r.fen("拨入") for d in shifan.datasets["earmarked"] for r in d.rows}
    of_ledger = [row for month in shifan.datasets["ledger"] for row in month.rows if row.text("科目") == "专项应付款" and row.fen(IN)]
    assert {r["日期"].isoformat(): r.fen(IN) for r in of_ledger} == came  # type: ignore[union-attr]


def test_a_quarter_of_pay_is_what_the_ledger_paid(shifan: BoardData) -> None:
    for key, months in (("2026-Q2", ("2026-04", "2026-05", "2026-06")), ("2026-Q3", ("2026-07", "2026-08", "2026-09"))):
        pay = next(d for d in shifan.datasets["pay"] if d.key == key)
        rows = [r for month in shifan.datasets["ledger"] if month.key in months for r in month.rows]
        paid = sum(r.fen(OUT) or 0 for r in rows if any(word in r.text("摘要") for word in ("误工", "组长", "班次")))
        assert sum(r.fen("实发") or 0 for r in pay.rows) == paid > 0


def test_groups_of_a_subsidy_are_those_of_the_notice(shifan: BoardData) -> None:
    said = (ROOT / "data/villages/shifan/notices/2025-09-farm-subsidy-groups.csv").read_text(encoding="utf-8-sig").splitlines()[1:6]
    data = next(d for d in shifan.datasets["subsidies"] if d.key == "2025-gengdi")
    found = [f"{g.name},{g.households},{g.area},98.30,{g.fen // 100}.{g.fen % 100:02d}" for g in groups(data.rows)]
    assert found == said


def test_named_totals_are_the_balances_of_the_accounts(shifan: BoardData) -> None:
    """231 and 241 at the end of each period, as the books of the sample village have them."""
    assert {d.key: levies.totals(d) for d in shifan.datasets["levies"]} == {
        "2025": {"一事一议结余": 0},
        "2025-Q1": {"一事一议结余": 592_000},
    }
    left = {d.key: earmarked.totals(d)["专项结余"] for d in shifan.datasets["earmarked"]}
    assert left == {"2025": 13_620_600, "2026-Q1": 11_376_600, "2026-Q2": 15_458_050, "2026-Q3": 458_050}


# --- plan and execution -----------------------------------------------------------------------


def test_all_that_the_ledger_has_is_beside_the_plan(shifan: BoardData) -> None:
    for data in shifan.datasets["budget"]:
        months = tuple(m for m in shifan.datasets["ledger"] if m.key[:4] == data.key)
        for side in (IN, OUT):
            lines = carried_out(data, side, months)
            assert sum(line.actual for line in lines) == ledger_sum(shifan, data.key, side, lambda _: True) > 0
            assert len({line.subject for line in lines}) == len(lines)
            assert [line.planned is None for line in lines] == sorted(line.planned is None for line in lines), (
                "what is not planned comes last"
            )


def test_a_share_is_whole_and_never_says_all_too_early() -> None:
    assert [percent(a, 300) for a in (0, 1, 299, 300, 301, 450)] == [0, 0, 99, 100, 100, 150]
    assert percent(5, 0) is percent(5, None) is None


def test_a_plan_states_its_sums(problems_of: Findable) -> None:
    plan = "科目,方向,计划数\n经营收入,收入,100\n补助收入,收入,50\n收入合计,,{}\n公益支出,支出,70\n合计,支出,{}\n"
    assert problems_of({"budget/2026.csv": plan.format(150, 70)}) == []
    assert problems_of({"budget/2026.csv": plan.format(120, 80)}) == [
        ("total-mismatch", 4, 4, "计划数"),
        ("total-mismatch", 6, 6, "计划数"),
    ]


def test_a_plan_without_a_ledger_says_so(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"budget/2026.csv": "科目,方向,计划数\n经营收入,收入,100\n公益支出,支出,70\n"})
    text = pages_of(root)["finance/budget/2026.md"]
    assert "这一年的收支明细还没有公开" in text
    assert "0%" in text


# --- checks -----------------------------------------------------------------------------------


def test_half_a_fen_is_rounding_and_a_fen_is_not(problems_of: Findable) -> None:
    cells = (("3.33", "327.34"), ("3.35", "329.31"), ("3.35", "329.30"), ("3.33", "327.35"))
    rows = "".join(f"甲补贴,一组,{n},{area},98.30,{amount}\n" for n, (area, amount) in enumerate(cells))
    assert problems_of({"subsidies/2026-a.csv": SUBSIDIES + rows}) == [("product-mismatch", 5, 5, "金额")]


def test_a_rounded_share_may_miss_half_a_fen_for_each(problems_of: Findable) -> None:
    table = "项目,金额,份数,每份\n可分配收益,1000,,\n成员分配,{},1386,0.72\n年末未分配收益,{},,\n"
    assert problems_of({"distribution/2025.csv": table.format("1004.85", "-4.85")}) == []
    assert problems_of({"distribution/2025.csv": table.format("1004.86", "-4.86")}) == [("product-mismatch", 3, 3, "金额")]


def test_days_without_a_number_are_not_multiplied(problems_of: Findable) -> None:
    assert problems_of({"pay/2026-Q1.csv": "姓名,事由,天数,标准,应发,实发\n王示例,组长,,300,900,900\n"}) == []


def test_sums_of_every_kind_are_checked(problems_of: Findable) -> None:
    files = {
        "levies/2026.csv": "项目,应筹人数,实筹金额,支出,结余\n甲,100,2000,0,2000\n合计,101,2000,0,2000\n",
        "earmarked/2026.csv": "项目,拨入,支出,结余\n甲,2000,0,2000\n合计,2000,,1999\n",
        "pay/2026-01.csv": "姓名,事由,应发,实发\n王示例,甲,300,300\n小计,,301,300\n合计,,300,300\n",
        "donations/2026.csv": "捐赠人,日期,金额,用途,已用,余额\n匿名,2026-01-01,100,甲,,100\n合计,,200,,,100\n",
        "subsidies/2026-a.csv": SUBSIDIES + "甲,一组,1,2.5,10,25\n,,合计,2.6,,25\n",
        "compensation/2026-a.csv": "补偿项目,征收批次,拨入,留存集体,分配到户\n甲,乙,100,20,80\n合计,,100,20,70\n",
        "distribution/2026.csv": "项目,金额\n本年收益,100\n年初未分配收益,20\n四、可分配收益,130\n年末未分配收益,130\n",
    }
    found = problems_of(files)
    assert {code for code, *_ in found} == {"total-mismatch"}
    assert [field for *_, field in found] == ["分配到户", "金额", "金额", "结余", "应筹人数", "应发", "面积"]


def test_days_to_come_and_empty_tables_are_told(problems_of: Findable) -> None:
    files = {
        "earmarked/2026.csv": "项目,拨入日期,拨入,支出,结余\n甲,2062-01-01,1,,1\n",
        "donations/2026.csv": "捐赠人,日期,金额,用途,已用,余额\n匿名,2062-01-01,1,甲,,1\n",
        "pay/2026-01.csv": "姓名,事由,应发,实发\n",
    }
    assert [code for code, *_ in problems_of(files)] == ["empty-list", "future-date", "future-date"]


# --- households -------------------------------------------------------------------------------


def row(group: str, name: str, area: str = "1.5", fen: int = 100) -> Row:
    head = Head("x.csv", ("补贴名称", "组别", "户主", "面积", "标准", "金额"))
    return Row(head, 1, 1, ("甲", group, name, area, "", ""), ("甲", group, name, Decimal(area), None, fen))


@given(st.lists(st.tuples(st.sampled_from("一二三四五六"), st.integers(1, 12), st.integers(1, 10**6)), max_size=60))
def test_no_group_of_a_few_is_shown_and_none_can_be_had_by_subtraction(rows: list[tuple[str, int, int]]) -> None:
    found = groups(row(f"{group}组", str(number), fen=fen) for group, number, fen in rows)
    everybody = {(group, number) for group, number, _ in rows}
    if len(everybody) < FEW:
        assert found == ()
        return
    assert all(group.households >= FEW for group in found)
    assert sum(group.households for group in found) == len(everybody)
    assert sum(group.fen for group in found) == sum(fen for *_, fen in rows)
    assert [group.name for group in found].count(MERGED) <= 1


def test_the_smallest_group_joins_where_a_few_stand_alone() -> None:
    rows = [row("一组", str(n)) for n in range(9)] + [row("二组", str(n)) for n in range(6)] + [row("三组", "1"), row("三组", "1")]
    assert [(g.name, g.households) for g in groups(rows)] == [("一组", 9), (MERGED, 7)]


def test_households_let_off_are_few_where_they_are_few(tmp_path: Path) -> None:
    assert [few(n) for n in (None, 0, 1, 4, 5, Decimal(3), Decimal(12))] == [None, 0, "<5", "<5", 5, "<5", Decimal(12)]
    table = "项目,实筹金额,支出,结余,减免户数\n甲路,100,0,100,3\n乙路,100,0,100,9\n"
    text = pages_of(write_tree(tmp_path, {"levies/2026.csv": table}))["finance/levies/2026.md"]
    assert 'data-label="减免户数">&lt;5<' in text
    assert 'data-label="减免户数">9<' in text
    assert 'data-label="减免户数">12<' not in text


@pytest.mark.parametrize("households", [3, 9])
def test_a_household_leaves_no_trace(households: int, tmp_path: Path) -> None:
    """Its name and its amount are in no page, download, search record or cover of the board."""
    rows = (
        "".join(f"甲补贴,一组,鷃{n}户,{n}.5,100.00,{n}50.00\n" for n in range(1, households)) + "甲补贴,一组,鶗鴂生,60.07,100.00,6007.00\n"
    )
    root = write_tree(tmp_path, {"subsidies/2026-a.csv": SUBSIDIES + rows})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY, covers=False))
    assert plan
    assert problems == []
    made = docs_of(plan)
    assert "finance/subsidies/2026-a.md" in made
    assert any(path.endswith(".xlsx") and "finance/subsidies" in path for path in made) == (households >= FEW)
    for path, content in made.items():
        parts = [content]
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                parts += [packed.read(name) for name in packed.namelist()]
        for word in ("鶗", "鴂", "鷃", "60.07", "6007", "6,007"):
            assert not any(word.encode() in part for part in parts), path
    assert not any("鶗" in repr(record) or "鷃" in repr(record) or "6007" in repr(record) for record in each_record(plan.records or ()))


def test_a_rate_is_told_only_where_it_is_that_of_all(tmp_path: Path) -> None:
    rows = [f"甲补贴,一组,{n},1,10.00,10.00\n" for n in range(6)]
    for odd in (False, True):
        extra = "甲补贴,一组,7,1,43.21,43.21\n" if odd else ""
        text = pages_of(write_tree(tmp_path / str(odd), {"subsidies/2026-a.csv": SUBSIDIES + "".join(rows) + extra}))[
            "finance/subsidies/2026-a.md"
        ]
        assert ("标准 10.00 元" in text) is not odd
        assert "43.21" not in text


# --- pages ------------------------------------------------------------------------------------


def pages_of(root: Path) -> dict[str, str]:
    _, plan, _ = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY, covers=False))
    assert plan
    return {path: content.decode() for path, content in docs_of(plan).items() if path.endswith(".md")}


def test_the_newest_is_listed_and_leads_to_the_older_ones(tmp_path: Path) -> None:
    table = "姓名,事由,应发,实发\n王示例,甲,300,300\n"
    ledger = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,100\n2026-03-05,记-001,买纸,管理费用,,30,70\n"
    files = {f"pay/{key}.csv": table for key in ("2025", "2026-01", "2026-Q1", "2025-Q4")}
    made = pages_of(write_tree(tmp_path, {**files, "ledger/2026-03.csv": ledger}))
    front, newest = made["finance/index.md"], made["finance/pay/2026-Q1.md"]
    assert front.count('href="pay/') == 1
    assert 'href="pay/2026-Q1/"' in front
    places = [newest.rindex(f'href="../{key}/"') for key in ("2026-01", "2025", "2025-Q4")]
    assert places == sorted(places)
    assert "以前的" not in made["finance/pay/2025.md"]


def test_of_periods_that_end_together_the_longest_is_newest() -> None:
    keys = ("2025-Q4", "2025", "2025-12", "2026-01", "2025-H2")
    found = [d.key for d in newest_first(tuple(Dataset("pay", key, "") for key in keys))]
    assert found == ["2026-01", "2025", "2025-H2", "2025-Q4", "2025-12"]


def test_a_row_is_found_on_its_own_day_else_on_the_last_its_file_speaks_of(shifan: BoardData) -> None:
    assert shifan.village
    context = Context(load_site(ROOT)[0], shifan.village, TODAY)
    found = {name: list(kind.records(shifan.datasets[name], context)) for name in BATCHES if (kind := kind_named(name))}
    assert found["subsidies"] == []
    assert all(r.date and r.date <= TODAY and r.year == str(r.date.year) for records in found.values() for r in records)
    days = {name: {r.date.isoformat() for r in records if r.date} for name, records in found.items()}
    assert days["pay"] == {"2026-06-30", "2026-09-30"}
    assert days["budget"] == {"2025-01-01", "2026-01-01"}
    assert "2026-05-29" in days["earmarked"]
    pay = next(r for r in found["pay"] if r.title == "周假设")
    assert (pay.text, pay.amount_fen) == ("监委会对账、看工程，2026年第二季度干部报酬与误工补贴", -50_000)


def test_every_kind_is_a_part_of_the_accounts() -> None:
    assert {kind.section for name in BATCHES if (kind := kind_named(name))} == {FINANCE}
