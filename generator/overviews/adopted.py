"""制度 and the meetings that adopted them: the same is told of a vote in both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import values
from generator.check.adoption import ADOPTED_AT, ADOPTED_ON, TOPIC
from generator.check.meeting_cross_checks import told_differently
from generator.check.meetings import DAY, MEETING
from generator.check.votes import CAME, COUNTS
from generator.config import Context
from generator.kind import Books, Overview
from generator.law.procedures import meetings
from generator.model import Problem, problem


def as_listed(books: Books, context: Context) -> Iterator[Problem]:
    """The meeting that adopted a text stands in the list of its year, and says the same numbers of the topic that the text names."""
    for data in books["rules"]:
        (row,) = data.rows
        meeting, day, topic = row.text(ADOPTED_AT), row[ADOPTED_ON], values.label(row.text(TOPIC))
        of_year = next((each for each in books["meetings"] if isinstance(day, date) and each.key == str(day.year)), None)
        if meeting not in meetings() or not isinstance(day, date) or of_year is None or of_year.unread or not of_year.complete:
            continue
        same = [other for other in of_year.rows if other[MEETING] == meeting and other[DAY] == day]
        named = [other for other in same if topic and values.label(other.text("议题")) == topic]
        if not same:
            yield problem("meeting-unlisted", row.at(ADOPTED_ON), f"{values.date_cn(day)}的{meeting}，{of_year.key}年的会议表里没有。")
        elif named and (unlike := told_differently(row, named, COUNTS)):
            yield problem("meeting-differs", row.at_or(CAME, TOPIC), f"{meeting}{unlike}")


OVERVIEW = Overview(name="adopted", title="制度和通过它的会议", order=619, uses=("rules", "meetings"), checks=(as_listed,))
