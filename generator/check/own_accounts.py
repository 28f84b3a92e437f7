"""收支明细 of several own accounts: the book of each, which transfers have both their sides, and what each account began and ended with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.check.transfers import WHERE, Transfers, in_transit, of_account, paired
from generator.check.walk import IN, LEFT, OUT, borne_out, net, walk
from generator.classes import dataclass
from generator.model import Dataset, Row
from generator.own_accounts import CASH, TRANSIT, account


@dataclass(frozen=True)
class OwnAccount:
    """One own account in one month, in fen; None where it cannot be known."""

    name: str
    book: Dataset
    """Its rows, transfers included; ``marks`` are those that speak of it alone."""
    opening: int | None
    closing: int | None
    moves: tuple[Row, ...] = ()
    """Those of its rows that are transfers."""

    def _sum(self, side: str) -> int:
        moved = set(map(id, self.moves))
        return sum(row.fen(side) or 0 for row in self.book.rows if id(row) not in moved)

    @property
    def income(self) -> int:
        return self._sum(IN)

    @property
    def expense(self) -> int:
        return self._sum(OUT)

    @property
    def moved(self) -> int:
        """What came from other own accounts, less what went to them."""
        return net(self.moves)


@dataclass(frozen=True)
class Kept:
    """How the balances of a month are kept."""

    separate: bool
    """True where each account has its own."""
    book: Dataset
    """All rows as one chain; a transfer that leaves the balance over all accounts as it is moves nothing there."""
    accounts: tuple[OwnAccount, ...]
    """() where it cannot be known what each began with."""
    opening: int | None
    transfers: Transfers
    unnamed: tuple[Row, ...] = ()
    """Rows that name no account, in a month where they should: what was there is told by account, and no balance over all holds."""


def several(data: Dataset) -> bool:
    """True for a month that speaks of more than one account, or of moves between them."""
    return data.once("several", (), lambda: bool(data.lines or data.parts or len(names_in(data)) > 1))


def names_in(data: Dataset) -> list[str]:
    """Its accounts, as they come."""
    head = data.entries[0].head if data.entries else None
    if head and WHERE not in head.places and not data.parts:
        return []
    stated_rows = (row for _, row in data.stated_rows if WHERE in row.head.places)
    texts = dict.fromkeys(row.text(WHERE) for row in (*stated_rows, *data.entries))  # of thirty rows most name the same
    return list(dict.fromkeys(name for text in texts if text and (name := account(text))))


def books_of(data: Dataset) -> set[str]:
    """The accounts that have a sheet or a file of their own: its name says whose it is, no column."""
    rows = [row for part in pieces(data) for row in (*part.entries[:1], *(row for mark, row in part.stated_rows if mark == "opening"))]
    return {of_account(row) for row in rows if WHERE in row.head.places and not row.at(WHERE).column}


def pieces(data: Dataset) -> Iterator[Dataset]:
    """The sheets or files of a month, each with all its rows."""
    yield from data.parts or (data,)


def openings(data: Dataset) -> tuple[dict[str, Row], Row | None]:
    """(上月余额 of each account, that of no account)."""
    rows = [row for mark, row in data.stated_rows if mark == "opening"]
    openings: dict[str, Row] = {}
    for row in rows:
        openings.setdefault(of_account(row), row)
    return openings, openings.pop("", None)


def kept(data: Dataset, before: Mapping[str, int | None] | None, left: int | None, separate: bool) -> Kept:
    """Each account by itself, or one balance over all: whichever holds; where neither does, the one with fewer faults.

    ``before``: what each account had at the end of the month before, where that is known; ``left``: what all had; ``separate``: that
    month had a balance for each.
    """
    transfers = paired(data)
    stated, whole = openings(data)
    opening = _opening(stated, whole, before, left)
    one = _one_book(data, transfers.alone, opening)
    accounts = _accounts(data, transfers, before, whole.fen(LEFT) if whole else left)
    each = bool(accounts) and _each(data, accounts, one, opening, separate or len(stated) > 1)
    if not each:
        alone = tuple(row for row in transfers.alone if not any(row is still for still in _still(data, transfers.alone, opening)))
        shown = accounts if accounts and not transfers.alone and not _inferred(accounts, stated, before) else ()
        blank = tuple(row for row in data.entries if not of_account(row)) if len(stated) > 1 and whole is None else ()
        unnamed = blank if blank and any(walk(one, opening, None, "")) else ()
        return Kept(False, one, _closed(shown), opening, replace(transfers, alone=alone), unnamed)
    sums = [each.opening for each in accounts]
    told = tuple(row for row in transfers.alone if not any(r is row for a in accounts for r in _mirrored(a)))
    whole_opening = None if None in sums else sum(n for n in sums if n is not None)
    return Kept(True, one, accounts, whole_opening, replace(transfers, alone=told))


def _opening(stated: Mapping[str, Row], whole: Row | None, before: Mapping[str, int | None] | None, left: int | None) -> int | None:
    if whole:
        return whole.fen(LEFT)
    if not stated:
        return left
    sums = [row.fen(LEFT) for row in stated.values()] + [fen for name, fen in (before or {}).items() if name not in stated]
    return sum_if_known(sums)


def sum_if_known(amounts: Sequence[int | None]) -> int | None:
    """In fen; None where one of them is not known."""
    known = [fen for fen in amounts if fen is not None]
    return sum(known) if len(known) == len(amounts) else None


def _each(data: Dataset, accounts: tuple[OwnAccount, ...], one: Dataset, opening: int | None, likely: bool) -> bool:
    """True where every account has its own balance."""
    if data.parts:
        return True

    def of_each() -> int:
        return sum(len(list(walk(a.book, a.opening, a.closing, ""))) for a in accounts)

    def of_one() -> int:
        return len(list(walk(one, opening, None, "")))

    first, second = (of_each, of_one) if likely else (of_one, of_each)
    wrong = first()
    return likely if not wrong or wrong <= second() else not likely


def _accounts(data: Dataset, transfers: Transfers, before: Mapping[str, int | None] | None, total: int | None) -> tuple[OwnAccount, ...]:
    """The books of the accounts; () where some row names none, or there is only one."""
    transit = (TRANSIT for row in data.transfers if in_transit(row))
    names = list(dict.fromkeys((*names_in(data), *(name for name, fen in (before or {}).items() if fen), *transit)))
    if len(names) < 2 or any(not of_account(row) for row in data.entries):
        return ()
    stated, _ = openings(data)
    made = []
    for name in names:
        rows = _rows(data, name, transfers.alone, names)
        stated_rows = tuple((mark, row) for mark, row in data.stated_rows if WHERE in row.head.places and of_account(row) == name)
        unreadable_rows = tuple(n for part in data.parts if any(of_account(r) == name for r in part.rows) for n in part.unreadable_rows)
        counted = set(map(id, data.rows))
        moves = tuple(row for row in rows if id(row) not in counted)
        book = replace(
            data,
            rows=rows,
            lines=(),
            stated_rows=stated_rows,
            parts=(),
            unreadable_rows=unreadable_rows if data.parts else data.unreadable_rows,
        )
        start = stated[name].fen(LEFT) if name in stated else before.get(name, 0) if before is not None else _first(rows)
        if start is None and name == TRANSIT and all(isinstance(row, _Mirror) for row in rows):
            start = 0
        made.append(OwnAccount(name, book, start, None, moves))
    unknown = [i for i, a in enumerate(made) if a.opening is None and a.name not in stated]
    if len(unknown) == 1 and total is not None and before is None:
        rest = total - sum(a.opening or 0 for a in made)
        made[unknown[0]] = replace(made[unknown[0]], opening=rest)
    return tuple(made)


def _first(rows: tuple[Row, ...]) -> int | None:
    """What an account must have begun with, by the first balance it states."""
    so_far = 0
    for row in rows:
        if row.invalid & {IN, OUT, LEFT}:
            return None
        so_far += (row.fen(IN) or 0) - (row.fen(OUT) or 0)
        stated = row.fen(LEFT)
        if stated is not None:
            return stated - so_far
    return None


def _inferred(accounts: tuple[OwnAccount, ...], stated: Mapping[str, Row], before: Mapping[str, int | None] | None) -> bool:
    return any(a.opening is None or (a.name not in stated and before is None) for a in accounts)


def _closed(accounts: tuple[OwnAccount, ...]) -> tuple[OwnAccount, ...]:
    return tuple(replace(a, closing=(a.opening or 0) + net(a.book.rows)) for a in accounts)


def _rows(data: Dataset, name: str, alone: tuple[Row, ...], names: list[str]) -> tuple[Row, ...]:
    """Rows of an account, with transfers that only the other account's rows tell, where its balances bear them out."""
    rows: list[Row] = []
    entries = data.entries
    for i, row in enumerate(entries):
        if of_account(row) == name:
            rows.append(row)
        elif any(row is one for one in alone) and _other(row, names) == name:
            mirror = _mirror(row, name)
            after = tuple(r for r in entries[i + 1 :] if of_account(r) == name)
            last = next((r.fen(LEFT) for r in reversed(rows) if r.fen(LEFT) is not None), None)
            if last is None:
                last = _stated_opening(data, name)
            if last is None or not any(r.fen(LEFT) is not None for r in after) or borne_out(after, last + net((mirror,)), None):
                rows.append(mirror)
    return tuple(rows)


