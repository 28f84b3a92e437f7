"""What names and titles say of a village and a period, and what they do not say."""

from __future__ import annotations

import re
from datetime import date

import pytest

import generator.inbox.village_of as village_of_module
from generator.inbox.period_of import Evidence, period_of
from generator.inbox.period_words import written
from generator.inbox.village_of import KnownVillage, strangers, village_of
from generator.kinds import all_kinds
from tests.conftest import TODAY

KINDS = {kind.name: kind for kind in all_kinds()}


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2026年3月份收支明细表(最终版)(1)", {("2026", "03")}),
        ("二〇二六年三月", {("2026", "03")}),
        ("二○二六年十二月份", {("2026", "12")}),
        ("26年3月", {("2026", "03")}),
        ("26.3", {("2026", "03")}),
        ("2026.03", {("2026", "03")}),
        ("收支-202603", {("2026", "03")}),
        ("2026-03", {("2026", "03")}),
        ("３月", {("", "03")}),
        ("副本3月", {("", "03")}),
        ("十一月份", {("", "11")}),
        ("2026年第三季度", {("2026", "Q3")}),
        ("三季度", {("", "Q3")}),
        ("2026年3季度", {("2026", "Q3")}),
        ("2026Q2", {("2026", "Q2")}),
        ("2026年1-3月", {("2026", "Q1")}),
        ("7—9月份", {("", "Q3")}),
        ("2026年1月至6月", {("2026", "H1")}),
        ("2026年1-12月", {("2026", "Y")}),
        ("2026年2-4月", {("2026", "?")}),
        ("2026年上半年", {("2026", "H1")}),
        ("下半年", {("", "H2")}),
        ("2026年度", {("2026", "Y")}),
        ("2026年", {("2026", "")}),
        ("2026", {("2026", "")}),
        ("2026年3月5日", set()),
        ("20260305", set()),
        ("3月5日", set()),
        ("3个月", set()),
        ("第3次", set()),
        ("1.5万元", set()),
        ("V2.3", set()),
        ("320000000000", set()),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, periods: set[tuple[str, str]]) -> None:
    assert {(each.year, each.part) for each in written(text) if not each.day} == periods


MARCH, APRIL = (tuple(date(2026, month, day) for day in (3, 9, 20)) for month in (3, 4))


@pytest.mark.parametrize(
    ("kind", "evidence", "key"),
    [
        ("ledger", Evidence(("2026年3月",), days=MARCH), "2026-03"),
        ("ledger", Evidence(("收支",), "3月", days=MARCH), "2026-03"),
        ("ledger", Evidence(("收支",), "3月", ("2026年账",)), "2026-03"),
        ("ledger", Evidence(("收支",), "3月"), ""),
        ("ledger", Evidence(("收支",), days=MARCH), "2026-03"),
        ("ledger", Evidence(("2026年",), days=(*MARCH, *APRIL)), "2026"),
        ("ledger", Evidence(("收支",), days=(*MARCH, *APRIL)), ""),
        ("ledger", Evidence(("2026年",), days=(*MARCH, APRIL[0])), ""),
        ("ledger", Evidence(("2026年3月",), days=APRIL), ""),
        ("ledger", Evidence(("2026年3月",), days=(*MARCH, APRIL[0])), "2026-03"),
        ("ledger", Evidence(("2026年3月",), "4月"), ""),
        ("ledger", Evidence(("2026年3月",), "2025年3月"), ""),
        ("ledger", Evidence(("2026年一季度",), days=MARCH), ""),
        ("ledger", Evidence(("2026年3月5日",), days=()), ""),
        ("trial", Evidence(("2026年三季度",)), "2026-Q3"),
        ("trial", Evidence(("2026年",), "三季度"), "2026-Q3"),
        ("trial", Evidence(("三季度",), days=(date(2019, 8, 1),)), ""),
        ("trial", Evidence(("2026年",)), ""),
        ("trial", Evidence(("2026年度",)), "2026"),
        ("trial", Evidence(("2026年6月30日",)), ""),
        ("assets", Evidence(("2026年",)), "2026"),
        ("assets", Evidence(("2026年3月",)), ""),
        ("assets", Evidence(days=(date(2026, 3, 1),)), ""),
        ("meetings", Evidence(("2026年",), days=(date(2025, 3, 1),)), ""),
        ("subsidies", Evidence(("2026年补贴",), "耕地补贴.xls"), ""),
        ("subsidies", Evidence(("2026年补贴",), "2026-gengdi.csv"), "2026-gengdi"),
    ],
)
def test_a_period_is_sure_or_asked(kind: str, evidence: Evidence, key: str) -> None:
    guess = period_of(KINDS[kind], evidence, TODAY)
    assert guess.value == key
    assert bool(guess.doubt) == (not key)
    assert bool(guess.why) == bool(key)


