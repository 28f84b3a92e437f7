"""说到做到: the front page of the section: what was promised and is late stands on top; one calm list on the home page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.clauses import clauses, overdue
from generator.config import Context
from generator.kind import Books
from generator.kinds import plans
from generator.kinds._sheets import newest_first
from generator.overviews._front import SectionFront, front_of
from generator.section import PROGRESS
from generator.shown import Fold


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


FRONT = SectionFront(PROGRESS, "说了要办什么、办到哪里、村里的数字。", above=_late)

OVERVIEW = front_of(FRONT, order=700, title="说到做到")
