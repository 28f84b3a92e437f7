"""A board as it is published: a folder of this machine, or whatever its record lists of one on the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

from generator import door
from generator.classes import dataclass
from generator.record.board_record import RECORD, BoardRecord, NoRecord, digests_of, read_record
from generator.record.site_files import Site

_LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True)
class PublishedBoard:
    """Its files, by their paths below it."""

    read: Callable[[str], str]
    """"" where there is none."""
    names: Callable[[str], Iterable[str]]
    """What lies in a folder of it; nothing where only its record says that."""

    @cached_property
    def digests(self) -> dict[str, str]:
        """Path → digest, as its record lists its files; nothing where it has none. Enough to know what need not be read again."""
        try:
            return digests_of(self.read(RECORD))
        except NoRecord:
            return {}

    @cached_property
    def tables(self) -> dict[str, list[str]]:
        """Folder → paths of what it offers to programs, as the record lists them."""
        folders: dict[str, list[str]] = {}
        for path in self.digests:
            if path.endswith(".json"):
                folders.setdefault(path.rpartition("/")[0], []).append(path)
        return folders

    def tables_in(self, folder: str) -> list[str]:
        """The same of one folder; where there is no record, as they lie there."""
        if self.digests:
            return self.tables.get(folder, [])
        return [f"{folder}/{name}" for name in sorted(self.names(folder)) if name.endswith(".json")]

    @cached_property
    def record(self) -> BoardRecord | None:
        """None where it has none that is whole."""
        try:
            return read_record(self.read(RECORD).encode())
        except NoRecord:
            return None


def on_disk(there: Path) -> PublishedBoard:
    """``there``: the folder of the board."""

    def read(file: str) -> str:
        try:
            return door.read(there, file, _LARGEST).decode("utf-8", "replace") if door.is_file(there, file) else ""
        except door.Closed:
            return ""

    return PublishedBoard(read, lambda folder: door.listed(there, folder))


def on_site(site: Site, slug: str, former: Sequence[str]) -> PublishedBoard | None:
    """A board of a site, under the address it has or had, or the one that the site is; None where it has none. Raises ``Unreadable``."""
    below = next((place for place in (f"{slug}/", *(f"{old}/" for old in former), "") if site.read(place + RECORD) is not None), None)
    if below is None:
        return None

    def read(file: str) -> str:
        return (site.read(below + file) or b"").decode("utf-8", "replace")

    return PublishedBoard(read, lambda folder: ())
