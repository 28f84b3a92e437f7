"""No count of one to four can be worked out from what a table still shows."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from generator.check.cell_suppression import FEW, Cell, left_out

_TABLES = st.integers(1, 3).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 9), min_size=wide, max_size=wide), min_size=1, max_size=3)
)


def sums(counts: list[list[int]]) -> dict[Cell, int]:
    """Every cell and every sum."""
    rows, columns = len(counts), len(counts[0])
    told = {(r, c): n for r, line in enumerate(counts) for c, n in enumerate(line)}
    told |= {(r, columns): sum(line) for r, line in enumerate(counts)}
    told |= {(rows, c): sum(line[c] for line in counts) for c in range(columns)}
    return told | {(rows, columns): sum(map(sum, counts))}


def worlds(counts: list[list[int]], hidden: frozenset[Cell], row_sums: bool, column_sums: bool) -> list[dict[Cell, int]]:
    """Every table near this one that shows the same: what was left out is no zero and is marked as it was (「<5」 or not), and each number
    one more or one less at most.

    One step is enough: where a number can be another one at all, it can be its neighbour, since the sums form a network.
    """
    rows, columns = len(counts), len(counts[0])
    true = sums(counts)
    shown = [c for c in true if c not in hidden and (c[1] < columns or row_sums) and (c[0] < rows or column_sums)]
    free = [c for c in hidden if c[0] < rows and c[1] < columns]
    found = []
    for guess in product(*([n for n in (true[c] - 1, true[c], true[c] + 1) if n > 0 and (n < FEW) == (true[c] < FEW)] for c in free)):
        other = [list(line) for line in counts]
        for (r, c), n in zip(free, guess, strict=True):
            other[r][c] = n
        told = sums(other)
        if all(told[c] == true[c] for c in shown) and all(told[c] > 0 for c in hidden):
            found.append(told)
    return found


@given(_TABLES, st.booleans(), st.booleans())
def test_no_small_count_can_be_worked_out(counts: list[list[int]], row_sums: bool, column_sums: bool) -> None:
    hidden = left_out(counts, row_sums, column_sums)
    rows, columns = len(counts), len(counts[0])
    possible = worlds(counts, hidden, row_sums, column_sums)
    for cell, count in sums(counts).items():
        is_shown = (cell[1] < columns or row_sums) and (cell[0] < rows or column_sums)
        if is_shown and 0 < count < FEW:
            assert cell in hidden
            assert len({world[cell] for world in possible}) > 1


@given(st.lists(st.lists(st.integers(5, 99), min_size=3, max_size=3), min_size=2, max_size=4))
def test_a_table_without_small_counts_is_shown_whole(counts: list[list[int]]) -> None:
    assert left_out(counts) == frozenset()


def test_the_cheapest_circle_is_left_out() -> None:
    assert left_out([[3, 40, 9], [50, 60, 70], [8, 90, 20]]) == {(0, 0), (0, 2), (2, 0), (2, 2)}
    assert left_out([[3], [40], [9]], row_sums=False) == {(0, 0), (2, 0)}
    assert left_out([[3]], row_sums=False) == {(0, 0), (1, 0)}


def test_where_nothing_else_will_do_sums_are_left_out() -> None:
    assert left_out([[1, 0], [0, 50]]) == {(0, 0), (0, 2), (2, 0), (2, 2)}


def test_what_is_marked_as_few_is_not_told_by_being_as_many_as_few_can_be() -> None:
    """Two that are 「<5」 and eight together are four each; one that is not, beside one that is five with it, is five."""
    assert left_out([[4, 4]], column_sums=False) == {(0, 0), (0, 1), (0, 2)}
    assert left_out([[4, 3]], column_sums=False) == {(0, 0), (0, 1)}
    assert left_out([[1, 5, 9]], column_sums=False) == {(0, 0), (0, 2)}
