"""The files that the values of a page come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from generator.kinds._sheets import Older
from generator.model import Dataset, Row
from generator.photo import Photo
from generator.references import Leads, Mention

TITLED = "="
"""Before a file of which a page says no more than what it is called."""


def add_files(value: object, into: set[str]) -> None:
    """The files of all that is in a value, however deep; ``TITLED`` with those that are only led to."""
    sort: Any = value.__class__
    if sort in _SAY_NO_FILE:  # most of what a page is made of
        return
    if told := _told_by(sort):
        into.update(told(value))
    elif isinstance(value, (tuple, list)):
        for item in value:
            add_files(item, into)
    elif isinstance(value, Mapping):
        for item in value.values():
            add_files(item, into)
    else:
        for name in _fields_of(sort):
            add_files(getattr(value, name), into)


_SAY_NO_FILE = frozenset({str, int, bool, type(None), date, Decimal})
_FILES_OF: dict[type, Callable[[Any], Iterable[str]]] = {
    Dataset: lambda data: (data.file,),
    Row: lambda row: (row.head.file,),
    Photo: lambda photo: (photo.data,),
    Mention: lambda mention: (mention.file,),
    Older: lambda older: (TITLED + older.file,),
    Leads: lambda leads: (*leads.files, *(mention.file for mention in leads.mentions)),
}


@cache
def _told_by(sort: type) -> Callable[[Any], Iterable[str]] | None:
    return next((_FILES_OF[each] for each in sort.__mro__ if each in _FILES_OF), None)


@cache
def _fields_of(sort: type) -> tuple[str, ...]:
    """Those in which a file may be: none is in what is declared to be a text or a figure."""
    return tuple(field.name for field in fields(sort) if field.type not in _NO_FILE) if is_dataclass(sort) else ()


_NO_FILE = frozenset({"str", "int", "bool", "date", "date | None", "int | None", "tuple[str, ...]"})
