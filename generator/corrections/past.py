"""What was published before, as git has it: what stood in a village's files at the end of each day before today.

A day is one publication: what was put right on the day on which it was first committed is no correction, and what is committed today is
held against the last day before. Days are those of China, on the line of first parents, which is what the branch that is published had.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath

from generator import door, git
from generator.corrected import FileChange, Past, RowChange, stem
from generator.corrections.held import held_against
from generator.corrections.paired import differences
from generator.kind import Kind
from generator.load.board_data import load_file
from generator.load.discover import InputFile
from generator.model import Dataset, Problem, Row, Source, problem
from generator.values import date_cn

_DAY = timedelta(1)
_ABOVE = 8
"""Folders above the root in which a repository is looked for."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file held at the end of a day."""

    day: date
    file: str
    """Below the root, where the board stands now."""
    blob: str
    """"" where it was not there."""
    kept: bool = False
    """Git has it: what stands now it may not have yet."""


def of_git(
    root: Path,
    slug: str,
    former: Iterable[str],
    kinds: Sequence[Kind],
    today: date,
    since: date | None,
    quiet: set[str] | None = None,
) -> Past | None:
    """None where there is no history of any day before. ``quiet``: what is known to hold no change, brought up to date."""
    if not _maybe_in_git(root) or (since and today < since):
        return None
    try:
        repository = git.repository(root)
        places = {f"data/villages/{old}": f"data/villages/{slug}" for old in (slug, *former)}
        versions = git.versions(repository, [*places], today - _DAY)
    except git.NoHistory:
        return None
    if not versions:
        return None
    comparable = {kind.name: kind for kind in kinds if not kind.document and not kind.living}
    states = _states(versions, places, comparable)
    quiet = set() if quiet is None else quiet
    known, there = set(quiet), _there(root, states)
    quiet.clear()
    pairs = []
    for pair in (pair for of_one in states.values() for pair in _pairs(root, of_one, there, today, since)):
        if (name := _name(*pair)) in known:
            quiet.add(name)
        else:
            pairs.append(pair)
    try:
        changes = tuple(_changes(root, repository, pairs, comparable, quiet))
    except git.NoHistory:
        return None
    first = versions[-1].commit.day
    told = f"和 git 里各天的内容比，从{date_cn(max(first, since) if since else first)}起。"
    return Past(changes, told, first, tuple(_cut_off(repository, slug)))


def _maybe_in_git(root: Path) -> bool:
    """Asking git costs a process; most folders without a repository show that they have none."""
    return any(door.sort_of(top, ".git") for top in (root, *root.parents[:_ABOVE]))


def _cut_off(repository: git.Repository, slug: str) -> Iterator[Problem]:
    if repository.shallow:
        message = "这里的 git 只有最近的一部分历史，更早改过的比不出来。"
        yield problem("history-shallow", Source(f"data/villages/{slug}"), message)


def _states(versions: Sequence[git.FileVersion], places: Mapping[str, str], kinds: Mapping[str, Kind]) -> dict[str, list[FileState]]:
    """Stem of a file → what it held at the end of each day that changed it, the earliest first."""
    there: dict[str, dict[str, str]] = {}
    states: dict[str, list[FileState]] = {}
    day = date.min
    for version in reversed(versions):
        day = max(day, version.commit.day)  # a clock that was wrong does not turn the order
        place = next((old for old in places if version.path.startswith(f"{old}/")), "")
        below = PurePosixPath(version.path.removeprefix(f"{place}/"))
        kind = kinds.get(below.parts[0]) if len(below.parts) == 2 else None
        if kind is None or below.suffix.lstrip(".") not in kind.formats:
            continue
        file = f"{places[place]}/{below}"
        files = there.setdefault(stem(file), {})
        files[file] = version.blob
        now = next(((name, blob) for name, blob in sorted(files.items()) if blob), (file, ""))
        of_one = states.setdefault(stem(file), [])
        if of_one and of_one[-1].day == day:
            of_one.pop()
        of_one.append(FileState(day, *now, kept=bool(now[1])))
    return states


def _name(before: FileState, after: FileState) -> str:
    """Of what stood on one day and on another."""
    return f"{before.file} {before.day} {before.blob} {after.file} {after.day} {after.blob}"


