"""The shape of a table whose columns are the clerk's own: a header of two rows, closing lines, another table below or beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from generator.load.grid import Grid, GridRow
from generator.load.row_sort import DATED, begins_with_signature, closes, titles_another
from generator.model import Problem, Source, problem
from generator.sheets import letter


def with_one_header(grid: Grid, at: int) -> Grid:
    """The grid with 「金额」 over 「收入 | 支出」 as one row: 金额—收入, 金额—支出. The same grid where the header is one row."""
    if at + 1 >= len(grid.rows):
        return grid
    top, below = grid.rows[at], grid.rows[at + 1]
    size = max(len(top.cells), len(below.cells))
    upper, lower = ([*row.cells, *[""] * (size - len(row.cells))] for row in (top, below))
    lower = ["" if i in below.merged or text == upper[i] else text for i, text in enumerate(lower)]
    groups = [next((k for k in range(i, -1, -1) if upper[k]), 0) for i in range(size)]
    split = {groups[i] for i, text in enumerate(lower) if text}
    spread = [k for k in split if sum(1 for i, text in enumerate(lower) if text and groups[i] == k) > 1]
    if not spread or split != set(spread) or any(re.search(r"\d|合\s*计|小\s*计", text) or len(text) > 12 for text in lower):
        return grid
    if any(not lower[i] for i in range(size) if groups[i] in split and (upper[i] or i in top.merged)):
        return grid  # a group's own column has something below it as well
    names = tuple(f"{upper[groups[i]]}—{text}" if text else upper[i] for i, text in enumerate(lower))
    one = replace(top, cells=names, merged=frozenset())
    gone = replace(below, cells=("",) * len(below.cells), merged=frozenset())
    return replace(grid, rows=(*grid.rows[:at], one, gone, *grid.rows[at + 2 :]))


def below_header(grid: Grid, at: int) -> tuple[list[GridRow], list[Problem], tuple[str, ...]]:
    """The table's rows, a problem for another table in the same sheet, and the lines that close the paper."""
    header = grid.rows[at]
    if (beside := _beside(grid, at)) is not None:
        row = grid.rows[at]
        here = Source(grid.file, row.number, row.line, grid.sheet, letter(beside))
        message = f"从 {letter(beside)} 列「{row.cells[beside]}」起，右边像是另一张表。一份文件只放一张表。"
        hint = "右边那张表移到另一个文件，「附表」里加上它；是同一张表的，删去中间空着的列。"
        return [], [problem("second-table", here, message, hint, " | ".join(row.cells))], ()
    rows = [row for row in grid.rows[at + 1 :] if not row.blank and row.cells != header.cells]
    for row, following in pairwise(rows):
        if titles_another(row, following):
            here = Source(grid.file, row.number, row.line, grid.sheet)
            message = f"从第 {row.number} 行「{next(filter(None, row.cells))}」起像是另一张表。一份文件只放一张表。"
            hint = "下面那张表移到另一个文件，「附表」里加上它。"
            return [], [problem("second-table", here, message, hint, " | ".join(row.cells))], ()
    closing: list[str] = []
    while len(rows) > 1 and _ends_the_paper(rows[-1]):
        closing = ["　".join(filter(None, rows.pop().cells)), *closing]
    return rows, [], tuple(closing)


def _ends_the_paper(row: GridRow) -> bool:
    cells = [cell for cell in row.cells if cell]
    return closes(row) or begins_with_signature(row) or (len(cells) == 1 and bool(DATED.fullmatch(cells[0])))


def _beside(grid: Grid, at: int) -> int | None:
    """The column where a second table begins behind a column that is blank from top to bottom; each has a header of two names at least."""
    cells = grid.rows[at].cells
    for i in range(2, len(cells) - 2):
        blank = not any(row.cells[i] for row in grid.rows[at:] if i < len(row.cells))
        if blank and cells[i + 1] and cells[i + 2] and cells[i - 1] and cells[i - 2]:
            return i + 1
    return None
