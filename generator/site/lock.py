"""One build at a time in one place: two would write each other's half-made pages."""

from __future__ import annotations

import ctypes
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

TRIES = 20
"""Tenths of a second: a build that was just killed may take a moment to be gone."""
_PR_SET_PDEATHSIG = 1


class Busy(Exception):
    """Another build is at work here."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold ``folder``/lock. The system lets go of it when the program ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b") as file:
        for _ in range(TRIES):
            if _lock(file):
                break
            time.sleep(0.1)
        else:
            raise Busy("另一个 gongkai 正在这里生成，等它做完再来。")
        yield


def _lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def end_with_parent() -> None:
    """For worker processes: when the build is killed, its workers must not go on writing (and holding the lock)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
