"""Years' books of several own accounts → the months of each: a month in which only some accounts moved is one of all of them still."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.kind import Kind
from generator.model import Dataset, Head, Row
from generator.own_accounts import account, is_account

NOTHING_MOVED = "本月无收支"


def account_of(data: Dataset, own: str = "") -> str:
    """The own account whose book a month of a year's file is: the one its sheet is called after, or ``own``, that of the file."""
    row = next(iter((*data.entries, *(row for _, row in data.stated_rows))), None)
    return account(row.head.sheet) if row and is_account(row.head.sheet) else own


def placed(months: Sequence[Dataset], name: str, all_months: Collection[str], kind: Kind) -> list[Dataset]:
    """The months of one account, and those in between in which it did not move and another did.

    上月余额 above a first entry in March is of the year's first month: nothing moved before. What stands behind its last entry is not
    added: whether nothing moved there, or it is not entered yet, only the clerk knows.
    """
    own = {data.key: data for data in months}
    if not own or not name:
        return list(months)
    first, begun = min(all_months), min(own)
    if first < begun and (above := _above(own[begun])):
        own[begun] = replace(own[begun], stated_rows=tuple(mark for mark in own[begun].stated_rows if mark not in above))
        own[first] = Dataset(kind.name, first, own[begun].file, stated_rows=above)
    last = max(own)
    for key in sorted(month for month in all_months if min(own) < month < last and month not in own):
        own[key] = _unmoved(own[last], key, name, kind)
    return [own[key] for key in sorted(own)]


def _above(data: Dataset) -> tuple[tuple[str, Row], ...]:
    """Its 上月余额, where that stands above all entries."""
    start = data.entries[0].number if data.entries else 0
    return tuple((mark, row) for mark, row in data.stated_rows if mark == "opening" and (row.number < start or not start))


def _unmoved(like: Dataset, key: str, name: str, kind: Kind) -> Dataset:
    """A month of an account as a clerk would write it in which it did not move; its balance follows from what went before."""
    row = next(iter((*like.entries, *(row for _, row in like.stated_rows))))
    head = Head(like.file, (kind.label_column, kind.account_column), sheet=row.head.sheet)
    texts = (NOTHING_MOVED, name)
    return Dataset(kind.name, key, like.file, stated_rows=(("total", Row(head, row.number, row.line, texts, texts)),))


def by_account(books: Sequence[tuple[str, Dataset]], there: Collection[str], kind: Kind) -> list[Dataset]:
    """All months of years' files, given as (account, month); ``there``: the months that have a file of their own."""
    months: list[Dataset] = []
    for year in sorted({data.key[:4] for _, data in books}):
        of_year = [(name, data) for name, data in books if data.key[:4] == year]
        moved = {data.key for _, data in of_year} | {key for key in there if key[:4] == year}
        for name in dict.fromkeys(name for name, _ in of_year):
            months += placed([data for of, data in of_year if of == name], name, moved, kind)
    return months
