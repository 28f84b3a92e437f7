"""What the desk does not do: run what a repository names, write into a row that nobody sees, call published what was saved meanwhile."""

from __future__ import annotations

import errno
import html
import importlib.util
import io
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.desk import past_page, publish_page
from generator.desk.published_files import PublishedFiles
from generator.editing.applied import applied
from generator.editing.csv_text import read_csv_text
from generator.editing.edits import CellEdit, DeleteRows, InsertRows, OrderRows, set_cell
from generator.editing.refused import NotEditable
from generator.fingerprint import fingerprint
from tests.conftest import Spoken, write_tree
from tests.desks import AskedDesk, desk_at
from tests.test_desk import BOOK, LEDGER, book, did, git, opened

ELECTRICITY = "付电费"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AskedDesk]:
    with desk_at(write_tree(tmp_path, {"/data/site.yml": "标题: 村务\n", BOOK: LEDGER})) as at_work:
        yield at_work


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_its_libraries_the_desk_says_what_to_install(missing: str, spoken: Spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    known_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else known_spec(name))
    status, out, wrong = spoken("desk", "--no-browser")
    assert (status, out) == (2, "")
    # In double quotes: the command window of Windows hands single ones on to pip.
    assert '这台机器上还没有工作台用的程序。先安装：pip install "gongkailan[desk]"，再运行 gongkai desk。' in wrong


PROGRAMS = (
    ("filter.x.clean", "touch {}; cat"),
    ("filter.X.process", "touch {}"),
    ("merge.x.driver", "touch {}"),
    ("gpg.program", "touch {}"),
    ("diff.external", "touch {}"),
    ("credential.helper", "!touch {}"),
)


@pytest.mark.parametrize(("setting", "program"), PROGRAMS)
def test_what_a_repository_has_git_run_is_named_and_not_run(setting: str, program: str, desk: AskedDesk) -> None:
    git(desk.root, "init", "-q")
    trace = desk.root / "it-ran"
    git(desk.root, "config", setting, program.format(trace.as_posix()))
    (desk.root / ".gitattributes").write_text("*.csv filter=x merge=x\n", encoding="utf-8")
    page = desk.send("/publish/send?village=demo")
    assert page.status == 400
    assert "没有存，也没有送" in page.text
    assert f"（{setting}）" in page.text
    assert not trace.exists()
    assert git(desk.root, "rev-list", "--all") == ""


