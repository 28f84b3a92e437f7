"""`gongkai add`: files as offices send them find their place, or somebody is asked; none goes to a wrong one."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from generator.inbox import companions, put, received
from generator.inbox.archive import SUMS, NotWhole, bundle, members
from generator.inbox.book_written import workbook
from generator.inbox.in_words import doubt_left, name_of, where_it_goes
from generator.inbox.kind_of import LEAST, MARGIN, _called, kind_of, scores
from generator.inbox.looked import PutPlan, look, look_at, plan
from generator.inbox.piecemeal import pieces
from generator.inbox.placed import says_same
from generator.inbox.put import put_in
from generator.inbox.understanding import Known, known, understand
from generator.inbox.understood import Answers, OnePiece, Received, Refusal, Understood
from generator.kinds import all_kinds
from generator.load.grid import Grid, GridRow
from generator.load.sheet_cells import NotRead, SheetCell, SheetCells
from generator.load.xlsx_file import xlsx_grids
from tests.conftest import ROOT, TODAY, Spoken, examples
from tests.office import LOCKED, NOTICES_AND_PHOTOS, eight_villages, forty, gbk, ledger, ods, ods_of, on_paper, photo, utf8, xls, xlsx

BOOK = "示范村2026年3月份收支明细表(最终版)(1).xlsx"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Eight villages without data. Nobody writes there."""
    return known(eight_villages(tmp_path_factory.mktemp("eight")), TODAY, all_kinds())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return eight_villages(tmp_path / "root")


def one(here: Known, name: str, data: bytes, *folders: str, told: Answers = Answers()) -> Understood:  # noqa: B008 - it is frozen
    """The one file, understood."""
    looked = look_at([Received(name, data, folders, name)], here, told)
    assert looked.refused == ()
    (understood,) = looked.understood
    return understood


def asked(understood: Understood) -> tuple[str, ...]:
    return tuple(doubt.about for doubt in understood.doubts)


def files_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# --- forty files -----------------------------------------------------------------------------


def test_forty_files_of_eight_villages_are_right_or_asked(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    every = list(forty())
    assert len(every) >= 40
    for each in every:
        path = tmp_path / "收件" / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.data)
    words = ("add", "-C", str(root), "--today", str(TODAY), "收件")
    status, told, wrong = spoken(*words, cwd=tmp_path)
    assert (status, wrong) == (1, "")
    wanted = {f"data/villages/{place}" for each in every for place in each.places}
    there = {file for file in files_below(root) if file.startswith("data/") and not file.endswith("village.yml")}
    assert there == wanted
    paragraphs = dict(re.findall(r"^(\S.*)\n((?:  .*\n)+)", told, re.MULTILINE))
    for each in (each for each in every if not each.places):
        body = next(body for head, body in paragraphs.items() if head.endswith(each.path))
        assert "没有放" in body, each.path
        assert ("写明了再来：gongkai add" in body) == bool(each.asked), each.path
        assert dict(re.findall(r"--(\w+) (村的文件夹名|类别|期别|名字)", body)).keys() == set(each.asked), body
    left = sum(not each.places for each in every) + 1  # the month that is only prepared
    assert f"放好 {len(wanted)} 份，{left} 份没有放。" in told
    assert "检查放进来的文件：" in told
    assert "工作表「旧底稿」是隐藏的，没有读" in told
    assert "工作表「Sheet2」里没有表" in told
    kinds = {file.split("/")[-2] for file in wanted}
    assert len(kinds) >= 12
    for each in (each for each in every if len(each.places) == 1 and each.path.endswith((".xlsx", ".csv", ".md", ".jpg"))):
        assert (root / "data/villages" / each.places[0]).read_bytes() == each.data, "what can be kept is kept byte for byte"

    before = files_below(root)
    status, told, _ = spoken(*words[:-1], "收件/龙湖社区", cwd=tmp_path)
    assert "3 份已经有了、没有变，1 份没有放。" in told
    assert files_below(root) == before


def test_every_sample_is_its_kind_or_asked() -> None:
    """The newest of each, even under a name that says nothing."""
    here = known(ROOT, TODAY, all_kinds())
    sure = 0
    every = [path for path in sorted((ROOT / "data/villages/shifan").glob("*/*")) if path.suffix != ".jpg"]
    newest = {path.parent.name: path for path in every if path.parent.name != "notices" or path.suffix == ".md"}
    files = list(newest.values())
    for path in files:
        made = pieces(Received(f"表{path.suffix}", path.read_bytes(), ("shifan",)), here.kinds)
        assert not isinstance(made, Refusal)
        understood = understand(made[0], here, Answers())
        assert isinstance(understood, Understood)
        assert understood.village == "shifan" or "village" in asked(understood), path
        assert understood.kind == path.parent.name or "kind" in asked(understood), path
        assert understood.period in ("", path.stem), (path, understood.why)
        sure += understood.kind == path.parent.name
    assert sure > len(files) * 9 // 10


COLUMNS = sorted({name for kind in all_kinds() for column in kind.columns for name in (column.name, *column.aliases[:1])})


