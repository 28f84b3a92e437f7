"""How a village decided and who watched: votes, steps, answers, groups, supervisors; and who is never named."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build, values
from generator.board import plan_board, read_board
from generator.check import decisions
from generator.config import SiteConfig
from generator.findable import each_record
from generator.law.procedures import Share, named, schemes
from generator.load.settings import load_site
from generator.pages.links import href
from generator.shown import folder
from generator.task import BoardTask
from tests.conftest import TODAY, VILLAGE_YML, docs_of, loaded, write_tree

Run = Callable[..., list[tuple[str, int, int, str]]]
MEETINGS = "日期,会议,议题,应到,到会,按,赞成,反对,弃权,决定\n"
QUESTIONS = "编号,提问日期,问题,答复日期,答复人,答复\n"
GROUPS = "组别,日期,事项,收入,支出,余额\n"
STEPS = (
    ("党支部提议", "2026-10-02", ""),
    ("两委商议", "2026-10-06", ""),
    ("党员大会审议", "2026-10-12", ", 应到: 40, 到会: 32, 赞成: 30, 弃权: 2, 结果: 通过"),
    ("村民代表会议决议", "2026-10-20", ", 应到: 30, 到会: 26, 赞成: 24, 反对: 2, 结果: 通过"),
    ("决议公开", "2026-10-22", ""),
)


def decision(*steps: tuple[str, str, str], top: str = "") -> dict[str, str]:
    lines = "".join(f"  - {{步骤: {name}, 日期: {day}{rest}}}\n" for name, day, rest in steps)
    return {"decisions/2026-ditch.yml": f"议题: 三组水渠清淤\n{top}过程:\n{lines}"}


def codes(found: list[tuple[str, int, int, str]]) -> list[str]:
    return [code for code, *_ in found]


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_shares_are_exact(some: int, whole: int) -> None:
    assert Share("过半").enough(some, whole) == (2 * some > whole)
    assert Share("2/3").enough(some, whole) == (3 * some >= 2 * whole)
    assert Share("全部").enough(some, whole) == (some >= whole)
    assert Share("").enough(some, whole)


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("0票", 0), ("零", 0), ("33票", 33), ("—", None)])
def test_no_votes_against_may_be_written_as_zero(text: str, count: int | None) -> None:
    assert values.parse_count(text, zero=True) == count


def test_no_stars_may_not() -> None:
    with pytest.raises(ValueError, match="零"):
        values.parse_count("0")


@pytest.mark.parametrize("name", ["四议两公开", "五议两公开"])
def test_every_built_in_way_can_be_followed_from_its_first_step_to_its_last(name: str) -> None:
    scheme = schemes(())[name]
    assert {place for step in scheme for place in range(step.first, step.last + 1)} == set(range(1, scheme[-1].last + 1))
    assert named(scheme, "村 党支部提议") is named(scheme, "党支部提议")
    assert [step.name for step in scheme[-2:]] == ["决议公开", "实施结果公开"]


def test_a_decision_in_order_has_no_problem(problems_of: Run) -> None:
    assert problems_of(decision(*STEPS)) == []


def test_secretary_and_director_in_one_person_take_two_steps_at_once(problems_of: Run) -> None:
    assert problems_of(decision(("党支部提议和两委商议", "2026-10-02", ""), *STEPS[2:])) == []


def test_what_was_refused_needs_no_publication(problems_of: Run) -> None:
    no = ("村民代表会议决议", "2026-10-20", ", 应到: 30, 到会: 26, 赞成: 10, 反对: 16, 结果: 未通过")
    assert problems_of(decision(*STEPS[:3], no)) == []


def test_steps_may_be_written_in_any_order(problems_of: Run) -> None:
    assert problems_of(decision(*STEPS[::-1])) == []


OWN = VILLAGE_YML + (
    "议事程序:\n  - {方式: 三步议事, 步骤: 村民提议}\n  - {方式: 三步议事, 步骤: 户代表会议决定, 到会: 2/3, 赞成: 2/3, 按: 应到}\n"
)


def test_a_village_has_a_way_of_its_own(problems_of: Run) -> None:
    first, public = ("村民提议", "2026-10-02", ""), ("决议公开", "2026-10-22", "")
    vote = ", 应到: 90, 到会: 70, 赞成: {}, 反对: {}, 结果: 通过"

    def run(agreed: int) -> list[str]:
        meeting = ("户代表会议决定", "2026-10-20", vote.format(agreed, 70 - agreed))
        return codes(problems_of({"village.yml": OWN, **decision(first, meeting, public, top="方式: 三步议事\n")}))

    assert run(60) == []
    assert run(59) == ["majority-short"]


def test_a_place_that_is_no_number_is_told(problems_of: Run) -> None:
    own = OWN + "  - {方式: 三步议事, 步骤: 公示, 第几步: 第三}\n"
    assert "bad-value" in codes(problems_of({"village.yml": own, **decision(*STEPS)}))


def test_a_step_that_is_always_two_at_once_may_be_missing(problems_of: Run) -> None:
    own = VILLAGE_YML + "议事程序:\n  - {方式: 三步议事, 步骤: 提议和商议, 第几步: 1-2}\n  - {方式: 三步议事, 步骤: 户代表会议决定}\n"
    steps = (("户代表会议决定", "2026-11-20", ""), ("决议公开", "2026-11-21", ""))
    assert codes(problems_of({"village.yml": own, **decision(*steps, top="方式: 三步议事\n")})) == ["step-missing"]


def test_a_way_of_its_own_is_needed_for_its_name(problems_of: Run) -> None:
    assert codes(problems_of(decision(*STEPS, top="方式: 三步议事\n"))) == ["scheme-unknown"]


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ("文化广场", ["付款", "尾款"]),
        ("广场花", ["广场花木"]),
        ("文化广场、公厕", ["付款", "公厕防冻（文化广场）", "尾款"]),
        ("没有的", []),
    ],
)
def test_a_project_of_the_ledger_means_that_project_only(entries: str, found: list[str], tmp_path: Path) -> None:
    head = "日期,凭证号,摘要,科目,收入,支出,余额,项目\n,,上月余额,,,,1000.00,\n"
    rows = (("付款", "文化广场"), ("公厕防冻（文化广场）", ""), ("尾款", "文化广场"), ("广场花木", ""))
    ledger = "".join(f"2026-03-0{n},记-00{n},{said},公益支出,,100.00,{1000 - n * 100}.00,{of}\n" for n, (said, of) in enumerate(rows, 1))
    root = write_tree(tmp_path, {"ledger/2026-03.csv": head + ledger, **decision(*STEPS, top=f"账目: {entries}\n")})
    data = read_board(BoardTask(root, "demo", SiteConfig(), TODAY))[0].datasets
    assert [row.text("摘要") for *_, row in decisions.spent_on(data["decisions"][0], decisions.Expenses(data["ledger"]))] == found


def test_every_spent_line_leads_to_its_row(samples: Path) -> None:
    """To the month's page and the very row, whose 摘要 it repeats."""
    docs = samples / "build/boards/shifan/docs"
    spent = json.loads((docs / "affairs/decisions/2025-road/decisions-2025-road-spent.json").read_text(encoding="utf-8"))
    page = (docs / "affairs/decisions/2025-road.md").read_text(encoding="utf-8")
    assert [line["支出"] for line in spent] == ["1860.00", "55926.00", "74568.00", "3200.00", "48895.47", "5548.13", "189997.60"]
    for line in spent[:-1]:
        month = (docs / f"finance/{line['日期'][:7]}.md").read_text(encoding="utf-8")
        anchor = page.split(f'">{line["摘要"]}</a>')[0].rpartition("#")[2]
        row = next(text for text in month.split("\n") if f' id="{anchor}">' in text)
        assert line["摘要"] in row


