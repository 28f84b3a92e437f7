"""How long at least something hangs: what is still to be decided (公示), and what was (公布)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator import values
from generator.check.requirements import MATTER, asked
from generator.config import Context
from generator.kind import PROPOSED
from generator.law.catalogue import ASKED_SINCE, POSTED_AS_LAW_ASKS, Item
from generator.law.limits import Span, calendar_days, span
from generator.model import Dataset

LAW = span(POSTED_AS_LAW_ASKS) or Span(15)


def items_named(context: Context, labels: Iterable[str]) -> list[Item]:
    """The items, as they are asked of the village, that any of these labels means."""
    wanted = frozenset(labels)
    return [item for item in asked(context) if item.labels & wanted]


def items_of(data: Dataset, context: Context) -> list[Item]:
    """What a document is about: as its 事项 says; where its kind has no such key, as the catalogue says of its kind."""
    row = data.rows[0]
    if MATTER in row.head.places:
        return items_named(context, [values.label(row.text(MATTER))])
    return [item for item in asked(context) if item.shown_by(data.kind, data.key)]


def proposal(item: Item, stage: str) -> bool:
    """True for what is posted before it is decided: it says so, or its item knows nothing else (candidates of a party or an honor)."""
    return stage == PROPOSED or (item.posting is None and item.proposing is not None)


def needed(items: Iterable[Item], stage: str, start: date, context: Context) -> Span | None:
    """What the items ask for (the least of it: a table may be of any of them), else what the law asks of everything that is made public;
    None where no law asked for anything when it was posted.

    Law: 村民委员会组织法 (2025) art. 35, since 2026-01-01. What a place asks for beyond it holds at any time.
    """
    asked_for = [_of(item, stage, context) for item in items] or [Span(context.site.min_posting_days)]
    least = min(asked_for, key=calendar_days)
    return least if least != LAW or start >= ASKED_SINCE else None


def _of(item: Item, stage: str, context: Context) -> Span:
    span = item.proposing if proposal(item, stage) else item.posting
    return span or item.posting or Span(context.site.min_posting_days)