@given(st.lists(st.sampled_from(COLUMNS), min_size=2, max_size=9, unique=True), st.sampled_from(["", *(k.title for k in all_kinds())]))
@examples(25)
def test_never_one_of_two_that_come_near(names: list[str], title: str) -> None:
    grid = Grid("x", (GridRow(1, 1, tuple(names)), GridRow(2, 2, ("1",) * len(names))))
    scored = scores([grid], (title,), all_kinds())
    guess = kind_of(scored, all_kinds())
    assert bool(guess.value) != bool(guess.doubt)
    if guess.value:
        chosen = next(each for each in scored if each.kind.name == guess.value)
        others = [each.score for each in scored if each.kind.name != guess.value and each.header >= LEAST]
        assert chosen.header >= LEAST
        assert chosen.score - max(others, default=0) >= MARGIN


def test_balances_with_their_side_beside_them_are_a_trial_balance(here: Known) -> None:
    header = ["科目编码", "科目名称", "方向", "期初余额", "本期借方", "本期贷方", "方向", "期末余额"]
    table = on_paper("王村2026年3月", [header, ["101", "库存现金", "借", "300", "50", "20", "借", "330"]])
    assert one(here, "a.xls", xls(table)).kind == "trial"


def test_the_words_for_kinds_are_of_kinds() -> None:
    assert set(_called()) <= {kind.name for kind in all_kinds()}


# --- answers ---------------------------------------------------------------------------------


def test_an_answer_is_believed(here: Known) -> None:
    data = xlsx(on_paper("收支明细", ledger("2026-05")))
    understood = one(here, "工作簿1.xlsx", data)
    assert (asked(understood), understood.kind, understood.period) == (("village",), "ledger", "2026-05")
    assert [choice.value for choice in understood.doubts[0].choices] == [village.slug for village in here.villages]
    understood = one(here, "工作簿1.xlsx", data, told=Answers(village="longhu"))
    assert (understood.sure, understood.village) == (True, "longhu")


def test_a_workbook_with_a_sheet_for_each_village_becomes_a_file_for_each(here: Known) -> None:
    sheets = [(name, on_paper(f"{name}2026年3月收支明细", ledger("2026-03")), "visible") for name in ("小王村", "王村")]
    data = xlsx(on_paper("示范村收支明细", ledger("2026-03")), "示范村", [*sheets, ("说明", [["各村报来的"]], "visible")])
    looked = look_at([Received("各村3月收支.xlsx", data, (), "各村3月收支.xlsx")], here, Answers())
    placed = {each.file for each in plan(looked.understood, here).placed}
    assert placed == {f"data/villages/{slug}/ledger/2026-03.xlsx" for slug in ("shifan", "wangcun", "xiaowang")}
    assert "工作表「说明」看不出是哪一类，没有放" in looked.understood[0].piece.notes


def test_the_year_of_a_workbook_of_months_can_be_told(here: Known) -> None:
    data = xlsx([ledger("")[0], ["", "", "上月余额", "", "", "", "9"]], "3月", [("4月", ledger("2026-04"), "visible")])
    received = [Received("王村.xlsx", data, (), "王村.xlsx")]
    assert [asked(each) for each in look_at(received, here, Answers()).understood] == [()], "a month that is only prepared is left"
    data = xlsx([*ledger("")[:1], ["3月5日", "1", "电费", "公益支出", "", "9", "1"]], "3月", [("4月", ledger("2026-04"), "visible")])
    received = [Received("王村.xlsx", data, (), "王村.xlsx")]
    assert [asked(each) for each in look_at(received, here, Answers()).understood] == [("period",), ()]
    assert [each.period for each in look_at(received, here, Answers(period="2026")).understood] == ["2026-03", "2026-04"]


def test_last_years_names_are_offered_for_this_year(root: Path) -> None:
    folder = root / "data/villages/wangcun/statement"
    folder.mkdir(parents=True)
    for name in ("2025-balance", "2025-income", "2026-income"):
        (folder / f"{name}.csv").write_text("x", encoding="utf-8")
    table = on_paper("王村2026年资产负债表", [["项目", "年初数", "期末数"], ["货币资金", "1", "2"]])
    understood = one(known(root, TODAY, all_kinds()), "报表.xls", xls(table))
    assert [choice.value for choice in understood.doubts[0].choices] == ["2026-income", "2026-balance"]


def test_a_name_that_an_office_program_gave_is_no_name(here: Known) -> None:
    table = on_paper("王村2026年补贴发放表", [["补贴名称", "组别", "户主", "金额"], ["耕地地力补贴", "一组", "王某", "100"]])
    assert asked(one(here, "book1.xlsx", xlsx(table))) == ("period",)
    assert asked(one(here, "book1.xlsx", xlsx(table), told=Answers(period="补贴"))) == ("period",)
    assert one(here, "book1.xlsx", xlsx(table), told=Answers(period="2026-gengdi")).period == "2026-gengdi"


def test_a_terminal_is_asked_and_what_it_says_is_taken(root: Path, spoken: Spoken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "工作簿1.xlsx").write_bytes(xlsx(on_paper("收支明细表", ledger("2026-05"))))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    answers: Iterator[str] = iter(["99", "没有这个村", "wangcun", "是"])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    status, told, _ = spoken("add", "-C", str(root), "--today", str(TODAY), "工作簿1.xlsx", cwd=tmp_path)
    assert status == 0, told
    assert (root / "data/villages/wangcun/ledger/2026-05.xlsx").is_file()
    assert "1 大柳树村（daliushu）" in told
    assert "没有「没有这个村」这个村" in told


def test_a_terminal_may_leave_a_file(root: Path, spoken: Spoken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "工作簿1.xlsx").write_bytes(xlsx(on_paper("收支明细表", ledger("2026-05"))))
    before = files_below(root / "data")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "0")
    status, told, _ = spoken("add", "-C", str(root), "--today", str(TODAY), "工作簿1.xlsx", cwd=tmp_path)
    assert (status, files_below(root / "data")) == (1, before)
    assert "没有放：看不出是哪个村的" in told


