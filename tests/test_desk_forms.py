"""Files of keys and lists at the desk: forms of what a kind and the settings declare, saved as a person would; and from what is due to
the file that shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from PIL import Image

from generator.desk.app import PAGES
from generator.desk.asked import Asked, DeskPage, LedTo
from generator.desk.where_edited import edit_address, explained_at
from generator.editing.applied import applied
from generator.editing.edits import AddEntry, MoveEntry, SetKey
from generator.editing.form_content import FormContent, form_content
from generator.editing.form_edits import added, field_edit, moved, taken_out
from generator.editing.form_shape import form_shape, has_form
from generator.editing.keyed_text import KeyedText
from generator.editing.opened_file import read_content
from generator.editing.refused import NotEditable
from generator.kinds import all_kinds
from generator.model import Source, problem
from tests.conftest import ROOT, VILLAGE_YML, write_tree
from tests.desks import AskedDesk, desk_at
from tests.test_desk import photo

TEAM = "teams/2025-team.yml"
TEAM_YML = """\
# 驻村工作队，每月底记一条
名称: 甲镇驻甲村工作队
进驻: 2026-09-01
人数: 3
公开日: 2026-11-03
记实:
  - {记什么: 进驻, 日期: 2026-09-01, 办成的事: 三人进村}
  # 补记的
  - {记什么: 月度记实, 日期: 2026-09-30, 驻村天数: 22, 走访户数: 64}
"""
SETTINGS = """\
村名: 甲村
总户数: 100
联系:
  - {事项: 村务公开, 姓名: 王示例, 电话: 0000-0000001}
班子:
  - 姓名: 王示例
    职务: 主任
    近亲属: [王举例, 李举例]
备忘:
  下次开会:
    - 修路
