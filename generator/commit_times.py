"""On which day commits were made, where the clock of a machine was wrong: one without a battery says 2009, or a year that is to come.

The order of a line of commits is known, and most clocks are right: the longest run of days that never turn back is believed. What is not
in it was made between its neighbours, and on a day of its own where there is one: else what stood for a month would count as put right on
the day on which it first came, and nobody would be told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

_NEAR = 1
"""Days by which two clocks may differ that are right: one is minutes ahead, at midnight."""


def in_order(days: Sequence[int]) -> list[int]:
    """Numbers of days, of the earliest commit first. As many, none before the one that precedes it."""
    believed = _longest_rise(days)
    settled = list(days)
    for first, end in zip([-1, *believed], [*believed, len(days)], strict=True):
        last = days[first] if first >= 0 else days[end] - (end - first) if end < len(days) else 0
        for n in range(first + 1, end):
            own = not 0 <= last - days[n] <= _NEAR and (end == len(days) or last + 1 < days[end])
            settled[n] = last = last + own
    return settled


def _longest_rise(days: Sequence[int]) -> list[int]:
    """The places of the longest run that never turns back; of several the one whose days are later, since a clock that lost its battery is
    years behind."""
    tails: list[int] = []
    ends: list[int] = []
    after: dict[int, int] = {}
    for n in reversed(range(len(days))):
        at = bisect_right(tails, -days[n])
        if at:
            after[n] = ends[at - 1]
        tails[at : at + 1] = [-days[n]]
        ends[at : at + 1] = [n]
    run = ends[-1:]
    while run and run[-1] in after:
        run.append(after[run[-1]])
    return run