def test_a_look_writes_nothing(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    (tmp_path / BOOK).write_bytes(xlsx(on_paper("示范村2026年3月份收支明细表", ledger("2026-03"))))
    before = files_below(root)
    status, told, _ = spoken("add", "-C", str(root), "--today", str(TODAY), "--dry-run", BOOK, cwd=tmp_path)
    assert (status, files_below(root)) == (0, before)
    assert "放到 data/villages/shifan/ledger/2026-03.xlsx" in told
    assert told.endswith("只是看看，没有放：可以放 1 份。\n")


@pytest.mark.parametrize(
    ("typed", "period"),
    [("2026年3月", "2026-03"), ("2026-3", "2026-03"), ("2026年", "2026"), ("3月", ""), ("2026年三季度", ""), ("2026-13", "")],
)
def test_a_period_may_be_told_as_people_write_it(typed: str, period: str, here: Known) -> None:
    understood = one(here, "a.xlsx", xlsx(on_paper("王村收支明细", ledger("2026-03"))), told=Answers(period=typed))
    assert understood.period == period
    assert [doubt_left(doubt) for doubt in understood.doubts] == (
        [] if period else [f"「{typed}」不能作「收支明细」的期别：要写年月，如 2026-03"]
    )


def test_a_file_is_called_what_was_typed(here: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "收件").mkdir()
    (tmp_path / "王村3月.csv").write_bytes(utf8(ROWS))
    (tmp_path / "各村.zip").write_bytes(_packed({"王村/4月.csv": utf8(on_paper("王村2026年4月收支明细", ledger("2026-04")))}))
    monkeypatch.chdir(tmp_path / "收件")

    def names(*paths: Path) -> list[str]:
        looked = look(paths, here, Answers())
        assert looked.refused == ()
        return [name_of(each) for each in looked.understood]

    assert names(tmp_path / "王村3月.csv") == [f"{tmp_path}/王村3月.csv"]
    assert names(Path("..")) == ["../各村.zip/王村/4月.csv", "../王村3月.csv"]
    missing = tmp_path / "没有/王村3月.csv"
    (refused,) = look([missing], here, Answers()).refused
    assert (refused.name, refused.message) == (str(missing), "没有这个文件。")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [(("--village", "lijia"), "没有「lijia」这个村"), (("--village", "新村"), "几个村叫这个名字"), (("--kind", "收支明"), "收支明细")],
)
def test_an_option_that_names_nothing_is_told(option: tuple[str, ...], sentence: str, root: Path, spoken: Spoken) -> None:
    status, _, wrong = spoken("add", "-C", str(root), *option, "x.xlsx")
    assert status == 2
    assert sentence in wrong


# --- what is there already -------------------------------------------------------------------


