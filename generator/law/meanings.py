"""Words that are explained where they stand on a page, as data."""

from __future__ import annotations

from functools import cache

from generator.law.data import told

Meanings = tuple[tuple[str, str], ...]


@cache
def words() -> Meanings:
    """(word, one plain sentence), the longest word first: of two that begin at one place the longer is meant."""
    return with_own(())


def with_own(own: Meanings) -> Meanings:
    """The same with those of a region in place of, or besides, the program's; a word without a sentence is explained nowhere."""
    every = {**told("words"), **dict(own)}
    return tuple(sorted(((word, why) for word, why in every.items() if why), key=lambda each: (-len(each[0]), each[0])))
