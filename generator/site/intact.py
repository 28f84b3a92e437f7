"""Does a published folder still hold what was put there, and nothing else?

Each part of it is known by how its files look, and read only where that is new."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.site.manifest import Files, digest


@dataclass(frozen=True)
class Found:
    """The files of one part (a board, or what lies above the boards) as they are on the disk: (path below it, how it looks)."""

    top: Path
    files: tuple[tuple[str, os.stat_result], ...]

    @property
    def look(self) -> str:
        """Equal looks, nothing was written: size, time and place on the disk of every file."""
        seen = "".join(f"{path}\0{at.st_mode} {at.st_size} {at.st_mtime_ns} {at.st_ino}\n" for path, at in self.files)
        return hashlib.sha256(seen.encode(errors="surrogateescape")).hexdigest()[:32]

    def holds(self, files: Files) -> bool:
        """True where the bytes are these. What is no plain file of its own is never opened: a link, a pipe, a device."""
        if self.files and not all(stat.S_ISREG(at.st_mode) for _, at in self.files):
            return False
        return dict(self.files).keys() == files.keys() and all(digest((self.top / path).read_bytes()) == files[path] for path in files)


def parts(site: Path, boards: Collection[str], front: str, passed_over: str) -> dict[str, Found]:
    """Every part of ``site``; what lies in none of ``boards`` is the ``front``'s, but for the file ``passed_over``."""
    found: dict[str, list[tuple[str, os.stat_result]]] = {slug: [] for slug in (front, *boards)}
    with suppress(FileNotFoundError):
        for path, at, slug in _walk(site, "", front, frozenset(boards)):
            if path != passed_over:
                found[slug].append((path if slug == front else path[len(slug) + 1 :], at))
    return {slug: Found(site if slug == front else site / slug, tuple(files)) for slug, files in found.items()}


def part(site: Path, slug: str) -> Found:
    """One board alone."""
    return Found(site / slug, tuple((path, at) for path, at, _ in _walk(site / slug, "", slug, frozenset())))


def _walk(folder: Path | str, below: str, slug: str, boards: frozenset[str]) -> Iterator[tuple[str, os.stat_result, str]]:
    """(path, how it looks, whose it is), in a fixed order."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{path}/", path if path in boards else slug, boards)
        else:
            yield path, entry.stat(follow_symlinks=False), slug
