"""A month kept by account: sheets or files, one for each own account, become one dataset, and what only moves money is set apart."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from generator.kind import Kind
from generator.law.charts import CASH, REGIMES, chart
from generator.model import Dataset, Head, Row
from generator.own_accounts import account, moves_only


def with_account(data: Dataset, name: str, kind: Kind) -> Dataset:
    """The rows of a book of one account name it, where they do not say another."""
    heads: dict[int, Head] = {}

    def named(row: Row) -> Row:
        column = kind.account_column
        at = row.head.places.get(column, -1)
        if at < 0:
            head = heads.setdefault(id(row.head), _wider(row.head, column))
            return replace(row, head=head, texts=(*row.texts, name), values=(*row.values, name))
        if row.texts[at]:
            return row
        texts, values = list(row.texts), list(row.values)
        texts[at] = values[at] = name
        return replace(row, texts=tuple(texts), values=tuple(values))

    sums = {mark for mark, row in data.stated_rows if "摘要" in row.head.places}
    stated_rows = tuple((mark, named(row) if mark in sums else row) for mark, row in data.stated_rows)
    return replace(data, rows=tuple(map(named, data.entries)), lines=(), stated_rows=stated_rows)


def _wider(head: Head, column: str) -> Head:
    return Head(head.file, (*head.fields, column), (*head.letters, "") if head.letters else (), head.sheet)


def joined(parts: Sequence[Dataset], kind: Kind) -> Dataset:
    """One month of several books; ``parts`` keep all their rows."""
    digests = [part.digest for part in parts]
    parts = tuple(replace(part, rows=part.entries, lines=()) for part in parts)
    whole = replace(
        parts[0],
        rows=tuple(row for part in parts for row in part.rows),
        stated_rows=tuple(mark for part in parts for mark in part.stated_rows),
        unreadable_rows=tuple(number for part in parts for number in part.unreadable_rows),
        parts=parts,
        complete=all(part.complete for part in parts),
        unread=any(part.unread for part in parts),
    )
    whole = set_apart(whole, kind)
    return whole.as_read(hashlib.sha256("".join(digests).encode()).hexdigest()[:32]) if all(digests) else whole


def set_apart(data: Dataset, kind: Kind) -> Dataset:
    """``rows`` without those that only move money between own accounts; these stay in ``lines``."""
    column = kind.account_column
    if not column:
        return data
    accounts = {account(text) for row in data.rows if (text := row.text(column))}
    counted = tuple(row for row in data.rows if not _moves(row, column, accounts))
    return data if len(counted) == len(data.rows) else replace(data, rows=counted, lines=data.rows)


def _moves(row: Row, column: str, accounts: set[str]) -> bool:
    subject = row.text("科目")
    return moves_only(row.text("摘要"), subject, account(row.text(column)), accounts, known=_other_sort(subject))


@lru_cache(1 << 10)
def _other_sort(subject: str) -> bool:
    """True for an account of any regime that is no money."""
    return any(account.code not in CASH for regime in REGIMES if (account := chart(regime).named(subject)))
