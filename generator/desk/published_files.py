"""The files that the desk published last, kept below build/: what is otherwise since then waits for publication."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator import door
from generator.contents import content_of
from generator.site.stored_dataset import DAMAGED
from generator.site.tree import below, write_whole

PLACE = "build/desk/published"
_LIST = "files.json"
_COMPARED = (".csv", ".xlsx", ".yml", ".md")
"""Endings of files that are kept whole, so that rows can be compared; of all others the digest is enough."""


class PublishedFiles:
    """Of all boards of a root."""

    def __init__(self, root: Path) -> None:
        self._root, self._place = root, root / PLACE
        self._digests: dict[str, str] = {}
        with suppress(OSError, *DAMAGED):
            stored = json.loads((self._place / _LIST).read_bytes())
            self._digests = {file: text for file, text in stored.items() if below(file) and isinstance(text, str)}

    def known(self, slug: str) -> bool:
        """Whether the desk has ever published the board."""
        return any(file.startswith(f"data/villages/{slug}/") for file in self._digests)

    def files(self, slug: str) -> dict[str, str]:
        """File → digest, as they were then."""
        return {file: text for file, text in self._digests.items() if file.startswith((f"data/villages/{slug}/", f"content/{slug}/"))}

    def now(self, slug: str) -> dict[str, str]:
        """The same of today."""
        digests = {}
        for file in door.files_in(self._root, f"data/villages/{slug}", f"content/{slug}"):
            if not file.rpartition("/")[2].startswith((".", "~$")):
                with suppress(door.Closed):
                    digests[file] = content_of(self._root, file).sha256
        return digests

    def differing(self, slug: str) -> list[str]:
        """Files that are new, otherwise or gone since then."""
        was, now = self.files(slug), self.now(slug)
        return sorted(file for file in was.keys() | now.keys() if was.get(file) != now.get(file))

    def content(self, file: str) -> bytes | None:
        """A file as it was published; None where it is not kept."""
        with suppress(OSError):
            data = (self._place / "files" / file).read_bytes()
            if hashlib.sha256(data).hexdigest() == self._digests.get(file):
                return data
        return None

    def keep(self, slug: str, digests: Mapping[str, str]) -> None:
        """A board has been published. ``digests``: its files (``now``) before it was made, so that what was saved meanwhile still waits."""
        was = self.files(slug)
        for file in was.keys() - digests.keys():
            self._digests.pop(file)
            (self._place / "files" / file).unlink(missing_ok=True)
        for file, digest in digests.items():
            if file.endswith(_COMPARED) and (was.get(file) != digest or self.content(file) is None):
                target = self._place / "files" / file
                target.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):  # taken away meanwhile
                    shutil.copyfile(self._root / file, target)
            self._digests[file] = digest
        self._place.mkdir(parents=True, exist_ok=True)
        write_whole(self._place / _LIST, json.dumps(self._digests, ensure_ascii=False, sort_keys=True).encode())
