"""年度工作总结: every figure of it is the data's own, to the fen, and leads to where it stands; a number typed against the data is told."""

from __future__ import annotations

import html
import posixpath
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.board import check_board, plan_board
from generator.check.placed_figures import PLACED, KnownFigures, without_placed
from generator.check.typed_figures import contradictions
from generator.config import Context, Edition, SiteConfig, Village
from generator.kinds import all_kinds, kind_named
from generator.kinds._offers import each_once
from generator.kinds.yearly import KIND
from generator.law.outlines import USUAL, OutlinePart, outlines, part_of, taken_by
from generator.load.settings import load_site
from generator.model import Dataset, Head, Row
from generator.offered import YUAN, OfferedFigure, YearOffers, in_words, year_offers
from generator.section import SECTIONS
from generator.task import BoardTask
from generator.values import yuan
from tests.conftest import ROOT, TODAY, write_tree

PAGE = "progress/yearly/2025.md"
CONTEXT = Context(SiteConfig(), Village("demo", "甲村"), TODAY)
FRONT = "---\n标题: 2025 年工作总结\n主体: 村民委员会\n范围: 社会\n公开日: 2026-01-20\n{}---\n\n"
LEDGER = """日期,凭证号,摘要,科目,收入,支出,余额
,,上月余额,,,,100
2025-12-05,记-001,收租金,经营收入,1234.56,,1334.56
2025-12-06,记-002,买纸,管理费用,,34.50,1300.06
"""


def figure(name: str, value: int | Decimal | None, unit: str = YUAN, **more: object) -> OfferedFigure:
    return OfferedFigure(name, value, unit, "finance/2025.md", "2025年收支", **more)  # type: ignore[arg-type]


def of(*figures: OfferedFigure, year: str = "2025") -> YearOffers:
    return year_offers(year, [("收支明细", each) for each in figures])


KNOWN = KnownFigures(
    of(
        figure("总收入", 60438910), figure("总支出", 50000000, aliases=("全年支出",)), figure("户数", 412, "户"),
        figure("耕地", Decimal("2330.6"), "亩"),
        figure("入户率", Decimal("88.2"), "%"), figure("植树", 24000, "株"), figure("投资", None, "", text="近 5 万元"),
    ),
    of(figure("总收入", 50000000), year="2024"),
)  # fmt: skip


# --- names in braces -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "{{数字: 总收入}}",
        "{{数字：总收入}}",
        "{{ 总收入 }}",
        "｛｛数字：总收入｝｝",
        "{数字:总收入}",
        "{｛数 ：总收入｝}",
        "{{数据: 总 收 入}}",
        "&#123;&#123;数字: 总收入}}",
    ],
)
def test_a_name_is_read_however_it_is_typed(typed: str) -> None:
    (match,) = PLACED.finditer(f"全年{typed}。")
    placed = KNOWN.find(match[1])
    assert placed
    assert (placed.words, placed.path) == ("604,389.10 元", "finance/2025.md")
    assert without_placed(f"全年{typed}。") == "全年。"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("全年支出", "500,000.00 元"),
        ("本年总收入", "604,389.10 元"),
        ("2025年总收入", "604,389.10 元"),
        ("上年总收入", "500,000.00 元"),
        ("2024年的总收入", "500,000.00 元"),
        ("总收入比上年", "比上年多 104,389.10 元（增 20.9%）"),
        ("总收入增减", "比上年多 104,389.10 元（增 20.9%）"),
        ("户数", "412 户"),
        ("入户率", "88.2%"),
        ("植树", "24,000 株"),
        ("投资", "近 5 万元"),
    ],
)
def test_a_name_means_one_figure(name: str, words: str) -> None:
    placed = KNOWN.find(name)
    assert placed
    assert placed.words == words


@pytest.mark.parametrize("name", ["总收人", "2023年总收入", "上年户数", "户数比上年", "收入", "比上年"])
def test_what_nothing_is_called_is_no_figure(name: str) -> None:
    assert KNOWN.find(name) is None


