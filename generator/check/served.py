"""Lists of persons that have served their purpose: when they have been posted to their end, only sums are left of them.

Law: 个人信息保护法 art. 47: kept no longer than the purpose asks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator import values
from generator.check.cell_suppression import FEW
from generator.check.rosters import group_column, is_sum, named_columns, persons_in
from generator.config import Context
from generator.pattern import lazy
from generator.shown import Table, TableColumn, Value

_NOT_SUMMED = lazy("标准|单价|比例|率|%|均|龄|号|年|月|序|名次")


def officers(context: Context) -> frozenset[str]:
    """Who is named in village.yml or holds a post: lists of those who serve are not lists of villagers."""
    return _in_settings(context) | {each.name for each in context.village.serving}


def in_office_until(name: str, context: Context) -> date | None:
    """The last day on which somebody is known to serve, FOREVER where no end is in sight; None for who does not."""
    if name in _in_settings(context):
        return values.FOREVER
    return max((each.until or values.FOREVER for each in context.village.serving if each.name == name), default=None)


def _in_settings(context: Context) -> frozenset[str]:
    village = context.village
    return frozenset(each.name for each in (*village.officers, *village.supervisors)) | {each.name for each in village.contacts}


def of_villagers(table: Table, known: frozenset[str]) -> bool:
    """True for a list of persons, named whole or as 王某, other than ``known``."""
    return bool(set(persons_in(table)) - known)


def only_sums(table: Table, known: frozenset[str] = frozenset()) -> Table:
    """What is still told of a list of persons: how many, and the sums of its amounts, for each 组 where all are large enough to tell
    nobody's. Any other table as it is."""
    if not of_villagers(table, known):
        return table
    rows = [row for row in table.rows if not is_sum(row)]
    group, named = group_column(table), named_columns(table)
    summed = [i for i in range(len(table.columns)) if i not in (group, *named) and _adds_up(table, i, rows)]
    of: dict[str, list[tuple[Value, ...]]] = {}
    for row in rows:
        of.setdefault(str(row[group] or "") if group >= 0 else "", []).append(row)
    if min(map(len, of.values()), default=0) < FEW:
        of = {}
    whole = "户数" if "户" in table.columns[named[0]].name else "人数"
    columns = (TableColumn("组别" if of else "名单"), TableColumn(whole), *(replace(table.columns[i], role="number") for i in summed))

    def line(name: str, members: list[tuple[Value, ...]]) -> tuple[Value, ...]:
        if len(members) < FEW:
            return name, f"<{FEW}", *("—" for _ in summed)
        return name, str(len(members)), *(_sum([str(row[i] or "") for row in members]) for i in summed)

    made = tuple(line(name, members) for name, members in of.items()) if len(of) > 1 else ()
    total = line("合计", rows)
    note = "；".join(filter(None, (table.note, "公示期已满，名单已经撤下，只留合计")))
    return Table(table.name, table.title, columns, made or (total,), total if made else (), note)


def _adds_up(table: Table, i: int, rows: list[tuple[Value, ...]]) -> bool:
    cells = [str(row[i] or "") for row in rows if row[i]]
    return bool(cells) and not _NOT_SUMMED.search(table.columns[i].name) and all(_fen(cell) is not None for cell in cells)


def _fen(text: str) -> int | None:
    try:
        return values.parse_money(text)
    except ValueError:
        return None


def _sum(cells: list[str]) -> str:
    """Written as the cells are: with two places where they are amounts."""
    text = values.yuan(sum(_fen(cell) or 0 for cell in cells)).replace(",", "")
    return text if any("." in cell for cell in cells) else text.removesuffix(".00")
