"""What git's index says of files: which content each had when git last looked, and how it looked then.

The index is read, git is not run: a folder that somebody gave us may hold a repository of its own, and to ask git for its state would
start what that repository names (core.fsmonitor, clean filters, hooks, submodules). Format: gitformat-index(5), versions 2 to 4.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import door, glance
from generator.classes import dataclass
from generator.contents import once_a_run

_ENTRY = struct.Struct(">10I20sH")
_FLAGS = _ENTRY.size - 2
"""Where its flags stand in an entry; the first byte says whether there are more of them."""
_MASK = 0xFFFFFFFF
_REGULAR = 0o100000
_LARGEST = 200 * 1024 * 1024
_MANY = 8
"""Folders above the root in which a repository is looked for."""


@dataclass(frozen=True, slots=True)
class KeptBlob:
    """One file as git saw it."""

    blob: str
    look: tuple[int, ...]
    """Time of change and of content, each in seconds and nanoseconds; inode; size. As in the index, of 32 bits each."""

    def still(self, at: os.stat_result) -> bool:
        return self.look == _look(at)


def _look(at: os.stat_result) -> tuple[int, ...]:
    (change, change_ns), (time, time_ns) = divmod(at.st_ctime_ns, 10**9), divmod(at.st_mtime_ns, 10**9)
    return (change & _MASK, change_ns, time & _MASK, time_ns, at.st_ino & _MASK, at.st_size & _MASK)


class GitIndex(Mapping[str, KeptBlob]):
    """Path below a root → what the index says of it. It has an entry for every file of a county, and a run asks for few of them more than
    once: where each stands is found in one pass, what it says is read when somebody asks."""

    def __init__(self, data: bytes, written: int, prefix: bytes) -> None:
        """Raises one of the errors of ``_index`` for what is no whole index with SHA-1."""
        self._data, self._before = data, written - written % 10**9
        self._prefix = prefix
        self._places = dict(_places(data))

    def __getitem__(self, path: str) -> KeptBlob:
        """Not of files changed in the moment the index was written, since git itself cannot tell then; nor of links, conflicts and what
        git was told to assume."""
        at = self._places[self._prefix + path.encode(errors="surrogateescape")]
        change, change_ns, time, time_ns, _, inode, mode, _, _, size, blob, flags = _ENTRY.unpack_from(self._data, at)
        if mode & 0o170000 != _REGULAR or flags & 0xF000 or time * 10**9 + time_ns >= self._before:
            raise KeyError(path)
        return KeptBlob(blob.hex(), (change, change_ns, time, time_ns, inode, size))

    def __iter__(self) -> Iterator[str]:
        below = [name for name in self._places if name.startswith(self._prefix)]
        return (path for name in below if (path := name[len(self._prefix) :].decode(errors="surrogateescape")) in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_NOTHING: Mapping[str, KeptBlob] = {}
_last: dict[tuple[object, ...], GitIndex] = {}
"""In a process that stays, the index as it was read last, by how it looked where nobody can have written it since and it looks so still."""


@once_a_run
def kept_by_git(root: Path) -> Mapping[str, KeptBlob]:
    """Path below ``root`` → what the index says of it; nothing where there is no repository of ours, or an index we do not know."""
    for up, top in enumerate((root, *root.parents[:_MANY])):
        sort = door.sort_of(top, ".git")
        if sort == "folder":
            prefix = "".join(f"{part}/" for part in root.parts[len(root.parts) - up :])
            return _index(root, top / ".git", prefix)
        if sort:  # a worktree or a submodule, whose index is elsewhere
            return _NOTHING
    return _NOTHING


def _index(root: Path, folder: Path, prefix: str) -> Mapping[str, KeptBlob]:
    try:
        look = door.look(folder, "index")
        if look is None or look.st_uid != root.lstat().st_uid:
            return _NOTHING
        of = f"{folder}", prefix, look.st_ino, look.st_dev, look.st_size, look.st_mtime_ns, look.st_ctime_ns
        if of not in _last:
            index = GitIndex(door.read(folder, "index", _LARGEST), look.st_mtime_ns, os.fsencode(prefix))
            _last.clear()
            if glance.stays() and glance.rests(look):
                _last[of] = index
            return index
        return _last[of]
    except (door.Closed, OSError, struct.error, ValueError, IndexError):
        return _NOTHING


def _places(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The name of each entry, and where it stands. Raises one of the errors above for what is no whole index with SHA-1."""
    if hashlib.sha1(data[:-20], usedforsecurity=False).digest() != data[-20:]:
        raise ValueError("damaged, or with other digests")
    mark, version, count = struct.unpack_from(">4sII", data)
    if mark != b"DIRC" or version not in (2, 3, 4):
        raise ValueError("another format")
    name, at = b"", 12
    for _ in range(count):
        start = at + _ENTRY.size + (2 if data[at + _FLAGS] & 0x40 else 0)
        if version == 4:
            cut, start = _number(data, start)
            end = data.index(b"\0", start)
            name = name[: len(name) - cut] + data[start:end]
            yield name, at
            at = end + 1
        else:
            end = data.index(b"\0", start)
            yield data[start:end], at
            at += (end - at + 8) // 8 * 8
    if at > len(data) - 20:
        raise ValueError("cut off")


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length as packs write offsets, and where it ends."""
    value = data[at] & 127
    while data[at] & 128:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 127)
    return value, at + 1
