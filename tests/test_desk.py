"""The desk's pages, asked as its own browser asks them: what is due, tables, texts, the site as it would be, publication, the past."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import Workbook
from PIL import Image

from generator.desk import briefs, first_page
from generator.desk.looked_at import MADE
from generator.desk.published_files import PublishedFiles
from generator.inbox.looked import look, plan
from generator.inbox.understanding import known
from generator.inbox.understood import Answers
from generator.kinds import all_kinds
from generator.site import build_record as notes
from generator.site.build_record import Made
from generator.task import BoardResult, as_stored
from tests.clerk import photo
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.desks import AskedDesk, DeskAnswer, desk_at

BOOK = "ledger/2026-10.csv"
LEDGER = (
    "\ufeff日期,凭证号,摘要,科目,收入,支出,余额\r\n"
    ",,上月余额,,,,10000.00\r\n"
    "2026-10-08,记-001,付水费,管理费用,,100.00,9900.00\r\n"
    "2026-10-09,记-002,收承包款,经营收入,600.00,,10500.00\r\n"
    "公开日：2026-11-05\r\n"
    "审核：李样本 2026-11-03 审核通过\r\n"
).encode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AskedDesk]:
    with desk_at(write_tree(tmp_path, {"/data/site.yml": "标题: 村务\n", BOOK: LEDGER})) as opened:
        yield opened


def book(desk: AskedDesk, name: str = BOOK) -> bytes:
    return (desk.root / "data/villages/demo" / name).read_bytes()


def opened(desk: AskedDesk, name: str = BOOK) -> dict[str, Any]:
    """The table as it stands when it is opened."""
    assert desk.ask(f"/table/open?village=demo&file={name}").status == 200
    return did(desk, name, do="look")


def did(desk: AskedDesk, name: str = BOOK, **what: object) -> dict[str, Any]:
    answer = desk.do("/table/do", village="demo", file=name, **what)
    assert answer.status == 200, answer.text
    return answer.sent


def test_an_empty_folder_begins_with_a_village(tmp_path: Path) -> None:
    with desk_at(tmp_path) as desk:
        assert desk.ask("/").headers["location"] == "/setup"
        assert desk.ask("/table").status == 404
        facts = {
            "标题": "甲镇村务",
            "主办": "",
            "name": "甲村",
            "town": "",
            "contact": "",
            "phone": "",
            "month": "2026-11",
            "opening": "一百",
        }
        answer = desk.send("/setup", **facts, decision="", slug="Jia")
        assert "有 2 处要改" in answer.text
        assert "余额「一百」" in answer.text
        assert "文件夹名「Jia」" in answer.text
        assert not (tmp_path / "data").exists()
        answer = desk.send("/setup", **{**facts, "opening": "100"}, decision="", slug="jia")
        assert answer.headers["location"] == "/table/open?village=jia&file=ledger%2F2026-11.csv"
        assert "甲村" in desk.ask(answer.headers["location"]).text
        assert (tmp_path / "data/site.yml").read_text(encoding="utf-8") == '标题: "甲镇村务"\n'
        assert (tmp_path / "打开公开栏.bat").is_file()


def test_today_tells_what_is_due_what_is_wrong_and_what_waits(desk: AskedDesk) -> None:
    text = desk.ask("/").text
    assert "2026年11月收支明细" in text
    assert "还没有从工作台公开过" in text
    files = PublishedFiles(desk.root)
    files.keep("demo", files.now("demo"))
    assert "没有，上次公开以后没有改过" in desk.ask("/").text
    (desk.root / "data/villages/demo" / BOOK).write_bytes(LEDGER.replace(b"9900.00", b"9999.00"))
    text = desk.ask("/").text
    assert "有 1 个文件和上次从工作台公开的不一样" in text
    assert "错误" in text
    assert "/table/open?village=demo&amp;file=ledger%2F2026-10.csv" in text
    assert "第 3 行 G 列「余额」" in text


def test_many_villages_are_a_line_each_and_known_again_when_it_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A township's desk opens at once: what is not known yet is told as it comes, and only what has changed is read again."""
    names = {f"v{n}": f"第{n}村" for n in range(first_page.FEW + 1)}
    villages = {f"/data/villages/{slug}/village.yml": VILLAGE_YML.replace("甲村", name) for slug, name in names.items()}
    root = write_tree(tmp_path, villages | {"/data/villages/v0/ledger/2026-10.csv": LEDGER.replace(b"9900.00", b"9999.00")})
    (root / "data/villages/demo/village.yml").unlink()
    (root / "data/villages/demo").rmdir()
    monkeypatch.setattr(briefs, "A_FEW", 4)

    def more(desk: AskedDesk) -> dict[str, Any]:
        return desk.do("/today/more").sent

    with desk_at(root) as desk:
        page = desk.ask("/").text
        assert f"一共 {len(names)} 个村" in page
        assert all(name in page for name in names.values())
        assert page.count("还没看") == len(names)
        first, second = more(desk), more(desk)
        assert (first["left"], second["left"]) == (3, 0)
        assert {*first["rows"], *second["rows"]} == {*names}
        assert "错误 1 处" in first["rows"]["v0"]
        page = desk.ask("/").text
        assert "还没看" not in page
        assert "1 个村有错误要改" in page
        assert desk.ask("/today/more").status == 404
    (root / "data/villages/v3/village.yml").write_text(VILLAGE_YML.replace("甲村", "<b>丁村"), encoding="utf-8")
    with desk_at(root) as desk:
        assert desk.ask("/").text.count("还没看") == 1
        (line,) = more(desk)["rows"].values()
        assert "&lt;b&gt;丁村" in line
        assert "第4村" in desk.ask("/?village=v4").text
    (root / "build/desk/boards.json").unlink()
    with desk_at(root) as desk:  # what a build of today said is known
        for task in desk.of.boards.tasks(TODAY, ("v1", "v2")):
            (task.folder / "site").mkdir(parents=True)
            result = BoardResult(task.slug, "第二村", "", (), due=(("2026年10月收支明细", "2026-11-10"),), standing=(1, 3, 2))
            notes.write(task.folder, Made(), task.inputs, as_stored(result))
        page = desk.ask("/").text
        assert page.count("还没看") == len(names) - 2
        assert page.count("逾期 2 项") == 2
        assert "2026年10月收支明细，2026年11月10日以前" in page


