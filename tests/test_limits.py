"""Every limit of a law or a form, looked at one below it, at it and one above it.

The tables are made by walking the data of law/ and data/regions: a limit that is added there has its three cases, or the walk fails.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import build, periods
from generator.check.cell_suppression import FEW, left_out
from generator.check.clock import duties_of
from generator.check.requirements import asked
from generator.config import Context, SiteConfig, Village
from generator.duties import Published
from generator.kind import PROPOSED, STAGE
from generator.law import catalogue, procedures
from generator.law.catalogue import Item
from generator.law.limits import PERIODS, Limit, Span, limit
from generator.law.workdays import is_workday
from generator.load.convert import MAX_TEXT
from tests.conftest import ROOT, TODAY, write_tree

SITE = SiteConfig()
STEPS = (-1, 0, 1)
"""Beside the limit, at it, beyond it."""


@dataclass(frozen=True)
class Case:
    """A file with a value, and whether this code must be told of it (in ``row``, where the file has many)."""

    name: str
    file: str
    text: str
    code: str
    wrong: bool
    row: int = 0

    def __str__(self) -> str:
        return self.name


def least(share: str, whole: int) -> int:
    """The fewest that are enough, by the definition of the words."""
    return {"过半": whole // 2 + 1, "全部": whole}.get(share) or math.ceil(Fraction(share) * whole)


# --- how many: procedures.yml ----------------------------------------------------------------


def as_read(file: Path) -> Any:
    """By the quick loader: these tables are read wherever tests are collected."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


PROCEDURES: Mapping[str, Any] = as_read(Path(procedures.__file__).with_name("procedures.yml"))
SHARES = re.compile(r"过半|全部|\d+/\d+")


