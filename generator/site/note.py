"""What is known of a board for as long as it is published: what it may have to take down, and where that stands (withdrawal.py)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from generator.site import manifest
from generator.site.tree import plain_file

_NAME = "note.json"
NOTHING = b"null"
"""Of what no note is taken of."""


class Note(TypedDict):
    """Plain values, as JSON has them."""

    name: str
    """Of the village."""
    may: dict[str, list[str]]
    """File → what it let be shown, as digests."""
    ends: dict[str, str]
    """File → the first day, as 2026-11-30, on which it lets less be shown though nobody changes it."""
    rests: dict[str, list[str] | None]
    """Page → what it is made of."""
    fades: dict[str, str]
    """Page → the first day on which it names fewer though no file lets be shown less."""
    pages: dict[str, list[str]]
    """Page → the files below docs that were made with it."""
    undated: NotRequired[str]
    """Id of all it was made from but the day."""
    compared: NotRequired[list[dict[str, object]]]
    """What the page over several villages is told of it (compared.py)."""
    read: NotRequired[dict[str, str]]
    """File → id of what it said."""


def keep_note(folder: Path, version: str, note: Note) -> None:
    """Beside what was made as ``version``."""
    manifest.save(folder / _NAME, {"version": version, "note": note})


def note_of(folder: Path, version: str) -> bytes:
    """What was noted when this was made, as JSON: it is megabytes, and goes on as it is. "null" where something else was made since."""
    begin = b'{"version":"%s","note":' % version.encode()
    with suppress(OSError):
        text = manifest.whole_text(plain_file(folder / _NAME))
        return text[len(begin) : -1] if text and text.startswith(begin) else NOTHING
    return NOTHING


def as_note(stored: object) -> Note | None:
    """None for what is no note."""
    return cast(Note, stored) if isinstance(stored, Mapping) and stored.keys() >= Note.__required_keys__ else None
