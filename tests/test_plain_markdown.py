"""What is made HTML without the library is what the library makes of it: the text, the headings and the title."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from generator.site.engine import _plain, _reads_as_usual
from generator.site.plain_markdown import as_html
from generator.site.raw_blocks import RawBlocks
from tests.conftest import examples

MARKS = ["toc", "tables", "fenced_code"]
DIV = '<div class="gk-a">\n<p>甲</p>\n\n<table><tr><td>1</td></tr></table>\n</div>'
SAID = '村里的<a class="gk-word" href="#means-1">账</a>。'
PAGE = f'# 收支明细\n\n<p class="gk-sample"><strong>示例</strong> 数据</p>\n\n\n{DIV}\n\n## 每一笔（共 3 笔）\n\n{SAID}\n\n- 甲\n- 乙'


AROUND = (
    ("", ""),
    ("甲。\n\n", "\n\n乙。"),
    ("- 甲\n\n", "\n\n- 乙"),
    ("# 题\n\n", f"\n\n{DIV}\n"),
    (f"{DIV}\n\n", ""),
    (f"{DIV}\n", ""),
)


def _alike(text: str, whole: bool = True) -> bool:
    """False where the library has to be asked. ``whole``: what a block opens it closes."""
    told = as_html(text)
    if told is None:
        return False
    made, headings = told
    for extensions in ([*MARKS, RawBlocks()], MARKS)[: 1 + whole]:
        library = Markdown(extensions=extensions)
        assert made == library.convert(text)
        assert nest_toc_tokens([dict(each) for each in headings]) == library.toc_tokens  # type: ignore[attr-defined]
    return True


def test_a_page_of_ours_needs_no_library() -> None:
    assert _alike(PAGE)


def test_most_pages_of_the_samples_need_none(samples: Path) -> None:
    pages = [get_data(path.read_text(encoding="utf-8"))[0] for path in samples.glob("build/boards/*/docs/**/*.md")]
    assert sum(map(_alike, pages)) > len(pages) * 3 // 4


@pytest.mark.parametrize(
    "text",
    [
        "看**这里**",
        "看 *这里*",
        "a_b_c",
        "`a`",
        "[看](a.md)",
        "[看]: a.md",
        "![图](a.png)",
        "<https://example.org>",
        "<script>1</script>",
        "<b>甲",
        "3 < 5",
        "A&B",
        "A&amp;B",
        "甲\\",
        "第一行\n第二行",
        "标题\n===",
        "标题\n---",
        "---",
        "    甲",
        " 甲",
        "\u3000甲",
        "甲  ",
        "1. 甲",
        "1) 甲",
        "2026. 甲",
        "+ 甲",
        "* 甲",
        "-甲",
        "> 甲",
        ">甲",
        "#甲",
        "# 甲 #",
        "####### 甲",
        "#",
        "- 甲\n\n- 乙",
        "- 甲\n    - 乙",
        "- 甲\n乙",
        "- # 甲",
        "- - 甲",
        "- 1. 甲",
        "-  1. 甲",
        "-  １. 甲",
        "-   - 甲",
        "-  + 甲",
        "- 乙\n-  2. 甲",
        "-  --",
        "-\n甲",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "甲 | 乙\n--- | ---\n1 | 2",
        "```\n甲\n```",
        "~~~\n甲\n~~~",
        "<div>\n甲\n</div>\n乙",
        "<div>\n甲",
        "<div>\n   \n</div>",
        "甲\n \n乙",
        "甲\t乙",
        "甲\r\n\r\n乙",
        "甲\x02wzxhzdk:0\x03",
        "<!-- 甲 -->",
        "甲<br>乙",
        '<a href="a_b_c">甲</a>',
        '<a href="x" title="*">甲</a>*',
        '# 甲<a href="#a">乙</a>',
        '# 甲"乙',
        "# 2026\n\n## 2026\n\n## 2026-1\n\n# a_1\n\n## A\n\n## a",
        "[TOC]",
        ": 甲",
        "=",
        "",
        "\n\n",
    ],
)
def test_whatever_may_be_a_mark_is_the_library_s_or_the_same(text: str) -> None:
    for before, behind in AROUND:
        _alike(before + text + behind)


_PIECES = [
    *"甲乙。、：1.9)-+*_`#>|<&\\=~ \n\n\n\u3000\"'/",
    "\n\n",
    "\n- ",
    "\n-  ",
    "\n\n# ",
    "\n\n## ",
    "\n\n- ",
    "\n    ",
    f"\n\n{DIV}\n\n",
    "\n\n<p>丙</p>\n\n",
    "<p>",
    "</div>",
    '<a class="gk-word" href="#means-1" role="doc-noteref">',
    "</a>",
    "<strong>",
    "</strong>",
    '<time datetime="2026-01-02">',
    "</time>",
    "http://example.org",
    "a@b.cn",
    "2026",
]


@examples(400)
@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=24))
def test_any_page_is_the_library_s_or_the_same(pieces: list[str]) -> None:
    _alike(get_data("---\ntitle: 甲\n---\n" + "".join(pieces))[0], whole=False)


@pytest.mark.parametrize("text", ["# 甲\n\n# 乙", "甲。\n\n# 乙", "## 甲\n\n# 乙", f"{DIV}\n\n# 乙", "- 甲", PAGE])
def test_a_page_has_the_title_that_mkdocs_gives_it(text: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_text(text, encoding="utf-8")
    config: Any = MkDocsConfig()
    config.load_dict({"site_name": "甲", "docs_dir": str(docs), "site_dir": str(tmp_path / "site"), "plugins": []})
    assert config.validate() == ([], [])
    ours, library = (Page(None, File("a.md", config.docs_dir, config.site_dir, True), config) for _ in range(2))
    assert _plain(ours, config)
    _populate_page(library, config, Files([library.file]))
    assert (ours.title, ours.content, ours.meta) == (library.title, library.content, library.meta)
    assert [*map(str, ours.toc)] == [*map(str, library.toc)]


@pytest.mark.parametrize("other", ["markdown_extensions", "mdx_configs", "plugins", "hooks"])
def test_what_an_owner_adds_to_the_engine_is_asked_of_it(other: str) -> None:
    usual = {"markdown_extensions": [*MARKS, RawBlocks()], "mdx_configs": {}, "plugins": {}, "hooks": {}}
    assert _reads_as_usual(SimpleNamespace(**usual))
    more = {"markdown_extensions": [*MARKS, "footnotes", RawBlocks()]}.get(other, {"toc": {"permalink": True}})
    assert not _reads_as_usual(SimpleNamespace(**usual | {other: more}))
