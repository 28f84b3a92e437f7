"""One build at a time in one place: two would write each other's half-made pages."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from generator.site.tree import make_way

PATIENCE = 2
"""Seconds: a build that was just killed may take a moment to be gone."""
_EACH = 0.1
"""Seconds from one attempt to the next."""


class Busy(Exception):
    """Another build is at work here."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold ``folder``/lock. The system lets go of it when the program ends, however it ends. Raises Busy."""
    if not folder.is_dir():
        folder.unlink(missing_ok=True)  # a file, or a link that leads nowhere
    folder.mkdir(parents=True, exist_ok=True)
    make_way(folder / "lock")
    try:
        let_go = (_held if os.name == "posix" else _held_by_library)(folder / "lock")
    except TimeoutError:
        raise Busy("另一个 gongkai 正在这里生成，等它做完再来。") from None
    try:
        yield
    finally:
        let_go()


def _held(path: Path) -> Callable[[], None]:
    """What lets go of it. Raises TimeoutError."""
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    for left in range(round(PATIENCE / _EACH), -1, -1):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return partial(_let_go, handle)
        except OSError as error:
            if not isinstance(error, BlockingIOError):  # a disk that has no such locks
                os.close(handle)
                return _held_by_library(path.with_name("lock-file"))  # which is there only while it is held
            time.sleep(_EACH if left else 0)
    os.close(handle)
    raise TimeoutError


def _let_go(handle: int) -> None:
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_UN)  # a copy of this process may have it, too
    os.close(handle)


def _held_by_library(path: Path) -> Callable[[], None]:
    """The same on every system and disk. To import it is a fortieth of a command in which nothing changed."""
    from filelock import FileLock

    held = FileLock(path)
    held.acquire(timeout=PATIENCE, poll_interval=_EACH)
    return held.release
