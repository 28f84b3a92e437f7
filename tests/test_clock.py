"""The disclosure clock: due days, on time and late, for every item of the catalogue; calendars, regions, what does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import build, periods
from generator.board import obligations_of
from generator.check.clock import due, duties_of, hangs, often, owed
from generator.check.filled import document_filled, filled
from generator.check.requirements import asked
from generator.config import Change, Context, Region, SiteConfig, Village
from generator.declared import Excused
from generator.duties import Duty, Obligation, Published, dues, standing
from generator.law.catalogue import Item, items
from generator.law.limits import PERIODS, limit
from generator.law.workdays import is_workday, known, workday_after
from generator.load.settings import load_site
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, checked, loaded, write_tree
from tests.problems_for_tests import GOOD_LEDGER

Q = "2026-Q3"
WAITED = [item for item in items() if item.period]
DATED = [item for item in WAITED if item.limit]
HAPPENING = [item for item in items() if item.cadences and not item.period]


def _context(today: date = TODAY, site: SiteConfig | None = None, **village: object) -> Context:
    return Context(site or SiteConfig(), Village("demo", "甲村", **village), today)  # type: ignore[arg-type]


def _board(root: Path, files: Mapping[str, str], today: date = TODAY) -> dict[str, Obligation]:
    write_tree(root, files)
    site, _ = load_site(root)
    _, found, problems = obligations_of(BoardTask(root, "demo", site, today))
    assert not [p for p in problems if p.severity.value == "error"], problems
    return {item.code: item for item in found}


def _notice(item: Item, day: date, period: str = "") -> str:
    said = f"期间: {period}\n" if period else ""
    return f"---\n标题: 甲村公布\n事项: {item.code}\n主体: 村民委员会\n范围: 社会\n公开日: {day}\n{said}---\n\n正文。\n"


def _period(item: Item) -> tuple[str, str]:
    """A period of the item that ended before TODAY, and the one after it."""
    return {1: ("2026-09", "2026-10"), 3: ("2026-Q2", "2026-Q3"), 6: ("2025-H2", "2026-H1"), 12: ("2024", "2025")}[PERIODS[item.period]]


# --- every item of the catalogue -------------------------------------------------------------


@pytest.mark.parametrize("item", DATED, ids=lambda item: item.code)
def test_an_item_on_time_late_by_a_day_and_missing(item: Item, tmp_path: Path) -> None:
    first, second = _period(item)
    by = due(item.limit, first)
    assert by
    after = by + timedelta(days=1)
    on_time = _board(tmp_path / "a", {"notices/a.md": _notice(item, by, first)}, after)[item.code]
    assert (on_time.duties[0].period, on_time.duties[0].by) == (first, by)
    assert str(on_time.duties[0].state(after)) == "按时"
    late = _board(tmp_path / "b", {"notices/a.md": _notice(item, after, first)}, after)[item.code]
    assert str(late.duties[0].state(after)) == "迟 1 天"
    next_by = due(item.limit, second)
    assert next_by
    missing = _board(tmp_path / "c", {"notices/a.md": _notice(item, by, first)}, next_by + timedelta(days=1))[item.code]
    waited = next(duty for duty in missing.duties if duty.period == second)
    assert str(waited.state(next_by)) == "将到期，今天最后一天"
    assert str(waited.state(next_by - timedelta(days=7))) == "将到期，还有 7 天"
    assert str(waited.state(next_by - timedelta(days=8))) == "未到期，还有 8 天"
    assert str(waited.state(next_by + timedelta(days=1))) == "逾期 1 天"
    assert missing.overdue(next_by + timedelta(days=1)) == (waited,)


@pytest.mark.parametrize("item", [item for item in WAITED if not item.limit], ids=lambda item: item.code)
def test_what_no_law_gives_a_day_is_never_late(item: Item, tmp_path: Path) -> None:
    first, _ = _period(item)
    found = _board(tmp_path, {"notices/a.md": _notice(item, TODAY, first)})[item.code]
    assert [str(duty.state(TODAY)) for duty in found.duties] == ["已公开", "还没有公开", "还没有公开"]
    assert not found.overdue(TODAY)
    assert standing([found], TODAY).fell_due == 0


@pytest.mark.parametrize("item", HAPPENING, ids=lambda item: item.code)
def test_what_happens_shows_its_last_publication(item: Item, tmp_path: Path) -> None:
    days = date(2026, 3, 2), date(2026, 8, 1)
    found = _board(tmp_path, {f"notices/n-{n}.md": _notice(item, day) for n, day in enumerate(days)})[item.code]
    assert found.duties == ()
    assert found.last
    assert (found.last.day, found.last.file) == (days[1], "data/villages/demo/notices/n-1.md")


def test_what_was_never_published_owes_nothing_until_the_village_says_since_when(tmp_path: Path) -> None:
    assert not [item for item in _board(tmp_path / "a", {}).values() if item.duties]
    since = _board(tmp_path / "b", {"village.yml": "村名: 甲村\n公开起始: 2026-07\n"})
    assert [duty.period for duty in since["C02"].duties] == ["2026-Q3", "2026-Q4"]
    assert [str(duty.state(TODAY)) for duty in since["C02"].duties] == ["逾期 39 天", "未到期，还有 53 天"]
    assert {code for code, item in since.items() if item.duties} == {item.code for item in WAITED}


# --- due days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "period", "by"),
    [
        ("期末后15日", "2026-01", date(2026, 2, 15)),
        ("期末后15日", "2026-02", date(2026, 3, 15)),
        ("期末后1日", "2028-02", date(2028, 3, 1)),
        ("期末后0日", "2028-02", date(2028, 2, 29)),
        ("期末后0日", "2026-02", date(2026, 2, 28)),
        ("期末后15日", "2026-Q1", date(2026, 4, 15)),
        ("每季首月8日", "2026-Q4", date(2027, 1, 8)),
        ("期末后15日", "2026-H1", date(2026, 7, 15)),
        ("期末后15日", "2026-H2", date(2027, 1, 15)),
        ("期末后60日", "2027", date(2028, 2, 29)),
        ("期初后30日", "2026", date(2026, 1, 31)),
        ("当年4月8日", "2028", date(2028, 4, 8)),
        ("次年2月8日", "2026", date(2027, 2, 8)),
        # Spring Festival of 2026: off from 15 to 23 February, and the Saturdays 14 and 28 February are worked.
        ("期末后10个工作日", "2026-01", date(2026, 2, 13)),
        ("期末后11个工作日", "2026-01", date(2026, 2, 14)),
        ("期末后12个工作日", "2026-01", date(2026, 2, 24)),
        ("期末后16个工作日", "2026-01", date(2026, 2, 28)),
        ("期末后3个工作日", "2026-09", date(2026, 10, 10)),  # the National Day week, and a Saturday that is worked for it
    ],
)
def test_the_last_day_of_a_period(rule: str, period: str, by: date) -> None:
    assert due(limit(rule), period) == by


def test_an_event_alone_gives_a_period_no_day() -> None:
    assert due(None, Q) is None


def test_a_year_without_its_notice_counts_monday_to_friday() -> None:
    assert known(2026)
    assert not known(2100)
    assert [is_workday(date(2100, 1, day)) for day in (1, 2, 3, 4)] == [True, False, False, True]
    assert workday_after(date(2100, 1, 1), 1) == date(2100, 1, 4)


def test_that_holidays_are_not_known_yet_is_said() -> None:
    region = Region("x", "某县", changes=(Change("C08", limits=("期末后5个工作日",)),))
    village = _context(date(2099, 11, 23), SiteConfig(region="x", regions=(region,)), since="2099-10")
    (found,) = [item for item in owed(village, {}) if item.code == "C08"]
    assert found.explanation.endswith("2100年放假的日子还没有公布，工作日按周一到周五算。")
    assert found.often == "每季一次，季末后 5 个工作日以内"


# --- what covers a period --------------------------------------------------------------------


def _duties(code: str, *shown: Published, today: date = TODAY) -> list[tuple[str, str]]:
    item = next(item for item in items() if item.code == code)
    return [(duty.period, str(duty.state(today))) for duty in duties_of(item, shown, today)]


def test_a_file_covers_the_periods_whose_last_month_it_speaks_of() -> None:
    year = Published("a", date(2026, 1, 20), "2025-01", "2025-12")
    half = Published("b", date(2026, 7, 10), "2026-01", "2026-06")
    assert _duties("F17", year, half) == [
        ("2025-Q4", "迟 5 天"), ("2026-Q1", "迟 86 天"), ("2026-Q2", "按时"), ("2026-Q3", "逾期 39 天"), ("2026-Q4", "未到期，还有 53 天"),
    ]  # fmt: skip


def test_a_file_without_a_day_is_public_and_not_late() -> None:
    undated = Published("a", None, "2026-07", "2026-09")
    assert _duties("F08", undated)[0] == (Q, "已公开，没写公开日")
    duty = Duty(Q, "债权债务明细", date(2026, 10, 15), undated)
    assert (duty.late(TODAY), duty.overdue(TODAY)) == (0, False)


def test_of_two_files_the_first_that_was_public_counts() -> None:
    first, again = Published("a", date(2026, 10, 14), "2026-07", "2026-09"), Published("b", date(2026, 11, 2), "2026-09", "2026-09")
    assert _duties("F08", again, first)[0] == (Q, "按时")


def test_a_file_that_says_no_months_counts_for_one_period() -> None:
    """A meeting of each quarter: told in the quarter, or until the last day of it."""
    told = [Published(name, day) for name, day in (("a", date(2026, 2, 3)), ("b", date(2026, 7, 9)), ("c", date(2026, 9, 1)))]
    assert _duties("C01", *told) == [("2026-Q1", "按时"), ("2026-Q2", "按时"), (Q, "按时"), ("2026-Q4", "未到期，还有 53 天")]


@pytest.mark.parametrize("item", WAITED, ids=lambda item: item.code)
def test_a_notice_that_says_no_period_satisfies_none(item: Item, tmp_path: Path) -> None:
    """It is asked for its 期间 instead, and what is overdue stays so."""
    first, second = _period(item)
    day = periods.period_end(second) + timedelta(days=1)
    files = {"notices/a.md": _notice(item, periods.period_end(first) + timedelta(days=1), first), "notices/b.md": _notice(item, day)}
    late = day + timedelta(days=200)
    found = _board(tmp_path, files, late)[item.code]
    assert [duty.shown.file for duty in found.duties if duty.shown] == ["data/villages/demo/notices/a.md"]
    assert second in [duty.period for duty in (found.overdue(late) if item.limit else found.duties) if not duty.shown]
    told = [(p.source.file, p.hint) for p in build.check(tmp_path, late).problems if p.code == "period-missing"]
    events = not all(cadence in PERIODS for cadence in item.cadences)
    assert [file for file, _ in told] == ([] if events else ["data/villages/demo/notices/b.md"])
    assert events or f"期间: {second}；" in told[0][1]


def test_the_everyday_word_for_the_accounts_turns_no_month_off(tmp_path: Path) -> None:
    notice = _notice(next(item for item in items() if item.code == "F02"), date(2026, 11, 3)).replace("事项: F02", "事项: 财务收支")
    files = {"village.yml": "村名: 甲村\n公开起始: 2026-10\n", "notices/a.md": notice}
    assert str(_board(tmp_path, files)["F02"].duties[0].state(TODAY)) == "逾期 8 天"
    told = _board(tmp_path, {"notices/a.md": notice.replace("---\n\n", "期间: 2026-10\n---\n\n")})
    assert str(told["F02"].duties[0].state(TODAY)) == "按时"


def test_what_is_of_no_period_may_say_so(tmp_path: Path) -> None:
    notice = _notice(next(item for item in items() if item.code == "C04"), date(2026, 10, 3), "无")
    files = {"village.yml": "村名: 甲村\n公开起始: 2026-07\n", "notices/a.md": notice}
    assert str(_board(tmp_path, files)["C04"].duties[0].state(TODAY)) == "逾期 39 天"
    assert not [p for p in build.check(tmp_path, TODAY).problems if p.code in ("period-missing", "bad-value")]


def test_what_was_only_proposed_is_no_result(tmp_path: Path) -> None:
    proposed = _notice(next(item for item in items() if item.code == "C26"), date(2026, 10, 3), Q).replace("期间", "阶段: 事前公示\n期间")
    files = {"village.yml": "村名: 甲村\n公开起始: 2026-07\n", "notices/a.md": proposed}
    assert str(_board(tmp_path, files)["C26"].duties[0].state(TODAY)) == "逾期 39 天"
    told = _board(tmp_path, {"notices/a.md": proposed.replace("事前公示", "公布结果")})
    assert str(told["C26"].duties[0].state(TODAY)) == "按时"


EMPTY = {
    "附表": ("---\n\n见附表。\n", "组别,事由,金额\n"),
    "附表 with its numbers": ("---\n\n见附表。\n", "序号,组别,事由,金额\n1,,,\n2,,,\n"),
    "附表 as a frame": ("---\n\n见附表。\n", "项目,金额（元）\n办公费,\n水电费,\n"),
    "table in its text": ("---\n\n见下表。\n\n| 项目 | 金额 |\n| --- | --- |\n", ""),
    "frame in its text": ("---\n\n# 补贴\n\n| 项目 | 金额 |\n|---|---|\n| 办公费 | |\n", ""),
    "no text": ("---\n", ""),
    "a heading alone": ("---\n\n## 三季度误工补贴\n", ""),
}


@pytest.mark.parametrize("dress", EMPTY)
def test_an_empty_sheet_is_no_disclosure(dress: str, tmp_path: Path) -> None:
    body, table = EMPTY[dress]
    front = _notice(next(item for item in items() if item.code == "C04"), date(2026, 10, 3), Q).partition("---\n\n")[0]
    files = {
        "village.yml": "村名: 甲村\n公开起始: 2026-07\n",
        "notices/2026-a.md": front + ("附表: 2026-a-t.csv\n" if table else "") + body,
    }
    write_tree(tmp_path, files | ({"notices/2026-a-t.csv": table} if table else {}))
    _, found, _ = obligations_of(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))
    assert str(next(item for item in found if item.code == "C04").duties[0].state(TODAY)) == "逾期 39 天"
    if "no text" not in dress and "heading" not in dress:
        assert [p.code for p in build.check(tmp_path, TODAY).problems] == ["empty-list"]


@pytest.mark.parametrize(
    ("body", "table"),
    [
        ("---\n\n见附表。\n", "组别,事由,金额\n一组,修渠,200.00\n"),
        ("---\n", "姓名,备注\n王示例,\n"),
        ("---\n\n| 项目 | 金额 |\n| --- | --- |\n| 办公费 | 20.00 |\n", ""),
        ("---\n\n三季度没有误工补贴。\n", ""),
    ],
)
def test_one_line_is_a_disclosure(body: str, table: str, tmp_path: Path) -> None:
    front = _notice(next(item for item in items() if item.code == "C04"), date(2026, 10, 3), Q).partition("---\n\n")[0]
    files = {
        "village.yml": "村名: 甲村\n公开起始: 2026-07\n",
        "notices/2026-a.md": front + ("附表: 2026-a-t.csv\n" if table else "") + body,
    }
    found = _board(tmp_path, files | ({"notices/2026-a-t.csv": table} if table else {}))
    assert str(found["C04"].duties[0].state(TODAY)) == "按时"


def test_an_empty_month_counts_where_it_says_when_it_was_public(tmp_path: Path) -> None:
    """A month without a row is how the accounts say that nothing moved; a form that was only laid there says so too."""
    opening = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,100.00\n"
    files = {"village.yml": "村名: 甲村\n公开起始: 2026-10\n", "ledger/2026-10.csv": opening}
    assert str(_board(tmp_path, files)["F02"].duties[0].state(TODAY)) == "逾期 8 天"
    said = _board(tmp_path, {"ledger/2026-10.csv": f"{opening}公开日：2026-11-05\n"})
    assert str(said["F02"].duties[0].state(TODAY)) == "按时"


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("statement/2025-balance.csv", "项目,年初数,期末数\n货币资金,,\n资产总计,,\n", "F04"),
        ("debts/2026-Q3.csv", "类别,对方,事由,发生日,余额,账龄,担保,备注\n", "F08"),
    ],
)
def test_a_form_without_figures_is_no_disclosure(file: str, text: str, code: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {"village.yml": "村名: 甲村\n公开起始: 2025-12\n", file: text})
    _, found, _ = obligations_of(BoardTask(tmp_path, "demo", SiteConfig(), TODAY))
    assert not next(item for item in found if item.code == code).last


def test_every_file_of_the_samples_says_something() -> None:
    for slug in ("shifan", "dongxian"):
        data, _ = loaded(slug)
        for kind, found in data.datasets.items():
            assert [d.file for d in found if not (document_filled(d) if kind == "notices" else filled(d))] == []


def test_a_file_of_a_longer_time_speaks_only_of_what_was_over(tmp_path: Path) -> None:
    """A register of a year goes on with it; a notice is of what is over. Neither turns off what is still to come."""
    item = next(item for item in items() if item.code == "F09")
    for day, title, told in (
        (date(2026, 3, 31), "", "1000"), (date(2026, 4, 1), "", "1100"), (date(2026, 10, 9), "", "1111"), (None, "", "1111"),
        (date(2026, 3, 30), "公告", "0000"), (date(2026, 4, 1), "公告", "1000"), (date(2026, 10, 9), "公告", "1110"),
    ):  # fmt: skip
        found = duties_of(item, [Published("a", day, "2026-01", "2026-12", title)], TODAY, "2026-01")
        assert "".join(str(int(bool(duty.shown))) for duty in found[:4]) == told


def test_notices_that_come_when_they_come_begin_nothing(tmp_path: Path) -> None:
    help_ = next(item for item in items() if item.code == "C08")
    assert _board(tmp_path / "a", {"notices/a.md": _notice(help_, date(2025, 9, 10))})["C08"].duties == ()
    told = _board(tmp_path / "b", {"notices/a.md": _notice(help_, date(2026, 7, 10), "2026-Q2")})["C08"]
    assert [str(duty.state(TODAY)) for duty in told.duties] == ["按时", "逾期 39 天", "未到期，还有 53 天"]


def test_the_next_period_is_waited_for_when_the_current_one_is_public() -> None:
    early = Published("a", date(2026, 10, 14), "2026-01", "2026-12")
    assert _duties("F06", early) == [("2026", "按时"), ("2027", "未到期，还有 418 天")]


def test_what_is_public_from_tomorrow_is_not_yet_public(tmp_path: Path) -> None:
    item = next(item for item in items() if item.code == "F08")
    found = _board(tmp_path, {"notices/a.md": _notice(item, TODAY + timedelta(days=1), Q)})["F08"]
    assert found.last is None


# --- the village, the site, the region -------------------------------------------------------


def test_site_yml_says_when_the_accounts_are_due() -> None:
    by_quarter = SiteConfig(finance_every=3, finance_day=8)
    accounts = next(item for item in asked(_context(site=by_quarter)) if item.code == "F02")
    assert (accounts.period, due(accounts.limit, "2026-Q4")) == ("季", date(2027, 1, 8))
    assert often(next(item for item in asked(_context()) if item.code == "F02")) == "每月一次，月末后 15 天以内"


@pytest.mark.parametrize(
    ("region", "code", "period", "by"),
    [
        ("shandong", "F02", "2026-11", date(2026, 12, 15)),
        ("shandong", "F03", "2026-Q4", date(2027, 1, 15)),
        ("county-8", "F02", "2026-Q4", date(2027, 1, 8)),
        ("county-8", "C02", "2026-Q4", date(2027, 1, 8)),
        ("county-8", "F01", "2027", date(2027, 4, 8)),
        ("county-8", "F04", "2026", date(2027, 2, 8)),
        ("county-20", "F09", "2026-Q4", date(2027, 1, 20)),
        ("county-20", "F02", "2026-Q4", date(2027, 1, 20)),
        ("", "F02", "2026-11", date(2026, 12, 15)),
    ],
)
def test_the_sample_regions(region: str, code: str, period: str, by: date) -> None:
    site, problems = load_site(ROOT)
    assert problems == []
    context = _context(site=replace(site, finance_every=3 if region == "shandong" else site.finance_every), region=region)
    item = next(item for item in asked(context) if item.code == code)
    assert due(item.limit, period) == by
    assert PERIODS[item.period] == {"2026-11": 1, "2026-Q4": 3}.get(period, 12)


def test_a_region_cites_its_own_rule_and_adds_its_own_items(tmp_path: Path) -> None:
    region = (
        "名称: 某县\n默认张贴: 20日\n目录:\n  - {码: F02, 依据: 某县财务公开办法第三条, 范围: 社会, 说明: 逐笔公布。}\n"
        "  - {码: X01, 名称: 农机作业, 周期: [半年, 即时], 时限: [期末后10日, 事后5日]}\n  - {码: H04, 周期: 即时}\n"
    )
    files = {"/data/regions/county.yml": region, "/data/site.yml": "标题: 某县\n地区: county\n"}
    found = _board(tmp_path, {**files, "village.yml": "村名: 甲村\n公开起始: 2026-01\n"})
    assert found["F02"].basis[-1] == "某县财务公开办法第三条"
    assert (found["F02"].readers, found["F02"].explanation) == ("所有人", "逐笔公布。")
    assert (found["C03"].posting, found["C13"].posting, found["X01"].posting) == ("至少 20 天", "至少 30 天", "至少 15 天")
    assert found["X01"].often == "每半年一次、有事随时，半年末后 10 天以内，事后 5 天以内"
    assert [(duty.period, duty.by) for duty in found["X01"].duties] == [("2026-H1", date(2026, 7, 10)), ("2026-H2", date(2027, 1, 10))]
    assert "H04" in found


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("C11", date(2025, 12, 31), "决定以前公示至少 7 天"), ("C11", date(2026, 1, 1), "至少 15 天，决定以前公示至少 7 天"),
        ("C15", date(2025, 12, 31), ""), ("C15", date(2026, 1, 1), "至少 15 天"), ("C13", date(2025, 12, 31), "至少 30 天"),
        ("D03", date(2025, 12, 31), "至少 5 个工作日"), ("F02", TODAY, ""),
    ],
)  # fmt: skip
def test_the_catalogue_says_how_long_it_hangs_on_a_day(code: str, day: date, said: str) -> None:
    item = next(item for item in asked(_context(day)) if item.code == code)
    assert hangs(item, day) == said


def test_an_item_off_in_the_catalogue_is_not_asked() -> None:
    assert "H04" not in {item.code for item in asked(_context())}


def test_a_provincial_law_is_cited_in_its_province() -> None:
    here, elsewhere = (
        next(item for item in owed(_context(place=place), {}) if item.code == "F18").basis for place in (("浙江省", "某市"), ("山东省",))
    )
    assert here == ("《农村集体经济组织法》第四十五条", "《浙江省农村集体资产管理条例》第二十五条")
    assert elsewhere == ("《农村集体经济组织法》第四十五条",)


def test_what_does_not_apply_has_its_reason_and_owes_nothing() -> None:
    context = _context(since="2026-01", excused=(Excused("C08", "没有受委托的事"),))
    found = {item.code: item for item in owed(context, {})}
    assert (found["C08"].reason, found["C08"].duties) == ("没有受委托的事", ())
    assert found["C02"].duties


def test_a_reason_must_be_given(tmp_path: Path) -> None:
    settings = "村名: 甲村\n不适用:\n  - {目录: C12}\n  - {目录: C08, 原因: }\n"
    found = build.check(write_tree(tmp_path, {"village.yml": settings}), TODAY).problems
    assert [(p.code, p.source.line, p.source.field) for p in found] == [("missing-key", 3, "原因"), ("blank-cell", 4, "原因")]


@pytest.mark.parametrize(
    ("closed", "periods"),
    # Due on 2026-07-15, 2026-10-15 and 2027-01-15: what falls due on the last day is nobody's to publish any more, and today's is over.
    [
        (None, 3), (date(2027, 1, 14), 2), (date(2027, 1, 15), 2), (date(2027, 1, 16), 3),
        (TODAY - timedelta(days=1), 0), (TODAY, 0), (TODAY + timedelta(days=1), 2),
    ],
)  # fmt: skip
def test_a_closed_board_owes_nothing_more(closed: date | None, periods: int) -> None:
    context = _context(since="2026-04", closed=closed)
    found = [duty for item in owed(context, {}) if item.code == "C02" for duty in item.duties]
    assert len(found) == periods


# --- together --------------------------------------------------------------------------------


def test_the_rate_counts_what_fell_due_in_twelve_months(tmp_path: Path) -> None:
    accounts = {"2025-09": "", "2025-10": "公开日：2025-11-15\n", "2025-11": "公开日：2025-12-16\n", "2025-12": ""}
    files, left = {}, 0
    for month, said in accounts.items():
        opening = f",,上月余额,,,,{left}.00\n" if not left else ""
        left += 100
        files[f"ledger/{month}.csv"] = (
            f"日期,凭证号,摘要,科目,收入,支出,余额\n{opening}{month}-05,记-001,收租金,经营收入,100.00,,{left}.00\n{said}"
        )
    found = _board(tmp_path, files, date(2026, 11, 15))
    kept = standing(found.values(), date(2026, 11, 15))
    # Due 2025-11-15 (in time) to 2026-11-14: three more are public (one late, two without a day), and nine months are missing.
    assert (kept.in_time, kept.fell_due, kept.overdue, kept.percent) == (1, 12, 9, 8)


def test_lines_say_one_day_each(tmp_path: Path) -> None:
    found = owed(_context(since="2026-07"), {})
    lines = [(due.what, due.by) for due in dues(found)]
    assert [day for _, day in lines] == sorted({day for _, day in lines})
    assert lines[0] == ("2026年7月「收支明细」「卫生评比」", date(2026, 8, 15))
    assert any(what.startswith("2026年第三季度「村民(代表)会议决定及实施」「协商事项及落实」等 ") for what, _ in lines)


def test_the_sample_village_keeps_most_of_its_days() -> None:
    task, data, _ = checked("shifan")
    assert data.village
    found = {item.code: item for item in owed(Context(task.site, data.village, TODAY), data.datasets)}
    states = [str(duty.state(TODAY)) for duty in found["F02"].duties]
    assert states[-4:] == ["按时", "按时", "按时", "未到期，还有 22 天"]
    assert "迟 3 天" in states
    assert found["F10"].reason
    assert [duty.what for item in found.values() for duty in item.overdue(TODAY)] == ["2026年第三季度捐赠收支"]


def test_a_board_of_one_ledger_owes_the_next_month(tmp_path: Path) -> None:
    found = _board(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER}, date(2026, 4, 10))
    assert [due.what for due in dues(found.values())] == ["2026年4月收支明细"]