def test_a_helper_of_git_itself_and_settings_of_the_user_are_no_hindrance(desk: AskedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    git(desk.root, "init", "-q")
    git(desk.root, "config", "credential.helper", "cache --timeout=3600")
    own = write_tree(desk.root, {"/own.cfg": '[filter "x"]\n\tclean = tr a-z A-Z\n'}) / "own.cfg"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    (desk.root / ".gitattributes").write_text("*.txt filter=x\n", encoding="utf-8")
    (desk.root / "data/villages/demo/note.txt").write_text("abc", encoding="utf-8")
    assert "这一版存好了" in desk.send("/publish/send?village=demo").text
    assert git(desk.root, "show", "HEAD:data/villages/demo/note.txt") == "ABC"


def test_it_is_sent_where_the_branch_goes_else_to_origin(desk: AskedDesk, tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("kept")
    git(desk.root, "init", "-q")
    for name in ("backup", "origin", "township"):
        git(top, "init", "-q", "--bare", name)
        git(desk.root, "remote", "add", name, str(top / name))
    assert "送上去了" in desk.send("/publish/send?village=demo").text
    assert [name for name in ("backup", "origin", "township") if git(top / name, "rev-list", "--all")] == ["origin"]
    git(desk.root, "config", "branch.main.remote", "township")
    assert "送上去了" in desk.send("/publish/send?village=demo").text
    assert [name for name in ("backup", "origin", "township") if git(top / name, "rev-list", "--all")] == ["origin", "township"]


def test_what_another_tab_changed_is_seen_before_a_row_is_written(desk: AskedDesk) -> None:
    one = opened(desk)
    did(desk, do="delete", row=3, stands=one["stands"])  # the other tab: what stood in row 4 is in row 3 now
    for what in ({"do": "set", "row": 3, "column": 2, "text": ELECTRICITY}, {"do": "delete", "row": 3}, {"do": "save"}):
        answer = did(desk, **what, stands=one["stands"])
        assert answer["told"] == "表刚才又变了，这一次没有记上。看着现在的样子再做一次。"
        assert answer["stale"]
        assert answer["rows"][2]["cells"][2] == "收承包款"
    assert book(desk) == LEDGER
    assert did(desk, do="set", row=3, column=2, text=ELECTRICITY, stands=answer["stands"])["rows"][2]["cells"][2] == ELECTRICITY


def test_a_stated_day_that_cannot_be_read_is_written_over_where_it_stands(desk: AskedDesk) -> None:
    """What was typed stays in its field; the next try is no second line."""
    opened(desk)
    view = did(desk, do="state", line="公开日", text="下周")
    assert view["stated"]["公开日"] == "下周"
    assert [problem["message"] for problem in view["problems"]] == ["「公开日」写的是「下周」：不是一个日期。"]
    view = did(desk, do="state", line="公开日", text="公开日：2026-11-07")  # the name once more
    assert view["problems"] == []
    assert [row["cells"][0] for row in view["rows"][4:]] == ["公开日：2026-11-07", "审核：李样本 2026-11-03 审核通过"]
    did(desk, do="state", line="公开日", text="下周")
    assert did(desk, do="state", line="公开日", text="")["stated"]["公开日"] == ""
    view = did(desk, do="state", line="公示期", text="15天")
    view = did(desk, do="state", line="公示期", text="2026-11-05 至 2026-11-19")
    assert [row["cells"][0] for row in view["rows"][4:]] == ["审核：李样本 2026-11-03 审核通过", "公示期：2026-11-05 至 2026-11-19"]
    view = did(desk, do="state", line="审核", text="审核：王示例 2026-11-04")
    assert view["stated"]["审核"] == "王示例 2026-11-04"
    assert view["rows"][4]["cells"][0] == "审核：王示例 2026-11-04"


def test_a_file_with_no_name_of_a_period_is_told_without_a_way_to_open_it(desk: AskedDesk) -> None:
    write_tree(desk.root, {"ledger/三月.csv": LEDGER, BOOK: LEDGER.replace(b"9900.00", b"9999.00")})
    page = desk.ask("/").text
    assert "三月.csv" in page
    links = re.findall('href="(/table/open[^"]+)"', page)
    assert {desk.ask(html.unescape(link)).status for link in links} == {200}


NOTICE = "notices/2026-11-1.md"


def written(desk: AskedDesk, **what: str) -> dict[str, Any]:
    """What became of something done to the one text."""
    return desk.do("/notice/do", village="demo", file=NOTICE, **what).sent


def test_a_new_text_that_a_crash_left_is_gone_on_with(desk: AskedDesk) -> None:
    place = desk.send("/notice/new?village=demo", kind="notices").headers["location"]
    desk.ask(place)
    written(desk, do="body", text="换五盏灯。")
    desk.of.close()  # as when the program ends
    assert desk.send("/notice/new?village=demo", kind="notices").headers["location"] == place
    assert json.dumps("换五盏灯。")[1:-1] in desk.ask(place).text
    assert written(desk, do="undo")["body"] == ""


@pytest.mark.parametrize(("choice", "kept"), [(0, "我写的。"), (1, "那边写的。")])
def test_a_text_that_another_program_changed_leaves_a_choice(choice: int, kept: str, desk: AskedDesk) -> None:
    desk.ask(desk.send("/notice/new?village=demo", kind="notices").headers["location"])
    written(desk, do="body", text="原来的。")
    written(desk, do="save")
    file = desk.root / "data/villages/demo" / NOTICE
    file.write_text(file.read_text(encoding="utf-8").replace("原来的", "那边写的"), encoding="utf-8")
    written(desk, do="body", text="我写的。")
    answer = written(desk, do="save")
    assert "两份都还在" in answer["told"]
    assert [label for label, _ in answer["choice"]] == ["用我填的", "用那边的"]
    answer = written(desk, **answer["choice"][choice][1])
    assert (answer["body"], answer["changed"]) == (kept, False)
    assert kept in file.read_text(encoding="utf-8")
    assert "told" not in written(desk, do="save")


def test_a_table_that_was_taken_away_is_kept_as_it_is_open(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text=ELECTRICITY)
    (desk.root / "data/villages/demo" / BOOK).unlink()
    assert [label for label, _ in did(desk, do="save")["choice"]] == ["用我填的"]
    assert did(desk, do="take-theirs")["rows"][2]["cells"][2] == ELECTRICITY  # there is none
    desk.of.close()
    assert "上次没有保存完" in desk.ask(f"/table/open?village=demo&file={BOOK}").text


@pytest.mark.parametrize("version", ["", "&version=gone"])
def test_no_other_version_is_taken_back_than_the_one_that_was_chosen(version: str, desk: AskedDesk) -> None:
    place = f"/past?village=demo&file={BOOK}"
    assert desk.send(place + version).status == 404  # none is kept: it is not taken for an empty one
    opened(desk)
    did(desk, do="set", row=3, column=2, text=ELECTRICITY)
    did(desk, do="save")
    answer = desk.send(place + version)
    assert answer.status == 404
    assert "这一份已经不在了" in answer.text
    assert did(desk, do="look")["rows"][2]["cells"][2] == ELECTRICITY


def two_sheets() -> bytes:
    made = Workbook()
    for name in ("一组", "二组"):
        sheet = made.create_sheet(name)
        sheet.append(["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"])
        sheet.append([date(2026, 10, 8), "记-001", name, "管理费用", None, 100, 10400])
    del made["Sheet"]
    stored = io.BytesIO()
    made.save(stored)
    return stored.getvalue()


def test_another_sheet_chosen_in_another_tab_is_no_place_to_write(desk: AskedDesk) -> None:
    (desk.root / "data/villages/demo" / BOOK).unlink()
    name = "ledger/2026-10.xlsx"
    (desk.root / "data/villages/demo" / name).write_bytes(two_sheets())
    one = opened(desk, name)
    assert did(desk, name, do="look", stands=one["stands"])["stands"] == one["stands"]  # a workbook too is stored the same twice
    other = did(desk, name, do="sheet", text="二组", stands=one["stands"])
    answer = did(desk, name, do="set", row=2, column=2, text=ELECTRICITY, stands=one["stands"])
    assert answer["stale"]
    assert answer["sheet"] == "二组"
    assert answer["rows"] == other["rows"]


@pytest.mark.parametrize("what", [{"do": "nothing"}, {}, {"do": "several", "steps": [{"do": "save"}]}])
def test_what_no_page_sends_is_refused(what: dict[str, Any], desk: AskedDesk) -> None:
    opened(desk)
    answer = desk.do("/table/do", village="demo", file=BOOK, **what)
    assert (answer.status, answer.sent) == (400, {"told": "这一页的内容看不懂，刷新再来。"})


NO_ROWS: list[dict[str, Any]] = [
    {"do": "set", "row": 0, "column": 0, "text": "x"},
    {"do": "set", "row": -1, "column": 0, "text": "x"},
    {"do": "delete", "row": 0},
    {"do": "insert", "row": 0},
    {"do": "move", "row": 0, "to": 3},
    {"do": "move", "row": 3, "to": 0},
    {"do": "paste", "row": 0, "column": 0, "text": "1\t2\n3\t4"},
    {"do": "add", "row": 0, "column": 0, "text": "x"},
    {"do": "add", "row": 5, "column": 99, "text": "x"},
]


@pytest.mark.parametrize("what", NO_ROWS)
def test_a_row_that_no_table_has_is_no_row_from_behind(what: dict[str, Any], desk: AskedDesk) -> None:
    opened(desk)
    answer = desk.do("/table/do", village="demo", file=BOOK, **what)
    assert (answer.status, answer.sent) == (400, {"told": "这一页的内容看不懂，刷新再来。"})
    assert not opened(desk)["changed"]


@pytest.mark.parametrize(
    "edit", [set_cell(0, 0, "x"), set_cell(3, -1, "x"), DeleteRows(0), InsertRows(0), OrderRows(0, (1, 0)), set_cell(3, 2, "a\0b")]
)
def test_nor_is_it_one_to_whatever_edits(edit: CellEdit) -> None:
    with pytest.raises(NotEditable):
        applied(read_csv_text(LEDGER, "2026-10.csv"), edit)


def test_what_was_saved_while_the_site_was_made_still_waits(desk: AskedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    file, build = desk.root / "data/villages/demo" / BOOK, publish_page.run

    def slowly(*rest: Any) -> Any:
        outcome = build(*rest)
        file.write_bytes(LEDGER.replace("付水费".encode(), ELECTRICITY.encode()))
        return outcome

    monkeypatch.setattr(publish_page, "run", slowly)
    stands = fingerprint(PublishedFiles(desk.root).now("demo"))
    assert "公开好了" in desk.send("/publish?village=demo", stands=stands).text
    files = PublishedFiles(desk.root)
    assert files.differing("demo") == [f"data/villages/demo/{BOOK}"]
    assert files.content(f"data/villages/demo/{BOOK}") is None  # not what was published: it is not shown as that


def test_a_long_table_that_is_otherwise_in_every_row_is_compared_at_once() -> None:
    """Row beside row, in the order of the table."""
    was = [f"2026-10-{n % 28 + 1:02},记-{n:03},付第{n}笔水费,{n}.00" for n in range(400)]
    now = [line.replace("水费", "电费").replace("记-", "现-") for line in was] + ["2026-10-31,现-400,补记,1.00"]
    begun = time.process_time()
    lines = past_page._changed("data/villages/demo/ledger/2026-10.csv", "\r\n".join(was).encode(), "\r\n".join(now).encode())
    assert time.process_time() - begun < 5
    assert [(each.way, each.text) for each in lines[:3]] == [
        ("少了", "2026-10-01 | 记-000 | 付第0笔水费 | 0.00"),
        ("多了", "2026-10-01 | 现-000 | 付第0笔电费 | 0.00"),
        ("少了", "2026-10-02 | 记-001 | 付第1笔水费 | 1.00"),
    ]
    assert len(lines) == 801
    assert lines[-1].text == "2026-10-31 | 现-400 | 补记 | 1.00"


@pytest.mark.parametrize(
    "stored", [b"", b"[]", b"null", b"[[[", b"{}", b'{"demo": null}', b'{"demo": ["x", {"next": 5}]}', b'{"pages": 5}']
)
def test_what_the_desk_notes_for_itself_may_be_damaged(stored: bytes, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {BOOK: LEDGER})
    for file in ("boards.json", "published/files.json", "looked-at/public-demo.json"):
        (root / "build/desk" / file).parent.mkdir(parents=True, exist_ok=True)
        (root / "build/desk" / file).write_bytes(stored)
    with desk_at(root) as desk:
        for page in ("/", "/table?village=demo", "/look?village=demo", "/publish?village=demo"):
            answer = desk.ask(page)
            assert (answer.status, "demo" in answer.text or "示例村" in answer.text) == (200, True), page


def test_where_nothing_can_be_written_the_desk_says_what_to_do_without_a_command(desk: AskedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object) -> None:
        raise OSError(errno.EROFS, "read-only", str(desk.root / "build"))

    monkeypatch.setattr("generator.editing.drafts.waiting", nowhere)
    answer = desk.ask(f"/table/open?village=demo&file={BOOK}")
    assert answer.status == 500
    assert "这里只能读，不能写。把放着 data 的整个文件夹复制到能写的地方（例如桌面），再从那里打开工作台。" in answer.text
    assert "--" not in html.unescape(answer.text).partition("<h1>")[2]
