"""What is measured: a clean build, one changed row, many boards, many workers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench import rivals
from tests.bench.boards import NEWEST, TODAY, make_root, slug
from tests.bench.books import make_books
from tests.bench.history import make_history
from tests.bench.matters import make_matters
from tests.bench.measure import Case, Figure, in_turn, once

REPOSITORY = Path(__file__).resolve().parents[2]
Rows = dict[str, Figure]


def ours(root: Path, *more: str, jobs: int = 1) -> list[str]:
    command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--today", str(TODAY), "--jobs", str(jobs)]
    return [*command, *more]


def forget(root: Path) -> Callable[[int], None]:
    """Nothing is kept from the round before; it is moved away, since a disk works on after a deletion."""

    def act(turn: int) -> None:
        away = root / f".before-{time.time_ns()}"
        away.mkdir()
        for name in ("build", "site"):
            with suppress(FileNotFoundError):
                (root / name).rename(away / name)

    return act


def change(root: Path, board: str = slug(0)) -> Callable[[int], None]:
    """One word in the last row of the newest month: another one each time."""
    return change_of(root / f"data/villages/{board}/ledger/{NEWEST[0]}-{NEWEST[1]:02d}.csv")


def change_of(path: Path) -> Callable[[int], None]:
    """The same in any month of a ledger."""

    def act(turn: int) -> None:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        last = max(i for i, line in enumerate(lines) if line.startswith(f"{NEWEST[0]}-"))
        cells = lines[last].split(",")
        cells[2] = re.sub(r"（改.*", "", cells[2]) + f"（改{time.time_ns()}）"
        lines[last] = ",".join(cells)
        path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")

    return act


def clean_build(folder: Path, pages: int, rounds: int) -> Rows:
    """(a) One board, and the same pages in four boards on two processes, beside others building the same Markdown."""
    one, four = make_root(folder / "one", 1, pages), make_root(folder / "four", 4, pages // 4)
    covers, bare = (
        make_root(folder / "covers", 1, pages, address="https://example.org/"),
        make_root(folder / "bare", 1, pages, sheets=False),
    )
    once(Case(ours(one), folder=REPOSITORY))
    docs = one / f"build/boards/{slug(0)}/docs"
    stock, zensical, hugo = (rivals.stock(folder / n, docs) for n in ("stock", "zensical", "zensical-warm"))
    hugo = rivals.hugo(folder / "hugo", docs)
    return in_turn(
        {
            "stock mkdocs-material": Case(rivals.mkdocs_command(stock)),
            "Zensical": Case(rivals.zensical_command(zensical, clean=True)),
            "Hugo": Case(rivals.hugo_command(hugo)),
            "ours, one process": Case(ours(one), forget(one), REPOSITORY),
            "ours, all cores": Case(ours(one, jobs=os.cpu_count() or 1), forget(one), REPOSITORY),
            "ours, four boards, all cores": Case(ours(four, jobs=os.cpu_count() or 1), forget(four), REPOSITORY),
            "ours, with codes and covers": Case(ours(covers), forget(covers), REPOSITORY),
            "ours, without sheets to print": Case(ours(bare), forget(bare), REPOSITORY),
        },
        rounds,
    )


def one_row(folder: Path, pages: int, rounds: int) -> Rows:
    """(b) From saved file to swapped-in site, check and search included, beside others' way to the same."""
    with_git, without = make_root(folder / "git", 1, pages), make_root(folder / "plain", 1, pages, git=False)
    stays = make_root(folder / "stays", 1, pages)
    for root in (with_git, without, stays):
        once(Case(ours(root), folder=REPOSITORY))
    docs = with_git / f"build/boards/{slug(0)}/docs"
    hugo, zensical = rivals.hugo(folder / "hugo-row", docs), rivals.stock(folder / "zensical-row", docs)
    once(Case(rivals.zensical_command(zensical, clean=True)))
    cores = os.cpu_count() or 1  # as many as a clerk's command uses
    month = zensical / f"docs/finance/{NEWEST[0]}-{NEWEST[1]:02d}.md"

    def touch(turn: int) -> None:
        month.write_text(month.read_text(encoding="utf-8") + f"\n改{turn}\n", encoding="utf-8")

    return in_turn(
        {
            "Hugo, all of it": Case(rivals.hugo_command(hugo)),
            "Zensical, warm": Case(rivals.zensical_command(zensical, clean=False), touch),
            "ours, one row": Case(ours(with_git, jobs=cores), change(with_git), REPOSITORY),
            "ours, one row, no git": Case(ours(without, jobs=cores), change(without), REPOSITORY),
            "ours, one row, resident": Case([sys.executable, "-m", "tests.bench.resident", str(stays)], change(stays), REPOSITORY, True),
            "ours, nothing changed": Case(ours(with_git), folder=REPOSITORY),
        },
        rounds,
    )