def walk(told: object, *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value that is a limit: (where it stands, what it says)."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from walk(value, *path, str(key))
    elif isinstance(told, list):
        for value in told:
            yield from walk(value, *path, value["步骤"] if isinstance(value, Mapping) else "")
    elif path[-1] != "第几步" and re.fullmatch(rf"{SHARES.pattern}|\d+", str(told)):
        yield path, str(told)


def vote(called: int, came: int, agreed: int) -> str:
    return f"应到: {called}, 到会: {came}, 赞成: {agreed}, 反对: {came - agreed}"


def of_step(way: str, step: str, key: str, share: str) -> Iterator[tuple[str, str, str, bool]]:
    """(name of the file, its text, code, wrong)"""
    for whole in (30, 31):
        for apart in STEPS:
            n = least(share, whole) + apart
            cast = vote(whole, n, n) if key == "到会" else vote(whole, whole, n)
            text = f"议题: 修路\n方式: {way}\n过程:\n  - {{步骤: {step}, 日期: 2026-11-20, {cast}, 结果: 通过}}\n"
            yield f"{whole}{apart:+}", text, "quorum-short" if key == "到会" else "majority-short", apart < 0


def of_meeting(meeting: str, key: str, share: str) -> Iterator[tuple[str, bool, str]]:
    """(row, wrong, code)"""
    counted = "户" if key == "按户到会" else "人"
    for whole in (30, 31):
        for apart in STEPS:
            n = least(share, whole) + apart
            came, agreed = (whole, n) if key == "赞成" else (n, n)
            row = f"2026-11-20,{meeting},村规,{whole},{came},{counted},{agreed},{came - agreed},0,通过"
            yield row, apart < 0, "majority-short" if key == "赞成" else "quorum-short"


def of_charter(meeting: str, key: str, share: str) -> Iterator[tuple[str, str, str, bool]]:
    """(name of the file, its text, code, wrong)"""
    for whole in (30, 31):
        for apart in STEPS:
            n = least(share, whole) + apart
            came, agreed = (whole, n) if key == "赞成" else (n, n)
            head = f"标题: 用水户协会{meeting}{key}{whole}{apart:+}\n类型: 协会\n范围: 社会\n公开日: 2026-11-20\n"
            head += f"通过会议: {meeting}\n通过日: 2026-11-20\n"
            votes = f"应到: {whole}\n到会: {came}\n赞成: {agreed}\n反对: {came - agreed}\n"
            code = "quorum-short" if key == "到会" else "majority-short"
            yield f"{whole}{apart:+}", f"---\n{head}{votes}---\n\n第一条 自愿参加。\n", code, apart < 0


def of_election(ballot: str, key: str, share: str) -> Iterator[tuple[str, str, str, bool]]:
    for whole in (30, 31):
        for apart in STEPS:
            n = least(share, whole) + apart
            part, votes = (n, n) if key == "参加" else (whole, n)
            text = (
                f"选举: 补选\n轮次: {ballot}\n选举日: 2026-11-01\n登记选民: {whole}\n参加投票: {part}\n发出选票: {part}\n收回选票: {part}\n"
                f"有效票: {part}\n候选人:\n  - {{职务: 委员, 应选人数: 1, 姓名: 王示例, 得票: {votes}, 结果: 当选}}\n"
            )
            yield f"{whole}{apart:+}", text, "election-void" if key == "参加" else "elected-short", apart < 0


def of_frequency(meeting: str, key: str, number: int) -> Iterator[tuple[int, str, bool]]:
    """(year, rows, wrong): so many times in a year that is over, or in its third quarter."""
    for year, apart in zip((2023, 2024, 2025), STEPS, strict=True):
        days = [date(year, 7, 1 + n) for n in range(number + apart)]
        if key == "每季":
            days += [date(year, month, 1 + n) for month in (2, 5, 11) for n in range(number)]
        rows = [f"{day},{meeting},议事,30,30,人,30,0,0,通过" for day in sorted(days)]
        yield year, "\n".join(rows or [f"{year}-07-01,成员大会,议事,30,30,人,30,0,0,通过"]), apart < 0


MEETINGS = "日期,会议,议题,应到,到会,按,赞成,反对,弃权,决定\n"


def counted() -> Iterator[Case]:
    """Three cases, for a whole that is even and one that is odd, of every limit in procedures.yml."""
    row, rows = 1, []
    for n, (path, said) in enumerate(walk(PROCEDURES)):
        name = "/".join(path)
        match path:
            case ("议事程序", way, step, "到会" | "赞成" as key):
                for at, text, code, wrong in of_step(way, step, key, said):
                    yield Case(f"{name} {at}", f"decisions/s{n}-{at.replace('+', 'p')}.yml", text, code, wrong)
            case ("会议", meeting, "到会" | "按户到会" | "赞成" as key):
                for line, wrong, code in of_meeting(meeting, key, said):
                    row += 1
                    rows.append(line)
                    yield Case(f"{name} row {row}", "meetings/2026.csv", "", code, wrong, row)
            case ("会议", meeting, "每年" | "每季"):
                pass  # of_frequency, below: each needs years of its own
            case ("组织的会议", meeting, "到会" | "赞成" as key):
                for at, text, code, wrong in of_charter(meeting, key, said):
                    yield Case(f"{name} {at}", f"associations/a{n}-{at.replace('+', 'p')}.md", text, code, wrong)
            case ("选举", ballot, "参加" | "当选" as key):
                for at, text, code, wrong in of_election(ballot, key, said):
                    yield Case(f"{name} {at}", f"elections/e{n}-{at.replace('+', 'p')}.yml", text, code, wrong)
            case ("决议公开期限",):
                for apart in STEPS:
                    day = TODAY - timedelta(int(said) + apart)
                    text = f"议题: 修路\n过程:\n  - {{步骤: 村民代表会议决议, 日期: {day}, {vote(30, 30, 30)}, 结果: 通过}}\n"
                    yield Case(f"{name} {apart:+}", f"decisions/d{apart + 1}.yml", text, "decision-unpublished", apart > 0)
            case _:
                raise AssertionError(f"{name}: a limit of a new sort needs its three cases here")
    yield Case("rows", "meetings/2026.csv", MEETINGS + "\n".join(rows) + "\n", "header-not-found", wrong=False)


# --- how long: what the forms and site.yml ask -----------------------------------------------

WAITS = SITE.answer_days


def stated() -> Iterator[Case]:
    """Three cases of limits that are the form's own."""
    asked_on, rows = TODAY - timedelta(WAITS + 20), []
    for row, apart in enumerate(STEPS, 2):
        rows.append(f"2026-{row:02},{asked_on},甲事,{asked_on + timedelta(WAITS + apart)},报账员,好")
        yield Case(f"答复 {apart:+}", "questions/2026.csv", "", "answer-late", apart > 0, row)
    for row, apart in enumerate(STEPS, 5):
        rows.append(f"2026-{row:02},{TODAY - timedelta(WAITS + apart)},乙事,,,")
        yield Case(f"没有答复 {apart:+}", "questions/2026.csv", "", "answer-missing", apart > 0, row)
    for row, apart in enumerate(STEPS, 8):
        rows.append(f"2026-{row:02},{asked_on},丙事,{asked_on + timedelta(apart)},报账员,好")
        yield Case(f"答复 提问当天 {apart:+}", "questions/2026.csv", "", "answer-before", apart < 0, row)
    for row, apart in enumerate(STEPS, 11):
        rows.append(f"2026-{row:02},{asked_on},{'字' * (MAX_TEXT + apart)},{asked_on},报账员,好")
        yield Case(f"字数 {apart:+}", "questions/2026.csv", "", "bad-text", apart > 0, row)
    yield Case(
        "rows", "questions/2026.csv", "编号,提问日期,问题,答复日期,答复人,答复\n" + "\n".join(rows) + "\n", "blank-cell", wrong=False
    )
    given, honors = date(2026, 3, 2), []
    for row, apart in enumerate(STEPS, 2):
        honors.append(f"好邻居,人,王示例{row},{given},,,撤销,{given + timedelta(apart)},失信")
        yield Case(f"撤销日期 授予当天 {apart:+}", "honors/2026.csv", "", "term-order", apart < 0, row)
    for row, apart in enumerate(STEPS, 5):
        honors.append(f"好邻居,人,王示例{row},{TODAY + timedelta(apart)},,,,,")
        yield Case(f"授予日期 今天 {apart:+}", "honors/2026.csv", "", "future-date", apart > 0, row)
    for row, apart in enumerate(STEPS, 8):
        honors.append(f"十星级文明户,户,王示例{row},{given},,{10 + apart},,,")
        yield Case(f"星数 {apart:+}", "honors/2026.csv", "", "stars-over", apart > 0, row)
    for row, apart in enumerate(STEPS, 11):
        honors.append(f"好邻居,人,王示例{row},{given},{given + timedelta(apart)},,,,")
        yield Case(f"有效期 授予当天 {apart:+}", "honors/2026.csv", "", "term-order", apart < 0, row)
    head = "称号,对象,姓名,授予日期,有效期,星数,状态,撤销日期,撤销原因\n"
    yield Case("rows", "honors/2026.csv", head + "\n".join(honors) + "\n", "blank-cell", wrong=False)
    for apart in STEPS:
        text = posting("其他", date(2025, 3, 3), date(2025, 3, 3) + timedelta(366 + apart), "")
        yield Case(f"公示时间太长 {apart:+}", f"notices/long{apart + 1}.md", text, "posting-long", apart > 0)


def posting(matter: str, start: date, end: date, stage: str) -> str:
    said = f"{STAGE.name}: {stage}\n" if stage else ""
    days = f"公开日: {start}\n公示起: {start}\n公示止: {end}\n"
    return f"---\n标题: 公示\n事项: {matter}\n主体: 村民委员会\n范围: 社会\n{days}{said}---\n\n正文。\n"


def last(start: date, span: Span) -> date:
    """The last of so many days, both ends counted."""
    days = (start + timedelta(n) for n in range(400))
    return [day for day in days if not span.working or is_workday(day)][span.days - 1]


CONTEXT = Context(SITE, Village("demo", "甲村"), TODAY)
ITEMS = asked(CONTEXT)


def hanging() -> Iterator[Case]:
    """张贴 and 公示 of every item: a day too short, long enough, a day more. The days stand in catalogue.yml, 15 where it says none."""
    told = as_read(Path(catalogue.__file__).with_name("catalogue.yml"))
    said = {entry["码"]: entry for entry in told}
    start = date(2026, 3, 2)
    for item in ITEMS:
        entry = said[item.code]
        lasts = {PROPOSED: entry.get("公示"), "": entry.get("张贴") or ("15日" if entry["类"] == "村务" or "公示" not in entry else None)}
        for stage, days in lasts.items():
            if not days:
                continue
            number, working = int(re.sub(r"\D", "", days)), "工作" in days
            for apart in STEPS:
                text = posting(item.code, start, last(start, Span(number + apart, working)), stage)
                name = f"{item.code.lower()}-{'p' if stage else 'a'}{apart + 1}"
                yield Case(f"{item.code} {stage or '张贴'} {days} {apart:+}", f"notices/{name}.md", text, "posting-short", apart < 0)


def seated() -> Iterator[Case]:
    """One fewer than a body may have, as few, as many and one more, by law and as a county has it."""
    told = as_read(Path(procedures.__file__).with_name("organisations.yml"))["组织"]
    sized = {sort: tuple(map(int, body["人数"].split("-"))) for sort, body in told.items() if "人数" in body}
    assert sized == {"committee": (3, 7), "supervisors": (3, 5)}
    for sort, (low, high) in sized.items():
        for members in (low - 1, low, high, high + 1):
            body = f"第{members}{'村民委员会' if sort == 'committee' else '村务监督委员会'}"
            rows = f"组织,职务,姓名,人数,职数\n{body},主任,未载,1,\n{body},委员,未载,{members - 1},9\n"
            yield Case(f"{sort} {members}", f"posts/{sort}-{members}.csv", rows, "post-number", not low <= members <= high)


CASES = [*counted(), *stated(), *hanging(), *seated()]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, int, str]]:
    """(file, row, code) of all that is told of all the cases in one village; row 0 stands for any."""
    root = write_tree(tmp_path_factory.mktemp("limits"), {case.file: case.text for case in CASES if case.text})
    found = [p for p in build.check(root, TODAY).problems if p.source.file.startswith("data/villages/demo/")]
    places = [(p.source.file.removeprefix("data/villages/demo/"), p.source.row, p.code) for p in found]
    return {*places, *((file, 0, code) for file, _, code in places)}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_limit_ends_where_it_is_said_to(case: Case, told: set[tuple[str, int, str]]) -> None:
    assert ((case.file, case.row, case.code) in told) is case.wrong


