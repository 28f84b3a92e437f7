"""A table whose columns are the clerk's own: 附表 of a notice. Its stated 合计 is checked, nothing else is required of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator import sum_rows, values
from generator.load.convert import DITTO, MAX_TEXT, lost
from generator.load.csv_file import read_csv
from generator.load.free_shape import below_header, with_one_header
from generator.load.grid import Grid, GridRow
from generator.load.row_sort import closes
from generator.load.xlsx_file import read_xlsx
from generator.model import Problem, Source, problem
from generator.pattern import lazy
from generator.sheets import letter
from generator.shown import Table, TableColumn

_WITHIN = lazy("其中.*")
"""Rows that tell a part of the row above them: shown, not added."""
_NOT_AMOUNTS = lazy("号|年度|年份|日期|电话|序")
_NOT_SUMMED = lazy("标准|单价|比例|率|%|均|龄|进度|工期|名次|排名")

TextLine = tuple[GridRow, tuple[str, ...]]


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
    likely = (i for i, row in enumerate(grid.rows) if sum(map(bool, row.cells)) >= 2 and not _is_unit_line(row) and not closes(row))
    return next(likely, None)


_UNIT_LINE = lazy(r".*单位[:\uff1a].*|.*单位(人民币)?[百千万]*元")


def _is_unit_line(row: GridRow) -> bool:
    """「单位：元」 in one cell or two; 「单位 | 户数」 is a header."""
    cells = [cell for cell in row.cells if cell]
    return len(cells) <= 2 and bool(_UNIT_LINE.fullmatch(re.sub(r"\s", "", "".join(cells))))


def _table(grid: Grid, at: int, name: str) -> tuple[Table, list[Problem]]:
    grid = with_one_header(grid, at)
    header = grid.rows[at]
    width = max(i for i, c in enumerate(header.cells) if c) + 1
    titles = [next(c for c in row.cells if c) for row in grid.rows[:at] if any(row.cells)]
    problems: list[Problem] = []
    if grid.hidden:
        message = f"{'、'.join(grid.hidden[:8])} 是隐藏的，里面有内容。"
        problems.append(problem("hidden-cells", Source(grid.file, sheet=grid.sheet), message))
    problems += _invisible(grid, at)
    lines: list[TextLine] = []
    totals: list[TextLine] = []
    below, another, closing = below_header(grid, at)
    problems += another
    for row in below:
        cells, problems_of_row = _cells(grid, header, row, width)
        problems += problems_of_row
        if cells:
            line = (row, cells)
            lines.append(line)
            totals += [line] if _stated(cells) == "total" else []
    if not lines and not problems:
        message, hint = f"「{Path(grid.file).name}」里只有表头，一行内容也没有。", "填上内容；还没有内容的，从「附表」里去掉它。"
        problems.append(problem("empty-list", Source(grid.file, sheet=grid.sheet), message, hint))
    foot = totals[-1] if totals and totals[-1] in (lines[0], lines[-1]) else None
    counted = [line for line in lines if not _stated(line[1]) and not any(map(_WITHIN.fullmatch, _labels_of(line[1])))]
    places = {id(line) for line in counted}
    summed = [line for line in lines if id(line) in places or _stated(line[1])]
    many = sum_rows.too_many(len(lines), len(summed) - len(counted))
    problems += [problem("too-large", Source(grid.file, sheet=grid.sheet), many, sum_rows.FEWER_SUMS)] if many else []
    columns = []
    told: set[int] = set()
    for i in range(width):
        name_of = header.cells[i] or letter(i)
        amounts, odd = _amounts([(row, cells[i]) for row, cells in counted])
        numeric = bool(amounts) and not _NOT_AMOUNTS.search(name_of) and len(odd) <= len(amounts)
        columns.append(TableColumn(name_of, "number" if numeric and not odd else "text"))
        if numeric and not many and not _NOT_SUMMED.search(name_of):
            problems += _wrong_sums(grid, summed, i, name_of, odd, told)
    unit = next((t for t in titles if "单位" in t), "")
    title = next((t for t in titles if t != unit), "")
    note = "　".join(filter(None, (unit, *closing)))
    return Table(
        name, title, tuple(columns), tuple(c for line in lines if line is not foot for c in line[1:]), foot[1] if foot else (), note
    ), problems


def _invisible(grid: Grid, at: int) -> list[Problem]:
    """Titles and header hold nothing that hides or reverses what is read."""
    problems = []
    for row in grid.rows[: at + 1]:
        for i, cell in enumerate(row.cells):
            if values.forbidden(cell):
                where = Source(grid.file, row.number, row.line, grid.sheet, letter(i))
                problems.append(problem("bad-text", where, "标题或表头里有看不见的控制字符。"))
    return problems


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
        if not (i in row.unvalued or values.forbidden(cell) or len(cell) > MAX_TEXT or cell in DITTO or lost(cell)):
            continue  # nearly every cell of nearly every table
        name = header.cells[i] if i < len(header.cells) else ""
        where = Source(grid.file, row.number, row.line, grid.sheet, letter(i), name)
        if values.forbidden(cell) or len(cell) > MAX_TEXT:
            message = "有看不见的控制字符" if values.forbidden(cell) else f"有 {len(cell)} 个字，太长了"
            problems.append(problem("bad-text", where, f"「{name}」{message}。", excerpt=excerpt))
        elif cell in DITTO:
            message = f"「{name}」写的是「{cell}」：要看上面一行才知道是什么，排了序、查到这一行时就看不懂了。"
            problems.append(problem("ditto", where, message, excerpt=excerpt))
        elif why := lost(cell):
            problems.append(problem("lost-character", where, f"「{name}」写的是「{cell[:30]}」：{why}。", excerpt=excerpt))
        if i in row.unvalued:
            message = "是公式，文件里没有存下结果。" if not cell else f"是出错的公式（{cell}）。"
            problems.append(problem("formula-without-value", where, f"「{name}」{message}", excerpt=excerpt))
    return cells, problems


def _labels_of(cells: tuple[str, ...]) -> set[str]:
    """The first two cells that say anything: a 合计 may stand behind a serial number."""
    return {sum_rows.bare(c) for c in [c for c in cells if c][:2]}


def _stated(cells: tuple[str, ...]) -> sum_rows.Stated:
    """What the first two cells say that the row sums, or any other cell that is such a word alone."""
    told = [c for c in cells if c]
    stated_by = {*map(sum_rows.states, told[:2]), *map(sum_rows.only_states, told[2:])}
    return "total" if "total" in stated_by else "subtotal" if "subtotal" in stated_by else "named" if "named" in stated_by else ""


def _amounts(cells: list[tuple[GridRow, str]]) -> tuple[list[int], list[tuple[GridRow, str]]]:
    """Hundredths of the cells that are amounts, and the cells that hold something else; where most do, only those looked at till then."""
    amounts: list[int] = []
    odd: list[tuple[GridRow, str]] = []
    for row, cell in cells:
        if len(odd) * 2 > len(cells):
            break
        amount = _hundredths(cell)
        if amount is None and cell and cell not in values.NOTHING:
            odd.append((row, cell))
        amounts += [amount] if amount is not None else []
    return amounts, odd


def _hundredths(cell: str) -> int | None:
    try:
        return values.parse_money(cell)
    except ValueError:
        return None


def _wrong_sums(grid: Grid, lines: list[TextLine], i: int, name: str, odd: list[tuple[GridRow, str]], told: set[int]) -> list[Problem]:
    """The stated sums of one column that are the sum of none of the rows they could be of.

    A cell that is no amount keeps the sums from being checked and is told. A difference told once is not told again in the sums over it.
    """
    sums = {at: fen for at, (_, cells) in enumerate(lines) if _stated(cells) and (fen := _hundredths(cells[i])) is not None}
    if not any(_stated(lines[at][1]) != "named" for at in sums):
        return []
    if odd:
        message = f"「{name}」写的是「{{}}」，下面有合计，却不是数字。"
        return [
            problem("bad-amount", Source(grid.file, r.number, r.line, grid.sheet, letter(i), name), message.format(text)) for r, text in odd
        ]
    rows = [sum_rows.Line(_texts(cells), bool(_stated(cells))) for _, cells in lines]
    each = [_hundredths(cells[i]) or 0 for _, cells in lines]
    grand = [at for at, (_, cells) in enumerate(lines) if _stated(cells) == "total"]

    def totals(at: int) -> Iterator[int]:
        whole = at in (grand[:1] if grand == [0] else grand[-1:])
        parts = sum_rows.covers_all(at, rows, grand) if whole else sum_rows.may_be_sum_of(at, rows)
        return (sum(each[k] for k in part) for part in parts)

    for at, stated in sums.items():  # 零星工程合计 that is the sum of nothing above it is a row of its own
        if _stated(lines[at][1]) == "named" and stated not in totals(at) and not sum_rows.names_rows(at, rows):
            rows[at] = sum_rows.Line(rows[at].texts)
    problems: list[Problem] = []
    for at, stated in sums.items():
        possible = totals(at) if rows[at].stated else iter(())
        likeliest = next(possible, None)
        if likeliest is None or stated == likeliest or stated in possible or stated - likeliest in told:
            continue
        told.add(stated - likeliest)
        row, cells = lines[at]
        how = "各行相加" if at in grand else sum_rows.how_summed(at, rows)
        where = Source(grid.file, row.number, row.line, grid.sheet, letter(i), name)
        label = next(filter(sum_rows.states, cells), "合计")
        message = f"「{name}」{label}写的是 {cells[i]}，{how}是 {values.yuan(likeliest).removesuffix('.00')}。"
        problems.append(problem("total-mismatch", where, message, excerpt=" | ".join(cells)))
    return problems


def _texts(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(c for c in cells if c and _hundredths(c) is None)
