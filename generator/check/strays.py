"""Names that ought to be one: what the ledger calls a work otherwise, and its own file than the list, a work beside its decision.

A name may well be nobody else's, so nothing is told of one that only looks like another that is named already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from generator import values
from generator.check import decisions, projects, works
from generator.check.matters import DECIDED, LEDGER, LISTED, WORKS, matters, split
from generator.check.references import ALIKE
from generator.config import Context
from generator.kind import Books
from generator.model import Problem, Row, problem
from generator.pattern import lazy

_NUMBERS = lazy(r"[0-9一二三四五六七八九十]")
_SHORT = 3
"""Characters of a name that may be a part of another by chance, where they are fewer."""


def near_misses(books: Books, context: Context) -> Iterator[Problem]:
    """Each name that has no partner, with the one it may be, which has none either."""
    if any(data.unread or not data.complete for kind in (DECIDED, LISTED, WORKS) for data in books[kind]):
        return
    made = matters(books)
    known = {label for matter in made for label in matter.projects} | {
        values.label(word) for matter in made if matter.decision for word in split(_entries(matter.decision.rows))
    }
    in_ledger: dict[str, Row] = {}
    for row in (row for data in books[LEDGER] for row in data.rows) if any(matter.works for matter in made) else ():
        in_ledger.setdefault(values.label(row.text("项目")), row)
    unpaid = {values.label(work.name): work.name for matter in made for work in matter.works if not matter.projects & in_ledger.keys()}
    strays = {label: row for label, row in in_ledger.items() if label and label not in known}
    yield from _told(strays, "项目", unpaid, "村级工程、工程全过程")

    unlisted = [work for matter in made for work in matter.works if work.case and work.case.rows and not work.row]
    unwritten = {values.label(work.name): work.name for matter in made for work in matter.works if work.row and not work.case}
    alone = {values.label(work.name): work.case.rows[0] for work in unlisted if work.case}
    yield from _told(alone, works.NAME, unwritten, "村级工程")

    undecided = {values.label(m.name): listed for m in made if not m.decision and (listed := m.works[0].row)}
    unbuilt = {values.label(m.name): m.name for m in made if m.decision and not m.works}
    yield from _told(undecided, projects.NAME, unbuilt, "四议两公开")


def _entries(rows: Iterable[Row]) -> str:
    return next((text for row in rows if (text := row.text(decisions.ENTRIES))), "")


def _told(strays: Mapping[str, Row], column: str, partners: Mapping[str, str], titles: str) -> Iterator[Problem]:
    for label, row in strays.items():
        if near := _near(label, partners):
            message = f"{column}「{row.text(column)}」在{titles}里没有。"
            hint = f"是不是「{partners[near]}」？是的，两边写成一样；不是的，不用管。"
            yield problem("reference-unknown", row.at(column), message, hint, row.excerpt())


def _near(label: str, among: Mapping[str, str]) -> str:
    """The one it may be: a part of it or one that has it as a part, else one that is nearly alike; none that differs by a number only."""
    others = [other for other in among if other != label and _NUMBERS.sub("", other) != _NUMBERS.sub("", label)]
    within = [other for other in others if min(len(other), len(label)) >= _SHORT and (other in label or label in other)]
    return next(iter(within or get_close_matches(label, others, n=1, cutoff=ALIKE)), "")
