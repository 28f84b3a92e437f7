"""Whole columns at once: what the texts mean of which nothing can be wrong, as most columns of most files are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from contextlib import suppress
from functools import lru_cache

from generator import values
from generator.load.convert import DITTO, MAX_TEXT, may_be_refused
from generator.load.grid import GridRow
from generator.load.header import Header
from generator.model import Column
from generator.shown import Value

_ISO = re.compile("(?:[0-9]{4}-[0-9]{2}-[0-9]{2}\n)*")
_CENTS = re.compile(r"(?:[0-9]{1,12}\.[0-9]{2}\n)*")


def read_columns(below: Iterable[GridRow], header: Header) -> dict[int, dict[str, Value]]:
    """By column, text → value of the cells below a header, where nothing has to be told of any of them."""
    rows = [row.cells for row in below]
    known: dict[int, dict[str, Value]] = {}
    for i, column in header.columns.items():
        texts = {cells[i] for cells in rows if i < len(cells)}
        known[i] = plain_values(column, texts - {""}, header.units[i])
        if column.blank:
            known[i][""] = None
    return known


def plain_values(column: Column, texts: Set[str], unit: str) -> dict[str, Value]:
    """Text → value, of what ``convert`` says the same; {} where one of the texts has to be looked at by itself."""
    if column.type == "money" and unit == "元":
        return _amounts(texts)
    if column.type == "text":
        return _texts(texts)
    if column.type == "date":
        return _days(texts)
    return {}


def _amounts(texts: Set[str]) -> dict[str, Value]:
    """Fen of 860.00, as programs write it."""
    if not _CENTS.fullmatch("".join(f"{text}\n" for text in texts)):
        return {}
    return {text: int(text.replace(".", "")) for text in texts}


_day = lru_cache(maxsize=1 << 12)(values.parse_date)
"""The same days stand in many files."""


def _days(texts: Set[str]) -> dict[str, Value]:
    """Of 2026-03-05, as programs write it."""
    if not _ISO.fullmatch("".join(f"{text}\n" for text in texts)):
        return {}
    with suppress(ValueError):
        return {text: _day(text) for text in texts}
    return {}


def _texts(texts: Set[str]) -> dict[str, Value]:
    if may_be_refused("\n".join(texts)) or not DITTO.isdisjoint(texts) or max(map(len, texts), default=0) > MAX_TEXT:
        return {}
    return {text: text for text in texts - values.NOTHING}
