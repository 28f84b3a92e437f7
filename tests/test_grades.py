"""What an item of the catalogue lets be said of persons in a notice's tables: masked names, sums only, no small counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.board import plan_board
from generator.check.cell_suppression import FEW
from generator.check.masked_names import masked
from generator.check.redaction import LEFT_OUT, without_few
from generator.config import Edition
from generator.findable import each_record
from generator.law.persons import surname
from generator.load.settings import load_site
from generator.shown import Table, TableColumn
from generator.task import BoardTask
from tests.conftest import TODAY, docs_of, write_tree

NOTICE = "---\n标题: 甲\n事项: {matter}\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-10\n附表: 2026-a.csv\n---\n\n乙。\n"


def made(tmp_path: Path, matter: str, table: str, edition: Edition = "public") -> str:
    """All bytes below docs/ of a board with such a notice, as one text."""
    root = write_tree(tmp_path, {"notices/2026-a.md": NOTICE.format(matter=matter), "notices/2026-a.csv": table})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY, edition=edition))
    assert plan, problems
    records = [] if plan.records is None else [repr(record) for record in each_record(plan.records)]
    return "\n".join([*records, *(content.decode("utf-8", "replace") for path, content in docs_of(plan).items() if "2026-a" in path)])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("王建国", "王"), ("王 英", "王"), ("欧阳修", "欧阳"), ("欧阳", "欧"), ("买买提·艾力", ""), ("王某", ""), ("匿名", ""),
        ("张庄小学", ""), ("张庄合作社", ""), ("李国学", "李"), ("二组", ""), ("", ""), ("43 人", ""),
    ],
)  # fmt: skip
def test_a_surname_is_told_from_the_name_of_a_thing(text: str, first: str) -> None:
    assert surname(text) == first


def test_those_of_one_surname_are_told_apart_within_their_group() -> None:
    rows = [("一组", "王建国"), ("一组", "王建民"), ("二组", "王英"), ("二组", "李英"), ("二组", "匿名")]
    assert masked(rows) == ["王某(1)", "王某(2)", "王某", "李某", "匿名"]


def test_names_are_masked_for_everybody_and_not_for_villagers(tmp_path: Path) -> None:
    table = "组别,户主,应收,实收\n一组,王建国,35.00,35.00\n一组,王建民,42.00,0\n二组,李英,18.00,18.00\n"
    said = made(tmp_path, "水电费等代收", table)
    assert "王某(1)" in said
    assert "王某(2)" in said
    assert "李某" in said
    assert not any(name in said for name in ("王建国", "王建民", "李英"))
    assert "王建国" in made(tmp_path, "水电费等代收", table, "village")
    assert "王建国" in made(tmp_path, "村级工程", table)  # where the catalogue lets names be told


@pytest.mark.parametrize("edition", ["public", "village"])
def test_small_counts_are_in_no_byte(edition: Edition, tmp_path: Path) -> None:
    table = "类别,人数,金额\n低保,31,24817.00\n特困,3,2943.00\n临时救助,12,8611.00\n合计,46,36371.00\n"
    said = made(tmp_path, "低保、特困、临时救助", table, edition)
    assert "&lt;5" in said
    assert "31" in said
    assert "46" in said
    assert "24817" in said
    assert not any(amount in said for amount in ("2943", "2,943", "8611", "8,611"))  # of the row and of the one it could be worked out from


COUNTS = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=5)


@given(COUNTS, st.booleans())
def test_no_small_count_is_left_and_none_is_the_only_gap(counts: list[list[int]], summed: bool) -> None:
    columns = (TableColumn("类别"), TableColumn("人数"), TableColumn("户数"), TableColumn("金额"))
    rows = tuple((f"类{i}", str(a), str(b), f"{a * 7 + 1000}.00") for i, (a, b) in enumerate(counts))
    foot = ("合计", str(sum(a for a, _ in counts)), str(sum(b for _, b in counts)), "") if summed else ()
    table = without_few(Table("t", "表", columns, rows, foot))
    for c in (1, 2):
        shown = [row[c] for row in table.rows]
        assert not any(str(cell).isdigit() and 0 < int(str(cell)) < FEW for cell in (*shown, *table.foot[c : c + 1]))
        gaps = sum(cell in (LEFT_OUT, f"<{FEW}") for cell in (*shown, *table.foot[c : c + 1]))
        assert gaps != 1 or not summed  # one gap in a column with its sum is no gap
    assert all(row[3] == LEFT_OUT for row in table.rows if LEFT_OUT in row[1:3] or f"<{FEW}" in row[1:3])


def test_a_table_of_large_counts_is_shown_as_it_is() -> None:
    table = Table("t", "表", (TableColumn("类别"), TableColumn("人数")), (("甲", "31"), ("乙", "12 人")), ("合计", "43"))
    assert without_few(table) is table


@pytest.mark.parametrize(
    ("consent", "edition", "said"),
    [
        ("", "public", "钟某"), ("是", "public", "钟离甲"), ("撤回", "public", "钟某"), ("2026-11-22", "public", "钟某"),
        ("2026-12-31", "public", "钟离甲"), ("", "village", "钟离甲"), ("撤回", "village", "钟某"),
    ],
)  # fmt: skip
def test_a_giver_is_named_who_agreed(consent: str, edition: Edition, said: str, tmp_path: Path) -> None:
    table = f"捐赠人,日期,金额,用途,已用,余额,同意\n钟离甲,2026-02-12,100.00,广场,,100.00,{consent}\n示例农资店,2026-02-13,,防汛,,,\n"
    root = write_tree(tmp_path, {"donations/2026-H1.csv": table})
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY, edition=edition))
    assert plan, problems
    text = "\n".join(
        [*map(repr, each_record(plan.records or ())), *(content.decode("utf-8", "replace") for content in docs_of(plan).values())]
    )
    assert said in text
    assert ("钟离甲" in text) == (said == "钟离甲")
    assert "示例农资店" in text
    assert 'data-label="同意"' not in text
    assert "同意" not in docs_of(plan)["finance/donations/2026-H1/donations-2026-H1.csv"].decode()


def test_the_sum_of_some_rows_gives_nothing_back() -> None:
    """13 − 10 would be 3, 900 + 100 − 900 its amount."""
    columns = (TableColumn("类别"), TableColumn("人数"), TableColumn("金额"))
    rows = (
        ("甲", "3", "100"),
        ("乙", "10", "900"),
        ("小计", "13", "1000"),
        ("丙", "8", "700"),
        ("丁", "20", "1800"),
        ("小计", "28", "2500"),
    )
    shown = without_few(Table("t", "表", columns, rows, ("合计", "41", "3500")))
    assert [row[1] for row in shown.rows] == [f"<{FEW}", "10", LEFT_OUT, LEFT_OUT, "20", LEFT_OUT]
    assert [row[2] for row in shown.rows] == [LEFT_OUT, "900", LEFT_OUT, LEFT_OUT, "1800", LEFT_OUT]
    assert shown.foot == ("合计", "41", "3500")


def test_one_amount_is_not_what_the_sum_lacks() -> None:
    """Of 3 persons beside nobody the sum is left out with the count, and so is its amount: with the standard it would give the 3."""
    columns = (TableColumn("类别"), TableColumn("人数"), TableColumn("金额"))
    shown = without_few(Table("t", "表", columns, (("甲", "3", "2943"), ("乙", "0", "0")), ("合计", "3", "2943")))
    assert (shown.rows[0][1:], shown.rows[1][1:], shown.foot[1:]) == ((f"<{FEW}", LEFT_OUT), ("0", "0"), (LEFT_OUT, LEFT_OUT))
