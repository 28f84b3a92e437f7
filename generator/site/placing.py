"""Files put where a site is brought up to date: shared with the published one where that has them, else copied from where they are made,
and only those that are what they should be: how a file of build/ looks says little, since a cache is restored there with its times.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from generator.site import manifest
from generator.site.tree import NotOurs, put, share
from generator.workers import spread

_AT_ONCE = 10_000
"""Files that are put into place together, by all cores; of hundreds of boards there are more than a process should hold at a time."""


class Placing(NamedTuple):
    """One file of a board on its way."""

    places: tuple[str, str, str, str]
    """The board; the folder that it goes to, the one it was made in, and the one in the site."""
    path: str
    digest: str
    shared: bool
    """The site holds it so already."""


def place(boards: Iterable[Iterable[Placing]]) -> set[str]:
    """Puts all files of some boards where they go to. The boards of which one was not what it should be."""
    damaged: set[str] = set()
    files: list[Placing] = []
    for board in boards:
        files += board
        if len(files) >= _AT_ONCE:
            damaged.update(*spread(_placed, files, each=50))
            files = []
    return damaged.union(*spread(_placed, files, each=50))


def _placed(files: Sequence[Placing]) -> set[str]:
    """Puts each file where it goes to. What is built is copied, so that a damaged build/ damages no site. The boards of which a file had
    not its digest: that one is put nowhere."""
    damaged = set()
    for (slug, target, source, site), path, digest, shared in files:
        if shared:
            share(f"{site}/{path}", f"{target}/{path}")
            continue
        with suppress(FileNotFoundError):
            os.unlink(f"{target}/{path}")
        try:
            content = manifest.bytes_of(f"{source}/{path}", digest)
        except NotOurs:
            damaged.add(slug)
        else:
            put(f"{target}/{path}", content)
    return damaged
