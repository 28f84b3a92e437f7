"""A word that a page explains: once, where it first stands, without a script, for thumb, key and ear; on paper as a footnote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.config import Context, Region, SiteConfig, Village
from generator.law.meanings import words
from generator.load import regions
from generator.load.regions import load_regions
from generator.pages.explained_words import explained, words_of
from tests.browser import TOUCHED, tab
from tests.conftest import TODAY, write_tree

WORDS = (("科目余额表", "列出科目的表。"), ("公益支出", "办公益事花的钱。"), ("科目", "分类。"))


def places(body: str) -> list[str]:
    """The words that lead to a sentence, in their order."""
    return re.findall(r'<a class="gk-word"[^>]*>([^<]*)</a>', str(explained(body, WORDS)[0]))


def test_the_first_place_of_a_word_leads_to_its_sentence() -> None:
    text, asked = explained("<p>科目是公益支出，还有科目、公益支出。</p>", WORDS)
    assert str(text).count('class="gk-word"') == 2
    assert asked == (("科目", "分类。"), ("公益支出", "办公益事花的钱。"))
    assert '<a class="gk-word" id="word-1" href="#means-1" role="doc-noteref">科目</a>是' in text
    assert re.sub(r"<a[^>]*>|</a>", "", str(text)) == "<p>科目是公益支出，还有科目、公益支出。</p>"


@pytest.mark.parametrize(
    "passed",
    [
        '<a href="x"><strong>科目</strong></a>', "<h2>科目</h2>", "## 科目\n", "<button>科目</button>", "<summary>科目</summary>",
        '<th scope="row">科目</th>', "<caption>科目</caption>", '<td data-label="科目">甲</td>', "[科目](x.md)",
        "<svg><text>科目</text></svg>",
        '<span class="gk-badge" data-gk="due">科目</span>', '<img alt="科目">',
    ],
)  # fmt: skip
def test_links_headings_and_buttons_are_left_alone(passed: str) -> None:
    assert places(passed) == []
    assert places(f"{passed}\n\n<p>科目</p>") == ["科目"]


def test_of_two_words_at_one_place_the_longer_is_meant() -> None:
    assert places("<p>科目余额表里有科目</p>") == ["科目余额表", "科目"]


def test_a_page_without_such_words_stays_as_it_is() -> None:
    assert explained("<p>电费</p>", WORDS) == ("<p>电费</p>", ())


def test_every_sentence_is_one_and_plain() -> None:
    assert len(words()) > 40
    for word, sentence in words():
        assert sentence.endswith("。"), word
        assert sentence.count("。") == 1, word
        assert len(sentence) <= 60, word


def test_a_county_mends_adds_and_takes_away(tmp_path: Path) -> None:
    region = "名称: 甲县\n词语:\n  - {词: 公益支出, 意思: 甲县的说法。}\n  - {词: 网格员, 意思: 看一片的人。}\n  - {词: 科目}\n"
    read, problems = load_regions(write_tree(tmp_path, {"/data/regions/jia.yml": region}))
    assert problems == []
    site = SiteConfig(regions=read, region="jia", words=words())
    own = dict(words_of(Context(site, Village("demo", "甲村"), TODAY)))
    assert own == {word: why for word, why in words() if word != "科目"} | {"公益支出": "甲县的说法。", "网格员": "看一片的人。"}
    assert [len(word) for word in own] == sorted((len(word) for word in own), reverse=True)
    assert words_of(Context(SiteConfig(words=WORDS, regions=(Region("jia", "甲县"),)), Village("demo", "甲村"), TODAY)) == WORDS


def test_a_county_is_told_of_a_word_that_it_writes_twice_and_of_one_that_fills_the_screen(tmp_path: Path) -> None:
    much = "看" * regions._LONGEST
    lines = ["公益支出, 意思: 甲县的说法。", f"网格员, 意思: {much}看", "网格员, 意思: 看一片的人。", "公益支出", f"户, 意思: {much}"]
    region = "名称: 甲县\n词语:\n" + "".join(f"  - {{词: {line}}}\n" for line in lines)
    _, problems = load_regions(write_tree(tmp_path, {"/data/regions/jia.yml": region}))
    assert [(p.code, p.source.line, p.message) for p in problems] == [
        ("bad-value", 4, "「网格员」的意思写了 101 个字，手机上一屏放不下。"),
        ("repeated-key", 5, "「网格员」在「词语」里写了两次。"),
        ("repeated-key", 6, "「公益支出」在「词语」里写了两次。"),
    ]


@pytest.mark.browser
@pytest.mark.xdist_group("browser2")
@pytest.mark.parametrize("scripts", [True, False])
def test_it_opens_over_the_foot_of_the_page_and_closes(address: str, browser: Browser, scripts: bool) -> None:
    with tab(browser, **TOUCHED, java_script_enabled=scripts) as page:
        page.goto(f"{address}/shifan/guide/parts/")
        word, sentence = page.locator("a.gk-word").first, page.locator(".gk-words li").first
        assert not sentence.is_visible()
        word.scroll_into_view_if_needed()
        before = word.bounding_box()
        word.focus()
        page.keyboard.press("Enter")
        assert sentence.is_visible()
        box, after = sentence.bounding_box(), word.bounding_box()
        assert box
        assert before
        assert after
        assert abs(after["y"] - before["y"]) < 2, "the page stays where it was"
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["y"] + box["height"] <= 741
        sentence.locator("a").tap()
        assert not sentence.is_visible()
        assert word.is_visible()
        page.emulate_media(media="print")
        assert sentence.is_visible()
        assert not sentence.locator("a").is_visible()
