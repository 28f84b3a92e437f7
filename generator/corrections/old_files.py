"""Files of days before, out of git, each read once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator import door, git
from generator.config import Village
from generator.corrections.tables import PastTables, tables_of
from generator.corrections.timeline import MatterState
from generator.kind import Kind
from generator.load.settings import load_village


class OldFiles:
    """``folder``: where they are put to be read. Raises ``git.NoHistory`` for what was not fetched."""

    def __init__(self, root: Path, folder: Path, repository: git.Repository) -> None:
        self._root, self._folder, self._repository = root, folder, repository
        self._contents: dict[str, bytes] = {}
        self._read: dict[tuple[str, str], dict[str, PastTables] | None] = {}
        self._settings: dict[str, Village | None] = {}

    def fetch(self, states: Iterable[MatterState]) -> None:
        """All that will be asked for, at once."""
        wanted = [blob for state in states if not state.now for _, blob in state.files]
        blobs = [blob for blob in dict.fromkeys(wanted) if blob not in self._contents]
        self._contents |= zip(blobs, git.contents(self._repository, blobs), strict=True) if blobs else ()

    def mentions(self, state: MatterState, name: str) -> bool:
        """True where one of its files has these words."""
        self.fetch([state])
        texts = (self._now(file) if state.now else self._contents[blob] for file, blob in state.files)
        return any(name.encode() in text for text in texts)

    def _now(self, file: str) -> bytes:
        try:
            return door.read(self._root, file)
        except door.Closed:
            return b""

    def tables(self, state: MatterState, kind: Kind) -> dict[str, PastTables] | None:
        """Key → the tables of that period, in whichever files; None where one of these cannot be read."""
        self.fetch([state])
        whole: dict[str, PastTables] = {}
        for file, blob in state.files:
            if (file, blob) not in self._read:
                self._read[file, blob] = tables_of(self._root if state.now else self._place(file, blob), file, kind)
            part = self._read[file, blob]
            if part is None:
                return None
            for key, tables in part.items():
                whole[key] = [*whole.get(key, ()), *tables]
        return whole

    def settings(self, state: MatterState) -> Village | None:
        """The settings of a board, where they are what the state is of."""
        self.fetch([state])
        ((file, blob),) = state.files
        if blob not in self._settings:
            place = self._root if state.now else self._place(file, blob)
            self._settings[blob] = load_village((place / file).parent, file, ())[0]
        return self._settings[blob]

    def _place(self, file: str, blob: str) -> Path:
        place = self._folder / blob
        target = place / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self._contents[blob])
        return place
