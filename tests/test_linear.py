"""Twice the input is twice the work, counted in calls, so that no machine is too slow for it; and what would be more is refused."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import bounds, sum_rows
from generator.build import check
from generator.check import body
from generator.check.few import MOST
from generator.gate import both_ends
from generator.load.free_table import read_free_table
from generator.load.xlsx_file import read_xlsx
from generator.privacy.numbers import numbers
from generator.sum_rows import Line, may_be_sum_of, too_many
from tests.conftest import LEDGER_HEADER, TODAY, write_tree
from tests.papers import workbook
from tests.test_bounds import book, sheet, text

NOTICE = "---\n标题: 名单\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: 2026-01-05\n附表: 2026-01-a.csv\n---\n正文\n"


def calls(act: Callable[[], object]) -> int:
    """How many functions run, those of the interpreter's own included."""
    count = 0

    def seen(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def _parts_of(lines: int) -> object:
    body.parts.cache_clear()
    return body.parts("\n".join(f">> 第 {i} 行" for i in range(lines)))


def _table_of(folder: Path, rows: int) -> object:
    (folder / "a.csv").write_text("项目,金额\n" + "".join(f"第{i}项,{i}\n" for i in range(rows)) + f"合计,{rows * (rows - 1) // 2}\n")
    return read_free_table(folder / "a.csv", "a.csv")


@pytest.mark.parametrize(
    "act",
    [
        lambda n, _: _parts_of(n),
        lambda n, folder: _table_of(folder, n),
        lambda n, _: list(numbers("1 " * n)),
        lambda n, _: list(numbers("1一" * n)),
        lambda n, _: list(numbers("0 1 3 6 " * n)),
    ],
    ids=["quoted lines", "rows of a table", "digits", "digits of two sorts", "digits that may begin a number"],
)
def test_twice_as_much_is_twice_the_work(act: Callable[[int, Path], object], tmp_path: Path) -> None:
    act(50, tmp_path)  # what is remembered once for all
    first, second = (calls(lambda size=size: act(size, tmp_path)) for size in (200, 800))  # type: ignore[misc]
    assert second < 6 * first


def test_a_digit_that_begins_no_number_is_passed_over() -> None:
    """Every digit of a row may begin one; few do, and only of those all shapes are asked."""
    assert calls(lambda: list(numbers("1 " * 1000))) < 8 * 1000


def test_a_body_asked_often_is_taken_apart_once() -> None:
    text_of = "\n".join(f"| {i} | 甲 |" for i in range(20))
    body.parts.cache_clear()
    assert body.parts(text_of) is body.parts(text_of)


def test_what_a_sum_is_of_is_looked_for_no_further_than_it_is_found() -> None:
    lines = [Line((f"第{i}组",)) if i % 2 else Line(("小计",), stated=True) for i in range(400)]
    assert calls(lambda: next(may_be_sum_of(399 - 1, lines))) < 10 * len(lines)


@pytest.mark.parametrize(("rows", "sums", "fits"), [(5_000, 60, True), (1_000, 170, True), (10_000, 60, False), (5_000, 2_500, False)])
def test_sums_are_as_many_as_can_be_looked_at(rows: int, sums: int, fits: bool) -> None:
    assert bool(too_many(rows, sums)) is not fits


@pytest.mark.parametrize("where", ["ledger", "notice"])
def test_too_many_sums_are_told_once(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sum_rows, "_MOST", 1000)
    rows = [f"2026-01-{i:02d},付-{i},水费,公益支出,,1.00,\n,,{i}组小计,,,9.00,\n" for i in range(1, 15)]
    listed = "项目,金额\n" + "".join(f"{i}组,1\n{i}组小计,9\n" for i in range(1, 15))
    files = {
        "ledger": {"ledger/2026-01.csv": f"{LEDGER_HEADER}\n2026-01-01,,上月余额,,,,100.00\n{''.join(rows)}"},
        "notice": {"notices/2026-01-a.md": NOTICE, "notices/2026-01-a.csv": listed},
    }[where]
    found = [p for p in check(write_tree(tmp_path, files), TODAY).problems if p.code in ("too-large", "total-mismatch")]
    assert [p.code for p in found] == ["too-large"]
    assert "14 个小计、合计" in found[0].message


def test_numbers_in_every_row_are_told_as_often_as_can_be_read(tmp_path: Path) -> None:
    rows = "".join(f"王某,1381234{i:04d}\n" for i in range(MOST + 30))
    root = write_tree(tmp_path, {"notices/2026-01-a.md": NOTICE, "notices/2026-01-a.csv": f"姓名,备注\n{rows}"})
    found = sorted((p for p in check(root, TODAY).problems if p.code == "personal-phone"), key=lambda p: p.order)
    assert len(found) == MOST
    assert [p for p in found if "这样的还有 30 处" in p.message] == found[-1:]


def test_a_file_full_of_numbers_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_ends, "MOST", 20)
    rows = "".join(f"王某,1381234{i:04d}\n" for i in range(30))
    root = write_tree(tmp_path, {"notices/2026-01-a.md": NOTICE, "notices/2026-01-a.csv": f"姓名,备注\n{rows}"})
    found = check(root, TODAY).problems
    assert sum(p.code == "personal-phone" for p in found) == 20
    assert [p.code for p in found if p.code == "too-large"] == ["too-large"]


def _shared(cells: int, size: int) -> bytes:
    """One text that many cells show."""
    return workbook([["修" * size]] * cells)


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (_shared(300, 2000), True),
        (_shared(301, 2000), False),
        (book(sheet(f'<row r="{r}">{text(f"A{r}", "修" * 2000)}</row>' for r in range(1, 302))), False),
        (book(sheet([f'<row r="1">{text("A1", "修" * 2000)}</row>'], '<mergeCells><mergeCell ref="A1:A400"/></mergeCells>')), False),
    ],
    ids=["shared", "shared by one more", "its own", "merged downwards"],
)
def test_a_workbook_says_so_much_and_no_more(data: bytes, fits: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert [p.code for p in read_xlsx(path, "a.xlsx")[1]] == ([] if fits else ["too-large"])


def test_a_csv_says_so_much_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for size, codes in ((bounds.TEXT, []), (bounds.TEXT + 1, ["too-large"])):
        line = "修" * 999 + "\n"
        path.write_text("甲,乙\n" + line * ((size - 4) // 1000) + "修" * ((size - 4) % 1000), encoding="gb18030")
        found = read_free_table(path, "a.csv")[1]
        assert [p.code for p in found if p.code == "too-large"] == codes
