"""Files on disk: the one small door all writing goes through."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one."""
    folder, name = os.path.split(target)
    aside = os.path.join(folder, f".{name}.new")
    with open(aside, "wb") as file:
        file.write(content)
    os.replace(aside, target)


def put(target: Path, content: bytes) -> None:
    """Write a file of a folder that nobody takes for whole yet, where perhaps not even its folder is."""
    try:
        with open(target, "xb") as file:
            file.write(content)
    except FileExistsError:  # perhaps the same file in two places (``share``)
        write_whole(target, content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        put(target, content)


def share(source: Path, target: Path) -> None:
    """One file in two places, where the disk can. Neither may be written over after that, only put anew."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # a disk without hard links
        shutil.copyfile(source, target)


def take_away(top: Path, path: str) -> None:
    """Remove ``top``/``path`` and the folders above it that are empty then."""
    (top / path).unlink(missing_ok=True)
    for folder in (top / path).parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
