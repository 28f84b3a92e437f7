"""What is wrong with a file that is not saved, where each thing stands, and what one click mends."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from generator import door
from generator.board import staying
from generator.contents import content_of
from generator.editing.applied import applied
from generator.editing.cell_mends import meant
from generator.editing.edits import InsertRows, set_cell
from generator.editing.live import LiveBoard, placed
from generator.editing.mends import ALONE, mends_of, tried_mends
from generator.editing.new_table import begin, begin_text, next_number, taken
from generator.editing.opened_file import new_file, open_file
from generator.editing.ordering import by_day
from generator.editing.pasting import plan_paste, read_block
from generator.editing.refused import NotEditable
from generator.editing.sums import left_after, sums_below
from generator.kind import Kind
from generator.kinds import kind_named
from generator.model import Column
from tests.conftest import LEDGER_HEADER, ROOT, TODAY, write_tree
from tests.test_editing_files import workbook

FILE = "data/villages/demo/ledger/2026-03.csv"
OPENING = ",,上月余额,,,,1000.00"


def kind(name: str) -> Kind:
    named = kind_named(name)
    assert named
    return named


def ledger(*rows: str, header: str = LEDGER_HEADER) -> str:
    return "".join(f"{row}\n" for row in (header, OPENING, *rows))


# --- files that stand in the place of others


def test_what_is_typed_stands_in_the_place_of_what_is_saved(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": "saved"})
    new = "data/villages/demo/meetings/2026.csv"
    with door.instead(root, {FILE: b"typed", new: b"new"}):
        assert door.read(root, FILE) == b"typed"
        assert door.read(root, new) == b"new"
        assert content_of(root, FILE).sha256 != content_of(root, "data/villages/demo/village.yml").sha256
        assert door.is_file(root, new)
        assert door.is_folder(root, "data/villages/demo/meetings")
        assert door.size(root, new) == 3
        assert door.spelt(root, "data/villages/demo/meetings", "2026.csv")
        assert "meetings" in door.listed(root, "data/villages/demo")
        assert door.entries(root, "data/villages/demo/meetings") == [("2026.csv", "file")]
        assert new in door.files_in(root, "data")
        assert door.closed(root, "data") == []
    assert door.read(root, FILE) == b"saved"
    assert not door.is_file(root, new)


def test_what_is_typed_is_checked_as_if_it_were_saved(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": ledger("2026-03-05,记-001,买水泥,公益支出,,500.00,500.00")})
    board = LiveBoard(root, "demo", TODAY)
    opened = open_file(root, FILE)
    assert not [p for p in board.look().of(FILE) if placed((p,), FILE)[0].grave]
    opened.edit(set_cell(3, 5, "五百左右"))
    look = board.look({FILE: opened.stored()})
    (wrong,) = placed(look.problems, FILE)
    assert (wrong.problem.code, wrong.row, wrong.column, wrong.grave) == ("bad-amount", 3, 5, True)
    opened.edit(set_cell(3, 5, "400.00"))
    look = board.look({FILE: opened.stored()})
    assert [(p.problem.code, p.row, p.column) for p in placed(look.problems, FILE)] == [("balance-mismatch", 3, 6)]
    opened.save()
    assert [p.message for p in board.look().problems] == [p.message for p in look.problems], "and says the same when it is saved"


def test_a_board_that_stays_says_what_a_new_one_says(tmp_path: Path) -> None:
    """After whatever was typed and taken back, in files that are there and files that are new."""
    april, pay = "data/villages/demo/ledger/2026-04.csv", "data/villages/demo/pay/2026-Q1.csv"
    first = ledger("2026-03-05,记-001,买水泥,公益支出,,500.00,500.00")
    root = write_tree(tmp_path, {"ledger/2026-03.csv": first})
    typed = (
        {FILE: first.replace("500.00,500", "5O0,500")},
        {FILE: first, april: f"{LEDGER_HEADER}\n,,上月余额,,,,400.00\n"},
        {april: f"{LEDGER_HEADER}\n,,上月余额,,,,500.00\n2026-04-05,记-001,买砖,公益支出,,500,0\n", pay: "姓名,职务\n"},
        {FILE: first.replace("记-001", "记-002"), april: ""},
        {},
    )
    with staying():
        board = LiveBoard(root, "demo", TODAY)
        for each in typed:
            files = {file: text.encode() for file, text in each.items()}
            assert board.look(files).problems == LiveBoard(root, "demo", TODAY).look(files).problems
    assert len({board.look({file: text.encode() for file, text in each.items()}).problems for each in typed}) == len(typed)


def test_a_month_of_two_hundred_rows_is_looked_at_while_one_types(tmp_path: Path) -> None:
    file = "data/villages/demo/ledger/2026-10.csv"
    root = write_tree(tmp_path, {})
    rows = [f"2026-10-{n // 7 + 1:02},记-{n:03},买水泥{n}袋,公益支出,,1.00,{250000 - n}.00" for n in range(1, 201)]
    text = "\n".join([LEDGER_HEADER, ",,上月余额,,,,250000.00", *rows]) + "\n"
    with staying():
        board = LiveBoard(root, "demo", TODAY)
        board.look({file: text.encode()})
        times = []
        for n in range(3):
            start = time.perf_counter()
            look = board.look({file: text.replace("1.00", f"{n + 2}.00", 1).encode()})
            times.append(time.perf_counter() - start)
            assert "balance-mismatch" in {p.code for p in look.of(file)}
    assert min(times) < 0.3


# --- sums, new files, numbers


def test_sums_below_as_one_types(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path,
        {
            "ledger/2026-03.csv": ledger(
                "2026-03-05,记-001,买水泥,公益支出,,500.00,500.00", "2026-03-05,记-002,卖废品,其他收入,1万元,,", ",,合计,,10000,500,"
            )
        },
    )
    opened = open_file(root, FILE)
    assert [(s.field, s.text, s.unread) for s in sums_below(opened.table())] == [("收入", "10,000.00", 0), ("支出", "500.00", 0)]
    opened.edit(set_cell(3, 5, "?"))
    assert [(s.field, s.text, s.unread) for s in sums_below(opened.table())] == [("收入", "10,000.00", 0), ("支出", "0.00", 1)]
    look = LiveBoard(root, "demo", TODAY).look()
    assert opened.kind
    assert left_after(look, opened.kind, FILE) == "10,500.00"
    assert left_after(look, kind("meetings"), FILE) == ""


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        (("记-001", "记-002"), "记-001"),
        (("记-031", "记-032"), "记-033"),
        (("202603001", "202603002"), "202604001"),
        (("收字第9号", "收字第10号"), "收字第11号"),
    ],
)
def test_a_new_month_goes_on_where_the_last_one_ended(tmp_path: Path, numbers: tuple[str, str], following: str) -> None:
    rows = [f"2026-03-05,{number},买水泥,公益支出,,100.00,{900 - n * 100}.00" for n, number in enumerate(numbers)]
    root = write_tree(tmp_path, {"ledger/2026-03.csv": ledger(*rows)})
    board = LiveBoard(root, "demo", TODAY)
    look = board.look()
    file, content = begin("demo", kind("ledger"), "2026-04", look)
    assert content.decode("utf-8-sig") == f"{LEDGER_HEADER}\r\n,,上月余额,,,,800.00\r\n"
    opened = new_file(root, file, content)
    assert next_number(opened.table(), kind("ledger"), "2026-04", look) == following
    opened.edit(InsertRows(3, (("2026-04-01", following, "买沙", "公益支出", "", "100.00", "700.00"),)))
    assert board.look({file: opened.stored()}).of(file) == ()
    assert next_number(opened.table(), kind("ledger"), "2026-04", look) not in ("", following)
    assert taken(look, kind("ledger"), "2026-03")
    assert not taken(look, kind("ledger"), "2026-04")


def test_a_new_file_of_any_kind_can_be_read(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {})
    look = LiveBoard(root, "demo", TODAY).look()
    for name, key in (("meetings", "2026"), ("debts", "2026-Q3"), ("subsidies", "2026-jiegan")):
        file, content = begin("demo", kind(name), key, look)
        table = new_file(root, file, content).table()
        assert [column.field for column in table.columns] == [column.name for column in kind(name).form_columns]
    with pytest.raises(NotEditable, match="能用的文件名"):
        begin("demo", kind("meetings"), "2026-3", look)
    text = begin_text(kind("notices"), (("标题", "修路: 公告"), ("公开日", "2026-11-20")), "正文").decode()
    assert text.startswith('---\n标题: "修路: 公告"\n')
    assert text.endswith("\n---\n\n正文\n")


# --- pasted from WPS


BOOK = ledger("2026-03-05,记-001,买水泥,公益支出,,500.00,500.00", ",,合计,,,500.00,500.00", "制表：王示例")


def test_a_block_is_pasted_above_what_closes_the_table(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": BOOK})
    opened = open_file(root, FILE)
    plan = plan_paste(
        opened.table(),
        opened.kind,
        4,
        0,
        '2026-03-06\t记-002\t买沙\t公益支出\t\t100\t400\r\n2026-03-07\t记-003\t"两行\n字"\t公益支出\t\t100\t300\r\n',
    )
    assert (plan.rows, plan.added, plan.overwritten, plan.by_header, plan.left_out) == (2, 2, 0, False, ())
    opened.edit(plan.edit)
    assert opened.stored().decode() == BOOK.replace(
        ",,合计", '2026-03-06,记-002,买沙,公益支出,,100,400\n2026-03-07,记-003,"两行\n字",公益支出,,100,300\n,,合计'
    )
    assert opened.undo()
    assert opened.stored().decode() == BOOK, "a block is one step"


def test_a_block_with_a_header_goes_by_its_columns(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": BOOK})
    opened = open_file(root, FILE)
    text = "三月\n时间\t摘 要\t支出金额\t凭证\t备用\n2026-03-06\t买沙\t100\t记-002\t\n2026-03-07\t买砖\t50\t记-003\t留\n"
    plan = plan_paste(opened.table(), opened.kind, 1, 3, text)
    assert (plan.rows, plan.added, plan.by_header, plan.left_out) == (2, 1, True, ("三月", "备用"))
    assert plan.overwritten > 0, "the first row would be written over"
    plan = plan_paste(opened.table(), opened.kind, 4, 0, text)
    assert (plan.added, plan.overwritten) == (2, 0)
    opened.edit(plan.edit)
    assert opened.table().row(4).cells == ("2026-03-06", "记-002", "买沙", "", "", "100", "")


@pytest.mark.parametrize("text", ["日期\t支出（万元）\n2026-03-06\t1\n", "单位：万元\n日期\t支出\n2026-03-06\t1\n"])
def test_a_block_in_another_unit_is_not_pasted(tmp_path: Path, text: str) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": BOOK})
    opened = open_file(root, FILE)
    with pytest.raises(NotEditable, match="单位是万元，这张表是元"):
        plan_paste(opened.table(), opened.kind, 4, 0, text)
    assert plan_paste(opened.table(), opened.kind, 4, 0, text.replace("万元", "元")).rows == 1


def test_what_is_pasted_into_a_formula_is_told(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.xlsx": workbook(formula="=SUM(F3:F4)")})
    opened = open_file(root, FILE.replace("csv", "xlsx"))
    plan = plan_paste(opened.table(), opened.kind, 5, 2, "合计\t\t\t700")
    assert plan.left_out == ("F5（公式，或者合并的格子）",)
    opened.edit(plan.edit)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('3月5日\t"\t1\n3月6日\t"\t2\n', (("3月5日", '"', "1"), ("3月6日", '"', "2"))),
        ('修"路\t5\n"大棚"项目\t6', (('修"路', "5"), ('"大棚"项目', "6"))),
        ('"没有关\t5\n买砖\t6\n', (('"没有关', "5"), ("买砖", "6"))),
        ('"两行\n""字"""\t1\r\n甲\t2', (('两行\n"字"', "1"), ("甲", "2"))),
        ("甲\t\t\n\n乙", (("甲", "", ""), ("",), ("乙",))),
    ],
)
def test_quotes_in_a_block_swallow_nothing(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_block(text) == rows


def test_nothing_to_paste_is_told(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": BOOK})
    opened = open_file(root, FILE)
    for text in ("", "\r\n", "日期\t摘要\t凭证号"):
        with pytest.raises(NotEditable, match="复制"):
            plan_paste(opened.table(), opened.kind, 3, 0, text)


# --- mends


MEANT = [
    (Column("支出", "money"), "核减500", "-500"),
    (Column("支出", "money"), "冲减 1,200.50元", "-1,200.50"),
    (Column("支出", "money"), "５Ｏ０", "500"),
    (Column("支出", "money"), "500。00", "500.00"),
    (Column("支出", "money"), "500.00。", "500.00"),
    (Column("支出", "money"), "500元（转账）", "500"),
    (Column("支出", "money"), "1,2345.00", "12345.00"),
    (Column("支出", "money"), "300+200.5", "500.5"),
    (Column("支出", "money"), "300+200=500", "500"),
    (Column("支出", "money"), "一千二百元", "1200"),
    (Column("支出", "money"), "500-", "-500"),
    (Column("支出", "money"), "500（红字）", "-500"),
    (Column("支出", "money"), "500（冲红）", ""),
    (Column("支出", "money"), "300+200=600", ""),
    (Column("支出", "money"), "500左右", ""),
    (Column("支出", "money"), "500/600", ""),
    (Column("支出", "money"), "1.200.50", ""),
    (Column("支出", "money"), "1,23", ""),
    (Column("支出", "money"), "500（3月补200）", ""),
    (Column("支出", "money"), "王示例", ""),
    (Column("日期", "date"), "3-5", "2026-03-05"),
    (Column("日期", "date"), "3月5日", "2026-03-05"),
    (Column("日期", "date"), "5日", "2026-03-05"),
    (Column("日期", "date"), "26.3.5", "2026-03-05"),
    (Column("日期", "date"), "2026-3.5", "2026-03-05"),
    (Column("日期", "date"), "2026。3。5", "2026-03-05"),
    (Column("日期", "date"), "4-5", ""),
    (Column("日期", "date"), "3-32", ""),
    (Column("日期", "date"), "3-5、6", ""),
    (Column("日期", "date"), "25.3.5", ""),
    (Column("日期", "date"), "三月初", ""),
    (Column("状态", "choice", choices=("进行中", "已完成", "未开工")), "已完成了", "已完成"),
    (Column("状态", "choice", choices=("进行中", "已完成", "未开工")), "（进行中）", "进行中"),
    (Column("状态", "choice", choices=("同意", "不同意")), "没有同意", ""),
    (Column("状态", "choice", choices=("公开",)), "不公开", ""),
    (Column("状态", "choice", choices=("进行中", "已完成", "未开工")), "完成一半，进行中，已完成", ""),
    (Column("户数", "count"), "共10户", "10"),
    (Column("户数", "count"), "1O", "10"),
    (Column("户数", "count"), "约10户", ""),
    (Column("面积", "number"), "24亩半", "24.5"),
    (Column("有效期", "term"), "3年期", "3年"),
]


@pytest.mark.parametrize(("column", "text", "wanted"), MEANT, ids=[f"{c.name} {t}" for c, t, _ in MEANT])
def test_a_mend_is_offered_only_where_it_is_certain(column: Column, text: str, wanted: str) -> None:
    assert meant(column, text, "2026-03") == wanted


def test_a_day_without_its_year_is_certain_only_in_a_file_of_its_month() -> None:
    day = Column("日期", "date")
    assert [meant(day, "3-5", key) for key in ("2026", "2026-Q1", "2026-road", "")] == ["", "", "", ""]
    assert meant(day, "05/03/26", "2026-03") == "2026-03-05"
    assert meant(day, "03/05/26", "2026-03") == "2026-03-05"


def test_an_amount_in_ten_thousands_is_left_to_the_clerk() -> None:
    assert meant(Column("支出", "money"), "核减500", "2026-03", "万元") == ""


MENDED = {
    "an amount": (ledger("2026-03-05,记-001,冲回水泥款,公益支出,,核减500,1500.00"), "bad-amount", "改成「-500」"),
    "a day": (ledger("3-5,记-001,买水泥,公益支出,,500,500.00"), "bad-date", "改成「2026-03-05」"),
    "ditto": (
        ledger("2026-03-05,记-001,买水泥,公益支出,,500,500.00", "2026-03-06,记-002,买沙,同上,,100,400.00"),
        "ditto", "改成「公益支出」",
    ),
    "Chinese commas": (
        ledger("2026-03-05,记-001,买水泥,公益支出,,500,500.00", "2026-03-06，记-002，买沙，公益支出，，100，400.00"),
        "cell-count", "按中文逗号分成几格",
    ),
    "a comma too many": (
        ledger("2026-03-05,记-001,买水泥,公益支出,,500,500.00", "2026-03-06,记-002,买沙,买石,公益支出,,100,400.00"),
        "cell-count", "「买沙」和「买石」是一格",
    ),
    "a comma too few": (
        ledger("2026-03-05,记-001,买水泥,公益支出,,500,500.00", "2026-03-06,记-002,买沙,公益支出,100,400.00"),
        "cell-count", "「收入」空着，后面的往右移一格",
    ),
    "a header": (
        ledger("2026-03-05,记-001,水泥,公益支出,,500,500.00", header=LEDGER_HEADER.replace("收入", "收人")),
        "unknown-header", "列名改成「收入」",
    ),
    "days": (
        ledger(
            "2026-03-08,记-002,买水泥,公益支出,,500,",
            "2026-03-06,记-001,买沙,公益支出,,100,",
            "2026-03-09,记-003,买沙,公益支出,,100,300.00",
        ),
        "date-backwards", "按日期从早到晚排好",
    ),
    "from new to old": (
        ledger("2026-03-08,记-002,买水泥,公益支出,,500,400.00", "2026-03-06,记-001,买沙,公益支出,,100,900.00"),
        "newest-first", "按日期从早到晚排好",
    ),
    "from new to old, with what was there before at the end": (
        f"{LEDGER_HEADER}\n2026-03-08,记-002,买水泥,公益支出,,500,400.00\n2026-03-06,记-001,买沙,公益支出,,100,900.00\n{OPENING}\n",
        "newest-first", "按日期从早到晚排好",
    ),
    "sides": (
        ledger(
            "2026-03-05,记-001,买水泥,公益支出,500,,500.00",
            "2026-03-06,记-002,收租金,经营收入,,700,1200.00",
            header=LEDGER_HEADER.replace("收入,支出", "借方,贷方"),
        ),
        "sides-swapped",
        "「借方」和「贷方」的列名对调",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", MENDED)
def test_one_click_takes_the_problem_away(tmp_path: Path, fault: str) -> None:
    text, code, words = MENDED[fault]
    root = write_tree(tmp_path, {"ledger/2026-03.csv": text})
    board = LiveBoard(root, "demo", TODAY)
    opened = open_file(root, FILE)
    problems = board.look().of(FILE)
    mends = {p.code: mend for p, mend in mends_of(board, opened, problems).items()}
    assert code in {p.code for p in problems}
    assert mends[code].text == words
    opened.edit(mends[code].edit)
    after = {p.code for p in board.look({FILE: opened.stored()}).of(FILE)}
    assert code not in after
    assert after <= {p.code for p in problems}, "and brings no other"


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-05,记-001,买水泥,公益支出,,核减500,500.00",  # the balance says that it was an expense
        "2026-03-05,记-001,买水泥,公益支出,,五百上下,500.00",
        "2026-03-05,记-001,买水泥,公益支出,,500.00,400.00",  # a balance that does not follow: who knows which is wrong
        "2026-03-05,,买水泥,公益支出,,500.00,500.00",
        "同上,记-001,买水泥,公益支出,,500.00,500.00",  # nothing stands above
        "2026-03-05,记-001,买水泥,公益支出,500.00,",  # which of two cells is left out, no balance tells
    ],
)
def test_no_mend_where_nothing_is_certain(tmp_path: Path, row: str) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": ledger(row)})
    board = LiveBoard(root, "demo", TODAY)
    problems = board.look().of(FILE)
    assert problems
    assert mends_of(board, open_file(root, FILE), problems) == {}


def test_a_column_that_holds_two_is_parted(tmp_path: Path) -> None:
    file = "data/villages/demo/subsidies/2026-jiegan.csv"
    kept = "秸秆还田补贴"
    root = write_tree(
        tmp_path,
        {"subsidies/2026-jiegan.csv": f"补贴名称,组别,户主/金额,面积\n{kept},一组,王示例/500,2\n{kept},一组,李样本/300.5,1\n,,,\n"},
    )
    board = LiveBoard(root, "demo", TODAY)
    opened = open_file(root, file)
    problems = board.look().of(file)
    (mend,) = [mend for p, mend in mends_of(board, opened, problems).items() if p.code == "unknown-header"]
    assert mend.text == "把「户主/金额」分成两列"
    opened.edit(mend.edit)
    assert opened.stored().decode() == f"补贴名称,组别,户主,金额,面积\n{kept},一组,王示例,500,2\n{kept},一组,李样本,300.5,1\n,,,\n"
    assert "unknown-header" not in {p.code for p in board.look({file: opened.stored()}).of(file)}


def test_a_column_that_does_not_part_everywhere_is_left(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"subsidies/2026-jiegan.csv": "补贴名称,组别,户主/金额,面积\n补贴,一组,王示例/500,2\n补贴,一组,李样本,1\n"})
    board = LiveBoard(root, "demo", TODAY)
    opened = open_file(root, "data/villages/demo/subsidies/2026-jiegan.csv")
    assert not [p for p in mends_of(board, opened, board.look().of(opened.file)) if p.code == "unknown-header"]


@pytest.mark.parametrize(
    ("above", "opening", "wanted", "words"),
    [
        ("单位：万元\n", "500.00", 1, "单位「万元」改成「元」"),
        ("", "0.05", 1, "写明「单位：万元」"),
        ("", "0.5", 1, "写明「单位：千元」"),
        ("单位：元\n", "0.05", 0, ""),
        ("单位：万元\n", "510.00", 0, ""),
    ],
)
def test_a_unit_is_mended_where_the_month_before_says_which(tmp_path: Path, above: str, opening: str, wanted: int, words: str) -> None:
    april = "data/villages/demo/ledger/2026-04.csv"
    root = write_tree(
        tmp_path,
        {
            "ledger/2026-03.csv": ledger("2026-03-05,记-001,买水泥,公益支出,,500.00,500.00"),
            "ledger/2026-04.csv": f"{above}{LEDGER_HEADER}\n,,上月余额,,,,{opening}\n2026-04-05,记-001,买砖,公益支出,,{opening},0\n",
        },
    )
    board = LiveBoard(root, "demo", TODAY)
    opened = open_file(root, april)
    mends = [mend for p, mend in mends_of(board, opened, board.look().of(april)).items() if p.code == "opening-mismatch"]
    assert [mend.text for mend in mends] == [words] * wanted
    for mend in mends:
        opened.edit(mend.edit)
        assert not [p for p in board.look({april: opened.stored()}).of(april) if p.code == "opening-mismatch"]


def test_of_many_wrong_readings_a_few_are_tried_and_the_rest_when_there_is_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty faults, of which every third was meant otherwise: what is told while somebody types costs a file checked a few times."""
    meant = [n % 3 for n in range(30)]
    rows = [f"2026-03-05,记-{n + 1:03},买砖,公益支出,,核减{100 if ok else 1}.00,{1000 + 100 * (n + 1)}.00" for n, ok in enumerate(meant)]
    root = write_tree(tmp_path, {"ledger/2026-03.csv": ledger(*rows)})
    board, opened = LiveBoard(root, "demo", TODAY), open_file(root, FILE)
    problems = board.look().of(FILE)
    checked, of_file = [], LiveBoard.of_file

    def counted(*rest: object) -> object:
        checked.append(rest)
        return of_file(*rest)  # type: ignore[arg-type]

    monkeypatch.setattr(LiveBoard, "of_file", counted)
    tried = tried_mends(board, opened, problems, 0)
    assert tried.more
    assert len(checked) <= 3
    sure = [p.source.row for p in tried.mends if p.code == "bad-amount"]
    assert sure
    assert all(meant[row - 3] for row in sure)
    checked.clear()
    assert tried_mends(board, opened, problems, ALONE).more
    assert len(checked) <= 3 + ALONE
    later = mends_of(board, opened, problems)
    assert {*tried.mends} <= {*later}
    assert all(meant[p.source.row - 3] for p in later if p.code == "bad-amount")


def test_days_are_put_in_order_between_sums_only(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path,
        {
            "ledger/2026-03.csv": ledger(
                "2026-03-09,记-002,甲,公益支出,,1,",
                "2026-03-05,记-001,乙,公益支出,,1,",
                ",,小计,,,2,",
                "2026-03-08,记-004,丙,公益支出,,1,",
                "2026-03-07,记-003,丁,公益支出,,1,",
            )
        },
    )
    opened = open_file(root, FILE)
    order = by_day(opened.table())
    assert order
    opened.edit(order)
    assert [row.cells[2] for row in opened.table().rows[2:]] == ["乙", "甲", "小计", "丁", "丙"]
    assert by_day(opened.table()) is None
    opened.edit(set_cell(3, 0, "初五"))
    with pytest.raises(NotEditable, match="第 3 行的日期看不懂"):
        by_day(opened.table())


def test_samples_have_a_grid() -> None:
    """A table of each kind of a sample board opens, with every column of its kind in its place."""
    files = {(path.parent, path.suffix): path for path in (ROOT / "data/villages/shifan").rglob("*") if path.suffix in (".csv", ".xlsx")}
    assert len(files) > 30
    for path in files.values():
        opened = open_file(ROOT, path.relative_to(ROOT).as_posix())
        if opened.kind:
            table = opened.table()
            assert table.header, path
            assert all(column.field for column in table.columns if column.header and column.header not in ("序号", "行次")), path


def test_a_pasted_month_with_five_faults_is_mended_by_five_clicks(tmp_path: Path) -> None:
    """From an empty folder of a village: a new month, thirty rows from WPS, a click for each fault, saved without a problem."""
    root = write_tree(tmp_path, {})
    board = LiveBoard(root, "demo", TODAY)
    file, content = begin("demo", kind("ledger"), "2026-03", board.look())
    opened = new_file(root, file, content)
    opened.edit(InsertRows(2, (("", "", "上月余额", "", "", "", "10000.00"),)))
    rows = [
        [f"2026-03-{n:02}", f"记-{n:03}", f"买水泥{n}袋", "公益支出", "", "100.00", f"{10000 - n * 100}.00"]
        for n in range(1, 31)
    ]  # fmt: skip
    rows[4][0], rows[9][5], rows[14][3], rows[19][5], rows[24][0] = "3-5", "1OO.00", "同上", "100。00", "26.3.25"
    block = "\n".join(["日期\t凭证\t事由\t会计科目\t收方\t付方\t结存", *("\t".join(row) for row in rows)])
    plan = plan_paste(opened.table(), opened.kind, 3, 0, block)
    assert (plan.rows, plan.by_header, plan.overwritten, plan.left_out) == (30, True, 0, ())
    opened.edit(plan.edit)
    clicks = 0
    while problems := [p.problem for p in placed(board.look({file: opened.stored()}).problems, file) if p.grave]:
        mends = mends_of(board, opened, tuple(problems))
        assert mends, problems
        opened.edit(next(iter(mends.values())).edit)
        clicks += 1
    assert clicks == 5
    opened.save()
    assert [p.code for p in LiveBoard(root, "demo", TODAY).look().of(file)] == []
    assert left_after(board.look(), kind("ledger"), file) == "7,000.00"


OFFERED = {
    "bad-amount": 1, "bad-date": 2, "cell-count": 1, "ditto": 2, "red-amount": 2, "sides-swapped": 1, "newest-first": 1,
    "bad-choice": 0, "bad-count": 0, "bad-number": 0, "bad-term": 0, "bad-unit": 0, "balance-mismatch": 0, "blank-cell": 0,
    "date-backwards": 0,
    "lost-character": 0, "opening-mismatch": 0, "repeated-column": 0, "total-mismatch": 0, "unknown-header": 0, "voucher-skipped": 0,
}  # fmt: skip
"""Code → how many mends its folder of tests/problems is offered, of all the faults in it."""


@pytest.mark.parametrize("code", OFFERED)
def test_every_mend_of_the_museum_takes_its_problem_away(code: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "tests/problems" / code, tmp_path / "root"))
    board = LiveBoard(root, "demo", TODAY)
    before = board.look().problems
    mended = 0
    for file in sorted({p.source.file for p in before if p.source.file.endswith((".csv", ".xlsx"))}):
        opened = open_file(root, file)
        for problem, mend in mends_of(board, opened, [p for p in before if p.source.file == file]).items():
            after = Counter(p.code for p in board.look({file: applied(opened.content, mend.edit).stored()}).problems)
            had = Counter(p.code for p in before)
            assert after[problem.code] < had[problem.code], problem
            assert not after - had, "it brings no other, on the whole board"
            mended += 1
    assert mended == OFFERED[code]
