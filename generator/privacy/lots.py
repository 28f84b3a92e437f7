"""Many files looked at together: hardly one has anything, and the engine of the first look tells of all of them at once.

What one file says stands apart from what the next one says. The engine's patterns ask for no more than stands in one file, so each that it
would name for a file it names for the lot; where it names one, each file of the lot is asked by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.privacy.first_look import named, quiet
from generator.privacy.plain import CELL
from generator.privacy.read import TABLES, words

SIZE = 100_000
"""Characters of a lot."""
_APART = f"\n{CELL}\n"


@dataclass
class _Lot:
    tables: bool
    size: int = 0
    members: list[tuple[str, Callable[[], None]]] = field(default_factory=list)


class Lots:
    """Files that wait to be looked at."""

    def __init__(self) -> None:
        self._texts, self._tables = _Lot(False), _Lot(True)

    def take(self, name: str, data: bytes, closer: Callable[[], None]) -> bool:
        """True where the file waits with others: ``closer`` is called if it may hold something. False for one of another sort."""
        texts = words(name, data)
        if not texts:
            return False
        lot = self._tables if name.endswith(TABLES) else self._texts
        text = _APART.join(texts)
        lot.members.append((text, closer))
        lot.size += len(text)
        if lot.size >= SIZE:
            _look(lot)
        return True

    def end(self) -> None:
        """Looks at those that still wait."""
        _look(self._texts)
        _look(self._tables)


def _look(lot: _Lot) -> None:
    members, lot.members, lot.size = lot.members, [], 0
    if members and not quiet(named(_APART.join(text for text, _ in members)), lot.tables):
        for text, closer in members:
            if len(members) == 1 or not quiet(named(text), lot.tables):
                closer()
