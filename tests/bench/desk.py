"""A desk that stays, asked as its pages ask it, line by line: what is timed is what a clerk waits for. ``python -m tests.bench.desk ROOT WHAT``

``look``: a cell of the newest month is typed, saved, checked, and the page of 看一看 is there. ``type``: a cell in a month of two hundred
rows is typed, and the answer says what is wrong. ``fault``: the same where every such cell has a fault. ``open``: a desk is opened over all
boards, and 今天 has told of each.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.boards import NEWEST, _csv, _month, _write, make_root, slug
from tests.bench.cases import REPOSITORY, Rows, change, change_of, copied_samples, ours
from tests.bench.measure import Case, in_turn, once
from tests.desks import AskedDesk, desk_at

TABLE = f"ledger/{NEWEST[0]}-{NEWEST[1]:02d}.csv"
SAMPLE = "shifan"


def looked_at(desk: AskedDesk, village: str, turn: int) -> None:
    typed(desk, village, turn, row=4)
    answered(desk.do("/table/do", village=village, file=TABLE, do="save").status, 200)
    answered(desk.send(f"/look?village={village}").status, 303)
    answered(desk.ask(f"/look?village={village}").status, 200)


def typed(desk: AskedDesk, village: str, turn: int, row: int = 0, column: int = 2, text: str = "付水费（改{}）") -> None:
    if not desk.of.tables:
        answered(desk.ask(f"/table/open?village={village}&file={TABLE}").status, 200)
    what = {"do": "set", "row": row or 50 + turn, "column": column, "text": text.format(turn)}
    answered(desk.do("/table/do", village=village, file=TABLE, **what).status, 200)


def faulty(desk: AskedDesk, village: str, turn: int) -> None:
    typed(desk, village, turn, column=5, text="核减{}00")


def told_of_all(desk: AskedDesk) -> None:
    answered(desk.ask("/").status, 200)
    while desk.do("/today/more").sent["left"]:
        pass


def answered(status: int, wanted: int) -> None:
    if status != wanted:
        raise SystemExit(f"{status} where {wanted} was expected")


WORK: dict[str, Callable[[AskedDesk, str, int], None]] = {"look": looked_at, "type": typed, "fault": faulty}


def rows(folder: Path, boards: int, rounds: int) -> Rows:
    """(desk) What a clerk waits for, beside a fresh `gongkai build` of one changed row of the sample board."""
    cores = os.cpu_count() or 1
    fresh, looked = _sample(folder / "fresh"), _sample(folder / "looked")
    command = ours(fresh, jobs=cores)
    for root in (fresh, looked):
        once(Case(ours(root, jobs=cores), folder=REPOSITORY))
    long, many = _long(folder / "long"), make_root(folder / "many", boards, 24, git=False)
    told = in_turn(
        {
            "fresh build, one row": Case(command, change_of(fresh / f"data/villages/{SAMPLE}/{TABLE}"), REPOSITORY),
            "a saved cell, looked at": _desk(looked, "look", SAMPLE),
            "a typed cell of 200 rows": _desk(long, "type", slug(0)),
            "the same with a fault": _desk(long, "fault", slug(0)),
        },
        rounds,
    )
    return told | in_turn({f"opened over {boards} boards, one changed": _desk(many, "open", slug(0), change(many))}, rounds)


def _desk(root: Path, what: str, village: str, before: Callable[[int], None] = lambda turn: None) -> Case:
    return Case([sys.executable, "-m", "tests.bench.desk", str(root), what, village], before, REPOSITORY, True)


def _sample(root: Path) -> Path:
    """The sample board alone."""
    copied_samples(root)
    for other in (root / "data/villages").iterdir():
        if other.name != SAMPLE:
            shutil.rmtree(other)
    return root


def _long(root: Path) -> Path:
    """A board of eight years, whose newest month has two hundred rows."""
    make_root(root, 1, 400, git=False)
    file = root / f"data/villages/{slug(0)}/{TABLE}"
    opening = file.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[6]
    cells, _ = _month(*NEWEST, int(opening.replace(".", "")), random.Random(1), (200, 200))
    _write(file, _csv(cells))
    return root


def main() -> None:
    root, what, village = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    if what == "open":
        for _ in sys.stdin:
            with desk_at(root) as desk:
                told_of_all(desk)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
        return
    with desk_at(root) as desk:
        for turn, _ in enumerate(sys.stdin):
            WORK[what](desk, village, turn)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


if __name__ == "__main__":
    main()
