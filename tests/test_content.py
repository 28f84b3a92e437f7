"""Pages written by hand are a clerk's, not a programmer's: they have a notice's rules, and nothing of them is taken as it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator import build
from generator.build import check
from generator.load.content import load_content
from generator.load.document import safe_body
from generator.pages.written_page import written_page
from tests.conftest import LEDGER_HEADER, ROOT, TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER

HEAD = "---\ntitle: 怎么看\n---\n\n# 怎么看\n\n"
FORBIDDEN = {
    "script": "<script src=//evil.example/x.js></script>",
    "frame": '<iframe src="https://evil.example/"></iframe>',
    "form": '<form action="https://evil.example/"><input name=a></form>',
    "handler": '<p onclick="alert(1)">看</p>',
    "picture of another host": "![图](https://evil.example/a.png)",
    "picture by reference": "![图][a]\n\n[a]: https://evil.example/a.png",
    "own picture": "![图](a.png)",
    "style": '<link rel="stylesheet" href="https://evil.example/a.css">',
    "style in the page": "<style>@import url(https://evil.example/a.css)</style>",
    "preconnect": '<link rel="preconnect" href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "comment": "看<!-- 13866660000 -->看",
    "processing instruction": "<?php ?>",
    "javascript": "[点](javascript:alert(1))",
    "javascript in disguise": "[点](JaVa&#83;cript:alert(1))",
    "javascript by reference": "[点][a]\n\n[a]: javascript:alert(1)",
    "data": "[点](data:text/html,<b>)",
    "autolink": "<https://evil.example/>",
}


@pytest.mark.parametrize("name", ["how.md", "demo/how.md", "home.md", "demo/home.md"])
@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_may_not_stand_in_a_page_is_told_with_its_line(what: str, name: str, tmp_path: Path) -> None:
    head = "" if "home" in name else HEAD
    root = write_tree(tmp_path, {f"/content/{name}": f"{head}好的一行。\n\n{FORBIDDEN[what]}\n", "ledger/2026-03.csv": LEDGER_HEADER})
    found = [p for p in check(root, TODAY).problems if p.code == "unsafe-text"]
    assert found
    for problem in found:
        assert problem.source.file == f"content/{name}"
        assert problem.source.line in (head.count("\n") + 3, head.count("\n") + 5 * ("by reference" in what))
        assert problem.hint


def test_what_looks_like_markup_of_an_extension_is_text(tmp_path: Path) -> None:
    body = '{: onclick="alert(1)" }\n\n# 题 {onmouseover=alert(1)}\n\n~~~ {.a onload=1}\n~~~\n\n`<b>`'
    assert not {"{", "~~~", "`", "<"} & set(safe_body(body))
    assert "~~~" not in safe_body(body)


@pytest.mark.parametrize(
    "key", ["template: ../x.html", "author: 王", "hide: [footer]", "cover: https://evil.example/a.png", "url: //evil.example"]
)
def test_only_known_keys_are_taken(key: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {"/content/how.md": f"---\ntitle: 怎么看\n{key}\n---\n\n# 看\n"})
    _, (problem,) = load_content(tmp_path, "demo")
    assert (problem.code, problem.source.file, problem.source.line) == ("unknown-key", "content/how.md", 3)
    assert "title" in problem.hint


def test_a_name_that_is_no_address_is_told(tmp_path: Path) -> None:
    write_tree(tmp_path, {'/content/a"onclick=x.md': HEAD})
    _, (problem,) = load_content(tmp_path, "demo")
    assert problem.code == "bad-name"


def test_a_link_of_the_welcome_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    files = {"/content/home.md": "欢迎。\n\n看[账](finance/index.md)，[没有](nowhere.md)。\n", "ledger/2026-03.csv": GOOD_LEDGER}
    (found,) = [p for p in build.build(write_tree(tmp_path, files), TODAY).problems if p.code == "broken-link"]
    assert (found.source.file, found.source.line) == ("content/home.md", 3)


EVIL = '"></title></h1><x-evil onx="1"><script src="https://evil.example/x.js"></script><!--'


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hosts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.hosts += [value or "" for name, value in attrs if name in ("src", "href") and "evil" in (value or "") and tag != "a"]


def test_a_title_and_a_description_cannot_break_out(tmp_path: Path) -> None:
    quoted = EVIL.replace('"', '\\"')
    text = f'---\ntitle: "{quoted}"\ndescription: "{quoted}"\n---\n\n# 题\n'
    write_tree(tmp_path, {"/content/how.md": text})
    content, problems = load_content(tmp_path, "demo")
    assert not problems
    (page,) = content.pages
    made = written_page(page.title, page.description, page.body)
    assert "<" not in made
    assert made.count("---\n") == 2


def test_no_text_of_an_owner_becomes_a_tag_anywhere(tmp_path: Path) -> None:
    """In the settings, a page written by hand, a notice, a table: all pages that come of them."""
    quoted = EVIL.replace('"', '\\"')
    shutil.copytree(ROOT / "theme_overrides", tmp_path / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    village = f'村名: "{quoted}"\n全称: "{quoted}"\n简介: "{quoted}"\n县: "{quoted}"\n向社会公开: 全部\n向社会公开依据: "{quoted}"\n'
    files = {
        "village.yml": village + f'联系:\n  - {{事项: "{quoted}", 姓名: "{quoted}", 电话: 0534-2100001}}\n',
        "ledger/2026-03.csv": GOOD_LEDGER,
        "notices/2026-a.md": f'---\n标题: "{quoted}"\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-20\n---\n正文。\n',
        "/data/site.yml": f'标题: "{quoted}"\n主办: "{quoted}"\n页脚: "{quoted}"\n网址: https://gongkai.example.org/&x;/\n',
        "/content/how.md": f'---\ntitle: "{quoted}"\ndescription: "{quoted}"\n---\n\n# 题\n',
        "/data/villages/second/village.yml": "村名: 乙村\n",
        "/data/villages/second/ledger/2026-03.csv": GOOD_LEDGER,
    }
    outcome = build.build(write_tree(tmp_path, files), TODAY)
    assert all(board.built for board in outcome.boards), outcome.problems
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        tags = _Tags()
        tags.feed(path.read_text(encoding="utf-8"))
        assert "x-evil" not in tags.found, path
        assert tags.hosts == [], path


def test_a_page_written_well_is_taken_whole(problems_of: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    links = "[账](../finance/index.md)，[法](https://www.gov.cn/)，[电话](tel:12345)"
    body = f"## 怎么看\n\n- 看 **合计**\n- {links}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    assert problems_of({"/content/how.md": HEAD + body, "ledger/2026-03.csv": GOOD_LEDGER}) == []


@pytest.mark.parametrize("name", ["parts.md", "forms.md", "fill.md", "Fill.md", "con.md", "index.md", "demo/NUL.md"])
def test_names_that_others_have_are_told(name: str, tmp_path: Path) -> None:
    """guide/parts.md is a page of ours, Fill.md is fill.md on some disks, and con.md cannot be checked out on Windows."""
    _, (found,) = load_content(write_tree(tmp_path, {f"/content/{name}": HEAD + "正文\n"}), "demo")
    assert (found.code, found.source.file) == ("bad-name", f"content/{name}")


def test_two_names_of_one_file_are_told(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"/content/about.md": HEAD + "甲\n", "/content/demo/About.md": HEAD + "乙\n"})
    content, (found,) = load_content(root, "demo")
    assert "只差大小写" in found.message
    assert len(content.pages) == 1
    root = write_tree(tmp_path, {"/content/demo/about.md": HEAD + "丙\n"})
    (root / "content/demo/About.md").unlink()
    assert load_content(root, "demo")[1] == []  # a board's own in place of the common one
