"""What a folder holds, as one short id: equal ids, equal content. No modification time is believed on its own: a fresh checkout makes
every file new.

Where there is a git repository its index already knows the content of most files (load/git_index.py), and only what looks otherwise
than git last saw it is read. Elsewhere every file is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from generator import door
from generator.contents import content_of, once_a_run
from generator.installed import THEME_PARTS, program_root
from generator.load.git_index import KeptBlob, kept_by_git
from generator.plugins import plugin_files
from generator.workers import spread

_LARGEST = 10**8
ABSENT = ""
"""The id of what is not there."""


def content_ids(root: Path, places: Iterable[str]) -> dict[str, str]:
    """An id for each of ``places``: files or folders below ``root``, with forward slashes, none inside another."""
    kept = kept_by_git(root)
    shares = spread(lambda some: [(place, _id(root, place, kept)) for place in some], [*places], each=16)
    return dict(chain.from_iterable(shares))


def _id(root: Path, place: str, kept: Mapping[str, KeptBlob]) -> str:
    """Names and content of all files; folders that hold none and what is not opened are told as problems, so they count too."""
    hashed = hashlib.sha256()
    holds = False
    for file, sort, look, _ in door.looked(root, place):
        content = _content(root, file, kept.get(file), look) if sort == "file" else sort
        hashed.update(f"{file}\0{content}\0".encode(errors="surrogateescape"))
        holds = True
    return hashed.hexdigest() if holds else ABSENT


def _content(root: Path, file: str, kept: KeptBlob | None, look: os.stat_result | None) -> str:
    """Git's name of the content, which is what we give to a file that we read, and its size: git may keep a text with other line ends."""
    at = look or os.lstat(f"{root}/{file}")
    if kept and kept.still(at):
        return f"{kept.blob} {at.st_size}"
    try:
        return f"{content_of(root, file).blob} {at.st_size}"
    except door.Closed as why:
        return f"{why.problem.message} {at.st_size} {at.st_mtime_ns}"


def as_committed(root: Path, places: Iterable[str], blobs: Mapping[str, str]) -> bool:
    """True where the files at and below ``places`` are ``blobs``, path → git's name of the content: none more, none missing."""
    kept = kept_by_git(root)
    files = [at for place in places for at in door.looked(root, place) if at.sort == "file"]
    contents = (_content(root, at.path, kept.get(at.path), at.look).partition(" ")[0] == blobs.get(at.path) for at in files)
    return len(files) == len(blobs) and all(contents)


def _parts_of(program: Path) -> list[str]:
    """Its files that decide what is made; of what Python keeps compiled there are thousands."""
    parts = []
    for folder, inside, names in os.walk(program):
        inside[:] = [name for name in inside if name != "__pycache__"]
        parts += [os.path.join(folder, name) for name in names if name.endswith((".py", ".j2", ".yml", ".typ", ".css", ".js"))]
    return sorted(part.replace(os.sep, "/").removeprefix(f"{program.as_posix()}/") for part in parts)


@once_a_run
def program_id() -> str:
    """Id of this program, the theme that comes with it, kinds of other packages, and every package beside it."""
    here = Path(__file__).resolve().parents[1]
    hashed = hashlib.sha256()
    for file in _parts_of(here):
        hashed.update(f"{file}\0{content_of(here, file, _LARGEST).sha256}".encode())
    for file in door.files_in(program_root(), *THEME_PARTS):
        hashed.update(f"{file}\0{content_of(program_root(), file).sha256}".encode())
    for path in plugin_files():
        hashed.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    beside = {place for place in sys.path if place.endswith(("site-packages", "dist-packages")) and os.path.isdir(place)}
    for name in sorted(name for place in beside for name in os.listdir(place) if name.endswith(".dist-info")):
        hashed.update(f"{name}\0".encode())
    return hashed.hexdigest()[:32]
