"""What a folder holds, as one short id: equal ids, equal content. No modification time is asked: a fresh checkout makes every file new.

Where there is a git repository its trees already carry such ids, folder by folder; only what differs from the last commit is read.
Elsewhere every file is read.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ABSENT = ""
"""The id of what is not there."""
_CLOSED = "?"
"""The id of what may not be read: of nothing that was ever made."""
_ELSEWHERE = ("120000", "160000")
"""What git calls a link, and a repository within: their id says nothing of what stands behind them."""


def content_ids(root: Path, places: Iterable[str]) -> dict[str, str]:
    """An id for each of ``places``: files or folders below ``root``, with forward slashes, none inside another."""
    wanted = list(places)
    return _by_git(root, wanted) or {place: _by_reading(root / place) for place in wanted}


def _by_reading(path: Path) -> str:
    try:
        if path.is_file():
            return hashlib.sha256(path.read_bytes()).hexdigest()
        found = hashlib.sha256()
        files = sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            found.update(f"{file.relative_to(path).as_posix()}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
    except PermissionError:
        return _CLOSED
    return found.hexdigest() if files else ABSENT


def _by_git(root: Path, wanted: list[str]) -> dict[str, str] | None:
    """None where git cannot tell: no git, no repository, no commit yet, or a repository it does not trust."""
    top = _git(root, "rev-parse", "--show-prefix")
    if top is None:
        return None
    prefix = top.decode().strip()
    parents = sorted({_parent(place) for place in wanted})
    trees = _git(root, "ls-tree", "-z", "HEAD", "--", *(f"{p}/" if p else "./" for p in parents))
    # Asked of a few folders: git compares every file with every path it is given.
    tops = sorted({place.partition("/")[0] for place in wanted})
    # Ignored files count: a clerk's ignore rules say nothing of what the generator reads.
    changed = _git(
        root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--", *tops
    )  # fmt: skip
    if trees is None or changed is None:
        return None
    ids = {}
    for entry in filter(None, trees.decode(errors="surrogateescape").split("\0")):
        about, _, path = entry.partition("\t")
        ids[path] = about
    known = set(wanted)
    fresh = {place: [place] for place in wanted if ids.get(place, "").startswith(_ELSEWHERE)}
    for entry in filter(None, changed.decode(errors="surrogateescape").split("\0")):
        path = entry[3:].removeprefix(prefix).rstrip("/")  # status counts from the top of the repository
        owner = next((place for place in _upwards(path) if place in known), None)
        if owner is None:  # an ignored or untracked folder above what was asked for: git says no more of it
            fresh |= {place: [*fresh.get(place, []), place] for place in wanted if place.startswith(path + "/")}
        else:
            fresh.setdefault(owner, []).append(path)
    return {place: _mixed(root, ids.get(place, ABSENT), fresh.get(place, [])) for place in wanted}


def _mixed(root: Path, committed: str, changed: list[str]) -> str:
    """The committed id, and what the changed paths hold now."""
    if not changed:
        return committed
    now = [f"{path}\0{_by_reading(root / path)}\0" for path in sorted(changed)]
    return hashlib.sha256((committed + "\0" + "".join(now)).encode(errors="surrogateescape")).hexdigest()


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = _parent(path)


def _parent(place: str) -> str:
    return place.rpartition("/")[0]


def _git(root: Path, *words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "--no-optional-locks", "-C", str(root), *words], capture_output=True)  # noqa: S603, S607 - fixed words, paths after --
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def program_id() -> str:
    """Id of this program and of every package beside it."""
    here = Path(__file__).resolve().parents[1]
    found = hashlib.sha256()
    for path in sorted(p for p in here.rglob("*") if p.suffix in (".py", ".j2", ".yml")):
        found.update(f"{path.relative_to(here).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    beside = {Path(place) for place in sys.path if place.endswith(("site-packages", "dist-packages"))}
    for name in sorted(p.name for place in beside if place.is_dir() for p in place.glob("*.dist-info")):
        found.update(f"{name}\0".encode())
    return found.hexdigest()[:32]
