"""What was put into a site, one file of build/ for each version of a part: its files, and what was noted of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.site import manifest
from generator.site.manifest import Files

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
            recalled = self._recalled(version)
            with suppress(ValueError):
                return self._hold(version, manifest.files_of(recalled.get("files"))) if recalled else None
            return None
        return self._lately[version]

    def note(self, version: str) -> object:
        """What is to be known of it for as long as it stands; None where nobody knows."""
        recalled = self._recalled(version)
        return recalled.get("note") if recalled else None

    def keep(self, version: str, files: Files, note: object) -> None:
        """For as long as it stands."""
        manifest.save(self._folder / f"{version}.json", {"files": files, "note": note})
        self._hold(version, files)

    def _recalled(self, version: str) -> dict[str, object] | None:
        recalled = manifest.recall(self._folder / f"{version}.json")
        return recalled if isinstance(recalled, dict) else None

    def _hold(self, version: str, files: Files) -> Files:
        if len(self._lately) >= _MOST:
            self._lately.clear()
        self._lately[version] = files
        return files
