"""Ids of what the boards of a county are made from, kept over runs: where one of hundreds changed, of all that the others have it is asked
once how it looks, which is neither held against git's index nor remembered.

A look is believed by the rule of contents.py: place on the disk, size and times of every file are as they were, and the disk's clock had
moved on when they were seen. It was seen before its id was made; who makes a board asks whether it still looks so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from generator import contents, door, glance
from generator.json_form import has_form
from generator.site import manifest
from generator.site.looks import as_text

MANY = 16
"""Boards from which on this is worth it: of fewer, all that was seen is held, and told to whoever makes them."""
_NAME = "ids.json"
_sight = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino", "st_dev")


def worth_it(boards: int) -> bool:
    return boards >= MANY and contents.is_one_run()


def places_of(slug: str) -> tuple[str, str]:
    """Where the files lie that are of one board alone."""
    return f"data/villages/{slug}", f"content/{slug}"


class InputsLook(NamedTuple):
    """How all files of one board look."""

    text: str
    settled: bool
    """What is written to one of them from now on makes them look otherwise."""


def look(root: Path, slug: str) -> InputsLook:
    """As they are now, whatever was seen before."""
    seen: list[object] = []
    at: list[os.stat_result] = []
    real = True
    for place in places_of(slug):
        sort = door.sort_of(root, place)
        real = real and sort in ("folder", "")
        with suppress(OSError):
            for folder, names, of in glance.all_below(f"{root}/{place}") if sort == "folder" else ():
                seen += folder, names, [*map(_sight, of)]
                at += of
        seen.append(sort)
    return InputsLook(as_text(seen), real and all(map(glance.rests, at)))


def looks(root: Path, slugs: Iterable[str]) -> dict[str, InputsLook]:
    """Of each of these boards."""
    return {slug: look(root, slug) for slug in slugs}


def moved(root: Path, slug: str, before: str) -> str:
    """Where something of a board is not as it was seen ``before``; "" where all is, or nothing was."""
    return places_of(slug)[0] if before and look(root, slug).text != before else ""


class KnownIds:
    """In ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NAME
        recalled = manifest.recall(self._file)
        self._before: dict[str, list[str]] = recalled if has_form(recalled, {str: [str, str, str]}) else {}  # type: ignore[assignment]
        self._now: dict[str, list[str]] = {}
        self.ids: dict[str, list[str]] = {}
        """Board → those of its places."""

    def told(self, slug: str, seen: InputsLook) -> bool:
        """True where an earlier run made the ids of a board that looked so."""
        before = self._before.get(slug)
        if not before or not seen.settled or before[0] != seen.text:
            return False
        self._now[slug], self.ids[slug] = before, before[1:]
        return True

    def learn(self, slug: str, seen: InputsLook, ids: list[str], all_read: bool) -> None:
        """``seen``: before these were made. What could not be read may be readable tomorrow, and look the same."""
        self.ids[slug] = ids
        if seen.settled and all_read:
            self._now[slug] = [seen.text, *ids]

    def keep(self) -> None:
        """For the next run, of the boards of this."""
        if self._now != self._before:
            manifest.save(self._file, self._now)
