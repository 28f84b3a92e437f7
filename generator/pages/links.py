"""Addresses inside a board. Page finance/2026-03.md is served at finance/2026-03/; files keep their path."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from generator.shown import folder


def to_top(slug: str) -> str:
    """The way from the folder of a board, or of a town's village, to the folder of all boards."""
    return "../" * (slug.count("/") + 1)


def guide(at: str, slug: str = "") -> str:
    """The address of the clerks' guide, which stands beside the boards, as written on page ``at`` of a board, or of what is above them."""
    place = folder(at)
    return "../" * (place.count("/") + 1 if place else 0) + (to_top(slug) if slug else "") + "guide/"


@lru_cache(maxsize=1 << 13)
def href(to: str, at: str) -> str:
    """The address of page or file ``to`` as written on page ``at``; a page may have an anchor: finance/2026-03.md#r12."""
    path, mark, anchor = to.partition("#")
    target = folder(path) if path.endswith(".md") else path
    relative = _relative(target, folder(at))
    return (relative + "/" if path.endswith(".md") else relative) + mark + anchor


def _relative(target: str, place: str) -> str:
    """``posixpath.relpath`` of what has no dots and nothing empty between its slashes, as nearly all has: a page may list a thousand."""
    there, here = (path.split("/") if path else [] for path in (target, place))
    if not _UNUSUAL.isdisjoint((*there, *here)):
        return posixpath.relpath("/" + target, "/" + place)
    same = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        same += 1
    return "/".join((*[".."] * (len(here) - same), *there[same:])) or "."


_UNUSUAL = {"", ".", ".."}
