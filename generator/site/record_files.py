"""The record of a board, from what was made of it: digests of the data files, of which only those that differ are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.record.board_record import RECORD, BoardRecord, ListedFile, NoRecord, in_order, listed_file, read_record
from generator.section import POSTERS
from generator.shown import COVER, PACKAGE, QR

_NO_DATA = (QR, COVER, PACKAGE, RECORD)
"""What lies beside a page and says nothing that the page and its data do not; so do posters."""


@dataclass(frozen=True)
class Recorded:
    """What is known of a board before it is made."""

    village: str
    edition: str
    place_code: str = ""
    fleeting: frozenset[str] = frozenset()
    """Pages that show something for a time only."""


def board_record(
    about: Recorded,
    items: Mapping[str, tuple[str, list[str]]],
    package: bytes | None,
    read: Callable[[str], bytes],
    renewed: frozenset[str],
    before: BoardRecord | None,
) -> BoardRecord:
    """``items``: name of what was made together → its id and its paths; ``read``: a file below docs; ``before``: as it was made last, to
    which all but ``renewed`` is equal."""
    titles = {table["path"]: table["title"] for table in json.loads(package)["resources"]} if package else {}
    known = {file.path: file for file in before.files} if before else {}

    def files() -> Iterator[ListedFile]:
        for page, path in _data_files(items):
            title, lasting = titles.get(path, ""), page not in about.fleeting
            old = known.get(path) if path not in renewed else None
            if old is None:
                yield listed_file(path, read(path), title, lasting)
            else:
                yield old if (old.title, old.lasting) == (title, lasting) else old._replace(title=title, lasting=lasting)

    return BoardRecord(about.village, about.edition, in_order(files()), about.place_code)


def _data_files(items: Mapping[str, tuple[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """(page, path) of what readers can download: tables and attachments."""
    for page, (_, paths) in items.items():
        if page.endswith(".md") and not page.startswith(f"{POSTERS}/"):
            yield from ((page, path) for path in paths if not path.endswith(".md") and path.rpartition("/")[2] not in _NO_DATA)


def record_in(folder: Path, ours: bool = False) -> BoardRecord | None:
    """Of a board that lies in ``folder``; None where it has none that is whole. ``ours``: every file is known to be as it was made."""
    try:
        return read_record((folder / RECORD).read_bytes(), ours)
    except (OSError, NoRecord):
        return None
