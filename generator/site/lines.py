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


def keep_lines(path: Path, mark: str, lines: Mapping[str, bytes]) -> bytes:
    """``lines`` hold no line break, their names no space either. What was written."""
    stored = b"\n".join([mark.encode(), *(f"{digest(line)} {name} ".encode() + line for name, line in sorted(lines.items()))])
    path.parent.mkdir(parents=True, exist_ok=True)
    make_way(path)
    write_whole(path, stored)
    return stored
