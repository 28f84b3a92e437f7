"""Which rows of 收支明细 are the two sides of one transfer between own accounts."""

from __future__ import annotations

from collections.abc import Callable

from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.model import Dataset, Row
from generator.own_accounts import TRANSIT, account

WHERE = "账户"


def of_account(row: Row) -> str:
    """The own account a row names; "" where it names none."""
    text = row.text(WHERE)
    return account(text) if text else ""


def in_transit(row: Row) -> bool:
    """True for a row that sends money on its way, or takes it from there: its other side may be in another month."""
    return account(row.text("科目")) == TRANSIT and of_account(row) != TRANSIT


@dataclass(frozen=True)
class Transfers:
    """Rows of a month that move money between own accounts, as far as they find their other side."""

    uneven: tuple[tuple[Row, Row], ...] = ()
    """Both sides are there, with different amounts; one row with both is its own other side."""
    alone: tuple[Row, ...] = ()
    """One side only."""


NO_TRANSFERS = Transfers()


def paired(data: Dataset) -> Transfers:
    """Two rows are one transfer: of the same voucher or day, or at least of the month, with one amount, in two accounts."""
    uneven: list[tuple[Row, Row]] = []
    gone: list[Row] = []
    come: list[Row] = []
    for row in data.transfers:
        came, went = row.fen(IN) or 0, row.fen(OUT) or 0
        if row.invalid & {IN, OUT} or came == went:
            continue
        if came and went:
            uneven.append((row, row))
        else:
            (come if came - went > 0 else gone).append(row)
    for same in (*_ALIKE, *_NEAR):
        for out in list(gone):
            other = next((row for row in come if same(out, row) and _apart(out, row)), None)
            if other is not None:
                gone = [row for row in gone if row is not out]
                come = [row for row in come if row is not other]
                if same in _NEAR:
                    uneven.append((out, other))
    return Transfers(tuple(uneven), tuple(row for row in data.transfers if any(row is left for left in (*gone, *come))))


def amount(row: Row) -> int:
    """What a transfer moves, whichever way."""
    return abs((row.fen(IN) or 0) - (row.fen(OUT) or 0)) or abs(row.fen(IN) or 0)


def _apart(one: Row, other: Row) -> bool:
    """True for two accounts; where a row names none, for two rows that tell of the same move: amounts may be equal by chance."""
    here, there = of_account(one), of_account(other)
    if in_transit(one) != in_transit(other) and TRANSIT not in (here, there):
        return False
    return here != there if here and there else one.text("摘要") == other.text("摘要")


def _voucher(one: Row, other: Row) -> bool:
    return one.text("凭证号") == other.text("凭证号") != ""


def _day(one: Row, other: Row) -> bool:
    return one["日期"] == other["日期"] is not None


_ALIKE: tuple[Callable[[Row, Row], bool], ...] = (
    lambda a, b: _voucher(a, b) and amount(a) == amount(b),
    lambda a, b: _day(a, b) and amount(a) == amount(b),
    lambda a, b: amount(a) == amount(b),
)
_NEAR: tuple[Callable[[Row, Row], bool], ...] = (_voucher, _day)
