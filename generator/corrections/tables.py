"""One file of any day → its tables by their keys, as they would be read today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from generator.kind import Kind
from generator.load.accounts import with_account
from generator.load.board_data import load_file
from generator.load.discover import InputFile, of_account
from generator.load.year_books import account_of
from generator.model import Dataset, Row

PastTables = list[Dataset]
"""Those of one key."""


def tables_of(root: Path, file: str, kind: Kind) -> dict[str, PastTables] | None:
    """Key → the tables of that period in one file; None where it cannot be read."""
    name, _, ending = file.rpartition("/")[2].partition(".")
    key, account = (kind.account_column and of_account(name, f".{ending}", kind)) or (name, "")
    loaded, _ = load_file(root, InputFile(kind.name, key, file, account), kind)
    if loaded is None:
        return None
    tables: dict[str, PastTables] = {}
    for part in loaded.parts if loaded.parts and not loaded.entries else (loaded,):
        named = account_of(part, account) if kind.account_column else ""
        part = with_account(part, named, kind) if named else part
        tables.setdefault(part.key, []).append(replace(part, kind=kind.name))
    return tables


def entries(tables: Iterable[Dataset]) -> list[Row]:
    return [row for table in tables for row in table.entries]