def test_an_address_keeps_its_anchor() -> None:
    assert href("finance/2026-03.md#r12", "affairs/decisions/2026-road.md") == "../../../finance/2026-03/#r12"


@pytest.mark.parametrize("at", ["index.md", "a.md", "a/index.md", "a/b.md", "a/b/c.md", "x/b.md"])
@pytest.mark.parametrize("to", ["", "a", "a/b", "a/b/c.pdf", "x", "..", "../a", "a//b", "a/./b", "a/", "/a"])
def test_an_address_is_the_shortest_way(to: str, at: str) -> None:
    assert href(to, at) == posixpath.relpath("/" + to, "/" + folder(at))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("2026-10-20,村民会议,村规,412,275,户,275,0,0,通过", []),
        ("2026-10-20,村民会议,村规,412,274,户,274,0,0,通过", ["quorum-short"]),
        ("2026-10-20,村民会议,村规,1000,501,人,251,250,,通过", []),
        ("2026-10-20,村民会议,村规,1000,500,人,300,200,,通过", ["quorum-short"]),
        ("2026-10-20,成员大会,分配,900,700,,599,101,,通过", ["majority-short"]),
        ("2026-10-20,成员大会,分配,900,700,,599,101,,没有通过", []),
        ("2026-10-20,成员大会,分配,900,700,,600,100,,通过", []),
        ("2026-10-20,村民代表会议,村规,30,26,,,,,", []),
    ],
)
def test_a_meeting_needs_enough(line: str, wrong: list[str], problems_of: Run) -> None:
    found = codes(problems_of({"meetings/2026.csv": MEETINGS + line + "\n"}))
    assert [code for code in found if code != "meeting-rare"] == wrong


