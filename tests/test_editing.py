"""A file that is edited: what is written is what a person would have written, and nothing that was typed is lost."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import bounds
from generator.editing import drafts, formulas, history, mends, own_file, pasting
from generator.editing.applied import applied
from generator.editing.combined import combined, combined_lines
from generator.editing.csv_text import CsvText, read_csv_text
from generator.editing.edits import (
    AddEntry,
    DeleteRows,
    Edit,
    InsertRows,
    MoveEntry,
    OrderRows,
    SetBody,
    SetCells,
    SetKey,
    Together,
    as_json,
    from_json,
    move_row,
    set_cell,
)
from generator.editing.live import LiveBoard
from generator.editing.opened_file import OpenedFile, new_file, open_file, resume
from generator.editing.refused import ChangedMeanwhile, Elsewhere, InUse, NotEditable
from generator.editing.sheet_xml import read_sheet
from tests.committed import committed
from tests.conftest import LEDGER_HEADER, ROOT, TODAY, examples, write_tree

FILE = "data/villages/demo/ledger/2026-03.csv"
BOOK = (
    "三月收支,,,,,,\r\n日期,凭证号,摘要,科目,收入,支出,余额\r\n,,上月余额,,,,1000.00\r\n"
    '2026-03-05,记-001,"买水泥, 沙子",公益支出,,500.00,500.00\r\n'
    '2026.3.6,记-002,付电费,管理费用,,"100.00",400.00\r\n,,合计,,,600.00,400.00\r\n\r\n制表：王示例\r\n'
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, {"ledger/2026-03.csv": BOOK})


def on_disk(root: Path) -> str:
    return (root / FILE).read_bytes().decode()


def lines_changed(before: str, after: str) -> list[tuple[str, str]]:
    pairs = list(zip(before.splitlines(keepends=True), after.splitlines(keepends=True), strict=True))
    return [(a, b) for a, b in pairs if a != b]


# --- byte for byte


def test_every_sample_comes_back_byte_for_byte() -> None:
    files = [*(ROOT / "data").rglob("*.csv"), *(ROOT / "tests/cases").rglob("*.csv")]
    assert len(files) > 150
    for path in files:
        data = path.read_bytes()
        assert read_csv_text(data, path.name).stored() == data


def test_a_changed_cell_changes_that_cell_only(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))
    opened.save()
    assert lines_changed(BOOK, on_disk(root)) == [
        (
            '2026-03-05,记-001,"买水泥, 沙子",公益支出,,500.00,500.00\r\n',
            '2026-03-05,记-001,"买水泥, 沙子",公益支出,,510.00,500.00\r\n',
        )
    ]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("日期,摘要\n1,甲\n".encode("gb18030"), "𠮷野"),
        (b"\xef\xbb\xbf" + "日期,摘要\r\n1,甲".encode(), "乙"),
        ("日期\t摘要\r\n1\t甲\r\n".encode("utf-16"), "a,b"),
        ("日期;摘要\r1;甲\r".encode(), "乙"),
        ('"日期","摘要"\r\n"1","甲"\r\n'.encode(), "乙"),
    ],
)
def test_encoding_mark_delimiter_quotes_and_line_ends_stay(stored: bytes, text: str) -> None:
    content = read_csv_text(stored, "a.csv")
    changed = content.with_cells("", 2, 1, ((text,),))
    was, now = (each.form for each in (content, changed))
    assert was == now
    assert changed.stored() == stored.replace("甲".encode(was.encoding), text.encode(was.encoding))


def test_a_file_that_ends_without_a_line_end_still_does() -> None:
    content = read_csv_text("日期,摘要\n1,甲".encode(), "a.csv")
    assert content.with_rows("", 3, (("2", "乙"),)).stored().decode() == "日期,摘要\n1,甲\n2,乙"
    assert content.without_rows("", 2, 1).stored().decode() == "日期,摘要"
    assert content.in_order("", 1, (1, 0)).stored().decode() == "1,甲\n日期,摘要"


def test_what_would_not_come_back_is_not_opened() -> None:
    with pytest.raises(NotEditable, match="双引号没有成对"):
        read_csv_text(b'a,"b\nc,d\n', "a.csv")
    with pytest.raises(NotEditable, match="认不出来"):
        read_csv_text(b"\xff\xff\x81", "a.csv")
    with pytest.raises(NotEditable, match="半个字"):
        read_csv_text(b"a,b\n", "a.csv").with_cells("", 1, 0, (("\ud800",),)).stored()


# --- a sequence of edits is what a person would have done: a list of lists


TEXTS = st.text(st.sampled_from("甲1, \"\n'；\t"), max_size=4)
ROWS = st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=5)


def as_model(content: CsvText) -> list[list[str]]:
    return [list(cells) for cells in content.rows()]


STEPS = st.lists(st.tuples(st.sampled_from("scidomur"), st.integers(0, 99), st.integers(0, 3), TEXTS), max_size=6)
STYLES = st.tuples(st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.booleans())


def stored_csv(rows: list[list[str]], style: tuple[str, Any, bool]) -> bytes:
    end, quoting, ended = style
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=quoting).writerows(rows)
    return (out.getvalue() if ended else out.getvalue().removesuffix(end)).encode()


def an_edit(how: str, n: int, column: int, text: str, count: int) -> Edit | None:
    at = n % count + 1 if count else 1
    if how == "c":
        return SetCells(at, column, ((text, "乙"), (text,)))
    if how == "i" or not count:
        return InsertRows(n % (count + 1) + 1, ((text, "丙", "丁", "戊", "己"),))
    return {
        "s": set_cell(at, column, text),
        "d": DeleteRows(at),
        "o": OrderRows(1, tuple(reversed(range(count)))),
        "m": move_row(at, (n * 7) % count + 1),
    }[how]


def do(model: list[list[str]], edit: Edit) -> list[list[str]]:
    """What a person would do to a list of lists."""
    rows = [list(row) for row in model]
    match edit:
        case SetCells(row, column, block):
            for i, texts in enumerate(block, row - 1):
                rows += [[]] * (i + 1 - len(rows))
                cells = [*rows[i], *[""] * (column + len(texts) - len(rows[i]))]
                cells[column : column + len(texts)] = texts
                rows[i] = cells
        case InsertRows(row, new):
            rows[row - 1 : row - 1] = [list(texts) for texts in new]
        case DeleteRows(row, count):
            del rows[row - 1 : row - 1 + count]
        case OrderRows(row, order):
            part = rows[row - 1 : row - 1 + len(order)]
            rows[row - 1 : row - 1 + len(order)] = [part[i] for i in order]
    return rows


def bare(rows: list[list[str]]) -> list[list[str]]:
    """Blank cells behind the last one that holds something say nothing."""
    return [row[: max((i + 1 for i, text in enumerate(row) if text), default=0)] for row in rows]


@examples(60)
@given(ROWS, STYLES, STEPS)
def test_any_sequence_of_edits_is_what_a_person_would_have(rows: list[list[str]], style: Any, wanted: list[Any]) -> None:
    stored = stored_csv(rows, style)
    content: Any = read_csv_text(stored, "a.csv")
    model = as_model(content)
    done: list[tuple[Any, list[list[str]]]] = []
    undone: list[tuple[Any, list[list[str]]]] = []
    for how, n, column, text in wanted:
        if how in "ur":
            source, target = (done, undone) if how == "u" else (undone, done)
            if source:
                target.append((content, model))
                content, model = source.pop()
            continue
        edit = an_edit(how, n, column, text, len(model))
        assert edit is not None
        assert from_json(as_json(edit)) == edit
        done.append((content, model))
        undone.clear()
        content, model = applied(content, edit), do(model, edit)
        assert bare(as_model(content)) == bare(model)
        written = content.stored()
        assert (
            bare([list(row) for row in csv.reader(io.StringIO(written.decode(), newline=""), strict=True)]) == bare(model)
            or len(max(model, key=len, default=[])) < 2
        )
    while done:
        content, model = done.pop()
    assert content.stored() == stored, "all undone is the file as it was opened, byte for byte"


@pytest.mark.parametrize(
    "text",
    [
        "{}", "[]", "1", '{"do":"Nothing"}', '{"do":"SetCells","row":0,"column":0,"block":[["a"]]}',
        '{"do":"DeleteRows","row":1,"count":-1}',
        '{"do":"SetCells","row":1,"column":0,"block":[[1]]}',
        '{"do":"OrderRows","row":1,"order":[0,0]}',
        '{"do":"SetKey","path":[],"value":"a"}',
        '{"do":"MoveEntry","path":["a"],"to":1}', '{"do":"MoveEntry","path":["a",0],"to":-1}', '{"do":"MoveEntry","path":["a",-1],"to":0}',
        '{"do":"SetCells","row":1,"column":0,"block":"ab"}', '{"do":"Together","edits":[{"do":"__class__"}]}',
    ],
)  # fmt: skip
def test_what_is_no_edit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


def test_every_edit_goes_through_a_draft() -> None:
    edits: list[Edit] = [
        SetKey(("联系", 0, "电话"), "1"),
        SetKey(("a",), ("b", "c")),
        SetKey(("a",), None),
        AddEntry(("a",), (("b", "c"),)),
        MoveEntry(("a", 1), 0),
        SetBody("x\ny"),
    ]
    assert [from_json(as_json(edit)) for edit in edits] == edits
    assert from_json(as_json(Together(tuple(edits)))) == Together(tuple(edits))


def test_an_edit_that_cannot_be_done_changes_nothing(root: Path) -> None:
    opened = open_file(root, FILE)
    for edit in (DeleteRows(99), OrderRows(8, (1, 0)), SetCells(1, 600, (("a",),)), set_cell(1, 0, "x" * 100_000), SetKey(("a",), "b")):
        with pytest.raises(NotEditable):
            opened.edit(edit)
    assert not opened.changed
    assert not opened.can_undo
    assert drafts.waiting(root) == []


def test_a_table_says_what_each_row_and_column_is(root: Path) -> None:
    table = open_file(root, FILE).table()
    assert [row.sort for row in table.rows] == ["above", "header", "opening", "data", "data", "total", "nothing", "nothing"]
    assert [(c.letter, c.field, c.type, c.must) for c in table.columns[:2]] == [("A", "日期", "date", True), ("B", "凭证号", "text", True)]
    assert "公益支出" in table.columns[3].offers
    assert table.columns[6].running
    assert table.row(5).cells == ("2026.3.6", "记-002", "付电费", "管理费用", "", "100.00", "400.00")
    assert (table.header, table.last_data) == (2, 5)


# --- saved whole, or not at all


def test_a_file_that_another_changed_is_not_written_over(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))
    theirs = BOOK.replace("付电费", "付三月电费")
    (root / FILE).write_bytes(theirs.encode())
    with pytest.raises(ChangedMeanwhile, match="改过了，没有保存，两份都还在") as why:
        opened.save()
    assert on_disk(root) == theirs
    assert why.value.theirs == theirs.encode()
    opened.close()
    again = resume(root, drafts.waiting(root, FILE)[0])
    again.save(over=why.value.theirs)
    assert "510.00" in on_disk(root)
    (kept,) = history.versions(root, FILE)
    assert history.earlier(root, FILE, kept) == theirs.encode(), "theirs can be taken back"


def test_two_people_in_different_rows_can_have_both(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))
    theirs = BOOK.replace("合计", "本月合计")
    (root / FILE).write_bytes(theirs.encode())
    with pytest.raises(ChangedMeanwhile) as why:
        opened.save()
    both = combined(opened, why.value.theirs)
    assert both is not None
    assert both.decode() == theirs.replace(",,500.00,500.00", ",,510.00,500.00")
    opened.put(both)
    opened.save(over=why.value.theirs)
    assert on_disk(root) == both.decode()


@pytest.mark.parametrize(
    "theirs",
    [
        BOOK.replace("500.00,500.00", "490.00,510.00"),  # the same row
        BOOK.replace("付电费", "付三月电费"),  # the row below: one may follow from the other
        BOOK.replace("付电费", '付"电费'),  # nobody can read it
        BOOK + "备注\r\n",  # below the last line, which was changed here
        "",
    ],
)
def test_two_people_in_one_place_choose(root: Path, theirs: str) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))
    opened.edit(set_cell(8, 0, "制表：李样本"))
    assert combined(opened, theirs.encode()) is None


LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\n"]), max_size=8)


@given(LINES, LINES, LINES)
def test_nothing_of_either_is_lost(was: list[bytes], mine: list[bytes], theirs: list[bytes]) -> None:
    both = combined_lines(was, mine, theirs)
    assert combined_lines(was, mine, was) == mine
    assert combined_lines(was, was, theirs) == theirs
    assert combined_lines(was, mine, mine) == mine
    if both is not None:
        gone, come = (Counter(was) - Counter(both)), (Counter(both) - Counter(was))
        each = [(Counter(was) - Counter(one), Counter(one) - Counter(was)) for one in (mine, theirs)]
        assert both == combined_lines(was, theirs, mine)
        assert gone <= each[0][0] + each[1][0]
        assert come <= each[0][1] + each[1][1]


def test_a_file_that_has_gone_is_told_and_may_be_put_back(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))
    (root / FILE).unlink()
    with pytest.raises(ChangedMeanwhile, match="删掉或者移走") as why:
        opened.save()
    opened.save(over=why.value.theirs)
    assert "510.00" in on_disk(root)


@pytest.mark.parametrize("mark", ["~$2026-03.csv", ".~2026-03.csv", ".~lock.2026-03.csv#"])
def test_what_wps_has_open_is_left_alone(root: Path, mark: str) -> None:
    (root / FILE).with_name(mark).write_bytes(b"\x03abc")
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))
    with pytest.raises(InUse, match="正在 WPS"):
        opened.save()
    assert on_disk(root) == BOOK
    opened.save(despite_mark=True)
    assert "510.00" in on_disk(root)


def test_a_file_that_windows_holds_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 5, "510.00"))

    replace = os.replace

    def held(source: Path, target: Path) -> None:
        if target == root / FILE:
            raise PermissionError(13, "sharing violation")
        replace(source, target)

    monkeypatch.setattr(own_file.os, "replace", held)
    with pytest.raises(InUse, match="填的内容都还在"):
        opened.save()
    assert on_disk(root) == BOOK
    assert opened.changed
    assert [path.name for path in (root / FILE).parent.iterdir()] == ["2026-03.csv"], "nothing is left beside it"


@pytest.mark.parametrize(
    "path",
    [
        "../data/a.csv", "data/../../a.csv", "/etc/passwd", "data", "build/a.csv", "mkdocs.yml", "data\\a.csv", "data/c:a.csv",
        "data/con.csv",
        "data/NUL",
        "data/a.csv.", "data/a ", "data/.git/config", "data/~$a.csv", "data//a.csv", "data/./a.csv", "data/a\n.csv",
        "data/" + "长" * 100, "theme_overrides/a.css",
    ],
)  # fmt: skip
def test_no_path_leaves_the_clerks_folders(root: Path, path: str) -> None:
    for work in (lambda: own_file.read_own(root, path), lambda: own_file.put_whole(root, path, b"x", None)):
        with pytest.raises(Elsewhere):
            work()


def test_no_link_is_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2026-03.csv").write_text("secret")
    for link in (root / FILE, root / "data/villages/demo/ledger"):
        shutil.rmtree(link) if link.is_dir() else link.unlink()
        link.symlink_to(outside / "2026-03.csv" if link.suffix else outside)
        with pytest.raises(Elsewhere):
            open_file(root, FILE)
        with pytest.raises(Elsewhere):
            own_file.put_whole(root, FILE, b"x", None)
    assert (outside / "2026-03.csv").read_text() == "secret"


def killed(work: Callable[[Callable[[], object]], None], after: float) -> None:
    """A copy of this process does it and is killed ``after`` seconds from when it first says that it has done something."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(lambda: os.write(told, b"."))
        finally:
            os._exit(0)
    os.read(heard, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(heard)
    os.close(told)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of this process is killed")
def test_a_save_that_is_killed_leaves_the_old_file_or_the_new(root: Path) -> None:
    old, new = (BOOK + f"{mark}\r\n" * 50_000 for mark in "旧新")
    (root / FILE).write_bytes(old.encode())
    seen = set()

    def saves(done: Callable[[], object]) -> None:
        for _ in range(1000):
            there, other = (new, old) if on_disk(root) == new else (old, new)
            own_file.put_whole(root, FILE, other.encode(), there.encode())
            done()

    for n in range(50):
        killed(saves, n % 10 * 0.0007)
        seen.add(on_disk(root) == new)
        assert on_disk(root) in (old, new)
    assert seen == {True, False}


def test_what_a_killed_save_left_half_is_cleared_away(root: Path) -> None:
    (root / FILE).with_name(".2026-03.csv.new").write_bytes(b"half")
    own_file.put_whole(root, FILE, b"x", BOOK.encode())
    assert on_disk(root) == "x"
    assert [path.name for path in (root / FILE).parent.iterdir()] == ["2026-03.csv"]


# --- a draft loses nothing


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of this process is killed")
def test_what_was_typed_before_a_crash_is_offered_again(root: Path) -> None:
    def types(done: Callable[[], object]) -> None:
        opened = open_file(root, FILE)
        for n in range(10_000):
            opened.edit(set_cell(4, 2, f"第{n}遍"))
            if n == 2:
                done()

    for n in range(3):
        killed(types, n * 0.01)
        (note,) = drafts.waiting(root, FILE)
        opened = resume(root, note)
        assert opened.table().row(4).cells[2] == f"第{len(note.steps) - 1}遍"
        assert len(note.steps) > 2
        opened.discard()


def test_a_draft_is_offered_to_one_only(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 2, "甲"))
    assert drafts.waiting(root) == []
    opened.close()
    (note,) = drafts.waiting(root)
    again = resume(root, note)
    with pytest.raises(NotEditable, match="另一个窗口"):
        drafts.take(root, note.name)
    assert drafts.waiting(root) == []
    again.discard()