def test_a_day_offers_the_periods_that_it_ends() -> None:
    guess = period_of(KINDS["debts"], Evidence(("2026年6月30日",)), TODAY)
    assert guess.doubt
    assert [choice.value for choice in guess.doubt.choices[:4]] == ["2026-06", "2026-Q2", "2026-H1", "2026"]


VILLAGES = (
    KnownVillage("wangcun", "王村", "320000000001", ("示例县", "示例镇")),
    KnownVillage("xiaowang", "小王村", places=("示例县", "示例镇")),
    KnownVillage("dong/xincun", "新村", places=("东示例镇", "dong")),
    KnownVillage("xi/xincun", "新村", places=("西示例镇", "xi")),
)


@pytest.mark.parametrize(
    ("inside", "name", "folders", "slug"),
    [
        (("王村2026年3月收支明细表",), "", (), "wangcun"),
        (("示例镇王村村民委员会",), "", (), "wangcun"),
        (("小王村收支",), "", (), "xiaowang"),
        (("示例县示例镇小王村民委员会",), "", (), "xiaowang"),
        (("大王村2026年收支",), "", (), ""),
        (("王村沟村2026年收支",), "", (), ""),
        (("收支明细表",), "王村3月", (), "wangcun"),
        (("收支明细表",), "3月", ("王村",), "wangcun"),
        (("收支明细表",), "wangcun-3", (), "wangcun"),
        (("收支明细表",), "3月", ("王",), "wangcun"),
        (("代码 320000000001",), "3月", (), "wangcun"),
        (("收支明细表",), "3月", (), ""),
        (("王村收支",), "小王村3月", (), ""),
        (("李家村2026年收支",), "3月", ("王村",), ""),
        (("新村2026年收支",), "", (), ""),
        (("东示例镇新村2026年收支",), "", (), "dong/xincun"),
        (("新村2026年收支",), "", ("西示例镇",), "xi/xincun"),
        (("全村农村集体经济收支",), "王村", (), "wangcun"),
        (("王村驻村任务",), "小王村驻村任务", (), ""),
        (("小王村收支",), "王村沟村3月", (), ""),
    ],
)
def test_a_village_is_sure_or_asked(inside: tuple[str, ...], name: str, folders: tuple[str, ...], slug: str) -> None:
    guess = village_of(inside, name, folders, VILLAGES)
    assert guess.value == slug
    assert bool(guess.doubt) == (not slug)


def test_of_many_villages_only_those_are_looked_for_whose_name_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern for each of five hundred is half a second for each file."""
    many = (*VILLAGES, *(KnownVillage(f"cun{n}", f"第{n}号村", f"3200000{n:05}") for n in range(100, 600)))
    sought: list[str] = []
    find, first = re.finditer, re.search
    monkeypatch.setattr(village_of_module.re, "finditer", lambda pattern, text: sought.append(pattern) or find(pattern, text))
    monkeypatch.setattr(village_of_module.re, "search", lambda pattern, text: sought.append(pattern) or first(pattern, text))
    assert village_of(("小王村2026年3月收支明细", "编制单位：示例镇"), "cun7", ("收件",), many).value == "xiaowang"
    assert set(sought) == {"王村", "小王村"}


def test_where_there_is_one_village_it_is_that_unless_another_is_named() -> None:
    assert village_of(("收支明细表",), "3月", (), VILLAGES[:1]).value == "wangcun"
    assert village_of(("示例镇李家村收支明细表",), "3月", (), VILLAGES[:1]).doubt
    assert village_of(("小王村收支明细表",), "3月", (), VILLAGES[:1]).doubt


@pytest.mark.parametrize("text", ["本村收支", "全村2026年积分", "农村集体经济组织", "驻村工作队", "各村财务", "行政村"])
def test_words_that_end_so_are_no_villages(text: str) -> None:
    assert strangers(text, VILLAGES) == []
