"""工作计划: what was promised says who, by when and how it stands; what is done says by what that is known, beside the ledger's sums."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import build, values
from generator.board import plan_board
from generator.check.clauses import clauses, overdue
from generator.check.references import references
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds, plans
from generator.load.board_data import BoardData
from generator.load.settings import load_site
from generator.overviews.promised import _booked
from generator.shown import Tone
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, docs_of, loaded, write_tree

Run = Callable[..., list[tuple[str, int, int, str]]]
HEAD = "编号,大项,内容,谁负责,开始,时限,延到,办完,状态,原因,资金,决定,工程,账目,公告,接哪一条,条数\n"
ROAD = "26-01,基础设施,修路,村委会副主任,{start},{due},{later},{done},{state},{why},,{decision},,{entries},,{before},\n"
DECISION = "decisions/2026-road.csv", "议题,步骤,日期,应到,到会,赞成,结果\n三组道路硬化,党支部提议,2026-03-01,,,,\n"


def row(state: str, due: str = "2026-12-31", **cells: str) -> str:
    empty = dict.fromkeys(("start", "later", "done", "why", "decision", "entries", "before"), "")
    return ROAD.format(**empty | cells, state=state, due=due)


def plan(*rows: str, year: str = "2026") -> dict[str, str]:
    return {f"plans/{year}.csv": HEAD + "".join(rows)}


@pytest.fixture(scope="module")
def shifan() -> BoardData:
    return loaded("shifan")[0]


def codes_of(found: list[tuple[str, int, int, str]]) -> list[tuple[str, str]]:
    return [(code, field) for code, _, _, field in found]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (row("推进"), []),
        (row("未开始", start="2026-12"), []),
        (row("完成", done="2026-06-03"), [("plan-unproven", "决定")]),
        (row("延期", later="2027-06"), [("plan-unexplained", "原因")]),
        (row("延期", why="等指标"), []),
        (row("取消"), [("plan-unexplained", "原因")]),
        (row("取消", why="改由镇里办"), []),
        (row("推进", start="2027-01"), [("plan-order", "时限")]),
        (row("推进", start="2026-12"), []),  # of the month nothing is known but that it has days before the last
        (row("延期", why="等指标", later="2026-12-30"), [("plan-order", "延到")]),
        (row("推进", done="2026-06-03"), [("plan-state", "状态")]),
        (row("推进", later="2027-01"), [("plan-state", "状态")]),
        (row("推进", due=""), [("plan-half", "时限")]),
        (row(""), [("plan-half", "状态")]),
        (row("推进", due="2026-11-22"), [("plan-late", "状态")]),
        (row("推进", due="2026-11-23"), []),
        (row("推进", due="2026-11"), []),  # until the month is over
        (row("延期", due="2026-06-30", why="等指标", later="2026-11-23"), []),
        (row("延期", due="2026-06-30", why="等指标", later="2026-11-22"), [("plan-late", "状态")]),
        (row("取消", due="2026-06-30", why="改由镇里办"), []),
    ],
)
def test_a_clause_is_told_of_what_it_lacks(written: str, told: list[tuple[str, str]], problems_of: Run) -> None:
    assert codes_of(problems_of(plan(written))) == told


@pytest.mark.parametrize(
    ("total", "rows", "told"),
    [
        ("1", 1, []),
        ("2", 1, [("plan-count", "条数")]),
        ("1", 2, [("plan-count", "条数")]),
    ],
)
def test_the_stated_number_of_clauses_is_that_of_the_list(total: str, rows: int, told: list[tuple[str, str]], problems_of: Run) -> None:
    lines = [row("推进").replace("26-01", f"26-0{n}") for n in range(rows)]
    assert codes_of(problems_of(plan(*lines, f",合计,,,,,,,,,,,,,,,{total}\n"))) == told


def test_of_a_field_whose_clauses_are_not_recorded_more_may_be_stated(problems_of: Run) -> None:
    field = ",计划生育,,,,,,,,,,,,,,,\n"
    assert problems_of(plan(field, ",合计,,,,,,,,,,,,,,,43\n")) == []
    assert problems_of(plan(row("推进"), field, ",合计,,,,,,,,,,,,,,,43\n")) == []
    assert codes_of(problems_of(plan(row("推进"), field, ",合计,,,,,,,,,,,,,,,0\n"))) != []


def test_a_number_is_of_one_clause_in_all_years(tmp_path: Path) -> None:
    files = plan(row("推进")) | plan(row("推进", due="2025-12-31").replace("推进", "取消").replace("取消,,", "取消,没有钱,"), year="2025")
    (told,) = [p for p in build.check(write_tree(tmp_path, files), TODAY).problems if p.code == "register-repeated"]
    assert (told.source.file, told.message) == ("data/villages/demo/plans/2026.csv", "编号「26-01」2025 年的计划（第 2 行）已经用过。")
    assert "编号前面写上年份" in told.hint


@pytest.mark.parametrize(("typed", "hint"), [("三组道路硬化", None), ("三组道路硬划", "是不是「三组道路硬化」？")])
def test_evidence_is_an_entry_or_told_with_what_it_may_be(typed: str, hint: str | None, tmp_path: Path) -> None:
    files = plan(row("完成", decision=typed)) | dict([DECISION])
    told = [p for p in build.check(write_tree(tmp_path, files), TODAY).problems if p.code == "reference-unknown"]
    assert [p.hint for p in told] == [hint] * (hint is not None)


def test_a_clause_of_another_year_is_named_by_its_number(problems_of: Run) -> None:
    before = plan(row("延期", due="2025-12-31", later="2026-12-31", why="等指标").replace("26-01", "25-09"), year="2025")
    assert problems_of(before | plan(row("推进", before="25-09"))) == []
    assert codes_of(problems_of(before | plan(row("推进", before="25-19")))) == [("reference-unknown", "接哪一条")]


def test_a_plan_is_read_under_the_heads_that_clerks_write(problems_of: Run) -> None:
    head = "序号,方面,工作内容,目标,责任人,完成时限,进度,资金来源,备注\n"
    assert problems_of({"plans/2026.csv": f"{head}1,基础设施,修路,铺好,村委会副主任,2026年底,正在推进,村集体出,\n"}) == []


@pytest.mark.parametrize(
    ("state", "left", "badge"),
    [
        ("未开始", 1, ("plain", "未开始，还有 1 天")),
        ("推进", 30, ("plain", "推进，还有 30 天")),
        ("推进", 0, ("now", "推进，今天最后一天")),
        ("推进", -1, ("late", "逾期 1 天")),
        ("未开始", -9, ("late", "逾期 9 天")),
        ("延期", 9, ("now", "延期，到 2026-12-02")),
        ("延期", -2, ("late", "延期后又逾期 2 天")),
        ("完成", -9, ("good", "完成")),
        ("取消", -9, ("off", "取消")),
    ],
)
def test_how_a_clause_stands_is_said_for_the_day_of_reading(state: str, left: int, badge: tuple[Tone, str], shifan: BoardData) -> None:
    line = shifan.datasets["plans"][-1].rows[0]
    day = TODAY + timedelta(left)
    known = {"状态": state, "时限": day, "延到": day if state == "延期" else None}
    texts = tuple(str(known.get(name) or "") if name in known else text for name, text in zip(line.head.fields, line.texts, strict=True))
    cells = tuple(known.get(name, value) for name, value in zip(line.head.fields, line.values, strict=True))
    made = replace(line, texts=texts, values=cells)
    shown = plans.state_badge(made, TODAY)
    assert (shown.tone, shown.text) == badge
    assert bool(shown.end) == (state not in ("完成", "取消"))
    assert overdue(made, TODAY) == (badge[0] == "late")


def test_forty_three_clauses_are_forty_three_lines(tmp_path: Path) -> None:
    fields = [f"大项{n % 10}" for n in range(43)]
    lines = [row("推进").replace("26-01", f"26-{n:02d}").replace("基础设施", field) for n, field in enumerate(fields)]
    page = page_of(tmp_path, plan(*sorted(lines, key=lambda line: line.split(",")[1])), "progress/plans/2026.md")
    assert page.count("<li id=") == page.count("<summary>") - 1 == 43  # one for 下载
    assert page.count("\n## 大项") == 10
    assert "10 个大项，43 条，推进 43 条" in page


def page_of(root: Path, files: dict[str, str], path: str) -> str:
    write_tree(root, files)
    site, _ = load_site(root)
    _, plan_of_board, problems = plan_board(BoardTask(root, "demo", site, TODAY))
    assert plan_of_board, problems
    return docs_of(plan_of_board)[path].decode()


def test_what_is_late_stands_on_top_of_the_section_and_of_the_plan(tmp_path: Path) -> None:
    late = row("推进", due="2026-11-13")
    for path in ("progress/index.md", "progress/plans/2026.md"):
        page = page_of(tmp_path, plan(late, row("推进").replace("26-01", "26-02")), path)
        assert "## 过了时限还没有办完的（1 条）" in page
        assert '<span class="gk-badge gk-late" data-gk="doing" data-until="2026-11-13">逾期 10 天</span>' in page


def test_the_ledger_stands_beside_a_clause_to_the_fen(shifan: BoardData) -> None:
    """What the page says of the road is what the year's months hold under its name; a fen more there is a fen more here."""
    (data, *_), ledger = shifan.datasets["plans"], shifan.datasets["ledger"]
    entries = [entry for month in ledger if month.key[:4] == "2025" for entry in month.rows if entry.text("项目") == "二组道路硬化"]
    paid = sum(entry.fen("支出") or 0 for entry in entries)
    road = next(n for n, line in clauses(data) if line.text("账目") == "二组道路硬化")
    assert f"付了 {values.yuan(paid)} 元" in _booked(data, ledger)[road]
    changed = next(entry for entry in entries if entry.fen("支出"))
    place = changed.head.places["支出"]
    more = replace(changed, values=tuple((changed.fen("支出") or 0) + 1 if i == place else v for i, v in enumerate(changed.values)))
    books = tuple(replace(month, rows=tuple(more if entry is changed else entry for entry in month.rows)) for month in ledger)
    assert f"付了 {values.yuan(paid + 1)} 元" in _booked(data, books)[road]
    assert not any(text for text, line in zip(_booked(data, ledger), data.rows, strict=True) if not line.text("账目"))


