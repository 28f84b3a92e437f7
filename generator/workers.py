"""The cores of one run, and work spread over them: the boards of a town, and the pages of one board.

A copy of this process (fork) has all that its original knows, so that nothing is sent to it but which share of the work is its own; what it
tells comes back in the order of the work. Where a system has no such copies (Windows, macOS), or a process has several threads, of which a
copy would have one, the same work is done here, one share after the other.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import BinaryIO, TypeVar, cast

from generator.afterwards import afterwards
from generator.free_cores import FreeCores
from generator.own_process import end_with_parent, give_room

T = TypeVar("T")
R = TypeVar("R")

SHARE = 8
"""Items that are worth a share: fewer are done sooner than a process is copied."""
_SHARES = 4
"""Shares for each process: who has the light ones takes another; and of work that is begun alone."""

_free: FreeCores | None = None
"""Cores of this run on which nobody works; None where work is not spread."""


class ProcessLost(Exception):
    """A process that did a share was ended from outside."""


@contextmanager
def cores(count: int) -> Iterator[Callable[[], None]]:
    """A run that may use so many cores, of which this process has one. Yields what another process of the run must call first."""
    global _free
    before = _free
    ours = _free = FreeCores(min(count, os.cpu_count() or 1)) if count > 1 and sys.platform == "linux" else None
    try:
        with core():
            yield partial(_begin, ours, os.getpid())
    finally:
        _free = before
        if ours:
            ours.close()


def _begin(free: FreeCores | None, parent: int) -> None:
    global _free
    end_with_parent(parent)
    _free = free


@contextmanager
def core() -> Iterator[None]:
    """Work on one core of the run, as soon as one is free."""
    if free := _free:
        with free:
            yield
    else:
        yield


@contextmanager
def idle() -> Iterator[None]:
    """This process only waits for others of the run, which may have its core."""
    if free := _free:
        free.release()
    try:
        yield
    except BaseException:
        if free:  # who was ended from outside gives no core back: it would be waited for for ever
            free.acquire(block=False)
        raise
    if free:
        free.acquire()


def spread(work: Callable[[Sequence[T]], R], items: Sequence[T], each: int = 1) -> Iterator[R]:
    """``work`` of all items, in shares which come back in their order. ``each``: of items that are done sooner, how many count as one.

    What goes wrong in a copy is done once more here: it then raises what it raises, with all that is known of it. Raises ProcessLost.
    """
    least = SHARE * each
    if _free is None or len(items) < 2 * least:
        yield work(items)
        return
    at = 0
    while at < len(items):
        left = items[at:]
        if more := taken(len(left) // least - 1):
            yield from _together(work, left, least, more)
            return
        share = left[: max(least, len(items) // (2 * _SHARES))]  # a core that others no longer need helps from the next share on
        yield work(share)
        at += len(share)


def _together(work: Callable[[Sequence[T]], R], items: Sequence[T], least: int, more: int) -> Iterator[R]:
    """With ``more`` cores, which were taken for it."""
    free = _free
    size = max(least, -(-len(items) // (_SHARES * (more + 1))))
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    try:
        for share, (done, result) in zip(shares, _by_copies(work, shares, more + 1), strict=True):
            yield result if done else work(share)  # type: ignore[misc]
    finally:
        give_back(more, free)  # also where who asked has gone, and the run with it


def alone() -> bool:
    """True where this process has one thread: what others hold would be held in its copies for ever."""
    return threading.active_count() == 1 and not _threads_of_libraries


_threads_of_libraries = False
"""A library that starts threads of its own, which nobody counts, was used in this process: a copy would wait for them for ever."""


_beside = False
"""This process is a copy that makes no others and ends with its work."""


def apart(work: Callable[[], R]) -> R:
    """What comes of ``work``, which uses such a library: done by a copy that ends with it. Raises RuntimeError with what it raised there.
    Where no copy can be made, or this is one, it is done here, and no copy is made here any more."""
    global _threads_of_libraries
    asked = None if _beside or sys.platform != "linux" or not alone() else _copy_if_room(work)
    if asked is None:
        _threads_of_libraries = True
        return work()
    done, result = told_by(*asked)
    if not done:
        raise RuntimeError(result)
    return cast(R, result)


def by_a_copy(work: Callable[[], R]) -> R:
    """What comes of ``work``, done by a copy, while this process waits: all that it held for it goes with it. It is helped as this process
    would be. What goes wrong in it is done once more here, and all where no copy can be made. Raises ProcessLost."""
    asked = None if sys.platform != "linux" or not alone() else _copy_if_room(work, helped=True)
    if asked is None:
        return work()
    done, result = told_by(*asked)
    return cast(R, result) if done else work()


@contextmanager
def beside(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """``work`` is done by a copy on a free core while this process goes on. Yields what waits for its result, and raises ProcessLost; where
    no core is free, or the copy could not do it, it is done when its result is asked for."""
    if not taken(1):
        yield work
        return
    free, asked = _free, False

    def on_its_core() -> R:
        try:
            return work()
        finally:
            give_back(1, free)

    if (asked_of := _copy_if_room(on_its_core, ends=True)) is None:
        give_back(1, free)
        yield work
        return
    child, answer = asked_of

    def result() -> R:
        nonlocal asked
        asked = True
        try:
            done, what = told_by(child, answer)
        except ProcessLost:
            give_back(1, free)
            raise
        return cast(R, what) if done else work()

    try:
        yield result
    finally:
        if not asked:
            os.kill(child, signal.SIGKILL)
            answer.close()
            if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
                give_back(1, free)


def _copy_if_room(work: Callable[[], object], helped: bool = False, ends: bool = False) -> tuple[int, BinaryIO] | None:
    """None where the system has no room for another process."""
    with suppress(OSError):
        return copy(work, helped, ends)
    return None


def copy(work: Callable[[], object], helped: bool = False, ends: bool = False) -> tuple[int, BinaryIO]:
    """The id of a copy of this process that does ``work`` and ends, and where it writes what came of it. ``helped``: by free cores of the
    run; ``ends``: it makes no copies. Raises OSError."""
    global _free, _beside
    ours, theirs = os.pipe()
    give_room(theirs)
    parent = os.getpid()
    try:
        child = os.fork()
    except OSError:
        os.close(ours)
        os.close(theirs)
        raise
    if child == 0:
        try:
            _free, _beside = _free if helped else None, ends
            end_with_parent(parent)
            os.close(ours)
            with os.fdopen(theirs, "wb") as pipe:
                pickle.dump(outcome(work), pipe)
        finally:
            os._exit(0)
    os.close(theirs)
    return child, os.fdopen(ours, "rb")


def told_by(child: int, answer: BinaryIO) -> tuple[bool, object]:
    """What a copy wrote of its work, as ``outcome`` says it. Raises ProcessLost."""
    with answer:
        told = answer.read()
    afterwards(partial(os.waitpid, child, 0))  # to give back all that it held takes it as long as a page
    if not told:
        raise ProcessLost
    return cast(tuple[bool, object], pickle.loads(told))  # noqa: S301 - our own copy's


def outcome(work: Callable[[], object]) -> tuple[bool, object]:
    """(True, what came of it), or (False, what went wrong)."""
    try:
        return True, work()
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"


def taken(wanted: int) -> int:
    """How many of the cores wanted beside this process's own were free; they are its own now."""
    own = 0
    while own < wanted and may_spread() and _free.acquire(block=False):  # type: ignore[union-attr]
        own += 1
    return own