def test_a_change_is_told_at_its_cell_and_saved_as_a_person_would(desk: AskedDesk) -> None:
    view = opened(desk)
    assert view["problems"] == []
    assert view["next"][1] == "记-003"
    assert dict(zip("ABCDEFG", view["sums"], strict=True)) == {
        "A": "",
        "B": "",
        "C": "",
        "D": "",
        "E": "600.00",
        "F": "100.00",
        "G": "10,500.00",
    }
    view = did(desk, do="add", row=5, column=0, text="2026-10-10")
    assert view["rows"][4]["cells"][:2] == ["2026-10-10", "记-003"]
    typed = ((2, "付电费"), (3, "管理费用"), (5, "核减500"), (6, "11000.00"))
    view = did(desk, do="several", steps=[{"do": "set", "row": 5, "column": column, "text": text} for column, text in typed])
    (told,) = [p for p in view["problems"] if p["column"] == 5]
    assert told["severity"] == "error"
    assert told["row"] == 5
    assert told["mends"] == ["改成「-500」"]
    assert book(desk) == LEDGER  # nothing is in the file before it is saved
    view = did(desk, do="mend", problem=told["key"], stands=view["stands"])
    assert view["rows"][4]["cells"][5] == "-500"
    assert view["problems"] == []
    assert view["sums"][5] == "-400.00"
    assert did(desk, do="save")["done"] == "保存好了。"
    new = "2026-10-10,记-003,付电费,管理费用,,-500,11000.00\r\n".encode()
    assert book(desk) == LEDGER.replace("公开日".encode(), new + "公开日".encode())