def test_other_content_is_shown_and_not_written_over(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    first, second = (utf8(on_paper("王村2026年3月收支明细", ledger("2026-03", rows=n))) for n in (2, 3))
    held = root / "data/villages/wangcun/ledger/2026-03.csv"
    words = ("add", "-C", str(root), "--today", str(TODAY))
    (tmp_path / "a.csv").write_bytes(first)
    assert spoken(*words, "a.csv", cwd=tmp_path)[0] == 0
    (tmp_path / "a.csv").write_bytes(second)
    status, told, _ = spoken(*words, "a.csv", cwd=tmp_path)
    assert (status, held.read_bytes()) == (1, first)
    assert "2026-03.csv 已经有了，内容不同：加 1 行；支出合计 201.00 → 303.00 元" in told
    assert "--replace" in told
    status, told, _ = spoken(*words, "--replace", "a.csv", cwd=tmp_path)
    assert (status, held.read_bytes()) == (0, second)
    kept = [path for path in (root / "build/inbox").rglob("2026-03.csv") if path.read_bytes() == first]
    assert kept, "what was replaced is held"


@pytest.mark.parametrize(
    ("there", "sentence"),
    [(b"x", "内容不同：有一份读不出各行，没法逐行比"), (xlsx(ledger("2026-03")), "内容不同：各行一样，只是写法、次序或别的字不一样")],
)
def test_what_differs_is_told_once(there: bytes, sentence: str, root: Path) -> None:
    file = root / "data/villages/wangcun/ledger/2026-03.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(there)
    held = known(root, TODAY, all_kinds())
    (placed,) = plan([one(held, "王村3月.xlsx", xlsx(ROWS))], held).placed
    assert where_it_goes(placed).endswith(sentence)
    assert where_it_goes(replace(placed, change="")).endswith("已经有了，内容不同")


@pytest.mark.parametrize("name", ["王" * 200 + ".xlsx", "1." + "王" * 200, "王" * 200, "../../x", "...", "a" * 300])
def test_what_was_given_is_held_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    place = put.held(tmp_path, Received(name, b"x"))
    assert place.read_bytes() == b"x"
    assert place.parents[2] == tmp_path


def test_a_disk_that_fails_leaves_the_old_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = root / "data/villages/wangcun/ledger/2026-03.csv"
    target.parent.mkdir(parents=True)
    target.write_bytes(utf8(ledger("2026-03", rows=1)))
    there = known(root, TODAY, all_kinds())
    (placed,) = plan([one(there, "a.csv", utf8(on_paper("王村2026年3月收支明细", ledger("2026-03"))))], there).placed

    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        put_in(root, root / "build", placed)
    assert target.read_bytes() == utf8(ledger("2026-03", rows=1))


def test_the_same_table_in_another_format_is_the_same(root: Path, here: Known) -> None:
    rows = on_paper("王村2026年3月收支明细", ledger("2026-03"))
    target = root / "data/villages/wangcun/ledger/2026-03.csv"
    target.parent.mkdir(parents=True)
    target.write_bytes(utf8(rows))
    there = known(root, TODAY, all_kinds())
    (placed,) = plan([one(there, "a.xls", xls(rows))], there).placed
    assert (placed.same, placed.there) == (True, "data/villages/wangcun/ledger/2026-03.csv")


def test_two_of_one_place_are_neither_taken(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    for name, rows in (("3月.xlsx", 2), ("3月(改).xlsx", 3), ("3月(改)(1).xlsx", 3)):
        (tmp_path / name).write_bytes(xlsx(on_paper("王村2026年3月收支明细", ledger("2026-03", rows=rows))))
    status, told, _ = spoken("add", "-C", str(root), "--today", str(TODAY), *(p.name for p in tmp_path.glob("*.xlsx")), cwd=tmp_path)
    assert status == 1
    assert "同一期，内容不一样，不知道用哪一份" in told
    assert "和这次交的另一份一样，只放一份" in told
    assert told.endswith("1 份已经有了、没有变，2 份没有放。\n")
    assert not (root / "data/villages/wangcun/ledger").exists()


@pytest.mark.parametrize(
    ("there", "name", "title", "sentence"),
    [
        ("2026.csv", "a.csv", "王村2026年3月收支明细", "一整年的和一个月的不能都有"),
        ("2026-03-现金.csv", "a.csv", "王村2026年3月收支明细", "那是一个账户的"),
        ("2026-03.csv", "a.csv", "王村2026年3月现金日记账", "里面是所有账户的"),
    ],
)
def test_what_cannot_stand_beside_what_is_there_is_told(there: str, name: str, title: str, sentence: str, root: Path) -> None:
    target = root / "data/villages/wangcun/ledger" / there
    target.parent.mkdir(parents=True)
    target.write_bytes(utf8(ledger("2026-02")))
    held = known(root, TODAY, all_kinds())
    (refused,) = plan([one(held, name, utf8(on_paper(title, ledger("2026-03"))))], held).refused
    assert sentence in refused.message


def test_one_place_is_one_whether_a_folder_or_a_title_says_it(here: Known) -> None:
    """The second would be written over the first, or beside it in another format."""
    first, second = (on_paper("王村2026年3月收支明细", ledger("2026-03", rows=n)) for n in (2, 3))
    by_folder = Received("2026-03.xlsx", xlsx(first), ("data", "villages", "wangcun", "ledger"))
    for name, data in (("王村3月.xlsx", xlsx(second)), ("王村3月.csv", utf8(second))):
        planned = plan(look_at([by_folder, Received(name, data)], here, Answers()).understood, here)
        assert (planned.placed, [len(several) for several in planned.twice]) == ((), [2])


def test_a_sheet_called_after_another_account_or_month_says_something_else(here: Known) -> None:
    rows = ledger("2026-03")
    book = [rows[0], rows[1]]

    def same(*names: str) -> bool:
        made = [pieces(Received("x.xlsx", xlsx(book, name)), here.kinds) for name in names]
        one, other = (each[0] for each in made if not isinstance(each, Refusal))
        return says_same(one, other)

    assert same("Sheet1", "3月")
    assert not same("库存现金", "银行存款")
    several = [pieces(Received("x.xlsx", xlsx(rows, "2月", [(name, rows, "visible")])), ()) for name in ("3月", "4月")]
    one, other = (each[0] for each in several if not isinstance(each, Refusal))
    assert not says_same(one, other)


def test_a_table_called_by_its_month_opens_no_workbook_of_the_county(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root / "data/villages/longhu/projects"
    folder.mkdir(parents=True)
    (folder / "2026.xlsx").write_bytes(xlsx(ROWS))
    opened: list[str] = []
    monkeypatch.setattr(companions, "xlsx_grids", lambda _, file: opened.append(file) or ([], []))
    there = known(root, TODAY, all_kinds())
    look_at([Received("2026-03.csv", utf8(ROWS))], there, Answers())
    assert opened == []
    look_at([Received("2026-03-road.jpg", photo())], there, Answers())
    assert opened == ["data/villages/longhu/projects/2026.xlsx"]


def test_a_file_that_is_open_in_wps_is_left(root: Path) -> None:
    folder = root / "data/villages/wangcun/ledger"
    folder.mkdir(parents=True)
    (folder / "~$2026-03.xlsx").touch()
    held = known(root, TODAY, all_kinds())
    (refused,) = plan([one(held, "王村3月.xlsx", xlsx(on_paper("2026年3月收支", ledger("2026-03"))))], held).refused
    assert "正在 WPS 或 Excel 里打开着" in refused.message


# --- formats ---------------------------------------------------------------------------------


def rows_of(made: list[OnePiece] | Refusal) -> tuple[GridRow, ...]:
    assert not isinstance(made, Refusal), made
    return xlsx_grids(made[0].data, "x.xlsx")[0][0].rows


def test_an_old_workbook_keeps_what_the_checks_ask() -> None:
    book = xlwt.Workbook(encoding="gbk")
    page = book.add_sheet("Sheet1")
    red, tenthousand = xlwt.easyxf("font: colour red"), xlwt.easyxf(num_format_str="0!.0000")
    day, text = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="@")
    for j, name in enumerate(["日期", "凭证号", "支出", "收入", "户号", "次数"]):
        page.write(0, j, name)
    for j, (value, style) in enumerate(
        [(datetime(2026, 3, 5), day), ("007", text), (500, red), (50_000, tenthousand), ("320000000000000001", text), (0.1 + 0.2, red)]
    ):
        page.write(1, j, value, style)
    page.write_merge(2, 3, 0, 0, "合并")
    page.write(3, 1, "下")
    hidden = book.add_sheet("底稿")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    out = io.BytesIO()
    book.save(out)
    made = pieces(Received("x.xls", out.getvalue()), all_kinds())
    _, row, _, below = rows_of(made)
    assert row.cells == ("2026-03-05", "007", "500", "5.0000", "320000000000000001", "0.3")
    assert (row.dates, row.red, row.scaled) == ({0}, {2, 5}, {3: "50000"})
    assert (below.cells[0], below.merged) == ("合并", {0})
    assert isinstance(made, list)
    assert made[0].notes == ("原来是 .xls，存为 .xlsx", "工作表「底稿」是隐藏的，没有读；要公开的，取消隐藏再交")
    assert made[0].data == pieces(Received("x.xls", out.getvalue()), all_kinds())[0].data  # type: ignore[index]


def test_a_table_is_the_same_in_every_format() -> None:
    rows = on_paper(
        "王村2026年3月收支明细", [[*line, note] for line, note in zip(ledger("2026-03"), ["票据号", "007", *"abcdef"], strict=False)]
    )
    made = {make.__name__: rows_of(pieces(Received("x", make(rows)), all_kinds())) for make in (xlsx, xls, ods)}
    texts = {name: [row.cells for row in several] for name, several in made.items()}
    assert texts["xls"] == texts["xlsx"] == texts["ods"]


ODS_STYLES = '<style:style style:name="red" style:family="table-cell"><style:text-properties fo:color="#ff0000"/></style:style>'


@pytest.mark.parametrize(
    ("about", "shown", "text", "red"),
    [
        ('office:value-type="float" office:value="50000"', "5.0000", "5.0000", False),
        ('office:value-type="float" office:value="1234.5"', "1,234.50", "1,234.50", False),
        ('office:value-type="float" office:value="-500"', "500.00", "-500.00", False),
        ('office:value-type="float" office:value="500" table:style-name="red"', "500.00", "500.00", True),
        ('office:value-type="float" office:value="123456789"', "12345.7", "12345.7（格里存的是 123456789）", False),
        ('office:value-type="currency" office:value="86.005"', "￥86.01", "￥86.01", False),
        ('office:value-type="percentage" office:value="0.125"', "12.5%", "12.5%", False),
        ('office:value-type="string"', "007", "007", False),
        ('office:value-type="date" office:date-value="2026-03-05"', "2026年3月5日", "2026-03-05", False),
    ],
)
def test_an_ods_is_taken_as_it_is_shown(about: str, shown: str, text: str, red: bool) -> None:
    noted = "<office:annotation><text:p>批注</text:p></office:annotation>"
    cells = f"<table:table-cell {about}>{noted}<text:p>{shown}</text:p></table:table-cell><table:table-cell><text:p>x</text:p></table:table-cell>"  # noqa: E501
    endless = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="999"/></table:table-row>'
    )
    table = f'<table:table table:name="表"><table:table-row>{cells}</table:table-row>{endless}</table:table>'
    (row,) = rows_of(pieces(Received("x.ods", ods_of(table, ODS_STYLES)), all_kinds()))
    assert row.cells == (text, "x")
    assert bool(row.red) == red


@pytest.mark.parametrize(
    ("value", "shown", "text", "held"),
    [
        ("50000", "5.0000", "5.0000", "50000"),
        ("-50000", "-5.0000", "-5.0000", "-50000"),
        ("-50000", "(5.0000)", "-5.0000", "-50000"),
        ("52000", "5.2", "5.2", "52000"),
        ("12345670", "12,345.67", "12345.67", "12345670"),
        ("500000000", "5.00000000", "5.00000000", "500000000"),
        ("50000", "(5.0000)", "(5.0000)（格里存的是 50000）", ""),
        ("50000", "5.00万", "5.00万", ""),
    ],
)
def test_a_number_that_an_ods_shows_smaller_waits_for_its_unit(value: str, shown: str, text: str, held: str) -> None:
    """As in a workbook: read as it is shown where the table says 万元, told where it says none."""
    cell = f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'
    table = f'<table:table table:name="表"><table:table-row>{cell}{cell}</table:table-row></table:table>'
    (row,) = rows_of(pieces(Received("x.ods", ods_of(table)), all_kinds()))
    assert row.cells == (text, text)
    assert row.scaled == ({0: held, 1: held} if held else {})
    assert not row.rounded


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xlsx", LOCKED, "设了打开密码"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "打不开，像是损坏了"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "里面其实是网页"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 60, "这不是能打开的 xlsx 表格"),
        ("a.ods", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods 表格打不开"),
        ("a.et", b"x", "WPS 自己的格式"),
        ("a.doc", b"x", "读不了这种文件"),
        ("a.heic", b"x", "读不了这种文件"),
        ("a.jpg", b"\0\0\0\x18ftypheic", "HEIC"),
        ("a.pdf", b"x", "里面却不是"),
        ("a.csv", b"\xff\xfe\xfd\xff\x00", "文字认不出来"),
        ("a.csv", "只有一句话。".encode(), "是文字，不是表格"),
        ("a.csv", b" ", "文件是空的"),
        ("a.xlsx", b"%PDF-1.4", "PDF"),
        ("a.xls", b"MIME-Version: 1.0\nX-Document-Type: Workbook", "里面其实是网页"),
        ("a.zip", b"PK", "压缩包里的压缩包"),
        ("a.rar", b"Rar!", "读不了这种文件"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_on(name: str, data: bytes, sentence: str) -> None:
    refused = pieces(Received(name, data), all_kinds())
    assert isinstance(refused, Refusal)
    assert sentence in refused.message
    assert refused.hint


def test_an_old_workbook_with_a_password_is_told() -> None:
    data = bytearray(xls(ROWS))
    after_the_first = data.index(b"\x09\x08\x10\x00") + 20
    data[after_the_first : after_the_first + 2] = b"\x2f\x00"  # the record that says that what follows is enciphered
    refused = pieces(Received("a.xls", bytes(data)), all_kinds())
    assert isinstance(refused, Refusal)
    assert refused.message == "这份表格设了打开密码。"


def test_a_workbook_of_months_keeps_what_has_no_result() -> None:
    """A formula whose result the file does not hold is told by the check, not read as nothing."""
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx(on_paper("1月收支", ledger("2026-01")), "1月", [("2月", on_paper("2月收支", ledger("2026-02")), "visible")]))
    )
    book["1月"]["F5"] = "=SUM(F6:F7)"
    out = io.BytesIO()
    book.save(out)
    made = pieces(Received("王村2026年.xlsx", out.getvalue()), all_kinds())
    assert [row.unvalued for row in rows_of(made) if row.unvalued] == [{5}]


def test_a_workbook_with_macros_is_stored_without_them() -> None:
    out = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    made = pieces(Received("王村3月.xlsm", out.getvalue()), all_kinds())
    assert isinstance(made, list)
    assert (made[0].ending, made[0].notes) == ("xlsx", ("里面有宏，存的这一份没有",))
    assert b"vbaProject" not in made[0].data


def test_a_text_that_is_called_xls_is_a_csv() -> None:
    made = pieces(Received("导出.xls", "日期\t凭证号\t摘要\r\n2026-03-05\t记-1\t电费\r\n".encode("gb18030")), all_kinds())
    assert isinstance(made, list)
    assert (made[0].ending, len(made[0].grids[0].rows[0].cells)) == ("csv", 3)


# --- hostile files ---------------------------------------------------------------------------


@given(st.data())
@examples(12)
def test_a_damaged_workbook_is_told_or_read(data: st.DataObject) -> None:
    """Whatever stands in a file: pieces or a refusal, never an exception."""
    name, whole = data.draw(st.sampled_from(DAMAGED))
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.integers(1, 400))
    harmed = data.draw(st.sampled_from([whole[:at] + whole[at + cut :], whole[:at] + bytes([255 - whole[at]]) * cut + whole[at + cut :]]))
    made = pieces(Received(name, harmed), all_kinds())
    assert isinstance(made, Refusal) or all(piece.grids for piece in made)


