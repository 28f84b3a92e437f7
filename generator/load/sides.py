"""期初余额 and 期末余额 with a 方向 (借/贷) beside them → the columns 借方 and 贷方 of the form.

Programs put 方向 before or after each balance, or once for the account. The debit side takes the balance's own column, so that every
amount is told where it stands; the credit side gets a column behind the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator import values
from generator.kind import Kind
from generator.load.grid import Grid, GridRow
from generator.load.units import own_unit
from generator.model import Column

SIDE = frozenset({"方向", "借或贷", "借贷", "借/贷", "借贷方向", "余额方向", "科目方向"}) | frozenset(
    f"{when}{word}方向" for when in ("期初", "期末", "年初") for word in ("", "余额")
)


def sides_of(kind: Kind, label: str) -> tuple[Column, Column] | None:
    """期初余额 → the columns 期初借方 and 期初贷方 of a kind that has no 期初余额."""
    for debit in (c for c in kind.columns if c.name.endswith("借方")):
        if any(alias.endswith("借方") and values.label(alias.removesuffix("借方")) == label for alias in (debit.name, *debit.aliases)):
            return debit, next(c for c in kind.columns if c.name == debit.name.removesuffix("借方") + "贷方")
    return None


def balances_in(names: Sequence[str], kind: Kind) -> dict[int, tuple[Column, Column]]:
    """Columns that hold a balance of either side → the form's two for it."""
    known = {values.label(n) for c in kind.columns for n in (c.name, *c.aliases)}
    labels = (values.label(own_unit(name)[0]) for name in names)
    return {i: sides for i, label in enumerate(labels) if label not in known and (sides := sides_of(kind, label))}


def with_sides(grid: Grid, at: int, names: list[str], storeys: int, kind: Kind) -> tuple[Grid, list[str]]:
    """The grid and its header's names with each balance on the side its 方向 says; as they were where no 方向 stands."""
    balances = balances_in(names, kind)
    sides = [i for i, name in enumerate(names) if values.label(name) in SIDE]
    if not balances or not sides:
        return grid, names
    of = {i: _side_of(i, sides, names, balances) for i in balances}
    width = len(names)
    made = list(names)
    for i, (debit, _) in balances.items():
        unit = own_unit(names[i])[1]
        made[i] = f"{debit.name}（{unit}）" if unit else debit.name
    for i in sides:
        made[i] = ""
    made += [f"{credit.name}（{unit}）" if (unit := own_unit(names[i])[1]) else credit.name for i, (_, credit) in balances.items()]
    rows = []
    for n, row in enumerate(grid.rows):
        if n < at + storeys:
            rows.append(row)
            continue
        cells = list(row.cells) + ([] if grid.ragged else [""] * (width - len(row.cells)))
        behind_last: list[str] = []
        moves: dict[int, int] = {}
        for behind, i in enumerate(balances):
            side, amount = (cells[k] if k < len(cells) else "" for k in (of[i], i))
            put = by_side(side, amount)
            if i < len(cells):
                cells[i] = put[1]
            behind_last.append(put[0])
            moves |= {i: width + behind} if put[0] else {}
        cells = [c if i not in sides else "" for i, c in enumerate(cells)] if len(cells) >= width else cells
        rows.append(replace(with_marks_moved(row, moves), cells=(*cells[:width], *behind_last, *cells[width:])))
    return replace(grid, rows=tuple(rows)), made


def _side_of(balance: int, sides: list[int], names: Sequence[str], balances: dict[int, tuple[Column, Column]]) -> int:
    """The 方向 of a balance: that of the same name, the one beside it on the side all of them are, or the only one."""
    when = values.label(names[balance])[:2]
    named = [i for i in sides if values.label(names[i]).startswith(when)]
    before = sides[0] < min(balances)
    beside = balance - 1 if before else balance + 1
    near = [i for i in sides if i == beside]
    return (named or near or [i for i in sides if i < balance][-1:] or sides)[0]


def by_side(side: str, amount: str) -> tuple[str, str]:
    """(credit, debit). 平 is nothing; a side that is none of the two stays beside its amount, which then cannot be read."""
    side = values.label(side)
    if side.startswith("贷"):
        return amount, ""
    if side.startswith("借"):
        return "", amount
    return ("", "") if side in ("平", "") and not amount.strip("0.,- ") else ("", f"{side or '方向空着'} {amount}")


def with_marks_moved(row: GridRow, moves: Mapping[int, int]) -> GridRow:
    """The row with what is known of a cell (red ink, a scaled format …) known of the cell that its text moved to."""
    if not moves:
        return row

    def there(marked: frozenset[int]) -> frozenset[int]:
        return frozenset(moves.get(i, i) for i in marked)

    return replace(
        row,
        merged=there(row.merged),
        unvalued=there(row.unvalued),
        dates=there(row.dates),
        rounded=there(row.rounded),
        red=there(row.red),
        scaled={moves.get(i, i): held for i, held in row.scaled.items()},
    )
