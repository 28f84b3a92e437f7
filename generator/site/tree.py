"""A folder of files in memory, then on disk: the one small door all writing goes through."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


class Tree:
    """Path → bytes. Two sources for one path are a bug of ours and raise."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def add(self, path: str, content: bytes | str) -> None:
        if path in self._files:
            raise ValueError(f"two sources for {path}")
        self._files[path] = content.encode() if isinstance(content, str) else content

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def write(self, folder: Path) -> tuple[int, int]:
        """Make ``folder`` hold exactly these files; (written, removed). Equal files are left untouched."""
        written = removed = 0
        for path in self:
            target = folder / path
            if target.is_file() and target.read_bytes() == self[path]:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, self[path])
            written += 1
        for target in sorted(folder.rglob("*"), reverse=True):
            if target.is_file() and target.relative_to(folder).as_posix() not in self._files:
                target.unlink()
                removed += 1
            elif target.is_dir() and not any(target.iterdir()):
                target.rmdir()
        return written, removed


def write_whole(target: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one."""
    aside = target.with_name(f".{target.name}.new")
    aside.write_bytes(content)
    os.replace(aside, target)
