"""A process of its own that stays, and does the same work whenever it is asked.

Who answers browsers has threads, and a process with threads is never copied (workers.py): its builds would have one core of all there are.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import BinaryIO, TypeVar, cast

from generator import workers
from generator.own_process import asked_copy
from generator.workers import ProcessLost

R = TypeVar("R")


@contextmanager
def resident(work: Callable[[Callable[[R], None]], None]) -> Iterator[Callable[[], R]]:
    """Yields what asks for ``work``, which tells its answer once and may go on then. It is done by a copy of this process, which goes on
    holding what it worked out, and raises ProcessLost where that was ended meanwhile: from outside, or by what went wrong when its last
    answer was told. From then on, and where no copy can be made, it is done here."""
    copied = None
    if sys.platform == "linux" and workers.alone():
        with suppress(OSError):  # no room for another process
            copied = _begun(work)
    if copied is None:
        yield partial(_here, work)
        return
    child, questions, answers = copied
    lost = False

    def ask() -> R:
        nonlocal lost
        try:
            lost = lost or not questions.write(b"?")
        except OSError:  # it was ended while it rested, and nothing of this question is lost
            lost = True
        if lost:
            return _here(work)
        try:
            done, result = pickle.load(answers)  # noqa: S301 - our own copy's
        except (OSError, EOFError, pickle.UnpicklingError):
            lost = True
            raise ProcessLost from None
        if not done:
            raise cast(Exception, result)
        return cast(R, result)

    try:
        yield ask
    finally:
        questions.close()
        answers.close()
        os.kill(child, signal.SIGKILL)  # whatever it is at: a site is found whole whenever its maker is stopped
        os.waitpid(child, 0)


def _here(work: Callable[[Callable[[R], None]], None]) -> R:
    answers: list[R] = []
    work(answers.append)
    (answer,) = answers
    return answer


def _begun(work: Callable[[Callable[[R], None]], None]) -> tuple[int, BinaryIO, BinaryIO]:
    """The id of the copy, where it is asked, and where it answers."""
    child, questions, answers = asked_copy(partial(_answer, work))
    return child, os.fdopen(questions, "wb", buffering=0), os.fdopen(answers, "rb")


def _answer(work: Callable[[Callable[[R], None]], None], questions: int, answers: int) -> None:
    with os.fdopen(answers, "wb") as pipe:

        def send(answer: bytes) -> None:
            pipe.write(answer)
            pipe.flush()

        while os.read(questions, 1):
            told: list[R] = []

            def tell(answer: R, told: list[R] = told) -> None:
                send(pickle.dumps((True, answer)))
                told.append(answer)

            try:
                work(tell)
            except Exception as error:
                if told:  # nobody would hear of it: it happens again where it is heard
                    return
                send(pickle.dumps((False, sendable(error))))
            else:
                if not told:
                    raise RuntimeError("no answer was told")


def sendable(error: Exception) -> Exception:
    """As another process can have it, with where it was raised; some cannot be sent as they are."""
    error.add_note("".join(traceback.format_exception(error)))
    with suppress(Exception):
        pickle.loads(pickle.dumps(error))  # noqa: S301 - as above
        return error
    return RuntimeError(f"{type(error).__name__}: {error}")
