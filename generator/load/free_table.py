"""A table whose columns are the clerk's own: 附表 of a notice. Its stated 合计 is checked, nothing else is required of it."""

from __future__ import annotations

import re
from pathlib import Path

from generator import values
from generator.load.csv_file import read_csv
from generator.load.grid import Grid, GridRow, letter
from generator.load.xlsx_file import read_xlsx
from generator.model import ColumnRole, Problem, Source, Table, TableColumn, problem

_TOTAL = frozenset({"合计", "总计", "小计", "共计"})


def read_free_table(path: Path, file: str) -> tuple[Table | None, list[Problem]]:
    """The first sheet that has a header and rows, as a table to show."""
    grids, problems = (read_csv if path.suffix.lower() == ".csv" else read_xlsx)(path, file)
    for grid in grids:
        at = next((i for i, row in enumerate(grid.rows) if sum(map(bool, row.cells)) >= 2 and not _is_unit_line(row)), None)
        if at is not None:
            return _table(grid, at, path.stem)
    if problems:
        return None, problems
    return None, [problem("header-not-found", Source(file), "没有找到表头:至少要有两列。", "第一行写列名,下面一行一条。")]


def _is_unit_line(row: GridRow) -> bool:
    return any("单位" in c and len(c) < 16 for c in row.cells if c) and sum(map(bool, row.cells)) <= 2


def _table(grid: Grid, at: int, name: str) -> tuple[Table, list[Problem]]:
    header = grid.rows[at]
    width = max(i for i, c in enumerate(header.cells) if c) + 1
    titles = [next(c for c in row.cells if c) for row in grid.rows[:at] if any(row.cells)]
    problems: list[Problem] = []
    rows: list[tuple[GridRow, tuple[str, ...]]] = []
    foot: tuple[GridRow, tuple[str, ...]] | None = None
    for row in grid.rows[at + 1 :]:
        if row.blank:
            continue
        here = Source(grid.file, row.number, row.line, grid.sheet)
        extra = [i for i, c in enumerate(row.cells) if c and i >= width]
        if extra or (grid.ragged and len(row.cells) < width):
            count = extra[-1] + 1 if extra else len(row.cells)
            problems.append(problem("cell-count", here, f"表头有 {width} 格,这一行有 {count} 格。", excerpt=" | ".join(row.cells)))
            continue
        cells = (row.cells + ("",) * width)[:width]
        for i, cell in enumerate(cells):
            where = Source(grid.file, row.number, row.line, grid.sheet, letter(i), header.cells[i])
            if values.forbidden(cell):
                problems.append(problem("bad-text", where, "有看不见的控制字符。"))
            if i in row.unvalued:
                problems.append(problem("formula-without-value", where, f"「{header.cells[i]}」是公式,没有结果。"))
        if values.label(next((c for c in cells if c), "")) in _TOTAL:
            foot = (row, cells)
        else:
            rows.append((row, cells))
    amounts = [_amounts([cells[i] for _, cells in rows]) for i in range(width)]
    columns = tuple(TableColumn(header.cells[i] or letter(i), _role(header.cells[i], amounts[i])) for i in range(width))
    if foot:
        problems += _wrong_sums(grid, header, foot, amounts)
    unit = next((t for t in titles if "单位" in t), "")
    title = next((t for t in titles if t != unit), "")
    return Table(name, title, columns, tuple(c for _, c in rows), foot[1] if foot else (), unit), problems


def _amounts(cells: list[str]) -> list[int] | None:
    """Hundredths of a column of plain numbers; None where any filled cell is something else."""
    try:
        found = [values.parse_money(c) for c in cells if not re.search("[元万¥￥]", c)]
    except ValueError:
        return None
    return [n or 0 for n in found] if len(found) == len(cells) and any(n is not None for n in found) else None


def _role(name: str, amounts: list[int] | None) -> ColumnRole:
    return "number" if amounts is not None and not re.search("号|年度|年份|日期|电话|序", name) else "text"


def _wrong_sums(grid: Grid, header: GridRow, foot: tuple[GridRow, tuple[str, ...]], amounts: list[list[int] | None]) -> list[Problem]:
    row, cells = foot
    problems = []
    for i, column in enumerate(amounts):
        if column is None or _role(header.cells[i], column) == "text" or re.search("标准|单价|比例|率|%", header.cells[i]):
            continue
        try:
            stated = values.parse_money(cells[i])
        except ValueError:
            continue
        if stated is not None and stated != sum(column):
            where = Source(grid.file, row.number, row.line, grid.sheet, letter(i), header.cells[i])
            said = f"「{header.cells[i]}」合计写的是 {cells[i]},各行相加是 {_plain(sum(column))}。"
            problems.append(problem("total-mismatch", where, said))
    return problems


def _plain(hundredths: int) -> str:
    text = values.yuan(hundredths)
    return text.removesuffix(".00")
