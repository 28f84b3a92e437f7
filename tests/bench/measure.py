"""Commands timed from outside, so that start-up counts: A and B in turn, the median of the rounds, and the most memory any of their processes held."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


def in_turn(cases: Mapping[str, Case], rounds: int) -> dict[str, Figure]:
    """A slow minute of the machine is everybody's."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for turn in range(rounds):
        for name, case in cases.items():
            case.before(turn)
            found[name].append(once(case))
    return {name: Figure(statistics.median(s for s, _ in each), max(m for _, m in each)) for name, each in found.items()}


def once(case: Case) -> tuple[float, float]:
    """Seconds and MB of one run; the memory is that of the largest of its processes."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(case.command, cwd=case.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {' '.join(case.command)}")
    return seconds, used.ru_maxrss / 1024
