"""卫生: scores of zones, no home among what must be mended, nothing of it once mended, no small count of what stands at homes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.board import plan_board
from generator.check.cell_suppression import FEW
from generator.check.redaction import LEFT_OUT
from generator.check.sanitation import criteria_of, enough_judges, judges_needed, mean, place_is_no_home, scored_whole, scores
from generator.config import Context, SiteConfig, Village
from generator.findable import each_record
from generator.kinds.cleanup import counted
from generator.model import Dataset
from generator.task import BoardTask
from tests.conftest import TODAY, docs_of, write_tree
from tests.points_files import dataset

CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
Problems = Callable[..., list[tuple[str, int, int, str]]]


def inspected(*lines: tuple[object, ...], month: str = "2026-10") -> Dataset:
    return dataset("inspections", month, ("日期", "卫生区", "项目", "得分", "评委"), lines)


def criteria(year: str = "2026", least: object = "") -> Dataset:
    return dataset("clean_criteria", year, ("项目", "标准", "分值", "评委至少"), [("路面", "干净", 60, least), ("沟渠", "不堵", 40, "")])


# --- scores ----------------------------------------------------------------------------------


def test_a_month_is_the_mean_of_its_inspections_to_a_tenth() -> None:
    data = inspected(
        ("2026-10-05", "一区", "路面", "58.5", 3), ("2026-10-05", "一区", "沟渠", "38.5", 3),
        ("2026-10-25", "一区", "路面", "50", 3), ("2026-10-25", "一区", "沟渠", "40", 3), ("2026-10-25", "二 区", "路面", "60", 3),
    )  # fmt: skip
    assert scores(data) == {"一区": Decimal("93.5"), "二 区": Decimal(60)}


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_a_mean_is_rounded_half_up(tenths: list[int]) -> None:
    average = mean([Decimal(n) * Decimal("0.1") for n in tenths])
    assert abs(average * len(tenths) - Decimal(sum(tenths)) * Decimal("0.1")) * 20 <= len(tenths)
    assert str(mean([Decimal("0.1"), Decimal("0.2")])) == "0.2"


def test_every_item_of_every_zone_is_scored_within_what_it_is_worth() -> None:
    whole = (("2026-10-05", "一区", "路面", 60, 3), ("2026-10-05", "一区", "沟渠", 40, 3))
    assert list(scored_whole((inspected(*whole),), (criteria(),))) == []
    assert [p.code for p in scored_whole((inspected(whole[0]),), (criteria(),))] == ["score-missing"]
    over = ("2026-10-05", "一区", "沟渠", "40.5", 3)
    assert [p.code for p in scored_whole((inspected(whole[0], over),), (criteria(),))] == ["score-over"]
    assert list(scored_whole((inspected(whole[0]),), ())) == [], "without criteria nothing is known of the items"


def test_the_village_sets_how_many_judges_there_are() -> None:
    assert judges_needed(None) == judges_needed(criteria()) == 3
    for judges, least, codes in ((3, "", []), (2, "", ["judges-few"]), (4, 5, ["judges-few"]), (2, 2, [])):
        data = inspected(("2026-10-05", "一区", "路面", 60, judges), ("2026-10-05", "一区", "沟渠", 40, judges))
        assert [p.code for p in enough_judges((data,), (criteria(least=least),))] == codes
    both = (criteria("2025"), criteria("2026", 5))
    assert [judges_needed(criteria_of(both, month)) for month in ("2025-12", "2026-01", "2027-01")] == [3, 5, 5]


# --- what must be mended ---------------------------------------------------------------------


def refused(place: str, wrong: str = "柴草占道") -> bool:
    data = dataset(
        "mending", "2026", ("地点", "卫生区", "问题", "发现日", "整改期限"), [(place, "一区", wrong, "2026-10-25", "2026-12-10")]
    )
    return bool(list(place_is_no_home((data,), CONTEXT)))


@pytest.mark.parametrize(
    "place", ["王某家门口", "李样本家", "老王家院墙外", "二组赵某某屋后", "三组张家猪圈旁边", "户主王某", "孙家厕所后面"]
)
def test_a_home_is_no_place(place: str) -> None:
    assert refused(place)
    assert refused("二组路口", place)


@pytest.mark.parametrize(
    "place",
    [
        "二组晒场东边路口",
        "东渠第三个涵洞口",
        "小学围墙外绿化带",
        "农家书屋门前",
        "家具厂南墙外",
        "大家常走的西街",
        "养殖小区外排水沟",
        "张家桥南头",
        "李家湾水塘边",
    ],
)
def test_a_place_is_one(place: str) -> None:
    assert not refused(place)


ZONES = "卫生区,范围,负责\n一区,村口到小学,一组\n"
MENDING = """公开日,2026-11-10
地点,卫生区,问题,发现日,整改期限,整改日
鷃塘南岸,一区,堆了秸鹓,2026-10-25,2026-12-10,{}
小学围墙外,一区,缺株,2026-10-25,2026-12-10,
"""


def made(folder: Path, files: dict[str, str], today: date = TODAY) -> str:
    _, plan, problems = plan_board(BoardTask(write_tree(folder, files), "demo", SiteConfig(), today))
    assert plan, problems
    parts = (content for path, content in sorted(docs_of(plan).items()) if not path.startswith("guide/"))
    return b"".join(parts).decode("utf-8", "ignore") + repr([*each_record(plan.records or ())])


def test_what_is_mended_is_gone_and_counted(tmp_path: Path) -> None:
    still = made(tmp_path / "still", {"zones/2026.csv": ZONES, "mending/2026.csv": MENDING.format("")})
    assert "鷃塘南岸" in still
    assert "还没有整改的（2 处）" in still
    done = made(tmp_path / "done", {"zones/2026.csv": ZONES, "mending/2026.csv": MENDING.format("2026-11-20")})
    assert not set("鷃鹓") & set(done)
    assert "还没有整改的（1 处）" in done
    assert "已整改的</dt><dd>1 处" in done


def test_the_list_names_no_person_by_its_columns(problems_of: Problems) -> None:
    files = {"mending/2026.csv": "地点,卫生区,问题,户主,发现日,整改期限,整改日\n西街,一区,堆土,王示例,2026-10-25,2026-12-10,\n"}
    assert "person-column" in [code for code, *_ in problems_of(files)]


# --- who is praised --------------------------------------------------------------------------

RED = """公开日,2026-11-10
公示期,2026-11-10 至 2026-11-30
户主,组别,评比日期,等级,好在哪里,同意
王鷃,一组,2026-10-25,清洁户,院里鹓整齐,{}
李样本,二组,2026-10-25,清洁户,花池好,是
"""


@pytest.mark.parametrize(
    ("consent", "today", "named"),
    [("是", TODAY, True), ("是", date(2026, 11, 30), True), ("是", date(2026, 12, 1), False), ("否", TODAY, False), ("撤回", TODAY, False)],
)
def test_who_is_praised_is_named_as_agreed_and_while_it_is_posted(consent: str, today: date, named: bool, tmp_path: Path) -> None:
    told = made(tmp_path, {"zones/2026.csv": ZONES, "clean_homes/2026-10.csv": RED.format(consent)}, today)
    assert ("鷃" in told) is ("鹓" in told) is named
    assert "红榜（共 2 户）" in told


def test_a_list_of_the_praised_says_whether_each_agreed(problems_of: Problems) -> None:
    assert [code for code, *_ in problems_of({"clean_homes/2026-10.csv": RED.format("")})] == ["blank-cell"]


# --- what is cleared -------------------------------------------------------------------------


def cleared(*lines: tuple[object, ...]) -> Dataset:
    return dataset("cleanup", "2026-Q3", ("类", "组别", "应做", "已做", "单位"), lines)


HOMES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=4)


@given(HOMES)
def test_small_counts_of_what_stands_at_homes_cannot_be_had(known: list[tuple[int, int]]) -> None:
    """None is shown, and none is what two others leave over: in its line, or in its column with the sum."""
    data = cleared(*(("户厕", f"{n}组", done + left, done, "座") for n, (done, left) in enumerate(known)))
    sums, lines = counted(data)
    table = [*(lines[n] for n in range(len(known))), sums["户厕"][1]]
    truth = [*((done + left, done, left) for done, left in known)]
    truth.append(tuple(sum(column) for column in zip(*truth, strict=True)))  # type: ignore[arg-type]
    for shown, real in zip(table, truth, strict=True):
        few = [i for i in range(3) if 0 < real[i] < FEW]
        hidden = [i for i in range(3) if isinstance(shown[i], str)]
        assert set(few) <= set(hidden)
        assert not few or len(hidden) > 1, "one alone is what the other two leave"
    for i in range(3):
        few_here = any(0 < real[i] < FEW for real in truth[:-1])
        assert not few_here or sum(isinstance(shown[i], str) for shown in table) > 1


def test_heaps_are_counted_as_they_are_and_what_is_not_known_is_not_made_up() -> None:
    data = cleared(("柴草堆", "一组", 3, 1, "处"), ("柴草堆", "二组", 2, 2, "处"), ("危房", "", "", 11, "间"), ("粪堆", "", "", "", "处"))
    sums, lines = counted(data)
    assert sums["柴草堆"] == ("处", (Decimal(5), Decimal(3), Decimal(2)))
    assert sums["危房"] == ("间", (None, Decimal(11), None))
    assert sums["粪堆"] == ("处", (None, None, None))
    assert lines[0] == (Decimal(3), Decimal(1), Decimal(2))
    few, _ = counted(cleared(("危房", "", "", 3, "间")))
    assert few["危房"][1] == (None, f"<{FEW}", None)
    assert LEFT_OUT not in few["危房"][1]
