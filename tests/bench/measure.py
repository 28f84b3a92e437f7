"""Commands timed from outside, so that start-up counts: A and B in turn, the median of the rounds, and the most memory any of their processes held."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """Median seconds and the largest resident memory in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Case:
    """What is done before each round without being timed, and the command."""

    command: list[str]
    before: Callable[[int], None] = lambda turn: None
    folder: Path | None = None
    stays: bool = False
    """One process for all rounds, which answers each line with a line, and with another one when it rests; its first two answers are not
    timed."""


def in_turn(cases: Mapping[str, Case], rounds: int) -> dict[str, Figure]:
    """A slow minute of the machine is everybody's."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    with ExitStack() as staying:
        asked = {name: staying.enter_context(resident(case)) if case.stays else partial(once, case) for name, case in cases.items()}
        for turn in range(rounds):
            for name, case in cases.items():
                case.before(turn)
                found[name].append(asked[name]())
    return {name: Figure(statistics.median(s for s, _ in each), max(m for _, m in each)) for name, each in found.items()}


@contextmanager
def resident(case: Case) -> Iterator[Callable[[], tuple[float, float]]]:
    """Asks the process of ``case``: seconds of its answer, and the most MB it held so far; nothing else is measured until it rests."""
    process = subprocess.Popen(case.command, cwd=case.folder, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    came_in, came_out = process.stdin, process.stdout

    def ask() -> tuple[float, float]:
        start = time.perf_counter()
        came_in.write("\n")
        came_in.flush()
        came_out.readline()
        seconds = time.perf_counter() - start
        held = came_out.readline()
        if not held:
            raise RuntimeError(f"no answer: {' '.join(case.command)}")
        return seconds, int(held) / 1024

    try:
        for turn in (-2, -1):
            case.before(turn)
            ask()
        yield ask
    finally:
        came_in.close()
        process.wait()


def _environment() -> dict[str, str]:
    """As a usual user has it: Python keeps its compiled modules."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"NO_MKDOCS_2_WARNING": "1"}


def once(case: Case) -> tuple[float, float]:
    """Seconds and MB of one run; the memory is that of the largest of its processes."""
    start = time.perf_counter()
    process = subprocess.Popen(case.command, cwd=case.folder, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {' '.join(case.command)}")
    return seconds, used.ru_maxrss / 1024
