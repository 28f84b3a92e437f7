"""ReportOutlines of a yearly report as data: its parts, and what of a board each part tells."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from generator import values
from generator.classes import dataclass
from generator.law import data
from generator.pattern import lazy

USUAL = "通用"
"""Where a report names no outline."""
_NUMBERED = lazy(r"^(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.．：:]?|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．])\s*")
"""一、 (二) 3. before a heading: the page counts itself."""


@dataclass(frozen=True)
class OutlinePart:
    """One part of a report."""

    title: str
    aliases: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    """Titles of what it tells of."""


ReportOutlines = dict[str, tuple[OutlinePart, ...]]


@cache
def _ours() -> ReportOutlines:
    return {name: tuple(_part(entry) for entry in parts) for name, parts in data.told("outlines").items()}


def _part(entry: dict[str, Any]) -> OutlinePart:
    return OutlinePart(entry["题目"], tuple(entry.get("又称", ())), tuple(entry.get("收", ())))


def outlines(of_region: Iterable[tuple[str, OutlinePart]] = ()) -> ReportOutlines:
    """All by name. ``of_region``: (name of an outline, part) in order; they take the place of ours of that name."""
    own: dict[str, list[OutlinePart]] = {}
    for name, part in of_region:
        own.setdefault(name, []).append(part)
    return _ours() | {name: tuple(parts) for name, parts in own.items()}


def part_of(heading: str, parts: Iterable[OutlinePart]) -> OutlinePart | None:
    """The part that 「一、党建」 means."""
    plain = values.label(_NUMBERED.sub("", values.clean(heading)))
    return next((part for part in parts if plain in {values.label(name) for name in (part.title, *part.aliases)}), None)


def taken_by(parts: tuple[OutlinePart, ...], titles: Iterable[str]) -> OutlinePart:
    """Which part tells of what is called by ``titles``, the nearest word first; the first part where none says so."""
    for title in titles:
        if part := next((part for part in parts if title and title in part.takes), None):
            return part
    return parts[0]
