"""三资公开: the section's front page with the newest figures of 合同, 资产, 资源 and 债权债务, and their one part of the home page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import contracts as between
from generator.config import Context
from generator.kind import Books, Overview
from generator.kinds import assets, contracts, debts, resources
from generator.kinds._registers import SECTION, Summary
from generator.shown import Content, HomePart, Page

PATH = "holdings/index.md"


def pages(books: Books, context: Context) -> Iterator[Page]:
    """The front page, where there is any register."""
    found = _summaries(books, context)
    if found:
        yield Page(
            PATH, SECTION, "holdings", "index", _index, (found,), f"{context.village.name}的资产、资源、合同和债权债务。",
            sample=_sample(found, context), nav=SECTION,
        )  # fmt: skip


def _index(found: tuple[Summary, ...]) -> Content:
    return Content({"registers": found})


def home(books: Books, context: Context) -> HomePart | None:
    """The first figures of each register in a few lines."""
    found = _summaries(books, context)
    lines = tuple((summary.kind, summary.brief) for summary in found)
    return HomePart("home", {"path": PATH, "lines": lines}, _sample(found, context)) if found else None


def _summaries(books: Books, context: Context) -> tuple[Summary, ...]:
    made = (kind.summary(books[kind.KIND.name], context) for kind in (contracts, assets, resources, debts))
    return tuple(summary for summary in made if summary)


def _sample(found: tuple[Summary, ...], context: Context) -> str:
    """Said where any of the registers is a sample."""
    return next((said for summary in found if (said := context.village.sample_sentence(summary.kind))), "")


OVERVIEW = Overview(
    name="holdings",
    title="三资",
    order=24,
    uses=("assets", "contracts", "debts", "resources"),
    checks=(between.contracts_known,),
    pages=pages,
    home=home,
)
