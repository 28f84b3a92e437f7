"""积分: what each household has on any day, and that neither points nor goods ever come below nothing.

期末 = 期初 + 加 − 减 − 兑. A day is counted as a whole, since no file says in which order its rows happened: what comes out is the same
in whatever order rows and files stand. Nothing here knows a household but by its 户号.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from generator import values
from generator.classes import dataclass
from generator.kind import Datasets
from generator.model import Dataset, Row

HOUSEHOLD, HEAD, GROUP, DAY, POINTS = "户号", "户主", "组别", "日期", "分"
RULE, CLASS, CAP = "编号", "类", "上限"
OPENING, CLOSING = "期初", "期末"
GOODS, MANNER, PIECES = "物品", "进出", "件数"
BROUGHT, BOUGHT, LOST = "上年结存", "进货", "报损"
NONE = Decimal(0)


@dataclass(frozen=True)
class Points:
    """The files of all that moves points and goods, by what they are."""

    entries: Datasets
    rules: Datasets
    goods: Datasets
    redeemed: Datasets
    households: Datasets

    @property
    def whole(self) -> bool:
        """False where a row, or what it is worth, could not be read: a sum over the others would accuse the wrong line."""
        files = (*self.entries, *self.rules, *self.goods, *self.redeemed, *self.households)
        counted = ((self.entries, (POINTS,)), (self.redeemed, (POINTS, PIECES)), (self.goods, (PIECES,)))
        blank = any(row[name] is None for of, names in counted for data in of for row in data.rows for name in (*names, DAY))
        unread = any(data.unread or not data.complete or data.unreadable_rows for data in files)
        return not (blank or unread or any(row.invalid for data in files for row in data.rows))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """All rows that change what somebody has, by their days."""
        made = [*_moves(self.entries, False), *_moves(self.redeemed, True)]
        return tuple(sorted(made, key=lambda move: move.day))

    @property
    def years(self) -> list[str]:
        """Of which anything is told: 2026."""
        files = (*self.entries, *self.redeemed, *self.households)
        return sorted({data.key[:4] for data in files})


@dataclass(frozen=True)
class Passbook:
    """What a household, or all of them, had at first, and what came and went."""

    opening: Decimal = NONE
    added: Decimal = NONE
    taken: Decimal = NONE
    """Above nothing."""
    redeemed: Decimal = NONE

    @property
    def gained(self) -> Decimal:
        """得分: what counts in a ranking. What was spent does not lessen it."""
        return self.added - self.taken

    @property
    def closing(self) -> Decimal:
        return self.opening + self.gained - self.redeemed


@dataclass(frozen=True)
class Move:
    """One row that changes what a household has."""

    household: str
    """As labels are compared."""
    day: date
    points: Decimal
    """Below nothing for what is taken or spent."""
    spent: bool
    row: Row


def number(row: Row, name: str) -> Decimal:
    """An exact number or a count; 0 for nothing."""
    value = row[name]
    return Decimal(value) if isinstance(value, int | Decimal) else NONE


def household(row: Row) -> str:
    return values.label(row.text(HOUSEHOLD))


def _moves(datasets: Datasets, spent: bool) -> Iterator[Move]:
    for row in (row for data in datasets for row in data.rows):
        day = row[DAY]
        if isinstance(day, date) and (of := household(row)):
            points = number(row, POINTS)
            yield Move(of, day, -points if spent else points, spent, row)


def register(files: Points, year: str) -> dict[str, Row]:
    """户号 → its row in the register of the year; of the newest before it where the year has none."""
    known = [data for data in files.households if data.key[:4] <= year]
    newest = max(known, key=lambda data: data.key, default=None)
    return {household(row): row for row in newest.rows} if newest else {}


def openings(files: Points, until: date) -> dict[str, Decimal]:
    """户号 → what it had when the year of ``until`` began: what its register says, else what the years before come to."""
    have: dict[str, Decimal] = {}
    by_year = _by_year(files.moves)
    for year in [year for year in files.years if year <= str(until.year)]:
        stated = {
            household(row): number(row, OPENING)
            for data in files.households
            if data.key == year
            for row in data.rows
            if _says(row, OPENING)
        }
        have |= stated
        if year == str(until.year):
            break
        for move in by_year.get(year, ()):
            have[move.household] = have.get(move.household, NONE) + move.points
    return have


def _says(row: Row, name: str) -> bool:
    return row[name] is not None


def _by_year(made: Iterable[Move]) -> dict[str, list[Move]]:
    by: dict[str, list[Move]] = {}
    for move in made:
        by.setdefault(str(move.day.year), []).append(move)
    return by


def accounts(files: Points, first: date, last: date) -> dict[str, Passbook]:
    """户号 → its account from one day to another of the same year; every household of the register, and every other that is named."""
    have = dict.fromkeys(register(files, str(last.year)), NONE) | openings(files, last)
    added: dict[str, Decimal] = {}
    taken: dict[str, Decimal] = {}
    redeemed: dict[str, Decimal] = {}
    for move in files.moves:
        if move.day.year == last.year and move.day <= last:
            of = move.household
            have.setdefault(of, NONE)
            if move.day < first:
                have[of] += move.points
            else:
                side = redeemed if move.spent else taken if move.points < 0 else added
                side[of] = side.get(of, NONE) + abs(move.points)
    return {of: Passbook(opening, added.get(of, NONE), taken.get(of, NONE), redeemed.get(of, NONE)) for of, opening in have.items()}


def altogether(each: Mapping[str, Passbook]) -> Passbook:
    """The account of all of them."""

    def of(name: str) -> Decimal:
        return sum((getattr(account, name) for account in each.values()), NONE)

    return Passbook(of("opening"), of("added"), of("taken"), of("redeemed"))


# --- goods -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """Rows that change how many there are of one thing: (day, pieces, row), by their days."""

    name: str
    changes: tuple[tuple[date, int, Row], ...]

    def left(self, until: date) -> int:
        """Pieces at the end of a day."""
        return sum(pieces for day, pieces, _ in self.changes if day <= until)


def shelves(files: Points) -> dict[str, Shelf]:
    """Each thing by its name as labels are compared. 上年结存 counts only in the first year: it is the sum of the years before."""
    changes: dict[str, list[tuple[date, int, Row]]] = {}
    names: dict[str, str] = {}
    first: dict[str, str] = {}
    for data in sorted(files.goods, key=lambda data: data.key):
        for row in data.rows:
            label, day = values.label(row.text(GOODS)), row[DAY]
            names.setdefault(label, row.text(GOODS))
            brought = row[MANNER] == BROUGHT
            if isinstance(day, date) and not (brought and first.get(label, data.key) != data.key):
                pieces = int(number(row, PIECES))
                changes.setdefault(label, []).append((day, -pieces if row[MANNER] == LOST else pieces, row))
            first.setdefault(label, data.key)
    for row in (row for data in files.redeemed for row in data.rows):
        label, day = values.label(row.text(GOODS)), row[DAY]
        if isinstance(day, date) and label in names:
            changes.setdefault(label, []).append((day, -int(number(row, PIECES)), row))
    return {label: Shelf(name, tuple(sorted(changes.get(label, ()), key=lambda one: one[0]))) for label, name in names.items()}


def price(files: Points, thing: str, day: date) -> Decimal | None:
    """Points for one piece on a day: as the newest row of it says; None where none does."""
    of_it = (row for data in files.goods for row in data.rows if values.label(row.text(GOODS)) == values.label(thing))
    rows = [(on, row) for row in of_it if isinstance(on := row[DAY], date) and on <= day and row[POINTS] is not None]
    return number(max(rows, key=lambda one: one[0])[1], POINTS) if rows else None


def rules_by_number(files: Points, year: str) -> dict[str, Row]:
    """编号 → the rule that holds in a year: of its file, else of the newest before it."""
    known = [data for data in files.rules if data.key[:4] <= year]
    newest: Dataset | None = max(known, key=lambda data: data.key, default=None)
    return {values.label(row.text(RULE)): row for row in newest.rows} if newest else {}
