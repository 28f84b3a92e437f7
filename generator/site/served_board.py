"""What the record of the whole site must know of a board that was just made, kept beside it: nobody has to read the board for it."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from generator.record.board_record import RecordHead
from generator.record.served import as_list
from generator.site import manifest
from generator.site.manifest import Files
from generator.site.tree import clear

_FILE = "served.json"


def keep_served(folder: Path, head: RecordHead, files: Files, data: Container[str]) -> None:
    """``files``: all that the board holds; ``data``: those that its record lists."""
    listed = as_list(files, data).decode()
    manifest.save(folder / _FILE, [manifest.version(files), head.village, head.edition, head.root, head.count, listed])


def forget_served(folder: Path) -> None:
    """From here on the board is half made."""
    clear(folder / _FILE)


def served(folder: Path, version: str) -> tuple[RecordHead, bytes] | None:
    """What its record says of the whole, and the list of what it holds beside its data; None where nobody kept that of this version."""
    told = manifest.recall(folder / _FILE)
    match told:
        case [str(of), str(village), str(edition), str(root), int(count), str(listed)] if of == version:
            return RecordHead(village, edition, root, count), listed.encode()
    return None
