"""A table whose columns are the clerk's own: 附表 of a notice. Its stated 合计 is checked, nothing else is required of it."""

from __future__ import annotations

import re
from pathlib import Path

from generator import values
from generator.load.convert import MAX_TEXT
from generator.load.csv_file import read_csv
from generator.load.grid import Grid, GridRow, letter
from generator.load.xlsx_file import read_xlsx
from generator.model import Problem, Source, problem
from generator.shown import Table, TableColumn

_TOTAL = frozenset({"合计", "总计", "共计", "总合计", "合计数"})
_PART = re.compile(r".*(小计|合计|总计)|其中.*")
"""Rows that repeat what others say: shown, not added."""
_NOT_AMOUNTS = re.compile("号|年度|年份|日期|电话|序")
_NOT_SUMMED = re.compile("标准|单价|比例|率|%|均|龄|进度|工期|名次|排名")

Line = tuple[GridRow, tuple[str, ...]]


def read_free_table(path: Path, file: str) -> tuple[Table | None, list[Problem]]:
    """The first sheet that has a header and rows, else the first that has a header, as a table to show."""
    grids, problems = (read_csv if path.suffix.lower() == ".csv" else read_xlsx)(path, file)
    headed = [(grid, at) for grid in grids if (at := _header(grid)) is not None]
    if headed:
        grid, at = next(((g, i) for g, i in headed if any(not row.blank for row in g.rows[i + 1 :])), headed[0])
        return _table(grid, at, path.stem)
    if problems:
        return None, problems
    return None, [problem("header-not-found", Source(file), "没有找到表头：至少要有两列。", "第一行写列名，下面一行一条。")]


def _header(grid: Grid) -> int | None:
    """The first row with two cells that is no line about the unit."""
    return next((i for i, row in enumerate(grid.rows) if sum(map(bool, row.cells)) >= 2 and not _is_unit_line(row)), None)


def _is_unit_line(row: GridRow) -> bool:
    return any("单位" in c and len(c) < 16 for c in row.cells if c) and sum(map(bool, row.cells)) <= 2


def _table(grid: Grid, at: int, name: str) -> tuple[Table, list[Problem]]:
    header = grid.rows[at]
    width = max(i for i, c in enumerate(header.cells) if c) + 1
    titles = [next(c for c in row.cells if c) for row in grid.rows[:at] if any(row.cells)]
    problems: list[Problem] = []
    if grid.hidden:
        said = f"{'、'.join(grid.hidden[:8])} 是隐藏的，里面有内容。"
        problems.append(problem("hidden-cells", Source(grid.file, sheet=grid.sheet), said))
    problems += _invisible(grid, at)
    lines: list[Line] = []
    totals: list[Line] = []
    for row in grid.rows[at + 1 :]:
        if row.blank or row.cells == header.cells:
            continue
        cells, found = _cells(grid, header, row, width)
        problems += found
        if cells:
            line = (row, cells)
            lines.append(line)
            totals += [line] if _said(cells) & _TOTAL else []
    if not lines and not problems:
        said, hint = f"「{Path(grid.file).name}」里只有表头，一行内容也没有。", "填上内容；还没有内容的，从公告的「附表」里去掉它。"
        problems.append(problem("empty-list", Source(grid.file, sheet=grid.sheet), said, hint))
    foot = totals[-1] if totals and totals[-1] in (lines[0], lines[-1]) else None
    counted = [line for line in lines if not any(map(_PART.fullmatch, _said(line[1])))]
    columns = []
    for i in range(width):
        name_of = header.cells[i] or letter(i)
        amounts, odd = _amounts([(row, cells[i]) for row, cells in counted])
        numeric = bool(amounts) and not _NOT_AMOUNTS.search(name_of) and len(odd) <= len(amounts)
        columns.append(TableColumn(name_of, "number" if numeric and not odd else "text"))
        if numeric and not _NOT_SUMMED.search(name_of):
            for total in totals:
                problems += _wrong_sum(grid, total, i, name_of, amounts, odd)
    unit = next((t for t in titles if "单位" in t), "")
    title = next((t for t in titles if t != unit), "")
    return Table(
        name, title, tuple(columns), tuple(c for line in lines if line is not foot for c in line[1:]), foot[1] if foot else (), unit
    ), problems


