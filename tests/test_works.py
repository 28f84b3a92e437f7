"""工程全过程: its steps follow one another, its sums agree, what was made is measured, and what is kept back is spoken of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from generator.check import works
from generator.check.works import Size
from tests.matter_files import Sums, work

Run = Callable[..., list[tuple[str, int, int, str]]]
CANAL = "works/2026-canal.yml"


def codes(problems: list[tuple[str, int, int, str]]) -> list[str]:
    return [code for code, *_ in problems]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("860 米", (Size(Decimal(860), "米", True),)),
        ("860米、3,010 平方米", (Size(Decimal(860), "米", True), Size(Decimal(3010), "平方米", True))),
        ("24000 余株、240 多亩", (Size(Decimal(24000), "株", False), Size(Decimal(240), "亩", False))),
        ("围墙 130 米；房屋 13 间", (Size(Decimal(130), "米", False), Size(Decimal(13), "间", False))),
        ("约 2.5 公里", (Size(Decimal("2.5"), "公里", False),)),
        ("一条路", None),
        ("860", None),
        ("0 米", None),
        ("", ()),
    ],
)
def test_what_was_made(text: str, known: tuple[Size, ...] | None) -> None:
    assert works.sizes(text) == known


@pytest.mark.parametrize(("fen", "amount", "one"), [(18493760, 3010, 6144), (100, 3, 33), (200, 3, 67), (1, 2, 1), (3, 2, 2)])
def test_what_one_of_it_cost_half_a_fen_up(fen: int, amount: int, one: int) -> None:
    assert works.cost_of_one(fen, Size(Decimal(amount), "米", True)) == one


def test_a_work_in_order_gets_no_word(problems_of: Run) -> None:
    assert problems_of({CANAL: work(Sums())}) == []


@pytest.mark.parametrize(
    ("day", "told"), [("2026-02-28", []), ("2026-03-01", []), ("2026-03-02", ["work-order"]), ("2026-03", []), ("2026-04", ["work-order"])]
)
def test_it_is_agreed_before_it_is_begun(day: str, told: list[str], problems_of: Run) -> None:
    """A month that is all there is known of a day is no earlier and no later than it need be."""
    assert codes(problems_of({CANAL: work(Sums()).replace("2026-02-20", day)})) == told


def test_a_step_may_be_of_the_day_of_any_before_it(problems_of: Run) -> None:
    """All on one day is in order, whatever their RANKS."""
    steps = "".join(f"  - {{步骤: {name}, 日期: 2026-05-09}}\n" for name in sorted(works.RANKS, key=lambda name: -works.RANKS[name]))
    assert problems_of({CANAL: f"工程: 水渠\n过程:\n{steps}"}) == []


def test_a_change_may_be_signed_when_all_is_built(problems_of: Run) -> None:
    assert problems_of({CANAL: work(Sums()).replace("日期: 2026-04-01", "日期: 2026-05-10")}) == []


def test_only_changes_and_progress_come_again(problems_of: Run) -> None:
    again = work(Sums()) + "  - {步骤: 进度, 日期: 2026-03-10}\n  - {步骤: 进度, 日期: 2026-03-20}\n"
    assert problems_of({CANAL: again}) == []
    assert codes(problems_of({CANAL: again + "  - {步骤: 竣工验收, 日期: 2026-05-09}\n"})) == ["row-repeated"]


@pytest.mark.parametrize(("word", "told"), [("决算", []), ("签订合同", []), ("退质保金", []), ("庆祝", ["step-unknown"])])
def test_clerks_call_steps_otherwise(word: str, told: list[str], problems_of: Run) -> None:
    row = f"工程: 水渠\n过程:\n  - {{步骤: {word}, 日期: 2026-05-09}}\n"
    assert codes(problems_of({CANAL: row})) == told


def test_a_step_to_come_is_not_written(problems_of: Run) -> None:
    late = work(Sums()) + "  - {步骤: 审计, 日期: 2026-12, 金额: 17500.00}\n"
    assert codes(problems_of({CANAL: late})) == ["future-date"]


@pytest.mark.parametrize(("today", "told"), [(date(2026, 11, 7), []), (date(2026, 11, 8), []), (date(2026, 11, 9), ["work-retention"])])
def test_what_is_kept_back_is_spoken_of_once_its_day_is_over(today: date, told: list[str], problems_of: Run) -> None:
    text = work(Sums(), top="质保金: 525.00\n质保到期: 2026-11-08\n")
    assert codes(problems_of({CANAL: text}, today)) == told
    assert problems_of({CANAL: text + "  - {步骤: 质保, 日期: 2026-11-06, 金额: 525.00}\n"}, today) == []


@pytest.mark.parametrize(("back", "told"), [("524.99", []), ("525.00", []), ("525.01", ["work-retention"])])
def test_no_more_is_given_back_than_was_kept(back: str, told: list[str], problems_of: Run) -> None:
    top = "质保金: 525.00\n质保到期: 2026-11-08\n"
    assert codes(problems_of({CANAL: work(Sums(), top=top) + f"  - {{步骤: 质保, 日期: 2026-11-06, 金额: {back}}}\n"})) == told


def test_a_list_of_an_earlier_quarter_is_not_asked_of_later_steps(problems_of: Run) -> None:
    early = "工程,立项,预算,招标方式,中标人,合同价,变更,结算,已付\n三组水渠,2026-01-20 会议,20000.00,比价,示例施工队,18000.00,,,\n"
    assert problems_of({CANAL: work(Sums()), "projects/2026-Q1.csv": early}) == []
    wrong = early.replace("18000.00", "18000.01")
    assert codes(problems_of({CANAL: work(Sums()), "projects/2026-Q1.csv": wrong})) == ["work-list"]
