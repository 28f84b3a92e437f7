"""What an item of the catalogue lets be said of persons, by its 隐私: 2 names masked, 3 sums only and no small count among them.

Notices are where persons are listed in tables of a clerk's own; what other kinds hold of persons, each of them leaves out itself.
Law: 个人信息保护法 art. 6, 25, 28; 社会救助暂行办法 art. 61.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator import values
from generator.check.cells import FEW, left_out
from generator.check.names import masked
from generator.check.scope import NOTICES
from generator.config import Edition
from generator.kind import Datasets
from generator.law import catalogue
from generator.law.sensitive import sensitive
from generator.model import Dataset
from generator.shown import Table, Value

MASKED, SUMS_ONLY = 2, 3
"""隐私 of an item."""
_GROUP = re.compile("组别|小组|^组$|村民组")
_COUNT = re.compile("人数|户数|人次|^[人户]$")
_SUM = re.compile("合计|小计|总计|共计")
_NUMBER = re.compile(r"(\d{1,6})\s*[人户]?")
LEFT_OUT = "—"


def as_may_be_said(datasets: Mapping[str, Datasets], edition: Edition) -> dict[str, Datasets]:
    """The datasets with the tables of notices as their items let them be said; in the edition for villagers names stay."""
    notices = tuple(_notice(data, edition) for data in datasets.get(NOTICES, ()))
    return {**datasets, NOTICES: notices}


def grade(data: Dataset) -> int:
    """隐私 of what a notice is about; 0 where the catalogue does not know it."""
    item = catalogue.named(data.rows[0].text("事项"))
    return item.privacy if item else 0


def _notice(data: Dataset, edition: Edition) -> Dataset:
    what = grade(data)
    if what >= SUMS_ONLY:
        return replace(data, tables=tuple(map(without_few, data.tables)))
    if what == MASKED and edition == "public":
        return replace(data, tables=tuple(map(without_names, data.tables)))
    return data


def named_columns(table: Table) -> list[int]:
    """The columns that hold names of persons, guardians too."""
    return [i for i, c in enumerate(table.columns) if sensitive().names.search(c.name)]


def without_names(table: Table) -> Table:
    """Names masked, apart by a number within their 组."""
    group = next((i for i, c in enumerate(table.columns) if _GROUP.search(c.name)), -1)
    rows = [list(row) for row in table.rows]
    for i in named_columns(table):
        shown = masked((str(row[group]) if group >= 0 else "", str(row[i] or "")) for row in table.rows)
        for row, text in zip(rows, shown, strict=True):
            row[i] = text
    return replace(table, rows=tuple(map(tuple, rows)))


def without_few(table: Table) -> Table:
    """Counts of one to four as 「<5」; and whatever else, sums and amounts among it, would let them be worked out, not at all."""
    columns = [i for i, c in enumerate(table.columns) if _COUNT.search(c.name) and not _SUM.search(c.name)]
    across = [i for i, c in enumerate(table.columns) if _COUNT.search(c.name) and _SUM.search(c.name)]
    lines = [i for i, row in enumerate(table.rows) if not _is_sum(row)]
    counts = [[_count(table.rows[line][i]) for i in columns] for line in lines]
    if not columns or not lines:
        return table
    hidden = left_out(counts, bool(across) and len(columns) > 1, bool(table.foot) or len(lines) < len(table.rows))
    if not hidden:
        return table
    rows, foot = [list(row) for row in table.rows], list(table.foot)
    parts = [row for row in rows if _is_sum(tuple(row))]
    money = [i for i, c in enumerate(table.columns) if re.search("金额|款|元", c.name) and i not in (*columns, *across)]
    for r, c in hidden:
        places = [columns[c]] if c < len(columns) else across
        few = r < len(lines) and c < len(columns) and counts[r][c] < FEW
        for row in [rows[lines[r]]] if r < len(lines) else [foot] if foot else []:
            _leave_out(row, places, f"<{FEW}" if few else LEFT_OUT)
        for row in parts:  # the sum of some rows would tell what the sum of all does not
            _leave_out(row, (*places, *money), LEFT_OUT)
    gaps = {r for r, _ in hidden if r < len(lines)}
    for r in gaps:
        _leave_out(rows[lines[r]], money, LEFT_OUT)
    if foot and len(gaps) < 2:  # one amount that is left out is what the sum lacks
        _leave_out(foot, money, LEFT_OUT)
    note = "；".join(filter(None, (table.note, f"少于 {FEW} 的写「<{FEW}」，能算出它的数写「{LEFT_OUT}」，免得认出是谁")))
    return replace(table, rows=tuple(map(tuple, rows)), foot=tuple(foot), note=note)


def _leave_out(row: list[Value], places: Iterable[int], said: str) -> None:
    for i in places:
        row[i] = said


def _is_sum(row: tuple[Value, ...]) -> bool:
    return any(_SUM.fullmatch(values.label(str(cell))) for cell in [cell for cell in row if cell][:2])


def _count(cell: Value) -> int:
    found = _NUMBER.fullmatch(str(cell or "").replace(",", "").strip())
    return int(found[1]) if found else 0
