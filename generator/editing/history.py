"""Earlier versions of a file: what git has of it, and what the desk kept in build/desk/history/ when it put another in its place."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path
from typing import Literal

from generator import door, git
from generator.classes import dataclass
from generator.editing.own_file import DESK, checked_path, made_in
from generator.editing.refused import NotEditable
from generator.site.tree import own_folder, write_whole

_FOLDER = f"{DESK}/history"
_MOST = 100
"""Versions that the desk keeps of one file; git keeps all."""
_LIMIT = 100 * 1024 * 1024
_NAME = re.compile(r"(\d{6})-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """One version of a file that can be looked at and taken back."""

    of: Literal["git", "desk"]
    id: str
    """Of the commit, or of what the desk kept: give it to ``earlier``."""
    time: int
    """Seconds since 1970: of the commit, or when the desk put another in its place."""


def keep(root: Path, file: str, content: bytes | None) -> None:
    """Keep what is about to be replaced, before it is; None for nothing."""
    if content is None:
        return
    folder = own_folder(made_in(root), _place(file))
    kept = _kept(root, file)
    mark = hashlib.sha256(content).hexdigest()[:12]
    if kept and kept[-1].endswith(mark):
        return
    number = int(kept[-1][:6]) + 1 if kept else 1
    write_whole(folder / f"{number:06}-{mark}", content)
    for name in kept[: max(0, len(kept) + 1 - _MOST)]:
        with suppress(OSError):
            (folder / name).unlink()


def versions(root: Path, file: str) -> list[EarlierVersion]:
    """Newest first; what git and the desk both have is told by git alone. The file as it stands is among them where git has it."""
    checked_path(root, file)
    of_git: list[EarlierVersion] = []
    held: set[str] = set()
    with suppress(git.NoHistory):
        repository = git.repository(root)
        changes = [each for each in git.versions(repository, [file]) if each.path == file and each.blob]
        of_git = [EarlierVersion("git", each.commit.id, each.commit.time) for each in changes]
        held = {hashlib.sha256(data).hexdigest()[:12] for data in git.contents(repository, [each.blob for each in changes])}
    of_desk = [
        EarlierVersion("desk", name, int((made_in(root) / _place(file) / name).stat().st_mtime))
        for name in _kept(root, file)
        if name[7:] not in held
    ]
    return sorted([*of_git, *of_desk], key=lambda each: (each.time, each.id), reverse=True)


def earlier(root: Path, file: str, version: EarlierVersion) -> bytes:
    """The bytes that the file had. Raises NotEditable where they are not there any more."""
    checked_path(root, file)
    try:
        if version.of == "git":
            data = git.content(git.repository(root), version.id, file) if re.fullmatch("[0-9a-f]{40,64}", version.id) else None
        else:
            data = door.read(made_in(root), f"{_place(file)}/{version.id}", _LIMIT) if version.id in _kept(root, file) else None
    except (git.NoHistory, door.Closed):
        data = None
    if data is None:
        raise NotEditable("这一份以前的样子已经找不到了。")
    return data


def _place(file: str) -> str:
    return f"{_FOLDER}/{file}"


def _kept(root: Path, file: str) -> list[str]:
    """Names of what the desk kept, oldest first."""
    return [name for name in door.listed(made_in(root), _place(file)) if _NAME.fullmatch(name)]
