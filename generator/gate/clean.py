"""What the gate read before: files that held nothing personal are not read again."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from generator.afterwards import afterwards
from generator.fingerprint import fingerprint
from generator.site import manifest

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
        known = manifest.recall(self._file) if self._file else None
        files = known.get("files") if isinstance(known, dict) and known.get("mark") == mark else None
        told = files.items() if isinstance(files, dict) else ()
        self._before: dict[str, str] = {name: digest for name, digest in told if isinstance(digest, str)}
        self._now: dict[str, str] = {}

    def holds(self, name: str, digest: str) -> bool:
        if self._before.get(name) != digest:
            return False
        self._now[name] = digest
        return True

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
            afterwards(partial(manifest.save, self._file, {"mark": self._mark, "files": self._now}))


@cache
def detectors() -> str:
    """Id of everything that decides what is personal."""
    here = Path(__file__).parents[1]
    return fingerprint([path.read_bytes().hex() for pattern in _DECIDING for path in sorted(here.glob(pattern))])
