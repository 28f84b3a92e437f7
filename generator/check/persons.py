"""Full names where none belong: parties to contracts and debts are told by their surname, and running text names nobody.

A column of a kind says itself whose names may stand in it (Column.persons); what it does not say is no.
Law: 个人信息保护法 art. 6 and 25.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache

from generator.check.alone import alone
from generator.check.redaction import SUMS_ONLY, of_item
from generator.check.served import officers
from generator.config import Context
from generator.kind import Datasets, Kind
from generator.law.persons import in_cell, in_text, plainly, situations, surname
from generator.model import Column, Persons, Problem, Row, Source, problem
from generator.shown import Value


def names_told(kind: Kind, but: Container[str] = ()) -> Callable[[Datasets, Context], Iterable[Problem]]:
    """The check for a kind; ``but``: columns that others look at, as those that documents have in common."""
    texts = [c for c in kind.columns if c.type in ("text", "photos") and c.persons not in ("consent", "unseen") and c.name not in but]

    @alone
    def check(datasets: Datasets, context: Context) -> Iterator[Problem]:
        known = officers(context)
        for data in datasets:
            sums = of_item(data, context) >= SUMS_ONLY
            asked = [column for column in texts if sums or column.persons != "named"]
            head = None
            for row in data.rows:
                if row.head is not head:
                    head = row.head
                    places = [(head.places[column.name], column) for column in asked if column.name in head.places]
                for i, column in places:
                    for text in (row.texts[i],) if column.type != "photos" else _seen(row.values[i]):
                        if _names_or_counts(text, column.persons) and column.name not in row.invalid:
                            yield from _of_cell(row, column, text, known, sums)

    return check


def words_told(name: str, text: str, where: Source, context: Context) -> Iterator[Problem]:
    """A text of the settings that pages repeat: as in a column in which nobody is named."""
    known = officers(context)
    if names := tuple(each for each in _read(text)[0] if each not in known):
        yield _told(where, Column(name), names)


def _seen(photos: Value) -> tuple[str, ...]:
    """What is said to be seen on the photos of a cell, each by itself."""
    return tuple(seen for *_, seen in photos) if isinstance(photos, tuple) else ()


@lru_cache(maxsize=1 << 14)
def _names_or_counts(text: str, persons: Persons) -> bool:
    """False for what says nothing of anybody: nearly every cell of nearly every file, and most say the same as another."""
    if len(text) < 2:
        return False
    if persons == "party":
        return bool(in_cell(text))
    return bool(surname(text)) if persons == "named" else any(_read(text))


def _of_cell(row: Row, column: Column, text: str, known: Container[str], sums: bool) -> Iterator[Problem]:
    where = row.at(column.name)
    if column.persons == "party":
        if names := in_cell(text):
            yield _told(where, column, names)
    elif column.persons == "":
        names, few = _read(text)
        if names := tuple(name for name in names if name not in known):
            yield _told(where, column, names)
        if few:
            yield problem("personal-few", where, f"「{column.name}」写着「{few}」，不到 5 的数，邻居一看就知道是谁。")
    elif column.persons == "named" and sums and surname(text):
        yield problem("personal-list", where, f"这里只公布汇总，「{column.name}」写了人名。", "改写岗位、组别，或者只留合计的一行。")


@lru_cache(maxsize=10_000)
def _read(text: str) -> tuple[tuple[str, ...], str]:
    """The full names in a running text, and a small count in it. Most cells of a column say the same."""
    few = situations().few.search(text)
    return (text,) if plainly(text) and len(text) > 2 else tuple(in_text(text)), few[0] if few else ""


def _told(where: Source, column: Column, names: tuple[str, ...]) -> Problem:
    short = "、".join(dict.fromkeys(f"{surname(name)}某" for name in names))
    return problem(
        "personal-name", where, f"「{column.name}」写了个人的全名。", f"改成「{short}」；要分清是谁，写「几组的{short.split('、')[0]}」。"
    )
