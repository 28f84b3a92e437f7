"""Amounts in words and in figures are one and the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.capitals import read_capitals, write_capitals
from generator.refusals import no_amount


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (105, "壹元零伍分"),
        (1000, "壹拾元整"),
        (12345, "壹佰贰拾叁元肆角伍分"),
        (50000, "伍佰元整"),
        (102000, "壹仟零贰拾元整"),
        (1_000_500, "壹万零伍元整"),
        (4_410_000, "肆万肆仟壹佰元整"),
        (10_001_000, "壹拾万零壹拾元整"),
        (10_100_000, "壹拾万零壹仟元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (100_100_000_000, "壹拾亿零壹佰万元整"),
    ],
)
def test_both_ways(fen: int, words: str) -> None:
    assert write_capitals(fen) == words
    assert read_capitals(words) == fen


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert read_capitals(write_capitals(fen)) == fen


@pytest.mark.parametrize(
    ("words", "fen"),
    [
        ("人民币：柒佰元整", 70000),
        ("叁万贰仟元", 3_200_000),
        ("伍仟圆正", 500_000),
        ("拾贰元", 1200),
        ("壹拾万元整", 10_000_000),
        ("一百二十元五角", 12050),
        ("壹万 伍仟元整", 1_500_000),
    ],
)
def test_as_people_write_it(words: str, fen: int) -> None:
    assert read_capitals(words) == fen


@pytest.mark.parametrize(
    "words", ["", "元整", "柒佰", "12元", "壹贰元", "拾佰元", "佰元整", "万元整", "伍角元", "合计壹元", "亿元", "壹元壹元"]
)
def test_what_is_no_amount(words: str) -> None:
    with pytest.raises(ValueError, match=r"大写"):
        read_capitals(words)


def test_what_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="大写"):
        write_capitals(-1)


@pytest.mark.parametrize("text", ["1,", "约", "9x", "0。", "元约", "1e", "+", "减1"])
def test_the_reason_is_found_in_one_go_through_the_text(text: str) -> None:
    """A cell of a hundred thousand signs is looked at once; in twice as many there is twice as much to do, not four times."""

    def steps(count: int) -> float:
        begun = time.process_time()
        no_amount(text * count + "x")
        return time.process_time() - begun

    steps(1000)
    assert steps(100_000) < 1, "quadratic: it would take minutes"