def many_boards(folder: Path, counts: list[int], rounds: int) -> Rows:
    """(c) Boards of 24 pages: all of them from nothing, a few as often as is asked and many once; then one changed row in one of them, in
    turn over all, since an hour lies between the first of them and the last. The first row learns what the next are told: it stands by
    itself, and the second is not told."""
    roots = {count: make_root(folder / f"boards-{count}", count, 24) for count in counts}
    clean = {f"{count} boards, clean": (Case(ours(root), forget(root), REPOSITORY), count) for count, root in roots.items()}
    rows = in_turn({name: case for name, (case, count) in clean.items() if count <= 10}, rounds)
    rows |= in_turn({name: case for name, (case, count) in clean.items() if count > 10}, 1)
    cores = os.cpu_count() or 1
    row = {count: Case(ours(root, jobs=cores), change(root), REPOSITORY) for count, root in roots.items()}
    rows |= in_turn({f"{count} boards, first row": case for count, case in row.items()}, 1)
    in_turn({str(count): case for count, case in row.items()}, 1)
    return rows | in_turn({f"{count} boards, one row": case for count, case in row.items()}, rounds)


def many_workers(folder: Path, rounds: int) -> Rows:
    """(d) Ten boards of 120 pages on one and on two Dask workers, each with a core of its own for all it starts, as on machines of their own."""
    root = make_root(folder / "dask", 10, 120)
    with _cluster(1) as one, _cluster(2) as two:
        cases = {}
        for name, address in (("1 Dask worker", one), ("2 Dask workers", two)):
            parcels = folder / f"parcels of {name}"

            def fresh(turn: int, parcels: Path = parcels) -> None:
                forget(root)(turn)
                shutil.rmtree(parcels, ignore_errors=True)

            typed = "--scheduler", address, "--parcels", str(parcels)
            cases[name] = Case(ours(root, *typed, jobs=os.cpu_count() or 1), fresh, REPOSITORY)
        return in_turn(cases, rounds)


def search_index(folder: Path, rounds: int) -> Rows:
    """(e) The index of 5,850 records, those of 1,200 pages, beside making the records only."""
    making = [sys.executable, "-c", "from tests import many; import generator.site.search; many.records()"]
    indexing = [sys.executable, "-m", "tests.bench.index"]
    return in_turn({"records only": Case(making, folder=REPOSITORY), "records and index": Case(indexing, folder=REPOSITORY)}, rounds)


def busy_books(folder: Path, rounds: int) -> Rows:
    """(f) `gongkai check` of ten years and of one year of a busy village: 200 rows a month, a 科目余额表 a quarter."""
    found = {}
    for name, years in (("one year", 1), ("ten years", 10)):
        root = make_books(folder / str(years), years)
        found[name] = Case([sys.executable, "-m", "generator", "check", "-C", str(root), "--today", str(TODAY)], folder=REPOSITORY)
    return in_turn(found, rounds)


def many_matters(folder: Path, rounds: int) -> Rows:
    """(h) A clean build of a village with twenty matters in one year, and of one with two hundred in ten."""
    roots = {f"{20 * years} matters": make_matters(folder / str(years), years) for years in (1, 10)}
    return in_turn({name: Case(ours(root), forget(root), REPOSITORY) for name, root in roots.items()}, rounds)


def history(folder: Path, rounds: int) -> Rows:
    """(k) What was published before, of ten years and of one year of monthly commits: at most 2 s."""
    roots = {name: make_history(folder / str(years), years) for name, years in (("one year", 1), ("ten years", 10))}
    commands = {name: [sys.executable, "-m", "tests.bench.history", str(root)] for name, root in roots.items()}
    return in_turn({name: Case(command, folder=REPOSITORY) for name, command in commands.items()}, rounds)


def samples(folder: Path, rounds: int) -> Rows:
    """(s) What `make site` does when everything is installed: the sample boards from nothing, then a row of the newest month changed."""
    root = copied_samples(folder / "samples")
    cores, month = os.cpu_count() or 1, root / f"data/villages/shifan/ledger/{NEWEST[0]}-{NEWEST[1]:02d}.csv"
    build = [sys.executable, "-m", "generator", "build", "-C", str(root), "--today", str(TODAY), "--jobs", str(cores)]
    clean = in_turn({"sample boards, clean": Case(build, forget(root), REPOSITORY)}, rounds)
    return clean | in_turn({"sample boards, one row": Case(build, change_of(month), REPOSITORY)}, rounds)


def copied_samples(root: Path) -> Path:
    for name in ("data", "content", "theme_overrides"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def privacy_gate(folder: Path, rounds: int) -> Rows:
    """(g) The sample board made from nothing, with the privacy gate and without it."""
    root = folder / "sample"
    for name in ("content", "theme_overrides"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(REPOSITORY / "data/villages/shifan", root / "data/villages/shifan")
    shutil.copy(REPOSITORY / "data/site.yml", root / "data")
    without = [sys.executable, "-m", "tests.bench.ungated", *ours(root)[3:]]
    return in_turn(
        {"without the gate": Case(without, forget(root), REPOSITORY), "with the gate": Case(ours(root), forget(root), REPOSITORY)}, rounds
    )


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    from distributed import Client, LocalCluster

    os.environ["DASK_LOGGING__DISTRIBUTED"] = "error"
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50) as cluster:
        with Client(cluster) as client:
            for core, worker in enumerate(client.scheduler_info()["workers"]):
                client.run(os.sched_setaffinity, 0, {core}, workers=[worker])
        yield cluster.scheduler_address


def versions() -> dict[str, str]:
    """What was measured, and with what."""
    from importlib.metadata import version

    names = ("mkdocs", "mkdocs-material", "zensical", "hugo", "jieba", "distributed")
    revision = subprocess.run(["git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {"python": sys.version.split()[0], "cores": str(os.cpu_count()), "revision": revision} | {name: version(name) for name in names}
