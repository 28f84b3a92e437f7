"""A process that stays, as `gongkai serve` does: for each line it builds the root once more. It says when that is published, and when it
rests the most kilobytes it has held."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from generator.build import Outcome, build, staying
from tests.bench.boards import TODAY


def main() -> None:
    with staying():
        for _ in sys.stdin:
            build(Path(sys.argv[1]), TODAY, jobs=os.cpu_count() or 1, answer=published)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


def published(outcome: Outcome) -> None:
    if not all(board.built for board in outcome.boards):
        raise SystemExit("not built")
    print("published", flush=True)


if __name__ == "__main__":
    main()