def test_a_year_still_running_owes_no_meeting_yet(problems_of: Run) -> None:
    line = "2026-02-20,村民代表会议,计划,30,26,,26,,,通过\n"
    assert problems_of({"meetings/2026.csv": MEETINGS + line}, today=date(2026, 6, 30)) == []
    assert codes(problems_of({"meetings/2026.csv": MEETINGS + line}, today=date(2026, 7, 1))) == ["meeting-rare"]


@pytest.mark.parametrize("header", ["姓名", "提问人", "提 问 人", "提问人（村民）", "电话"])
def test_a_column_for_who_asked_is_refused(header: str, problems_of: Run) -> None:
    text = QUESTIONS.replace("问题,", f"问题,{header},") + "2026-01,2026-11-20,路灯什么时候修,王某,,,\n"
    assert codes(problems_of({"questions/2026.csv": text})) == ["person-column"]


def test_the_longest_unanswered_stands_on_top_and_the_limit_is_the_sites(tmp_path: Path) -> None:
    rows = (
        "2026-01,2026-11-18,甲事,,,",
        "2026-02,2026-11-10,乙事,,,",
        "2026-03,2026-01-05,丙事,2026-01-06,报账员,是的",
        "2026-04,2026-03-05,丁事,2026-03-06,报账员,不是",
    )
    root = write_tree(tmp_path, {"questions/2026.csv": QUESTIONS + "\n".join(rows) + "\n", "/data/site.yml": "答复期限: 20\n"})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert plan, problems
    text = docs_of(plan)["affairs/questions/2026.md"].decode()
    places = [text.index(f">{name}</th>") for name in ("乙事", "甲事", "丁事", "丙事")]
    assert places == sorted(places)
    assert "13 天" in text
    assert 'data-until="2026-11-30">还有 7 天' in text


def test_each_group_has_an_account_of_its_own(problems_of: Run) -> None:
    before = (
        GROUPS + "一组,,上期余额,,,100.00\n一组,2026-04-18,晒场出租,60.00,,160.00\n二组,2026-05-08,卖旧泵,30.00,,30.00\n,,合计,90.00,,\n"
    )
    after = GROUPS + "一组,,上期余额,,,{}\n一组,2026-07-18,清沟,,50.00,{}\n一组,,合计,,{},\n二组,,上期余额,,,30.00\n"
    for given_figures, wrong in (
        (("160.00", "110.00", "50.00"), []),
        (("170.00", "120.00", "50.00"), ["opening-mismatch"]),
        (("160.00", "100.00", "50.00"), ["balance-mismatch"]),
        (("160.00", "110.00", "55.00"), ["total-mismatch"]),
    ):
        files = {"groups/2026-Q2.csv": before, "groups/2026-Q3.csv": after.format(*given_figures)}
        assert codes(problems_of(files)) == wrong
    assert codes(
        problems_of({"groups/2026-Q2.csv": before.replace("合计,90", "合计,91"), "groups/2026-Q3.csv": after.format("160", "110", "50")})
    ) == ["total-mismatch"]


def test_a_mistyped_last_balance_is_told_once(problems_of: Run) -> None:
    before = GROUPS + "一组,,上期余额,,,100.00\n一组,2026-04-18,晒场出租,60.00,,170.00\n"
    after = GROUPS + "一组,,上期余额,,,160.00\n一组,2026-07-18,清沟,,50.00,110.00\n"
    assert codes(problems_of({"groups/2026-Q2.csv": before, "groups/2026-Q3.csv": after})) == ["balance-mismatch"]


