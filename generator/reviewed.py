"""What a supervisor is shown before something is published: for each table what is new, with the sums before and after."""

from __future__ import annotations

from generator.classes import dataclass
from generator.corrected import Correction


@dataclass(frozen=True)
class TableReview:
    """One table that is not as it was."""

    title: str
    file: str
    """Below the village's folder."""
    new: int = 0
    """How many rows it brings, where all of it is new."""
    rows: tuple[tuple[Correction, str], ...] = ()
    """Each row that is otherwise, and what a new one says."""
    sums: tuple[tuple[str, int, int], ...] = ()
    """(column, fen before, fen now), of the columns whose sum is another."""
    gone: bool = False

    @property
    def counts(self) -> str:
        """「改了 1 行，补了 2 行」."""
        if self.gone:
            return "整个文件没有了"
        if self.new:
            return f"新的，{self.new} 行"
        words = {"改正": "改了", "补登": "多了", "撤下": "少了"}
        counts = {word: sum(row.way == way for row, _ in self.rows) for way, word in words.items()}
        return "，".join(f"{word} {count} 行" for word, count in counts.items() if count) or "文字有改动"


@dataclass(frozen=True)
class BoardReview:
    """One village."""

    slug: str
    name: str
    compared: str
    """With what, in a sentence."""
    tables: tuple[TableReview, ...] = ()
