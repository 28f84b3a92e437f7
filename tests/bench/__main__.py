"""`make bench`: speed and memory, as ratios of runs made side by side on one machine; a table, and build/bench.json."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.bench import cases, desk
from tests.bench.cases import Rows
from tests.bench.ci import published_row


def main() -> None:
    words = argparse.ArgumentParser(prog="make bench", description=__doc__)
    words.add_argument(
        "--only",
        default="a,b,c,d,e,f,g,h,k,s,ci,desk",
        help="which cases: a clean, b one row, c many boards, d many workers, e search index, f books, g gate, h matters, k commits, s samples, ci a pushed row, desk the clerk's desk",
    )
    words.add_argument("--pages", type=int, default=1200)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--boards", default="1,10,100", help="for c; 1,10,100,500 takes long")
    asked = words.parse_args()
    boards = [int(count) for count in asked.boards.split(",")]
    plan: dict[str, tuple[str, str, Callable[[Path], Rows]]] = {
        "a": (f"clean build, {asked.pages} pages", "stock mkdocs-material", lambda f: cases.clean_build(f, asked.pages, asked.rounds)),
        "b": (f"one changed row, {asked.pages} pages", "Hugo, all of it", lambda f: cases.one_row(f, asked.pages, asked.rounds)),
        "c": ("boards of 24 pages", f"{boards[0]} boards, clean", lambda f: cases.many_boards(f, boards, asked.rounds)),
        "d": ("ten boards of 120 pages", "1 Dask worker", lambda f: cases.many_workers(f, asked.rounds)),
        "e": ("search index of 1,200 pages", "records and index", lambda f: cases.search_index(f, asked.rounds)),
        "g": ("the privacy gate's share of a clean build of the sample", "without the gate", lambda f: cases.privacy_gate(f, asked.rounds)),
        "h": ("a page for each matter, ten years against one", "20 matters", lambda f: cases.many_matters(f, asked.rounds)),
        "k": ("what ten years of commits hold", "one year", lambda f: cases.history(f, asked.rounds)),
        "s": ("the sample boards, as make site makes them", "sample boards, clean", lambda f: cases.samples(f, asked.rounds)),
        "ci": (
            "from a pushed row to a site for upload, ten boards",
            "all of it",
            lambda f: published_row(f, 10, asked.rounds, cases.change),
        ),
        "desk": ("the clerk's desk", "fresh build, one row", lambda f: desk.rows(f, 500, asked.rounds)),
        "f": ("check of a busy village's books", "one year", lambda f: cases.busy_books(f, asked.rounds)),
    }
    told: dict[str, object] = {"versions": cases.versions(), "rounds": asked.rounds}
    for name in asked.only.split(","):
        title, reference, measure = plan[name]
        with tempfile.TemporaryDirectory() as folder:
            rows = measure(Path(folder))
        print(f"({name}) {title}")
        for row, figure in rows.items():
            print(
                f"  {row:<34}{figure.seconds:9.2f} s {figure.seconds / rows[reference].seconds:7.2f} x {figure.memory:7.0f} MB", flush=True
            )
        told[title] = {row: asdict(figure) for row, figure in rows.items()}
        Path("build").mkdir(exist_ok=True)
        Path("build/bench.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
