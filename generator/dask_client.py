"""The client of Dask, in a process of its own: it has threads, and who has threads is never copied (workers.py), so that all that a run
published would be put by one core. It is begun before it is needed: to import Dask and to reach the scheduler takes as long as to see
what there is to do.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from generator import workers
from generator.own_process import asked_copy
from generator.resident import sendable

if TYPE_CHECKING:
    from distributed import Future

TRIES = 3
"""Workers that may be lost over one job before it is given up."""
PATIENCE = 10
"""Seconds after which a scheduler that does not answer is given up."""


class Unreachable(Exception):
    """The scheduler or the place for parcels cannot be had; the message is for the person who typed the address."""


class Job(NamedTuple):
    name: str
    """No other is called so."""
    work: Callable[..., Any]
    """A function of a module, which workers have too."""
    given: tuple[Any, ...]


class Done(NamedTuple):
    name: str
    result: Any
    error: Exception | None = None


class _Copy(NamedTuple):
    process: int
    jobs: BinaryIO
    answers: BinaryIO


_begun: dict[str, _Copy] = {}
"""Clients that were begun and have not been asked yet, by their scheduler."""


@contextmanager
def begun(scheduler: str | None) -> Iterator[None]:
    """While this lasts the client of ``scheduler`` is on its way, so that who asks waits less. None: there is nobody to ask."""
    if scheduler and sys.platform == "linux" and workers.alone():
        with suppress(OSError):  # no room for another process: it is begun here when it is asked
            _begun[scheduler] = _begin(scheduler)
    try:
        yield
    finally:
        if scheduler and (copy := _begun.pop(scheduler, None)):
            _end(copy)


def done(scheduler: str, jobs: Iterable[Job]) -> Generator[Done | None, None, None]:
    """Gives each job to the workers as it comes, and None when all are given; then what became of each, as soon as it is done. Raises
    Unreachable, and ProcessLost where the client was ended from outside."""
    copy = _begun.pop(scheduler, None)
    if not copy:
        yield from _done(scheduler, jobs)
        return
    try:
        with suppress(BrokenPipeError), copy.jobs:  # it has ended, and says why
            for job in chain(jobs, [None]):  # said, since another copy of this process may have the pipe open for as long as it stays
                pickle.dump(job, copy.jobs)
                copy.jobs.flush()
        while True:
            sound, answer = _told(copy.answers)
            if not sound:
                raise answer
            if answer == _ALL:
                break
            yield answer
    finally:
        _end(copy)


_ALL = "all"


def _told(answers: BinaryIO) -> tuple[bool, Any]:
    try:
        told: tuple[bool, Any] = pickle.load(answers)  # noqa: S301 - our own copy's
    except (OSError, EOFError, pickle.UnpicklingError):
        raise workers.ProcessLost from None
    return told


def _done(scheduler: str, jobs: Iterable[Job]) -> Iterator[Done | None]:
    """``done`` in this process."""
    from distributed import Client, as_completed

    try:
        reached = Client(scheduler, set_as_default=False, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        message = f"连不上 Dask 的调度机「{scheduler}」。看看地址（写成 tcp://10.0.0.5:8786 这样）对不对，它有没有在运行。"
        raise Unreachable(message) from error
    with reached as client:
        far: dict[Future, str] = {}
        for name, work, given in jobs:
            far[client.submit(work, *given, key=name, retries=TRIES, pure=False)] = name
        yield None
        for future in as_completed(far, loop=client.loop):
            yield _outcome(far[future], future)


def _outcome(name: str, future: Future) -> Done:
    try:
        return Done(name, future.result())
    except Exception as error:
        return Done(name, None, error)


def _begin(scheduler: str) -> _Copy:
    process, jobs, answers = asked_copy(partial(_serve, scheduler))
    return _Copy(process, os.fdopen(jobs, "wb"), os.fdopen(answers, "rb"))


def _serve(scheduler: str, jobs: int, answers: int) -> None:
    with os.fdopen(jobs, "rb") as asked, os.fdopen(answers, "wb") as pipe:

        def send(answer: tuple[bool, object]) -> None:
            pickle.dump(answer, pipe)
            pipe.flush()

        try:
            for each in _done(scheduler, _each(asked)):
                send((True, each and each._replace(error=each.error and sendable(each.error))))
            send((True, _ALL))
        except Exception as error:
            send((False, sendable(error)))


def _each(asked: BinaryIO) -> Iterator[Job]:
    with suppress(EOFError):
        while job := pickle.load(asked):  # noqa: S301 - our own original's
            yield job


def _end(copy: _Copy) -> None:
    with suppress(OSError):
        copy.jobs.close()
    copy.answers.close()
    os.kill(copy.process, signal.SIGKILL)  # its workers give up what nobody waits for any more
    os.waitpid(copy.process, 0)
