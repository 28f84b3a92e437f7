"""Files on disk: the one small door all writing goes through."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one."""
    aside = target.with_name(f".{target.name}.new")
    aside.write_bytes(content)
    os.replace(aside, target)


def put(target: Path, content: bytes) -> None:
    """Write a file where perhaps not even its folder is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)


def take_away(top: Path, path: str) -> None:
    """Remove ``top``/``path`` and the folders above it that are empty then."""
    (top / path).unlink(missing_ok=True)
    for folder in (top / path).parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
