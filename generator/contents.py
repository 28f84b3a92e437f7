"""What files hold, as digests: one that is known to be as it was is not read again, neither in the same run nor in a later one, of the same
process or of another (site/known_contents.py).

A file is known by how it looks: place on the disk, size, times. That alone is not enough, since two changes within one tick of a disk's
clock look alike; so it is believed only within one run, or where the disk's own clock had moved on by ``_TICKS`` when the file was read:
whatever is written later has another time then. Where times do not tell every change (Windows; FAT and exFAT, which keep no time of
change beside that of the content), within one run alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from generator import bounds, door
from generator.classes import dataclass

P = ParamSpec("P")
R = TypeVar("R")

_TICKS = 3 * 10**9
"""Nanoseconds: longer than any disk takes from one time to the next."""
_TOLD = os.name == "posix"
"""Whether the last of a file's times tells every change; elsewhere it says when the file came to be."""
_COARSE = 10**7
"""Nanoseconds: the finest clock among disks whose time of change can be put back by whoever copies a file with its time."""
_NAMES = 32 + 20
"""Bytes of both names of a content."""
_MOST = 100_000
"""Files that are remembered."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """The bytes of one file."""

    sha256: str
    blob: str
    """Git's name of them."""

    @property
    def names(self) -> tuple[str, str]:
        return self.sha256, self.blob


@dataclass(frozen=True, slots=True)
class _Known:
    look: tuple[int, ...]
    content: FileContent
    run: object
    settled: bool
    """The disk's clock had moved on."""


_known: dict[str, _Known] = {}
_told: dict[str, str] = {}
"""What an earlier run knew."""
_run: object = None
_goes_on = False
_newest: dict[int, int] = {}
"""Disk → the latest time of any file on it so far: its clock says no less. Another disk may be of another machine, whose clock is ahead."""


@contextmanager
def one_run(run: object = None) -> Iterator[None]:
    """While this lasts, a file that looks as it did is as it was. ``run``: one that goes on, of who looks again and again at what is
    typed into one file, while the others lie still; what is made or told of as published is none of it."""
    global _run, _goes_on
    before = _run, _goes_on
    _run, _goes_on = run or object(), run is not None
    try:
        yield
    finally:
        _run, _goes_on = before


def is_one_run() -> bool:
    """True while a run lasts in which nothing is typed: not in one that goes on."""
    return _run is not None and not _goes_on


def once_a_run(make: Callable[P, R]) -> Callable[P, R]:
    """``make`` reads files; what it gave of the same holds for the rest of a run."""
    kept: dict[object, dict[object, R]] = {}

    @wraps(make)
    def made(*of: P.args, **named: P.kwargs) -> R:
        if _run is None or named:
            return make(*of, **named)
        if _run not in kept:
            kept.clear()
        answers = kept.setdefault(_run, {})
        if of not in answers:
            answers[of] = make(*of, **named)
        return answers[of]

    return made


def content_of(root: Path, file: str, limit: int = 0, at: os.stat_result | None = None) -> FileContent:
    """Of a file of at most ``limit`` bytes; by its ending where none is given. ``at``: how it looks, to whom that is known. Raises
    door.Closed."""
    if (typed := door.instead_of(root, file)) is not None:
        return content_from(typed)
    path, at = f"{root}/{file}", at or door.look(root, file)
    known = _known.get(path) or _recalled(path)
    look: tuple[int, ...] = (at.st_ino, at.st_dev, at.st_size, at.st_mtime_ns, at.st_ctime_ns) if at else ()
    if at and _TOLD:
        heard(at.st_dev, at.st_ctime_ns)
    small = bool(at) and at.st_size <= (limit or bounds.of(file))  # type: ignore[union-attr]
    if known and look and small and known.look == look and (known.settled or (_run is not None and known.run is _run)):
        return known.content
    settled = at is not None and settled_at(at)
    data = door.read(root, file, limit)
    content = content_from(data)
    if look:
        if len(_known) >= _MOST:
            _known.clear()
        _known[path] = _Known(look, content, _run, settled)
    return content


def settled_at(at: os.stat_result) -> bool:
    """True of a file that looks so where whatever is written to it from now on gives it another time."""
    return _TOLD and at.st_ctime_ns % _COARSE != 0 and at.st_ctime_ns + _TICKS < _newest.get(at.st_dev, 0)


def settled() -> dict[str, str]:
    """What is known of files also when they are looked at later, in texts that ``recall`` takes: what it was told, and more."""
    return _told | {path: " ".join(map(str, (*known.look, *known.content.names))) for path, known in _known.items() if known.settled}


def recall(told: Mapping[str, str], disk: int, clock: int) -> None:
    """What an earlier run knew, read where somebody asks for it. ``clock``: that of the ``disk``, now."""
    heard(disk, clock)
    _told.update(told)


def heard(disk: int, clock: int) -> None:
    """The clock of a disk has come so far."""
    _newest[disk] = max(_newest.get(disk, 0), clock)


def _recalled(path: str) -> _Known | None:
    """None for what says no such thing."""
    if not (told := _told.get(path)):
        return None
    with suppress(ValueError):
        *look, sha256, blob = told.split(" ")
        if len(bytes.fromhex(sha256 + blob)) == _NAMES:
            known = _known[path] = _Known(tuple(map(int, look)), FileContent(sha256, blob), None, True)
            return known
    return None


def nothing_known() -> bool:
    """True in a process that has read nothing yet."""
    return not _known


def content_from(data: bytes) -> FileContent:
    """Of these bytes, wherever they are."""
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False)
    return FileContent(hashlib.sha256(data).hexdigest(), blob.hexdigest())
