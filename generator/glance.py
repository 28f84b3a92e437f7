"""How inputs look, seen once: whoever asks again while one run lasts is told what was seen at first, folder by folder.

A board asks five times for the look of each of its files: for the id of all it is made from, to find them, to read them, at the gate, and
for what they let be shown. What is told then is all of one moment; ``moved`` says whether it still is, and is asked before anything of it
is published.

A process that stays sees again and again the same: it is then given the very values of last time, a file's or a whole folder's, so that who
has kept what he made of them knows them again without a look at each of two thousand.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from operator import attrgetter, is_
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Sort = Literal["file", "folder", "strange", ""]
"""What stands at a path; "" for nothing at all."""
_Seen = tuple[Sort, os.stat_result]
_MOST = 20_000
"""Files that are remembered: as many as ten busy villages have. Those of a county would fill a process, which makes few of its boards."""
_FOLDERS = 1_000
"""Folders of which a process that stays remembers what was seen last."""
_TOLD = os.name == "posix"
"""Elsewhere a folder tells sizes and times of its files later than they themselves do, and the last of a file's times says when it came to
be; here it tells every change."""
_TICKS = 3 * 10**9
"""Nanoseconds: longer than any disk takes from one time to the next."""
_COARSE = 10**7
"""Nanoseconds: the finest clock among disks whose time of change can be put back by whoever copies a file with its time."""
_LOOK = attrgetter("st_mode", "st_ino", "st_dev", "st_size", "st_mtime_ns", "st_ctime_ns")
_newest: dict[int, int] = {}
"""Disk → the latest time of any file on it so far: its clock says no less. Another disk may be of another machine, whose clock is ahead."""


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


def heard(disk: int, clock: int) -> None:
    """The clock of a disk has come so far."""
    _newest[disk] = max(_newest.get(disk, 0), clock)


def rests(at: os.stat_result) -> bool:
    """True where whatever is written from now on will look otherwise: the disk's clock has moved on since, and tells every change."""
    return _TOLD and at.st_ctime_ns % _COARSE != 0 and at.st_ctime_ns + _TICKS < _newest.get(at.st_dev, 0)


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
        seen = _seen_again(folder) if _at_or_below(folder, there.places) else _scanned(folder)
        there.put(folder, seen)
    return seen


def all_below(folder: str) -> Iterator[tuple[str, list[str], list[os.stat_result]]]:
    """Each folder from this one on, with the names and the looks of what lies in it and is no folder, as it is now: nobody is told of it
    again. Raises OSError where one cannot be opened."""
    folders = [folder]
    for here in folders:
        names, looks = [], []
        with os.scandir(here) as there:
            for entry in there:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    names.append(entry.name)
                    looks.append(entry.stat(follow_symlinks=False))
        yield here, names, looks


def opened(path: str, at: os.stat_result) -> None:
    """A file was read that looked so: where it is not the one that was seen, nobody is told of that one any more."""
    there = _glance.get()
    if there and _TOLD and (seen := known(path)) and _look(seen) != _look(("file", at)):
        folder, _, name = path.rpartition("/")
        there.folders[folder] = there.folders[folder] | {name: ("file", at)}
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


_last: dict[str, tuple[dict[str, _Seen], dict[str, _Seen]]] | None = None
"""Folder → what was seen there last by a process that stays, and those of it that rested then."""


def stay() -> None:
    """From here on this process will be asked again."""
    global _last
    _last = {}


def leave() -> None:
    global _last
    _last = None


def stays() -> bool:
    """True in a process that will be asked again."""
    return _last is not None


def of_folder(make: Callable[Concatenate[Path, str, P], R]) -> Callable[Concatenate[Path, str, P], R]:
    """``make`` looks at nothing but what lies right in a folder, its second argument, below a root; what else it is given is known again as
    the very same, and what it gives is nothing that anybody changes. A process that stays asks it anew when something there has moved."""
    kept: dict[str, tuple[tuple[object, ...], R]] = {}

    @wraps(make)
    def made(root: Path, place: str, /, *more: P.args, **named: P.kwargs) -> R:
        there, folder = _glance.get(), f"{root}/{place}"
        if there is None or _last is None or named or _otherwise.get():
            return make(root, place, *more, **named)
        of, (known, answer) = (there.folders.get(folder), *more), kept.get(folder, ((), None))
        if of[0] is None or len(of) != len(known) or not all(map(is_, of, known)):
            answer = make(root, place, *more, **named)
            if len(kept) >= _FOLDERS:
                kept.clear()
            kept[folder] = (there.folders.get(folder), *more), answer
        return answer  # type: ignore[return-value]

    return made


_otherwise: ContextVar[bool] = ContextVar("_otherwise", default=False)


@contextmanager
def not_as_it_lies() -> Iterator[None]:
    """While this lasts, what is told of folders is not only what lies there: nothing is kept of it."""
    token = _otherwise.set(True)
    try:
        yield
    finally:
        _otherwise.reset(token)


def _seen_again(folder: str) -> dict[str, _Seen]:
    """What lies in it: the very values of last time for what rested then and looks so still, the very mapping where all does."""
    now = _scanned(folder)
    if _last is None:
        return now
    before, resting = _last.get(folder, ({}, {}))
    same = {name: was for name, (_, at) in now.items() if (was := resting.get(name)) and _LOOK(was[1]) == _LOOK(at)}
    if before and len(same) == len(now) == len(before):
        return before
    now |= same
    if len(_last) >= _FOLDERS:
        _last.clear()
    _last[folder] = now, same | {name: seen for name, seen in now.items() if name not in same and rests(seen[1])}
    for _, at in now.values():
        heard(at.st_dev, at.st_ctime_ns)
    return now


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _changed(folder: str, seen: Mapping[str, _Seen]) -> Iterator[str]:
    try:
        now = _seen_again(folder)
    except OSError:
        yield folder
        return
    if now is seen:
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
