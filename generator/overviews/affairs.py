"""村务公开: the section's front page with the newest decisions and of each other kind the newest file, and their part of the home page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.questions import open_still
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import accountability, decisions, elections, groups, meetings, projects, questions
from generator.kinds._affairs import FRONT, SECTION, Block
from generator.overviews.decided import Matter, matters
from generator.shown import Content, HomePart, Page

_OTHERS = (meetings, projects, questions, groups, accountability, elections)


def pages(books: Books, context: Context) -> Iterator[Page]:
    """The front page, where there is anything."""
    found, blocks = _matters(books, context), _blocks(books, context)
    if found or blocks:
        yield Page(
            FRONT, SECTION, "affairs", "index", _index, (found, blocks), f"{context.village.name}的事怎么定、谁来定、定了以后怎样。",
            sample=_sample(context), nav=SECTION,
        )  # fmt: skip


def _index(found: tuple[Matter, ...], blocks: tuple[Block, ...]) -> Content:
    return Content({"matters": found, "blocks": blocks})


def home(books: Books, context: Context) -> HomePart | None:
    """The two newest decisions, and how many questions wait."""
    found, blocks = _matters(books, context), _blocks(books, context)
    waiting = sum(open_still(row) for data in books["questions"] for row in data.rows)
    return HomePart("home", {"matters": found[:2], "waiting": waiting, "path": FRONT}, _sample(context)) if found or blocks else None


def _matters(books: Books, context: Context) -> tuple[Matter, ...]:
    return tuple(matter for _, matter in matters(books, context))


def _blocks(books: Books, context: Context) -> tuple[Block, ...]:
    made = (kind.summary(books[kind.KIND.name], context) for kind in _OTHERS)
    return tuple(block for block in made if block)


def _sample(context: Context) -> str:
    """Said where any of the kinds is a sample."""
    titles = (kind.KIND.title for kind in (decisions, *_OTHERS))
    return next((said for title in titles if (said := context.village.sample_sentence(title))), "")


OVERVIEW = Overview(
    name="affairs",
    title="村务",
    order=22,
    uses=("accountability", "decisions", "elections", "groups", "meetings", "projects", "questions"),
    pages=pages,
    home=home,
)