ROWS = on_paper("王村2026年3月收支明细", ledger("2026-03"))
DAMAGED = [("a.xls", xls(ROWS)), ("a.ods", ods_of('<table:table table:name="x"><table:table-row/></table:table>')), ("a.xlsx", xlsx(ROWS))]


def test_a_workbook_is_written_whatever_its_sheets_are_called_and_merged() -> None:
    days = {(0, 0): SheetCell(datetime(1899, 1, 1)), (0, 1): SheetCell(float("nan")), (0, 2): SheetCell("x")}
    sheets = [SheetCells("收支[1]/2" * 9, days, ((1, 0, 2, 1), (1, 1, 3, 3), (5, 5, 5, 5))), SheetCells("收支[1]/2" * 9, days)]
    grids, problems = xlsx_grids(workbook(sheets), "x.xlsx")
    assert problems == []
    assert [row.cells[:3] for grid in grids for row in grid.rows[:1]] == [("1899-01-01", "#NUM!", "x")] * 2


def test_what_would_fill_the_memory_is_refused() -> None:
    merged = SheetCells("x", {(0, 0): SheetCell("x")}, ((0, 0, 60_000, 200),))
    long = SheetCells("x", {(0, 0): SheetCell("长" * 6_000)})
    for sheet, sentence in ((merged, "合并的单元格太多"), (long, "太长了")):
        with pytest.raises(NotRead, match=sentence):
            sheet.bounded()
    cell = '<table:table-cell table:number-columns-repeated="300"><text:p>x</text:p></table:table-cell>'
    many = f'<table:table table:name="x"><table:table-row table:number-rows-repeated="999999">{cell}</table:table-row></table:table>'
    refused = pieces(Received("x.ods", ods_of(many)), all_kinds())
    assert isinstance(refused, Refusal)
    assert "格以上" in refused.message


