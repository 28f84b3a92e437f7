"""What is known of a board for as long as it is published: what it may have to take down, and where that stands (withdrawal.py)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from generator.json_form import has_form, is_written
from generator.kept import kept
from generator.site import manifest
from generator.site.tree import below, plain_file

_NAME = "note.json"
_BEGIN = b'{"version":"%s","note":'
NOTHING = b"null"
"""Of what no note is taken of."""


class NotedAbout(TypedDict):
    """Plain values, as JSON has them: what is known before it is made."""

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
    undated: NotRequired[str]
    """Id of all it was made from but the day."""
    compared: NotRequired[list[dict[str, object]]]
    """What the page over several villages is told of it (compared.py)."""
    read: NotRequired[dict[str, str]]
    """File → id of what it said."""


class Note(NotedAbout):
    """The whole."""

    pages: dict[str, list[str]]
    """Page → the files below docs that were made with it."""


def about_as_json(slug: str, about: NotedAbout) -> bytes:
    """Megabytes, of which a process that stays writes anew what is not as it was."""
    parts = (
        b'"%s":%s' % (key.encode(), kept(slug, f"noted {key}", (told,), partial(manifest.as_json, told))) for key, told in about.items()
    )
    return b"{" + b",".join(parts) + b"}"


def keep_note(folder: Path, version: str, about: bytes, pages: Mapping[str, list[str]]) -> None:
    """Beside what was made as ``version``. ``about``: all but its ``pages``, as JSON: megabytes, written while another process is waited
    for."""
    note = b"".join((about[:-1], b',"pages":', manifest.as_json(pages), b"}"))
    manifest.save_text(folder / _NAME, b"".join((_BEGIN % version.encode(), note, b"}")))


def note_of(folder: Path, version: str) -> bytes:
    """What was noted when this was made, as JSON: it is megabytes, and goes on as it is. "null" where something else was made since."""
    begin = _BEGIN % version.encode()
    with suppress(OSError):
        text = manifest.whole_text(plain_file(folder / _NAME))
        return text[len(begin) : -1] if text and text.startswith(begin) else NOTHING
    return NOTHING


_TEXTS = {str: [str]}
_FORM = {"name": str, "may": _TEXTS, "ends": {str: str}, "rests": {str: ([str], None)}, "fades": {str: str}, "pages": _TEXTS}
_FORM_OF_MORE = {"undated": str, "compared": [dict], "read": {str: str}}


def as_note(stored: object) -> Note | None:
    """None for what is no note, or names a page that lies elsewhere: at its place a line is written, or nothing is left."""
    if not isinstance(stored, dict) or not has_form(stored, _FORM):
        return None
    if not all(has_form(stored[key], form) for key, form in _FORM_OF_MORE.items() if key in stored):
        return None
    places = chain(stored["rests"], stored["fades"], stored["pages"], *stored["pages"].values())
    tokens = all(map(all, stored["may"].values()))
    return cast(Note, stored) if tokens and is_written(stored["name"]) and all(map(below, places)) else None
