"""Lists of persons outside the tables of a notice: in hand-written pages, texts, the front matter, names of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.rosters import listed_where_sums_are, spelt
from tests.conftest import write_tree
from tests.test_persons import codes, notice, problems

PAGE = "---\ntitle: {title}\n---\n\n{body}\n"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("低保名单", "| 姓名 | 金额 |\n| --- | --- |\n| 王建国 | 500 |", [("personal-list", 5)]),
        ("低保", "本季度低保：\n\n王建国 500\n李秀英 360", [("personal-list", 7)]),
        ("低保", "本季度低保发放：\n\n姓名\t金额\n王建国\t500\n李秀英\t360", [("personal-list", 7)]),
        ("水费", "| 户主 | 应收 |\n| --- | --- |\n| 王建国 | 35 |", [("list-endless", 5)]),
        ("水费", "| 户主 | 门牌 |\n| --- | --- |\n| 王建国 | 三组 8 号院 |", [("list-address", 5), ("list-endless", 5)]),
        ("介绍", "全村孤儿 2 名。", [("personal-few", 5)]),
        ("介绍", "| 地块 | 面积 |\n| --- | --- |\n| 河东片 | 32 |", []),
        ("介绍", "本季度低保 31 户 46 人，发放 24817 元。", []),
    ],
)
def test_a_written_page_is_looked_at_as_a_notice(title: str, body: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    for place in ("/content/more.md", "/content/demo/more.md"):
        root = write_tree(tmp_path / place.strip("/"), {place: PAGE.format(title=title, body=body)})
        told = [(p.code, p.source.line) for p in problems(root) if p.code not in ("personal-health", "personal-address")]
        assert sorted(told) == expected


def test_the_welcome_is_looked_at_too(tmp_path: Path) -> None:
    assert codes(write_tree(tmp_path, {"/content/demo/home.md": "低保名单\n\n姓名：王建国 金额：500\n"})) == ["personal-list"]


@pytest.mark.parametrize(
    ("matter", "body"),
    [
        ("低保", "王*国 500"), ("低保", "- 李某 360 元"), ("低保", "三组 王*国：480"),
        ("其他", "低保名单\n\n姓名：王建国 金额：500"), ("其他", "低保名单\n\n新增：王建国"), ("其他", "低保名单\n\n停发低保人员：李*英"),
    ],
)  # fmt: skip
def test_lists_in_a_text_that_may_only_tell_sums(matter: str, body: str, tmp_path: Path) -> None:
    assert [p.code for p in problems(notice(tmp_path, matter, body=body)) if p.code == "personal-list"] == ["personal-list"]


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("依据", "王建国、李秀英的申请", True),
        ("依据", "《社会救助法》第四十五条", False),
        ("异议渠道", "王建国 480 元，李秀英 360 元", True),
        ("异议渠道", "村务监督委员会王建国，村委会一楼", False),
        ("异议渠道", "张建国 一楼", False),
        ("审核", "王建国 480 元，李秀英 360 元", True),
        ("审核", "王建国、李秀英，2026-11-02 同意", False),
    ],
)
def test_names_in_the_front_matter(field: str, said: str, told: bool, tmp_path: Path) -> None:
    found = [p.source.field for p in problems(notice(tmp_path, "低保", more=f"{field}: {said}\n")) if p.code == "personal-list"]
    assert found == ([field] if told else [])


def test_a_file_is_not_called_after_somebody(tmp_path: Path) -> None:
    for name, told in (("wang-jianguo", True), ("li-xiu-ying", True), ("2026-q3-dibao", False), ("shuifei", False)):
        files = {f"notices/{name}.csv": "类别,人数,金额\n甲,31,24817.00\n"}
        root = notice(tmp_path / name, "低保", more=f"附表: {name}.csv\n", **files)
        assert ("personal-list" in codes(root)) is told


@pytest.mark.parametrize(
    "name",
    [
        "dibao",
        "shui-fei",
        "gaoling-butie",
        "2026-di-bao",
        "linye-butie",
        "hezuo-yiliao",
        "tekun",
        "canji-butie",
        "linshi-jiuzhu",
        "2026-q3",
    ],
)
def test_files_called_after_what_they_hold_pass(name: str) -> None:
    assert not spelt(name)


@pytest.mark.parametrize("line", ["新增低保 3 户", "发放：31 户", "名单：见附表", "对象：全体村民", "取消：无", "享受：五保供养"])
def test_words_of_a_list_without_a_name_pass(line: str) -> None:
    assert list(listed_where_sums_are(line)) == []
