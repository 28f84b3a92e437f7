"""From a dated page to the one before, the one after, and its year: with one tap, at its top."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator import periods
from generator.shown import Page

Turn = tuple[str, str, str]
"""What it is called, its path, how it stands to the page: prev, next, or "" for the year."""


def turned(made: Sequence[Page]) -> list[Page]:
    """Each page that is called after a period leads to its neighbours: pages of the same macro and folder, of as long a period."""
    along: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in made:
        if key := _period(page):
            along[_row(page, key)].append(page)
    places = {page.path for page in made}
    turns = {page.path: turns for row in along.values() for page, turns in _along(sorted(row, key=_period), places)}
    return [page.but(turns=turns[page.path]) if page.path in turns else page for page in made]


def _period(page: Page) -> str:
    """2026-Q3 of finance/trial/2026-Q3.md; "" where it is called after none."""
    return _period_in(page.path)


@lru_cache(maxsize=1 << 12)
def _period_in(path: str) -> str:
    name = posixpath.basename(path).removesuffix(".md")
    return name if periods.PERIOD.fullmatch(name) else ""


def _row(page: Page, key: str) -> tuple[str, ...]:
    return (posixpath.dirname(page.path), page.template, page.part, key[4:6].rstrip("0123456789"))


def _along(row: list[Page], places: set[str]) -> Iterator[tuple[Page, tuple[Turn, ...]]]:
    """``row``: in the order of its periods."""
    for n, page in enumerate(row):
        key = _period(page)
        before = [("‹ " + _name(_period(other), key), other.path, "prev") for other in row[max(0, n - 1) : n]]
        after = [(_name(_period(other), key) + " ›", other.path, "next") for other in row[n + 1 : n + 2]]
        year = posixpath.join(posixpath.dirname(page.path), f"{key[:4]}.md")
        above = [(f"{key[:4]}年", year, "")] if year in places and year != page.path else []
        yield page, (*before, *above, *after)


@lru_cache(maxsize=1 << 12)
def _name(other: str, key: str) -> str:
    """Of the same year it is called without it: the page says which."""
    name = periods.period_cn(other)
    return name.partition("年")[2] or name if other[:4] == key[:4] else name