向社会公开: 全部
向社会公开依据: 2026年1月10日村民代表会议决定
"""
SITE = "标题: 甲镇村务\n# 每季公开的村少\n财务公开日: 15\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AskedDesk]:
    with desk_at(write_tree(tmp_path, {"/data/site.yml": SITE, TEAM: TEAM_YML, "village.yml": SETTINGS})) as opened:
        yield opened


def opened(desk: AskedDesk, name: str = TEAM) -> dict[str, Any]:
    """The form as it stands when it is opened."""
    answer = desk.ask(f"/form/open?village=demo&file={name}")
    assert answer.status == 200, answer.text
    return did(desk, name, do="look")


def did(desk: AskedDesk, name: str = TEAM, **what: object) -> dict[str, Any]:
    answer = desk.do("/form/do", village="demo", file=name, **what)
    assert answer.status == 200, answer.text
    return answer.sent


def stored(desk: AskedDesk, name: str = TEAM) -> str:
    return (desk.root / "data/villages/demo" / name).read_text(encoding="utf-8")


def told(view: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [(p["part"], p["number"], p["key"]) for p in view["problems"]]


def records(view: dict[str, Any], name: str) -> list[dict[str, str]]:
    return [record["texts"] for part in view["lists"] if part["name"] == name for record in part["records"]]


# --- the monthly line of a team


def test_a_record_is_added_told_at_its_fields_and_saved_as_a_person_would(desk: AskedDesk) -> None:
    view = opened(desk)
    assert told(view) == []
    assert [column["key"] for column in view["lists"][0]["columns"]][:3] == ["记什么", "日期", "驻村天数"]
    assert next(each for each in view["heads"] if each["key"] == "进驻")["help"] == "哪天进村。例如 2025-05-12"
    view = did(desk, do="add", part="记实", texts={"记什么": "月度记实"}, stands=view["stands"])
    assert told(view) == [("记实", 2, "日期")]
    view = did(desk, do="set", part="记实", number=2, key="日期", text="2026年13月")
    assert told(view) == [("记实", 2, "日期")]
    assert view["problems"][0]["severity"] == "error"
    view = did(desk, do="set", part="记实", number=2, key="日期", text="2026-10-31")
    view = did(desk, do="set", part="记实", number=2, key="驻村天数", text="共21天")
    assert [(p["key"], p["mends"]) for p in view["problems"]] == [("驻村天数", ["改成「21」"])]
    assert "又变了" in did(desk, do="mend", problem="7", stands=view["stands"])["told"]
    view = did(desk, do="mend", problem="0", stands=view["stands"])
    assert told(view) == []
    assert stored(desk) == TEAM_YML  # nothing is in the file before it is saved
    assert did(desk, do="save")["done"] == "保存好了。"
    assert stored(desk) == TEAM_YML + "  - {记什么: 月度记实, 日期: 2026-10-31, 驻村天数: 21}\n"
    view = did(desk, do="undo")
    assert view["changed"]
    assert records(view, "记实")[2]["驻村天数"] == "共21天"


def test_a_record_goes_and_moves_with_the_comment_above_it(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="move", part="记实", number=1, to=0)
    did(desk, do="save")
    first, second = TEAM_YML.splitlines(keepends=True)[6], "".join(TEAM_YML.splitlines(keepends=True)[7:])
    assert stored(desk) == TEAM_YML.replace(first + second, second + first)
    did(desk, do="undo")
    view = did(desk, do="delete", part="记实", number=0)
    assert [each["日期"] for each in records(view, "记实")] == ["2026-09-30"]
    assert told(did(desk, do="delete", part="记实", number=0)) == [("记实", -1, "")]  # the list must be there
    did(desk, do="add", part="记实", texts={"记什么": "进驻", "日期": "2026-09-01"})
    did(desk, do="save")
    assert stored(desk).endswith("记实:\n  - 记什么: 进驻\n    日期: 2026-09-01\n")


def test_what_another_tab_or_program_changed_is_told(desk: AskedDesk) -> None:
    was = opened(desk)["stands"]
    did(desk, do="move", part="记实", number=1, to=0)
    answer = did(desk, do="delete", part="记实", number=0, stands=was)
    assert answer["stale"]
    assert answer["told"].startswith("这个文件刚才又变了")
    assert len(records(answer, "记实")) == 2
    did(desk, do="undo")
    did(desk, do="set", key="人数", text="4")
    (desk.root / "data/villages/demo" / TEAM).write_text(TEAM_YML.replace("22, 走访", "23, 走访"), encoding="utf-8")
    answer = did(desk, do="save")
    assert [label for label, _ in answer["choice"]] == ["两份合在一起", "用我填的", "用那边的"]
    assert "还没有保存" in did(desk, do="combine")["done"]
    did(desk, do="save")
    assert stored(desk) == TEAM_YML.replace("人数: 3", "人数: 4").replace("22, 走访", "23, 走访")
    did(desk, do="set", key="人数", text="5")
    (desk.root / "data/villages/demo/teams/.~2025-team.yml").write_bytes(b"")
    assert "开着" in did(desk, do="save")["told"]
    assert "人数: 4" in stored(desk)


def test_what_was_not_saved_is_offered_again(desk: AskedDesk) -> None:
    opened(desk)
    did(desk, do="set", key="人数", text="4")
    desk.of.close()
    page = desk.ask(f"/form/open?village=demo&file={TEAM}")
    assert "上次没有保存完" in page.text
    desk.send(f"/form/open?village=demo&file={TEAM}", draft="go-on")
    assert opened(desk)["texts"]["人数"] == "4"
    desk.of.close()
    desk.send(f"/form/open?village=demo&file={TEAM}", draft="away")
    assert opened(desk)["texts"]["人数"] == "3"


# --- settings


def test_settings_of_a_village_keep_what_no_field_shows(desk: AskedDesk) -> None:
    view = opened(desk, "village.yml")
    assert view["texts"]["户数"] == "100"  # as it is called in the file
    assert view["strange"] == [["备忘", "备忘:\n  下次开会:\n    - 修路"]]
    assert told(view) == [("", -1, "备忘")]
    did(desk, "village.yml", do="set", key="户数", text="101")
    did(desk, "village.yml", do="set", key="人口", text="350")
    did(desk, "village.yml", do="set", part="班子", number=0, key="近亲属", text="王举例\n李举例\n赵举例")
    did(desk, "village.yml", do="set", part="联系", number=0, key="职务", text="委员")
    did(desk, "village.yml", do="save")
    now = SETTINGS.replace("总户数: 100\n", "总户数: 101\n人口: 350\n").replace("李举例]", "李举例, 赵举例]")
    assert stored(desk, "village.yml") == now.replace("王示例, 电话", "王示例, 职务: 委员, 电话")
    view = did(desk, "village.yml", do="unknown", key="备忘")
    assert view["problems"] == []
    did(desk, "village.yml", do="set", key="人口", text="")
    did(desk, "village.yml", do="delete", part="联系", number=0)
    did(desk, "village.yml", do="save")
    assert "联系" not in stored(desk, "village.yml")
    assert "人口" not in stored(desk, "village.yml")


def test_a_change_of_the_site_is_told_at_its_field_and_holds_for_all_boards(desk: AskedDesk) -> None:
    assert "网站的设置" in desk.ask("/settings").text
    view = opened(desk, "site.yml")
    assert told(view) == []
    view = did(desk, "site.yml", do="set", key="最短公示天数", text="7")
    assert told(view) == [("", -1, "最短公示天数")]
    assert "不得少于 15 天" in view["problems"][0]["message"]
    did(desk, "site.yml", do="set", key="最短公示天数", text="20")
    before = desk.of.live("demo")
    did(desk, "site.yml", do="save")
    assert (desk.root / "data/site.yml").read_text(encoding="utf-8") == SITE.replace("# 每季", "最短公示天数: 20\n# 每季")
    assert desk.of.live("demo") is not before
    assert "/settings" in desk.ask("/").text


def test_rules_of_a_region_and_a_site_without_settings(tmp_path: Path) -> None:
    region = "名称: 甲县\n目录:\n  - {码: F02, 时限: 期末后8日, 依据: [甲县规定第三条, 甲县规定第五条]}\n"
    with desk_at(write_tree(tmp_path, {"/data/regions/jia.yml": region})) as desk:
        assert "甲县" in desk.ask("/settings").text
        assert "<h1>地区的规定：甲县</h1>" in desk.ask("/form/open?file=regions/jia.yml").text
        view = did(desk, "regions/jia.yml", do="set", part="目录", number=0, key="时限", text="八天")
        assert told(view) == [("目录", 0, "时限")]
        did(desk, "regions/jia.yml", do="set", part="目录", number=0, key="时限", text="期末后10日")
        did(desk, "regions/jia.yml", do="set", part="目录", number=0, key="周期", text="月\n季")
        did(desk, "regions/jia.yml", do="save")
        assert "{码: F02, 周期: [月, 季], 时限: 期末后10日, 依据: [甲县规定第三条" in (tmp_path / "data/regions/jia.yml").read_text("utf-8")
        view = opened(desk, "site.yml")
        assert view["texts"] == {}
        did(desk, "site.yml", do="set", key="标题", text="甲镇村务")
        did(desk, "site.yml", do="save")
        assert (tmp_path / "data/site.yml").read_text(encoding="utf-8") == "标题: 甲镇村务\n"


def test_what_is_no_form_is_not_opened(desk: AskedDesk) -> None:
    for name in ("ledger/2026-10.csv", "../site.yml", "notices/a.md", "regions/../site.yml", "x.yml", "site.yml/"):
        assert desk.ask(f"/form/open?village=demo&file={name}").status == 404, name
    opened(desk)
    for what in ({"do": "set", "key": "没有", "text": "1"}, {"do": "set", "part": "记实", "number": 9, "key": "日期", "text": "1"},
                 {"do": "move", "part": "记实", "number": 0, "to": 9}, {"do": "unknown", "key": "名称"}):  # fmt: skip
        assert "told" in did(desk, **what), what
    assert not did(desk, do="look")["changed"]


def test_an_earlier_version_of_the_settings_is_taken_back_into_the_form(desk: AskedDesk) -> None:
    opened(desk, "village.yml")
    did(desk, "village.yml", do="set", key="村名", text="乙村")
    did(desk, "village.yml", do="save")
    page = desk.ask("/past?village=demo&file=village.yml").text
    version = re.search(r"version=([^\"&]+)", page)
    assert version
    answer = desk.send(f"/past?village=demo&file=village.yml&version={version[1]}")
    assert answer.headers["location"] == "/form/open?village=demo&file=village.yml"
    view = did(desk, "village.yml", do="look")
    assert view["texts"]["村名"] == "甲村"
    assert view["changed"]


def test_what_cannot_be_read_is_put_right_as_text(desk: AskedDesk) -> None:
    file = desk.root / "data/villages/demo/village.yml"
    file.write_bytes("村名：甲村\r\n户数: 100\r\n".encode())
    assert "/form/open?village=demo&amp;file=village.yml" in desk.ask("/").text
    answer = desk.ask("/form/open?village=demo&file=village.yml")
    assert answer.headers["location"] == "/plain?village=demo&file=village.yml"
    page = desk.ask("/plain?village=demo&file=village.yml").text
    assert "冒号是中文的「：」" in page
    was = re.search(r'name="was" value="(.+?)"', page)
    assert was
    mended = desk.send("/plain?village=demo&file=village.yml", do="mend", text="村名：甲村\r\n户数: 100\r\n", was=was[1]).text
    assert "现在读得通了" in mended
    assert "村名: 甲村" in mended
    assert file.read_bytes().startswith("村名：".encode())  # nothing is saved unasked
    stale = desk.send("/plain?village=demo&file=village.yml", do="save", text="村名: 甲村\r\n", was="0")
    assert "别处刚把这个文件改了" in stale.text
    answer = desk.send("/plain?village=demo&file=village.yml", do="save", text="村名: 甲村\r\n户数: 101\r\n", was=was[1])
    assert answer.headers["location"] == "/form/open?village=demo&file=village.yml"
    assert file.read_bytes() == "村名: 甲村\r\n户数: 101\r\n".encode()
    assert opened(desk, "village.yml")["texts"]["户数"] == "101"
    notice = desk.root / "data/villages/demo/notices/a.md"
    notice.parent.mkdir()
    notice.write_text("---\n标题：修路\n公开日: 2026-11-01\n---\n正文\n", encoding="utf-8")
    assert desk.ask("/notice/open?village=demo&file=notices/a.md").headers["location"] == "/plain?village=demo&file=notices%2Fa.md"
    assert desk.ask("/plain?village=demo&file=ledger/2026-10.csv").status == 404


def test_a_text_that_stays_unreadable_is_saved_as_often_as_it_is_mended(desk: AskedDesk) -> None:
    file = desk.root / "data/villages/demo/village.yml"
    file.write_text("村名：甲村\n户数：100\n", encoding="utf-8")
    page = desk.ask("/plain?village=demo&file=village.yml").text
    for text in ("村名: 甲村\n户数：100\n", "村名: 甲村\n户数：101\n"):
        was = re.search(r'name="was" value="(.+?)"', page)
        assert was
        page = desk.send("/plain?village=demo&file=village.yml", do="save", text=text, was=was[1]).text
        assert "别处刚把" not in page
        assert file.read_text(encoding="utf-8") == text
    assert "冒号是中文的「：」" in page


def test_what_loaders_read_is_a_form_or_is_told_to_be_readable(desk: AskedDesk) -> None:
    """A Tab behind a text is none of its letters; within one it is, and the form would lose it."""
    tabs = SETTINGS.replace("甲村\n", "甲村\t\n").replace("总户数: 100", "总户数:\t100")
    file = desk.root / "data/villages/demo/village.yml"
    file.write_text(tabs, encoding="utf-8")
    assert opened(desk, "village.yml")["texts"]["村名"] == "甲村"
    did(desk, "village.yml", do="set", key="户数", text="101")
    did(desk, "village.yml", do="save")
    assert file.read_text(encoding="utf-8") == tabs.replace("\t100", "\t101")
    desk.of.forms.clear()
    file.write_text('村名: 甲村\t\n简介: "好:\t村"\n', encoding="utf-8")
    page = desk.ask(desk.ask("/form/open?village=demo&file=village.yml").headers["location"]).text
    assert "网站读得通" in page
    assert "现在读得通了" not in page


def test_records_that_no_form_wrote_end_in_a_sentence(desk: AskedDesk) -> None:
    for rows in ("  - 一段\n  - 二段\n", "  - 记什么: 进驻\n记实: []\n"):
        (desk.root / "data/villages/demo" / TEAM).write_text(f"名称: 甲队\n记实:\n{rows}", encoding="utf-8")
        opened(desk)
        for what in ({"do": "add", "texts": {"记什么": "进驻"}}, {"do": "move", "number": 0, "to": 0}):
            assert desk.do("/form/do", village="demo", file=TEAM, part="记实", **what).status == 200, what
        did(desk, do="discard")
        desk.of.forms.clear()


def test_what_a_field_cannot_hold_is_not_typed_over(desk: AskedDesk) -> None:
    path = desk.root / "data/villages/demo" / TEAM
    path.write_text("名称:\n  全称: 甲队\n记实:\n  - 记什么: {甲: 进驻}\n    日期: 2026-03-01\n", encoding="utf-8")
    view = opened(desk)
    assert view["held"] == ["名称"]
    assert view["lists"][0]["records"][0]["held"] == ["记什么"]
    for where in ({"key": "名称"}, {"key": "记什么", "part": "记实", "number": 0}):
        for text in ("乙队", ""):
            answer = desk.do("/form/do", village="demo", file=TEAM, do="set", text=text, **where)
            assert "先删掉下面原样列着的" in answer.text
        did(desk, do="unknown", **where)
        did(desk, do="set", text="乙队", **where)
    did(desk, do="save")
    assert "名称: 乙队\n" in path.read_text(encoding="utf-8")
    assert "记什么: 乙队\n" in path.read_text(encoding="utf-8")


def test_a_text_in_lines_stays_in_lines(desk: AskedDesk) -> None:
    path = desk.root / "data/villages/demo" / TEAM
    written = "名称: 甲队\n记实:\n  - 日期: 2026-03-01\n    记什么: |\n      第一天进驻。\n\n      第二天走访。\n"
    path.write_text(written, encoding="utf-8")
    record = opened(desk)["lists"][0]["records"][0]
    assert record["texts"]["记什么"] == "第一天进驻。\n\n第二天走访。\n"
    assert not did(desk, do="set", part="记实", number=0, key="记什么", text="第一天进驻。\n\n第二天走访。")["changed"]
    did(desk, do="set", part="记实", number=0, key="记什么", text="第一天进驻。\r\n\r\n第三天走访。\r\n")
    did(desk, do="save")
    assert path.read_text(encoding="utf-8") == written.replace("第二天", "第三天").replace("|", "|-")


def test_a_list_of_a_line_each_keeps_the_comments_of_what_stays() -> None:
    listed = "班子:\n  - 姓名: 王示例\n    近亲属: # 都查过\n      # 妻\n      - 甲 # 村会计\n      - '乙' # 出纳\n      # 子\n      - 丙\n"
    keyed = read_content("data/villages/demo/village.yml", listed.encode())
    assert isinstance(keyed, KeyedText)
    for texts, now in (
        (("甲", "乙", "丙", "丁"), listed + "      - 丁\n"),
        (("甲", "戊", "丙"), listed.replace("'乙'", "戊")),
        (("甲", "丙"), listed.replace("      - '乙' # 出纳\n", "")),
        (("丁", "甲", "乙", "丙"), listed.replace("      # 妻", "      - 丁\n      # 妻")),
    ):
        assert keyed.with_key(("班子", 0, "近亲属"), texts).text == now, texts


def test_a_text_of_no_known_letters_is_not_sent_to_a_program_for_tables() -> None:
    for name, told_to in (("village.yml", "记事本"), ("ledger/2026-10.csv", "CSV UTF-8")):
        with pytest.raises(NotEditable, match=told_to):
            read_content(f"data/villages/demo/{name}", b"\xff\xfe\x00")


# --- from what is due to its file


def test_what_is_due_leads_to_its_file_with_what_the_clock_knows(tmp_path: Path) -> None:
    ledger = "日期,凭证号,摘要,科目,收入,支出,余额\n2026-10-08,记-001,收租金,经营收入,600.00,,600.00\n公开日：2026-11-05\n"
    files = {"ledger/2026-10.csv": ledger, "village.yml": VILLAGE_YML + "公开起始: 2026-07\n", TEAM: TEAM_YML}
    with desk_at(write_tree(tmp_path, files)) as desk:
        page = desk.ask("/").text
        assert '<button aria-label="去填2026年11月收支明细">' in page
        answer = desk.send("/due?village=demo", code="F02", period="2026-11")
        assert answer.headers["location"] == "/table/open?village=demo&file=ledger%2F2026-11.csv"
        view = desk.do("/table/do", village="demo", file="ledger/2026-11.csv", do="look").sent
        assert view["rows"][1]["cells"][-1] == "600.00"  # what October left
        assert view["stated"]["公开日"] == "2026-11-23"
        answer = desk.send("/due?village=demo", code="C09", period="2026-Q3")
        assert answer.headers["location"] == "/notice/open?village=demo&file=notices%2F2026-11-1.md"
        fields = desk.of.texts["data/villages/demo/notices/2026-11-1.md"].fields
        assert fields["标题"] == "甲村2026年第三季度低保、特困、临时救助"
        known = {name: text for name, text in fields.items() if text and name not in ("标题", "范围")}
        assert known == {
            "事项": "低保、特困、临时救助", "主体": "村民委员会", "期间": "2026-Q3", "公开日": "2026-11-23",
            "公示起": "2026-11-23", "公示止": "2026-12-07",
        }  # fmt: skip
        assert desk.send("/due?village=demo", code="C49", period="2026").headers["location"].endswith("teams%2F2025-team.yml")
        assert desk.send("/due?village=demo", code="F02", period="2020-01").status == 404


def test_every_kind_of_the_catalogue_reaches_a_page_on_which_it_is_typed(tmp_path: Path) -> None:
    """A new file of each, begun as its own list begins it; every file of the samples has its page."""
    with desk_at(write_tree(tmp_path, {"/data/site.yml": SITE})) as desk:
        page = PAGES["/table"](desk.of, Asked("GET", {}))
        assert isinstance(page, DeskPage)
        begins = {each.kind.name: (each.begins, each.key) for _, part in page.view["parts_listed"] for each in part}
        for kind in all_kinds():
            path, key = begins.get(kind.name, ("/notice/new", ""))
            form = f"kind={kind.name}&key={key or '2026-a'}".encode()
            answer = PAGES[path](desk.of, Asked("POST", {}, form, "application/x-www-form-urlencoded"))
            assert isinstance(answer, LedTo), kind.name
            file = re.sub(r".*file=", "", answer.to).replace("%2F", "/")
            assert edit_address("demo", f"data/villages/demo/{file}") == answer.to, kind.name
        open_now = {**desk.of.tables, **desk.of.texts, **desk.of.forms}
        assert {file.split("/")[3] for file in open_now} == {kind.name for kind in all_kinds()}
        assert "新的一篇" in desk.ask("/notice/open?village=demo&file=yearly/2025.md").text  # called by its year, as its kind asks
        form = desk.ask("/form/open?village=demo&file=works/2026-11-1.yml").text
        assert "<h1>工程全过程，还没有写名称</h1>" in form
        assert "走到一步写一步" in form
        assert "用 yml 写的" not in form
    for path in (ROOT / "data").rglob("*.*"):
        if path.suffix in (".csv", ".xlsx", ".yml", ".md"):
            file = path.relative_to(ROOT).as_posix()
            beside = path.suffix in (".csv", ".xlsx") and (path.parent.name in ("notices", "rules", "legal", "associations", "yearly"))
            slug = file.split("/")[2] if file.startswith("data/villages/") else ""
            assert beside or edit_address(slug, file), file


def test_a_new_file_of_keys_begins_with_what_must_be_there(desk: AskedDesk) -> None:
    answer = desk.send("/form/new?village=demo", kind="decisions", key="2026-lamp")
    assert answer.headers["location"] == "/form/open?village=demo&file=decisions%2F2026-lamp.yml"
    view = opened(desk, "decisions/2026-lamp.yml")
    assert view["texts"] == {"议题": "", "公开日": "2026-11-23"}
    did(desk, "decisions/2026-lamp.yml", do="set", key="议题", text="装路灯: 二组")
    did(desk, "decisions/2026-lamp.yml", do="set", key="预算", text="6000")
    did(desk, "decisions/2026-lamp.yml", do="add", part="过程", texts={"步骤": "党支部提议", "日期": "2026-11-02"})
    did(desk, "decisions/2026-lamp.yml", do="save")
    assert stored(desk, "decisions/2026-lamp.yml") == (
        '议题: "装路灯: 二组"\n预算: 6000\n公开日: 2026-11-23\n过程:\n  - 步骤: 党支部提议\n    日期: 2026-11-02\n'
    )
    assert "已经有一个" in desk.send("/form/new?village=demo", kind="decisions", key="2026-lamp").text
    assert "要写" in desk.send("/form/new?village=demo", kind="decisions", key="二组").text
    assert "装路灯" in desk.ask("/table?village=demo").text


def test_a_photo_is_put_beside_and_named_in_its_field(desk: AskedDesk) -> None:
    desk.send("/form/new?village=demo", kind="works", key="2026-lamp")
    name = "works/2026-lamp.yml"
    did(desk, name, do="set", key="工程", text="装路灯")
    view = did(desk, name, do="add", part="过程", texts={"步骤": "开工", "日期": "2026-11-02"})

    def put(content: bytes, **more: str) -> Any:
        asked = urlencode({"village": "demo", "file": name, "stands": view["stands"], "key": "照片", **more})
        return desk.ask(f"/form/photo?{asked}", "POST", content, content_type="application/octet-stream")

    answer = put(photo(), part="过程", number="0").sent
    assert answer["done"].startswith("放好了，叫 2026-lamp-1.jpg。照片转正、缩小了")
    assert records(answer, "过程")[0]["照片"] == "2026-lamp-1.jpg"
    kept = desk.root / "data/villages/demo/works/2026-lamp-1.jpg"
    with Image.open(io.BytesIO(kept.read_bytes())) as picture:
        assert not picture.getexif()
    assert put(photo(), part="过程", number="0").sent["stale"]  # the page shows what stood before
    view = answer
    assert put(b"%PDF-1.4", part="过程", number="0").status == 400
    assert put(photo(), part="过程", number="7").status == 400
    assert put(photo(), key="工程").status == 409
    assert sorted(each.name for each in kept.parent.iterdir()) == ["2026-lamp-1.jpg"]


# --- what was changed after it was published, and what was looked into


def test_a_change_without_a_word_leads_to_a_correction_that_is_filled_in() -> None:
    text = (ROOT / "tests/problems/correction-missing/expected.txt").read_text(encoding="utf-8")
    hint = next(line for line in text.splitlines() if "撤下" in line)
    one = problem("correction-missing", Source("data/villages/demo/ledger/2026-03.csv"), "没有写明原因。", hint)
    label, link = explained_at(one, "demo", [one])
    assert label == "写明为什么改"
    filled = {"add": "更正", "文件": "ledger/2026-03.csv", "行": "记-003", "日期": "2026-11-23", "做法": "撤下"}
    assert dict(parse_qsl(link.partition("?")[2])) == {"village": "demo", "file": "village.yml", **filled}


def test_a_warning_that_was_looked_into_is_explained_and_goes_quiet(tmp_path: Path) -> None:
    rows = "2026-10-08,记-001,收租金,经营收入,600.00,,600.00\n2026-10-09,记-003,付水费,管理费用,,100.00,500.00\n"
    ledger = "日期,凭证号,摘要,科目,收入,支出,余额\n,,上月余额,,,,0.00\n" + rows + "公开日：2026-11-05\n审核：李样本 2026-11-03 审核通过\n"
    with desk_at(write_tree(tmp_path, {"ledger/2026-10.csv": ledger})) as desk:
        state = desk.of.boards.state("demo", desk.of.today())
        assert state
        gap = next(p for p in state.problems if p.code == "voucher-skipped")
        link = explained_at(gap, "demo", state.problems)[1]
        filled = {"add": "已知差异", "代码": "voucher-skipped", "位置": "ledger/2026-10.csv 记-003"}
        assert dict(parse_qsl(link.partition("?")[2])) == {"village": "demo", "file": "village.yml", **filled}
        assert "写明原因" in desk.ask("/").text
        desk.ask("/table/open?village=demo&file=ledger/2026-10.csv")
        table = desk.do("/table/do", village="demo", file="ledger/2026-10.csv", do="look").sent
        assert [tuple(p["explained"]) for p in table["problems"]] == [explained_at(gap, "demo", state.problems)]
        opened(desk, "village.yml")
        texts = {"代码": "voucher-skipped", "位置": "ledger/2026-10.csv 记-003", "原因": "记-002 作废，没有动钱"}
        view = did(desk, "village.yml", do="add", part="已知差异", texts=texts)
        assert view["problems"] == []
        did(desk, "village.yml", do="save")
        state = desk.of.boards.state("demo", desk.of.today())
        assert state
        assert not [p for p in state.problems if p.code in ("voucher-skipped", "difference-unused")]


# --- every sample, as a person would


SAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.yml"))


def content_of(file: str, keyed: KeyedText) -> FormContent:
    return form_content(keyed, form_shape(file, keyed.data()))


def edited(keyed: KeyedText, edit: Any) -> KeyedText:
    after = applied(keyed, edit)
    assert isinstance(after, KeyedText)
    return after


def test_every_sample_is_shown_whole_and_comes_back_byte_for_byte() -> None:
    """One of each folder. No key is without a field; the same text is no change; a record added and taken out, or
    moved and moved back, leaves no trace."""
    of_each = {Path(file).parent.name: file for file in SAMPLES}.values()
    assert len(of_each) > 9
    for file in of_each:
        keyed = read_content(file, (ROOT / file).read_bytes())
        assert isinstance(keyed, KeyedText)
        assert has_form(file)
        shape, content = form_shape(file, keyed.data()), content_of(file, keyed)
        assert content.strange == ()
        within = {name for part in content.lists.values() for record in part for name in record.texts}
        assert not within & {column.name for column in shape.heads}, file
        for name, text in content.texts.items():
            assert field_edit(keyed, shape, name, text) is None
        for part, there in content.lists.items():
            for number, record in enumerate(there):
                assert record.strange == ()
                assert all(field_edit(keyed, shape, name, text, part, number) is None for name, text in record.texts.items())
            if not there:
                continue
            one = next(iter(there[0].texts))
            more = added(keyed, shape, part, [(one, "乙")])
            assert more
            longer = edited(keyed, more)
            assert edited(longer, taken_out(longer, shape, part, len(there))).text == keyed.text, file
            if len(there) > 1:
                turned = edited(keyed, moved(shape, part, 0, len(there) - 1))
                assert [r.texts for r in content_of(file, turned).lists[part]] == [r.texts for r in (*there[1:], there[0])]
                assert edited(turned, moved(shape, part, len(there) - 1, 0)).text == keyed.text, file
            first = field_edit(keyed, shape, one, "乙", part, 0)
            back = field_edit(edited(keyed, first), shape, one, there[0].texts[one], part, 0)
            assert edited(edited(keyed, first), back).data() == keyed.data(), file


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        ("a: [{b: 1}, {b: 2}]\n", MoveEntry(("a", 0), 1), "a: [{b: 2}, {b: 1}]\n"),
        ("a:\n- b: 1  # 一\n- b: 2", MoveEntry(("a", 1), 0), "a:\n- b: 2\n- b: 1  # 一"),
        (
            "a:\r\n  # 一\r\n  - b: 1\r\n\r\n  - b: 2\r\nc: d\r\n",
            MoveEntry(("a", 0), 1),
            "a:\r\n  - b: 2\r\n\r\n  # 一\r\n  - b: 1\r\nc: d\r\n",
        ),
        ("a:\n", AddEntry(("a",), (("b", "`"),)), 'a:\n  - b: "`"\n'),
        ("a: [{b: 1}]\n", AddEntry(("a",), (("b", "甲, 乙"),)), 'a: [{b: 1}, {b: "甲, 乙"}]\n'),
        ("a: {乙: 1}\n", SetKey(("a", "甲"), "2"), "a: {甲: 2, 乙: 1}\n"),
        ("a: {乙: 1, 丁: 4}\n", SetKey(("a", "丙"), "3"), "a: {乙: 1, 丙: 3, 丁: 4}\n"),
    ],
)
def test_entries_and_keys_are_put_where_a_person_would(text: str, edit: Any, after: str) -> None:
    assert edited(KeyedText(text, name="a.yml", order=("甲", "乙", "丙", "丁")), edit).text == after


def test_an_entry_that_is_not_there_does_not_move() -> None:
    with pytest.raises(NotEditable):
        applied(KeyedText("a: [{b: 1}]\n"), MoveEntry(("a", 0), 1))