@pytest.mark.parametrize(
    ("officer", "supervisor", "wrong"),
    [
        ("{姓名: 王示例, 职务: 村委会主任}", "{姓名: 王示例, 职务: 委员}", True),
        ("{姓名: 王示例, 职务: 党支部委员}", "{姓名: 王示例, 职务: 村务监督委员会主任}", False),
        ("{姓名: 王示例, 职务: 党支部书记}", "{姓名: 王示例, 职务: 村务监督委员会主任}", True),
        ("{姓名: 王示例, 职务: 党支部委员、报账员}", "{姓名: 王 示例, 职务: 委员}", True),
        ("{姓名: 王示例, 职务: 村委会主任, 近亲属: [李样本]}", "{姓名: 李样本, 职务: 委员}", True),
        ("{姓名: 王示例, 职务: 村委会主任, 近亲属: 李样本}", "{姓名: 李样本, 职务: 委员}", True),
        ("{姓名: 王示例, 职务: 村委会主任, 近亲属: [李样本]}", "{姓名: 孙虚构, 职务: 委员}", False),
        ("{姓名: 王示例, 职务: 村委会主任}", "{姓名: 孙虚构, 职务: 委员、文书}", True),
    ],
)
def test_nobody_watches_himself_or_his_kin(officer: str, supervisor: str, wrong: bool, problems_of: Run) -> None:
    village = f"{VILLAGE_YML}班子:\n  - {officer}\n监督:\n  - {supervisor}\n"
    found = codes(problems_of({"village.yml": village, **decision(*STEPS)}))
    assert found == (["supervisor-conflict"] if wrong else [])


@pytest.mark.parametrize(("day", "wrong"), [("2026-11-01", []), ("2026-10-28", []), ("2026-11-03", ["reviewed-late"]), ("2026-13-03", [])])
def test_review_comes_before_publication(day: str, wrong: list[str], problems_of: Run) -> None:
    text = GROUPS + f"一组,2026-10-18,晒场出租,60.00,,60.00\n公开日：2026-11-01\n审核：李样本 {day} 审核通过\n"
    assert codes(problems_of({"groups/2026-Q4.csv": text})) == wrong
    notice = f"---\n标题: 告示\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-01\n审核: 李样本 {day} 审核通过\n---\n\n正文。\n"
    assert codes(problems_of({"groups/2026-Q4.csv": GROUPS + "一组,2026-10-18,晒场,1,,1\n", "notices/2026-a.md": notice})) == wrong


KIN = "欧阳近亲"


def test_kin_are_on_no_page_in_no_download_and_no_search_record(tmp_path: Path) -> None:
    """Looked for in every byte of the docs and in every search record."""
    village = f"{VILLAGE_YML}班子:\n  - {{姓名: 王示例, 职务: 村委会主任, 近亲属: [{KIN}]}}\n监督:\n  - {{姓名: 孙虚构, 职务: 委员}}\n"
    root = write_tree(
        tmp_path, {"village.yml": village, "questions/2026.csv": QUESTIONS + "2026-01,2026-11-20,路灯什么时候修,,,\n", **decision(*STEPS)}
    )
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
    assert plan, problems
    found = docs_of(plan)
    assert len(found) > 20
    assert not [path for path, content in found.items() if KIN.encode() in content or KIN.encode("unicode_escape") in content]
    assert plan.records
    assert not [record for record in each_record(plan.records) if KIN in str(asdict(record))]


def test_nor_in_the_site_that_is_published(tmp_path: Path) -> None:
    village = f"{VILLAGE_YML}班子:\n  - {{姓名: 王示例, 职务: 村委会主任, 近亲属: [{KIN}]}}\n"
    root = write_tree(tmp_path, {"village.yml": village, **decision(*STEPS)})
    assert all(board.built for board in build.build(root, TODAY).boards)
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if KIN.encode() in path.read_bytes() or KIN.encode("unicode_escape") in path.read_bytes()]


def test_the_samples_agree_with_the_notices() -> None:
    """A meeting that a notice tells of has the same votes in the year's list."""
    data = loaded("shifan")[0].datasets
    rows = [row for year in data["meetings"] for row in year.rows if row.text("日期") == "2026-11-16"]
    body = next(notice.body for notice in data["notices"] if notice.key == "2026-11-meeting-decisions")
    for row in rows:
        assert f"| {row.text('议题')} | {row.text('赞成')} | {row.text('反对')} | {row.text('弃权')} | 通过 |" in body
    assert len(rows) == 3
