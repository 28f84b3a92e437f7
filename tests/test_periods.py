"""Months, quarters, half years and years; and exact numbers that are no money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator import periods, values


@pytest.mark.parametrize(
    ("period", "first", "last", "said"),
    [
        ("2026-03", "2026-03", "2026-03", "2026年3月"),
        ("2026-Q1", "2026-01", "2026-03", "2026年第一季度"),
        ("2026-Q4", "2026-10", "2026-12", "2026年第四季度"),
        ("2026-H1", "2026-01", "2026-06", "2026年上半年"),
        ("2026-H2", "2026-07", "2026-12", "2026年下半年"),
        ("2026", "2026-01", "2026-12", "2026年"),
    ],
)
def test_a_period_has_months_and_a_name(period: str, first: str, last: str, said: str) -> None:
    assert periods.PERIOD.fullmatch(period)
    assert periods.period_months(period) == (first, last)
    assert periods.period_cn(period) == said


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026Q1", "2026-Q1"),
        ("2026-q1", "2026-Q1"),
        ("2026年第一季度", "2026-Q1"),
        ("2026年4季度", "2026-Q4"),
        ("2026-3季", "2026-Q3"),
        ("2026上半年", "2026-H1"),
        ("2026年下半年", "2026-H2"),
        ("2026h2", "2026-H2"),
        ("202603", "2026-03"),
        ("2026年3月", "2026-03"),
        ("2026_3", "2026-03"),
        ("2026年", "2026"),
        ("2026年度", "2026"),
        ("2026-13", ""),
        ("三月", ""),
        ("账本", ""),
    ],
)
def test_what_people_mean(text: str, period: str) -> None:
    assert periods.meant(text) == period
    assert not period or periods.PERIOD.fullmatch(period)


@pytest.mark.parametrize("name", ["2026-Q5", "2026-q1", "2026-H3", "2026-13", "26", "2026-"])
def test_what_is_no_period(name: str) -> None:
    assert not periods.PERIOD.fullmatch(name)


@pytest.mark.parametrize(
    ("text", "number"),
    [("3.25", "3.25"), ("１２．５亩", "12.5"), ("1,200 平方米", "1200"), ("6个工", "6"), ("0", "0"), ("0.000001", "0.000001")],
)
def test_an_exact_number(text: str, number: str) -> None:
    assert values.parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "—", "无"])
def test_no_number(text: str) -> None:
    assert values.parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "why"), [("约3亩", "不是一个数"), ("-2", "负数"), ("0.0000001", "位数太多"), ("3 5", "两个数"), ("三亩", "不是一个数")]
)
def test_what_is_no_number(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        values.parse_number(text)
