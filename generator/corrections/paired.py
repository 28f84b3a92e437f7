"""Two states of one table, row by row: by what a row is called, not by where it stands.

What is the same in both is paired first, in whatever order; then rows of one number, of one name, and last of one content under another
number. Rows of one number (a voucher of several lines) are paired by what they have in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from generator.corrected import RowChange
from generator.kind import Kind
from generator.model import Column, Row
from generator.photo import AGREED, CHECKED
from generator.shown import Value

NOT_SHOWN = ("同意", "监护人同意", AGREED, CHECKED)
"""What a row says of what may be told of it: who takes back his word owes nobody a reason."""
_MANY = 40
"""Rows of one name that are paired by their likeness; more are paired in their order."""


PairedBy = Callable[[Row], tuple[Hashable, ...]]


def compared_columns(kind: Kind) -> tuple[Column, ...]:
    """Those whose change is one: no running balance, which follows from other rows, and nothing that no page shows."""
    hidden = (kind.running, *NOT_SHOWN)
    return tuple(c for c in kind.columns if c.persons != "unseen" and c.type != "photos" and c.name not in hidden)


def cell(row: Row, column: Column) -> Value:
    """What a cell says, however it was typed: 860 and 860.00 are one."""
    text = " ".join(row.text(column.name).split())
    if column.type == "text" or column.name in row.invalid:
        return text or None
    return row[column.name] if row[column.name] is not None else None


def differences(kind: Kind, old: Sequence[Row], new: Sequence[Row]) -> list[RowChange]:
    """In the order of the new state, then what is gone in the order of the old one."""
    there = {name for row in new for name in row.head.fields}
    columns = [c for c in compared_columns(kind) if c.name in there or not new]
    before = {name for row in old for name in row.head.fields}
    both = [c for c in columns if c.name in before or not old]
    changes = [RowChange("撤下", columns=gone)] if (gone := _gone_columns(kind, old, there)) and new else []
    left, right = list(old), list(new)
    pairs: list[tuple[Row, Row]] = []
    for key in _keys(kind, both):
        left, right, paired = _pair(left, right, key, both)
        pairs += paired
    changed = {id(row): (was, differing(was, row, both)) for was, row in pairs}
    for row in new:
        if id(row) not in changed:
            changes.append(RowChange("补登", None, row))
        elif names := changed[id(row)][1]:
            changes.append(RowChange("改正", changed[id(row)][0], row, names))
    return changes + [RowChange("撤下", row, None) for row in left]


def _gone_columns(kind: Kind, old: Iterable[Row], there: set[str]) -> tuple[str, ...]:
    names = [c.name for c in compared_columns(kind) if c.name not in there]
    return tuple(name for name in names if any(row.text(name) for row in old))


def differing(old: Row, new: Row, columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(c.name for c in columns if cell(old, c) != cell(new, c))


def _keys(kind: Kind, columns: Sequence[Column]) -> list[PairedBy]:
    """What pairs two rows, the surest first."""
    by_name = {c.name: c for c in columns}
    called = [by_name[name] for name in kind.identity if name in by_name]
    named = [c for c in columns if not c.blank and c.type in ("text", "choice", "date", "when")]
    rest = [c for c in columns if c not in called]

    def of(those: Sequence[Column], least: int = 1) -> PairedBy:
        def key(row: Row) -> tuple[Hashable, ...]:
            cells = tuple(cell(row, c) for c in those)
            filled = sum(each is not None for each in cells)
            return cells if filled >= least else ()

        return key

    return [of(columns), of(called, len(called) or 1), of(named), of(rest, 2)]


def _pair(old: list[Row], new: list[Row], key: PairedBy, columns: Sequence[Column]) -> tuple[list[Row], list[Row], list[tuple[Row, Row]]]:
    """What is left of both, and the rows that have one key."""
    groups: dict[tuple[Hashable, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((old, new)):
        for row in rows:
            if known := key(row):
                groups[known][side].append(row)
    pairs = [pair for mine, theirs in groups.values() if mine and theirs for pair in _likest(mine, theirs, columns)]
    taken = {id(row) for pair in pairs for row in pair}
    return [row for row in old if id(row) not in taken], [row for row in new if id(row) not in taken], pairs


def _likest(old: list[Row], new: list[Row], columns: Sequence[Column]) -> list[tuple[Row, Row]]:
    if (len(old) == 1 and len(new) == 1) or len(old) * len(new) > _MANY**2:
        return list(zip(old, new, strict=False))
    likeness = sorted(((-len(differing(a, b, columns)), -i - j, i, j) for i, a in enumerate(old) for j, b in enumerate(new)), reverse=True)
    pairs, used_old, used_new = [], set[int](), set[int]()
    for _, _, i, j in likeness:
        if i not in used_old and j not in used_new:
            pairs.append((old[i], new[j]))
            used_old.add(i)
            used_new.add(j)
    return pairs
