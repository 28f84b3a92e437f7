"""Rules in articles and versions: what a new one changed, from when which of them holds, how they were adopted and filed."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.board import plan_board
from generator.check.amended import amended
from generator.check.articles import Article, articles, in_figures
from generator.config import Context, SiteConfig, Village
from generator.kinds.rules import KIND
from generator.load.settings import load_site
from generator.model import Dataset, Head, Row
from generator.task import BoardTask
from tests.conftest import TODAY, examples, write_tree

RULE = "---\n标题: {title}\n事项: {matter}\n主体: 村民委员会\n范围: {scope}\n公开日: {day}\n{keys}---\n\n{body}\n"


def rule(
    body: str, keys: str = "", day: str = "2026-03-10", title: str = "示例村村规民约", matter: str = "村规民约", scope: str = "社会"
) -> str:
    return RULE.format(title=title, matter=matter, scope=scope, day=day, keys=keys, body=body)


def told(root: Path, today: date = TODAY) -> set[str]:
    return {p.code for p in build.check(root, today).problems}


def pages(root: Path, today: date = TODAY) -> dict[str, str]:
    """The pages of the kinds of this section, as Markdown."""
    _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], today))
    assert plan, problems
    made = {path: content for item in plan.items if "life/" in item.name for path, content in item.make().items()}
    return {path: content.decode() for path, content in made.items() if path.endswith(".md")}


# --- articles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一条 甲。\n\n第二条　乙。\n丙。", [("第一条", "甲。"), ("第二条", "乙。\n丙。")]),
        ("第一条甲。\n\n第二条：乙。", [("第一条", "甲。"), ("第二条", "乙。")]),
        ("**第一条** 甲。\n\n第 二 条 乙。", [("第一条", "甲。"), ("第二条", "乙。")]),
        ("## 第一条 甲\n\n乙。\n\n## 第二章\n\n第2条 丙。", [("第一条", "甲\n乙。"), ("第2条", "丙。")]),
        ("第一条 甲。\n\n第一条规定的，由组长办。\n\n第二条 乙。", [("第一条", "甲。\n第一条规定的，由组长办。"), ("第二条", "乙。")]),
        ("第三条 甲。\n\n第三条之一 乙。", [("第三条", "甲。"), ("第三条之一", "乙。")]),
        ("## 邻里\n\n- 甲。\n- 乙。\n\n## 田\n\n1. 丙。\n2. 丁。", [("", "甲。"), ("", "乙。"), ("", "丙。"), ("", "丁。")]),
        ("一、甲。\n二、乙。\n（三）丙。", [("", "甲。"), ("", "乙。"), ("", "丙。")]),
        ("前面的话。\n\n第一条 甲。", [("", "前面的话。"), ("第一条", "甲。")]),
    ],
)
def test_articles_are_read_as_clerks_write_them(body: str, expected: list[tuple[str, str]]) -> None:
    assert [(article.number, article.text) for article in articles(body)] == expected


def test_an_article_without_a_number_is_known_by_its_heading() -> None:
    assert [article.place for article in articles("## 邻里\n\n- 甲。\n\n## 田\n\n- 乙。")] == ["「邻里」", "「田」"]


@pytest.mark.parametrize(
    ("text", "count"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零二", 102), ("一百一十", 110), ("12", 12)]
)
def test_numbers_of_articles(text: str, count: int) -> None:
    assert in_figures(text) == count


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        (("一", "二", "三"), ""),
        (("一", "二", "二"), "应当是「第三条」"),
        (("1", "3"), "应当是「第2条」"),
        (("二",), "第一个条号是「第二条」"),
        (("九", "十", "十一", "十三"), "应当是「第十二条」"),
    ],
)
def test_articles_follow_one_another(numbers: tuple[str, ...], says: str, tmp_path: Path) -> None:
    numbers = tuple(map(str, range(1, 9))) + numbers if numbers[0] == "九" else numbers
    body = "\n\n".join(f"第{number}条 内容{n}。" for n, number in enumerate(numbers))
    root = write_tree(tmp_path, {"rules/seal.md": rule(body, title="印章制度", matter="其他")})
    messages = [p.message for p in build.check(root, TODAY).problems if p.code == "article-order"]
    assert len(messages) == bool(says)
    assert all(says in message for message in messages)


# --- what changed ----------------------------------------------------------------------------

TEXTS = st.text("垃圾进桶狗要拴不放音响，。；", min_size=1, max_size=12)
LISTS = st.lists(TEXTS, min_size=1, max_size=8)


def numbered(texts: list[str]) -> list[Article]:
    return [Article(f"第{n}条", "", text, n) for n, text in enumerate(texts, 1)]


@examples(150)
@given(LISTS, LISTS)
def test_each_article_is_told_of_once_and_whole(old: list[str], new: list[str]) -> None:
    """What is the same, changed and new is the new text; what is the same, changed and taken out is the old one."""
    made = amended(numbered(old), numbered(new))
    befores = ["".join(text for text, _ in change.before) for change in made.changes if change.was]
    afters = ["".join(text for text, _ in change.after) for change in made.changes if change.now]
    assert len(befores) + made.same == len(old)
    assert len(afters) + made.same == len(new)
    assert not set(befores) - set(old)
    assert not set(afters) - set(new)
    left_old, left_new = list(old), list(new)
    for text in befores:
        left_old.remove(text)
    for text in afters:
        left_new.remove(text)
    assert sorted(left_old) == sorted(left_new), "what is not told of is in both, word for word"
    for change in made.changes:
        kept = ["".join(text for text, other in pieces if not other) for pieces in (change.before, change.after)]
        assert change.sort != "改了" or kept[0] == kept[1], "what neither lacks is the same in both"


@examples(60)
@given(LISTS)
def test_nothing_changed_says_so(texts: list[str]) -> None:
    made = amended(numbered(texts), numbered(texts))
    assert (made.changes, made.same, made.summary) == ((), len(texts), "条文没有变")


def test_an_article_goes_on_under_another_number() -> None:
    old = numbered(["有事先找组长。", "狗要拴好。", "垃圾进桶。"])
    new = numbered(["有事先找组长、调解员。", "晚上不放音响。", "狗要拴好。", "垃圾进桶。"])
    made = amended(old, new)
    assert made.summary == "新增 1 条，改了 1 条，其余 2 条没有变（2 条只换了条号）"
    assert [(change.sort, change.was, change.now) for change in made.changes] == [("改了", "第1条", "第1条"), ("新增", "", "第2条")]
    assert made.changes[0].after == (("有事先找组长", False), ("、调解员", True), ("。", False))


def test_what_was_put_in_ends_where_a_part_of_the_sentence_does() -> None:
    (change,) = amended(numbered(["会长、秘书长由大会选。"]), numbered(["会长、副会长、秘书长由大会选。"])).changes
    assert change.after == (("会长、", False), ("副会长、", True), ("秘书长由大会选。", False))


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        (["甲乙丙丁" * 12_000, *(f"第{n}件事怎么办。" for n in range(800))], ["甲乙丙丁" * 12_000 + "戊"], "改了 1 条，删去 800 条"),
        (["甲乙" * 20_000], ["乙甲丙" * 13_000], "改了 1 条"),
        (["甲，" * 20_000], ["乙，甲，" * 10_000], "改了 1 条"),
    ],
)
def test_texts_of_any_length_are_compared_in_time(old: list[str], new: list[str], summary: str) -> None:
    """No text that the loader takes keeps a build busy."""
    start = time.process_time()
    assert amended(numbered(old), numbered(new)).summary == summary
    assert time.process_time() - start < 10


def test_a_version_is_made_anew_when_the_one_before_it_changes(tmp_path: Path) -> None:
    """Its page tells words of the older file, so it rests on it."""
    old, new = rule("第一条 提前三天登记。", day="2021-05-10"), rule("第一条 提前五天登记。", keys="取代: covenant-2021\n")
    ids = []
    for text in (old, old.replace("三天", "两天")):
        root = write_tree(tmp_path, {"rules/covenant-2021.md": text, "rules/covenant-2026.md": new})
        _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
        assert plan, problems
        ids.append({item.name: item.id for item in plan.items})
    names = ("life/rules/covenant-2021.md", "life/rules/covenant-2026.md")
    assert [ids[0][name] == ids[1][name] for name in names] == [False, False]


def test_the_page_of_a_version_tells_it_without_colour(tmp_path: Path) -> None:
    old = rule("第一条 提前三天登记。\n\n第二条 狗要拴。", day="2021-05-10")
    new = rule("第一条 提前五天登记。\n\n第二条 不放 <音响>。".replace("<音响>", "音响"), keys="取代: covenant-2021\n")
    made = pages(write_tree(tmp_path, {"rules/covenant-2021.md": old, "rules/covenant-2026.md": new}))
    page = made["life/rules/covenant-2026.md"]
    assert '<a href="#changes">这一版改了什么：新增 1 条，改了 1 条，删去 1 条</a>' in page
    assert "提前<del>三</del>天登记" in page
    assert "提前<ins>五</ins>天登记" in page
    assert re.search("删去的</span> <del>狗要拴。</del>", page)
    assert re.search("新增的</span> <ins>不放 音响。</ins>", page)
    assert "这一版改了什么" not in made["life/rules/covenant-2021.md"]


def test_a_version_before_that_the_edition_does_not_hold_is_not_told_from(tmp_path: Path) -> None:
    old = rule("第一条 鶗鴂生管水。", day="2021-05-10", scope="村民")
    new = rule("第一条 放水员管水。", keys="取代: covenant-2021\n")
    made = pages(write_tree(tmp_path, {"rules/covenant-2021.md": old, "rules/covenant-2026.md": new}))
    assert "这一版改了什么" not in made["life/rules/covenant-2026.md"]
    assert "鶗鴂生" not in "".join(made.values())


# --- which of them holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "old_badge", "new_badge", "left"),
    [
        (date(2026, 11, 30), "现在用的", "12月1日起施行", True),
        (date(2026, 12, 1), "不用了", "现在用的", False),
    ],
)
def test_the_old_version_holds_until_the_new_one_does(today: date, old_badge: str, new_badge: str, left: bool, tmp_path: Path) -> None:
    old = rule("第一条 十点。", day="2026-06-08", title="广场约定", matter="其他")
    new = rule("第一条 九点。", "取代: old\n施行日: 2026-12-01\n", "2026-11-20", "广场约定", "其他")
    made = pages(write_tree(tmp_path, {"rules/old.md": old, "rules/new.md": new}), today)
    page, index = made["life/rules/old.md"], made["life/rules/index.md"]
    assert ("这一版不用了" in page) is not left
    assert ("从施行那天起代替这一版" in page) is left
    assert f">{old_badge}</span>" in page
    assert f">{new_badge}</span>" in made["life/rules/new.md"]
    assert ("## 还没有施行" in index) is left
    assert ("## 以前的版本" in index) is not left
    assert 'data-gk="force"' in page, "the reader's own day says it, too"


def test_a_rule_on_trial_is_over_on_its_day(tmp_path: Path) -> None:
    text = rule("第一条 试一年。", "施行日: 2025-06-01\n有效至: 2026-05-31\n", "2025-05-20", "试行办法", "其他")
    root = write_tree(tmp_path, {"rules/trial.md": text})
    assert ">现在用的</span>" in pages(root, date(2026, 5, 31))["life/rules/trial.md"]
    later = pages(root, date(2026, 6, 1))
    assert ">不用了</span>" in later["life/rules/trial.md"]
    assert "## 以前的版本" in later["life/rules/index.md"]


@examples(100)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=5, unique=True), st.integers(-5, 70))
def test_on_any_day_the_last_that_has_come_into_force_holds(starts: list[int], day: int) -> None:
    """However many versions there are: one holds, the newest of those in force; those to come are told as such."""
    first, head = date(2026, 3, 1), Head("rules.md", ("标题", "范围", "公开日", "施行日", "取代"))
    begun = [first + timedelta(start) for start in sorted(starts)]
    rows = [Row(head, 0, 0, ("",) * 5, (str(n), "社会", date(2026, 1, n + 1), start, (f"v{n - 1}",))) for n, start in enumerate(begun)]
    files = tuple(Dataset("rules", f"v{n}", f"v{n}.md", (row,), document=True) for n, row in enumerate(rows))
    today = first + timedelta(day)
    shown = KIND.shown(files, Context(SiteConfig(), Village("demo", "甲村"), today))
    holds = [data.key for data, _, versions in shown if not versions.newest and not versions.force.coming(today)]
    come = [f"v{n}" for n, start in enumerate(begun) if start <= today]
    assert holds == come[-1:]
    assert {data.key: view.badge.text for data, view, _ in shown} == {
        f"v{n}": "现在用的" if [f"v{n}"] == come[-1:] else "不用了" if f"v{n}" in come else f"{start.month}月{start.day}日起施行"
        for n, start in enumerate(begun)
    }


# --- how they were adopted -------------------------------------------------------------------

MEETING = "日期,会议,议题,应到,到会,按,赞成,反对,弃权,决定,落实情况\n2026-03-01,村民会议,村规民约，第二次修订,300,220,户,215,2,3,通过,\n"
ADOPTED = (
    "审查日: 2026-02-20\n法律审查: 镇司法所\n通过会议: 村民会议\n通过日: 2026-03-01\n议题: 村规民约，第二次修订\n"
    "应到: 300\n到会: 220\n按: 户\n赞成: 215\n反对: 2\n弃权: 3\n备案机关: 示例镇人民政府\n备案日: 2026-03-08\n施行日: 2026-04-01\n"
)


@pytest.mark.parametrize(
    ("was", "now", "codes"),
    [
        ("", "", set()),
        ("审查日: 2026-02-20", "审查日: 2026-03-02", {"step-order"}),
        ("备案日: 2026-03-08", "备案日: 2026-02-08", {"step-order"}),
        ("施行日: 2026-04-01", "施行日: 2026-02-01", {"step-order"}),
        ("备案日: 2026-03-08", "备案日: 2027-03-08", {"future-date"}),
        ("到会: 220", "到会: 221", {"votes-mismatch", "meeting-differs"}),
        ("赞成: 215\n反对: 2", "赞成: 214\n反对: 3", {"meeting-differs"}),
        ("通过日: 2026-03-01", "通过日: 2026-03-02", {"meeting-unlisted"}),
        ("应到: 300", "应到: 400", {"quorum-short", "meeting-differs"}),
        ("通过会议: 村民会议", "通过会议: 村民代表会议", {"covenant-meeting", "meeting-unlisted"}),
        ("通过会议: 村民会议", "通过会议: 村民大会", set()),
        ("议题: 村规民约，第二次修订", "议题: 村规民约，第二次修定", {"reference-unknown"}),
        ("应到: 300\n到会: 220\n按: 户\n赞成: 215\n反对: 2\n弃权: 3\n", "", {"votes-missing"}),
        ("备案日: 2026-03-08\n", "", {"filing-missing"}),
    ],
)  # fmt: skip
def test_adoption_is_held_against_itself_and_the_meetings(was: str, now: str, codes: set[str], tmp_path: Path) -> None:
    """The topic has a comma in it: as a whole it is one name."""
    text = rule("第一条 垃圾进桶。", ADOPTED.replace(was, now))
    root = write_tree(tmp_path, {"rules/covenant-2026.md": text, "meetings/2026.csv": MEETING})
    codes_told = told(root) - {"review-missing", "meeting-rare", "posting-missing"}
    assert codes_told == codes


@pytest.mark.parametrize(
    ("region", "filed", "today", "codes"),
    [
        ("备案期限: 10日\n", "2026-03-11", TODAY, set()),
        ("备案期限: 10日\n", "2026-03-12", TODAY, {"filing-late"}),
        ("备案期限: 10个工作日\n", "2026-03-13", TODAY, set()),
        ("备案期限: 10日\n", "", date(2026, 3, 11), set()),
        ("备案期限: 10日\n", "", date(2026, 3, 12), {"filing-missing"}),
        ("", "2026-10-01", TODAY, set()),
        ("", "", date(2026, 3, 12), {"filing-missing"}),
        ("备案期限: 十来天\n", "2026-03-11", TODAY, {"bad-rule"}),
    ],
)
def test_the_region_says_within_how_many_days_it_is_filed(region: str, filed: str, today: date, codes: set[str], tmp_path: Path) -> None:
    keys = ADOPTED.replace("议题: 村规民约，第二次修订\n", "").replace("备案日: 2026-03-08\n", f"备案日: {filed}\n" if filed else "")
    files = {"rules/covenant-2026.md": rule("第一条 垃圾进桶。", keys), "/data/regions/shi.yml": f"名称: 某市\n{region}"}
    root = write_tree(tmp_path, {**files, "/data/site.yml": "标题: 甲镇\n地区: shi\n"})
    assert told(root, today) == codes


def test_what_changed_is_three_taps_from_home(samples: Path) -> None:
    docs = samples / "build/boards/shifan/docs"
    assert 'href="life/rules/"' in (docs / "index.md").read_text(encoding="utf-8")
    assert 'href="rules/"' in (docs / "life/index.md").read_text(encoding="utf-8")
    assert 'href="covenant-2025/"' in (docs / "life/rules/index.md").read_text(encoding="utf-8")
    assert 'href="#changes"' in (docs / "life/rules/covenant-2025.md").read_text(encoding="utf-8")