def test_no_case_is_told_of_for_want_of_something_else(told: set[tuple[str, int, str]]) -> None:
    """A file that cannot be read would pass for one within its limits."""
    unread = {
        "unreadable-file",
        "unknown-file",
        "unknown-key",
        "missing-key",
        "unknown-header",
        "bad-value",
        "bad-name",
        "header-not-found",
    }
    assert not {(file, code) for file, _, code in told if code in unread}


def test_the_data_say_what_the_law_says() -> None:
    """村民委员会组织法 (2025) art. 18, 25, 26, 29, 30; 农村集体经济组织法 art. 27, 28: what no table made of the data would see."""
    assert PROCEDURES["选举"] == {"选举": {"参加": "过半", "当选": "过半"}, "另行选举": {"参加": "", "当选": "1/3"}}
    assert PROCEDURES["会议"] == {
        "村民会议": {"到会": "过半", "按户到会": "2/3", "赞成": "过半", "每年": 1},
        "村民代表会议": {"到会": "2/3", "赞成": "过半", "每季": 1},
        "成员大会": {"到会": "2/3", "赞成": "2/3", "按": "应到"},
        "成员代表大会": {"赞成": "2/3", "按": "应到"},
    }
    assert PROCEDURES["组织的会议"] == {
        "会员大会": {"到会": "2/3", "赞成": "过半"},
        "会员代表大会": {"到会": "2/3", "赞成": "过半"},
        "社员大会": {"到会": "2/3", "赞成": "过半", "按": "应到"},
    }
    assert PROCEDURES["决议公开期限"] == 10
    for way in PROCEDURES["议事程序"].values():
        asked_for = {step["步骤"]: (step.get("到会"), step.get("赞成"), step.get("按")) for step in way if "赞成" in step}
        assert asked_for == {
            "党员大会审议": ("2/3", "过半", "应到"),
            "村民代表会议决议": ("2/3", "过半", None),
            "村民会议决议": ("过半", "过半", None),
        }


