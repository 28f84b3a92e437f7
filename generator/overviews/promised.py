"""说到做到: the front page of the section, with what was promised and is late on top; and each plan beside what the ledger says."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from generator import values
from generator.check.clauses import ENTRIES, clauses, overdue
from generator.check.references import names_in
from generator.check.walk import IN, OUT
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books, Datasets
from generator.kinds import plans
from generator.kinds._sheets import newest_first
from generator.model import Dataset
from generator.overviews import matters
from generator.overviews._front import SectionFront, front_of
from generator.section import PROGRESS
from generator.shown import Fold, Page


@dataclass(frozen=True)
class Late:
    """What stands above the kinds."""

    heading: str
    lines: tuple[Fold, ...]


def _late(books: Books, context: Context) -> object:
    """Clauses of any year whose day is over and which are neither done nor dropped; the newest year first."""
    today = plans.as_of(context)
    lines = tuple(plans.fold(row, today) for data in newest_first(books["plans"]) for _, row in clauses(data) if overdue(row, today))
    return Late(f"过了时限还没有办完的（{len(lines)} 条）", lines) if lines else ()


def _pages(books: Books, context: Context) -> Iterator[Page]:
    """The front page; of each plan a page, where the ledger's sums stand beside the clauses that name entries of it."""
    yield from FRONT.pages(books, context)
    booked = {data.key: _booked(data, books["ledger"]) for data in books["plans"]}
    yield from plans.KIND.made(books["plans"], context, lambda data: (booked[data.key],))


def _booked(data: Dataset, ledger: Datasets) -> tuple[str, ...]:
    """For each row 「2025年收了 5,920.00 元，付了 184,449.47 元」: what the months of the year that are there have under its 账目."""
    sums: dict[str, tuple[int, int]] = {}
    for entry in (entry for month in ledger if month.key[:4] == data.key and not month.unread for entry in month.rows):
        if label := values.label(entry.text("项目")):
            came, went = sums.get(label, (0, 0))
            sums[label] = came + (entry.fen(IN) or 0), went + (entry.fen(OUT) or 0)
    return tuple(_in_words(data.key, [sums[label] for label in _labels(row.text(ENTRIES), sums)]) for row in data.rows)


def _labels(text: str, known: Container[str]) -> set[str]:
    """Those of the names in a cell that the ledger has, each once."""
    whole = values.label(text)
    return {whole} if whole in known else {label for name in names_in(text) if (label := values.label(name)) in known}


def _in_words(year: str, sums: list[tuple[int, int]]) -> str:
    both = (("收了", sum(came for came, _ in sums)), ("付了", sum(went for _, went in sums)))
    told = "，".join(f"{word} {values.yuan(fen)} 元" for word, fen in both if fen)
    return f"{year}年{told}" if told else ""


FRONT = SectionFront(PROGRESS, "说了要办什么、办到哪里、村里的数字。", above=_late, others=("ledger", *matters.OVERVIEW.uses))

OVERVIEW = replace(front_of(FRONT, order=700, title="说到做到"), pages=_pages)
