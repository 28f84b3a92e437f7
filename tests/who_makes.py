"""Makes the boards of a root as one command, then as a process that stays, and tells which process made each and who began that one.

Run by a test, in a process of its own: to copy that of all tests for each board takes ten times as long.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from generator import board, build, makers, workers
from generator.board import build_board
from generator.task import BoardResult, BoardTask
from tests.conftest import TODAY
from tests.test_site import digest


def noted(task: BoardTask) -> BoardResult:
    with _log(task.root).open("a") as file:
        file.write(f"{os.getpid()} {os.getppid()}\n")
    return build_board(task)


def _log(root: Path) -> Path:
    return root.parent / "made"


def made(root: Path, jobs: int) -> tuple[list[list[int]], dict[str, str]]:
    """Of each board the process that made it, and who began that; and the site."""
    _log(root).unlink(missing_ok=True)
    for folder in ("build", "site"):
        shutil.rmtree(root / folder, ignore_errors=True)
    assert all(each.built for each in build.build(root, TODAY, jobs=jobs).boards)
    return [[*map(int, line.split())] for line in _log(root).read_text().splitlines()], digest(root / "site")


def main() -> None:
    root, jobs = Path(sys.argv[1]), int(sys.argv[2])
    board.build_board = noted
    makers.by_a_copy = workers.by_a_copy  # tests.conftest does without
    once = made(root, jobs)
    with build.staying():
        print(json.dumps([os.getpid(), os.getppid(), *once, *made(root, jobs)]))


if __name__ == "__main__":
    main()
