"""How inputs look, seen once: whoever asks again while one run lasts is told what was seen at first, folder by folder.

A board asks five times for the look of each of its files: for the id of all it is made from, to find them, to read them, at the gate, and
for what they let be shown. What is told then is all of one moment; ``moved`` says whether it still is, and is asked before anything of it
is published.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

Sort = Literal["file", "folder", "strange", ""]
"""What stands at a path; "" for nothing at all."""
_Seen = tuple[Sort, os.stat_result]
_MOST = 20_000
"""Files that are remembered: as many as ten busy villages have. Those of a county would fill a process, which makes few of its boards."""
_TOLD = os.name == "posix"
"""Elsewhere a folder tells sizes and times of its files later than they themselves do."""


class Glance:
    """What was seen at and below some places."""

    def __init__(self, places: tuple[str, ...]) -> None:
        self.places = places
        self.folders: dict[str, dict[str, _Seen]] = {}
        self.moved: list[str] = []
        """Files that were another when they were opened."""
        self._count = 0

    def goes_on(self, places: tuple[str, ...]) -> bool:
        return self._count < _MOST and all(_at_or_below(place, self.places) for place in places)

    def put(self, folder: str, there: dict[str, _Seen]) -> None:
        if self._count < _MOST and _at_or_below(folder, self.places):
            self.folders[folder] = there
            self._count += len(there)


_glance: ContextVar[Glance | None] = ContextVar("_glance", default=None)


@contextmanager
def glanced(root: Path, *places: str, afresh: bool = False) -> Iterator[None]:
    """While this lasts, what stands at and below each place is what stood there when it was looked at first. Within another that is of the
    same places, that one goes on, but where all is to be looked at ``afresh``."""
    below = tuple(f"{root}/{place}" for place in places)
    before = _glance.get()
    if before and before.goes_on(below) and not afresh:
        yield
        return
    token = _glance.set(Glance(below))
    try:
        yield
    finally:
        _glance.reset(token)


def known(path: str) -> _Seen | None:
    """How something looked, where that was seen."""
    there = _glance.get()
    if there is None:
        return None
    folder, _, name = path.rpartition("/")
    return there.folders.get(folder, {}).get(name)


def inside(folder: str) -> Mapping[str, _Seen]:
    """What lies in a folder that is a real one, in order. Raises OSError where it cannot be opened."""
    there = _glance.get()
    if there is None:
        return _scanned(folder)
    seen = there.folders.get(folder)
    if seen is None:
        seen = _scanned(folder)
        there.put(folder, seen)
    return seen


def all_below(folder: str) -> Iterator[tuple[str, os.stat_result | None]]:
    """Path and look of each thing below a folder, as it is now: nobody is told of it again. A folder has none. Raises OSError where one
    cannot be opened."""
    with os.scandir(folder) as there:
        inside = [*there]
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield entry.path, None
            yield from all_below(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)


def opened(path: str, at: os.stat_result) -> None:
    """A file was read that looked so: where it is not the one that was seen, nobody is told of that one any more."""
    there = _glance.get()
    if there and _TOLD and (seen := known(path)) and _look(seen) != _look(("file", at)):
        folder, _, name = path.rpartition("/")
        there.folders[folder][name] = "file", at
        there.moved.append(path)


def moved(root: Path, *places: str) -> str:
    """The first thing at or below these places that is not as it was seen; "" where all is, or nothing was."""
    there = _glance.get()
    below = tuple(f"{root}/{place}" for place in places)
    if there is None:
        return ""
    changed = (path for folder, seen in there.folders.items() if _at_or_below(folder, below) for path in _changed(folder, seen))
    path = next((path for path in there.moved if _at_or_below(path, below)), "") or next(changed, "")
    return path.removeprefix(f"{root}/")


def sort_by(at: os.stat_result) -> Sort:
    if os.name == "nt" and getattr(at, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1):
        return "strange"  # what Windows has instead of links to folders
    sort = stat.S_IFMT(at.st_mode)
    return "folder" if sort == stat.S_IFDIR else "file" if sort == stat.S_IFREG else "strange"


def _scanned(folder: str) -> dict[str, _Seen]:
    with os.scandir(folder) as there:
        return {entry.name: (sort_by(at), at) for entry in sorted(there, key=_name) if (at := entry.stat(follow_symlinks=False))}


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _changed(folder: str, seen: Mapping[str, _Seen]) -> Iterator[str]:
    try:
        now = _scanned(folder)
    except OSError:
        yield folder
        return
    if now.keys() != seen.keys():
        yield f"{folder}/{min(now.keys() ^ seen.keys())}"
    yield from (f"{folder}/{name}" for name, at in seen.items() if _look(at) != _look(now[name]))


def _look(seen: _Seen) -> tuple[object, ...]:
    """What changes with a file; of a folder what lies in it is seen by itself. Its place on the disk is not told everywhere."""
    sort, at = seen
    return (sort, at.st_size, at.st_mtime_ns, at.st_ctime_ns) if sort == "file" else (sort,)


def _at_or_below(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