def _there(root: Path, states: Iterable[str]) -> dict[str, str]:
    """Stem → the file that stands there now, of all folders that a file lies in."""
    folders = dict.fromkeys(each.rpartition("/")[0] for each in states)
    files = (f"{folder}/{name}" for folder in folders for name in door.listed(root, folder))
    return {stem(file): file for file in files if door.is_file(root, file)}


def _pairs(
    root: Path, states: list[FileState], there: Mapping[str, str], today: date, since: date | None
) -> Iterator[tuple[FileState, FileState]]:
    """What stood on one day and what on the next that had it otherwise; the last of them is what stands now."""
    states = [*states, _now(root, states[-1].file, there, today)]
    for before, after in pairwise(states):
        if before.blob and before.blob != after.blob and (since is None or after.day >= since):
            yield before, after


def _now(root: Path, file: str, there: Mapping[str, str], today: date) -> FileState:
    """In whichever format it lies there now."""
    here = there.get(stem(file), "")
    if not here:
        return FileState(today, file, "")
    try:
        return FileState(today, here, blob_of(door.read(root, here)))
    except door.Closed:
        return FileState(today, here, "?")


def blob_of(data: bytes) -> str:
    """Git's name of a content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _changes(
    root: Path,
    repository: git.Repository,
    pairs: Sequence[tuple[FileState, FileState]],
    kinds: Mapping[str, Kind],
    quiet: set[str],
) -> Iterator[FileChange]:
    if not pairs:
        return
    old = list(dict.fromkeys(state.blob for pair in pairs for state in pair if state.kept))
    with tempfile.TemporaryDirectory() as folder:
        versions = _Versions(root, Path(folder), repository, old, kinds)
        for before, after in pairs:
            changes = [*versions.changes(before, after)]
            if not changes:
                quiet.add(_name(before, after))
            yield from changes


class _Versions:
    """Old files, each read once."""

    def __init__(self, root: Path, folder: Path, repository: git.Repository, blobs: Sequence[str], kinds: Mapping[str, Kind]) -> None:
        self.root, self.folder, self.kinds = root, folder, kinds
        self._contents = dict(zip(blobs, git.contents(repository, blobs), strict=True))
        self._read: dict[tuple[str, str], dict[str, list[Dataset]] | None] = {}

    def changes(self, before: FileState, after: FileState) -> Iterator[FileChange]:
        kind = self.kinds[before.file.split("/")[-2]]
        was, now = self._tables(before, kind), self._tables(after, kind) if after.blob else {}
        if was is None or now is None:
            return  # nobody can say what it said
        for key, tables in was.items():
            if any(table.unread for table in (*tables, *now.get(key, ()))) or not public_by(tables, after.day):
                continue
            if key not in now:
                yield FileChange(kind.name, key, before.file, after.day, RowChange("撤下"))
                continue
            rows = differences(kind, entries(tables), entries(now[key]))
            yield from held_against(kind, key, after.file, before.day, after.day, rows)

    def _tables(self, state: FileState, kind: Kind) -> dict[str, list[Dataset]] | None:
        """Key → the tables of that period; None where the file cannot be read."""
        at = (state.file, state.blob)
        if at not in self._read:
            self._read[at] = self._load(state, kind)
        return self._read[at]

    def _load(self, state: FileState, kind: Kind) -> dict[str, list[Dataset]] | None:
        data = self._contents.get(state.blob)
        place = self.root
        if data is not None:
            place = self.folder / state.blob
            target = place / state.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return tables_of(place, state.file, kind)


def tables_of(root: Path, file: str, kind: Kind) -> dict[str, list[Dataset]] | None:
    """Key → the tables of that period in one file; None where it cannot be read."""
    name = stem(file).rpartition("/")[2]
    loaded, _ = load_file(root, InputFile(kind.name, name, file), kind)
    if loaded is None:
        return None
    tables: dict[str, list[Dataset]] = {}
    for part in loaded.parts if loaded.parts and not loaded.entries else (loaded,):
        tables.setdefault(part.key, []).append(replace(part, kind=kind.name))
    return tables


def entries(tables: Iterable[Dataset]) -> list[Row]:
    return [row for table in tables for row in table.entries]


def public_by(tables: Iterable[Dataset], day: date) -> bool:
    """False for what said itself that it would be public on a later day."""
    stated = [row[row.head.fields[0]] for table in tables if (row := table.marked("公开日"))]
    return not any(isinstance(each, date) and each > day for each in stated)
