"""How the files of a folder look: for each folder one short digest of what the disk says of the files that lie in it, so that of ten
thousand files a thousand texts are kept, and after a change only the folders that it was in are looked at again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Any, NamedTuple

Looks = dict[str, str]
"""Folder as it begins the paths of its files (``a/b/``, "" for the top) → how those look. A folder without any is left out."""
Sight = Callable[[os.stat_result], object]
"""What of a file is looked at."""
Entries = list[os.DirEntry[str]]
_NAME = attrgetter("name")
_FORM = 2
"""Of marshal: the last of which equal values are equal bytes, whoever else holds them. Of a county half as dear as ``repr``."""
of_ours: Sight = attrgetter("st_mode", "st_size", "st_mtime_ns")
"""Of what lies in build/ size and time of change of the content decide, as in git's index: it may be copied there by others (CI)."""
of_published: Sight = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""Also which file it is on the disk, and the time of change, which cannot be put back by whoever writes there."""


def folder_of(path: str) -> str:
    """Where a file lies, as it begins the file's path."""
    return path[: path.rfind("/") + 1]


def entries(folder: str) -> tuple[Entries, Entries]:
    """What lies in it that is no folder, and the folders, each by name. Raises OSError."""
    files: Entries = []
    folders: Entries = []
    with os.scandir(folder) as inside:
        for entry in inside:
            (folders if entry.is_dir(follow_symlinks=False) else files).append(entry)
    files.sort(key=_NAME)
    folders.sort(key=_NAME)
    return files, folders


def look_of(names: Sequence[str], at: Sequence[os.stat_result], sight: Sight) -> str:
    """Of the files of one folder; "" where there are none."""
    return as_text((names, [*map(sight, at)])) if names else ""


def whole_look(looks: Looks) -> str:
    """Of all its folders together: equal looks, nothing was written."""
    return seen_of(looks).whole


class Seen(NamedTuple):
    """The looks of a part as few bytes: a county has twenty thousand folders, and a run asks for those of few."""

    whole: str
    """Of all together."""
    packed: bytes
    """b"" of a part of whose files nobody was asked: it looks so if they are as they were."""

    @property
    def looks(self) -> Looks:
        return dict(marshal.loads(self.packed))  # noqa: S302 - this run's own, never of a file


def seen_of(looks: Looks) -> Seen:
    packed = marshal.dumps(sorted(looks.items()), _FORM)
    return Seen(_short(packed), packed)


def as_text(seen: Any) -> str:
    """A short one of names and numbers: equal texts, equal values."""
    return _short(marshal.dumps(seen, _FORM))


def _short(packed: bytes) -> str:
    return hashlib.sha256(packed).hexdigest()[:32]


def ours(top: str) -> tuple[Looks, dict[str, list[str]]] | None:
    """Looks of all below ``top``, and the names of the files of each folder; None where it is no real folder or holds anything but real
    folders and regular files."""
    looks: Looks = {}
    names: dict[str, list[str]] = {}
    with suppress(OSError):
        if stat.S_ISDIR(os.lstat(top).st_mode) and _ours(top, "", looks, names):
            return looks, names
    return None


def ours_in(top: str, below: str) -> tuple[str, list[str]]:
    """The same of the files of one folder below it: how they look, and their names. Nothing of a folder that is not there."""
    try:
        files, _ = entries(f"{top}/{below}")
    except FileNotFoundError:
        return "", []
    names = [entry.name for entry in files]
    return look_of(names, [entry.stat(follow_symlinks=False) for entry in files], of_ours), names


def _ours(folder: str, below: str, looks: Looks, names: dict[str, list[str]]) -> bool:
    files, folders = entries(folder)
    if files:
        at = [entry.stat(follow_symlinks=False) for entry in files]
        if not all(stat.S_ISREG(each.st_mode) for each in at):
            return False
        names[below] = [entry.name for entry in files]
        looks[below] = look_of(names[below], at, of_ours)
    return all(_ours(entry.path, f"{below}{entry.name}/", looks, names) for entry in folders)