FREQUENCIES = [(path[1], path[2], int(said)) for path, said in walk(PROCEDURES) if path[-1] in ("每年", "每季")]


@pytest.mark.parametrize(("meeting", "key", "number"), FREQUENCIES)
def test_a_meeting_is_held_as_often_as_the_law_asks(meeting: str, key: str, number: int, tmp_path: Path) -> None:
    years = list(of_frequency(meeting, key, number))
    root = write_tree(tmp_path, {f"meetings/{year}.csv": MEETINGS + rows + "\n" for year, rows, _ in years})
    rare = [p.source.file[-8:-4] for p in build.check(root, TODAY).problems if p.code == "meeting-rare" and meeting in p.message]
    assert rare == [str(year) for year, _, wrong in years if wrong]


# --- by when: catalogue.yml and data/regions -------------------------------------------------


def written_limits() -> Iterator[tuple[str, str]]:
    """(who says so, the limit as it is written), of the catalogue and of every region."""
    for path in [Path(catalogue.__file__).with_name("catalogue.yml"), *sorted((ROOT / "data/regions").glob("*.yml"))]:
        for found in re.findall(r"时限: (\[[^]]*\]|[^,}\n]+)", path.read_text(encoding="utf-8")):
            yield from ((path.stem, text.strip()) for text in found.strip("[]").split(","))


