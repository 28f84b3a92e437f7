"""The record of a board, from what was made of it: digests of the data files, of which only those that differ are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from generator import kept as lasting
from generator.classes import dataclass
from generator.record.board_record import RECORD, BoardRecord, ListedFile, NoRecord, listed_file, read_record
from generator.record.written import WrittenRecord, kept, recalled
from generator.section import POSTERS
from generator.shown import COVER, PACKAGE, QR
from generator.site import manifest
from generator.site.build_record import Made, as_made
from generator.site.tree import plain_file
from generator.workers import spread

Items = Mapping[str, tuple[str, list[str]]]
"""Name of what was made together → its id and its paths."""
_NO_DATA = (QR, COVER, PACKAGE, RECORD)
"""What lies beside a page and says nothing that the page and its data do not; so do posters."""
_FILE = "recorded.json"


@dataclass(frozen=True)
class Recorded:
    """What is known of a board before it is made."""

    village: str
    edition: str
    place_code: str = ""
    fleeting: frozenset[str] = frozenset()
    """Pages that show something for a time only."""


@dataclass(frozen=True)
class RecordBefore:
    """A record as it was made last, and of what."""

    record: WrittenRecord
    items: Items
    fleeting: frozenset[str]


def board_record(about: Recorded, items: Items, read: Callable[[str], bytes], before: RecordBefore | None = None) -> WrittenRecord:
    """``items``: what was made; ``read``: a file below docs; ``before``: to which every item is equal that is the very same object."""
    was = before or RecordBefore(WrittenRecord("", ""), {}, about.fleeting)
    others = [name for name in items if was.items.get(name) is not items[name]]
    gone = {path for name in was.items if items.get(name) is not was.items[name] for path in _data(name, was.items)}
    listed = spread(partial(_files, items, read, about.fleeting), others, each=4)
    new = {file.path: file for file in chain.from_iterable(listed)}
    for name in (was.fleeting ^ about.fleeting) & items.keys() - {*others}:
        new |= {path: was.record.file(path)._replace(lasting=name not in about.fleeting) for path in _data(name, items)}
    named = replace(was.record, village=about.village, edition=about.edition, place_code=about.place_code)
    return named.changed(gone - new.keys(), [*new.values()])


def _files(items: Items, read: Callable[[str], bytes], fleeting: Container[str], pages: Iterable[str]) -> list[ListedFile]:
    """What readers can download of these."""
    files = []
    for page in pages:
        titles = dict(_titles(items[page][1], read))
        files += [listed_file(path, read(path), titles.get(path, ""), page not in fleeting) for path in _data(page, items)]
    return files


def _titles(paths: Collection[str], read: Callable[[str], bytes]) -> Iterator[tuple[str, str]]:
    """(CSV, what it is called): of the packages of a page."""
    for path in paths:
        above, _, name = path.rpartition("/")
        if name == PACKAGE and above:
            yield from ((f"{above}/{table['path']}", table["title"]) for table in json.loads(read(path))["resources"])


def _data(page: str, items: Items) -> Iterable[str]:
    """What readers can download of it: tables and attachments."""
    if not page.endswith(".md") or page.startswith(f"{POSTERS}/"):
        return ()
    return (path for path in items[page][1] if not path.endswith(".md") and path.rpartition("/")[2] not in _NO_DATA)


def keep_record(folder: Path, record: WrittenRecord, fleeting: Iterable[str], made: Items) -> None:
    """``fleeting``: pages that show something for a time only. The record itself lies in the site that was made in ``folder``."""
    fleeting = sorted(fleeting)
    stored = manifest.save(folder / _FILE, [fleeting, *kept(record)])
    _known(folder, stored, made[RECORD][0], lambda: (record, frozenset(fleeting)))


def _known(
    folder: Path, stored: bytes, text: str, read: Callable[[], tuple[WrittenRecord, frozenset[str]] | None]
) -> tuple[WrittenRecord, frozenset[str]] | None:
    """What the bytes that are kept say beside the record, of which ``text`` is the digest: to a process that stays and wrote both, as it
    wrote it."""
    return lasting.kept(folder.name, f"record {folder}", (stored, text), read)


def record_before(folder: Path, made: Made) -> RecordBefore | None:
    """What was ``made`` in ``folder`` last; None where nobody kept what it takes. Raises NotOurs where it does not stand there as it was
    made."""
    if RECORD not in made.files:
        return None
    text = as_made(folder, made, RECORD)
    with suppress(OSError):
        stored = plain_file(folder / _FILE)
        if known := _known(folder, stored, made.files[RECORD], lambda: _read(stored, text)):
            return RecordBefore(known[0], made.items, known[1])
    return None


def _read(stored: bytes, text: bytes) -> tuple[WrittenRecord, frozenset[str]] | None:
    with suppress(ValueError, TypeError):
        match manifest.recalled_from(stored):
            case [list(fleeting), *about] if record := recalled(text.decode(), about):
                return record, frozenset(fleeting)
    return None


def record_in(folder: Path) -> BoardRecord | None:
    """Of a board that lies in ``folder``; None where it has none that is whole."""
    try:
        return read_record((folder / RECORD).read_bytes())
    except (OSError, NoRecord):
        return None
