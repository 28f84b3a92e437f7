"""Names of contents, kept for as long as all that was said of them comes from is the same: of which files there was nothing to tell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.site import manifest


def names_in(path: Path, of: str) -> list[str]:
    """Nothing where they are of another ``of``, or where that is "", nobody says."""
    recalled = manifest.recall(path) if of else None
    return manifest.texts_in(recalled, "names") if isinstance(recalled, dict) and recalled.get("of") == of else []


def keep_names(path: Path, of: str, names: Iterable[str]) -> None:
    if of:
        manifest.save(path, {"of": of, "names": sorted(names)})
