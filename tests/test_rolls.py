"""Lists of persons of every kind: named while they are posted, counted afterwards, and told of where they have no end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import build
from generator.board import plan_board
from generator.check.rolls import ends
from generator.config import Context, Edition, SiteConfig
from generator.findable import each_record
from generator.kinds import all_kinds, kind_named
from generator.load.board_data import load_board
from generator.task import BoardTask
from tests.conftest import TODAY, VILLAGE_YML, docs_of, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER

POSTED = "公示期：2026-10-08 至 2026-10-30\n"
LAST = date(2026, 10, 30)
OFFICE = VILLAGE_YML + "班子:\n  - {姓名: 赵范例, 职务: 主任}\n"

ELECTION = """选举,选举日,职务,应选人数,姓名,得票,结果
换届选举,2026-03-20,委员,1,陈卫东,702,当选
换届选举,2026-03-20,委员,,王建国,21,未当选
换届选举,2026-03-20,委员,,李秀英,8,未当选
"""
GIFTS = """捐赠人,日期,金额,用途,已用,余额,同意
陈卫东,2026-07-02,100,修路,0,100,是
金穗粮油店,2026-07-02,300,修路,0,300,
王建国,2026-07-02,40,修路,0,40,
李秀英,2026-07-02,50,修路,0,50,
"""
HONORS = """称号,对象,姓名,授予日期,有效期,状态,撤销日期,撤销原因
好媳妇,人,陈卫东,2026-01-15,2年,,,
好媳妇,人,王建国,2026-01-15,6个月,,,
好媳妇,人,李秀英,2026-01-15,2年,撤销,2026-08-01,没有做到
好媳妇,集体,妇女联合会,2026-01-15,6个月,,,
"""
JUDGED = """类别,职务,姓名,日期,优秀,称职,基本称职,不称职
民主评议,主任,赵范例,2026-01-16,9,0,0,0
民主评议,会计,王建国,2026-01-16,8,1,0,0
"""
FILES = {
    "pay": ("2026-Q3.csv", "姓名,事由,应发,实发\n赵范例,主任,900,900\n王建国,护林,100,100\n李秀英,护林,200,150\n"),
    "accountability": ("2026.csv", JUDGED),
    "elections": ("2026-committee.csv", ELECTION),
    "donations": ("2026-Q3.csv", GIFTS),
    "honors": ("2026.csv", HONORS),
}
STAYS = {"pay": "赵范例", "accountability": "赵范例", "elections": "陈卫东", "donations": "陈卫东", "honors": "陈卫东"}
KINDS = pytest.mark.parametrize("kind", sorted(FILES))


def tree(root: Path, kind: str, posted: str = POSTED) -> Path:
    name, rows = FILES[kind]
    return write_tree(root, {"village.yml": OFFICE, f"{kind}/{name}": rows + posted})


def made(root: Path, day: date, edition: Edition = "village") -> str:
    """All that is shown of it: pages, downloads, what can be found."""
    _, plan, problems = plan_board(BoardTask(root, "demo", SiteConfig(), day, edition=edition))
    assert plan, problems
    return b"".join(docs_of(plan).values()).decode("utf-8", "ignore") + repr([*each_record(plan.records or ())])


def endless(root: Path) -> list[str]:
    return [p.source.file.split("/")[-2] for p in build.check(root, TODAY).problems if p.code == "list-endless"]


@KINDS
def test_names_leave_when_the_posting_ends(kind: str, tmp_path: Path) -> None:
    root = tree(tmp_path, kind)
    during, after = made(root, LAST), made(root, LAST + timedelta(days=1))
    for name in ("王建国", "李秀英") if kind != "accountability" else ("王建国",):
        assert name in during
        assert name not in after
    assert STAYS[kind] in during
    assert STAYS[kind] in after


def test_sums_and_counts_stay(tmp_path: Path) -> None:
    pay = made(tree(tmp_path / "a", "pay"), TODAY)
    assert "2 人（姓名已撤下）" in pay
    assert "1,200.00" in pay  # 应发 of all
    assert "250.00" in pay  # 实发 of the two
    honors = made(tree(tmp_path / "b", "honors"), TODAY)
    assert "1 人（未公开姓名）" in honors
    assert "妇女联合会" in honors
    assert "没有做到" in honors
    elections = made(tree(tmp_path / "c", "elections"), TODAY)
    assert elections.count('<th scope="row" role="rowheader">1 人（姓名已撤下）') == 2
    written = "选举: 换届\n选举日: 2026-03-20\n公示期: 2026-10-08 至 2026-10-30\n候选人:\n"
    written += "".join(f"  - {{职务: 委员, 应选人数: 1, 姓名: {name}, 得票: 9, 结果: 未当选}}\n" for name in ("王建国", "李秀英"))
    elections = made(write_tree(tmp_path / "e", {"elections/2026-committee.yml": written}), TODAY)
    assert elections.count('<th scope="row" role="rowheader">1 人（姓名已撤下）') == 2
    given = made(tree(tmp_path / "d", "donations"), TODAY)
    assert "金穗粮油店" in given
    assert "490.00" in given


@KINDS
def test_one_without_an_end_is_told_once(kind: str, tmp_path: Path) -> None:
    assert endless(tree(tmp_path / "without", kind, "")) == [kind]
    assert endless(tree(tmp_path / "with", kind)) == []


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("pay/2026-Q3.csv", "姓名,事由,应发,实发\n赵范例,主任,900,900\n"),
        ("honors/2026.csv", "称号,对象,姓名,授予日期,有效期\n好媳妇,人,陈卫东,2026-01-15,2年\n"),
        ("honors/2026.csv", "称号,对象,数量,授予日期,有效期\n好媳妇,人,3,2020-01-15,2年\n"),
        (
            "donations/2026-Q3.csv",
            "捐赠人,日期,金额,用途,已用,余额\n匿名,2026-07-02,3,修路,0,3\n甲公司,2026-07-02,3,修路,0,3\n",
        ),
    ],
)
def test_who_may_be_named_for_longer_needs_no_end(file: str, rows: str, tmp_path: Path) -> None:
    assert endless(write_tree(tmp_path, {"village.yml": OFFICE, file: rows})) == []


def test_who_was_elected_is_named_for_the_term(tmp_path: Path) -> None:
    root = tree(tmp_path, "elections")
    assert "陈卫东" in made(root, date(2031, 3, 19))
    assert "陈卫东" not in made(root, date(2031, 3, 20))


@KINDS
def test_the_day_it_ends_is_known_before(kind: str, tmp_path: Path) -> None:
    """So that names go on their day even where the file cannot be opened then."""
    data, _ = load_board(tree(tmp_path, kind), "demo", all_kinds())
    roll = kind_named(kind).roll
    assert data.village
    assert roll
    days = list(ends(data.datasets[kind][0], roll, Context(SiteConfig(), data.village, TODAY)))
    assert min(days) == LAST + timedelta(days=1)


def test_names_go_on_their_day_from_a_board_with_an_error(tmp_path: Path) -> None:
    """And the page that stands in their place has the board's look and its telephone."""
    pay = "姓名,事由,应发,实发\n王鵼国,护林,100,100\n公示期：2026-11-02 至 2026-11-30\n"
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, "pay/2026-Q3.csv": pay})
    page = root / "site/demo/finance/pay/2026-Q3/index.html"
    assert build.build(root, TODAY).boards[0].built
    assert "王鵼国" in page.read_text(encoding="utf-8")
    write_tree(root, {"village.yml": VILLAGE_YML, "ledger/2026-03.csv": BAD_LEDGER})
    outcome = build.build(root, date(2026, 12, 1))
    assert outcome.taken
    assert [path for path in (root / "site").rglob("*.html") if "王鵼国" in path.read_text(encoding="utf-8")] == []
    text = page.read_text(encoding="utf-8")
    assert "<header>甲村</header>" in text
    assert "已撤下" in text
    assert 'href="tel:00000000001">0000-0000001</a>' in text


def unlisted() -> Iterator[str]:
    for kind in all_kinds():
        if kind.roll is None and any(column.persons in ("named", "consent") for column in kind.columns):
            yield kind.name


def test_every_kind_with_persons_says_what_stays_of_them() -> None:
    """Of 收支明细 each line is money: who signed for it stands there as in any book. A register of points goes by consent alone."""
    assert list(unlisted()) == ["ledger", "point_households"]