def test_a_link_in_a_folder_is_told_and_not_followed(here: Known, tmp_path: Path) -> None:
    (tmp_path / "收件").mkdir()
    os.symlink("/etc/passwd", tmp_path / "收件" / "王村3月.csv")
    looked = look([tmp_path / "收件"], here, Answers())
    assert (looked.files, [refused.name for refused in looked.refused]) == ((), [str(tmp_path / "收件/王村3月.csv")])
    assert "链接" in looked.refused[0].message


@pytest.mark.parametrize(("more", "told"), [(-1, False), (0, False), (1, True)])
def test_who_gives_a_whole_disk_is_told_before_it_is_read(
    more: int, told: bool, here: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(received, "MOST_NAMES", 3)
    for n in range(received.MOST_NAMES + more):
        (tmp_path / "甲" / str(n)).mkdir(parents=True)
        (tmp_path / "甲" / str(n) / "王村3月.csv").write_text("x", encoding="utf-8")
    refused = look([tmp_path / "甲"], here, Answers()).refused
    assert ["个以上的文件" in each.message for each in refused if each.name == str(tmp_path / "甲")] == [True] * told


# --- bundles ---------------------------------------------------------------------------------


def test_a_zip_of_a_chinese_windows_is_opened() -> None:
    raw = "王村/3月.csv".encode("gb18030")  # Python would write UTF-8 and say so
    data = _packed({"x" * len(raw): b"1"}).replace(b"x" * len(raw), raw)
    assert [(name, folders) for name, folders, _ in members(data)] == [("3月.csv", ("王村",))]


def test_a_bundle_is_taken_whole_or_not_at_all(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    files = {
        "data/villages/wangcun/ledger/2026-03.csv": utf8(ledger("2026-03")),
        "data/villages/longhu/ledger/2026-03.csv": gbk(ledger("2026-03")),
    }
    packed = bundle(files)
    assert packed == bundle(dict(reversed(files.items())))
    (tmp_path / "王村.zip").write_bytes(packed)
    assert spoken("add", "-C", str(root), "--today", str(TODAY), "王村.zip", cwd=tmp_path)[0] == 0
    assert {file: (root / file).read_bytes() for file in files} == files
    contents = _unpacked(packed)
    settings = (root / "data/villages/wangcun/village.yml").read_text(encoding="utf-8")
    (tmp_path / "王村.zip").write_bytes(bundle({"data/villages/wangcun/village.yml": f"{settings}户数: 300\n".encode()}))
    _, told, _ = spoken("add", "-C", str(root), "--today", str(TODAY), "王村.zip", cwd=tmp_path)
    assert "village.yml 已经有了，内容不同：加了 1 行，少了 0 行" in told
    assert spoken("add", "-C", str(root), "--today", str(TODAY), "--replace", "王村.zip", cwd=tmp_path)[0] == 0
    assert "户数: 300" in (root / "data/villages/wangcun/village.yml").read_text(encoding="utf-8")
    for other, sentence in (
        ({**contents, "data/villages/wangcun/ledger/2026-03.csv": b"x"}, "和打包的时候不一样"),
        ({**contents, "more.csv": b"x"}, "多了「more.csv」"),
        ({SUMS: contents[SUMS]}, "少了「data/villages/longhu/ledger/2026-03.csv」"),
    ):
        with pytest.raises(NotWhole, match=sentence):
            list(members(_packed(other)))


def test_a_bundle_says_whose_it_is_by_name_and_not_by_the_name_of_a_folder(here: Known) -> None:
    """Every desk calls its first village cun1: two clerks send theirs on one evening."""

    def put(given: str, slug: str, name: str) -> list[Received]:
        home, rows = f"data/villages/{slug}", utf8(ledger("2026-03"))
        parts = bundle({f"{home}/village.yml": f"村名: {name}\n".encode(), f"{home}/ledger/2026-03.csv": rows})
        return [Received(last, data, folders, given, "/".join((*folders, last))) for last, folders, data in members(parts)]

    names = {village.slug: village.name for village in here.villages if not village.twin}
    (first, one), (second, two) = [*names.items()][:2]
    looked = look_at([*put("a.zip", "cun1", one), *put("b.zip", "cun1", two)], here, Answers())
    assert looked.refused == ()
    assert [each.file for each in looked.understood] == [
        f"data/villages/{slug}/{file}" for slug in (first, second) for file in ("ledger/2026-03.csv", "village.yml")
    ]
    assert f"村名是「{one}」" in looked.understood[0].why[0]
    looked = look_at(put("c.zip", first, two), here, Answers())  # the folder of one, the name of another that is here
    assert {each.village for each in looked.understood} == {second}
    looked = look_at(put("d.zip", first, "别处村"), here, Answers())  # and of one that is not
    assert looked.understood == ()
    assert {refusal.message for refusal in looked.refused} == {
        f"和它一起来的设置里，村名是「别处村」；这里的 data/villages/{first} 是「{one}」。"
    }
    assert {each.village for each in look_at(put("e.zip", first, one), here, Answers()).understood} == {first}


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_two_files_of_one_name_in_a_bundle_are_told() -> None:
    with pytest.raises(NotWhole, match="名字一样"):
        list(members(_packed({"王村/3月.csv": b"1", "./王村/3月.csv": b"2"})))


def test_a_zip_that_is_none_is_told(here: Known, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 half of it")
    (refused,) = look([tmp_path / "a.zip"], here, Answers()).refused
    assert "压缩包打不开" in refused.message


def test_a_year_of_a_bundle_stays_one_file(root: Path) -> None:
    """Taken again when it has grown, it replaces the year that is there; its months would clash with that."""
    place = "data/villages/wangcun/ledger/2026.xlsx"

    def year(*months: str) -> bytes:
        return xlsx(ledger("2026-01"), "1月", [(f"{int(month)}月", ledger(f"2026-{month}"), "visible") for month in months])

    (root / place).parent.mkdir(parents=True)
    (root / place).write_bytes(year("02"))
    *folders, name = place.split("/")
    received = Received(name, year("02", "03"), tuple(folders), "王村.zip", place)
    there = known(root, TODAY, all_kinds())
    (placed,) = plan(look_at([received], there, Answers()).understood, there).placed
    assert (placed.file, placed.there, placed.understood.piece.data == received.data) == (place, place, True)
    assert placed.change.startswith("加 3 行")


def test_the_settings_of_a_village_in_a_township_are_its(here: Known) -> None:
    def at(place: str) -> str:
        *folders, name = place.split("/")
        (understood,) = look_at([Received(name, "村名: 新村\n".encode(), tuple(folders), inside=place)], here, Answers()).understood
        return understood.file

    assert at("data/villages/dong/xincun/village.yml") == "data/villages/dong/xincun/village.yml"
    assert at("data/villages/wangcun/honors/village.yml") == "data/villages/wangcun/honors/village.yml"


@pytest.mark.parametrize(
    "path", ["../../../etc/cron.d/x.csv", "data/villages/wangcun/../../../x.csv", "data/villages/nobody/ledger/2026-03.csv"]
)
def test_no_path_of_a_bundle_leads_out(path: str, here: Known) -> None:
    received = [
        Received(name, content, folders, "a.zip", "/".join((*folders, name)))
        for name, folders, content in members(_packed({path: utf8(ledger("2026-03"))}))
    ]
    looked = look_at(received, here, Answers())
    planned: PutPlan = plan(looked.understood, here)
    assert len(planned.placed) + len(looked.refused) + sum(not each.sure for each in looked.understood) == 1
    assert all(
        re.fullmatch(r"data/villages/[a-z/]+/ledger/2026-03\.csv", each.file) and each.understood.village in [v.slug for v in here.villages]
        for each in planned.placed
    )


# --- photos and papers -----------------------------------------------------------------------


def test_a_photo_goes_to_what_names_it_or_is_called_after(here: Known, root: Path) -> None:
    folder = root / "data/villages/longhu/notices"
    folder.mkdir(parents=True)
    (folder / f"{NOTICES_AND_PHOTOS}.md").write_text("---\n标题: 清淤\n附件:\n  - ditch.jpg\n---\n", encoding="utf-8")
    there = known(root, TODAY, all_kinds())
    assert one(there, "ditch.jpg", photo()).file == "data/villages/longhu/notices/ditch.jpg"
    assert one(there, f"{NOTICES_AND_PHOTOS}-2.jpg", photo()).file == f"data/villages/longhu/notices/{NOTICES_AND_PHOTOS}-2.jpg"
    for name, sentence in (("itch.jpg", "没有哪一份公告"), ("修渠.jpg", "没有哪一份公告")):
        (refused,) = look_at([Received(name, photo())], there, Answers()).refused
        assert sentence in refused.message
        assert ("--period" in refused.hint) == (name == "修渠.jpg"), "a name that can be none is not to be written down"
    (refused,) = look_at([Received("修渠.jpg", photo())], there, Answers("longhu", "notices")).refused
    assert "--period" in refused.hint
    (folder / "2026-04-x.md").write_text("---\n标题: 清淤\n附件: 修渠.jpg\n---\n", encoding="utf-8")
    (refused,) = look_at([Received("修渠.jpg", photo())], there, Answers()).refused
    assert "不合规" in refused.message
    told = Answers("longhu", "notices", NOTICES_AND_PHOTOS)
    several = [Received(f"微信图片_{n}.jpg", photo() + bytes([n])) for n in range(2)]
    understood = look_at(several, there, told).understood
    assert [each.file for each in understood] == [f"data/villages/longhu/notices/{NOTICES_AND_PHOTOS}-{n}.jpg" for n in (1, 2)]
    assert f"「照片」里写上 {NOTICES_AND_PHOTOS}-1.jpg" in understood[0].piece.notes[0]
    (folder / "there.jpg").write_bytes(several[0].data)
    first, second = plan(understood, there).placed
    assert (first.same, first.there, second.new) == (True, "data/villages/longhu/notices/there.jpg", True)


# --- what is told ----------------------------------------------------------------------------


def test_numbers_in_a_name_are_told_and_not_repeated(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    number = "11010519491231002X"
    rows = ledger("2026-03")
    rows[2][2] = "付王示例误工费 13800138000"
    (tmp_path / f"王村3月{number}.csv").write_bytes(utf8(on_paper("王村2026年3月收支明细", rows)))
    _, told, wrong = spoken("add", "-C", str(root), "--today", str(TODAY), f"王村3月{number}.csv", cwd=tmp_path)
    assert "文件名里有身份证号" in told
    assert number not in told + wrong
    assert "13800138000" not in told + wrong
    assert not [path for path in root.rglob("*") if number in path.name]


def test_a_build_folder_that_is_a_link_is_not_written_through(root: Path, spoken: Spoken, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", root / "build")
    (tmp_path / "王村3月.csv").write_bytes(utf8(on_paper("王村2026年3月收支明细", ledger("2026-03"))))
    status, _, wrong = spoken("add", "-C", str(root), "--today", str(TODAY), "王村3月.csv", cwd=tmp_path)
    assert status == 2
    assert "build 是一个链接" in wrong
    assert list((tmp_path / "elsewhere").iterdir()) == []
