"""What must be equal in a set of books, as values: one that does not hold is a problem, all of them are counted for the villagers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.classes import dataclass
from generator.model import Problem, Row, Source, problem
from generator.values import yuan


@dataclass(frozen=True, slots=True)
class Identity:
    """``left`` = ``right``, both in fen."""

    code: str
    """The problem it is where it does not hold."""
    family: str
    """What is compared, as the page 账怎么核 counts it: 期末 = 期初 ± 发生额."""
    what: str
    """Words for the left side: 「固定资产」期末数."""
    how: str
    """Words for the right side, with the figures it is made of."""
    left: int
    right: int
    at: Source
    row: Row | None = None
    message: str = ""
    """The whole sentence of the problem, where it is not 「… 是 …，… 是 …」."""

    @property
    def holds(self) -> bool:
        return self.left == self.right

    def problem(self) -> Problem:
        more = self.left - self.right
        message = f"{self.what}是 {yuan(self.left)}，{self.how}是 {yuan(self.right)}，{'多' if more > 0 else '少'}了 {yuan(abs(more))}。"
        return problem(self.code, self.at, self.message or message, excerpt=self.row.excerpt() if self.row else "")


def not_holding(identities: Iterable[Identity]) -> Iterator[Problem]:
    """A problem for each that does not hold."""
    return (identity.problem() for identity in identities if not identity.holds)