def test_a_word_that_two_are_called_by_means_neither() -> None:
    offers = of(figure("环村林网面积", 240, "亩", aliases=("面积",)), figure("北大街面积", 1400, "平方米", aliases=("面积", "街面积")))
    known = KnownFigures(offers, of(year="2024"))
    assert known.find("面积") is None
    assert known.near("面积")
    assert known.find("街面积")


def test_of_two_that_call_a_figure_alike_the_first_is_it() -> None:
    offers = of(figure("户数", 412, "户"), figure("户数", 400, "户"))
    assert [each.value for _, each in offers.figures] == [412]


def test_a_change_is_rounded_half_up_and_less_is_told_as_less() -> None:
    known = KnownFigures(of(figure("总收入", 99950)), of(figure("总收入", 100000), year="2024"))
    placed = known.find("总收入比上年")
    assert placed
    assert placed.words == "比上年少 0.50 元（减 0.1%）"


# --- numbers typed in prose ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("全年总收入 62 万元，比上年多。", "62 万元"),
        ("总收入达到604,389.11元", "604,389.11元"),
        ("总收入：６０４３８９.２０元", "604389.20元"),
        ("- **总收入**共 610000 元", "610000 元"),
        ("2024年总收入 60 万元", "60 万元"),
        ("全村户数为 413 户", "413 户"),
        ("入户率达到 90%", "90%"),
        ("春天的植树约 4 万株", "4 万株"),
        ("耕地 2340 亩", "2340 亩"),
        ("全年支出 51 万元", "51 万元"),
    ],
)
def test_a_number_that_says_otherwise_is_told(line: str, written: str) -> None:
    assert [one.written for one in contradictions(line, KNOWN)] == [written]


@pytest.mark.parametrize(
    "line",
    [
        "全年总收入 604389.10 元。", "总收入 60.4 万元", "总收入约 60 万元", "总收入 60 多万元", "总收入 604,389 元",
        "上年总收入 62 万元", "计划总收入 62 万元", "2024年总收入 50 万元", "2023 年总收入 62 万元", "人均总收入 435 元",
        "明年要使总收入 70 万元",
        "总收入的 3 个来源", "总收入见 2025 年 3 月 1 日的公告", "总收入有疑问打 0000-0000001", "总收入 {{数字: 总收入}}，工程 62 万元",
        "农户数 400 户", "户数的变化：新增 3 户", "户数 412 户，其中低保 8 户", "耕地 2,330.6 亩",
        "耕地 2331 亩", "投资 6 万元", "植树 2.4 万株", "",
    ],
)  # fmt: skip
def test_what_names_no_figure_or_says_the_same_is_not(line: str) -> None:
    assert list(contradictions(line, KNOWN)) == []


# --- figures of the data ---------------------------------------------------------------------

HEAD = Head("data/villages/demo/ledger/2025-03.csv", ("日期", "摘要", "科目", "收入", "支出"))


def month(key: str, rows: list[tuple[str, int, int]]) -> Dataset:
    def row(n: int, subject: str, income: int, expense: int) -> Row:
        cells = (date(int(key[:4]), int(key[5:]), 5), "事", subject, income or None, expense or None)
        return Row(HEAD, n, n, tuple("" if cell is None else str(cell) for cell in cells), cells)

    return Dataset("ledger", key, HEAD.file, tuple(row(n, *each) for n, each in enumerate(rows, 2)))


