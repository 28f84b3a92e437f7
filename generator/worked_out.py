"""What was worked out of each file of a board, kept over runs: what it is as readers may see it, and digests of what it lets be shown.

Most files of an old board are lists that have been posted to their end, and of each it was asked anew at every changed row which of its
cells name somebody. A line is known by the digest its file was read with, and the whole by all else that it comes from: program, settings
and day. There is no more in it than in datasets.json, and as there a line makes values only. What hangs on other files too, or holds
photos, is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.check.redaction import SHOWN, shown_by
from generator.config import Context
from generator.fingerprint import FINGERPRINT, fingerprint
from generator.kind import Datasets, Kind
from generator.kinds import all_kinds
from generator.model import Dataset
from generator.site.lines import keep_lines, lines_in
from generator.site.stored_dataset import DAMAGED, encoded_table, table_of
from generator.site.tree import plain_file
from generator.withdrawal import LETS, lets_by

_NAME = "shown.json"
_Each = Iterator[tuple[str, Dataset, Kind]]


class WorkedOut:
    """Of one board in one run."""

    def __init__(self, folder: Path, program: str) -> None:
        self._path, self._program = folder / _NAME, program
        self._before: dict[str, bytes] | None = None

    def put_beside(self, datasets: Mapping[str, Datasets], context: Context) -> None:
        """Beside each file what is known of it; where this process has worked it out itself, nothing is read."""
        if any(data.known(SHOWN, shown_by(kind, context)) for _, data, kind in _each(datasets)):
            return
        self._before = {}
        with suppress(OSError):
            lines = lines_in(plain_file(self._path), fingerprint(self._program, context))
            for name, data, kind in _each(datasets):
                with suppress(*DAMAGED):
                    if line := lines.get(name):
                        _put(data, kind, context, line)
                        self._before[name] = line

    def keep(self, datasets: Mapping[str, Datasets], context: Context) -> None:
        """What is known now."""
        if self._before is None:
            return
        known = {name: self._before.get(name) or _line(data, kind, context) for name, data, kind in _each(datasets)}
        now = {name: line for name, line in known.items() if line}
        if now.keys() != self._before.keys():
            keep_lines(self._path, fingerprint(self._program, context), now)


def _each(datasets: Mapping[str, Datasets]) -> _Each:
    """All that are as their files have them, each by a name of what it is."""
    kinds = {kind.name: kind for kind in all_kinds()}
    for several in datasets.values():
        for data in several:
            if data.digest and not data.parts:
                yield f"{data.digest}/{data.kind}/{data.key}", data, kinds[data.kind]


def _line(data: Dataset, kind: Kind, context: Context) -> bytes:
    """b"" where it is not all known, or more than its text is otherwise."""
    shown = data.known(SHOWN, shown_by(kind, context))
    if not isinstance(shown, Dataset):
        return b""
    lets, known, other = shown.known(LETS, lets_by(kind, context)), None, None
    if shown is not data:
        known, other = shown.known(FINGERPRINT, ()), [shown.body, [*map(encoded_table, shown.tables)]]
        if known is None or shown != replace(data, body=shown.body, tables=shown.tables):
            return b""
    if not isinstance(lets, tuple):
        return b""
    return json.dumps([other, known, " ".join(lets)], ensure_ascii=False, separators=(",", ":")).encode()


def _put(data: Dataset, kind: Kind, context: Context, line: bytes) -> None:
    """Raises one of DAMAGED for what is no such line."""
    other, known, lets = json.loads(line)
    shown = data
    if other is not None:
        body, tables = other
        shown = replace(data, body=body + "", tables=tuple(map(table_of, tables)))
        shown.once(FINGERPRINT, (), lambda: known + "")
    tokens = tuple(lets.split(" ")) if lets else ()
    shown.once(LETS, lets_by(kind, context), lambda: tokens)
    data.once(SHOWN, shown_by(kind, context), lambda: shown)
