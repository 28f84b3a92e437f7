"""Does a published folder still hold what was put there, and nothing else?

Each part of it is known by how its files look, and read only where that is new.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from generator.site.manifest import Files, digest


@dataclass
class OnDisk:
    """The files of one part (a board, or what lies above the boards) as they are on the disk, in a fixed order."""

    top: Path
    paths: list[str] = field(default_factory=list)
    """Below ``top``."""
    looks: list[str] = field(default_factory=list)
    """Of each: what it is, its size, time and place on the disk; as texts, since there may be tens of thousands."""

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


def parts(site: Path, boards: Collection[str], front: str, passed_over: Collection[str]) -> dict[str, OnDisk]:
    """Every part of ``site``; what lies in none of ``boards`` is the ``front``'s, but for the files ``passed_over`` at its top."""
    places = {front: OnDisk(site)} | {slug: OnDisk(site / slug) for slug in boards}
    if site.is_dir():
        _walk(str(site), "", places[front], places)
    above = places[front]
    for at in (above.paths.index(name) for name in passed_over if name in above.paths):
        del above.paths[at], above.looks[at]
    return places


def part(site: Path, slug: str) -> OnDisk:
    """One board alone."""
    place = OnDisk(site / slug)
    _walk(str(site / slug), "", place, {})
    return place


def _walk(folder: str, below: str, into: OnDisk, boards: dict[str, OnDisk]) -> None:
    """``below``: of ``folder`` in the part ``into``. Where boards are looked for, ``into`` is what lies above them."""
    with os.scandir(folder) as entries:
        inside = sorted([(entry.name, entry) for entry in entries])
    for name, entry in inside:
        path = below + name
        if entry.is_dir(follow_symlinks=False):
            if path in boards:
                _walk(entry.path, "", boards[path], {})
            else:
                _walk(entry.path, path + "/", into, boards)
        else:
            at = entry.stat(follow_symlinks=False)
            into.paths.append(path)
            into.looks.append(f"{at.st_mode} {at.st_size} {at.st_mtime_ns} {at.st_ino}")
