"""Money, dates and terms: the ways people write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import values

AMOUNTS = {
    "1200": 120000,
    "1,234.56": 123456,
    "1,234.5": 123450,
    "¥1200": 120000,
    "¥ 1,200.00": 120000,
    "1200元": 120000,
    "1200元整": 120000,
    "１２．３４": 1234,
    "１，２３４": 123400,
    "(12.50)": -1250,
    "（12.50）": -1250,
    "-12.5": -1250,
    "−12.5": -1250,
    "3.2万元": 3200000,
    "3.2万": 3200000,
    ".5": 50,
    "RMB 500": 50000,
    "rmb500.5": 50050,
    "CNY 1,200.00": 120000,
    "人民币500元": 50000,
    "人民币：500元整": 50000,
    "人民币￥500.00": 50000,
    "￥500": 50000,
    "¥500.00元整": 50000,
    "￥-500": -50000,
    "-￥500": -50000,
    "(￥500.00)": -50000,
    "500 RMB": 50000,
    "500.00元人民币": 50000,
    "500￥": 50000,
    "￥：500": 50000,
    "500.00（元）": 50000,
    "1.2（万元）": 1200000,
    "500元正": 50000,
    "500圆整": 50000,
    "500元5角": 50050,
    "1,500元5角8分": 150058,
    "500元零8分": 50008,
    "叁佰元整": 30000,
    "人民币壹仟贰佰叁拾肆元伍角陆分": 123456,
    "'500.00": 50000,
    "20元/人": 2000,
    "0": 0,
}


@pytest.mark.parametrize(("text", "fen"), AMOUNTS.items())
def test_amounts_people_write(text: str, fen: int) -> None:
    assert values.parse_money(text) == fen


@pytest.mark.parametrize("text", ["", "—", "——", "-", "/", "无", "  ", "－", "\u3000"])
def test_nothing_is_nothing(text: str) -> None:
    assert values.parse_money(text) is None
    assert values.parse_date(text) is None


@pytest.mark.parametrize("text", ["1,23.4", "12.345", "约1200", "1200 65", "1E+05", "12..5", "一千", "1.2.3", "#REF!", "9" * 20])
def test_amounts_that_are_not_clear(text: str) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        values.parse_money(text)


@pytest.mark.parametrize(
    ("text", "why"),
    {
        "500。00": "句号，是不是 500.00",
        "5百": "「十百千」",
        "500.00CR": "借贷的记号",
        "500.00*": "多了「*」",
        "$500": "多了「$」",
        "500-": "-500",
        "2O0.00": "字母",
        "5分": "多了「分」",
        "贰佰": "大写",
        "叁佰元伍": "大写",
        "500元500元": "两个数",
        "RMB": "不是一个金额",
    }.items(),
)
def test_an_amount_is_refused_with_its_true_cause(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        values.parse_money(text)


def test_ten_thousand_yuan() -> None:
    assert values.parse_money("3.245618", "万元") == 3245618
    with pytest.raises(ValueError, match="万元"):
        values.parse_money("3.2456181", "万元")


@given(st.integers(-(10**14), 10**14))
def test_money_survives_printing(fen: int) -> None:
    assert values.parse_money(values.yuan(fen)) == fen
    assert values.parse_money(values.plain_yuan(fen)) == fen


DATES = ["2026-3-5", "2026-03-05", "2026/03/05", "2026/3/5", "2026.3.5", "2026年3月5日", "2026年3月5号", "20260305", "2026-03-05 00:00:00"]
DATES += ["46086", "二〇二六年三月五日", "二零二六年三月五日", "2026 年 3 月 5 日", "2026-03-05T00:00:00"]


@pytest.mark.parametrize("text", DATES)
def test_dates_people_write(text: str) -> None:
    assert values.parse_date(text) == date(2026, 3, 5)


def test_month_and_day_need_a_year() -> None:
    assert values.parse_date("3月5日", 2026) == date(2026, 3, 5)
    with pytest.raises(ValueError, match="没有年份"):
        values.parse_date("3月5日")


@pytest.mark.parametrize(
    "text", ["26-3-5", "2026-2-30", "2026年3月", "5/3/2026", "3/5", "昨天", "2026-13-01", "20225月", "0026-03-05", "2026"]
)
def test_dates_that_are_not_clear(text: str) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        values.parse_date(text, 2026)


@given(st.dates(date(1949, 1, 1), date(2200, 12, 31)))
def test_dates_survive_printing(day: date) -> None:
    assert values.parse_date(day.isoformat()) == day
    assert values.parse_date(values.date_cn(day)) == day


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        (date(2004, 10, 20), "3年", date(2007, 10, 19)),
        (date(2004, 10, 20), "三年", date(2007, 10, 19)),
        (date(2024, 2, 29), "1年", date(2025, 2, 27)),
        (date(2026, 1, 31), "1个月", date(2026, 2, 27)),
        (date(2026, 1, 1), "1年6个月", date(2027, 6, 30)),
        (date(2026, 1, 1), "2026-12-31", date(2026, 12, 31)),
        (date(2026, 1, 1), "长期", values.FOREVER),
        (date(2026, 1, 1), "", None),
    ],
)
def test_terms(start: date, text: str, end: date | None) -> None:
    assert values.term_end(start, text) == end


def test_masking_hides_long_numbers_and_leaves_amounts() -> None:
    assert "19491231" not in values.mask("身份证 11010519491231002X 已登记")
    assert "8001" not in values.mask("电话 13900008001")
    assert values.mask("余额 12,345,678,901.23,凭证 2026-03-012") == "余额 12,345,678,901.23,凭证 2026-03-012"


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("二十五", 25), ("一百零三", 103), ("二〇二六", 2026), ("两", 2)])
def test_chinese_numbers(text: str, number: int) -> None:
    assert values.chinese_number(text) == number
