"""A process of its own that stays and is asked again: what it keeps, what goes wrong in it, and what happens when it is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import workers
from generator.resident import resident
from generator.workers import ProcessLost
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no copies of a process elsewhere")


@pytest.fixture(autouse=True)
def as_if_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of this process may have left threads, with which it makes no copy."""
    monkeypatch.setattr(workers, "alone", lambda: True)


def test_it_is_one_process_and_keeps_what_it_worked_out() -> None:
    asked: list[int] = []

    def work(tell: Callable[[tuple[int, int]], None]) -> None:
        asked.append(1)
        tell((os.getpid(), len(asked)))

    with resident(work) as ask:
        answers = [ask() for _ in range(3)]
    assert [many for _, many in answers] == [1, 2, 3]
    assert len({process for process, _ in answers}) == 1
    assert answers[0][0] != os.getpid()
    assert asked == []  # here nothing was done


def run(program: str) -> str:
    """What it prints: a process of its own, of which the tests' threads are none."""
    ended = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


THREAD = "import os, threading\nfrom generator import workers\nfrom generator.resident import resident\n"
THREAD += "thread = threading.Thread(target=threading.Event().wait, daemon=True)\n"


def test_it_has_the_cores_that_a_process_with_threads_has_not() -> None:
    program = f"{THREAD}with resident(lambda tell: tell(workers.alone())) as ask:\n    thread.start()\n    print(workers.alone(), ask())\n"
    assert run(program) == "False True\n"


def test_where_this_process_has_threads_already_it_is_done_here() -> None:
    program = f"{THREAD}thread.start()\nwith resident(lambda tell: tell(os.getpid())) as ask:\n    print(ask() == os.getpid())\n"
    assert run(program) == "True\n"


class Odd(Exception):
    """One that cannot be made again from what it says, but where a library has taught pickle how: Dask's client does."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


@pytest.mark.parametrize(
    ("raised", "told"), [(ValueError("不对"), ValueError), (MemoryError(), MemoryError), (Odd("不", "对"), (Odd, RuntimeError))]
)
def test_what_goes_wrong_is_raised_here_and_it_is_asked_again(
    raised: Exception, told: type[Exception] | tuple[type[Exception], ...]
) -> None:
    turn: list[int] = []

    def work(tell: Callable[[int], None]) -> None:
        turn.append(1)
        if len(turn) == 1:
            raise raised
        tell(len(turn))

    with resident(work) as ask:
        with pytest.raises(told) as caught:
            ask()
        assert str(raised) in str(caught.value)
        assert ask() == 2


def test_where_it_is_stopped_from_outside_that_is_said_and_the_next_is_done_here() -> None:
    def work(tell: Callable[[int], None]) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        tell(os.getpid())

    here = os.getpid()
    with resident(work) as ask:
        with pytest.raises(ProcessLost):
            ask()
        assert ask() == here


def test_where_it_was_stopped_while_it_rested_nobody_waits_for_a_second_question() -> None:
    with resident(lambda tell: tell(os.getpid())) as ask:
        child = ask()
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert ask() == os.getpid()


def test_it_answers_before_it_is_done_and_ends_where_the_rest_goes_wrong(tmp_path: Path) -> None:
    """Who asked has no ear for it any more, and what it holds may be half of what it should."""
    go, done = tmp_path / "go", tmp_path / "done"

    def work(tell: Callable[[str], None]) -> None:
        tell("published")
        while not go.exists():
            time.sleep(0.01)
        if done.exists():
            raise ValueError("the rest")
        done.touch()

    with resident(work) as ask:
        assert ask() == "published"
        assert not done.exists()
        go.touch()
        assert ask() == "published"
        assert done.exists()
        with pytest.raises(ProcessLost):
            ask()
        with pytest.raises(ValueError, match="the rest"):
            ask()


def test_it_ends_with_who_began_it_and_ctrl_c_is_not_its_own(tmp_path: Path) -> None:
    program = (
        "import os, time\n"
        "from generator.resident import resident\n"
        "with resident(lambda tell: tell(os.getpid())) as ask:\n"
        "    try:\n"
        "        print(ask(), flush=True)\n"
        "        time.sleep(60)\n"
        "    except KeyboardInterrupt:\n"
        "        print(ask(), flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    child = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert process.stdout.readline() == child
    assert process.wait() == 0
    for _ in range(100):
        if not Path(f"/proc/{child.strip()}").exists():
            return
        time.sleep(0.05)
    pytest.fail("it went on")