def test_one_thread_types_and_another_closes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_file(root, FILE)
    typing = Thread(target=lambda: opened.edit(set_cell(4, 2, "甲")))
    typing.start()
    typing.join()
    lock = opened._draft._lock
    assert lock
    with monkeypatch.context() as windows:  # where a file that is open cannot be taken away

        def unlink(path: Path, missing_ok: bool = False) -> None:
            raise PermissionError(13, "sharing violation")

        windows.setattr(Path, "unlink", unlink)
        opened.close()
    assert not lock.is_locked
    assert [note.file for note in drafts.waiting(root)] == [FILE]


def test_a_draft_with_half_a_character_hides_no_other(root: Path) -> None:
    """Half of one may be typed and written over in one step."""
    opened = open_file(root, FILE)
    opened.edit(Together((set_cell(4, 2, "\ud83d"), set_cell(4, 2, "甲"))))
    opened.close()
    assert resume(root, drafts.waiting(root)[0]).table().row(4).cells[2] == "甲"


@pytest.mark.parametrize(("step", "words"), [("undo", "接不上"), (DeleteRows(99), "没有第 99 行")])
def test_a_draft_that_cannot_be_gone_on_with_is_told_and_let_go(root: Path, step: drafts.DraftStep, words: str) -> None:
    journal = drafts.Draft(root, FILE, BOOK.encode(), BOOK.encode())
    journal.keep(step)
    journal.let_go()
    (note,) = drafts.waiting(root)
    with pytest.raises(NotEditable, match=words):
        resume(root, note)
    drafts.throw_away(root, note.name)
    assert drafts.waiting(root) == []


