"""Who is named in a table: what is watched, so that a name goes when it may not be there any more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.check import rolls
from generator.check.posts import NOBODY
from generator.config import Context
from generator.kind import Kind
from generator.kinds._consent import CONSENT, consented
from generator.law.persons import in_cell, in_text, plainly
from generator.law.sensitive import sensitive
from generator.model import Dataset
from generator.pattern import lazy

_NAMING = lazy("对方|中标人|捐赠人|承租|经手人|证明人|审批人|答复人")
"""Columns that name persons, beyond those that a kind declares and sensitive.yml knows."""


def names_let(data: Dataset, kind: Kind, context: Context) -> Iterator[str]:
    """The persons of a table who may be named today: the cells of columns of persons, the names in those where some may stand."""
    whole = {column.name for column in kind.columns if column.persons == "consent"} | ({kind.roll.who} if kind.roll else set())
    running = {column.name for column in kind.columns if column.persons not in ("", "unseen")}
    watched: dict[tuple[str, ...], list[tuple[int, bool]]] = {}
    for row in data.entries:
        if not consented(row, context.today):
            continue
        if (places := watched.get(row.head.fields)) is None:
            named = [(i, name, name in whole or (name != CONSENT.name and _naming(name))) for i, name in enumerate(row.head.fields)]
            places = watched[row.head.fields] = [(i, alone) for i, name, alone in named if alone or name in running]
        for i, alone in places:
            if alone:
                yield from filter(_of_somebody, [row.texts[i]])
            else:
                yield from _persons_in(row.texts[i])


@lru_cache(maxsize=10_000)
def _persons_in(text: str) -> tuple[str, ...]:
    """The names in a text; most say none, and many say the same."""
    return in_cell(text) or ((text,) if plainly(text) else tuple(in_text(text)))


def _of_somebody(text: str) -> bool:
    """False for 「3 人」 in place of the names of a list that has been posted to its end, and for 空缺."""
    return bool(text) and text not in NOBODY and not text.endswith(rolls.GONE)


def _naming(header: str) -> bool:
    return bool(sensitive().names.search(header) or _NAMING.search(header))
