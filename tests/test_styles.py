"""The style of every page: many files, one order, one request."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator import build
from generator.site.engine_words import ThemeError
from generator.site.styles import STYLE, joined_style
from tests.conftest import ROOT, TODAY, write_tree

STYLES = "theme_overrides/assets/gongkai/styles"
INDEX = f"{STYLES}/index.css"


def theme(root: Path) -> Path:
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def test_the_index_names_every_file_once() -> None:
    named = re.findall(r'^@import "(.+)";$', (ROOT / INDEX).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(path.name for path in (ROOT / STYLES).iterdir() if path.name != "index.css")


def test_the_files_are_joined_in_the_order_of_the_index(tmp_path: Path) -> None:
    write_tree(tmp_path, {f"/{INDEX}": '/* two\n   lines */\n@import "b.css";\n@import "a.css";\n', f"/{STYLES}/a.css": "a {}\n"})
    write_tree(tmp_path, {f"/{STYLES}/b.css": "b {}\n"})
    assert joined_style(tmp_path) == {STYLE: b"b {}\n\na {}\n"}


def test_a_theme_without_an_index_has_its_own_way(tmp_path: Path) -> None:
    assert joined_style(tmp_path) == {}


@pytest.mark.parametrize("line", ['@import "none.css";', '@import "../../x.css";', "p { color: red }", '@import "base.css" print;'])
def test_a_line_that_names_no_file_is_told_with_its_place(line: str, tmp_path: Path) -> None:
    index = theme(tmp_path) / INDEX
    index.write_text(f"/* one\n*/\n{line}\n", encoding="utf-8")
    with pytest.raises(ThemeError) as told:
        joined_style(tmp_path)
    assert (told.value.file, told.value.line) == (index, 3)


def test_an_owner_reads_which_line_is_wrong(tmp_path: Path) -> None:
    root = write_tree(theme(tmp_path), {f"/{INDEX}": '@import "base.css";\n@import "none.css";\n'})
    (told,) = [p for p in build.build(root, TODAY).problems if p.code == "theme-broken"]
    assert (told.source.file, told.source.line, told.excerpt) == (INDEX, 2, '@import "none.css";')
    assert not (root / "site").exists()


def test_a_page_asks_for_one_style_of_ours_before_it_is_shown(samples: Path) -> None:
    site = samples / "site/shifan"
    head = (site / "finance/2026-10/index.html").read_text(encoding="utf-8").split("</head>")[0]
    links = [link for link in re.findall(r'<link rel="stylesheet"[^>]*>', head) if "gongkai" in link]
    assert [link for link in links if 'media="print"' not in link] == [link for link in links if "/gongkai/style.css?v=" in link]
    assert len(links) == 2
    assert (site / STYLE).read_bytes() == joined_style(ROOT)[STYLE]
    assert not (site / "assets/gongkai/styles").exists()


def test_no_rule_stands_where_an_old_browser_would_drop_it() -> None:
    """Cascade layers, nesting and :is() are read by no browser of before 2021 to 2023, and a rule it cannot read it drops whole. (What
    is for the clerk's printer only may have them.)"""
    for path in (*(ROOT / STYLES).iterdir(), (ROOT / STYLES).parent / "search.css"):
        assert not re.search(r"@layer|@container|:is\(|:where\(|:has\(|^\s*&", path.read_text(encoding="utf-8"), re.MULTILINE), path
