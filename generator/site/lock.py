"""One build at a time in one place: two would write each other's half-made pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another build is at work here."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold ``folder``/lock. The system lets go of it when the program ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy("另一个 gongkai 正在这里生成，等它做完再来。") from None
        yield