def test_what_was_done_can_be_undone_and_done_again(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text="付电费")
    did(desk, do="delete", row=4)
    did(desk, do="insert", row=3)
    did(desk, do="move", row=3, to=4)
    for _ in range(4):
        view = did(desk, do="undo")
    assert not view["changed"]
    assert not view["undo"]
    for _ in range(4):
        view = did(desk, do="redo")
    assert [row["cells"][2] for row in view["rows"]][1:4] == ["上月余额", "付电费", ""]
    assert did(desk, do="discard")["rows"][2]["cells"][2] == "付水费"
    assert book(desk) == LEDGER


def test_a_mend_is_only_done_to_what_it_was_told_of(desk: AskedDesk) -> None:
    opened(desk)
    view = did(desk, do="set", row=3, column=5, text="１００")
    did(desk, do="set", row=3, column=5, text="核减7")
    answer = did(desk, do="mend", problem="0", stands=view["stands"])
    assert answer["told"] == "表刚才又变了，这一次没有记上。看着现在的样子再做一次。"
    assert answer["rows"][2]["cells"][5] == "核减7"


def test_a_pasted_block_asks_before_it_writes_over(desk: AskedDesk) -> None:
    opened(desk)
    block = "2026-10-12\t记-003\t付纸钱\t管理费用\t\t20\t10480.00\r\n2026-10-13\t记-004\t付茶叶\t管理费用\t\t30\t10450.00\r\n"
    view = did(desk, do="paste", row=5, column=0, text=block, ghost=True)
    assert view["done"] == "粘好了 2 行，其中新加 2 行。"
    assert view["problems"] == []
    view = did(desk, do="paste", row=3, column=0, text=block)
    assert "盖掉" in view["told"]
    assert view["rows"][2]["cells"][2] == "付水费"
    assert [row["cells"][0] for row in view["rows"][-2:]] == ["公开日：2026-11-05", "审核：李样本 2026-11-03 审核通过"]
    (_, again), (_, away) = view["choice"]
    assert did(desk, **away)["rows"][2]["cells"][2] == "付水费"
    assert did(desk, **again)["rows"][2]["cells"][2] == "付纸钱"


def test_what_wps_saved_meanwhile_is_not_lost(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text="我写的")
    theirs = LEDGER.replace("付水费".encode(), "那边写的".encode())
    (desk.root / "data/villages/demo" / BOOK).write_bytes(theirs)
    view = did(desk, do="save")
    assert "两份都还在" in view["told"]
    assert book(desk) == theirs
    (_, mine), (_, other) = view["choice"]
    assert did(desk, **mine)["done"].startswith("保存好了")
    assert "我写的" in book(desk).decode()
    page = desk.ask(f"/past?village=demo&file={BOOK}").text
    assert "那边写的" in page
    assert other == {"do": "take-theirs"}


def test_when_it_was_posted_and_who_reviewed_it_stands_below_the_table(desk: AskedDesk) -> None:
    assert opened(desk)["stated"] == {"公开日": "2026-11-05", "公示期": "", "审核": "李样本 2026-11-03 审核通过"}
    did(desk, do="state", line="公开日", text="2026-11-06")
    did(desk, do="state", line="公示期", text="2026-11-06 至 2026-11-20")
    assert did(desk, do="state", line="审核", text="")["stated"]["审核"] == ""
    assert desk.do("/table/do", village="demo", file=BOOK, do="state", line="备注", text="x").status == 400
    did(desk, do="save")
    assert book(desk).decode().splitlines()[4:] == ["公开日：2026-11-06", "公示期：2026-11-06 至 2026-11-20"]