def test_a_line_that_is_not_whole_ends_a_draft_and_nothing_else(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 2, "甲"))
    opened.edit(set_cell(4, 2, "乙"))
    opened.close()
    (journal,) = (root / "build/desk/drafts").glob("*.draft")
    journal.write_bytes(journal.read_bytes()[:-5])
    opened = resume(root, drafts.waiting(root)[0])
    assert opened.table().row(4).cells[2] == "甲"
    opened.edit(set_cell(4, 3, "丙"))
    opened.undo()
    opened.close()
    assert resume(root, drafts.waiting(root)[0]).stored() == opened.stored()


def test_undo_after_a_save_is_in_the_draft_too(root: Path) -> None:
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 2, "甲"))
    opened.edit(set_cell(4, 3, "乙"))
    opened.save()
    assert not opened.changed
    assert drafts.waiting(root) == []
    assert opened.undo()
    assert opened.undo()
    assert opened.redo()
    assert not OpenedFile.undo(open_file(root, FILE))
    opened.close()
    again = resume(root, drafts.waiting(root)[0])
    assert again.stored() == opened.stored()
    assert again.table().row(4).cells[2:4] == ("甲", "公益支出")


def test_a_save_whose_draft_was_left_is_a_save(root: Path) -> None:
    """The power went between the two."""
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 2, "甲"))
    (root / FILE).write_bytes(opened.stored())
    opened.close()
    resume(root, drafts.waiting(root)[0]).save()
    assert drafts.waiting(root) == []
    assert "甲" in on_disk(root)


