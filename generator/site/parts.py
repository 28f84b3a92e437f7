"""What was made of a board, or above the boards, as the publisher takes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.model import Problem
from generator.site import build_record as notes
from generator.site import manifest
from generator.site.note import NOTHING, note_of
from generator.site.publish import PublishedPart


class Leaking(Exception):
    """The portal would publish something personal."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def board_part(folder: Path, version: str) -> PublishedPart:
    return part_of(folder, version, lambda: note_of(folder, version))


def part_of(folder: Path, version: str, note: Callable[[], bytes] = lambda: NOTHING) -> PublishedPart:
    def files() -> manifest.Files:
        made = notes.read(folder)
        return made.files if made else {path: known for path, known in manifest.scan(folder / "site").items() if known}

    return PublishedPart(folder / "site", version, files, note)