def test_two_who_changed_different_rows_have_both(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text="我写的")
    theirs = LEDGER.replace(b"2026-11-05", b"2026-11-06")
    (desk.root / "data/villages/demo" / BOOK).write_bytes(theirs)
    (label, both), *_ = did(desk, do="save")["choice"]
    assert label == "两份合在一起"
    assert "还没有保存" in did(desk, **both)["done"]
    assert book(desk) == theirs
    assert did(desk, do="save")["done"] == "保存好了。"
    assert book(desk) == theirs.replace("付水费".encode(), "我写的".encode())


def test_an_open_wps_is_respected(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text="我写的")
    mark = desk.root / "data/villages/demo/ledger" / "~$2026-10.csv"
    mark.write_bytes(b"x")
    assert "正在 WPS 或别的表格软件里开着" in did(desk, do="save")["told"]
    mark.unlink()
    assert did(desk, do="save")["done"] == "保存好了。"


def test_what_was_not_saved_is_offered_again(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text="没有保存")
    desk.of.close()  # as when the program ends
    assert "上次没有保存完" in desk.ask(f"/table/open?village=demo&file={BOOK}").text
    desk.send(f"/table/open?village=demo&file={BOOK}", draft="go-on")
    assert opened(desk)["rows"][2]["cells"][2] == "没有保存"


def test_a_new_month_begins_with_what_the_last_one_left(desk: AskedDesk) -> None:
    answer = desk.send("/table/new?village=demo", kind="ledger", key="2026-13")
    assert "要写年月" in answer.text
    answer = desk.send("/table/new?village=demo", kind="ledger", key="2026-11")
    assert answer.headers["location"].endswith("file=ledger%2F2026-11.csv")
    view = opened(desk, "ledger/2026-11.csv")
    assert view["rows"][1]["cells"] == ["", "", "上月余额", "", "", "", "10500.00"]
    assert view["next"][1] == "记-001"
    assert not (desk.root / "data/villages/demo/ledger/2026-11.csv").exists()
    did(desk, "ledger/2026-11.csv", do="save")
    assert book(desk, "ledger/2026-11.csv").startswith("\ufeff日期,凭证号".encode())


def workbook(title: str) -> bytes:
    """A month as WPS keeps it: a title over all columns, a unit, days as days."""
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append([title])
    sheet.merge_cells("A1:G1")
    sheet.append(["单位：元"])
    sheet.append(["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"])
    sheet.append([None, None, "上月余额", None, None, None, 10500])
    sheet.append([date(2026, 11, 3), "记-001", "付水费", "管理费用", None, 100, 10400])
    sheet.append(["合计", None, None, None, None, 100, None])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def dropped(desk: AskedDesk, name: str, data: bytes) -> DeskAnswer:
    return desk.ask("/table/drop?village=demo", "POST", data, content_type="application/octet-stream", x_name=quote(name))


def test_a_file_from_wps_is_dropped(desk: AskedDesk) -> None:
    place = dropped(desk, "甲村2026年11月份收支明细表(最终版)(1).xlsx", workbook("甲村2026年11月份收支明细表")).sent["to"]
    page = desk.ask(place).text
    assert re.search("是 甲村\\S* 收支明细 2026年11月", page), page[900:]
    assert "因为" in page
    told = [
        "第 3 行是表头，认出 日期、凭证号、摘要、科目、收入、支出、余额。",
        "金额的单位是元。",
        "一共 1 笔；收入合计 0.00；支出合计 100.00。",
        "第 4 行是期初的余额，不算在里面。",
        "第 6 行是合计，不算在里面。",
    ]
    for sentence in told:
        assert sentence in page
    assert not (desk.root / "data/villages/demo/ledger/2026-11.xlsx").exists()
    answer = desk.send(place.replace("/drop", "/take"), piece="0")
    assert answer.headers["location"] == "/table/open?village=demo&file=ledger%2F2026-11.xlsx"
    view = opened(desk, "ledger/2026-11.xlsx")
    assert [row["sort"] for row in view["rows"]] == ["above", "above", "header", "opening", "data", "total"]
    assert view["problems"] == []
    assert view["changed"]
    did(desk, "ledger/2026-11.xlsx", do="save")
    assert (desk.root / "data/villages/demo/ledger/2026-11.xlsx").is_file()
    view = did(desk, "ledger/2026-11.xlsx", do="as-csv")
    assert "格式、公式" in view["told"]
    moved = did(desk, "ledger/2026-11.xlsx", **view["choice"][0][1])
    assert moved == {"to": "/table/open?village=demo&file=ledger%2F2026-11.csv"}
    assert opened(desk, "ledger/2026-11.csv")["problems"] == []
    assert not (desk.root / "data/villages/demo/ledger/2026-11.xlsx").exists()


