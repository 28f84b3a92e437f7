"""A service that is closed or moved for a while says from when, until when, and to what hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.config import Context
from generator.kind import Datasets
from generator.model import Problem, Row, Source, problem

STATE, FROM, UNTIL, WHEN = "状态", "从", "到", "改为"
USUAL, PAUSED, CHANGED = "照常", "暂停", "改时间"


def changes_told(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """暂停 and 改时间 name their first day, 改时间 its hours; no day stands where all is as usual; the last day is not before the first."""
    for row in (row for data in datasets for row in data.rows):
        state, start, end = row.text(STATE), row[FROM], row[UNTIL]
        if row.invalid & {STATE, FROM, UNTIL}:
            continue
        for place, message, hint in _missing(row, state, start, end):
            yield problem("service-change", place, message, hint, row.excerpt())


def _missing(row: Row, state: str, start: object, end: object) -> Iterator[tuple[Source, str, str]]:
    """(place, what is wrong, what to type)."""
    changes = state in (PAUSED, CHANGED)
    if changes and start is None:
        yield row.at(FROM), f"写了「{state}」，没有写从哪天起。", "在「从」里写哪天起，如 2026-12-01。"
    if state == CHANGED and not row.text(WHEN):
        yield row.at(WHEN), "写了「改时间」，没有写改成几点。", "在「改为」里写这段时间几点到几点。"
    if not changes and (start or end or row.text(WHEN)):
        message = "写了从哪天、到哪天或者改为几点，状态却没有写暂停还是改时间。"
        yield row.at(STATE), message, "状态写「暂停」或者「改时间」；都照常的，把那几格空着。"
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield row.at(UNTIL), f"到 {end}，早于从 {start}。", "看看是不是两天写反了。"