def test_a_new_file_and_its_draft(root: Path) -> None:
    file = "data/villages/demo/ledger/2026-04.csv"
    opened = new_file(root, file, "日期,凭证号,摘要,科目,收入,支出\r\n".encode())
    opened.edit(InsertRows(2, (("2026-04-01", "记-001"),)))
    assert not (root / file).exists()
    opened.close()
    again = resume(root, drafts.waiting(root)[0])
    assert again.save().changed
    assert (root / file).read_bytes().decode() == "日期,凭证号,摘要,科目,收入,支出\r\n2026-04-01,记-001,,,,\r\n"
    with pytest.raises(NotEditable, match="已经有了"):
        new_file(root, file, b"x")


def test_two_windows_have_a_draft_each(root: Path) -> None:
    one, other = open_file(root, FILE), open_file(root, FILE)
    one.edit(set_cell(4, 2, "甲"))
    other.edit(set_cell(4, 2, "乙"))
    one.save()
    with pytest.raises(ChangedMeanwhile):
        other.save()
    assert "甲" in on_disk(root)
    other.close()
    assert resume(root, drafts.waiting(root)[0]).table().row(4).cells[2] == "乙"


def test_what_is_made_may_lie_on_another_disk(root: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (root / "build").symlink_to(tmp_path / "disk")
    opened = open_file(root, FILE)
    opened.edit(set_cell(4, 2, "甲"))
    opened.close()
    resume(root, drafts.waiting(root)[0]).save()
    assert (root / "build").is_symlink()
    assert len(history.versions(root, FILE)) == 1


# --- versions


def test_versions_of_git_and_of_the_desk(root: Path) -> None:
    committed(root, date(2026, 4, 1))
    for text in ("510.00", "520.00", "530.00"):
        opened = open_file(root, FILE)
        opened.edit(set_cell(4, 5, text))
        opened.save()
    versions = history.versions(root, FILE)
    assert sorted(each.of for each in versions) == ["desk", "desk", "git"]
    was = next(each for each in versions if each.of == "git")
    opened = open_file(root, FILE)
    opened.put(history.earlier(root, FILE, was))
    opened.save()
    assert on_disk(root) == BOOK
    assert opened.undo()
    assert "530.00" in opened.stored().decode()
    with pytest.raises(NotEditable, match="找不到"):
        history.earlier(root, FILE, history.EarlierVersion("desk", "../../x", 0))


# --- limits: one below, at, one above


@pytest.mark.parametrize(("step", "kept"), [(-1, history._MOST - 1), (0, history._MOST), (1, history._MOST)])
def test_so_many_versions_are_kept_the_oldest_goes(root: Path, step: int, kept: int) -> None:
    for n in range(history._MOST + step):
        history.keep(root, FILE, b"%d" % n)
    texts = {history.earlier(root, FILE, each) for each in history.versions(root, FILE)}
    assert texts == {b"%d" % n for n in range(history._MOST + step - kept, history._MOST + step)}


@pytest.mark.parametrize(("row", "fits"), [(bounds.ROWS - 1, True), (bounds.ROWS, True), (bounds.ROWS + 1, False)])
def test_a_table_has_so_many_rows(row: int, fits: bool) -> None:
    content = read_csv_text(b"a,b\n" * (bounds.ROWS - 1), "a.csv")
    for edit in (set_cell(row, 0, "x"), InsertRows(1, (("x",),) * (row - bounds.ROWS + 1))):
        if fits:
            assert len(applied(content, edit).stored().splitlines()) == max(row, bounds.ROWS - 1)
        else:
            with pytest.raises(NotEditable, match=f"超过 {bounds.ROWS} 行"):
                applied(content, edit)


@pytest.mark.parametrize(("above", "by_header"), [(pasting._ABOVE - 2, True), (pasting._ABOVE - 1, True), (pasting._ABOVE, False)])
def test_a_header_is_looked_for_in_so_many_rows_of_a_block(root: Path, above: int, by_header: bool) -> None:
    opened = open_file(root, FILE)
    text = "三月\n" * above + "日期\t摘要\n2026-03-09\t买沙\n"
    assert pasting.plan_paste(opened.table(), opened.kind, 6, 0, text).by_header == by_header


@pytest.mark.parametrize(("step", "offered"), [(-1, mends._MOST - 1), (0, mends._MOST), (1, mends._MOST)])
def test_so_many_mends_are_looked_for_at_once(tmp_path: Path, step: int, offered: int) -> None:
    rows = [f"2026-03-05,记-{n:03},买沙,公益支出,,5O," for n in range(1, mends._MOST + step + 1)]
    root = write_tree(tmp_path, {"ledger/2026-03.csv": "\n".join([LEDGER_HEADER, ",,上月余额,,,,90000.00", *rows]) + "\n"})
    board = LiveBoard(root, "demo", TODAY)
    assert len(mends.mends_of(board, open_file(root, FILE), board.look().of(FILE))) == offered


@pytest.mark.parametrize(("most", "result"), [(2, ""), (3, "5"), (4, "5")])
def test_formulas_ask_for_so_many_cells(monkeypatch: pytest.MonkeyPatch, most: int, result: str) -> None:
    monkeypatch.setattr(formulas, "_MOST", most)
    cells = '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><v>3</v></c><c r="C1"><f>SUM(A1:B1)</f><v>9</v></c></row>'
    sheet = read_sheet(f"<sheetData>{cells}</sheetData>")
    assert formulas.recalculated({"a": sheet}, "a")["a"].results() == {(1, 2): result}