def test_a_file_that_says_too_little_is_asked_about(desk: AskedDesk) -> None:
    write_tree(desk.root, {"/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村")})
    place = dropped(desk, "新建 Microsoft Excel 工作表.xlsx", workbook("收支明细表")).sent["to"]
    page = desk.ask(place).text
    assert "<label" in page
    answers = {
        field: {"village": "demo", "kind": "ledger", "period": "2026-11"}[field]
        for field in re.findall('name="(village|kind|period)"', page)
    }
    assert desk.send(place.replace("/drop", "/take"), piece="0", **answers).headers["location"].endswith("file=ledger%2F2026-11.xlsx")
    for name, data in (("3月.et", b"x" * 100), ("3月.xlsx", b"PK broken"), ("a.txt", b"abc")):
        assert re.search("[\u4e00-\u9fff]", desk.ask(dropped(desk, name, data).sent["to"]).text.partition("<h1>")[2])
    assert dropped(desk, "", b"x").status == 400
    assert desk.ask("/table/drop?number=x").status == 404
    assert desk.send("/table/take?number=x", piece="0").status == 404


def test_a_notice_is_written_with_a_photo_and_the_days_of_the_law(desk: AskedDesk) -> None:
    place = desk.send("/notice/new?village=demo", kind="notices").headers["location"]
    assert place == "/notice/open?village=demo&file=notices%2F2026-11-1.md"
    assert "正文" in desk.ask(place).text
    of = {"village": "demo", "file": "notices/2026-11-1.md"}

    def done(**what: str) -> dict[str, Any]:
        return desk.do("/notice/do", **of, **what).sent

    for key, text in (
        ("标题", "关于路灯的公示"),
        ("事项", "村级工程"),
        ("人工核查", f"王示例 {TODAY} 已看过，没有个人信息"),
        ("异议渠道", "村委会一楼\n电话 0000-0000001"),
    ):
        view = done(do="set", key=key, text=text)
    assert view["posting"] == "按这一事项，至少公示到 2026年12月7日"
    view = done(do="posting")
    assert (view["fields"]["公示起"], view["fields"]["公示止"]) == ("2026-11-23", "2026-12-07")
    view = done(do="body", text="换 **五盏** 灯。<script>alert(1)</script>")
    assert "<strong>五盏</strong>" in view["preview"]
    assert "<script" not in view["preview"]
    assert any("网页代码" in p["message"] for p in view["problems"])
    view = done(do="body", text="换 **五盏** 灯。")
    sent = desk.ask("/notice/file?village=demo&file=notices/2026-11-1.md", "POST", photo(), content_type="application/octet-stream").sent
    assert sent["fields"]["附件"] == "2026-11-1-1.jpg"
    assert sent["problems"] == []
    stored = book(desk, "notices/2026-11-1-1.jpg")
    with Image.open(io.BytesIO(stored)) as picture:
        assert picture.size == (800, 1600)  # upright
        assert dict(picture.getexif()) == {}
    assert b"PHONE-MAKER" not in stored
    for body in (b"GIF89a", b"\xff\xd8\xffbroken", b"%PDF-1.4 broken", b""):
        answer = desk.ask("/notice/file?village=demo&file=notices/2026-11-1.md", "POST", body, content_type="application/octet-stream")
        assert answer.status == 400
        assert re.search("[\u4e00-\u9fff]", answer.sent["told"])
    assert done(do="save")["done"] == "保存好了。"
    text = book(desk, "notices/2026-11-1.md").decode()
    assert text.startswith("---\n标题: 关于路灯的公示\n")
    assert "异议渠道:\n  - 村委会一楼\n  - 电话 0000-0000001\n" in text
    assert done(do="set", key="没有这一项", text="x").get("told")
    assert "关于路灯的公示" in desk.ask("/notice?village=demo").text


