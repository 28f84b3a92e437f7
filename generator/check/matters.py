"""一件事: a decision with the works it set going, or a work of which no decision is known, put together by what they name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

from generator import periods, values
from generator.check import decisions, projects, works
from generator.check.identity import Identity
from generator.check.lists import stated_once, stating
from generator.classes import dataclass
from generator.kind import Datasets
from generator.model import Dataset, Row

DECIDED, WORKS, LISTED = "decisions", "works", "projects"
"""The kinds that a matter is made of."""
MEMBERS = (DECIDED, WORKS, LISTED)
LEDGER, ASKED, PROMISED = "ledger", "questions", "plans"
"""Those that tell more of one: what was paid, what villagers asked, what was promised for the year."""


@dataclass(frozen=True)
class Listing:
    """A row of a list of works."""

    data: Dataset
    place: int
    row: Row


@dataclass(frozen=True)
class KnownWork:
    """One work of a matter: told step by step, in lists, or both."""

    name: str
    case: Dataset | None
    listings: tuple[Listing, ...]
    """The newest first."""

    @property
    def row(self) -> Row | None:
        """What the newest list says."""
        return self.listings[0].row if self.listings else None


@dataclass(frozen=True)
class Matter:
    """One matter and its page."""

    name: str
    path: str
    decision: Dataset | None
    works: tuple[KnownWork, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What others call it."""
        return tuple(dict.fromkeys((self.name, *(work.name for work in self.works))))

    @property
    def projects(self) -> frozenset[str]:
        """Labels of what the ledger calls it in 「项目」."""
        words = set(self.names)
        for work in self.works:
            words |= set(split(work.row.text(projects.ENTRIES))) if work.row else set()
        return frozenset(map(values.label, words))


def split(text: str) -> list[str]:
    """Several in one cell, as 账目 has them."""
    return [word for part in re.split(r"[、，,；;\n]", text) if (word := part.strip())]


def address(kind: str, key: str) -> str:
    """affairs/works/2025-road.md: a matter stands where its decision does, else where its work does."""
    return f"affairs/{kind}/{key}.md"


def matters(books: Mapping[str, Datasets]) -> tuple[Matter, ...]:
    """All of a board: each decision is one, and each work that belongs to none."""
    decided = books.get(DECIDED, ())
    of_decision: dict[int, list[KnownWork]] = {n: [] for n in range(len(decided))}
    alone: list[KnownWork] = []
    find = _decision_of(decided)
    for work in _works(books):
        n = find(work)
        (alone if n is None else of_decision[n]).append(work)
    made = [Matter(_title(data), address(DECIDED, data.key), data, tuple(of_decision[n])) for n, data in enumerate(decided)]
    made += [Matter(work.name, address(WORKS, work.case.key if work.case else _digest(work.name)), None, (work,)) for work in alone]
    return tuple(made)


def _works(books: Mapping[str, Datasets]) -> Iterator[KnownWork]:
    """By name, those of the lists in the order of the newest, then those that are in no list."""
    listings: dict[str, list[Listing]] = {}
    for data in sorted(books.get(LISTED, ()), key=lambda data: periods.period_months(data.key)[::-1], reverse=True):
        for n, row in enumerate(data.rows):
            listings.setdefault(values.label(row.text(projects.NAME)), []).append(Listing(data, n, row))
    cases = {label: data for data in books.get(WORKS, ()) if (label := values.label(str(stated_once(data, works.NAME) or "")))}
    for label in dict.fromkeys((*listings, *cases)):
        rows, case = tuple(listings.get(label, ())), cases.get(label)
        yield KnownWork(rows[0].row.text(projects.NAME) if rows else str(stated_once(case, works.NAME) if case else ""), case, rows)


def _decision_of(decided: Datasets) -> Callable[[KnownWork], int | None]:
    """Finds the place of the decision that a work belongs to: the one it names, one of its name, else one that counts the same 项目.

    Of several the newest: a ditch is cleared each winter, and each winter is decided on anew.
    """
    by_title: dict[str, int] = {}
    by_entries: dict[str, int] = {}
    for n, data in sorted(enumerate(decided), key=lambda pair: pair[1].key):
        by_title[values.label(_title(data))] = n
        by_entries |= dict.fromkeys(map(values.label, split(str(stated_once(data, decisions.ENTRIES) or ""))), n)

    def find(work: KnownWork) -> int | None:
        named = str(stated_once(work.case, works.MATTER) or "") if work.case else ""
        if named:
            return by_title.get(values.label(named))
        called = {work.name, *(split(work.row.text(projects.ENTRIES)) if work.row else ())}
        labels = sorted(map(values.label, called))
        return next((known[label] for known in (by_title, by_entries) for label in labels if label in known), None)

    return find


def _title(data: Dataset) -> str:
    return str(stated_once(data, decisions.MATTER) or data.key)


def _digest(name: str) -> str:
    """The address of a work that has no file of its own: as steady as its name."""
    return "w" + hashlib.sha256(values.label(name).encode()).hexdigest()[:10]


def homes(books: Mapping[str, Datasets]) -> dict[tuple[str, int], str]:
    """(file, place of a row) of every decision and work → the page of its matter: there it is told, wherever it stands."""
    made: dict[tuple[str, int], str] = {}
    for matter in matters(books):
        made |= {(matter.decision.file, n): matter.path for n in range(len(matter.decision.rows))} if matter.decision else {}
        for work in matter.works:
            made |= {(listing.data.file, listing.place): matter.path for listing in work.listings}
            made |= {(work.case.file, n): matter.path for n in range(len(work.case.rows))} if work.case else {}
    return made


def decided_budgets(books: Mapping[str, Datasets]) -> Iterator[Identity]:
    """The list states the budget that was decided, where a matter is one work."""
    for matter in matters(books):
        row = stating(matter.decision, decisions.BUDGET) if matter.decision else None
        listed = matter.works[0].row if len(matter.works) == 1 else None
        budget, other = row.fen(decisions.BUDGET) if row else None, listed.fen(projects.BUDGET) if listed else None
        if row and listed and budget is not None and other is not None:
            what, how = f"「{matter.works[0].name}」{projects.BUDGET}", f"四议两公开「{matter.name}」会上定的"
            yield Identity("project-decided", "村级工程的预算 = 会上定的预算", what, how, other, budget, listed.at(projects.BUDGET), listed)
