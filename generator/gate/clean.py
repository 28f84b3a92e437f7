"""What the gate read before: files that held nothing personal are not read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from generator import bounds
from generator.afterwards import afterwards
from generator.contents import content_of
from generator.fingerprint import fingerprint
from generator.kept import kept
from generator.site import manifest
from generator.site.tree import plain_file

_DECIDING = (
    "privacy/*.py",
    "gate/*.py",
    *("law/sensitive.*", "law/persons.*", "law/begun.py", "law/data.py", "law/credit_code.py"),
    *("sheets.py", "shown.py", "pattern.py", "compiled.py"),  # how a file is read: its code, its cells, what of a list is a digest
    "load/own_theme.py",
)
"""The files of the program that decide what is personal in a file."""


class Clean:
    """Files, by name and digest, that held nothing personal when the same detectors read them."""

    def __init__(self, file: Path | None, mark: str) -> None:
        self._file, self._mark = file, mark
        self._before = self._recalled(file) if file else {}
        self._now: dict[str, str] = {}

    def _recalled(self, file: Path) -> dict[str, str]:
        with suppress(OSError):
            stored = plain_file(file)
            return self._known(file, stored, lambda: self._read(stored))
        return {}

    def _known(self, file: Path, stored: bytes, read: Callable[[], dict[str, str]]) -> dict[str, str]:
        """In a process that stays, by the bytes that say it, which it wrote itself."""
        return kept(file.parent.name, f"clean {file}", (self._mark, stored), read)

    def _read(self, stored: bytes) -> dict[str, str]:
        known = manifest.recalled_from(stored)
        files = known.get("files") if isinstance(known, dict) and known.get("mark") == self._mark else None
        return {name: digest for name, digest in files.items() if isinstance(digest, str)} if isinstance(files, dict) else {}

    def holds(self, name: str, digest: str) -> bool:
        if self._before.get(name) != digest:
            return False
        self._now[name] = digest
        return True

    def unread(self, files: Mapping[str, str]) -> list[str]:
        """Those of thousands of files that this does not hold."""
        before = self._before.get
        other = [name for name, digest in files.items() if before(name) != digest]
        held = dict(files)
        for name in other:
            del held[name]
        self._now |= held
        return other

    def held(self, name: str, digest: str) -> bool:
        """True where a file had these bytes when it was read before, and held nothing."""
        return self._before.get(name) == digest

    def add(self, name: str, digest: str) -> None:
        self._now[name] = digest

    def note_of(self, name: str, digest: str) -> str | None:
        """What ``note`` was told of a file; None where it has changed since or is new."""
        known, _, note = self._before.get(name, "").partition(" ")
        return note if known == digest else None

    def note(self, name: str, digest: str, note: str) -> None:
        """Of a file that may be published: what of it nobody can read but a person."""
        self._now[name] = f"{digest} {note}"

    def keep(self) -> None:
        """For the next build; what is gone is forgotten."""
        if self._file and self._now != self._before:
            afterwards(partial(self._keep, self._file))

    def _keep(self, file: Path) -> None:
        self._known(file, manifest.save(file, {"mark": self._mark, "files": self._now}), lambda: dict(self._now))


@cache
def detectors() -> str:
    """Id of everything that decides what is personal."""
    here = Path(__file__).parents[1]
    files = [path.relative_to(here).as_posix() for pattern in _DECIDING for path in sorted(here.glob(pattern))]
    return fingerprint([content_of(here, file, bounds.UNPACKED).sha256 for file in files])
