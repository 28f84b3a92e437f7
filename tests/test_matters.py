"""一件事: what is decided, built, listed and paid is one matter to the fen, a page tells the whole of it, and no name leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.board import plan_board
from generator.check import matters, works
from generator.check.walk import IN, OUT
from generator.config import Context, SiteConfig
from generator.findable import Record
from generator.kind import Books
from generator.kinds import all_kinds
from generator.load.board_data import BoardData, load_board
from generator.overviews import _matter_told, _works_told
from generator.overviews.matters import OVERVIEW
from generator.site import search
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, docs_of, examples, loaded, write_tree
from tests.matter_files import ASKED, NOTICE, PLAN, Sums, decision, files, ledger, listing, off_by, work
from tests.test_linear import calls

Run = Callable[..., list[tuple[str, int, int, str]]]


def books_of(data: BoardData) -> tuple[Books, Context]:
    assert data.village
    task = BoardTask(ROOT, data.village.slug, SiteConfig(), TODAY)
    return {name: data.datasets[name] for name in OVERVIEW.uses}, task.context(data.village)


def told_of(data: BoardData) -> list[_matter_told.MatterTold]:
    return _matter_told.told(*books_of(data))


@pytest.fixture(scope="module")
def shifan() -> dict[str, _matter_told.MatterTold]:
    return {one.matter.name: one for one in told_of(loaded("shifan")[0])}


def pages(root: Path) -> dict[str, str]:
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), TODAY))
    assert plan, problems
    return {name: text.decode() for name, text in docs_of(plan).items() if name.endswith(".md")}


def facts_of(one: _matter_told.MatterTold) -> dict[str, str]:
    return {name: "，".join(map(str, lines)) for name, lines in one.facts}


# --- one matter --------------------------------------------------------------------------------


def test_the_road_of_the_sample_is_told_whole(shifan: dict[str, _matter_told.MatterTold]) -> None:
    """Who decided it, what it cost, each voucher, its acceptance, that nothing is owed."""
    road = shifan["二组道路硬化"]
    assert road.matter.path == "affairs/decisions/2025-road.md"
    assert facts_of(road) == {
        "现在": "2026年7月9日质保期满",
        "花了多少": "一共 189,997.60 元，比预算少 2,002.40 元",
        "谁定的": "2025年2月26日村民代表会议决议，应到 35 人，到会 33 人，赞成 31 票，弃权 2 票",
        "验收了没有": "2025年7月8日",
        "还欠多少": "没有欠",
    }
    assert [row.text("凭证号") for *_, row in road.spent] == ["记-020", "记-024", "记-025", "记-013", "记-042", "记-011"]
    assert sum(row.fen(OUT) or 0 for *_, row in road.spent) == 18_999_760
    assert sum(row.fen(IN) or 0 for *_, row in road.came) == 592_000 + 13_000_000


def test_a_work_that_is_called_otherwise_than_its_decision_is_the_same_matter(shifan: dict[str, _matter_told.MatterTold]) -> None:
    bridge = shifan["五组机耕桥重建"].matter
    assert [work.name for work in bridge.works] == ["五组机耕桥"]
    assert set(shifan) == {"二组道路硬化", "文化广场改造", "五组机耕桥重建", "冬修沟渠", "光伏路灯"}


def test_each_has_its_page_at_the_address_of_its_decision_else_of_its_work(tmp_path: Path) -> None:
    alone = listing(Sums(), "水塔")
    made = files() | {"works/2026-tank.yml": work(Sums(), "蓄水池"), "projects/2026-Q1.csv": alone}
    root = write_tree(tmp_path, made)
    there = {name for name in pages(root) if name.startswith(("affairs/decisions", "affairs/works"))}
    assert {"affairs/decisions/2026-canal.md", "affairs/works/2026-tank.md"} < there
    assert len(there) == 3, "what is only in a list has a page, too"


def test_what_names_it_leads_to_it(tmp_path: Path) -> None:
    made = pages(write_tree(tmp_path, files()))
    page = made["affairs/decisions/2026-canal.md"]
    for words in (
        "三组水渠重修</a>，村委会副主任负责，2026年6月30日以前，完成",
        "照四议两公开议的",
        "水渠漏不漏",
        "三组水渠结算",
        "2026年第二季度村级工程",
        "首付款",
        "测量费",
        "上级补助",
    ):
        assert words in page
    for name in ("projects/2026-Q2", "questions/2026"):
        assert 'decisions/2026-canal/">三组水渠</a>' in made[f"affairs/{name}.md"]
    assert "decisions/2026-canal/" in made["notices/2026-05-canal.md"]
    assert "decisions/2026-canal/" in made["finance/2026-05.md"]


@pytest.mark.parametrize(
    ("left", "lacking"),
    [
        ("", ""),
        ("验收", "没有验收记录"),
        ("招标", "没有招标记录"),
        ("合同", "没有合同记录"),
    ],
)
def test_what_is_missing_in_the_chain_is_said(left: str, lacking: str, tmp_path: Path) -> None:
    steps = work(Sums(), top="监督: 村务监督委员会\n").splitlines(keepends=True)
    kept = "".join(line for line in steps if not left or f"步骤: {left}" not in line)
    root = write_tree(tmp_path, {"works/2026-canal.yml": kept, "decisions/2026-canal.yml": decision(Sums()), **ledger(Sums())})
    (one,) = told_of(load_board(root, "demo", all_kinds())[0])
    assert facts_of(one).get("缺什么", "") == lacking
    assert facts_of(one)["验收了没有"] == ("没有验收记录" if left == "验收" else "2026年5月8日")


def test_a_work_that_nobody_wrote_more_of_says_all_that_is_not_there(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"works/2026-canal.yml": "工程: 水渠\n过程:\n  - {步骤: 完工, 日期: 2026-05}\n", **ledger(Sums())})
    (one,) = told_of(load_board(root, "demo", all_kinds())[0])
    assert facts_of(one)["缺什么"] == "没有议定记录，没有招标记录，没有合同记录，没有监督记录，没有验收记录，没有付款记录"
    assert one.state == "2026年5月完工"
    begun = write_tree(tmp_path / "b", {"works/2026-canal.yml": "工程: 水渠\n过程:\n  - {步骤: 立项, 日期: 2026-05-01}\n"})
    (one,) = told_of(load_board(begun, "demo", all_kinds())[0])
    assert "缺什么" not in facts_of(one), "what is not begun lacks nothing"


# --- to the fen --------------------------------------------------------------------------------


def test_honest_books_get_no_word(problems_of: Run) -> None:
    assert problems_of(files()) == []


SUMS = st.builds(
    Sums,
    budget=st.integers(3_000_000, 9_000_000),
    agreed=st.integers(1_000_000, 2_500_000),
    changed=st.integers(-90_000, 90_000).filter(bool),
    other=st.integers(1, 200_000),
    grant=st.integers(1, 900_000),
    first=st.integers(1, 900_000),
)


@examples(12)
@given(SUMS)
def test_ledger_list_file_and_matter_are_one_sum(tmp_path_factory: pytest.TempPathFactory, sums: Sums) -> None:
    root = write_tree(tmp_path_factory.mktemp("books"), files(sums))
    assert build.check(root, TODAY).problems == ()
    data = load_board(root, "demo", all_kinds())[0]
    (one,) = told_of(data)
    (known,) = one.matter.works
    assert known.row
    spent = sum(row.fen(OUT) or 0 for *_, row in one.spent)
    assert spent == (known.row.fen("已付") or 0) + (known.row.fen("其他费用") or 0) == sums.whole
    assert (known.row.fen("已付") or 0) <= sums.settled == works.price(data.datasets["works"][0])
    of = _works_told.sums(known)
    assert (of.whole, of.owed(spent), of.budget) == (sums.whole, 0, sums.budget)
    assert {name: fen for name, fen, _ in one.figures}["账上已经花的"] == sums.whole


KINDS = {"decisions": decision, "works": work, "projects": listing}


@pytest.mark.parametrize("fen", [1, -1])
@pytest.mark.parametrize("name", ["budget", "agreed", "changed", "other"])
@pytest.mark.parametrize("kind", KINDS)
def test_one_sum_that_is_off_in_one_file_is_told(kind: str, name: str, fen: int, problems_of: Run) -> None:
    if (text := KINDS[kind](off_by(fen, name))) != KINDS[kind](Sums()):
        assert problems_of(files(**{kind: text})), "to the fen"


@pytest.mark.parametrize("name", ["agreed", "other", "first"])
def test_so_is_a_payment_that_is_off(name: str, problems_of: Run) -> None:
    told = problems_of(files() | ledger(off_by(1, name)))
    assert bool(told) == (name != "first"), "how it was split among the payments is nobody's sum"


def test_more_than_settled_is_told(problems_of: Run) -> None:
    assert "project-paid" in {code for code, *_ in problems_of(files(projects=listing(Sums(), paid=Sums().settled + 1)))}


# --- names -------------------------------------------------------------------------------------


NOWHERE = "在四议两公开、工程全过程、村级工程里没有。"


def hints(root: Path) -> list[tuple[str, str, str]]:
    return [
        (p.source.file.split("/")[3], p.message, p.hint.split("？")[0] + "？" if "？" in p.hint else p.hint)
        for p in build.check(root, TODAY).problems
        if p.code == "reference-unknown"
    ]


@pytest.mark.parametrize(
    ("changed", "file", "message"),
    [
        (
            {"questions": ASKED.replace("。,三组水渠", "。,三组水沟")},
            "questions",
            f"关于「三组水沟」{NOWHERE}",
        ),
        (
            {"notices": NOTICE.replace("关于: 三组水渠", "关于: 三组水渠道")},
            "notices",
            f"关于「三组水渠道」{NOWHERE}",
        ),
        (
            {"plans": PLAN.replace("完成,三组水渠,三组水渠,", "完成,三组水渠,三组水沟,")},
            "plans",
            "工程「三组水沟」在村级工程、工程全过程里没有。",
        ),
        ({"works": work(Sums(), top="议题: 三组水区\n")}, "works", "议题「三组水区」在四议两公开里没有。"),
        ({"works": work(Sums(), "三组水渠工程")}, "works", "工程「三组水渠工程」在村级工程里没有。"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_one_it_may_be(
    changed: Mapping[str, str], file: str, message: str, tmp_path: Path
) -> None:
    assert (file, message, "是不是「三组水渠」？") in hints(write_tree(tmp_path, files(**changed)))


def test_a_work_that_is_called_anew_is_missed_by_the_ledger_and_beside_its_decision(tmp_path: Path) -> None:
    """All three that name it are told of: renamed in one place, it would quietly be two matters."""
    new = {"works": work(Sums(), "三组水渠工程"), "projects": listing(Sums(), "三组水渠工程")}
    told = hints(write_tree(tmp_path, files(**new)))
    assert ("projects", "工程「三组水渠工程」在四议两公开里没有。", "是不是「三组水渠」？") in told


def test_the_ledger_that_calls_a_work_otherwise_is_told(tmp_path: Path) -> None:
    made = {"projects/2026-Q2.csv": listing(Sums()), **ledger(Sums(), "三组水渠工程")}
    assert hints(write_tree(tmp_path, made)) == [("ledger", "项目「三组水渠工程」在村级工程、工程全过程里没有。", "是不是「三组水渠」？")]


def test_what_differs_by_its_number_is_another_work(tmp_path: Path) -> None:
    made = {"projects/2026-Q2.csv": listing(Sums()), **ledger(Sums(), "四组水渠")}
    assert hints(write_tree(tmp_path, made)) == []


def test_a_deleted_decision_is_missed_by_whatever_names_it(tmp_path: Path) -> None:
    made = files(works=work(Sums(), top="议题: 三组水渠\n")) | {"decisions/2026-other.yml": decision(Sums(), "别的事")}
    del made["decisions/2026-canal.yml"]
    assert ("works", "议题「三组水渠」在四议两公开里没有。") in [one[:2] for one in hints(write_tree(tmp_path, made))]


def test_of_several_decisions_that_count_the_same_project_a_work_is_of_the_newest(tmp_path: Path) -> None:
    """A ditch is cleared each winter."""
    winters = {
        f"decisions/{year}-ditch.yml": decision(Sums(), f"{year}年冬修").replace("预算:", "账目: 冬修沟渠\n预算:") for year in (2025, 2026)
    }
    root = write_tree(tmp_path, winters | {"projects/2026-Q2.csv": listing(Sums(), "冬修沟渠")})
    made = matters.matters(load_board(root, "demo", all_kinds())[0].datasets)
    assert [(one.name, [work.name for work in one.works]) for one in made] == [("2025年冬修", []), ("2026年冬修", ["冬修沟渠"])]


# --- search, cost ------------------------------------------------------------------------------


def test_its_page_is_found_before_what_tells_a_part_of_it(shifan: dict[str, _matter_told.MatterTold]) -> None:
    """What comes last in the index is shown first."""
    many = [
        Record("二组道路硬化", "", "a.md", date=date(2026, 11, 1)),
        Record("二组道路硬化", "", "b.md"),
        Record("x", "", "c.md", first=True),
    ]
    many += [Record("二组道路硬化", "", "d.md")]
    assert search._in_order(many)[-1].path == "c.md"
    made = list(OVERVIEW.records(*books_of(loaded("shifan")[0])))
    assert {record.title for record in made if record.first} == set(shifan)


def _books(folder: Path, count: int) -> BoardData:
    """So many matters, each with its decision, its list row and two payments, in one ledger."""
    made: dict[str, str] = {}
    rows, left = "", 90_000_000_00
    paid = "日期,凭证号,摘要,科目,收入,支出,余额,项目\n" + f",,上月余额,,,,{left // 100}.00,\n"
    for n in range(count):
        name = f"渠段甲{n:04d}号"
        made[f"decisions/2026-{n:04d}.yml"] = decision(Sums(), name)
        rows += listing(Sums(), name).partition("\n")[2]
        for k in range(2):
            left -= 100
            paid += f"2026-05-{n % 28 + 1:02d},记-{n * 2 + k + 1},付款,在建工程,,1.00,{left // 100}.00,{name}\n"
    head = listing(Sums()).partition("\n")[0]
    made |= {"projects/2026-Q2.csv": f"{head}\n{rows}", "ledger/2026-05.csv": paid}
    return load_board(write_tree(folder, made), "demo", all_kinds())[0]


def test_twice_the_matters_are_twice_the_work(tmp_path: Path) -> None:
    few, many = (_books(tmp_path / str(n), n) for n in (20, 40))
    made = [(lambda data=data: list(OVERVIEW.pages(*books_of(data)))) for data in (few, many)]
    made[0]()  # what is made once is made
    assert calls(made[1]) < 2.3 * calls(made[0])
