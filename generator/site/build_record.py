"""What was made of a board and from what: so that the next build makes only what differs.

A cache, never a truth: where it is lost, damaged or of another version of the program, everything is made again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, field
from pathlib import Path

from generator.classes import dataclass
from generator.kept import kept
from generator.site import looks, manifest
from generator.site.looks import Looks
from generator.site.manifest import Files
from generator.site.tree import below, clear, plain_file, plain_files, plain_tree

_ALL, _BRIEF = "made.json", "brief.json"


@dataclass
class Made:
    """One site as it was made last."""

    shell: str = ""
    """Id of what stands around every page: theme, navigation, program."""
    items: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Name of what is made together → its id, and the paths below docs/ that it brought."""
    files: Files = field(default_factory=dict)
    """Every file of the site."""
    looks: Looks = field(default_factory=dict)
    """How they looked when these were read."""

    def copy(self) -> Made:
        """One that can be changed, and this one stays."""
        return Made(self.shell, dict(self.items), dict(self.files), dict(self.looks))

    @property
    def docs(self) -> set[str]:
        """Every path below docs/."""
        return {path for _, brought in self.items.values() for path in brought}


@dataclass(frozen=True)
class BuildSummary:
    """What must be known of a site that need not be made again."""

    inputs: str
    """Id of all it was made from, the day included."""
    version: str
    """Id of all it holds."""
    result: dict[str, object]
    """What the build said of it."""


def read(folder: Path) -> Made | None:
    """What was made in ``folder``; None where nothing was, or nobody knows."""
    try:
        stored = plain_file(folder / _ALL)
    except OSError:
        return None
    known = _known(folder, stored, lambda: _read(stored))
    return known and known.copy()


def _known(folder: Path, stored: bytes, read: Callable[[], Made | None]) -> Made | None:
    """In a process that stays, by the bytes that say it: they are megabytes, and it was this process that wrote them."""
    return kept(folder.name, f"made {folder}", (stored,), read)


def _read(stored: bytes) -> Made | None:
    recalled = manifest.recalled_from(stored)
    with suppress(TypeError, ValueError, AttributeError):
        made = Made(**recalled)  # type: ignore[arg-type]
        made.items = {name: _item(*about) for name, about in made.items.items()}
        manifest.files_of(made.files)
        return made if isinstance(made.shell, str) and isinstance(made.looks, dict) else None
    return None


def _item(known: str, brought: list[str]) -> tuple[str, list[str]]:
    if not isinstance(known, str) or not isinstance(brought, list) or not all(map(below, brought)):
        raise ValueError("a path that leads elsewhere")
    return known, brought


def brief(folder: Path) -> BuildSummary | None:
    """The little that must be known where nothing has changed."""
    recalled = manifest.recall(f"{folder}/{_BRIEF}")
    with suppress(TypeError, OSError):
        told = BuildSummary(**recalled)  # type: ignore[arg-type]
        whole = isinstance(told.inputs, str) and isinstance(told.version, str) and isinstance(told.result, dict)
        return told if whole and stat.S_ISDIR(os.lstat(f"{folder}/site").st_mode) else None
    return None


def write(folder: Path, made: Made, inputs: str, result: dict[str, object], version: str = "") -> BuildSummary:
    """Keep both; the brief one last, since it stands for the whole. ``version``: of its files, to whom that is known."""
    _known(folder, manifest.save(folder / _ALL, vars(made)), made.copy)
    short = BuildSummary(inputs, version or manifest.version(made.files), result)
    manifest.save(folder / _BRIEF, asdict(short))
    return short


def forget(folder: Path) -> None:
    """From here on the site is half made: whoever is stopped now leaves nothing that could be taken for whole."""
    for name in (_BRIEF, _ALL):
        clear(folder / name)


def whole(folder: Path, version: str) -> bool:
    """True where site/ of ``folder`` holds what the version says, byte for byte: every file is read."""
    made = read(folder)
    if made is None or manifest.version(made.files) != version or not plain_tree(folder / "site"):
        return False
    return manifest.scan(folder / "site") == made.files


def as_made(folder: Path, made: Made, path: str) -> bytes:
    """A file of site/ of ``folder``. Raises NotOurs where it is not as it was made."""
    return manifest.bytes_of(f"{folder}/site/{path}", made.files.get(path))


def untouched(folder: Path, made: Made) -> bool:
    """True where docs/ and site/ of ``folder`` hold what was made, nothing more and nothing less. What looks otherwise is read."""
    docs = plain_files(folder / "docs")
    if docs is None or not made.docs <= docs:
        return False
    seen = looks.ours(str(folder / "site"))
    if seen is None:
        return False
    now, names = seen
    if made.files.keys() != {place + name for place, inside in names.items() for name in inside}:
        return False
    other = [place + name for place, look in now.items() if made.looks.get(place) != look for name in names[place]]
    if any(manifest.digest(plain_file(f"{folder}/site/{path}")) != made.files[path] for path in other):
        return False
    made.looks = now
    return True


def look(folder: Path, made: Made) -> None:
    """Tells ``made`` of all that site/ of ``folder`` holds. Raises OSError where that is no folder of plain files."""
    site = str(folder / "site")
    made.looks, names = looks.ours(site) or ({}, {})
    if not names:
        raise NotADirectoryError(site)
    paths = [place + name for place, inside in names.items() for name in inside]
    made.files = {path: manifest.digest(plain_file(f"{site}/{path}")) for path in sorted(paths)}


def renew(folder: Path, made: Made, changed: Iterable[str]) -> None:
    """Tells ``made``, which says what site/ of ``folder`` held before, of the files that were ``changed`` or taken away since."""
    files = dict(made.files)
    for path in changed:
        try:
            files[path] = manifest.digest(plain_file(f"{folder}/site/{path}"))
        except FileNotFoundError:
            files.pop(path, None)
    made.files = files if files.keys() <= made.files.keys() else dict(sorted(files.items()))


def _digest_of(file: str) -> str:
    """ "" of what is no regular file."""
    try:
        return manifest.digest(plain_file(file))
    except OSError:
        return ""


def seen_in(site: str, places: Iterable[str]) -> tuple[Looks, Files]:
    """How these folders of it look, and what their files hold: all are read."""
    seen: Looks = {}
    there: Files = {}
    for place in places:
        look, names = looks.ours_in(site, place)
        if names:
            seen[place] = look
        there |= {place + name: _digest_of(f"{site}/{place}{name}") for name in names}
    return seen, there


def look_again(made: Made, places: Collection[str], seen: Looks, there: Files) -> None:
    """Tells ``made`` what was ``seen_in`` the folders in which files were changed. Where one is not what it says, somebody else has written
    there, and it is not told, so that the next run reads them again."""
    made.looks = {place: look for place, look in made.looks.items() if place not in places}
    if there == {path: known for path, known in made.files.items() if path[: path.rfind("/") + 1] in places}:
        made.looks |= seen
