"""Points and votes: which columns of a table they stand in, and how long the bar of each row is."""

from __future__ import annotations

from decimal import Decimal

from generator.noted import Noted
from generator.shown import Table, Value

SCORES = ("得分", "得票")
"""Columns of figures that tell by themselves who has most of what all are given."""
_MOST = 4
"""Parts of one bar: 优秀, 称职, 基本称职, 不称职."""

Ends = tuple[int, ...]
"""Where the parts of a bar end, in thousandths of its room."""


def scored(table: Table) -> tuple[int, ...]:
    """The column that says how many of all each row has, else those among which its votes are divided; () for none."""
    numbers = [i for i, c in enumerate(table.columns) if c.role == "number"]
    one = [i for i in numbers if table.columns[i].name in SCORES]
    return tuple(one[:1] or (numbers if 1 < len(numbers) <= _MOST else ()))


def bars(table: Table) -> tuple[Ends, ...]:
    """For each row the parts of its bar: of one column its share of the most that a row has, of several each one's share of their sum. ()
    where there is nothing to measure, or where something is below nothing."""
    columns = scored(table)
    rows = [[_figure(row[i]) for i in columns] for row in table.rows]
    most = max((figures[0] for figures in rows), default=Decimal(0)) if len(columns) == 1 else None
    return tuple(_ends(figures, sum(figures, Decimal(0)) if most is None else most) for figures in rows)


def _figure(item: Value) -> Decimal:
    value = item.value if isinstance(item, Noted) else item
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _ends(figures: list[Decimal], whole: Decimal) -> Ends:
    if whole <= 0 or min(figures, default=Decimal(0)) < 0:
        return ()
    ends, so_far = [], Decimal(0)
    for figure in figures:
        so_far += figure
        ends.append(int((so_far * 1000 / whole).to_integral_value()))
    return tuple(ends)
