"""What a kind says of persons in its rows: who of them is named until when, and what files of another kind say became of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from generator.classes import dataclass
from generator.config import Context
from generator.model import Dataset, Row

TOLD = timedelta(14)
"""How long it is told by name that somebody is something no more, the first day not counted: 村民委员会组织法 (2025) art. 35."""


@dataclass(frozen=True)
class Roll:
    """A list of persons: who of them is named until when, and what of them stays when the list has been posted to its end."""

    who: str
    """The column that names them."""
    until: Callable[[Row, Dataset, Context], date | None]
    """The last day on which a row may name somebody though the posting is over: by office, by consent, for a term; None: no day longer."""
    by: tuple[str, ...] | None = None
    """Rows that say the same in these columns become one; None: each stays, and only the name goes."""
    summed: tuple[str, ...] = ()
    """Columns of money whose sum stays."""
    count: str = ""
    """The column that says how many they are; "" where that is told in place of the names."""
    also: tuple[tuple[str, str], ...] = ()
    """(column, text): what such a row says besides."""
    left: str = ""
    """The column with the day from which whoever a row names is it no more; he is named no longer than ``TOLD`` from then on, whether or
    not the whole is posted for a time. "" where only a posting ends."""
    several: bool = False
    """One cell may name several: 王示例、李样本."""
    at_most: Callable[[Row, Dataset, Context], date | None] | None = None
    """The last day on which a row may name somebody though no end of the posting is written."""


@dataclass(frozen=True)
class Changes:
    """Files of another kind say what became of the rows of this one: a title that was taken away, a term that was made longer."""

    by: str
    """The name of that kind."""
    apply: Callable[[Dataset, tuple[Dataset, ...], Context], Dataset]
    """A file as it stands on the day of the build, given all files of that kind."""
