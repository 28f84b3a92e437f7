"""Small counts in a table: which cells must be left out so that none of one to four can be worked out from what is still there.

A cell of 1–4 is left out (primary). Where the sums that are shown would give it back, other cells are left out with it (secondary), the
smallest that will do. The reader of the table is taken to know that no cell that was left out is zero, since zeros are shown; and which of
them are one to four, since those are marked 「<5」 and the others 「—」.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

from generator.shown import FEW

__all__ = ["FEW", "Cell", "left_out"]

Cell = tuple[int, int]
"""Row and column, from 0; the sum of a row stands in the column after the last, that of a column in the row after the last."""


def left_out(counts: Sequence[Sequence[int]], row_sums: bool = True, column_sums: bool = True, few: int = FEW) -> frozenset[Cell]:
    """The cells to leave out, sums among them where nothing else will do. ``counts``: without its sums."""
    table = _Table(counts, row_sums, column_sums, few)
    small = [cell for cell, count in table.counts.items() if 0 < count < few]
    if not (row_sums or column_sums):
        return frozenset(small)
    hidden = set(small)
    for cell in small:
        hidden |= table.way_round(cell, hidden)
    return frozenset(hidden)


class _Table:
    """Cells as edges between their row and their column. Where a row has no sum that is shown, nothing binds it: all such are one node.

    A cell can be another number than it is only if some others make up for it, round a circle of cells that were left out.
    """

    def __init__(self, counts: Sequence[Sequence[int]], row_sums: bool, column_sums: bool, few: int) -> None:
        self.few = few
        self.rows, self.columns = len(counts), len(counts[0])
        self.row_sums, self.column_sums = row_sums, column_sums
        self.counts = {(r, c): count for r, line in enumerate(counts) for c, count in enumerate(line)}
        across, down = [sum(line) for line in counts], [sum(line) for line in zip(*counts, strict=True)]
        if row_sums:
            self.counts |= {(r, self.columns): count for r, count in enumerate(across)}
        if column_sums:
            self.counts |= {(self.rows, c): count for c, count in enumerate(down)}
        if row_sums and column_sums:
            self.counts[self.rows, self.columns] = sum(across)

    def way_round(self, cell: Cell, hidden: set[Cell]) -> set[Cell]:
        """The other cells of the cheapest circle through ``cell``; those that are hidden already cost nothing.

        There always is one: the cell and all its sums can grow together, or become less where it is the most that 「<5」 can be.
        """
        row, column = self._ends(cell)
        ways = [self._cheapest(column, row, cell, hidden)] if self._may(cell, True) else []
        ways += [self._cheapest(row, column, cell, hidden)] if self._may(cell, False) else []
        return min((way for way in ways if way), key=lambda way: way[0])[1]

    def _cheapest(self, start: str, goal: str, without: Cell, hidden: set[Cell]) -> tuple[int, set[Cell]] | None:
        queue: list[tuple[int, str, tuple[Cell, ...]]] = [(0, start, ())]
        done: set[str] = set()
        while queue:
            cost, node, path = heapq.heappop(queue)
            if node == goal:
                return cost, set(path)
            if node in done:
                continue
            done.add(node)
            for cell, other in self._from(node):
                if cell != without and other not in done:
                    heapq.heappush(queue, (cost + (0 if cell in hidden else self.counts[cell]), other, (*path, cell)))
        return None

    def _from(self, node: str) -> Iterator[tuple[Cell, str]]:
        """Cells over which a change can go on from a row to a column or back, and where to."""
        for cell, count in self.counts.items():
            row, column = self._ends(cell)
            if count and node == row and self._may(cell, True):
                yield cell, column
            if count and node == column and self._may(cell, False):
                yield cell, row

    def _may(self, cell: Cell, forward: bool) -> bool:
        """True where the cell can grow, or become less, and still be marked as it is. A sum counts against what it is the sum of."""
        is_sum = (cell[0] == self.rows) != (cell[1] == self.columns)
        grows, count = forward != is_sum, self.counts[cell]
        if cell[0] == self.rows or cell[1] == self.columns:
            return grows or count > 1
        if grows:
            return count != self.few - 1
        return count > (1 if count < self.few else self.few)

    def _ends(self, cell: Cell) -> tuple[str, str]:
        row = f"r{cell[0]}" if self.row_sums else "r"
        return row, f"c{cell[1]}" if self.column_sums else "c"
