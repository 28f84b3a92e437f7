"""A sheet as a person sees it: numbered rows of text cells, before anything is understood."""

from __future__ import annotations

from dataclasses import field

from generator.classes import dataclass


@dataclass(frozen=True, slots=True)
class GridRow:
    number: int
    """Row as WPS or Excel numbers it."""
    line: int
    """Physical line (text files); equal to ``number`` in a workbook."""
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()
    """Cells filled from a merged cell above: good for dates and names, never for money."""
    unvalued: frozenset[int] = frozenset()
    """Cells with a formula whose result the file does not hold, or with #REF! and the like."""
    dates: frozenset[int] = frozenset()
    """Cells that the spreadsheet holds as a day: right in a date column, a mishap in a text one (凭证号 3-1 becomes 3月1日)."""
    rounded: frozenset[int] = frozenset()
    """Of ``scaled``, those that do not show all their digits."""
    red: frozenset[int] = frozenset()
    """Cells with a positive number in red ink or in brackets: bookkeepers mean a negative one."""
    scaled: dict[int, str] = field(default_factory=dict)
    """Cells whose format shows a thousandth or ten-thousandth of what they hold → what they hold."""

    @property
    def blank(self) -> bool:
        return not any(self.cells) and not self.unvalued


@dataclass(frozen=True, slots=True)
class Grid:
    file: str
    rows: tuple[GridRow, ...]
    sheet: str = ""
    hidden: tuple[str, ...] = ()
    """Hidden rows and columns that hold something: 「B 列」「第 7 行」."""
    ragged: bool = False
    """True for text files, where a row can have too few or too many cells."""
