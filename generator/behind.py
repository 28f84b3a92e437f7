"""Work that is behind all other: a copy of this process does it with what others leave of the cores."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar, cast

from generator import workers
from generator.own_process import stand_back

R = TypeVar("R")


@contextmanager
def behind(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Yields what gives the result of ``work``. Nobody waits for the copy: where others left it too little until then, where it was ended
    or none can be made, it is done here."""

    def standing_back() -> R:
        stand_back()
        return work()

    asked = None
    if workers.may_spread():
        with suppress(OSError):  # the system has no room for another process
            asked = workers.copy(standing_back, ends=True)
    if asked is None:
        yield work
        return
    child, answer = asked
    heard = False

    def result() -> R:
        nonlocal heard
        if not select.select([answer], [], [], 0)[0]:
            return work()
        heard = True
        try:
            done, what = workers.told_by(child, answer)
        except workers.ProcessLost:
            return work()
        return cast(R, what) if done else work()

    try:
        yield result
    finally:
        if not heard:
            os.kill(child, signal.SIGKILL)
            answer.close()
            os.waitpid(child, os.WNOHANG)  # to end takes it as long as to go on, where others leave it nothing
