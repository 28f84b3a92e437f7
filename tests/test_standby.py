"""A copy that stands by: it does what it is asked with what it made ready, and whatever becomes of it, the work is done."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
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


def _slow_elsewhere(ours: int) -> int:
    if os.getpid() != ours:
        time.sleep(60)
    return ours


@contextmanager
def somebody(count: int = 2) -> Iterator[None]:
    with copies(), workers.cores(count), standby.none_left():
        standby.stand_by()
        standby.foretell(_prepare)
        yield


def test_what_is_asked_is_done_by_who_stands_by_with_what_was_foretold() -> None:
    with somebody():
        who, ready = standby.by_who_stands_by(_told)
        assert (who != os.getpid(), ready) == (True, ["ready"])
        assert standby.by_who_stands_by(os.getpid) == who
        assert workers.taken(2) == 1, "he has no core of the run"
        workers.give_back(1)
        standby.let_go()
        assert standby.by_who_stands_by(os.getpid) == os.getpid(), "and goes before the run ends"
    assert standby.by_who_stands_by(_told) == (os.getpid(), [])
    with pytest.raises(ChildProcessError):
        os.waitpid(who, 0)


@pytest.mark.parametrize("name", ["fork", "pipe", "eventfd"])
def test_where_the_system_has_no_room_for_him_nobody_stands_by_and_nothing_is_left(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []

    def refused(real: Callable[..., object], *given: object) -> object:
        if left[0] == 0:
            raise BlockingIOError
        left[0] -= 1
        return real(*given)

    refuses = partial(refused, getattr(os, name))
    with copies(), workers.cores(2), standby.none_left():
        for room in range(3 if name == "pipe" else 1):
            left[:], before = [room], os.listdir("/proc/self/fd")
            with monkeypatch.context() as patched:
                patched.setattr(os, name, refuses)
                standby.stand_by()
            assert standby.by_who_stands_by(os.getpid) == os.getpid()
            assert os.listdir("/proc/self/fd") == before


def test_on_one_core_nobody_stands_by() -> None:
    with somebody(1):
        assert not standby.stands_by()
        assert standby.by_who_stands_by(os.getpid) == os.getpid()


def test_what_goes_wrong_there_is_done_here() -> None:
    with somebody():
        assert standby.by_who_stands_by(partial(_fails_elsewhere, os.getpid())) == os.getpid()
        who, _ = standby.by_who_stands_by(_told)
        waits = standby.asked(partial(_slow_elsewhere, os.getpid())), standby.asked(os.getpid)
        os.kill(who, signal.SIGKILL)
        assert [wait() for wait in waits] == [os.getpid()] * 2, "also what he was at"
        assert standby.by_who_stands_by(os.getpid) == os.getpid()


def test_each_hears_its_own_answer_in_whatever_order_it_asks_for_it() -> None:
    with somebody():
        who, _ = standby.by_who_stands_by(_told)
        standby.foretell(_told)
        standby.foretell(partial(_fails_elsewhere, 0))
        seven, fails, eight = (
            standby.asked(work) for work in (partial(int, "7"), partial(_fails_elsewhere, os.getpid()), partial(int, "8"))
        )
        assert standby.by_who_stands_by(os.getpid) == who
        assert [eight(), seven(), fails()] == [8, 7, os.getpid()]
        assert workers.by_a_copy(partial(standby.by_who_stands_by, os.getpid)) not in (who, os.getpid()), "a copy asks nobody"
        late = standby.asked(partial(int, "9"))
    assert late() == 9, "nobody is there any more"


def test_who_waits_for_him_does_what_there_is_to_do_meanwhile() -> None:
    done: list[str] = []
    with somebody():
        waits = standby.asked(partial(time.sleep, 0.3))
        standby.while_waiting(lambda: done.append("first"))
        assert done == []
        waits()
        assert done == ["first"]
        standby.while_waiting(lambda: done.append("never"))
    with somebody():
        standby.by_who_stands_by(partial(time.sleep, 0.1))
    assert done == ["first"], "that was for another run"


def _as_long(text: str) -> str:
    return text * 2


def test_who_asks_for_much_and_hears_much_is_never_waited_for_by_who_waits_for_him() -> None:
    """Neither pipe holds so much."""
    text = "账" * 700_000
    with somebody():
        waits = [standby.asked(partial(_as_long, text)) for _ in range(3)]
        standby.foretell(partial(_as_long, text))
        assert standby.by_who_stands_by(partial(int, "7")) == 7
        assert [wait() == text * 2 for wait in waits] == [True] * 3


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The copies that this process has made."""
    made: list[int] = []
    real, ours = os.fork, os.getpid()

    def fork() -> int:
        if child := real():
            made.append(child)
        return child

    monkeypatch.setattr(os, "fork", lambda: fork() if os.getpid() == ours else real())
    return made


def test_in_a_process_that_stays_one_copy_serves_all_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: list[int]) -> None:
    root = write_tree(tmp_path / "one", {"ledger/2026-03.csv": GOOD_LEDGER})
    told, real = tmp_path / "made", paper.together
    monkeypatch.setattr(paper, "together", lambda work: (told.write_text(str(os.getpid())), real(work))[1])
    ledger, shown = root / "data/villages/demo/ledger/2026-03.csv", root / "site/demo/index.html"
    with copies(workers.SHARE), build.staying():
        assert build.build(root, TODAY, jobs=2).boards[0].built
        (who, *_) = forks
        for jobs, word in ((2, "买一支笔"), (2, "买两支笔"), (1, "买三支笔")):
            del forks[:]
            ledger.write_text(GOOD_LEDGER.replace("买纸", word))
            assert build.build(root, TODAY, jobs=jobs).boards[0].built
            assert (int(told.read_text()), forks) == (who, [])
        page = shown.read_bytes()
        shown.write_bytes(page + b" ")
        assert build.build(root, TODAY, jobs=2).boards[0].built
        assert shown.read_bytes() == page, "he looks anew each time"
        os.kill(who, signal.SIGKILL)
        os.waitid(os.P_PID, who, os.WEXITED | os.WNOWAIT)
        del forks[:]
        ledger.write_text(GOOD_LEDGER.replace("买纸", "买四支笔"))
        assert build.build(root, TODAY, jobs=2).boards[0].built
        ledger.write_text(GOOD_LEDGER.replace("买纸", "买五支笔"))
        assert build.build(root, TODAY, jobs=2).boards[0].built
        other = int(told.read_text())
        assert other in forks, "somebody else stands by"
    with pytest.raises(ChildProcessError):
        os.waitpid(other, 0)
    clean = write_tree(tmp_path / "other", {"ledger/2026-03.csv": ledger.read_text()})
    assert build.build(clean, TODAY).boards[0].built
    assert digest(root / "site/demo") == digest(clean / "site/demo")


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
