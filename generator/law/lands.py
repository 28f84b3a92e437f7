"""What the land classification of the state (GB/T 21010-2017) calls the sorts of land that a village's register knows; as data."""

from __future__ import annotations

from functools import cache

from generator.law.data import told


@cache
def official_names() -> tuple[tuple[str, str], ...]:
    """(坑塘水面, 水域及水利设施用地): a class of the second level, and the sort it belongs to."""
    sorts = told("lands")
    return tuple((name, sort) for sort, names in sorts.items() for name in names)
