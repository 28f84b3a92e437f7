"""What is read a column at a time is what would have been read cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import values
from generator.load import csv_file
from generator.load.convert import DITTO, MAX_TEXT, convert
from generator.load.plain_columns import plain_values
from generator.model import Column
from generator.shown import Value

_MONEY, _TEXT, _DAY = Column("支出", "money"), Column("摘要"), Column("日期", "date")
_ODD = ["0.05", "860.5", "860", "1,860.00", "-5.00", "２.00", "8.60.00", "١٢.٠٠", "123456789012.00", "1234567890123.00", "-", "无"]
_WORDS = ["付电费", "王?样", "吗?", "王\u25a1", "\ufffd", "\ue000", "2.02603E+11", "1e+5", "E+", "a\u202eb", "a\x00", "a\tb"]
_AMOUNTS = st.from_regex(r"[0-9]{1,12}\.[0-9]{2}", fullmatch=True)
_LONG = ["字" * MAX_TEXT, "字" * (MAX_TEXT + 1)]
columns_of = (
    st.sets(_AMOUNTS)
    | st.sets(st.dates().map(str) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True))
    | st.sets(st.sampled_from([*_ODD, *_WORDS, *DITTO, *_LONG]) | st.text(min_size=1))
)
rows_of = st.lists(st.tuples(*[st.text(st.characters(exclude_characters='\r\n",;'), max_size=5)] * 2), min_size=1, max_size=4)


def _one_by_one(column: Column, cells: set[str]) -> dict[str, Value] | None:
    try:
        return {cell: value for cell in cells if (value := convert(column, cell)) is not None}
    except ValueError:
        return None


@given(cells=columns_of)
def test_a_column_means_what_its_cells_mean(cells: set[str]) -> None:
    for column in (_MONEY, _TEXT, _DAY):
        at_once = plain_values(column, cells, "元")
        assert at_once == {} or at_once == _one_by_one(column, cells)


@pytest.mark.parametrize(
    ("column", "cells"), [(_MONEY, {"860.00", "12.50"}), (_TEXT, {"付电费", "无", "记-001"}), (_DAY, {"2026-03-05", "2025-12-31"})]
)
def test_what_programs_write_is_read_at_once(column: Column, cells: set[str]) -> None:
    assert plain_values(column, cells, "元") == _one_by_one(column, cells) != {}


def test_other_units_are_looked_at_one_by_one() -> None:
    assert plain_values(_MONEY, {"1.00"}, "万元") == {}


@given(rows=rows_of)
def test_cells_are_as_seen(rows: list[tuple[str, str]]) -> None:
    """The quick way of a file without odd signs, and the way cell by cell."""
    (grid,), problems = csv_file.csv_grids("".join(f"{left},{right}\n" for left, right in rows), "x.csv")
    assert not problems
    assert [row.cells for row in grid.rows] == [tuple(csv_file._unguard(values.clean(cell)) for cell in row) for row in rows]
