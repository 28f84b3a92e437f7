"""What lies in every folder we publish and says what stands in it: its edition, and its boards, each with its version."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from generator import values
from generator.config import EDITIONS, Edition
from generator.record.chain import FOLDER
from generator.site.tree import below, plain_file, write_whole

MARKER = ".gongkai"
"""Lies in every folder we publish and lists its boards, each with its version: only such a folder may ever be replaced."""
VERSION = re.compile(r"[0-9a-f]{32}")
FRONT = "."
"""What the marker calls the files above the boards."""
GUIDE = "guide"
"""The folder of what stands beside the boards for the clerks of all of them; no board can have this name."""
EDITION = "#edition"
"""What the marker calls the line that says whom the site is for; no board can have this name."""


def edition_of(site: Path) -> Edition | None:
    """Which edition stands in ``site``; None where no site does. A mark without a word on it is of a time that had no line for it."""
    marked = _marked(site)
    return next((each for each in EDITIONS if each == marked.get(EDITION, "public")), None) if marked else None


def published(site: Path) -> dict[str, str]:
    """Slug → version of the boards that stand in a published site."""
    return {
        slug: version_of_board
        for slug, version_of_board in boards(site).items()
        if slug not in (FRONT, GUIDE) and os.path.isfile(f"{site}/{slug}/index.html")
    }


def boards(site: Path) -> dict[str, str]:
    """Slug → version of all that the marker names, the front among it."""
    return {slug: version_of_board for slug, version_of_board in _marked(site).items() if slug != EDITION}


def _marked(site: Path) -> Mapping[str, str]:
    with suppress(OSError, UnicodeDecodeError):
        return _told(plain_file(site / MARKER))
    return {}


@lru_cache(4)
def _told(mark: bytes) -> Mapping[str, str]:
    """The lines of one, which is asked for at every step of a build and has one for each board."""
    # What else a line says may be a path that leads out of the folder.
    told = (line.partition(" ")[::2] for line in mark.decode().splitlines())
    return MappingProxyType({slug: version_of_board for slug, version_of_board in told if _is_version(slug, version_of_board)})


def _is_version(slug: str, version_of_board: str) -> bool:
    return version_of_board in EDITIONS if slug == EDITION else _is_board(slug) and bool(VERSION.fullmatch(version_of_board))


def _is_board(slug: str) -> bool:
    return slug in (FRONT, FOLDER) or (below(slug) and all(map(values.SLUG.fullmatch, slug.split("/"))))


def mark(site: Path, boards: Mapping[str, str]) -> None:
    write_whole(site / MARKER, "".join(f"{slug} {version_of_board}\n" for slug, version_of_board in sorted(boards.items())).encode())
