"""A short id of what a page is made from: equal ids, equal page. Only values whose content is all they are can be used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from generator.model import Dataset
from generator.once import Once


def fingerprint(*values: object) -> str:
    """The first 32 hex digits of the SHA-256 of the values, nested as they are: a path may have signs of no known writing. Raises
    TypeError for what has no fixed content."""
    pieces: list[str] = []
    _take(values, pieces)
    return hashlib.sha256("\0".join(pieces).encode(errors="surrogateescape")).hexdigest()[:32]


def _take(value: object, into: list[str]) -> None:
    """Hundreds of thousands of values are taken when one row changed: most are texts."""
    _takers[value.__class__](value, into)


_Taker = Callable[[Any, list[str]], None]


class _Takers(dict[type, _Taker]):
    """How each sort of value that was met is taken."""

    def __missing__(self, sort: Any) -> _Taker:
        take = next((take for sorts, take in _OF_SORT if issubclass(sort, sorts)), None)
        if take is None and not is_dataclass(sort):
            raise TypeError(f"{sort.__name__} has no fixed content")
        self[sort] = take = take or _take_fields
        return take


_takers = _Takers()


def _take_text(value: str, into: list[str]) -> None:
    into.append("s" + value)


def _take_plain(value: object, into: list[str]) -> None:
    into.append(repr(value))


def _take_day(value: date, into: list[str]) -> None:
    into.append("d" + value.isoformat())


def _take_each(values: Sequence[object], into: list[str]) -> None:
    into.append(f"[{len(values)}")
    for value in values:
        if value.__class__ is str:
            into.append("s" + value)
        else:
            _takers[value.__class__](value, into)


def _take_pairs(values: Mapping[object, object], into: list[str]) -> None:
    into.append(f"{{{len(values)}")
    for key, value in values.items():
        _take(key, into)
        _take(value, into)


def _take_set(values: Collection[object], into: list[str]) -> None:
    _take_each(sorted(values, key=repr), into)


def _take_function(value: Any, into: list[str]) -> None:
    into.append(f"{value.__module__}.{value.__qualname__}")  # its code is part of the program's own id


def _take_fields(value: object, into: list[str]) -> None:
    sort: Any = value.__class__
    into.append(sort.__name__)
    names, defaults, values_of = _names(sort)
    for name, default, of_field in zip(names, defaults, values_of(value), strict=True):
        if default is not of_field:  # most fields of a page are as they are by default
            into.append(name)
            if of_field.__class__ is str:
                into.append("s" + of_field)
            else:
                _takers[of_field.__class__](of_field, into)
    into.append("")


FINGERPRINT = "fingerprint"
"""That of a dataset, and of whatever else has things kept beside it, is one of them, by this name: it stands on many pages."""


def _take_once(value: Once, into: list[str]) -> None:
    into.append(value.once(FINGERPRINT, (), lambda: f"{value.__class__.__name__} {_of_fields(value)}"))


def _take_dataset(data: Dataset, into: list[str]) -> None:
    """One that is as its file has it is what the file says."""
    if data.digest:
        into.append(f"Dataset {data.kind} {data.key} {data.file} {data.digest}")
    else:
        _take_once(data, into)


def _of_fields(value: object) -> str:
    pieces: list[str] = []
    _take_fields(value, pieces)
    return hashlib.sha256("\0".join(pieces).encode(errors="surrogateescape")).hexdigest()


_OF_SORT: tuple[tuple[Any, _Taker], ...] = (
    (str, _take_text),
    ((type(None), bool, int, Decimal), _take_plain),
    (date, _take_day),
    ((tuple, list), _take_each),
    (Mapping, _take_pairs),
    ((frozenset, set), _take_set),
    (Dataset, _take_dataset),
    (Callable, _take_function),
    (Once, _take_once),
)


@cache
def _names(sort: Any) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[object], tuple[Any, ...]]]:
    """Its fields; what each is by default where that is one of ``_EMPTY``, of which there is one object only, else something no field is;
    what gives all their values."""
    names = tuple(field.name for field in fields(sort))
    defaults = tuple(field.default if any(field.default is one for one in _EMPTY) else _NO_DEFAULT for field in fields(sort))
    return names, defaults, attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


_EMPTY, _NO_DEFAULT = (None, False, True, "", ()), object()
