"""`make bench`: what our own steps cost beside the site engine's, and what a second worker saves."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator import build
from generator.site.engine import build_site
from tests.bench.search import said, search_figures
from tests.conftest import TODAY, copy_samples

ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = copy_samples(Path(folder) / "root")
        for slug in ("er", "san"):  # four boards, so that two workers have something to share
            shutil.copytree(root / "data/villages/shifan", root / "data/villages" / slug)
        build.build(root, TODAY)
        boards = sorted((root / "build/boards").iterdir())
        pages = len(list((root / "site").rglob("index.html")))
        cases: dict[str, Callable[[], object]] = {
            "check": lambda: build.check(root, TODAY),
            "engine": lambda: [build_site(board, TODAY) for board in boards],
            "build, 1 worker": lambda: build.build(root, TODAY, jobs=1),
            "build, 2 workers": lambda: build.build(root, TODAY, jobs=2),
        }
        seconds: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(ROUNDS):  # in turn, so that a slow minute of the machine is everybody's
            for name, work in cases.items():
                seconds[name].append(timed(work))
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    print(f"{len(boards)} boards, {pages} pages, median of {ROUNDS}")
    for name, value in medians.items():
        print(f"  {name:<18}{value:7.2f} s   {value / medians['engine']:.2f} × engine")
    print(f"  2 workers / 1 worker = {medians['build, 2 workers'] / medians['build, 1 worker']:.2f}")
    search = search_figures(medians["engine"], pages)
    print(said(search))
    Path("build").mkdir(exist_ok=True)
    Path("build/bench.json").write_text(json.dumps({"pages": pages, "seconds": medians, "search": search}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
