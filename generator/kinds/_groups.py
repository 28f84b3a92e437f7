"""Households by 组, so that nobody can be told apart: a group of fewer than five is shown together with others, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal

from generator import values
from generator.check.cell_suppression import FEW
from generator.classes import dataclass
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
    members = {name: _households(name, of) for name, of in by_name.items()}
    joined = joined_few(members)
    if joined is None:
        return ()
    shown = [_group(of[0].text("组别"), of, len(members[name])) for name, of in by_name.items() if name not in joined]
    merged = [row for name, of in by_name.items() if name in joined for row in of]
    return (*shown, _group(MERGED, merged, sum(len(members[name]) for name in joined))) if merged else tuple(shown)


def joined_few(members: Mapping[str, AbstractSet[object]]) -> frozenset[str] | None:
    """Which of them are shown as one, none alone having fewer than five members and they together neither; None where all have too few."""
    joined = {name for name, of in members.items() if len(of) < FEW}
    while joined and len(set().union(*(members[name] for name in joined))) < FEW:
        rest = [name for name in members if name not in joined]
        if not rest:
            return None
        joined.add(min(rest, key=lambda name: len(members[name])))
    return frozenset(joined)


def _households(group: str, rows: list[Row]) -> frozenset[tuple[str, str]]:
    """Several rows of one 户主 in one group are one household."""
    return frozenset((group, values.label(row.text("户主"))) for row in rows)


def _group(name: str, rows: list[Row], households: int) -> Group:
    area = sum((a for row in rows if isinstance(a := row["面积"], Decimal)), Decimal(0))
    return Group(name, households, area, sum(row.fen("金额") or 0 for row in rows))