def _stated_opening(data: Dataset, name: str) -> int | None:
    row = openings(data)[0].get(name)
    return row.fen(LEFT) if row else None


def _other(row: Row, names: list[str]) -> str:
    """The account at the other end of a transfer told on one side only; "" where it cannot be told."""
    own, subject = of_account(row), account(row.text("科目"))
    if subject == TRANSIT != own:
        return TRANSIT
    if subject in names and subject != own:
        return subject
    named = [name for name in names if name not in (own, CASH) and name in row.text("摘要")]
    rest = [name for name in names if name != own]
    return named[0] if len(named) == 1 else rest[0] if len(rest) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Mirror(Row):
    """The side of a transfer that was not written down."""

    of: Row | None = None


def _mirror(row: Row, name: str) -> Row:
    swapped = {IN: row[OUT], OUT: row[IN], LEFT: None, WHERE: name}
    texts = tuple(
        name if field == WHERE else "" if field in swapped else text for field, text in zip(row.head.fields, row.texts, strict=True)
    )
    mirrored = tuple(swapped.get(field, value) for field, value in zip(row.head.fields, row.values, strict=True))
    return _Mirror(row.head, row.number, row.line, texts, mirrored, of=row)


def _mirrored(one: OwnAccount) -> list[Row]:
    return [row.of for row in one.book.rows if isinstance(row, _Mirror) and row.of is not None]


def _one_book(data: Dataset, alone: tuple[Row, ...], opening: int | None) -> Dataset:
    still = _still(data, alone, opening)
    if not data.lines:
        return data
    rows = tuple(_silent(row) if any(row is one for one in still) else row for row in data.entries)
    return replace(data, rows=rows, lines=())


def _silent(row: Row) -> Row:
    return replace(row, values=tuple(None if field in (IN, OUT) else v for field, v in zip(row.head.fields, row.values, strict=True)))


def _still(data: Dataset, alone: tuple[Row, ...], opening: int | None) -> list[Row]:
    """Transfers in one line after which the balance over all accounts is what it was."""
    rows: list[Row] = []
    last = opening
    entries = data.entries if alone else ()
    for i, row in enumerate(entries):
        stated = row.fen(LEFT)
        if any(row is one for one in alone) and last is not None and _stays(stated, last, entries[i + 1 :]):
            rows.append(row)
            continue
        last = stated if stated is not None else None if last is None else last + net((row,))
    return rows


def _stays(stated: int | None, last: int, rest: tuple[Row, ...]) -> bool:
    return stated == last if stated is not None else borne_out(rest, last, None)