AMOUNTS = st.lists(
    st.tuples(st.sampled_from(("经营收入", "管理费用", "公益支出")), st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=6
)


@given(st.dictionaries(st.integers(1, 12), AMOUNTS, min_size=1, max_size=12), st.data())
def test_sums_are_the_ledger_s_to_the_fen_and_a_mutation_is_told(
    months: dict[int, list[tuple[str, int, int]]], data: st.DataObject
) -> None:
    ledger = kind_named("ledger")
    assert ledger

    def known(of_months: dict[int, list[tuple[str, int, int]]]) -> KnownFigures:
        files = tuple(month(f"2025-{n:02d}", rows) for n, rows in sorted(of_months.items()))
        return KnownFigures(year_offers("2025", [("收支明细", each) for each in ledger.of_year(files, "2025", CONTEXT)]), of(year="2024"))

    rows = [row for each in months.values() for row in each]
    income, expense = sum(row[1] for row in rows), sum(row[2] for row in rows)
    placed = [known(months).find(name) for name in ("总收入", "总支出", "收支相抵")]
    assert [one and one.words for one in placed] == [f"{yuan(fen)} 元" for fen in (income, expense, income - expense)]
    by_subject = {f"收到的{name}": sum(row[1] for row in rows if row[0] == name) for name in {row[0] for row in rows}}
    assert {name: fen for name, fen in by_subject.items() if fen} == {
        each.name: each.value for _, each in known(months).now.figures if each.name.startswith("收到的")
    }
    typed = f"全年总收入 {yuan(income)} 元，总支出 {yuan(expense)} 元。"
    assert list(contradictions(typed, known(months))) == []
    n = data.draw(st.sampled_from(sorted(months)))
    (subject, came, went), *rest = months[n]
    changed = known(months | {n: [(subject, came + 1, went), *rest]})
    assert [one.figure.name for one in contradictions(typed, changed)] == ["总收入"]


def test_a_file_of_a_year_counts_for_those_of_its_quarters() -> None:
    files = [Dataset("donations", key, f"{key}.csv") for key in ("2025", "2025-H1", "2025-Q3")]
    assert [data.key for data in each_once(files)] == ["2025"]
    assert [data.key for data in each_once(files[1:])] == ["2025-H1", "2025-Q3"]


def test_a_number_is_told_in_its_unit() -> None:
    told = [
        in_words(*each)
        for each in ((123456789, "元"), (24000, "株"), (Decimal("88.20"), "%"), (Decimal("1078.5"), "亩"), (None, "户"), (23, ""))
    ]
    assert told == ["1,234,567.89 元", "24,000 株", "88.20%", "1,078.5 亩", "", "23"]


# --- outlines --------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["党建", "一、党建", "（二）党的建设", "2. 党建和组织", " 党建和组织 ", "第二部分：党建", "组织建设"])
def test_a_heading_is_read_with_its_number_and_in_other_words(heading: str) -> None:
    part = part_of(heading, outlines()[USUAL])
    assert part
    assert part.title == "党建和组织"


@pytest.mark.parametrize("name", outlines())
def test_what_any_kind_offers_has_its_part(name: str) -> None:
    """A kind that nobody has named goes to the part of its section."""
    taken = {title for part in outlines()[name] for title in part.takes}
    assert {section.title for section in SECTIONS} <= taken
    titles = [title for part in outlines()[name] for title in (part.title, *part.aliases)]
    assert len(titles) == len(set(titles))


def test_the_nearest_word_decides_where_something_is_told() -> None:
    parts = (OutlinePart("甲"), OutlinePart("乙", takes=("财务公开",)), OutlinePart("丙", takes=("收支明细",)))
    assert [taken_by(parts, titles).title for titles in (("收支明细", "财务公开"), ("", "财务公开"), ("别的", ""))] == ["丙", "乙", "甲"]


def test_a_region_s_outline_takes_the_place_of_ours() -> None:
    own = outlines([(USUAL, OutlinePart("产业")), (USUAL, OutlinePart("民生")), ("县里的", OutlinePart("全部"))])
    assert [part.title for part in own[USUAL]] == ["产业", "民生"]
    assert set(own) == {*outlines(), "县里的"}


# --- pages -----------------------------------------------------------------------------------


def pages(root: Path, edition: Edition = "public", slug: str = "demo") -> dict[str, str]:
    _, plan, problems = plan_board(BoardTask(root, slug, load_site(root)[0], TODAY, edition=edition))
    assert plan, problems
    return {path: content.decode() for item in plan.items if item.name == PAGE for path, content in item.make().items() if path == PAGE}


def report(body: str, front: str = "", **files: str) -> dict[str, str | bytes]:
    return {"ledger/2025-12.csv": LEDGER, "yearly/2025.md": FRONT.format(front) + body, **files}


PLACE = re.compile(r'<a class="gk-placed" href="([^"]*)">([^<]*)</a>')


def test_a_page_is_composed_part_by_part(tmp_path: Path) -> None:
    body = "开头的话。\n\n## 三、集体经济\n\n收了 {{数字: 总收入}}。\n\n## 特色\n\n办了庙会。\n"
    page = pages(write_tree(tmp_path, report(body)))[PAGE]
    assert page.index("开头的话") < page.index("集体经济</h2>") < page.index("特色</h2>")
    assert PLACE.findall(page) == [("../../../finance/2025/", "1,234.56 元")]
    after = page[page.index("集体经济</h2>") :]
    assert "总支出" in after[: after.index("特色</h2>")], "what was not placed is told below"
    assert "<dt>总收入</dt>" not in page, "what was placed is not told twice"
    assert "党建和组织" not in page, "a part with nothing to tell is left out"


def test_a_figure_that_an_edition_does_not_hold_is_said_to_be_missing(tmp_path: Path) -> None:
    root = write_tree(tmp_path, report("收了 {{数字: 总收入}}。\n", **{"village.yml": "村名: 甲村\n"}))
    assert "收了 （这里没有登）。" in pages(root)[PAGE]
    assert "1,234.56" not in pages(root)[PAGE]
    assert PLACE.findall(pages(root, "village")[PAGE]) == [("../../../finance/2025/", "1,234.56 元")]


def test_a_county_s_outline_is_used(tmp_path: Path) -> None:
    region = "名称: 某县\n总结提纲:\n  - {提纲: 通用, 题目: 钱, 收: [财务公开]}\n  - {提纲: 通用, 题目: 人, 又称: [班子]}\n"
    files = report(
        "## 班子\n\n五个人。\n",
        **{"/data/regions/mou.yml": region, "village.yml": "村名: 甲村\n地区: mou\n向社会公开: 全部\n向社会公开依据: 会上定的\n"},
    )
    root = write_tree(tmp_path, files)
    assert re.findall(r'<h2 id="p\d">(.*?)</h2>', pages(root)[PAGE]) == ["1. 钱", "2. 人"]
    result = check_board(BoardTask(root, "demo", load_site(root)[0], TODAY))
    assert not [p for p in result.problems if p.code in ("part-unknown", "outline-unknown")]


def test_invented_accounts_of_a_real_village_are_not_told(tmp_path: Path) -> None:
    village = "村名: 甲村\n示例数据: [收支明细]\n向社会公开: 全部\n向社会公开依据: 会上定的\n"
    page = pages(write_tree(tmp_path, report("没有账。\n", **{"village.yml": village})))[PAGE]
    assert "1,234.56" not in page
    assert "总收入" not in page


def test_a_search_finds_the_words_and_not_the_braces() -> None:
    data = Dataset(
        "yearly", "2025", "x.md", (Row(Head("x.md", ()), 0, 1, (), ()),), document=True, body="收了 &#123;&#123;数字: 总收入}}，多谢。"
    )
    assert without_placed(data.body) == "收了 ，多谢。"


def test_it_fulfils_the_report_of_the_committee(samples: Path) -> None:
    catalogue = (samples / "build/boards/shifan/docs/catalogue.md").read_text(encoding="utf-8")
    assert "progress/yearly/2025/" in catalogue


# --- the samples -----------------------------------------------------------------------------


def body_of(slug: str, year: str) -> str:
    text = (ROOT / f"data/villages/{slug}/yearly/{year}.md").read_text(encoding="utf-8")
    return text.split("---\n", 2)[2]


def test_the_report_of_the_sample_village_has_no_number_typed_by_hand() -> None:
    body = body_of("shifan", "2025")
    assert len(PLACED.findall(body)) > 20
    assert not re.search(r"\d", without_placed(body))
    assert not re.search(r"[一二三四五六七八九十百千万两]+\s*(?:元|万|户|人|件|次|亩|米|%|成|期)", without_placed(body))


FACTS = """2004年10月26日|7 人|4 次|2 期|95%以上|4 人|2004年3月20日|每周至少1 天|5至8 户|10 项|43 条|3 个
|24000 余株|50 余株|240 多亩|近 100 米|5000 余株|近 5 万元|1400 平方米|280 米
|11 间|50 米|30 多株|90%以上|90%|3700 平方米|13 间|130 米|2 个|1 个
|近 100 名|近 1 万元|120 多根|1078 亩|720 多亩|358 亩|1:1.5（算出来 1:2.01）
|46 户|30.1%|89 户|135 户|88.2%|153 户|11 户|15 户|3 支|5 台|91 户
|200 余万元|500 元|53 万元|21%|60 万元|120 万元|80%|150 多米|78 平方米|3 人
|近300 份|2 名|20 人|100%|33 人|36 人|2004年10月1日|2004年10月6日
|2004年10月20日|10 户|10 人|5 人|5 对"""
"""Every figure that is recorded of 2004."""


def test_every_recorded_figure_of_2004_leads_to_where_it_stands(samples: Path) -> None:
    docs = samples / "build/boards/dongxian/docs"
    page = (docs / "progress/yearly/2004.md").read_text(encoding="utf-8")
    placed = [(html.unescape(to), html.unescape(text)) for to, text in PLACE.findall(page)]
    assert {text for _, text in placed} == set(FACTS.replace("\n", "").split("|"))
    for to, text in placed:
        path, _, anchor = to.partition("#")
        there = posixpath.normpath(posixpath.join("progress/yearly/2004", path))
        target = (docs / f"{there}.md" if (docs / f"{there}.md").is_file() else docs / there / "index.md").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in target, (to, text)
        assert text in html.unescape(target) or text.split(" ")[0] in target, (to, text)


def test_the_ratio_that_does_not_hold_is_flagged(samples: Path) -> None:
    page = (samples / "build/boards/dongxian/docs/progress/yearly/2004.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if "粮经比</th>" in line]
    assert "1:1.5（算出来 1:2.01）" in row
    assert "两个数对不上" in row
    assert "粮经比有一处对不上" in page


def test_figures_of_the_year_agree_with_the_ledger_and_the_statement(samples: Path) -> None:
    docs = samples / "build/boards/shifan/docs"
    page = (docs / "progress/yearly/2025.md").read_text(encoding="utf-8")
    year = (docs / "finance/2025.md").read_text(encoding="utf-8")
    statement = (docs / "finance/statements/2025-income.md").read_text(encoding="utf-8")
    placed = dict(re.findall(r"(总收入|总支出|净收益是|公益支出)(?:</a>)? <a class=\"gk-placed\" href=\"[^\"]*\">([\d,.]+) 元</a>", page))
    assert set(placed) == {"总收入", "总支出", "净收益是", "公益支出"}
    assert f">{placed['总收入']}<" in year
    assert f">{placed['总支出']}<" in year
    assert f">{placed['净收益是']}<" in statement
    assert f">{placed['公益支出']}<" in statement


def test_every_kind_may_be_asked_for_any_year() -> None:
    assert [list(kind.of_year((), "2025", CONTEXT)) for kind in all_kinds()] == [[] for _ in all_kinds()]
    assert KIND.paged is False
