"""Paths that somebody gave → files as they came: single ones, all of a folder, all of a bundle (.zip)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from generator import bounds, door
from generator.inbox.archive import NotWhole, members
from generator.inbox.understood import Received, Refusal
from generator.load.discover import PASSED_OVER

MOST, MOST_BYTES = 2_000, 400 * bounds.MB
"""Files of one call, and what they hold together."""


def _strange(path: Path) -> Iterator[Refusal]:
    """What of a folder is no file: links, pipes."""
    if path.is_symlink() or not door.is_folder(path.resolve().parent, path.name):
        return
    for why in door.closed(path.resolve(), "."):
        yield Refusal(why.source.file.removeprefix("./"), why.message, why.hint)


def gathered(paths: Iterable[Path]) -> tuple[list[Received], list[Refusal]]:
    """Every file, in order, and what cannot be opened."""
    files: list[Received] = []
    refused: list[Refusal] = []
    size = 0
    for path in paths:
        refused += _strange(path)
        for place, folders in _below(path):
            for each in _opened(place, folders):
                if isinstance(each, Refusal):
                    refused.append(each)
                elif len(files) < MOST and (size := size + len(each.data)) <= MOST_BYTES:
                    files.append(each)
                else:
                    return files, [*refused, Refusal(str(path), f"一次最多交 {MOST} 个文件、{MOST_BYTES // bounds.MB} MB。", "分几次交。")]
    return files, refused


def _below(path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """(file, names of the folders above it as they were typed)."""
    above = tuple(part for part in PurePath(path).parent.parts if part not in ("/", "\\", ".", "..", path.anchor))
    if not door.is_folder(path.resolve().parent, path.name) or path.is_symlink():
        yield path, above
        return
    for file in door.files_in(path.resolve(), "."):
        *folders, name = file.removeprefix("./").split("/")
        if not any(PASSED_OVER.match(part) for part in (*folders, name)):
            yield path.joinpath(*folders, name), (*above, path.resolve().name, *folders)


def _opened(path: Path, folders: tuple[str, ...]) -> Iterator[Received | Refusal]:
    where = path.absolute()
    try:
        data = door.read(where.parent, path.name, _limit(path.name))
    except door.Closed as why:
        yield Refusal(path.name, why.problem.message, why.problem.hint)
        return
    if path.name.lower().endswith(".zip"):
        try:
            yield from (Received(name, content, (*folders, *inside), str(path), bundled=True) for name, inside, content in members(data))
        except NotWhole as why:
            yield Refusal(path.name, str(why), why.hint)
        return
    yield Received(path.name, data, folders, str(path))


def _limit(name: str) -> int:
    return bounds.UNPACKED if name.lower().endswith(".zip") else bounds.of(name)
