"""The catalogue and its laws: whole, of one piece, and cited as they were in force on the day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import build
from generator.board import plan_board
from generator.check.basis import bases
from generator.check.requirements import asked, matter, to_answer
from generator.config import Context, SiteConfig, Village
from generator.kinds import all_kinds
from generator.law import catalogue
from generator.law.catalogue import Item, items
from generator.law.laws import chinese, cite, laws
from generator.law.limits import CADENCES, Limit, Span, calendar_days, limit, span
from generator.load.settings import load_site
from generator.task import BoardTask
from tests.conftest import ROOT, TODAY, docs_of, write_tree

BEFORE, SINCE = date(2025, 12, 31), date(2026, 1, 1)


def test_the_catalogue_is_whole() -> None:
    codes = [item.code for item in items()]
    ranges = {"D": 7, "C": 50, "F": 18, "H": 4}
    assert codes == [f"{letter}{number:02d}" for letter, last in ranges.items() for number in range(1, last + 1)]
    assert [item.code for item in items() if item.off] == ["H04"]
    assert Counter(item.group for item in items()) == {"党务": 7, "村务": 50, "财务": 18, "荣誉": 4}


@pytest.mark.parametrize("item", items(), ids=lambda item: item.code)
def test_an_item_is_made_of_known_words(item: catalogue.Item) -> None:
    assert item.group in catalogue.GROUPS
    assert item.body in ("村委会", "集体经济组织", "党组织")
    assert item.scope in ("社会", "村民", "成员", "党员")
    assert item.privacy in range(4)
    assert set(item.cadences) <= set(CADENCES)
    assert item.off or item.cadences
    assert item.off or item.fields
    assert {basis.law for basis in item.basis} <= set(laws())
    assert {kind.partition("/")[0] for kind in item.kinds} <= {kind.name for kind in all_kinds()}
    assert item.group != "村务" or (item.posting and calendar_days(item.posting) >= 15)  # 村民委员会组织法 (2025) art. 35
    assert not item.limit or item.period


def test_every_rule_in_the_file_can_be_read() -> None:
    """One that cannot be read would be no limit at all."""
    text = Path(catalogue.__file__).with_name("catalogue.yml").read_text(encoding="utf-8")
    told = [word for found in re.findall(r"时限: (\[[^]]*\]|[^,}]+)", text) for word in found.strip("[]").split(", ")]
    assert len(told) == sum(len(item.limits) for item in items())
    told = re.findall(r"(?:张贴|公示): ([\d][^,}]+)", text)
    assert len(told) == len([span(word) for word in told if span(word)]) > 5


def test_names_and_aliases_mean_one_item_each() -> None:
    labels = Counter(label for item in items() for label in item.labels)
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [("村级工程", "C15"), ("收支明细", "F02"), ("惠农补贴", "C11"), ("土地承包、机动地", "C14"), ("C12", "C12"), ("其他", None)],
)
def test_a_notice_names_its_item(said: str, code: str | None) -> None:
    found = matter(said, Context(SiteConfig(), Village("demo", "甲村"), TODAY))
    assert (found and found.code) == code


def items_of(kind: str) -> tuple[Item, ...]:
    return tuple(item for item in items() if kind in {name.partition("/")[0] for name in item.kinds})


def test_the_items_of_a_kind() -> None:
    assert [item.code for item in items_of("pay")] == ["C04", "C22"]
    assert [item.code for item in items_of("statement")] == ["F04", "F05"]
    assert items_of("notices") == ()
    balance, income = items_of("statement")
    assert balance.shown_by("statement", "2025-balance")
    assert not income.shown_by("statement", "2025-balance")


@pytest.mark.parametrize(
    ("law", "article", "part", "before", "since"),
    [
        ("L1", 35, "", "《村民委员会组织法》（2018修正）第三十条", "《村民委员会组织法》（2025修正）第三十五条"),
        ("L1", 35, "第二项", "《村民委员会组织法》（2018修正）第三十条第三项", "《村民委员会组织法》（2025修正）第三十五条第二项"),
        ("L1", 28, "第一项", "《村民委员会组织法》（2018修正）第二十四条", "《村民委员会组织法》（2025修正）第二十八条第一项"),
        ("L1", 28, "第二项", "《村民委员会组织法》（2018修正）第二十四条第一项", "《村民委员会组织法》（2025修正）第二十八条第二项"),
        ("L1", 28, "第三项", "《村民委员会组织法》（2018修正）第二十四条第二项", "《村民委员会组织法》（2025修正）第二十八条第三项"),
        ("L1", 28, "第四项", "《村民委员会组织法》（2018修正）第二十四条第三项", "《村民委员会组织法》（2025修正）第二十八条第四项"),
        ("L1", 40, "第四项", "《村民委员会组织法》（2018修正）第三十五条第四项", "《村民委员会组织法》（2025修正）第四十条第四项"),
        ("L1", 33, "", "", "《村民委员会组织法》（2025修正）第三十三条"),
        ("L2", 45, "", "《农村集体经济组织法》第四十五条", "《农村集体经济组织法》第四十五条"),
        ("GD", 0, "", "《农村集体经济组织财务公开规定》（农经发〔2011〕13号）", "《农村集体经济组织财务公开规定》（农经发〔2011〕13号）"),
    ],
)
def test_a_law_is_cited_as_it_was_in_force(law: str, article: int, part: str, before: str, since: str) -> None:
    assert cite(law, article, BEFORE, part) == before
    assert cite(law, article, SINCE, part) == since


def test_what_was_not_in_force_is_not_cited() -> None:
    assert cite("L2", 45, date(2025, 4, 30)) == ""
    assert cite("L2", 45, date(2025, 5, 1)) == "《农村集体经济组织法》第四十五条"
    assert cite("L1", 35, date(2004, 6, 1)) == ""
    assert cite("L6", 25, date(2004, 6, 1)) == "《浙江省农村集体资产管理条例》第二十五条"


@pytest.mark.parametrize(
    ("law", "since"), [("GD", date(2012, 1, 1)), ("SHJZ", date(2026, 7, 1)), ("L11", date(2014, 5, 1)), ("L12T", date(2021, 9, 1))]
)
def test_a_law_is_cited_from_the_day_it_came_into_force(law: str, since: date) -> None:
    assert cite(law, 0, since)
    assert cite(law, 0, since - timedelta(days=1)) == ""


def test_a_notice_of_relief_cites_the_law_of_relief_when_there_is_one() -> None:
    relief = matter("低保、特困、临时救助", Context(SiteConfig(), Village("demo", "甲村"), TODAY))
    assert relief
    days = date(2026, 6, 30), date(2026, 7, 1)
    before, since = (bases(relief, Context(SiteConfig(), Village("demo", "甲村"), day), day) for day in days)
    assert before == tuple(f"《社会救助暂行办法》第{article}条" for article in ("十一", "十八", "四十八"))
    assert since == ("《社会救助法》第四十五条", "《社会救助法》第十一条", *before)


def test_what_is_known_to_the_month_only_is_cited_without_a_day() -> None:
    assert laws()["JF"].versions == ()


@pytest.mark.parametrize(("place", "cited"), [("山东省", True), ("河南省", False)])
def test_the_rules_of_a_province_on_open_affairs_are_cited_once_in_it(place: str, cited: bool) -> None:
    site, _ = load_site(ROOT)
    context = Context(site, Village("demo", "甲村", place=(place,), region="shandong" if cited else ""), TODAY)
    accounts, questions = (next(item for item in asked(context) if item.code == code) for code in ("F02", "C27"))
    assert bases(accounts, context, TODAY).count("《山东省村务公开条例》第十二条") == int(cited)
    assert ("《山东省村务公开条例》第十六条" in bases(questions, context, TODAY)) == cited
    assert str(to_answer(context)) == str(Limit("event", 5 if cited else 15))


def test_articles_are_counted_in_chinese() -> None:
    numbers = (1, 10, 18, 20, 35, 100, 105, 110, 218)
    assert [*map(chinese, numbers)] == ["一", "十", "十八", "二十", "三十五", "一百", "一百零五", "一百一十", "二百一十八"]


def test_limits_and_spans_are_read_as_written() -> None:
    assert limit("期末后15日") == Limit("end", 15)
    assert limit("事后5个工作日") == Limit("event", 5, working=True)
    assert limit("期初后30天") == Limit("start", 30)
    assert limit("次年2月8日") == Limit("day", month=2, day=8, next_year=True)
    assert span("10个工作日") == Span(10, working=True)
    assert str(span("30日")) == "30 天"
    assert limit("每季首月8日") == limit("次月8日") == limit("期末后8日")
    for wrong in ("", "十五日", "期末15日", "当年2月29日", "当年13月1日", "每月8日"):
        assert limit(wrong) is None


@pytest.mark.parametrize(
    ("cited", "day", "told"),
    [
        ("《中华人民共和国村民委员会组织法》（2018 修正）第三十条", "2026-01-12", "写成 《村民委员会组织法》（2025修正）第三十五条。"),
        ("《村民委员会组织法》(2025修正)第三十五条", "2025-12-31", "写成 《村民委员会组织法》（2018修正）第三十条。"),
        ("《村民委员会组织法》（2018修正）", "2026-01-01", "写成 《村民委员会组织法》（2025修正）。"),
        ("《村民委员会组织法》（2018修正）第三条", "2026-01-01", "照提示改写"),  # moved where nobody noted it
        ("《村民委员会组织法》(2018 修正) 第三十条(2026-01-01 起为 2025 修正 第三十五条)", "2025-12-31", ""),
        ("《村民委员会组织法》第三十条", "2026-01-12", ""),
        ("村民代表会议 2026 年 3 月 2 日决议（2025 修正稿）", "2026-03-12", ""),
    ],
)
def test_a_notice_cites_the_law_of_its_day(cited: str, day: str, told: str, tmp_path: Path) -> None:
    notice = f"---\n标题: 甲\n事项: 其他\n主体: 村民委员会\n范围: 社会\n公开日: {day}\n依据: {cited}\n---\n\n乙。\n"
    found = build.check(write_tree(tmp_path, {"notices/2026-a.md": notice}), TODAY).problems
    hints = [p.hint for p in found if p.code == "law-version"]
    assert [told in hint for hint in hints] == ([True] if told else [])


def test_a_notice_that_names_its_matter_gets_the_law_of_its_day(tmp_path: Path) -> None:
    for day, said in (("2025-12-31", "（2018修正）第三十五条第四项<"), ("2026-01-01", "（2025修正）第四十条第四项<")):
        notice = f"---\n标题: 甲\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: {day}\n---\n\n乙。\n"
        root = write_tree(tmp_path, {"notices/2026-a.md": notice})
        _, plan, problems = plan_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
        assert plan, problems
        assert said in docs_of(plan)["notices/2026-a.md"].decode()
