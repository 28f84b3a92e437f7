"""What was put into a site, one file of build/ for each version of a part: its files, and what was noted of it."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.site import manifest
from generator.site.manifest import Files
from generator.site.marker import VERSION
from generator.site.tree import clear, plain_file

_FILES, _NOTE = b'{"files":', b',"note":'
_MOST = 8
"""Versions of which one run holds the files: those of the part that it is about to change."""


class KnownVersions:
    """Of one site, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lately: dict[str, Files] = {}

    def files(self, version: str | None) -> Files | None:
        """None where nobody knows. Of a part that changes it is asked half a dozen times, and it may have thousands."""
        if not version:
            return None
        if version not in self._lately:
            with suppress(OSError, ValueError, RecursionError):
                stored = plain_file(self._folder / f"{version}.json")
                last, files = _written.get(version, (b"", {}))
                return self._hold(version, files if last == stored else _files(stored))
            return None
        return self._lately[version]

    def note(self, version: str) -> object:
        """What is to be known of it for as long as it stands; None where nobody knows."""
        recalled = manifest.recall(self._folder / f"{version}.json")
        return recalled.get("note") if isinstance(recalled, dict) else None

    def keep(self, version: str, files: Files, note: bytes) -> None:
        """For as long as it stands. ``note``: JSON, which goes on as it is."""
        text = b"".join((_FILES, manifest.as_json(files), _NOTE, note, b"}"))
        _written[version] = manifest.save_text(self._folder / f"{version}.json", text), files
        while len(_written) > _MOST:
            del _written[next(iter(_written))]
        self._hold(version, files)

    def let_go(self, versions: Collection[str]) -> None:
        """All that is known of others than these."""
        for version in _written.keys() - versions:
            del _written[version]
        known, names = {f"{version}.json" for version in versions}, list[str]()
        with suppress(FileNotFoundError):
            names = os.listdir(self._folder)
        for name in names:
            if name not in known and name.endswith(".json") and VERSION.fullmatch(name.removesuffix(".json")):
                clear(self._folder / name)

    def _hold(self, version: str, files: Files) -> Files:
        if len(self._lately) >= _MOST:
            self._lately.clear()
        self._lately[version] = files
        return files


_written: dict[str, tuple[bytes, Files]] = {}
"""Of versions that this process wrote last, the files by the bytes that say them: it may be asked again."""


def _files(stored: bytes) -> Files:
    """What stands in such a file, without the note of it. ValueError where it is damaged."""
    text = manifest.whole_text(stored) or b""
    files, end, _ = text.removeprefix(_FILES).partition(b"}" + _NOTE)  # a file may be called note; a quote in a name has a \\ before it
    return manifest.files_of(json.loads(files + end[:1]))
