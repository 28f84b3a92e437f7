"""One line of what a file says, and where it stands. Readers of all formats give these; the gates read nothing else."""

from __future__ import annotations

from generator.classes import dataclass

SETTINGS, LEFT_OVER, BESIDE = "表上的设置", "留在文件里、表上没有的文字", "附带的内容"
UNSEEN = (SETTINGS, LEFT_OVER, BESIDE)
"""Parts of a workbook that nobody sees who opens it."""


@dataclass(frozen=True)
class Passage:
    """The cells of a row, or one text."""

    cells: tuple[str, ...]
    labels: tuple[str, ...] = ()
    """What the header says above each cell."""
    sheet: str = ""
    row: int = 0
    line: int = 0
    """Physical line the first cell begins on; of a text, hits count their own from here."""
    part: str = ""
    """Where one would not look: 「隐藏的工作表」「批注」「第 3 页」."""
    tabular: bool = False
    """True where cells have column letters."""

    def label(self, i: int) -> str:
        return self.labels[i] if i < len(self.labels) else ""
