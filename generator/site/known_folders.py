"""Of both sites what lies in the folders of a board need not be gone through where those are as they were: the files of the one are asked
by name how they look, and of the other, which holds the very same files, only the folders, of which there are a sixth as many.

A folder on the disk tells by its times that something was put into it, named otherwise or taken out. It does not tell that a file in it was
written over; but that the file tells, which is of both. Of a county's boards the files are asked once a day, and when the board is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import TypedDict

from generator.json_form import has_form
from generator.site import manifest
from generator.site.intact import OnDisk
from generator.site.looks import Looks, Seen, look_of, of_published, seen_of
from generator.site.tree import disk_clock

_NAME = "folders.json"
_TICKS = 3 * 10**9
"""Nanoseconds: longer than any disk takes from one time to the next. What was changed just now may be changed again and look the same."""
_DAY = 24 * 60 * 60 * 10**9
_sight = attrgetter("st_mode", "st_mtime_ns", "st_ctime_ns", "st_ino", "st_dev")
_changed = attrgetter("st_ctime_ns")


class _KnownFolder(TypedDict):
    """One version of a board, as JSON has it."""

    look: str
    """How its files looked, all together."""
    sites: list[str]
    """How the folders of either site did that held those and no others."""
    asked: int
    """When the files were asked last, by the disk's clock."""
    names: dict[str, str]
    """Folder as it ends the path of the board, "" or "/a/b" → names of the files in it, between slashes."""


_FORM = {str: {"look": str, "sites": [str], "asked": int, "names": {str: str}}}


class KnownFolders:
    """Of the folders of both sites. ``memory``: where what is known of them is kept, and whose disk tells the time."""

    def __init__(self, memory: Path) -> None:
        self._file = memory / _NAME
        memory.mkdir(parents=True, exist_ok=True)
        self._disk, self._now = disk_clock(memory)
        recalled = manifest.recall(self._file)
        self._told: dict[str, _KnownFolder] = recalled if has_form(recalled, _FORM) else {}  # type: ignore[assignment]
        self._known = dict(self._told)
        """By 「slug version」."""

    def seen(self, top: str, name: str, daily: bool = False) -> Seen | None:
        """How the files of a board look; None where there may be others than were there. ``daily``: they are asked once a day."""
        known = self._known.get(name)
        if not known or not (look := self._look(top, [*known["names"]])) or look not in known["sites"]:
            return None
        if daily and known["asked"] <= self._now < known["asked"] + _DAY:
            return Seen(known["look"], b"")
        looks: Looks = {}
        with suppress(OSError):
            for folder, joined in known["names"].items():
                if joined:
                    names, here = joined.split("/"), f"{top}{folder}/"
                    looks[f"{folder[1:]}/" if folder else ""] = look_of(
                        names, [*map(os.lstat, [here + name for name in names])], of_published
                    )
            seen = seen_of(looks)
            if daily and seen.whole == known["look"]:
                self._known[name] = {**known, "asked": self._now}
            return seen
        return None

    def same(self, aside: Path, looks: Mapping[str, Seen], names: Mapping[str, str]) -> set[str]:
        """Those of the other site's boards, which look so, of which ``aside`` holds the very files. ``names``: 「slug version」 of
        each that both have."""
        return {
            slug
            for slug, name in names.items()
            if (known := self._known.get(name))
            and slug in looks
            and known["look"] == looks[slug].whole
            and (look := self._look(f"{aside}/{slug}", [*known["names"]]))
            and look in known["sites"]
        }

    def learn(self, name: str, seen: Seen, sites: Mapping[str, OnDisk | None]) -> None:
        """Of a board that looks so in both ``sites``: where it stands in each → what was found there; None where that was known."""
        known = self._known.get(name)
        named = [_names_in(place) if place else known and known["names"] for place in sites.values()]
        if (names := named[0]) is not None and all(each == names for each in named):
            looks = {self._look(top, [*names]) for top in sites}
            if all(looks):
                self._known[name] = {"look": seen.whole, "sites": sorted(looks), "asked": self._now, "names": names}

    def keep(self, names: Iterable[str]) -> None:
        """What is known of these, for the next run."""
        kept = {name: self._known[name] for name in sorted(names) if name in self._known}
        if kept != self._told:
            manifest.save(self._file, kept)

    def _look(self, top: str, folders: Sequence[str]) -> str:
        """How they look; "" where one is not there, or something may have been done to it since this began: what was seen in it before
        that was not yet so."""
        with suppress(OSError):
            at = [*map(os.lstat, [top + folder for folder in folders])]
            if all(each.st_dev == self._disk for each in at) and max(map(_changed, at), default=self._now) + _TICKS < self._now:
                return look_of(folders, at, _sight)
        return ""


def _names_in(place: OnDisk) -> dict[str, str]:
    names = {f"/{below[:-1]}" if below else "": "/".join(inside) for below, inside in place.names}
    return {folder: names.get(folder, "") for folder in sorted(place.folders)}
