"""A name that is told without saying whose it is: 王某; those of one group that would then be the same, 王某(1), 王某(2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.law.persons import surname


def masked(names: Iterable[tuple[str, str]]) -> list[str]:
    """(group, name) of each row → what is shown for it; a number behind it where a group has several of that surname."""
    parts = [(group, surname(name), name) for group, name in names]
    count = Counter((group, first) for group, first, _ in parts)
    seen: Counter[tuple[str, str]] = Counter()
    shown = []
    for group, first, name in parts:
        seen[group, first] += 1
        which = f"({seen[group, first]})" if count[group, first] > 1 else ""
        shown.append(f"{first}某{which}" if first else name)
    return shown
