"""Whether all that a board is made from may be read. What may not is told, file by file: a folder that cannot be listed looks empty to
much of the standard library, and what it holds would be missing from the site without a word.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.model import Problem, Source, problem


def unreadable_of_all(root: Path) -> list[Problem]:
    """Of what every board needs: settings, regions, the theme, the folders of villages (not what is in a village)."""
    villages = root / "data" / "villages"
    places = [*_shallow(root / "data"), *_deep(root / "data/site.yml"), *_deep(root / "data/regions"), *_shallow(villages)]
    if not places:
        places += [found for path in _inside(villages) for found in _shallow(path)]
    return _told(root, [*places, *_shallow(root / "content"), *_deep(root / "mkdocs.yml"), *_deep(root / "theme_overrides")])


def unreadable(root: Path, slug: str) -> list[Problem]:
    """Of one board's own files, and of the hand-written pages it shows."""
    pages = [path for path in _inside(root / "content") if path.suffix == ".md"]
    places = [*pages, root / "content" / slug, root / "data" / "villages" / slug]
    return _told(root, [found for place in places for found in _deep(place)])


def _told(root: Path, places: Iterable[Path]) -> list[Problem]:
    return [
        problem("no-permission", Source(path.relative_to(root).as_posix()), f"没有权限读「{path.name}」。")
        for path in dict.fromkeys(places)
    ]


def _deep(path: Path) -> Iterator[Path]:
    blocked = list(_shallow(path))
    yield from blocked
    if not blocked:
        for entry in _inside(path):
            yield from _deep(entry)


def _shallow(path: Path) -> Iterator[Path]:
    """``path`` itself, where it is there and may not be read."""
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)
    except PermissionError:  # of the folder above
        yield path
        return
    except OSError:  # not there, a link to nowhere: whoever needs it says so
        return
    if not os.access(path, os.R_OK | os.X_OK if folder else os.R_OK):
        yield path


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(Path(entry.path) for entry in os.scandir(folder) if not entry.is_symlink())
    except OSError:
        return []
