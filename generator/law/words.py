"""Words that are explained where they stand on a page, as data."""

from __future__ import annotations

from functools import cache

from generator.law.data import told


@cache
def words() -> tuple[tuple[str, str], ...]:
    """(word, one plain sentence), the longest word first: of two that begin at one place the longer is meant."""
    return tuple(sorted(told("words").items(), key=lambda each: (-len(each[0]), each[0])))
