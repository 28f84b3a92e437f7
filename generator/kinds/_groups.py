"""Households by 组, so that nobody can be told apart: a group of fewer than five is shown together with others, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator import values
from generator.check.cell_suppression import FEW
from generator.model import Row

MERGED = "其他组"


@dataclass(frozen=True)
class Group:
    """Sums of one 组; ``area`` in the unit of the file (亩), ``fen`` in fen."""

    name: str
    households: int
    area: Decimal
    fen: int


def groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    """In the order of the file, what was merged last. Nothing where all together are fewer than five households.

    Where the small groups together are still too few, the smallest large one joins them: their sums cannot be had by subtraction.
    """
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(values.label(row.text("组别")), []).append(row)
    sizes = {name: _households(of) for name, of in by_name.items()}
    joined = {name for name in by_name if sizes[name] < FEW}
    while joined and sum(sizes[name] for name in joined) < FEW:
        rest = [name for name in by_name if name not in joined]
        if not rest:
            return ()
        joined.add(min(rest, key=lambda name: sizes[name]))
    shown = [_group(of[0].text("组别"), of, sizes[name]) for name, of in by_name.items() if name not in joined]
    merged = [row for name, of in by_name.items() if name in joined for row in of]
    return (*shown, _group(MERGED, merged, sum(sizes[name] for name in joined))) if merged else tuple(shown)


def _households(rows: list[Row]) -> int:
    """Several rows of one 户主 in one group are one household."""
    return len({values.label(row.text("户主")) for row in rows})


def _group(name: str, rows: list[Row], households: int) -> Group:
    area = sum((a for row in rows if isinstance(a := row["面积"], Decimal)), Decimal(0))
    return Group(name, households, area, sum(row.fen("金额") or 0 for row in rows))
