"""A block that was copied in WPS or Excel → the edits that put it into a table: below a cell, or column by column where it has a header."""

from __future__ import annotations

import re

from generator.classes import dataclass
from generator.editing.edited_table import EditedRow, EditedTable
from generator.editing.edits import CellEdit, InsertRows, SetCells, Together
from generator.editing.refused import NotEditable
from generator.kind import Kind
from generator.load.grid import GridRow
from generator.load.header import bare_header
from generator.load.units import own_unit, stated_unit
from generator.sheets import letter

_ABOVE = 6
"""Rows of a block in which its header is looked for: a title and a unit may stand above it."""
_CELL = re.compile(r'(?:"((?:[^"\t]|"")*)"|([^\t\n]*))(\t|\n|\Z)')
"""In quotes, or as it is: a quote that is not closed within its cell is a mark like others, as the " of whoever writes ditto."""


@dataclass(frozen=True)
class PastePlan:
    """What pasting would do; ``edit`` does it, as one step."""

    edit: Together
    rows: int
    """Rows that are pasted."""
    added: int
    """Of these, rows that are new."""
    overwritten: int
    """Cells with something else in them that are written over: ask before doing it."""
    by_header: bool = False
    """The block has a header of its own: its columns go where the table has them."""
    left_out: tuple[str, ...] = ()
    """What is not pasted: headers that the table does not have, lines above the header, cells that are formulas. Say so."""


def read_block(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows and cells of a copied block: tabs between cells, cells with line breaks in quotes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain.strip():
        raise NotEditable("剪贴板里没有内容。先在 WPS 里选中要复制的格子，再复制一次。")
    rows: list[list[str]] = [[]]
    for match in _CELL.finditer(plain):
        rows[-1].append(match[2] if match[1] is None else match[1].replace('""', '"'))
        if match[3] == "\n":
            rows.append([])
        elif not match[3]:
            break
    return tuple(map(tuple, rows))


def plan_paste(table: EditedTable, kind: Kind | None, row: int, column: int, text: str) -> PastePlan:
    """``row``, ``column``: the cell that is chosen. The table grows above its 合计 and its closing lines. Raises NotEditable."""
    block = read_block(text)
    at, places, left_out = _header(block, table, kind)
    if at >= 0:
        block, column = block[at + 1 :], 0
        if not block:
            raise NotEditable("复制的只有表头，没有内容。把下面的各行一起选中，再复制一次。")
        openings = [each.number for each in table.rows if each.sort == "opening" and each.number > table.header]
        row = row if row > table.header else max([table.header, *openings[:1]]) + 1
    else:
        places = {i: column + i for i in range(max(map(len, block)))}
    free = [row] if len(block) == 1 and at < 0 and row <= len(table.rows) else _free_rows(table, row, len(block))
    edits: list[CellEdit] = []
    overwritten = 0
    shut: list[str] = []
    for number, texts in zip(free, block, strict=False):
        there = table.rows[number - 1]
        cells, lost = _into(there, texts, places)
        overwritten += lost
        into_shut = (place for i, place in places.items() if place in there.fixed and i < len(texts) and texts[i].strip())
        shut += [f"{letter(place)}{number}（公式，或者合并的格子）" for place in into_shut]
        edits.append(SetCells(number, 0, (cells,), table.sheet))
    rest = block[len(free) :]
    if rest:
        width = max((len(table.columns), *(place + 1 for place in places.values())))
        empty = EditedRow(0, "nothing", ("",) * width)
        edits.append(InsertRows(_below(table, row, free), tuple(_into(empty, texts, places)[0] for texts in rest), table.sheet))
    return PastePlan(Together(tuple(edits)), len(block), len(rest), overwritten, at >= 0, (*left_out, *shut))


def _header(block: tuple[tuple[str, ...], ...], table: EditedTable, kind: Kind | None) -> tuple[int, dict[int, int], tuple[str, ...]]:
    """(row of the header in the block, where each of its columns goes, what goes nowhere); -1 where the block has none."""
    wordings = kind.wordings if kind else {}
    for at, row in enumerate(block[:_ABOVE]):
        fields = [wordings[bare_header(text)].name if bare_header(text) in wordings else "" for text in row]
        if len(set(filter(None, fields))) < 2:
            continue
        places = {i: table.place(field) for i, field in enumerate(fields) if field and table.place(field) >= 0}
        if len(places) < 2:
            continue
        _refuse_other_unit(block[: at + 1], places, table)
        held = [i for i, text in enumerate(row) if text.strip() and i not in places]
        held = [i for i in held if any(i < len(below) and below[i].strip() for below in block[at + 1 :])]
        above = [" ".join(filter(None, (text.strip() for text in line))) for line in block[:at]]
        return at, places, (*filter(None, above), *(row[i].strip() for i in held))
    return -1, {}, ()


def _refuse_other_unit(block: tuple[tuple[str, ...], ...], places: dict[int, int], table: EditedTable) -> None:
    """Amounts in 万元 put into a table in 元 would be wrong without a word."""
    stated = [unit for n, line in enumerate(block[:-1]) for _, unit in filter(None, [stated_unit(GridRow(n, n, line))])]
    for i, place in places.items():
        column, unit = table.columns[place], own_unit(block[-1][i])[1] or (stated[-1] if stated else "")
        if column.type == "money" and unit and unit != column.unit:
            raise NotEditable(f"复制的「{block[-1][i].strip()}」单位是{unit}，这张表是{column.unit}。换算好再复制过来。")


def _into(there: EditedRow, texts: tuple[str, ...], places: dict[int, int]) -> tuple[tuple[str, ...], int]:
    """The cells of a row with the pasted ones in them, and how many of them held something else."""
    cells = [*there.cells]
    lost = 0
    for i, text in enumerate(texts):
        if (place := places.get(i, -1)) < 0 or place in there.fixed:
            continue
        cells += [""] * (place + 1 - len(cells))
        lost += bool(cells[place].strip()) and cells[place] != text
        cells[place] = text
    return tuple(cells), lost


def _free_rows(table: EditedTable, row: int, count: int) -> list[int]:
    """Numbers of the rows from ``row`` on that a block may be written into: entries and blank rows, up to what closes the table."""
    numbers = []
    for each in table.rows[row - 1 : row - 1 + count]:
        blank = not any(cell.strip() for cell in each.cells)
        if not (each.sort == "data" or blank):
            break
        numbers.append(each.number)
    return numbers


def _below(table: EditedTable, row: int, free: list[int]) -> int:
    return free[-1] + 1 if free else min(max(row, table.header + 1), len(table.rows) + 1)
