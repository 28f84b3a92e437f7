"""A short id of what a page is made from: equal ids, equal page. Only values whose content is all they are can be used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from generator.model import Dataset


def fingerprint(*values: object) -> str:
    """The first 32 hex digits of the SHA-256 of the values, nested as they are. Raises TypeError for what has no fixed content."""
    pieces: list[str] = []
    _take(values, pieces)
    return hashlib.sha256("\0".join(pieces).encode()).hexdigest()[:32]


def _take(value: object, into: list[str]) -> None:
    """Tens of thousands of values are taken when one row changed: the commonest types come first."""
    match value:
        case str():
            into.append("s" + value)
        case None | bool() | int() | date() | Decimal():
            into.append(repr(value))
        case Dataset(digest=digest) if digest:
            into.append(f"Dataset {value.kind} {value.key} {value.file} {digest}")  # its rows are what the file says
        case tuple() | list():
            into.append(f"[{len(value)}")
            for item in value:
                _take(item, into)
        case Mapping():
            into.append(f"{{{len(value)}")
            for key, item in value.items():
                _take(key, into)
                _take(item, into)
        case frozenset() | set():
            _take(sorted(value, key=repr), into)
        case Callable():
            into.append(f"{value.__module__}.{value.__qualname__}")  # its code is part of the program's own id
        case _ if is_dataclass(value):
            into.append(type(value).__name__)
            for name in _names(value.__class__):
                _take(getattr(value, name), into)
        case _:
            raise TypeError(f"{type(value).__name__} has no fixed content")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
