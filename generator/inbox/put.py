"""Files are put where they belong, whole or not at all; what somebody gave, and what it replaces, is held in build/inbox/."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator import door
from generator.inbox.placed import PlacedFile
from generator.inbox.understood import Received
from generator.privacy.names import blotted_name
from generator.site.tree import own_folder, put, write_whole

HELD = "inbox"
"""Below build/: it is never published, and may be thrown away."""


def held(base: Path, received: Received) -> Path:
    """Keep what was given, once however often it comes; its place. ``base``: the work folder."""
    digest = hashlib.sha256(received.data).hexdigest()[:16]
    folder = own_folder(base, f"{HELD}/{digest}")
    target = folder / _safe(received.name)
    if not target.exists():
        put(target, received.data)
    return target


def put_in(root: Path, base: Path, placed: PlacedFile) -> Path | None:
    """Put the file in; the place where what it replaced is held, None where it replaced nothing."""
    before = None
    if placed.there:
        before = held(base, Received(placed.there.rpartition("/")[2], door.read(root, placed.there)))
    target = root / placed.file
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, placed.understood.piece.data)
    if placed.there and placed.there != placed.file:
        (root / placed.there).unlink()
    return before


def _safe(name: str) -> str:
    """A name that every disk takes, without what is personal in it."""
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", blotted_name(name).replace("*", "x")).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:60]}{dot}{ending[:20]}" if dot else plain[:80] or "file"  # 255 bytes at most, three of them a character
