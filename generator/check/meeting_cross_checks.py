"""四议两公开 and the list of meetings: a vote is told the same in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import values
from generator.check.decisions import DAY, MATTER, STEP, day_of
from generator.check.lists import stated_once
from generator.check.meetings import MEETING
from generator.check.votes import ABSTAINED, AGAINST, CALLED, CAME, FOR
from generator.config import Context
from generator.kind import Books
from generator.law.procedures import meetings as known_meetings
from generator.model import Problem, Row, problem

_TURNOUT, _VOTES = (CALLED, CAME), (FOR, AGAINST, ABSTAINED)


def votes_as_listed(books: Books, context: Context) -> Iterator[Problem]:
    """Each vote of villagers or their representatives stands in the list of meetings of its year, with the same numbers.

    Only where that year has such a list. Of several matters of one meeting the numbers of votes belong to the one of the same name.
    """
    for data in books["decisions"]:
        matter = values.label(str(stated_once(data, MATTER) or ""))
        for row in data.rows:
            meeting = next((name for name in known_meetings() if row.text(STEP).startswith(name)), "")
            day = day_of(row)
            listed = next((data for data in books["meetings"] if day and data.key == str(day.year)), None)
            if not meeting or day is None or listed is None or listed.unread or not listed.complete:
                continue
            same = [other for other in listed.rows if other[MEETING] == meeting and other[DAY] == day]
            if not same:
                yield problem("meeting-unlisted", row.at(DAY), f"{values.date_cn(day)}的{meeting}，{listed.key}年的会议表里没有。")
            elif told := _differs(row, same, matter):
                yield problem("meeting-differs", row.at(CAME), f"{meeting}{told}", excerpt=row.excerpt())


def _differs(row: Row, same: list[Row], matter: str) -> str:
    """What is told differently: a sentence; "" where nothing is."""
    named = [other for other in same if matter and (matter in _topic(other) or _topic(other) in matter)]
    return told_differently(row, named or same, (*_TURNOUT, *_VOTES) if len(named) == 1 else _TURNOUT)


def told_differently(row: Row, listed: Iterable[Row], columns: Iterable[str]) -> str:
    """How a vote differs from all that are ``listed``: a sentence; "" where one of them says the same."""
    unlike: list[str] = []
    for other in listed:
        unlike = [name for name in columns if row[name] is not None and other[name] is not None and row[name] != other[name]]
        if not unlike:
            return ""
        told = "，".join(f"{name}这里是 {row[name]}，会议表里是 {other[name]}" for name in unlike)
    return f"{told}。" if unlike else ""


def _topic(row: Row) -> str:
    return values.label(row.text("议题"))
