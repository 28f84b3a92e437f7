"""A row with one filled cell: more often a line below the table than an entry without the rest of it, so one sentence tells both."""

from __future__ import annotations

from collections.abc import Sequence

from generator.load.grid import GridRow

MEND = "是表下面的说明，前面加「注：」；是一条内容，把空着的补上；都不是，整行删去。"


def lone(row: GridRow, blank: Sequence[str]) -> str:
    """What is said of such a row, with the names of the cells that must not be ``blank``; "" where it is none."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) != 1 or len(blank) < 2:
        return ""
    text = " ".join(filled[0].split())
    return f"这一行只写了「{text[:30]}{'……' if len(text) > 30 else ''}」，{'、'.join(f'「{name}」' for name in blank)}都空着。"
