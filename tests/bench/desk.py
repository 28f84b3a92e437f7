"""A desk that stays, asked as its pages ask it, line by line: what is timed is what a clerk waits for. ``python -m tests.bench.desk ROOT WHAT``

``look``: a cell of the newest month is typed, saved, checked, and the page of 看一看 is there. ``type``: a cell in a month of two hundred
rows is typed, and the answer says what is wrong. ``today``: 今天 of all boards, once more after one row was changed.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.boards import NEWEST, slug
from tests.desks import AskedDesk, desk_at

TABLE = f"ledger/{NEWEST[0]}-{NEWEST[1]:02d}.csv"


def looked_at(desk: AskedDesk, village: str, turn: int) -> None:
    """One saved cell, shown."""
    if not desk.of.tables:
        answered(desk.ask(f"/table/open?village={village}&file={TABLE}").status, 200)
    answered(desk.do("/table/do", village=village, file=TABLE, do="set", row=4, column=2, text=f"付水费（改{turn}）").status, 200)
    answered(desk.do("/table/do", village=village, file=TABLE, do="save").status, 200)
    answered(desk.send(f"/look?village={village}").status, 303)
    answered(desk.ask(f"/look?village={village}").status, 200)


def typed(desk: AskedDesk, village: str, turn: int) -> None:
    """One cell, checked."""
    if not desk.of.tables:
        answered(desk.ask(f"/table/open?village={village}&file={TABLE}").status, 200)
    answered(desk.do("/table/do", village=village, file=TABLE, do="set", row=90 + turn, column=2, text=f"付水费{turn}").status, 200)


def today(desk: AskedDesk, village: str, turn: int) -> None:
    """The first page."""
    answered(desk.ask("/").status, 200)


def answered(status: int, wanted: int) -> None:
    if status != wanted:
        raise SystemExit(f"{status} where {wanted} was expected")


WORK: dict[str, Callable[[AskedDesk, str, int], None]] = {"look": looked_at, "type": typed, "today": today}


def main() -> None:
    root, work = Path(sys.argv[1]), WORK[sys.argv[2]]
    village = sys.argv[3] if len(sys.argv) > 3 else slug(0)
    with desk_at(root) as desk:
        for turn, _ in enumerate(sys.stdin):
            work(desk, village, turn)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


if __name__ == "__main__":
    main()
