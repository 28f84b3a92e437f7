"""Datasets as they were read last time, file by file: one that has the same bytes is not read again.

A line of JSON for each, with its digest. What stands in a cache may have been put there by others (a CI service restores caches of other
branches), so a line can make values only: no code, no other class, and no path beside its own file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.model import Dataset
from generator.site.lines import keep_lines, lines_as_stored, lines_in
from generator.site.stored_dataset import DAMAGED, decoded, encoded
from generator.site.tree import plain_file

_NAME = "datasets.json"


def recall(folder: Path, program: str) -> dict[str, Dataset]:
    """Datasets by file, as the same ``program`` read them; nothing of what is lost or damaged."""
    stored = _stored(folder)
    if held := _held and _held.of(folder, program, stored):
        return dict(held)
    datasets = {}
    for line in lines_in(stored, program).values():
        with suppress(*DAMAGED):
            data = decoded(json.loads(line.decode()))
            datasets[data.file] = data
    if _held:
        _held.put(folder, program, stored, datasets)
    return datasets


def keep(folder: Path, program: str, before: Mapping[str, Dataset], now: Mapping[str, Dataset]) -> None:
    """Write what has been read; what ``recall`` gave and is still so goes back as it came."""
    if before.keys() == now.keys() and all(before[file] is data for file, data in now.items()):
        return
    known = lines_as_stored(_stored(folder), program)
    still = {file: line for file, data in now.items() if before.get(file) is data and (line := known.get(file))}
    new = {file: json.dumps(encoded(data), ensure_ascii=False, separators=(",", ":")) for file, data in now.items() if file not in still}
    stored = keep_lines(folder / _NAME, program, {file: line.encode() for file, line in new.items()}, still)
    if _held:
        _held.put(folder, program, stored, now)


class _Held:
    """Datasets of a process that stays, by the bytes that say them: what others write there is read."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._boards: dict[Path, tuple[str, bytes, dict[str, Dataset]]] = {}

    def of(self, folder: Path, program: str, stored: bytes) -> dict[str, Dataset] | None:
        known = self._boards.get(folder)
        return known[2] if known and known[:2] == (program, stored) else None

    def put(self, folder: Path, program: str, stored: bytes, datasets: Mapping[str, Dataset]) -> None:
        self._boards.pop(folder, None)
        self._boards[folder] = (program, stored, dict(datasets))
        while sum(len(each) for _, each, _ in self._boards.values()) > self._most and len(self._boards) > 1:
            del self._boards[next(iter(self._boards))]


_held: _Held | None = None


def stay(most: int = 50 * 1024 * 1024) -> None:
    """From here on this process keeps what it reads, of as many boards as say ``most`` bytes: it will be asked again."""
    global _held
    _held = _Held(most)


def leave() -> None:
    global _held
    _held = None


def _stored(folder: Path) -> bytes:
    try:
        return plain_file(folder / _NAME)
    except OSError:
        return b""
