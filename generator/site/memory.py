"""Datasets as they were read last time, file by file: one changed file is one read and one write."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from generator.model import Dataset
from generator.site.manifest import digest

_NAME = "datasets.db"
_DAMAGED = (sqlite3.Error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError)


def recall(folder: Path, program: str) -> dict[str, Dataset]:
    """Datasets by file, as the same ``program`` read them; nothing where they are lost or damaged."""
    if not (folder / _NAME).is_file():
        return {}
    with suppress(*_DAMAGED), closing(sqlite3.connect(folder / _NAME)) as base:
        rows = base.execute("select file, content, digest from datasets where program = ?", (program,)).fetchall()
        if all(digest(content) == known for _, content, known in rows):
            return {file: pickle.loads(content) for file, content, _ in rows}  # noqa: S301 - our own file, with its digest
    return {}


def keep(folder: Path, program: str, before: Mapping[str, Dataset], now: Mapping[str, Dataset]) -> None:
    """Write what differs between what ``recall`` gave and what has been read since."""
    if before == {} or not (folder / _NAME).is_file():
        (folder / _NAME).unlink(missing_ok=True)
        before = {}
    fresh = [(file, data) for file, data in now.items() if before.get(file) is not data]
    gone = [(file,) for file in before if file not in now]
    if not fresh and not gone:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(sqlite3.Error), closing(sqlite3.connect(folder / _NAME)) as base, base:
        base.execute("create table if not exists datasets (file text primary key, program text, content blob, digest text)")
        base.executemany("delete from datasets where file = ?", gone)
        packed = ((file, program, content, digest(content)) for file, data in fresh if (content := pickle.dumps(data, 5)))
        base.executemany("insert or replace into datasets values (?, ?, ?, ?)", packed)
