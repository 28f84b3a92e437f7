"""A copy of this process that stands by: while it is found out what a board will hold, it makes ready what pages and sheets are made with,
on a core that nobody needs, and makes them when that is known. A command that makes one board waits for neither library.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from typing import BinaryIO, NamedTuple, TypeVar, cast

from generator import workers

R = TypeVar("R")
_WAIT = 0.02
"""Seconds after which one that waits for a core looks whether it was asked already."""


class _Standing(NamedTuple):
    child: int
    orders: BinaryIO
    answers: BinaryIO
    asks: int
    """The process that may ask: two would hear each other's answers."""


_standing: _Standing | None = None
_numbers = count()


@contextmanager
def none_left() -> Iterator[None]:
    """Whoever stands by goes when this ends."""
    try:
        yield
    finally:
        _end()


def stand_by(prepare: Callable[[], object]) -> None:
    """From here on a copy stands by, where this process may have copies. It does ``prepare`` as soon as a core is free, or never."""
    global _standing
    if _standing or not workers.may_spread():
        return
    (asked, orders), (answers, told) = os.pipe(), os.pipe()
    try:
        child, end = workers.copy(partial(_serve, prepare, asked, told), helped=True, ends=True)
    except OSError:  # the system has no room for another process
        for each in (asked, orders, answers, told):
            os.close(each)
        return
    end.close()
    os.close(asked)
    os.close(told)
    _standing = _Standing(child, os.fdopen(orders, "wb"), os.fdopen(answers, "rb"), os.getpid())


def by_who_stands_by(work: Callable[[], R]) -> R:
    """What comes of ``work``, a function of a module with what it is given; done here where nobody stands by, or it goes wrong there."""
    with suppress(OSError, EOFError, pickle.UnpicklingError):
        if (number := _order(work)) and _standing:
            heard = None
            while heard != number:  # of what was only foretold nobody has heard yet
                heard, (done, result) = pickle.load(_standing.answers)  # noqa: S301 - our own copy's
            if done:
                return cast(R, result)
    return work()


def stands_by() -> bool:
    """True where this process may ask somebody."""
    return _standing is not None and _standing.asks == os.getpid()


def foretell(work: Callable[[], object]) -> None:
    """Who stands by does this already: a few hundredths of a second of what will be asked, during which it has no core of the run."""
    with suppress(OSError):
        _order(work)


@contextmanager
def lent(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """``work``, for a copy of this process, which until this ends may ask in its place."""
    global _standing
    mine, _standing = _standing, None

    def in_its_place() -> R:
        global _standing
        _standing = mine and mine._replace(asks=os.getpid())
        return work()

    try:
        yield in_its_place
    except BaseException:
        _standing = mine
        _end()  # perhaps it was asked, and nobody heard the answer
        raise
    _standing = mine


def _order(work: Callable[[], object]) -> tuple[int, int] | None:
    """Its number; None where this process may not ask."""
    if _standing is None or not stands_by():
        return None
    number = os.getpid(), next(_numbers)
    pickle.dump((number, work), _standing.orders)
    _standing.orders.flush()
    return number


def _serve(prepare: Callable[[], object], asked: int, told: int) -> None:
    """In the copy, until it is ended. Who asks it and waits has lent it a core."""
    with open(asked, "rb") as orders, open(told, "wb") as answers:
        while not (begun := workers.taken(1)) and not select.select([asked], [], [], _WAIT)[0]:
            pass
        if begun:
            with suppress(Exception):  # it is told where it is wanted
                prepare()
            workers.give_back(1)
        while True:
            number, work = pickle.load(orders)  # noqa: S301 - our own original's
            pickle.dump((number, workers.outcome(work)), answers)
            answers.flush()


def _end() -> None:
    global _standing
    if _standing and _standing.asks == os.getpid():
        os.kill(_standing.child, signal.SIGKILL)
        os.waitpid(_standing.child, 0)
        with suppress(OSError):  # what it was not told any more
            _standing.orders.close()
        _standing.answers.close()
        _standing = None
