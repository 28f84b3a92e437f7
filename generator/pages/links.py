"""Addresses inside a board. Page finance/2026-03.md is served at finance/2026-03/; files keep their path."""

from __future__ import annotations

import posixpath

from generator.shown import folder


def href(to: str, at: str) -> str:
    """The address of page or file ``to`` as written on page ``at``; a page may have an anchor: finance/2026-03.md#r12."""
    path, mark, anchor = to.partition("#")
    target = folder(path) if path.endswith(".md") else path
    relative = posixpath.relpath("/" + target, "/" + folder(at))
    return (relative + "/" if path.endswith(".md") else relative) + mark + anchor
