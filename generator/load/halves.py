"""A table printed in two halves side by side: 资产 | 年初数 | 期末数 | 负债及所有者权益 | 年初数 | 期末数."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator import values
from generator.kind import Kind
from generator.load.grid import Grid
from generator.load.header import known_names
from generator.load.units import own_unit
from generator.model import Dataset, Problem, Source, problem
from generator.sheets import letter


def second_half(grid: Grid, at: int, kind: Kind) -> int | None:
    """The column where the same columns begin anew; None where they do not."""
    names = known_names(kind)
    names_below = [names.get(values.label(own_unit(cell)[0])) for cell in grid.rows[at].cells]
    seen: set[str] = set()
    for i, column in enumerate(names_below):
        if column is not None and column.name in seen:
            again = {c.name for c in names_below[i:] if c is not None}
            return i if len(again & seen) > 1 else None
        seen |= {column.name} if column else set()
    return None


def halves(grid: Grid, at: int, kind: Kind) -> list[Grid]:
    """The left and the right half, each with the other's cells blank, so that every cell is told by its own letter; else the grid alone.

    Only of tables without sums among their rows and without an order that means anything: what a 合计 in one half sums cannot be known.
    """
    middle = second_half(grid, at, kind)
    if middle is None or kind.total_labels:
        return [grid]
    above, rows = grid.rows[:at], grid.rows[at:]
    left = (replace(row, cells=(*row.cells[:middle], *[""] * len(row.cells[middle:]))) for row in rows)
    right = (replace(row, cells=(*[""] * len(row.cells[:middle]), *row.cells[middle:])) for row in rows)
    return [replace(grid, rows=(*above, *left)), replace(grid, rows=(*above, *right))]


def side_by_side(grid: Grid, at: int, kind: Kind) -> Problem | None:
    """The one sentence for two halves that cannot be read as one table."""
    middle = second_half(grid, at, kind)
    if middle is None or not kind.total_labels:
        return None
    row = grid.rows[at]
    here = Source(grid.file, row.number, row.line, grid.sheet, letter(middle))
    message = f"从 {letter(middle)} 列「{row.cells[middle]}」起，右边又是同样的列：两张表并排放着，或者一张表分成了左右两半。"
    hint = "是一张表的，把右半边剪下来，接在左半边的下面；是另一张表的，移到另一个文件。"
    return problem("second-table", here, message, hint, " | ".join(row.cells))


def halves_joined(parts: Iterable[tuple[Dataset, list[Problem]]]) -> tuple[Dataset, list[Problem]]:
    """One dataset of the halves of a table; what stands above both is told once."""
    (data, problems), *others = parts
    for other, told in others:
        data = replace(
            data,
            rows=data.rows + other.rows,
            unreadable_rows=tuple(sorted({*data.unreadable_rows, *other.unreadable_rows})),
            unread=data.unread or other.unread,
            complete=data.complete and other.complete,
        )
        problems = list(dict.fromkeys([*problems, *told]))
    return data, problems
