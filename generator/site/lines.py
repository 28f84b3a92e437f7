"""A cache of many lines: the name of each, what it says and its digest, so that what is damaged is lost alone and what stays is not written
anew."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.site.manifest import digest
from generator.site.tree import make_way, write_whole


def lines_in(stored: bytes, mark: str) -> dict[str, bytes]:
    """Name → line, those that are whole; nothing of a cache with another ``mark``."""
    whole: dict[str, bytes] = {}
    with suppress(ValueError):
        first, *lines = stored.split(b"\n")
        for line in lines if first == mark.encode() else ():
            known, name, content = line.split(b" ", 2)
            if digest(content).encode() == known:
                whole[name.decode()] = content
    return whole


def lines_as_stored(stored: bytes, mark: str) -> dict[str, bytes]:
    """Name → line with its name and its digest, whole or not: for who writes the cache anew, and gives each back as it came."""
    first, *lines = stored.split(b"\n")
    return (
        {line.split(b" ", 2)[1].decode(errors="replace"): line for line in lines if line.count(b" ") > 1} if first == mark.encode() else {}
    )


def keep_lines(path: Path, mark: str, lines: Mapping[str, bytes], as_stored: Mapping[str, bytes] | None = None) -> bytes:
    """``lines`` hold no line break, their names no space either. ``as_stored``: more of them, as they lie there. What was written."""
    told = {name: f"{digest(line)} {name} ".encode() + line for name, line in lines.items()} | dict(as_stored or {})
    stored = b"\n".join([mark.encode(), *(line for _, line in sorted(told.items()))])
    path.parent.mkdir(parents=True, exist_ok=True)
    make_way(path)
    write_whole(path, stored)
    return stored
