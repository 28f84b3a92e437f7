"""A short id of what a page is made from: equal ids, equal page. Only values whose content is all they are can be used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from generator.model import Dataset


def fingerprint(*values: object) -> str:
    """The first 32 hex digits of the SHA-256 of the values, nested as they are. Raises TypeError for what has no fixed content."""
    found = hashlib.sha256()
    for piece in _pieces(values):
        found.update(piece.encode())
        found.update(b"\0")
    return found.hexdigest()[:32]


def _pieces(value: object) -> Iterator[str]:
    match value:
        case str():
            yield "s" + value
        case None | bool() | int() | date() | Decimal():
            yield repr(value)
        case Dataset(digest=digest) if digest:
            yield f"Dataset {value.kind} {value.key} {value.file} {digest}"  # its rows are what the file says
        case tuple() | list():
            yield f"[{len(value)}"
            for item in value:
                yield from _pieces(item)
        case Mapping():
            yield f"{{{len(value)}"
            for key, item in value.items():
                yield from _pieces(key)
                yield from _pieces(item)
        case frozenset() | set():
            yield from _pieces(sorted(value, key=repr))
        case Callable():
            yield f"{value.__module__}.{value.__qualname__}"  # its code is part of the program's own id
        case _ if is_dataclass(value):
            yield type(value).__name__
            for field in fields(value):
                yield from _pieces(getattr(value, field.name))
        case _:
            raise TypeError(f"{type(value).__name__} has no fixed content")
