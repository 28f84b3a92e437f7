"""Does a published folder still hold what was put there, and nothing else?

Each part of it is known by how its files look, and read only where that is new.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from generator.classes import dataclass
from generator.site.manifest import Files, digest


@dataclass
class OnDisk:
    """The files of one part (a board, or what lies above the boards) as they are on the disk, in a fixed order."""

    top: Path
    paths: list[str] = field(default_factory=list)
    """Below ``top``."""
    looks: list[str] = field(default_factory=list)
    """Of each: what it is, its size, times and place on the disk; as texts, since there may be tens of thousands. The time of its content
    can be put back by whoever writes there, the time of change cannot."""

    @property
    def look(self) -> str:
        """Equal looks, nothing was written."""
        seen = "\0".join((*self.paths, *self.looks))
        return hashlib.sha256(seen.encode(errors="surrogateescape")).hexdigest()[:32]

    def holds(self, files: Files) -> bool:
        """True where the bytes are these. What is no plain file of its own is never opened: a link, a pipe, a device."""
        if set(self.paths) != files.keys() or not all(stat.S_ISREG((self.top / path).lstat().st_mode) for path in files):
            return False
        return all(digest((self.top / path).read_bytes()) == known_digest for path, known_digest in files.items())


class Twins:
    """How files look that stand in two folders (hard links), by their number on the disk: a folder tells the numbers of its files for a
    third of what it costs to ask each file how it looks, so of two folders that share theirs only one is asked.

    To be thrown away after one pass over both: a file may be written to at any time.
    """

    def __init__(self, site: Path) -> None:
        self.disk = os.stat(site).st_dev
        self.looks: dict[int, str] = {}
        """Only of files of that disk which have this number in their folder, too: some systems make up numbers of either sort."""

    def below(self, folder: os.DirEntry[str]) -> Twins | None:
        """None for the files of another disk, which numbers its own."""
        return self if folder.stat(follow_symlinks=False).st_dev == self.disk else None


def twins_of(site: Path, other: Path) -> Twins | None:
    """None where the two folders share no files."""
    with suppress(OSError):
        return Twins(site) if os.name == "posix" and os.stat(site).st_dev == os.stat(other).st_dev else None
    return None


def parts(site: Path, boards: Collection[str], front: str, passed_over: Collection[str], twins: Twins | None = None) -> dict[str, OnDisk]:
    """Every part of ``site``; what lies in none of ``boards`` is the ``front``'s, but for the files ``passed_over`` at its top."""
    places = {front: OnDisk(site)} | {slug: OnDisk(site / slug) for slug in boards}
    if site.is_dir():
        _walk(str(site), "", places[front], places, twins)
    above = places[front]
    for at in (above.paths.index(name) for name in passed_over if name in above.paths):
        del above.paths[at], above.looks[at]
    return places


def part(site: Path, slug: str, twins: Twins | None = None) -> OnDisk:
    """One board alone."""
    place = OnDisk(site / slug)
    _walk(str(site / slug), "", place, {}, twins)
    return place


def _walk(folder: str, below: str, into: OnDisk, boards: dict[str, OnDisk], twins: Twins | None) -> None:
    """``below``: of ``folder`` in the part ``into``. Where boards are looked for, ``into`` is what lies above them."""
    with os.scandir(folder) as entries:
        inside = sorted([(entry.name, entry) for entry in entries])
    known, disk = (twins.looks, twins.disk) if twins else ({}, -1)
    for name, entry in inside:
        path = below + name
        if entry.is_dir(follow_symlinks=False):
            if path in boards:
                _walk(entry.path, "", boards[path], {}, twins and twins.below(entry))
            else:
                _walk(entry.path, path + "/", into, boards, twins and twins.below(entry))
            continue
        look = known.get(entry.inode()) if known else None
        if look is None:
            at = entry.stat(follow_symlinks=False)
            look = f"{at.st_mode} {at.st_size} {at.st_mtime_ns} {at.st_ctime_ns} {at.st_ino}"
            if at.st_nlink > 1 and at.st_dev == disk and at.st_ino == entry.inode():
                known[at.st_ino] = look
        into.paths.append(path)
        into.looks.append(look)