def may_spread() -> bool:
    """True where this process may have help from the cores of a run."""
    return _free is not None and alone()


def give_back(count: int, free: FreeCores | None = None) -> None:
    """Cores that were ``taken``. ``free``: those of the run, where this process no longer knows them."""
    for _ in range(count):
        (free or _free).release()  # type: ignore[union-attr]


_work: Callable[[int], object]
"""What a copy does, by number of the share."""


def _by_copies(work: Callable[[Sequence[T]], R], shares: Sequence[Sequence[T]], count: int) -> Iterator[tuple[bool, R | None]]:
    """(True, what came of it) for each share; (False, None) where it went wrong."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    def one(number: int) -> tuple[bool, R | None]:
        try:
            return True, work(shares[number])
        except Exception:
            return False, None

    try:
        with ProcessPoolExecutor(count, get_context("fork"), _copied, (one, os.getpid())) as pool:
            yield from pool.map(cast(Callable[[int], tuple[bool, R | None]], _one), range(len(shares)))
    except BrokenProcessPool:
        raise ProcessLost from None


def _copied(work: Callable[[int], object], parent: int) -> None:
    """First thing in a copy. It has no cores of its own to give away."""
    global _work, _free
    end_with_parent(parent)
    _work, _free = work, None


def _one(number: int) -> object:
    return _work(number)
