"""A number cut in two, or put where nobody looks, is still a number."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from generator import build
from generator.load.own_theme import foreign_hosts, wrong_with
from generator.load.yaml_tree import read_tree
from generator.privacy.gate import findings
from generator.privacy.texts import markdown_passages, page_texts
from tests.conftest import ROOT, TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER

PHONE = "13866660000"
NOTICE = "---\n标题: {title}\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-20\n---\n\n{body}\n"
SPLIT = {
    "title and body": NOTICE.format(title="请打 1386666", body="0000，找老王。"),
    "quoted title and body": NOTICE.format(title='"请打 138-6666"', body="-0000 找老王。"),
    "title of a page": "---\ntitle: 请打138666\ndescription: 看\n---\n\n60000\n",
    "link": "打 138[6666](https://example.org/)0000",
    "link by reference": "打 138[6666][a]0000\n\n[a]: https://example.org/",
    "address of a link": "[打电话](tel:13866660000)",
    "emphasis": "打 138*6666*0000",
    "strong": "打 138**6666**0000",
    "escapes": "打 138\\-6666\\-0000",
    "entities": "打 138&#54;666&#x30;000",
    "tags": "打 138<b>6666</b>0000",
}
TAGGED = {
    "inline": "<p>打 138<b>6666</b>0000</p>",
    "with attributes": '<p>打 138<a href="x">6666</a>0000</p>',
    "span": '<p>打 138<span class="a">6666</span>0000</p>',
    "comment": "<p>打 138<!-- 0 = 0 -->6666<!---->0000</p>",
    "in a comment": "<p>看</p><!-- 13866660000 -->",
    "in an attribute": '<p>看<span title="13866660000">看</span></p>',
    "written as if it were drawn": '<p>打 x="13866660000"</p>',
    "the same on the next line": '<p>打\n d="13866660000"</p>',
    "behind what begins no tag": '<p>3 <5 width="13866660000"</p>',
    "behind a tag that ends": '<p>打</p id="1"> y="13866660000"',
    "behind a picture": '<svg viewBox="0 0 1 1"><path d="M1 1"/></svg> r="13866660000"',
    "as if drawn, in a comment": '<p>看</p><!-- x="13866660000" -->',
    "in a tag of a comment": '<!-- <b x="13866660000"> -->',
    "in a tag in the title": '<title>看 <b x="13866660000"></title>',
    "in a tag in a field": '<TEXTAREA>看 <b x="13866660000"></TEXTAREA>',
    "in a tag in a script": '<script>a.textContent = "</title>" + \'<b x="13866660000">\'</script>',
    "in a script that compares": '<script>if (a<b) x="13866660000"</script>',
    "in a tag as it stands": '<svg><text><![CDATA[<b x="13866660000">]]></text></svg>',
    "in a tag within an attribute": "<p title='<b><i x=\"13866660000\">'>看</p>",
    "within an attribute": "<p title=' x=\"13866660000\"'>看</p>",
    "between two attributes": "<p title=' x=\"'>13866660000</p><p title='\"'>看</p>",
    "behind half an attribute": '<p title=" x="13866660000">看</p>',
    "shown by a style": "<p style=\"--a:'13866660000'\">看</p>",
    "parts of a line that is drawn": "<svg><text><tspan>138</tspan><tspan>6666</tspan><tspan>0000</tspan></text></svg>",
}
DRAWN = (
    '<svg viewBox="0 0 13866660000 1"><path class="a" d="M13866660000 1" style="r:13866660000"/></svg>',
    '<rect\n x="13866660000"\n y="13866660000"\n/>',
    '<p>看 <img src="a.png" width="13866660000"> 看',
    '<title>看</title><!-- 看 --><script>a=\'b\'</script><path class=\'a\' hidden d="M13866660000 1" x = "1" y="13866660000"/>',
    '<script src="a.js" integrity="sha256-13866660000" nonce="13866660000"></script><STYLE nonce="13866660000">a{}</STYLE>',
    '<path d="M13866660000 1" fill=none\td="M13866660000 1"\n\td="13866660000"/><path id="a" d="M13866660000 1"/>',
)
NAMES = (
    "data/villages/demo/notices/wang-13866660000.csv",
    "data/villages/wang13866660000/village.yml",
    "data/villages/x-138-6666-0000/village.yml",
    "data/villages/1386666/0000/village.yml",
    "data/villages/demo/notices/2026-11-20-13866660000.pdf",
    "content/wang-13866660000.md",
)
HARMLESS_NAMES = (
    "data/villages/dongzhen/cun1/ledger/2026-03.csv",
    "data/villages/371428/001/notices/2026-11-20-20261120.csv",
    "data/villages/demo/notices/2026-ht-2026001234.csv",
    "_search/current/a13866660000f1b2/7.json",
)


@pytest.mark.parametrize("what", SPLIT)
def test_in_a_text_with_marks(what: str) -> None:
    found = list(findings("data/villages/demo/notices/2026-a.md", SPLIT[what].encode()))
    assert [each.code for each in found] == ["personal-phone"]
    assert PHONE not in repr(found) + found[0].shown + found[0].excerpt


@pytest.mark.parametrize("page", DRAWN)
def test_how_a_picture_is_drawn_is_nobodys_number(page: str) -> None:
    assert not [*findings("a/index.html", page.encode())]


def test_what_stands_on_its_own_is_told_once_and_on_its_line() -> None:
    text = NOTICE.format(title="2026 年 1 月公示", body="2026 年 1 月的事。\n\n看[法](https://www.gov.cn/)，*打* 13866660000。")
    (found,) = findings("data/villages/demo/notices/2026-a.md", text.encode())
    assert found.source.line == 11


@pytest.mark.parametrize(
    "piece", ["<!--", "[](", "[a][", "*1", "title: 1\n", "\\1", "<a=", "&#54;", "---\n", ' x="1"', ' x="', '<p x="1" ']
)
def test_a_text_of_nothing_but_marks_takes_no_time(piece: str) -> None:
    text = f"---\ntitle: {'1-' * 50_000}\n---\n{piece * (200_000 // len(piece))}"
    begun = time.process_time()
    page_texts(text)
    list(markdown_passages(text))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("what", TAGGED)
def test_in_a_page(what: str) -> None:
    assert PHONE in "".join(page_texts(TAGGED[what])).replace("-", "")
    assert [each.code for each in findings("x/index.html", TAGGED[what].encode())] == ["personal-phone"]


@pytest.mark.parametrize("name", NAMES)
def test_in_a_name(name: str) -> None:
    found = list(findings(name, b"x"))
    assert {each.code for each in found} == {"personal-phone"}
    assert all(PHONE not in each.source.file.replace("-", "") for each in found)


@pytest.mark.parametrize("name", HARMLESS_NAMES)
def test_a_name_with_a_day_or_a_code_is_not_accused(name: str) -> None:
    assert list(findings(name, b"x")) == []


@pytest.mark.parametrize(
    "text", ["村名: !!binary MTM4NjY2NjAwMDA=", "村名: !x 甲村", "名单: !!set {甲, 乙}", "名单:\n  - !!python/name:os.system 甲"]
)
def test_what_says_it_is_something_else_than_text_is_refused(text: str) -> None:
    tree, (problem,) = read_tree(text, "data/villages/demo/village.yml")
    assert tree is None
    assert problem.code == "bad-yaml"
    assert "照原样写" in problem.message


def test_plain_values_are_still_texts() -> None:
    tree, problems = read_tree("甲: 007\n乙: 2026-03-05\n丙: no\n丁: ~\n戊: 1e3\n己: !!str 5\n", "x.yml")
    assert tree
    assert not problems


def own_theme(root: Path) -> Path:
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER})


@pytest.mark.parametrize(
    "file",
    [
        "assets/gongkai/board.js",
        "assets/gongkai/print.css",
        "assets/gongkai/styles/base.css",
        "assets/more.txt",
        "partials/gongkai-tools.html",
        "assets/a.svg",
    ],
)
def test_in_an_owners_theme(file: str, tmp_path: Path) -> None:
    """Its files are published as they are, some in every page."""
    root = own_theme(tmp_path)
    with (root / "theme_overrides" / file).open("a", encoding="utf-8") as text:
        text.write(f"\n/* 打 {PHONE} */\n")
    for _ in range(2):  # also when it was read before
        outcome = build.build(root, TODAY)
        assert {p.source.file for p in outcome.problems if p.code == "personal-phone"} == {f"theme_overrides/{file}"}
        assert not (root / "site").exists()


FOREIGN = {
    "a.html": '<p>看</p>\n<link rel="preconnect" href="https://a.example">',
    "b.html": "\n<script\n src=//a.example/x.js></script>".replace("\n src", " src"),
    "c.html": '\n<meta http-equiv=refresh content="0; url=https://a.example">',
    "a.css": '\n@import "//a.example/c.css";',
    "b.css": "\np { background: url(https://a.example/c.png) }",
    "a.js": '\nfetch("https://a.example")',
    "b.js": '\nnew WebSocket("wss://a.example")',
    "c.js": '\nimport x from "https://a.example/c.js"',
    "d.js": "\ns.src = '//a.example/c'",
    "a.svg": '\n<use xlink:href="https://a.example/b#c">',
    "mkdocs.yml": "extra_css:\n  - https://a.example/c.css",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_theme_that_asks_another_host_is_told(name: str) -> None:
    (found,) = foreign_hosts(name, FOREIGN[name].encode())
    assert (found.code, found.source.file, found.source.line) == ("theme-unsafe", name, 2)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.example">',
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "// https://a.example",
        "site_url: https://a.example/a.css",
    ],
)
def test_a_theme_may_lead_elsewhere(text: str) -> None:
    assert list(foreign_hosts("a.html", text.encode())) == []


def test_a_file_of_a_theme_whose_name_no_address_can_have_is_told() -> None:
    (problem,) = wrong_with(f"theme_overrides/assets/{os.fsdecode(bytes([0xB4, 0xE5]))}.css", b"p { color: red }")
    assert problem.code == "bad-name"
    assert list(wrong_with("theme_overrides/assets/村.css", b"p { color: red }")) == []


def test_our_own_theme_asks_nobody_and_holds_nothing_personal(tmp_path: Path) -> None:
    assert build.check(own_theme(tmp_path), TODAY).problems == ()


def test_a_theme_without_the_policy_publishes_nothing(tmp_path: Path) -> None:
    root = own_theme(tmp_path)
    main = root / "theme_overrides/main.html"
    text = main.read_text(encoding="utf-8")
    policy = '{% include "partials/gongkai-policy.html" %}\n'
    for changed in (text.replace(policy, ""), text.replace(policy, '<link rel="icon" href="a.svg">\n' + policy)):
        main.write_text(changed, encoding="utf-8")
        outcome = build.build(root, TODAY)
        assert not outcome.boards[0].built
        assert {p.code for p in outcome.problems} == {"theme-unsafe"}
    main.write_text(text, encoding="utf-8")
    assert build.build(root, TODAY).boards[0].built
