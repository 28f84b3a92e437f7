"""One build at a time in one place: two would write each other's half-made pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.site.tree import make_way

PATIENCE = 2
"""Seconds: a build that was just killed may take a moment to be gone."""


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
        held = FileLock(folder / "lock").acquire(timeout=PATIENCE, poll_interval=0.1)
    except Timeout:
        raise Busy("另一个 gongkai 正在这里生成，等它做完再来。") from None
    with held:
        yield