def test_what_is_looked_at_is_what_is_published_row_by_row(desk: AskedDesk) -> None:
    site = desk.root / "site"
    assert desk.send("/look?village=demo").headers["location"] == "/look?village=demo"
    assert not site.exists()
    page = desk.ask("/look?village=demo&page=demo/finance/2026-10/").text
    assert "新的" in page
    assert f'src="{desk.preview}/demo/finance/2026-10/"' in page
    assert f'src="{desk.preview}/demo/posters/2026-10-month/"' in page  # the poster of what is not published yet
    assert not (desk.root / MADE / "boards/demo/site/_search").exists()
    assert desk.send("/look?village=demo", **{"for": "village"}).status == 303
    page = desk.ask("/look?village=demo&for=village&page=demo/finance/2026-10/").text
    address = re.findall('src="([^"]+/demo/finance/2026-10/)"', page)[0]
    assert not address.startswith(desk.preview)
    with urllib.request.urlopen(address) as shown:
        assert "（村民版）" in shown.read().decode()
    looked_at = {
        path.relative_to(desk.root / MADE / "boards/demo/site"): path.read_bytes()
        for path in (desk.root / MADE / "boards/demo/site").rglob("*.html")
    }
    page = desk.ask("/publish?village=demo").text
    assert "这个村还没有从工作台公开过" in page
    assert "李样本 2026-11-03 审核通过" in page
    stands = re.findall('name="stands" value="([^"]+)"', page)[0]
    assert "公开好了" in desk.send("/publish?village=demo", stands=stands).text
    published = {path.relative_to(site / "demo"): path.read_bytes() for path in (site / "demo").rglob("*.html")}
    assert {path for path in published if published[path] != looked_at.get(path)} <= {Path("record/index.html")}
    assert PublishedFiles(desk.root).differing("demo") == []
    made = desk.of.looks._process
    assert made
    made.kill()
    made.wait()
    assert desk.send("/look?village=demo").status == 303  # one that was ended from outside is begun anew
    assert "做出来的网页和现在公开的一样" in desk.ask("/look?village=demo").text
    opened(desk)
    did(desk, do="set", row=3, column=5, text="150.00")
    did(desk, do="set", row=3, column=6, text="9850.00")
    did(desk, do="set", row=4, column=6, text="10450.00")
    did(desk, do="save")
    assert "做好以后文件又改过了" in desk.ask("/look?village=demo").text
    page = desk.ask("/publish?village=demo").text
    assert "支出原为 100.00 元，改为 150.00 元" in page
    assert "支出合计 100.00 → 150.00 元" in page
    assert "又改过了" in desk.send("/publish?village=demo", stands=stands).text  # what was looked at is what goes out
    did(desk, do="set", row=3, column=6, text="9851.00")
    did(desk, do="save")
    page = desk.ask("/publish?village=demo").text
    assert "改好以前不能公开" in page
    assert "看好了，公开" not in page


