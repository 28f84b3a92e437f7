"""What a village's files held at the end of each day that changed them, matter by matter: whatever they were called and however split.

A matter is what one table is about: a month, and where books of a whole year stand in one file the year; else the file's own name. So a
month that goes into the file of its year, or becomes a file for each account, is held against what it was before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from generator import door
from generator.contents import content_of
from generator.git import FileVersion
from generator.kind import Kind

UNREADABLE = "?"
_DAY = timedelta(1)
_YEAR = re.compile(r"\d{4}(?!-\d\d)")
"""How the name of a file begins that holds a whole year."""


@dataclass(frozen=True, slots=True)
class MatterState:
    """What the files of one matter held at the end of a day."""

    day: date
    files: tuple[tuple[str, str], ...]
    """(file below the root, where the board stands now; git's name of its content), those that were there."""
    now: bool = False
    """It stands in the root, and git may not have it yet."""

    @property
    def name(self) -> str:
        return " ".join((self.day.isoformat(), *(part for file in self.files for part in file)))


Timelines = dict[tuple[str, str], list[MatterState]]
"""(kind, matter) → its states, the earliest first."""


def timelines(root: Path, versions: Sequence[FileVersion], places: Mapping[str, str], kinds: Mapping[str, Kind], today: date) -> Timelines:
    """``versions``: as git has them, newest first, of days before ``today``; ``places``: folder of the board then → folder now."""
    steps = [*_steps(versions, places, kinds, today - _DAY)]
    here = _here(root, {(file.split("/")[-2], file.rpartition("/")[0]) for _, file, _ in steps}, kinds)
    years = {(kind, name[:4]) for kind, name in map(_parts, {*here, *(file for _, file, _ in steps)}) if _YEAR.match(name)}
    there: dict[tuple[str, str], dict[str, str]] = {}
    states: Timelines = {}
    for day, file, blob in steps:
        matter = _matter(file, kinds, years)
        files = there.setdefault(matter, {})
        files[file] = blob
        of_one = states.setdefault(matter, [])
        if of_one and of_one[-1].day == day:
            of_one.pop()
        of_one.append(MatterState(day, _kept(files)))
    now: dict[tuple[str, str], dict[str, str]] = {matter: {} for matter in states}
    for file in here:
        now.setdefault(_matter(file, kinds, years), {})[file] = _content(root, file)
    for matter, of_one in states.items():
        of_one.append(MatterState(today, _kept(now[matter]), now=True))
    return states


def _kept(files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((file, blob) for file, blob in files.items() if blob))


def _steps(
    versions: Sequence[FileVersion], places: Mapping[str, str], kinds: Mapping[str, Kind], last: date
) -> Iterator[tuple[date, str, str]]:
    """(day, file where it would lie now, content) of each version of a table, the earliest first."""
    day = date.min
    for version in reversed(versions):
        day = max(day, min(version.commit.day, last))  # a clock that was wrong does not turn the order
        place = next((old for old in places if version.path.startswith(f"{old}/")), "")
        below = PurePosixPath(version.path.removeprefix(f"{place}/"))
        if len(below.parts) == 2 and _is_table(below, kinds):
            yield day, f"{places[place]}/{below}", version.blob


def _is_table(below: PurePosixPath, kinds: Mapping[str, Kind]) -> bool:
    kind = kinds.get(below.parts[0])
    return kind is not None and below.suffix.lstrip(".") in kind.formats


def _here(root: Path, folders: Iterable[tuple[str, str]], kinds: Mapping[str, Kind]) -> list[str]:
    """The files of the folders as they stand now, a matter's in whichever format."""
    return [
        file
        for kind, folder in sorted(folders)
        for name in door.listed(root, folder)
        if door.is_file(root, file := f"{folder}/{name}") and _is_table(PurePosixPath(kind, name), kinds)
    ]


def _parts(file: str) -> tuple[str, str]:
    """(kind, name without ending)."""
    *_, kind, name = file.split("/")
    return kind, name.partition(".")[0]


def _matter(file: str, kinds: Mapping[str, Kind], years: set[tuple[str, str]]) -> tuple[str, str]:
    kind, name = _parts(file)
    if kinds[kind].key == "month":
        name = name[:4] if (kind, name[:4]) in years else name[:7]
    return kind, name


def _content(root: Path, file: str) -> str:
    try:
        return content_of(root, file).blob
    except door.Closed:
        return UNREADABLE