def _invisible(grid: Grid, at: int) -> list[Problem]:
    """Titles and header hold nothing that hides or reverses what is read."""
    found = []
    for row in grid.rows[: at + 1]:
        for i, cell in enumerate(row.cells):
            if values.forbidden(cell):
                where = Source(grid.file, row.number, row.line, grid.sheet, letter(i))
                found.append(problem("bad-text", where, "标题或表头里有看不见的控制字符。"))
    return found


def _cells(grid: Grid, header: GridRow, row: GridRow, width: int) -> tuple[tuple[str, ...], list[Problem]]:
    """One row's cells under the header; () where the shape is wrong."""
    problems: list[Problem] = []
    excerpt = " | ".join(" ".join(c.split()) for c in row.cells)
    extra = [i for i, c in enumerate(row.cells) if c and i >= width]
    if extra or (grid.ragged and len(row.cells) < width):
        count = extra[-1] + 1 if extra else len(row.cells)
        here = Source(grid.file, row.number, row.line, grid.sheet)
        return (), [problem("cell-count", here, f"表头有 {width} 格，这一行有 {count} 格。", excerpt=excerpt)]
    cells = (row.cells + ("",) * width)[:width]
    for i, cell in enumerate(cells):
        name = header.cells[i] if i < len(header.cells) else ""
        where = Source(grid.file, row.number, row.line, grid.sheet, letter(i), name)
        if values.forbidden(cell) or len(cell) > MAX_TEXT:
            said = "有看不见的控制字符" if values.forbidden(cell) else f"有 {len(cell)} 个字，太长了"
            problems.append(problem("bad-text", where, f"「{name}」{said}。", excerpt=excerpt))
        if i in row.unvalued:
            said = "是公式，文件里没有存下结果。" if not cell else f"是出错的公式（{cell}）。"
            problems.append(problem("formula-without-value", where, f"「{name}」{said}", excerpt=excerpt))
    return cells, problems


def _said(cells: tuple[str, ...]) -> set[str]:
    """The first two cells that say anything: a 合计 may stand behind a serial number."""
    return {values.label(re.sub(r"[(\uff08].*?[)\uff09]", "", c)) for c in [c for c in cells if c][:2]}


def _amounts(cells: list[tuple[GridRow, str]]) -> tuple[list[int], list[tuple[GridRow, str]]]:
    """Hundredths of the cells that are amounts, and the cells that hold something else."""
    amounts: list[int] = []
    odd: list[tuple[GridRow, str]] = []
    for row, cell in cells:
        try:
            found = values.parse_money(cell)
        except ValueError:
            odd.append((row, cell))
        else:
            amounts += [found] if found is not None else []
    return amounts, odd


def _wrong_sum(grid: Grid, foot: Line, i: int, name: str, amounts: list[int], odd: list[tuple[GridRow, str]]) -> list[Problem]:
    """The stated sum of a column against its rows; a cell that is no amount keeps the sum from being checked and is told."""
    row, cells = foot
    try:
        stated = values.parse_money(cells[i])
    except ValueError:
        return []
    if stated is None:
        return []
    problems = [
        problem(
            "bad-amount",
            Source(grid.file, r.number, r.line, grid.sheet, letter(i), name),
            f"「{name}」写的是「{text}」，下面有合计，却不是数字。",
        )
        for r, text in odd
    ]
    if not odd and stated != sum(amounts):
        where = Source(grid.file, row.number, row.line, grid.sheet, letter(i), name)
        said = f"「{name}」合计写的是 {cells[i]}，各行相加是 {values.yuan(sum(amounts)).removesuffix('.00')}。"
        problems.append(problem("total-mismatch", where, said, excerpt=" | ".join(cells)))
    return problems