def test_an_earlier_version_is_taken_back(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", row=3, column=2, text="付电费")
    did(desk, do="save")
    page = desk.ask(f"/past?village=demo&file={BOOK}").text
    version = re.findall('version=([^"&]+)', page)[0]
    assert "2026-10-08 | 记-001 | 付水费" in page
    assert desk.send(f"/past?village=demo&file={BOOK}&version={version}").status == 303
    view = opened(desk)
    assert view["rows"][2]["cells"][2] == "付水费"
    assert view["changed"]
    assert did(desk, do="undo")["rows"][2]["cells"][2] == "付电费"
    assert "收支明细" in desk.ask("/past?village=demo").text


def test_nothing_a_clerk_typed_becomes_markup(desk: AskedDesk) -> None:
    bad = "<b>x</b>\"'</script>"
    opened(desk)
    did(desk, do="set", row=3, column=2, text=bad)
    did(desk, do="save")
    for path in (f"/table/open?village=demo&file={BOOK}", "/", "/publish?village=demo", f"/past?village=demo&file={BOOK}"):
        assert "<b>x" not in desk.ask(path).text
        assert 'x</b>"' not in desk.ask(path).text


def git(folder: Path, *words: str) -> str:
    named = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_what_was_published_is_sent_and_a_conflict_is_told_in_words(desk: AskedDesk, tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("kept")
    git(top, "init", "-q", "--bare", "kept.git")
    git(desk.root, "init", "-q")
    (desk.root / ".gitignore").write_text("/build/\n/site/\n", encoding="utf-8")
    assert "只存在这台机器上" in desk.send("/publish/send?village=demo").text
    assert git(desk.root, "log", "--format=%s").split() == ["公开：甲村", "2026-11-23"]
    git(desk.root, "remote", "add", "origin", str(top / "kept.git"))
    assert "送上去了" in desk.send("/publish/send?village=demo").text
    git(top, "clone", "-q", "kept.git", "other")
    other = top / "other/data/villages/demo"
    (other / "note.txt").write_text("别人的", encoding="utf-8")
    git(top / "other", "add", ".")
    git(top / "other", "commit", "-qm", "x")
    git(top / "other", "push", "-q")
    (desk.root / "data/villages/demo" / BOOK).write_bytes(LEDGER.replace("付水费".encode(), "付电费".encode()))
    page = desk.send("/publish/send?village=demo").text
    assert "先合在了一起" in page
    assert "送上去了" in page
    assert (desk.root / "data/villages/demo/note.txt").is_file()
    git(top / "other", "pull", "-q")
    (other / BOOK).write_bytes(LEDGER.replace("付水费".encode(), "付茶叶".encode()))
    git(top / "other", "commit", "-qam", "x")
    git(top / "other", "push", "-q")
    mine = LEDGER.replace("付水费".encode(), "付煤".encode())
    (desk.root / "data/villages/demo" / BOOK).write_bytes(mine)
    page = desk.send("/publish/send?village=demo").text
    assert "收支明细 2026年10月，别人也改过同一处" in page
    assert book(desk) == mine
    assert git(desk.root, "status", "--porcelain", "--", "data") == ""
    git(desk.root, "remote", "set-url", "origin", str(top / "nowhere"))
    page = desk.send("/publish/send?village=demo").text
    assert "连不上要送去的地方" in page
    assert "没有丢" in page


def test_the_files_of_a_village_in_one_that_the_township_takes(desk: AskedDesk, tmp_path: Path) -> None:
    answer = desk.ask("/publish/bundle?village=demo")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''" + quote("甲村-2026-11-23.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        names = packed.namelist()
        assert packed.read(f"data/villages/demo/{BOOK}") == LEDGER
        told = packed.read("SHA256SUMS").decode()
    assert {"data/villages/demo/village.yml", f"data/villages/demo/{BOOK}", "SHA256SUMS"} == set(names)
    assert hashlib.sha256(LEDGER).hexdigest() in told
    town = write_tree(tmp_path / "town", {"/data/villages/jia/village.yml": VILLAGE_YML})  # where it has a folder of another name
    shutil.rmtree(town / "data/villages/demo")
    (tmp_path / "甲村.zip").write_bytes(answer.body)
    here = known(town, TODAY, all_kinds())
    looked = look([tmp_path / "甲村.zip"], here, Answers())
    assert looked.refused == ()
    assert [each.file for each in plan(looked.understood, here).placed] == [f"data/villages/jia/{BOOK}", "data/villages/jia/village.yml"]
