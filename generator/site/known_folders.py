"""Of the two sites the one aside need not be gone through where it holds the very files of the other, as it does of every board that did
not change: those are looked at there, and here only the folders, of which there are a sixth as many.

A folder on the disk tells by its times that something was put into it, named otherwise or taken out. It does not tell that a file in it was
written over; but that file is the other site's, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from generator.json_form import has_form
from generator.site import manifest
from generator.site.intact import OnDisk
from generator.site.looks import look_of, whole_look
from generator.site.tree import disk_clock

_NAME = "folders.json"
_TICKS = 3 * 10**9
"""Nanoseconds: longer than any disk takes from one time to the next. What was changed just now may be changed again and look the same."""
_sight = attrgetter("st_mode", "st_mtime_ns", "st_ctime_ns", "st_ino", "st_dev")


class KnownFolders:
    """Of the folders of both sites. ``memory``: where what is known of them is kept, and whose disk tells the time."""

    def __init__(self, memory: Path) -> None:
        self._file = memory / _NAME
        memory.mkdir(parents=True, exist_ok=True)
        self._disk, self._now = disk_clock(memory)
        recalled = manifest.recall(self._file)
        self._told: dict[str, list[str]] = recalled if has_form(recalled, {str: [str]}) else {}  # type: ignore[assignment]
        self._known = dict(self._told)
        """「slug version」 → how its files looked, and how the folders of either site did that held those and no others."""

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def same(self, aside: Path, boards: Mapping[str, OnDisk], names: Mapping[str, str]) -> set[str]:
        """Those of the other site's ``boards`` of which ``aside`` holds the very files. ``names``: 「slug version」 of
        each that both have."""
        return {
            slug
            for slug, name in names.items()
            if (known := self._known.get(name))
            and (board := boards.get(slug))
            and known[0] == whole_look(board.looks)
            and (look := self._look(f"{aside}/{slug}", board.folders))
            and look in known[1:]
        }

    def learn(self, boards: Iterable[tuple[str, OnDisk, OnDisk]]) -> None:
        """「slug version」 of boards, and what was found of each in both sites."""
        for name, one, other in boards:
            if one.looks == other.looks and one.folders == other.folders:
                looks = {self._look(str(place.top), place.folders) for place in (one, other)}
                if all(looks):
                    self._known[name] = [whole_look(one.looks), *sorted(looks)]

    def keep(self, names: Iterable[str]) -> None:
        """What is known of these, for the next run."""
        kept = {name: self._known[name] for name in sorted(names) if name in self._known}
        if kept != self._told:
            manifest.save(self._file, kept)

    def _look(self, top: str, folders: Sequence[str]) -> str:
        """How they look; "" where one is not there, or something may have been done to it since this began: what was seen in it before
        that was not yet so."""
        with suppress(OSError):
            at = [os.lstat(top + folder) for folder in folders]
            if all(each.st_dev == self._disk and each.st_ctime_ns + _TICKS < self._now for each in at):
                return look_of(folders, at, _sight)
        return ""
