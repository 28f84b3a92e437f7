"""A short id of what a page is made from: equal ids, equal page. Only values whose content is all they are can be used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from generator.model import Dataset


def fingerprint(*values: object) -> str:
    """The first 32 hex digits of the SHA-256 of the values, nested as they are: a path may have signs of no known writing. Raises
    TypeError for what has no fixed content."""
    pieces: list[str] = []
    _take(values, pieces)
    return hashlib.sha256("\0".join(pieces).encode(errors="surrogateescape")).hexdigest()[:32]


def _take(value: object, into: list[str]) -> None:
    """Hundreds of thousands of values are taken when one row changed: the commonest types come first."""
    sort = value.__class__
    if sort is str:
        into.append("s" + value)  # type: ignore[operator]
        return
    if sort in _PLAIN:
        into.append(repr(value))
        return
    if sort is Dataset:
        into.append(_of_dataset(value))  # type: ignore[arg-type]
        return
    if sort in _of_dataclasses:
        _take_fields(value, into)
        return
    match value:
        case str():
            into.append("s" + value)
        case None | bool() | int() | date() | Decimal():
            into.append(repr(value))
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
            _of_dataclasses.add(sort)
            _take_fields(value, into)
        case _:
            raise TypeError(f"{type(value).__name__} has no fixed content")


_PLAIN = frozenset({type(None), bool, int, date, Decimal})
_of_dataclasses: set[type] = set()
"""Classes that were found to be such, none of a sort that is asked for before."""


def _take_fields(value: object, into: list[str]) -> None:
    sort: Any = value.__class__
    into.append(sort.__name__)
    for name, default in _names(sort):
        of_field = getattr(value, name)
        if default is not of_field:  # most fields of a page are as they are by default
            into.append(name)
            _take(of_field, into)
    into.append("")


FINGERPRINT = "fingerprint"
"""That of a dataset is kept beside it by this name."""


def _of_dataset(data: Dataset) -> str:
    """One that is as its file has it is what the file says; any other stands on many pages, and is taken once."""
    if data.digest:
        return f"Dataset {data.kind} {data.key} {data.file} {data.digest}"
    return data.once(FINGERPRINT, (), lambda: f"Dataset {_of_fields(data)}")


def _of_fields(value: object) -> str:
    pieces: list[str] = []
    _take_fields(value, pieces)
    return hashlib.sha256("\0".join(pieces).encode()).hexdigest()


@cache
def _names(kind: type) -> tuple[tuple[str, object], ...]:
    """(field, what it is by default where that is one of ``_EMPTY``, of which there is one object only, else something no field is)."""
    return tuple((field.name, field.default if any(field.default is one for one in _EMPTY) else _NO_DEFAULT) for field in fields(kind))


_EMPTY, _NO_DEFAULT = (None, False, True, "", ()), object()
