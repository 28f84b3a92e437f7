"""What a process that stays has worked out of a board, given again to who asks the same: none other keeps anything.

An answer is known by all that it comes from: datasets and pages by being the very same objects, all else by being equal. So nothing
has to be thrown away when something changes, and what reads more than it is given (a file, the clock) is not for here. Of each question
about a board the last answer is kept, of as many boards as were asked of last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.lately import same

T = TypeVar("T")
BOARDS = 16
"""Boards of which something is kept: who edits looks at one, and a site of hundreds must not lie in memory."""
_boards: dict[str, dict[str, tuple[tuple[object, ...], object]]] | None = None


def stay() -> None:
    """From here on this process keeps answers: it will be asked again."""
    global _boards
    _boards = {}


def leave() -> None:
    global _boards
    _boards = None


def stays() -> bool:
    """True where this process keeps answers."""
    return _boards is not None


def forget(slug: str) -> None:
    """Nothing of this board is kept any longer."""
    if _boards:
        _boards.pop(slug, None)


def kept(slug: str, what: str, given: tuple[object, ...], make: Callable[[], T], lasts: Callable[[T], bool] = lambda answer: True) -> T:
    """What ``make`` gives, which must be pure and nothing that anybody changes. ``given``: all that it comes from; ``lasts``: False for an
    answer that is to be worked out each time."""
    boards = _boards
    if boards is None:
        return make()
    board = boards.get(slug)
    if board is None:
        board = boards[slug] = {}
        while len(boards) > BOARDS:
            boards.pop(next(iter(boards)), None)
    known = board.get(what)
    if known and same(known[0], given):
        return known[1]  # type: ignore[return-value]
    answer = make()
    if lasts(answer):
        board[what] = (given, answer)
    return answer


def as_before(slug: str, what: str, value: T) -> T:
    """The value that was given last, where this one is equal to it: who holds it to what he has kept sees at once that it is the same."""
    return kept(slug, what, (value,), lambda: value)
