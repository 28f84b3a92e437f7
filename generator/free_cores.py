"""Cores on which nobody works, counted for all processes of a run: a pipe that all of them inherited, with a byte for each.

What Python has for it (``multiprocessing``) counts as well, and takes longer to import than all that is counted here in a run.
"""

from __future__ import annotations

import os
from select import select
from types import TracebackType


class FreeCores:
    def __init__(self, count: int) -> None:
        self._end, self._begin = os.pipe()
        os.set_blocking(self._end, False)  # of whom several wait, one has it
        os.write(self._begin, b"." * count)

    def acquire(self, block: bool = True) -> bool:
        """True where one was free, which is the caller's now; ``block``: it waits for one. False once the run is over."""
        while self._end >= 0:
            try:
                os.read(self._end, 1)
                return True
            except BlockingIOError:
                if not block:
                    return False
                select([self._end], [], [])
        return False

    def release(self) -> None:
        """It is free again. Nothing once the run is over: the number of the pipe may be another file's by then."""
        if self._begin >= 0:
            os.write(self._begin, b".")

    def close(self) -> None:
        """The run is over."""
        for number in (self._end, self._begin):
            os.close(number)
        self._end = self._begin = -1

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, sort: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()
