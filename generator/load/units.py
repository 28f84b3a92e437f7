"""In which unit a table states its amounts: 元, 千元 or 万元, wherever and however an office writes it.

「单位：万元」 above or below the table, at the end of a line or split over two cells, 「收支明细表（万元）」, 「计划数(万元)」, a sheet
called 「万元」. What speaks of 万元 and is none of these is asked: an amount ten thousand times too small is worse than a question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator import values
from generator.load.grid import Grid, GridRow
from generator.model import Problem, Source, problem
from generator.pattern import lazy
from generator.sheets import letter

_AMOUNT = r"(?:人民币)?\s*([十百千万亿]*\s*[元角分]|[千万亿]|美元|港币|美金)"
_STATED = lazy(rf"(?:金额|计量|货币|计价)?\s*单\s*位\s*[:：]?\s*{_AMOUNT}(?![一-鿿A-Za-z0-9])")
_WHOLE = lazy(rf"{_AMOUNT}|以?{_AMOUNT}(?:为|计)?(?:单位|计|计算)?")
_OPEN, _CLOSE = "(\\[{<〔〈《【「", ")\\]}>〕〉》】」"
_BRACKET = lazy(rf"[{_OPEN}]\s*(?:金额|计量|货币)?(?:单\s*位)?\s*[:：]?\s*{_AMOUNT}\s*(?:[/／每][^{_CLOSE}]{{1,6}})?[{_CLOSE}]")
_SUFFIX = lazy(rf"(?<=[一-鿿])(?:[\s/／_:：-]+{_AMOUNT}|([千万]\s*元))$")
_LABEL = lazy(r"(?:金额|计量|货币|计价)?单位")
_UNREAD = lazy(
    r"(?<![\d.百千十几数一二三四五六七八九两零〇百])\s*万\s*元(?![一-鿿])|以\s*万\s*元|万\s*元\s*(?:为|计|表示)|[(\[【〔]\s*万\s*[)\]】〕]"
)


@lru_cache(maxsize=1 << 12)
def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _full(unit: str) -> str:
    unit = re.sub(r"\s", "", unit)
    return unit + "元" if unit in ("千", "万", "亿") else unit


@lru_cache(maxsize=1 << 12)
def own_unit(header: str) -> tuple[str, str]:
    """(name, unit) of a column header: 「计划数（万元）」, 「计划数/万元」, 「计划数万元」 → 计划数, 万元; unit "" where it states none."""
    flat = _flat(header)
    if match := _BRACKET.search(flat):
        return (flat[: match.start()] + flat[match.end() :]).strip(), _full(match[1])
    if match := _SUFFIX.search(flat):
        return flat[: match.start()].strip(), _full(match[1] or match[2])
    return header, ""


def unit_rows(grid: Grid, at: int, first_data: int) -> Iterator[GridRow]:
    """Rows that may state the unit: those above the header, and below it those of few words and no numbers."""
    yield from grid.rows[:at]
    for row in grid.rows[first_data:]:
        if says_only_words(row) and any("元" in cell or "单位" in cell or "万" in cell for cell in row.cells):
            yield row


def says_only_words(row: GridRow) -> bool:
    """True for a row of at most three cells, none of them an amount or a day."""
    if len(row.cells) - row.cells.count("") > 3:
        return False
    return not any(re.search(r"\d", cell) and not re.search("[一-鿿]", cell) for cell in row.cells)


def stated_unit(row: GridRow) -> tuple[int, str] | None:
    """(column, unit) where a row states one."""
    cells = [(i, _flat(cell)) for i, cell in enumerate(row.cells) if cell]
    for place, (i, cell) in enumerate(cells):
        if match := _STATED.search(cell) or _BRACKET.search(cell):
            return i, _full(match[1])
        if match := _WHOLE.fullmatch(cell.strip()):
            return i, _full(match[1] or match[2])
        following = cells[place + 1][1].strip() if place + 1 < len(cells) else ""
        if _LABEL.fullmatch(values.label(cell)) and (match := _WHOLE.fullmatch(following)):
            return cells[place + 1][0], _full(match[1] or match[2])
    return None


def is_unit_row(row: GridRow) -> bool:
    """True for a row below the header that only states the unit."""
    return says_only_words(row) and stated_unit(row) is not None


def common_unit(grid: Grid, at: int, first_data: int) -> tuple[str, list[Problem]]:
    """The unit of the whole table, 元 where none is stated; two that differ, one that is not known, and a 万元 in words are problems."""
    units: dict[str, Source] = {}
    unread: list[tuple[str, Source]] = []
    for row in unit_rows(grid, at, first_data):
        if stated := stated_unit(row):
            units.setdefault(stated[1], Source(grid.file, row.number, row.line, grid.sheet, letter(stated[0])))
            continue
        for i, cell in enumerate(row.cells):
            if cell and _UNREAD.search(_flat(cell)):
                unread.append((cell, Source(grid.file, row.number, row.line, grid.sheet, letter(i))))
    sheet = _flat(grid.sheet)
    if not units and (named := _BRACKET.search(sheet) or _WHOLE.fullmatch(sheet.strip())):
        units[_full(named[1])] = Source(grid.file, sheet=grid.sheet)
    elif not units and _UNREAD.search(sheet):
        unread.append((grid.sheet, Source(grid.file, sheet=grid.sheet)))
    problems = [problem("bad-unit", where, f"单位「{unit}」不认识。") for unit, where in units.items() if unit not in values.UNITS]
    known = [unit for unit in units if unit in values.UNITS]
    if len(known) > 1:
        hint = "整张表用一个单位的，只写一处；各列不同的，写在列名后面，如「金额（万元）」。"
        problems.append(problem("bad-unit", units[known[1]], f"表上写了两个单位：「{known[0]}」和「{known[1]}」。", hint))
    if unread and not units:
        text, where = unread[0]
        hint = "在表头上面单独一格写「单位：万元」，或者「单位：元」。"
        problems.append(problem("bad-unit", where, f"「{text[:30]}」里有「万元」，看不出这张表的金额是元还是万元。", hint))
    return (known[0] if known else "元"), problems