def test_the_road_of_the_sample_leads_to_all_that_proves_it(samples: Path) -> None:
    page = (samples / "site/shifan/progress/plans/2025/index.html").read_text(encoding="utf-8")
    line = page[page.index("25-01 二组道路硬化") : page.index("25-02")]
    leads = re.findall(r'<a href="\.\./\.\./\.\./([^"#]+)', line)
    assert leads == [
        "affairs/decisions/2025-road/",
        "affairs/decisions/2025-road/",  # the work is told where it was decided
        "finance/2026-07/",
        "notices/2025-07-road-settlement/",
    ]
    for lead in leads:
        assert (samples / "site/shifan" / lead / "index.html").is_file()


def test_a_notice_that_is_no_longer_on_the_board_is_led_to_by_nothing(shifan: BoardData) -> None:
    """Its name stays as it was typed; a link to it would lead nowhere."""
    context = Context(SiteConfig(), Village("shifan", "示范村"), TODAY)
    notice = next(data for data in shifan.datasets["notices"] if data.key == "2026-06-plaza-settlement")
    there = references(shifan.datasets, all_kinds(), context).targets["notices"]
    assert values.label("文化广场改造工程结算") in there
    before = replace(context, today=date(2026, 6, 1))
    assert notice.rows[0]["公开日"] == date(2026, 6, 8)
    assert values.label("文化广场改造工程结算") not in references(shifan.datasets, all_kinds(), before).targets["notices"]


def test_a_photo_is_evidence_and_stands_on_the_page(tmp_path: Path) -> None:
    head = HEAD.replace("条数", "条数,照片,照片同意,人工核查")
    line = row("完成", done="2026-07-24").rstrip("\n") + ",2026-roof.jpg 补好的屋面,没有人,村务监督委员会李样本 2026-07-25 看过\n"
    photo = (ROOT / "tests/problems/photo-unagreed/data/villages/demo/cleanup/straw-before.jpg").read_bytes()
    root = write_tree(tmp_path, {"plans/2026.csv": head + line, "plans/2026-roof.jpg": photo})
    assert [p.code for p in build.check(root, TODAY).problems] == []
    page = page_of(root, {}, "progress/plans/2026.md")
    assert 'alt="补好的屋面"' in page
    assert "2026-roof" in page
    assert "看过" not in page
