"""Files that are named and of which the bytes are others under the same name: a scan that was exchanged, a table beside a notice, a photo
of a row or of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from generator.corrected import FileChange, RowChange
from generator.corrections.held import public_by
from generator.corrections.old_files import OldFiles
from generator.corrections.timeline import FileStep, Timelines, ending
from generator.kind import Kind
from generator.load.inputs import FileSeen
from generator.model import Row
from generator.photo import AGREED, ENDINGS, PHOTOS, asked_for, files

_NAMED_IN = ("附表", "附件")
_NOT_AGREED = ("", "否", "撤回")


def attachments(
    steps: Iterable[FileStep], now: Mapping[str, FileSeen], folders: Mapping[str, Kind], today: date
) -> dict[str, list[tuple[date, str]]]:
    """File beside a document or a table, where it would lie now → (day, content) at the end of each day that changed it; "" where it was
    not there."""
    states: dict[str, dict[date, str]] = {}
    beside = {
        folder: {*(kind.companions if kind.document else ()), *(ENDINGS if asked_for(kind.columns) else ())}
        for folder, kind in folders.items()
    }
    for day, file, blob in steps:
        if ending(file) in beside.get(file.rpartition("/")[0], ()):
            states.setdefault(file, {})[day] = blob
    for file, of_one in states.items():
        of_one[today] = now[file].blob if file in now else ""
    return {file: [*of_one.items()] for file, of_one in states.items()}


def attached_changes(
    exchanged: Mapping[str, list[tuple[date, str]]],
    every: Callable[[], Timelines],
    kinds: Mapping[str, Kind],
    since: date | None,
    old: OldFiles,
) -> Iterator[FileChange]:
    """Of each that a document or a row named which was public then. ``every``: all timelines, asked only where a file was exchanged."""
    for file, states in exchanged.items():
        there = [state for state in states if state[1]]  # one that is named no more, or is missing, is told by the document
        for (_, before), (day, after) in pairwise(there):
            if before != after and (since is None or day >= since):
                yield from _named(file, day, every(), kinds, old)


def _named(file: str, day: date, lines: Timelines, kinds: Mapping[str, Kind], old: OldFiles) -> Iterator[FileChange]:
    _, folder, name = file.rsplit("/", 2)
    kind = kinds[folder]
    before = {key: [state for state in states if state.day < day][-1:] for (of, key), states in lines.items() if of == kind.name}
    old.fetch(state for standing in before.values() for state in standing)
    for key, state in ((key, state) for key, standing in before.items() for state in standing if old.mentions(state, name)):
        for tables in (old.tables(state, kind) or {}).values():
            rows = [(row, names) for table in tables for row in table.rows if (names := _naming(row, file, name))]
            if rows and public_by(kind, tables, day - timedelta(1)):
                yield from (FileChange(kind.name, key, row.head.file, day, RowChange("改正", row, row, names)) for row, names in rows)


def _naming(row: Row, file: str, name: str) -> tuple[str, ...]:
    """The columns that name it; a photo of which nobody said that it may be shown was not published."""
    photo = PHOTOS if row.text(AGREED) not in _NOT_AGREED and file in files(row) else ""
    return tuple(filter(None, (*(column for column in _NAMED_IN if name in row.text(column).split("\n")), photo)))
