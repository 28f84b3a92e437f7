"""Places in a ranking: equal scores share one, and whoever is far down is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

Who = TypeVar("Who")


def places(scores: Mapping[Who, Decimal]) -> dict[Who, int]:
    """The place of each: 1, 1, 3. In the order of the places, among equals as they were given."""
    ordered = sorted(scores, key=lambda who: -scores[who])
    made: dict[Who, int] = {}
    for n, who in enumerate(ordered, 1):
        before = ordered[n - 2] if n > 1 else None
        made[who] = made[before] if before is not None and scores[before] == scores[who] else n
    return made


def best(scores: Mapping[Who, Decimal], most: int) -> dict[Who, int]:
    """The places that may be shown: at most so many, never of the lower half, nobody without a point; equals are
    shown together or not at all."""
    room = min(most, len(scores) // 2)
    counted = {who: place for who, place in places(scores).items() if scores[who] > 0}
    sizes = {place: sum(other == place for other in counted.values()) for place in counted.values()}
    return {who: place for who, place in counted.items() if place + sizes[place] - 1 <= room}
