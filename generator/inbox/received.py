"""Paths that somebody gave → files as they came: single ones, all of a folder, all of a bundle (.zip)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePath

from generator import bounds, door
from generator.inbox.archive import NotWhole, members
from generator.inbox.understood import Received, Refusal
from generator.load.discover import PASSED_OVER

MOST, MOST_BYTES = 2_000, 400 * bounds.MB
"""Files of one call, and what they hold together."""
MOST_NAMES = 20_000
"""Files below a folder that somebody gave, before it is looked into: who gives a whole disk is told so at once."""


def _strange(path: Path) -> Iterator[Refusal]:
    """What of a folder is no file: links, pipes."""
    if _is_folder(path):
        for why in door.closed(path.resolve(), "."):
            yield Refusal(str(path / why.source.file), why.message, why.hint)


def _holds_too_many(path: Path) -> bool:
    return _is_folder(path) and len([*islice(door.everything(path.resolve(), "."), MOST_NAMES + 1)]) > MOST_NAMES


def _is_folder(path: Path) -> bool:
    """True for a real one; 「..」 is one too."""
    real = path.resolve()
    return not path.is_symlink() and door.is_folder(real.parent, real.name)


def gathered(paths: Iterable[Path]) -> tuple[list[Received], list[Refusal]]:
    """Every file, in order, and what cannot be opened."""
    files: list[Received] = []
    refused: list[Refusal] = []
    size = 0
    for path in paths:
        if _holds_too_many(path):
            why = f"这个文件夹里有 {MOST_NAMES} 个以上的文件，一次最多交 {MOST} 个。"
            refused.append(Refusal(str(path), why, "只交要公开的文件，或者专门放它们的那个文件夹。"))
            continue
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
    if not _is_folder(path):
        yield path, above
        return
    for file in door.files_in(path.resolve(), "."):
        *folders, name = file.removeprefix("./").split("/")
        if not any(PASSED_OVER.match(part) for part in (*folders, name)):
            yield path.joinpath(*folders, name), (*above, path.resolve().name, *folders)


def _opened(path: Path, folders: tuple[str, ...]) -> Iterator[Received | Refusal]:
    where = path.absolute()
    if not door.sort_of(where.parent, path.name):
        yield Refusal(str(path), "没有这个文件。", "看看文件名、文件夹写对了没有；名字里有空格的，两边加上英文的双引号。")
        return
    try:
        data = door.read(where.parent, path.name, _limit(path.name))
    except door.Closed as why:
        yield Refusal(str(path), why.problem.message, why.problem.hint)
        return
    if path.name.lower().endswith(".zip"):
        try:
            for name, inside, content in members(data):
                yield Received(name, content, (*folders, *inside), str(path), "/".join((*inside, name)))
        except NotWhole as why:
            yield Refusal(str(path), str(why), why.hint)
        return
    yield Received(path.name, data, folders, str(path))


def _limit(name: str) -> int:
    return bounds.UNPACKED if name.lower().endswith(".zip") else bounds.of(name)
