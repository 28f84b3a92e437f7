"""Does a published folder still hold what was put there, and nothing else?

Each part of it is known by how its files look, and read only where that is new.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from generator.classes import dataclass
from generator.site.looks import Entries, Looks, entries, folder_of, look_of, of_published
from generator.site.manifest import Files, digest


@dataclass
class OnDisk:
    """The files of one part (a board, or what lies above the boards) as they are on the disk."""

    top: Path
    names: list[tuple[str, list[str]]] = field(default_factory=list)
    """Of the files of each folder below ``top``, which stands before as it begins their paths."""
    looks: Looks = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    """All, as they end the path of ``top``: "" for itself, "/a/b"."""

    def holds(self, files: Files) -> bool:
        """True where the bytes are these. What is no plain file of its own is never opened: a link, a pipe, a device."""
        there = {below + name for below, names in self.names for name in names}
        if there != files.keys() or not all(stat.S_ISREG((self.top / path).lstat().st_mode) for path in files):
            return False
        return all(digest((self.top / path).read_bytes()) == known_digest for path, known_digest in files.items())


class Twins:
    """How the files of a folder look that stand in two places (hard links), by their names and numbers on the disk: a folder tells the
    numbers of its files for a third of what it costs to ask each file how it looks, so of two folders that share theirs only one is asked.

    To be thrown away after one pass over both: a file may be written to at any time.
    """

    def __init__(self, site: Path) -> None:
        self.disk = os.stat(site).st_dev
        self.looks: dict[tuple[object, ...], str] = {}
        """Only of folders with files of that disk alone which have these numbers themselves, too: some systems make up numbers of either
        sort."""

    def below(self, folder: os.DirEntry[str]) -> Twins | None:
        """None for the files of another disk, which numbers its own."""
        return self if folder.stat(follow_symlinks=False).st_dev == self.disk else None

    def look(self, names: list[str], files: Entries) -> str:
        """Of the files of a folder."""
        numbers = [entry.inode() for entry in files]
        key = (*names, *numbers)
        if known := self.looks.get(key):
            return known
        at = [entry.stat(follow_symlinks=False) for entry in files]
        look = look_of(names, at, of_published)
        if all(each.st_dev == self.disk and each.st_ino == number for each, number in zip(at, numbers, strict=True)):
            self.looks[key] = look
        return look


def twins_of(site: Path, other: Path) -> Twins | None:
    """None where the two folders share no files."""
    with suppress(OSError):
        return Twins(site) if os.name == "posix" and os.stat(site).st_dev == os.stat(other).st_dev else None
    return None


def parts(
    site: Path,
    boards: Collection[str],
    front: str,
    passed_over: Collection[str],
    twins: Twins | None = None,
    not_into: Container[str] = (),
) -> dict[str, OnDisk]:
    """Every part of ``site``; what lies in none of ``boards`` is the ``front``'s, but for the files ``passed_over`` at its top.

    The boards ``not_into`` are not looked at.
    """
    above = OnDisk(site)
    places = {slug: None if slug in not_into else OnDisk(site / slug) for slug in boards}
    if site.is_dir():
        _walk(str(site), "", above, places, twins, passed_over)
    return {front: above} | {slug: place for slug, place in places.items() if place}


def part(site: Path, slug: str, twins: Twins | None = None) -> OnDisk:
    """One board alone."""
    place = OnDisk(site / slug)
    _walk(str(site / slug), "", place, {}, twins)
    return place


def look_again(
    looks: Mapping[str, str], top: Path, changed: Collection[str], twins: Twins | None = None
) -> tuple[Looks, dict[str, Entries]]:
    """How a part looks of which ``looks`` was so until the files ``changed`` were put there, shared or taken away; and the files of the
    folders in which these lie, by folder."""
    now, inside = dict(looks), dict[str, Entries]()
    for below in folders_of(changed):
        now.pop(below, None)
        inside[below] = []
        with suppress(FileNotFoundError):
            files = inside[below] = entries(f"{top}/{below}")[0]
            if files:
                now[below] = _look([entry.name for entry in files], files, twins)
    return now, inside


def folders_of(paths: Iterable[str]) -> set[str]:
    """As they begin the paths."""
    return {folder_of(path) for path in paths}


FilesSeen = dict[str, object]
"""Name → how a file of a folder looked."""


def files_seen(folder: str, look: str | None) -> FilesSeen | None:
    """Those of a folder; None where together they do not look so any more."""
    with suppress(OSError):
        files, _ = entries(folder)
        names, at = [entry.name for entry in files], [entry.stat(follow_symlinks=False) for entry in files]
        if look and look_of(names, at, of_published) == look:
            return dict(zip(names, map(of_published, at), strict=True))
    return None


def holds_in(top: Path, below: str, inside: Entries, files: Files, changed: Container[str], before: FilesSeen | None) -> bool:
    """True where one folder of a part, where ``inside`` was found, holds these files of it. Read are those that were ``changed``, or look
    otherwise than ``before``."""
    there = {below + entry.name: entry.stat(follow_symlinks=False) for entry in inside}  # an entry asks once
    if there.keys() != {path for path in files if folder_of(path) == below} or not all(stat.S_ISREG(at.st_mode) for at in there.values()):
        return False
    known = {below + name: seen for name, seen in before.items()} if before else {}
    new = [path for path, at in there.items() if path in changed or known.get(path) != of_published(at)]
    return all(digest((top / path).read_bytes()) == files[path] for path in new)


def _look(names: list[str], files: Entries, twins: Twins | None) -> str:
    return twins.look(names, files) if twins else look_of(names, [entry.stat(follow_symlinks=False) for entry in files], of_published)


def _walk(
    folder: str,
    below: str,
    into: OnDisk,
    boards: Mapping[str, OnDisk | None],
    twins: Twins | None,
    passed_over: Collection[str] = (),
) -> None:
    """``below``: of ``folder`` in the part ``into``. Where boards are looked for, ``into`` is what lies above
    them; None of them is not looked at."""
    files, folders = entries(folder)
    into.folders.append(f"/{below[:-1]}" if below else "")
    if passed_over:
        files = [entry for entry in files if entry.name not in passed_over]
    if files:
        names = [entry.name for entry in files]
        into.names.append((below, names))
        into.looks[below] = _look(names, files, twins)
    for entry in folders:
        path = below + entry.name
        inside = twins and twins.below(entry)
        if path in boards:
            if board := boards[path]:
                _walk(entry.path, "", board, {}, inside)
        else:
            _walk(entry.path, path + "/", into, boards, inside)
