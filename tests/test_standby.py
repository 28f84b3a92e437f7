"""A copy that stands by: it does what it is asked with what it made ready, and whatever becomes of it, the work is done."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from generator import build, standby, workers
from generator.poster import paper
from generator.site import engine
from tests.conftest import TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_site import digest
from tests.test_workers import copies

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies of a process are made on Linux only")

_ready: list[str] = []


def _prepare() -> None:
    _ready.append("ready")


def _told() -> tuple[int, list[str]]:
    return os.getpid(), _ready


def _fails_elsewhere(ours: int) -> int:
    if os.getpid() != ours:
        raise ValueError
    return ours


@contextmanager
def somebody(count: int = 2) -> Iterator[None]:
    with copies(), workers.cores(count), standby.none_left():
        standby.stand_by(_prepare)
        yield


def test_what_is_asked_is_done_by_who_stands_by_with_what_was_made_ready() -> None:
    with somebody():
        time.sleep(0.2)
        who, ready = standby.by_who_stands_by(_told)
        assert (who != os.getpid(), ready) == (True, ["ready"])
        assert standby.by_who_stands_by(os.getpid) == who
        assert workers.taken(2) == 1, "the core on which it was made ready is free again"
        workers.give_back(1)
    assert standby.by_who_stands_by(_told) == (os.getpid(), [])
    with pytest.raises(ChildProcessError):
        os.waitpid(who, 0)


def test_who_is_asked_before_a_core_was_free_makes_nothing_ready() -> None:
    with copies(), workers.cores(2), standby.none_left():
        assert workers.taken(1) == 1
        standby.stand_by(_prepare)
        who, ready = standby.by_who_stands_by(_told)
        assert (who != os.getpid(), ready) == (True, [])
        workers.give_back(1)


def test_on_one_core_nobody_stands_by() -> None:
    with somebody(1):
        assert not standby.stands_by()
        assert standby.by_who_stands_by(os.getpid) == os.getpid()


def test_what_goes_wrong_there_is_done_here() -> None:
    with somebody():
        assert standby.by_who_stands_by(partial(_fails_elsewhere, os.getpid())) == os.getpid()
        who, _ = standby.by_who_stands_by(_told)
        os.kill(who, signal.SIGKILL)
        assert standby.by_who_stands_by(os.getpid) == os.getpid()


def test_only_one_asks_at_a_time_and_each_hears_its_own_answer() -> None:
    with somebody():
        who, _ = standby.by_who_stands_by(_told)
        standby.foretell(_told)
        standby.foretell(partial(_fails_elsewhere, 0))
        with standby.lent(partial(standby.by_who_stands_by, os.getpid)) as work, workers.beside(work, cores=0) as asked:
            assert standby.by_who_stands_by(os.getpid) == os.getpid(), "somebody else asks now"
            assert asked() == who
        standby.foretell(_told)
        assert standby.by_who_stands_by(partial(int, "7")) == 7
        assert workers.by_a_copy(partial(standby.by_who_stands_by, os.getpid)) not in (who, os.getpid()), "a copy asks nobody"
        with pytest.raises(KeyError), standby.lent(os.getpid):
            raise KeyError  # perhaps it was asked
        assert not standby.stands_by()


def test_a_changed_row_is_made_by_who_stands_by_as_by_a_clean_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = os.getpid()
    made: list[bool] = []
    for module, name in ((engine, "_make"), (paper, "together")):
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, real=real: made.append(os.getpid() == ours) or real(*given))
    root = write_tree(tmp_path / "one", {"ledger/2026-03.csv": GOOD_LEDGER})
    with copies(workers.SHARE):
        assert build.build(root, TODAY, jobs=2).boards[0].built
        changed = GOOD_LEDGER.replace("买纸", "买一支笔")
        (root / "data/villages/demo/ledger/2026-03.csv").write_text(changed)
        del made[:]
        assert build.build(root, TODAY, jobs=2).boards[0].built
    assert made == [], "neither the pages nor the sheet by this process"
    clean = write_tree(tmp_path / "other", {"ledger/2026-03.csv": changed})
    assert build.build(clean, TODAY).boards[0].built
    assert made[0], "a clean build on one core makes all itself"
    assert digest(root / "site") == digest(clean / "site")


def test_nobody_is_left_standing_by_for_a_command_that_was_ended_at_once() -> None:
    """It would hold the lock of the build for ever: nobody asks it any more, and nobody ends it."""
    heard, told = os.pipe()
    command = os.fork()
    if command == 0:
        try:
            with somebody():
                os.write(told, str(standby._standing.child).encode())  # type: ignore[union-attr]
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.close(told)
    os.waitpid(command, 0)
    who = int(os.read(heard, 20))
    ended = bool(select.select([heard], [], [], 5)[0])  # when nobody has the other end any more
    os.close(heard)
    if not ended:
        os.kill(who, signal.SIGKILL)
    assert ended