WRITTEN = sorted(set(written_limits()))


def last_day(text: str, period: str) -> date:
    """The last day, counted by hand."""
    end, start = periods.period_end(period), periods.period_start(period)
    if found := re.fullmatch(r"期(末|初)后(\d+)(日|天|个工作日)", text):
        day = end if found[1] == "末" else start
        left = int(found[2])
        while left:
            day += timedelta(1)
            left -= found[3] != "个工作日" or is_workday(day)
        return day
    if found := re.fullmatch(r"(?:次月|每季首月|下季首月)(\d+)日", text):
        return end + timedelta(int(found[1]))
    found = re.fullmatch(r"(当|次)年(\d+)月(\d+)日", text)
    assert found, f"{text}: a limit of a new sort needs its last day here"
    return date(end.year + (found[1] == "次"), int(found[2]), int(found[3]))


@pytest.mark.parametrize(("who", "text"), WRITTEN, ids=lambda word: word)
def test_the_last_day_is_in_time_and_the_next_one_late(who: str, text: str) -> None:
    rule = limit(text)
    assert rule, f"{who} says {text}, which nobody can read"
    if rule.anchor == "event":  # told of what happened, not of a period: 答复期限 above
        return
    yearly = rule.anchor == "day"
    period = "2025" if yearly else "2026-Q2"
    by = last_day(text, period)
    for apart, said in zip(STEPS, ("按时", "按时", "迟 1 天"), strict=True):
        shown = Published("a.csv", by + timedelta(apart), *periods.period_months(period))
        (duty, *_) = duties_of(_item(rule, "年" if yearly else "季"), [shown], by + timedelta(400))
        assert (duty.period, duty.by, str(duty.state(by))) == (period, by, said)
    (duty, *_) = duties_of(_item(rule, "年" if yearly else "季"), [], by, periods.period_months(period)[0])
    assert [duty.overdue(by + timedelta(apart)) for apart in STEPS] == [False, False, True]


def _item(rule: Limit, every: str) -> Item:
    assert every in PERIODS
    return Item("X01", "村务", "试试", (), "村委会", "村民", 0, (every,), (rule,))


# --- how few: what would tell of a household -------------------------------------------------


@pytest.mark.parametrize(("count", "hidden"), [(FEW - 1, True), (FEW, False), (FEW + 1, False)])
def test_fewer_than_five_are_not_told(count: int, hidden: bool) -> None:
    assert FEW == 5
    assert ((0, 0) in left_out([[count, 60], [70, 80]])) is hidden
