"""What a process asks the system about itself, where that is Linux."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

_PR_SET_PDEATHSIG = 1
_M_MMAP_THRESHOLD, _LARGE = -3, 1 << 20
_F_SETPIPE_SZ, _ANSWER = 1031, 1 << 20
"""Bytes of an answer that a copy can leave for who asks later: with less room it stays until then, and who asks waits for its end."""


def end_with_parent(parent: int) -> None:
    """For worker processes: when the build is killed, its workers must not go on writing (and holding the lock). ``parent``: who made this
    process; where that is gone already, nobody will tell of it any more."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def stand_back() -> None:
    """From here on this process has what others leave of the cores."""
    with suppress(OSError, AttributeError):  # a system without
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def give_back_large_blocks() -> None:
    """From here on what this process lets go of more than a megabyte is the system's again at once; else it is kept for the next, and
    perhaps does not fit it."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def give_room(pipe: int) -> None:
    """For an answer of a megabyte, which can then be written before anybody reads it."""
    import fcntl  # here: not every system has it, nor copies

    with suppress(OSError):  # a system that gives so much to nobody
        fcntl.fcntl(pipe, _F_SETPIPE_SZ, _ANSWER)


def asked_copy(serve: Callable[[int, int], None]) -> tuple[int, int, int]:
    """The id of a copy of this process that does nothing but ``serve``, where it is asked, and where it answers: numbers of pipes, of which
    ``serve`` has the other ends. It ends with who began it. Raises OSError where the system has no room for another process."""
    its_questions, questions = os.pipe()
    answers, its_answers = os.pipe()
    parent = os.getpid()
    try:
        child = os.fork()
    except OSError:
        for number in (its_questions, questions, answers, its_answers):
            os.close(number)
        raise
    if child == 0:
        try:
            end_with_parent(parent)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is its original's to answer
            os.close(questions)
            os.close(answers)
            serve(its_questions, its_answers)
        finally:
            os._exit(0)
    os.close(its_questions)
    os.close(its_answers)
    return child, questions, answers
