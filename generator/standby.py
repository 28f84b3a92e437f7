"""A copy of this process that stands by, and does what it is asked with what it has at hand.

In a command it imports what pages and sheets are made with, which a board waits for otherwise, while it is found out which board is to
be made, and what it will hold. In a process that stays it is begun once, while that holds little: to copy a process in each build that
holds a board of a thousand pages would cost more than what the copy does, since whatever either of them touches then is copied page by
page.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import BinaryIO, TypeVar, cast

from generator import workers
from generator.own_process import give_room

R = TypeVar("R")


class _Standing:
    def __init__(self, child: int, bell: int, orders: int, answers: BinaryIO) -> None:
        self.child, self.bell, self.orders, self.answers = child, bell, orders, answers
        os.set_blocking(orders, False)
        self.asks = os.getpid()
        """The process that may ask: two would hear each other's answers."""
        self.heard: dict[int, tuple[bool, object] | None] = {}
        """Answers for which somebody waits, or will; None where there is none yet."""


_NOBODY = (False, None)
"""What is told of work of which nobody tells anything."""
_standing: _Standing | None = None
_numbers = count()
_meanwhile: list[Callable[[], object]] = []
_stays = False


@contextmanager
def none_left() -> Iterator[None]:
    """Whoever stands by goes when this ends, but in a process that stays; what was asked of him meanwhile nobody waits for any more."""
    try:
        yield
    finally:
        _meanwhile.clear()
        if not _stays:
            _end()
        elif _standing:
            _standing.heard.clear()


def stay() -> None:
    """From here on this process will build again and again."""
    global _stays
    _stays = True


def leave() -> None:
    global _stays
    _stays = False
    _end()


def stand_by_for_all() -> None:
    """In a process that stays, from before its first build on somebody stands by, and somebody else where he was ended from outside. What
    is seen once in a build is seen anew in the next: so it is no copy of a build."""
    if _stays and not stands_by() and sys.platform == "linux" and workers.alone():
        _stand()


def stand_by() -> None:
    """For the rest of a run a copy stands by, where this process may have copies."""
    if not _standing and not _stays and workers.may_spread():
        _stand()


def _stand() -> None:
    global _standing
    numbers: list[int] = []
    try:
        numbers.append(os.eventfd(0, os.EFD_SEMAPHORE | os.EFD_CLOEXEC))
        for _ in range(2):
            numbers += os.pipe()
        bell, asked, orders, answers, told = numbers
        give_room(told)
        child, end = workers.copy(partial(_serve, bell, asked, told), ends=True)
    except OSError:  # the system has no room for another process, or for what it is asked through
        for each in numbers:
            os.close(each)
        return
    end.close()
    os.close(asked)
    os.close(told)
    _standing = _Standing(child, bell, orders, os.fdopen(answers, "rb"))


def by_who_stands_by(work: Callable[[], R]) -> R:
    """What comes of ``work``, a function of a module with what it is given; done here where nobody stands by, or it goes wrong there."""
    number = _order(work, waits=True)
    return work() if number is None else _answer(number, work)


def asked(work: Callable[[], R]) -> Callable[[], R]:
    """What waits for the same, which is begun at once by who stands by. That is for some tenths of a second in which this process does
    other things: he has no core of the run."""
    number = _order(work, waits=True) if workers.may_spread() else None
    return partial(by_who_stands_by, work) if number is None else partial(_answer, number, work)


def while_waiting(work: Callable[[], object]) -> None:
    """Is done as soon as this process would wait for who stands by; where it never does in this run, it is not done."""
    _meanwhile.append(work)


def stands_by() -> bool:
    """True where this process may ask somebody."""
    return _standing is not None and _standing.asks == os.getpid()


def foretell(work: Callable[[], object]) -> None:
    """Who stands by does this already: a tenth of a second of what will be asked, during which it has no core of the run."""
    _order(work)


def _order(work: Callable[[], object], waits: bool = False) -> int | None:
    """Its number; None where this process may not ask, or nobody is there any more."""
    if not (stands_by() and _standing):
        return None
    number = next(_numbers)
    try:
        _give(_standing, memoryview(pickle.dumps((number, work))))
    except (OSError, EOFError, pickle.UnpicklingError):
        _end()
        return None
    if waits:
        _standing.heard[number] = None
    return number


def _give(standing: _Standing, order: memoryview) -> None:
    """While he waits to be heard nobody may wait to be read. Who is woken by what comes out of a pipe is put where it was written, on the
    core of one who goes on: so he waits for the bell, which is rung when there is something to read."""
    rung = False
    while order:
        told, room, _ = select.select([standing.answers], [standing.orders], [])
        if room:
            order = order[os.write(standing.orders, order) :]
            if not rung:
                os.eventfd_write(standing.bell, 1)
            rung = True
        elif told:
            _hear(standing)


def _answer(number: int, work: Callable[[], R]) -> R:
    """Of what was ordered; done here where it goes wrong there, or was asked in another build."""
    heard = _standing.heard if stands_by() and _standing else {}
    try:
        while _standing and heard.get(number, _NOBODY) is None:
            while _meanwhile and not select.select([_standing.answers], [], [], 0)[0]:
                _meanwhile.pop()()
            _hear(_standing)
    except (OSError, EOFError, pickle.UnpicklingError):
        _end()
    done, result = heard.pop(number, None) or _NOBODY
    return cast(R, result) if done else work()


def _hear(standing: _Standing) -> None:
    """The next answer, which is kept for who waits for it: of what was only foretold nobody does."""
    number, told = pickle.load(standing.answers)  # noqa: S301 - our own copy's
    if number in standing.heard:
        standing.heard[number] = told


def _serve(bell: int, asked: int, told: int) -> None:
    """In the copy, until it is ended. Who asks it and waits has lent it a core."""
    with open(asked, "rb") as orders, open(told, "wb") as answers:
        while True:
            os.eventfd_read(bell)
            number, work = pickle.load(orders)  # noqa: S301 - our own original's
            pickle.dump((number, workers.outcome(work)), answers)
            answers.flush()


def let_go() -> None:
    """Nobody is asked any more in this run: he goes while this process goes on, since to give back all that he held takes as long as a
    page. In a process that stays he stays."""
    if _standing and stands_by() and not _stays:
        os.kill(_standing.child, signal.SIGKILL)


def _end() -> None:
    global _standing
    if _standing and _standing.asks == os.getpid():
        os.kill(_standing.child, signal.SIGKILL)
        os.waitpid(_standing.child, 0)
        os.close(_standing.bell)
        os.close(_standing.orders)
        _standing.answers.close()
        _standing = None
