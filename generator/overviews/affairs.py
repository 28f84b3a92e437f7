"""村务公开: the front page of the section with the newest decisions above its kinds, and their part of the home page."""

from __future__ import annotations

from generator.check.questions import open_still
from generator.classes import dataclass
from generator.config import Context
from generator.kind import Books
from generator.kinds import decisions
from generator.kinds._case import Case
from generator.overviews._front import SectionFront, front_of
from generator.section import AFFAIRS


@dataclass(frozen=True)
class Affairs:
    """What stands above the kinds."""

    title: str
    """What the matters are called."""
    matters: tuple[Case, ...]
    waiting: int = 0
    """Questions that nobody has answered yet."""


def _cases(books: Books, context: Context) -> tuple[Case, ...]:
    """The newest step first."""
    return tuple(case for _, case in decisions.KIND.cases(books["decisions"], context))


def _decided(books: Books, context: Context) -> object:
    """All decisions, the newest step first."""
    cases = _cases(books, context)
    return Affairs(decisions.KIND.title, cases) if cases else None


def _newest(books: Books, context: Context) -> object:
    """The two newest decisions, and how many questions wait."""
    cases = _cases(books, context)[:2]
    waiting = sum(open_still(row) for data in books["questions"] for row in data.rows)
    return Affairs(decisions.KIND.title, cases, waiting) if cases or waiting else None


FRONT = SectionFront(AFFAIRS, "的事怎么定、谁来定、定了以后怎样。", _decided, _newest)

OVERVIEW = front_of(FRONT, order=301, title="村务")
