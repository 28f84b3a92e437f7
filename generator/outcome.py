"""What a run found and made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.classes import dataclass
from generator.model import Problem
from generator.task import BoardResult

if TYPE_CHECKING:
    from generator.taken import Taken


@dataclass(frozen=True)
class Outcome:
    """Of all boards that were asked for."""

    problems: tuple[Problem, ...]
    boards: tuple[BoardResult, ...] = ()
    kept: tuple[str, ...] = ()
    """Boards that stay as they were published."""
    removed: tuple[str, ...] = ()
    """Boards that were published and have no data any more."""
    taken: tuple[Taken, ...] = ()
    """What had to go of boards that could not be made again."""

    @property
    def failed(self) -> tuple[BoardResult, ...]:
        """Boards that were to be made and were not."""
        return tuple(board for board in self.boards if not board.built)


def outcome_of(problems: Iterable[Problem], boards: Iterable[BoardResult]) -> Outcome:
    """All problems once, in the order in which they are told."""
    boards, problems = tuple(boards), list(problems)
    if problems:
        from generator.gate import quiet  # here: a run in which nothing is wrong waits for no gate

        problems = [*map(quiet, problems)]
    collected = dict.fromkeys((*problems, *(p for board in boards for p in board.problems)))
    return Outcome(tuple(sorted(collected, key=lambda p: p.order)), boards)
