"""What files held when an earlier run read them, kept in build/: neither the program's own hundreds nor a clerk's thousands are read again
only to see that nothing has changed.

It is of files that contents.py would believe in a process that stays: place on the disk, size and every time as they were, and the disk's
clock three seconds further when the file was read. What somebody puts there can say no more than what he could write into other caches.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator import contents, glance
from generator.site import manifest
from generator.site.tree import disk_clock

_NAME = "contents.json"
_BUSY = ("/", "/tmp", "/var/tmp", "/var/log")  # noqa: S108 - nothing is written there
"""Folders in which something comes and goes all the time: their times tell how late it is at least on the disks they are on. The program
may lie on another disk than build/, with all its files as new as the newest of them."""


@contextmanager
def over_runs(folder: Path) -> Iterator[None]:
    """While this lasts. A process that has read files before knows more: it neither asks nor tells."""
    for place in _BUSY:
        with suppress(OSError):
            at = os.stat(place)
            glance.heard(at.st_dev, at.st_ctime_ns)
    if not contents.nothing_known():
        yield
        return
    recalled = manifest.recall(folder / _NAME)
    told = {path: text for path, text in recalled.items() if isinstance(text, str)} if isinstance(recalled, dict) else {}
    with suppress(OSError):
        contents.recall(told, *disk_clock(folder))
    yield
    if (now := contents.settled()) != told:
        with suppress(OSError):
            manifest.save(folder / _NAME, {path: text for path, text in now.items() if path not in told or os.path.lexists(path)})
