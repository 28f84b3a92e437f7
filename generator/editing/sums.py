"""What stands below a grid while somebody types: the sum of each column of amounts and numbers, and what is left."""

from __future__ import annotations

from decimal import Decimal

from generator import values
from generator.check.balances import balances
from generator.classes import dataclass
from generator.editing.edited_table import EditedTable
from generator.editing.live import BoardLook
from generator.kind import Kind


@dataclass(frozen=True, slots=True)
class SumBelow:
    """The sum of one column, as it stands now."""

    column: int
    """From 0."""
    field: str
    text: str
    """12,345.67; in 元 whatever the table's unit is."""
    unread: int = 0
    """Cells that could not be read and are not in it: say so."""


def sums_below(table: EditedTable) -> tuple[SumBelow, ...]:
    """Sums over the entries; 合计 and the like are not counted."""
    return tuple(
        _sum(table, i, column.field, column.type, column.unit)
        for i, column in enumerate(table.columns)
        if column.type in ("money", "count", "number") and column.field and not column.running
    )


def _sum(table: EditedTable, place: int, field: str, sort: str, unit: str) -> SumBelow:
    total, unread = Decimal(0), 0
    for row in table.rows:
        text = row.cells[place]
        if row.sort != "data" or not text.strip():
            continue
        try:
            read = values.parse_money(text, unit) if sort == "money" else values.parse_number(text, signed=True)
        except ValueError:
            unread += 1
        else:
            total += read or 0
    return SumBelow(place, field, values.yuan(int(total)) if sort == "money" else values.number_text(total), unread)


def left_after(look: BoardLook, kind: Kind, file: str) -> str:
    """What a ledger leaves at the end of the file's month, worked out from what it began with: 「12,345.67」; "" where it cannot be known,
    or the kind has no balance that runs."""
    if not kind.running or not kind.opening_labels:
        return ""
    month = next((month for month in balances(look.datasets(kind.name)) if file in month.data.files), None)
    return "" if month is None or month.opening is None else values.yuan(month.opening + month.net)
