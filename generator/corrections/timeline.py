"""What a village's files held at the end of each day that changed them, matter by matter: whatever they were called and however split.

A matter is what one table is about: a month, and where books of a whole year stand in one file the year; else the file's own name. So a
month that goes into the file of its year, or becomes a file for each account, is held against what it was before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from generator.classes import dataclass
from generator.git import FileVersion
from generator.kind import Kind
from generator.load.inputs import FileSeen

UNREADABLE = "?"
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

    def then(self, after: MatterState) -> str:
        """Names this state and the one that followed it."""
        return f"{self.name} {after.name}"


FileStep = tuple[date, str, str]
"""(day before today, file where it would lie now, git's name of its content; "" where it was taken away): one version of a file."""
Timelines = dict[tuple[str, str], list[MatterState]]
"""(kind, matter) → its states, the earliest first."""


def kinds_by_folder(slug: str, kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Folder of a board's own → the kind whose files lie in it, not below it."""
    return {f"data/villages/{slug}/{kind.name}": kind for kind in kinds}


def timelines(
    steps: Iterable[FileStep], now: Mapping[str, FileSeen], folders: Mapping[str, Kind], today: date, every: bool = False
) -> Timelines:
    """``steps``: the earliest first; ``now``: what lies in the board's folder. Without ``every`` those are left out that stand as they
    came, most of a board: of them there is nothing to compare."""
    tables = [(day, file, blob, table) for day, file, blob in steps if (table := _table(file, folders))]
    touched = {file.rpartition("/")[0] for _, file, _, _ in tables}
    here = {file: table for file in now if file.rpartition("/")[0] in touched and now[file].is_file and (table := _table(file, folders))}
    years = {(kind, name[:4]) for kind, name in {*here.values(), *(table for *_, table in tables)} if _YEAR.match(name)}
    months = {kind.name for kind in folders.values() if kind.key == "month"}

    def matter(table: tuple[str, str]) -> tuple[str, str]:
        kind, name = table
        return (kind, (name[:4] if (kind, name[:4]) in years else name[:7]) if kind in months else name)

    before: dict[tuple[str, str], list[FileStep]] = {}
    for day, file, blob, table in tables:
        before.setdefault(matter(table), []).append((day, file, blob))
    stands: dict[tuple[str, str], dict[str, str]] = {}
    for file, table in here.items():
        stands.setdefault(matter(table), {})[file] = now[file].blob or UNREADABLE
    states: Timelines = {}
    for about, of_one in before.items():
        (_, file, blob), *more = of_one
        if every or more or stands.get(about) != {file: blob}:
            states[about] = [*_states(of_one), MatterState(today, _kept(stands.get(about, {})), now=True)]
    return states


def _states(steps: Iterable[FileStep]) -> Iterator[MatterState]:
    """At the end of each day."""
    files: dict[str, str] = {}
    for day, of_day in groupby(steps, key=itemgetter(0)):
        files |= {file: blob for _, file, blob in of_day}
        yield MatterState(day, _kept(files))


def _kept(files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((file, blob) for file, blob in files.items() if blob))


def steps_of(versions: Sequence[FileVersion], places: Mapping[str, str], today: date) -> Iterator[FileStep]:
    """``versions``: as git has them, newest first; ``places``: folder of the board then → folder now. The earliest first."""
    day, commit = date.min, None
    prefixes = [(f"{old}/", now) for old, now in places.items()]
    for version in reversed(versions):
        if version.commit is not commit:
            commit = version.commit
            day = max(day, min(commit.day, today - timedelta(1)))  # a clock that was wrong does not turn the order
        for old, now in prefixes:
            if version.path.startswith(old):
                yield day, f"{now}/{version.path.removeprefix(old)}", version.blob
                break


def ending(file: str) -> str:
    """csv of 2026-03.csv."""
    name, _, end = file.rpartition("/")[2].rpartition(".")
    return end if name else ""


def _table(file: str, folders: Mapping[str, Kind]) -> tuple[str, str] | None:
    """(kind, name without ending) of a file that holds a table of one; None of any other."""
    folder, _, name = file.rpartition("/")
    kind = folders.get(folder)
    return (kind.name, name.partition(".")[0]) if kind and ending(file) in kind.formats else None
