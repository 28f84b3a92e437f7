"""What a folder holds, as one short id: equal ids, equal content. No modification time is believed on its own: a fresh checkout makes
every file new.

Where there is a git repository its index already knows the content of most files (load/git_index.py), and only what looks otherwise
than git last saw it is read. Elsewhere every file is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator import door, glance
from generator.contents import content_of, is_one_run, once_a_run
from generator.installed import THEME_PARTS, program_root
from generator.load.git_index import KeptBlob, kept_by_git
from generator.plugins import plugin_files
from generator.workers import spread

_LARGEST = 10**8
ABSENT = ""
"""The id of what is not there."""


class FileSeen(NamedTuple):
    """What stands at or below a place."""

    blob: str
    """Git's name of its content; "" of what holds none, or is not opened."""
    told: str
    """What its id is of: the same and its size, since git may keep a text with other line ends."""

    @property
    def is_file(self) -> bool:
        return self.told not in ("folder", "strange")


def content_ids(root: Path, places: Iterable[str]) -> dict[str, str]:
    """An id for each of ``places``: files or folders below ``root``, with forward slashes, none inside another."""
    kept = kept_by_git(root)
    shares = spread(lambda some: [(place, _id(seen_below(root, place, kept))) for place in some], [*places], each=16)
    return dict(chain.from_iterable(shares))


def ids_above(root: Path, places: Iterable[str]) -> dict[str, str]:
    """The same of what is no board's, without git: its index names the files of all boards, and takes as long to read as hundreds of these
    to look at."""
    return {place: _id(_seen_above(root, place) if is_one_run() else _look_below(root, place, {})) for place in places}


@once_a_run
def _seen_above(root: Path, place: str) -> dict[str, FileSeen]:
    return _look_below(root, place, {})


def ids_of_each(root: Path, boards: Sequence[Sequence[str]], many: bool) -> list[tuple[list[str], bool]]:
    """The same of the places of each board, of which nothing is remembered: of hundreds that is more than a process should hold; and
    whether all of it could be read. ``many``: of so many that git's index is sooner read."""
    kept = kept_by_git(root) if many else {}
    return [each for share in spread(lambda some: [_ids_alone(root, places, kept) for places in some], boards, each=8) for each in share]


def _ids_alone(root: Path, places: Sequence[str], kept: Mapping[str, KeptBlob]) -> tuple[list[str], bool]:
    with glance.glanced(root, *places, afresh=True):
        seen = [_look_below(root, place, kept) for place in places]
    return [*map(_id, seen)], all(of.blob for each in seen for of in each.values())


def _id(seen: Mapping[str, FileSeen]) -> str:
    """Names and content of all files; folders that hold none and what is not opened are told as problems, so they count too."""
    hashed = hashlib.sha256()
    for file, of in seen.items():
        hashed.update(f"{file}\0{of.told}\0".encode(errors="surrogateescape"))
    return hashed.hexdigest() if seen else ABSENT


def seen_below(root: Path, place: str, kept: Mapping[str, KeptBlob] | None = None) -> Mapping[str, FileSeen]:
    """All at and below a place, in order: looked at once a run, but in one that goes on, where something is typed meanwhile. ``kept``: what
    git's index says, where that is known."""
    if is_one_run():
        return _seen_below(root, place)
    return _look_below(root, place, kept_by_git(root) if kept is None else kept)


def _look_below(root: Path, place: str, kept: Mapping[str, KeptBlob]) -> dict[str, FileSeen]:
    seen: dict[str, FileSeen] = {}
    for folder in door.folders(root, place) if door.is_folder(root, place) else (place,):
        seen |= _look_in(root, folder, kept)
    return dict(sorted(seen.items()))


@glance.of_folder
def _look_in(root: Path, place: str, kept: Mapping[str, KeptBlob]) -> dict[str, FileSeen]:
    there = door.looked(root, place, deep=False)
    return {at.path: _content(root, at.path, kept.get(at.path), at.look) if at.sort == "file" else FileSeen("", at.sort) for at in there}


@once_a_run
def _seen_below(root: Path, place: str) -> dict[str, FileSeen]:
    return _look_below(root, place, kept_by_git(root))


def _content(root: Path, file: str, kept: KeptBlob | None, look: os.stat_result | None) -> FileSeen:
    """Git's name of the content is what we give to a file that we read."""
    at = look or os.lstat(f"{root}/{file}")
    try:
        blob = kept.blob if kept and kept.still(at) else content_of(root, file, at=at).blob
        return FileSeen(blob, f"{blob} {at.st_size}")
    except door.Closed as why:
        return FileSeen("", f"{why.problem.message} {at.st_size} {at.st_mtime_ns}")


def as_committed(root: Path, places: Iterable[str], blobs: Mapping[str, str]) -> bool:
    """True where the files at and below ``places`` are ``blobs``, path → git's name of the content: none more, none missing."""
    files = {file: of.blob for place in places for file, of in seen_below(root, place).items() if of.is_file}
    return files == blobs


def touched(root: Path, places: Iterable[str]) -> bool:
    """True where a file at or below ``places`` is another than git's index has it: so much is known without asking git. False says
    nothing."""
    kept = kept_by_git(root)
    files = (file for place in places for file in seen_below(root, place).items())
    return any((before := kept.get(file)) and before.blob != now.blob for file, now in files)


def _parts_of(program: Path) -> list[tuple[str, os.stat_result]]:
    """Its files that decide what is made, and how each looks; of what Python keeps compiled there are thousands."""
    parts: list[tuple[str, os.stat_result]] = []
    folders = [""]
    for folder in folders:
        with os.scandir(f"{program}/{folder}") as inside:
            for each in inside:
                if each.is_dir(follow_symlinks=False):
                    folders += [f"{folder}{each.name}/"] if each.name != "__pycache__" else []
                elif each.name.endswith((".py", ".j2", ".yml", ".typ", ".css", ".js")):
                    parts.append((f"{folder}{each.name}", each.stat(follow_symlinks=False)))
    return sorted(parts)


_began: list[str] = []
"""Id of the program that a process which stays began as."""


def program_id() -> str:
    """Id of this program, the theme that comes with it, kinds of other packages, and every package beside it.

    A process that stays is what it began as, whatever was installed since: else what it makes would be taken for what that makes."""
    if not glance.stays():
        _began.clear()
        return _program_id()
    if not _began:
        _began.append(_program_id())
    return _began[0]


@once_a_run
def _program_id() -> str:
    here, house = Path(__file__).resolve().parents[1], program_root()
    hashed = hashlib.sha256()
    for file, look in _parts_of(here):
        hashed.update(f"{file}\0{content_of(here, file, _LARGEST, look).sha256}".encode())
    for at in sorted(at for place in THEME_PARTS for at in door.looked(house, place) if at.sort == "file"):
        hashed.update(f"{at.path}\0{content_of(house, at.path, at=at.look).sha256}".encode())
    for path in plugin_files():
        hashed.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    beside = {place for place in sys.path if place.endswith(("site-packages", "dist-packages")) and os.path.isdir(place)}
    for name in sorted(name for place in beside for name in os.listdir(place) if name.endswith(".dist-info")):
        hashed.update(f"{name}\0".encode())
    return hashed.hexdigest()[:32]
