"""What is known of a board for as long as it is published: what it may have to take down, and where that stands (withdrawal.py)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from generator.site import manifest

_NAME = "note.json"


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


def note_of(folder: Path, version: str) -> Note | None:
    """What was noted when this was made; None where something else was made since."""
    recalled = manifest.recall(folder / _NAME)
    return as_note(recalled.get("note")) if isinstance(recalled, dict) and recalled.get("version") == version else None


def as_note(stored: object) -> Note | None:
    """None for what is no note."""
    return cast(Note, stored) if isinstance(stored, Mapping) and stored.keys() >= Note.__required_keys__ else None
