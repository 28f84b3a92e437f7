"""What is done when the answer has been given: who waits for it does not wait for what only the next run needs.

It is done before the process rests, under the same lock. Who is stopped before that has lost a cache, and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

_later: tuple[int, list[Callable[[], object]]] | None = None
"""The process that is to answer, and what it has put off."""


@contextmanager
def answering(answer: Callable[[T], None] | None) -> Iterator[Callable[[T], T]]:
    """Yields what gives the answer; what was put off until then is done when this ends, in the order in which it was. Without ``answer``
    nobody waits, and nothing is put off."""
    global _later
    put_off: list[Callable[[], object]] = []
    _later = (os.getpid(), put_off) if answer else None

    def give(what: T) -> T:
        if answer:
            answer(what)
        return what

    try:
        yield give
    finally:
        _later = None
    for work in put_off:
        work()


def afterwards(work: Callable[[], object]) -> None:
    """At once, where nobody waits for an answer of this process."""
    if _later and _later[0] == os.getpid():
        _later[1].append(work)
    else:
        work()
