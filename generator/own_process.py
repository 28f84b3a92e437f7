"""What a process asks the system about itself, where that is Linux."""

from __future__ import annotations

import os
import signal
import sys
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
