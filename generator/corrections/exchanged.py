"""Files that a document names, of which the bytes are others under the same name: a scan that was exchanged, a table beside a notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath

from generator import door
from generator.contents import content_of
from generator.corrected import FileChange, RowChange
from generator.corrections.held import public_by
from generator.corrections.old_files import OldFiles
from generator.corrections.timeline import Timelines
from generator.git import FileVersion
from generator.kind import Kind

_NAMED_IN = ("附表", "附件")


def attachments(
    root: Path, versions: Sequence[FileVersion], places: Mapping[str, str], kinds: Mapping[str, Kind], today: date
) -> dict[str, list[tuple[date, str]]]:
    """File beside a document, where it would lie now → (day, content) at the end of each day that changed it; () where it was not there."""
    states: dict[str, list[tuple[date, str]]] = {}
    day = date.min
    for version in reversed(versions):
        day = max(day, min(version.commit.day, today - timedelta(1)))
        place = next((old for old in places if version.path.startswith(f"{old}/")), "")
        below = PurePosixPath(version.path.removeprefix(f"{place}/"))
        kind = kinds.get(below.parts[0]) if len(below.parts) == 2 else None
        if kind and kind.document and below.suffix.lstrip(".") in kind.companions:
            of_one = states.setdefault(f"{places[place]}/{below}", [])
            if of_one and of_one[-1][0] == day:
                of_one.pop()
            of_one.append((day, version.blob))
    for file, of_one in states.items():
        try:
            of_one.append((today, content_of(root, file).blob))
        except door.Closed:
            of_one.append((today, ""))
    return states


def attached_changes(
    files: Mapping[str, list[tuple[date, str]]], lines: Timelines, kinds: Mapping[str, Kind], since: date | None, old: OldFiles
) -> Iterator[FileChange]:
    """Of each that a document named which was public then."""
    for file, states in files.items():
        there = [state for state in states if state[1]]  # one that is named no more, or is missing, is told by the document
        for (_, before), (day, after) in pairwise(there):
            if before != after and (since is None or day >= since):
                yield from _named(file, day, lines, kinds, old)


def _named(file: str, day: date, lines: Timelines, kinds: Mapping[str, Kind], old: OldFiles) -> Iterator[FileChange]:
    _, folder, name = file.rsplit("/", 2)
    kind = kinds[folder]
    for (of, key), states in lines.items():
        standing = [state for state in states if state.day < day]
        if of != kind.name or not standing or not standing[-1].files or not old.mentions(standing[-1], name):
            continue
        for tables in (old.tables(standing[-1], kind) or {}).values():
            row = tables[0].rows[0]
            columns = tuple(column for column in _NAMED_IN if name in row.text(column).split("\n"))
            if columns and public_by(kind, tables, day - timedelta(1)):
                yield FileChange(kind.name, key, tables[0].file, day, RowChange("改正", row, row, columns))
