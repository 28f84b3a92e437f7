"""What can be found on a board: the values that its search is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from generator.classes import dataclass
from generator.once import Once


@dataclass(frozen=True)
class Record(Once):
    """One thing a villager may look for. Only what a public page shows."""

    title: str
    text: str
    """All other words that find it; its beginning is shown under the title."""
    path: str
    """The page it stands on."""
    anchor: str = ""
    kind: str = ""
    """The part of the board it belongs to, as headings name it."""
    date: date | None = None
    amount_fen: int | None = None
    """Income is positive, expense negative."""
    year: str = ""
    first: bool = False
    """It tells the whole of what others tell a part of: shown before all of them."""

    @property
    def whole(self) -> str:
        """The page, where the record finds all of it; "" where it stands somewhere on it."""
        return "" if self.anchor else self.path


@dataclass(frozen=True)
class RecordsOfFile(Once):
    """Those of one file, all of one year. They are made when the search that holds them is: of an old board nearly all lie in the one of
    the years before, which never changes.

    ``make`` is a plain function of a module and is given ``uses`` and nothing else, as that of a ``Page``.
    """

    make: Callable[..., Iterable[Record]]
    uses: tuple[object, ...]
    year: str
    whole: str = ""
    """The page that one of them finds, where that has no anchor on it."""

    @cached_property
    def each(self) -> tuple[Record, ...]:
        return tuple(self.make(*self.uses))


Findable = Record | RecordsOfFile
ID = "id"
"""That of what can be found is kept beside it by this name."""


def each_record(findable: Iterable[Findable]) -> Iterator[Record]:
    """One by one, in their order."""
    for one in findable:
        if isinstance(one, RecordsOfFile):
            yield from one.each
        else:
            yield one
