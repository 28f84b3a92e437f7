"""Work spread over the cores: the same results in the same order, the same faults, the same bytes."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build, dask_client, own_process, standby, workers
from generator.afterwards import answering
from generator.behind import behind
from generator.kinds import all_kinds
from generator.load.board_data import Memory, load_board
from generator.makers import WorkerLost, by_boards, on_cores
from generator.resident import resident
from generator.site import manifest
from generator.site.build_record import Made
from generator.site.docs_items import DocsItem, begun, write_docs
from generator.site.marker import FRONT
from generator.site.publish import Damaged, PublishedPart, Publisher
from generator.site.record_files import Recorded, board_record
from generator.site.tree import put
from tests.conftest import OPENED, ROOT, TODAY, examples, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_site import digest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies of a process are made on Linux only")


@contextmanager
def copies(share: int = 1, there: int = 8) -> Iterator[None]:
    """Work is spread over as many cores also where there is little of it, and though the tests' own process has threads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "SHARE", share)
        patch.setattr(workers, "alone", lambda: True)
        patch.setattr(os, "cpu_count", lambda: there)
        yield


def squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in numbers]


def spread(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [each for share in workers.spread(squares, numbers) for each in share]


@examples(6)
@given(numbers=st.lists(st.integers(0, 9), max_size=30), count=st.integers(1, 4))
def test_what_comes_back_is_in_the_order_of_the_work(numbers: list[int], count: int) -> None:
    with copies(), workers.cores(count):
        assert [square for square, _ in spread(numbers)] == [number * number for number in numbers]


@pytest.mark.parametrize(("count", "items", "processes"), [(1, 100, 1), (2, 3, 1), (2, 4, 2), (4, 100, 4)])
def test_work_is_spread_over_the_cores_there_are_where_there_is_enough_of_it(count: int, items: int, processes: int) -> None:
    def slow(numbers: Sequence[int]) -> set[int]:
        time.sleep(0.05)
        return {os.getpid()}

    with copies(share=2), workers.cores(count):
        found = set().union(*workers.spread(slow, range(items)))
    assert len(found) == processes
    assert (os.getpid() in found) == (processes == 1)


def test_a_process_with_several_threads_is_not_copied() -> None:
    with copies(), pytest.MonkeyPatch.context() as patch, workers.cores(4):
        patch.setattr(workers, "alone", lambda: False)
        assert {process for _, process in spread(range(50))} == {os.getpid()}


def test_no_core_is_given_twice() -> None:
    """Neither to a copy, nor while somebody works on it; and each is given back."""
    with copies(), workers.cores(3):
        first = workers.spread(squares, range(40))
        next(first)
        assert {process for _, process in spread(range(40))} == {os.getpid()}
        list(first)
        assert os.getpid() not in {process for _, process in spread(range(40))}


class Odd(Exception):
    """Cannot be sent from one process to another."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def test_what_goes_wrong_in_a_copy_goes_wrong_here() -> None:
    def wrong(numbers: Sequence[int]) -> None:
        if 7 in numbers:
            raise Odd(7, 8)

    with copies(), workers.cores(2), pytest.raises(Odd, match="7 and 8") as caught:
        list(workers.spread(wrong, range(40)))
    assert [frame.name for frame in caught.traceback][-1] == "wrong"


def test_a_copy_that_is_ended_from_outside_is_told() -> None:
    def ended(numbers: Sequence[int]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with copies(), workers.cores(2), pytest.raises(workers.ProcessLost):
        list(workers.spread(ended, range(40)))


def test_a_site_is_the_same_bytes_on_one_core_two_and_eight(tmp_path: Path) -> None:
    made = []
    for count in (1, 2, 8):
        root = write_tree(tmp_path / str(count), {"ledger/2026-03.csv": GOOD_LEDGER})
        with copies():
            assert build.build(root, TODAY, jobs=count).boards[0].built
        made.append(digest(root / "site"))
    assert made[0] == made[1] == made[2]


def test_work_beside_is_done_by_a_copy_where_a_core_is_free_and_else_when_it_is_asked_for() -> None:
    def slow() -> int:
        time.sleep(0.5)
        return os.getpid()

    with copies(), workers.cores(2):
        with workers.beside(slow) as result:
            assert workers.taken(1) == 0  # the copy has it, until it is done
            assert result() != os.getpid()
        with workers.beside(slow):
            pass  # nobody asks: it is ended
        assert workers.taken(2) == 1
        with workers.beside(os.getpid) as result:  # no core is left
            assert result() == os.getpid()
        workers._free.release()
    with workers.beside(os.getpid) as result:
        assert result() == os.getpid()


def test_a_long_answer_waits_for_nobody_and_the_end_of_a_copy_is_seen_after_the_answer() -> None:
    def children() -> set[int]:
        return {*map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())}

    others = children()
    with copies(), on_cores(2), answering(print), workers.beside(partial(bytes, 500_000)) as result:
        (child,) = children() - others
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # it has ended, though nobody heard it yet
        assert result() == bytes(500_000)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    with pytest.raises(ChildProcessError):
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG)


def test_where_the_system_has_no_room_for_a_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(workers, "_threads_of_libraries", False)
    here = os.getpid()
    with copies(), on_cores(2), monkeypatch.context() as patched:
        patched.setattr(os, "fork", refused)
        for _ in range(2):  # the core is free again
            with workers.beside(os.getpid) as result:
                assert result() == here
        assert workers.by_a_copy(os.getpid) == here
        standby.stand_by()
        assert not standby.stands_by()
        with dask_client.begun("tcp://nobody:1"):
            assert not dask_client._begun
        with resident(lambda tell: tell(os.getpid())) as ask:
            assert ask() == here
        assert workers.apart(os.getpid) == here


def test_work_apart_is_done_by_the_copy_beside_itself_which_makes_no_other() -> None:
    with copies(), workers.cores(2):
        with workers.beside(lambda: (os.getpid(), workers.apart(os.getpid))) as result:
            beside, apart = result()
        assert beside == apart != os.getpid()
        assert workers.apart(os.getpid) not in (beside, os.getpid()), "and by one of its own where none is beside"


def test_what_goes_wrong_beside_is_done_once_more_here_and_a_copy_that_is_ended_is_told() -> None:
    ours = os.getpid()

    def fails_in_a_copy() -> int:
        if os.getpid() != ours:
            raise ValueError
        return ours

    with copies(), workers.cores(2):
        with workers.beside(fails_in_a_copy) as result:
            assert result() == ours
        with workers.beside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as lost, pytest.raises(workers.ProcessLost):
            lost()
        assert workers.taken(2) == 1
        workers._free.release()


def test_what_is_checked_on_several_cores_is_told_alike(tmp_path: Path) -> None:
    """Boards in processes of their own, files of one beside its checks."""
    months = {f"ledger/2026-{month:02}.csv": GOOD_LEDGER.replace("2026-03", f"2026-{month:02}") for month in range(1, 13)}
    bad = {"notices/2026-a.md": "---\n标题: 通知\n日期: 2026-03-01\n---\n\n请打 13900000001。\n"}
    root = write_tree(tmp_path, months | bad)
    with copies(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.gate.both_ends.MANY", 4)
        alone, together = build.check(root, TODAY), build.check(root, TODAY, jobs=4)
    assert "personal-phone" in {p.code for p in together.problems}
    assert together == alone


def test_files_read_by_copies_say_the_same_and_the_same_is_wrong_with_them(tmp_path: Path) -> None:
    months = {f"ledger/2026-{month:02}.csv": GOOD_LEDGER.replace("2026-03", f"2026-{month:02}") for month in range(1, 11)}
    bad = {"ledger/2026-12.csv": "日期,摘要\n", "notices/2026-a.md": "---\n标题: 通知\n"}
    write_tree(tmp_path, months | bad)
    alone = load_board(tmp_path, "demo", all_kinds())
    with copies(), workers.cores(3):
        memory: Memory = {}
        together = load_board(tmp_path, "demo", all_kinds(), memory)
        assert together == alone
        assert {p.source.file.rpartition("/")[2] for p in alone[1]} == {"2026-12.csv", "2026-a.md"}
        assert load_board(tmp_path, "demo", all_kinds(), memory) == alone, "what is as it was read before is not read again"


def test_what_is_published_is_looked_at_while_boards_are_made(tmp_path: Path) -> None:
    """What somebody wrote into a board, and into the one aside, is found and mended all the same."""
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    with copies():
        assert build.build(root, TODAY, jobs=2).boards[0].built
        whole = digest(root / "site")
        ledger = root / "data/villages/demo/ledger/2026-03.csv"
        ledger.write_text(GOOD_LEDGER.replace("买纸", "买信纸"), encoding="utf-8")
        build.build(root, TODAY, jobs=2)
        assert digest(root / "site") != whole
        for page in [*root.glob("site/demo/index.html"), *root.glob("build/before/*/demo/index.html")]:
            page.unlink()
            page.write_text("别人写的", encoding="utf-8")
        ledger.write_text(GOOD_LEDGER, encoding="utf-8")
        build.build(root, TODAY, jobs=2)
    assert "别人写的" not in (root / "site/demo/index.html").read_text(encoding="utf-8")
    assert "别人写的" not in "".join(page.read_text(encoding="utf-8") for page in root.glob("build/before/*/demo/index.html"))
    month = (root / "site/demo/finance/2026-03/index.html").read_text(encoding="utf-8")
    assert "买纸" in month
    assert "买信纸" not in month


def test_a_core_that_comes_free_helps_with_what_is_left() -> None:
    with copies(share=1), workers.cores(2), workers.core():
        shares = workers.spread(squares, range(16))
        assert workers.taken(1) == 0  # this process has one, and another is at work
        first = next(shares)
        workers._free.release()
        others = [process for share in shares for _, process in share]
    assert {process for _, process in first} == {os.getpid()}
    assert len(others) == 16 - len(first)
    assert os.getpid() not in others


@pytest.mark.parametrize(("jobs", "advice"), [(2, "--jobs 1"), (1, "关掉别的程序")])
def test_a_process_that_is_lost_ends_a_run_in_a_sentence(jobs: int, advice: str) -> None:
    with pytest.raises(WorkerLost, match=advice), on_cores(jobs):
        raise workers.ProcessLost


def _ended_from_outside(task: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_run_does_not_wait_for_the_cores_of_those_who_were_ended_from_outside() -> None:
    """As a system does that is short of memory: they never give them back."""
    with copies(), pytest.raises(WorkerLost), on_cores(2) as begin:
        list(by_boards(_ended_from_outside, [1, 2, 3], 2, begin))  # type: ignore[list-item]


def test_what_was_damaged_where_it_is_made_is_made_anew_though_that_is_seen_late(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    with copies():
        build.build(root, TODAY, jobs=2)
        whole = digest(root / "site")
        for page in (root / "site/demo/index.html", root / "build/boards/demo/site/index.html"):
            page.unlink()
            page.write_text("别人写的", encoding="utf-8")
        told: list[str] = []
        build.build(root, TODAY, jobs=2, told=lambda board: told.append(board.slug))
    assert digest(root / "site") == whole
    assert told == ["demo"]


def _made_in_order(place: Path, name: str, waits: bool = False) -> dict[str, bytes]:
    until = time.monotonic() + 5
    while waits and not (place / "meanwhile").exists() and time.monotonic() < until:
        time.sleep(0.01)
    with (place / "order").open("a") as told:
        told.write(f"{name} ")
    return {f"{name}.md": str(os.getpid()).encode()}


@pytest.mark.parametrize("count", [1, 2])
def test_what_takes_long_is_begun_first_and_made_beside_the_rest_by_who_stands_by(count: int, tmp_path: Path) -> None:
    now = Made()
    sheet = partial(_made_in_order, tmp_path, "sheet", count > 1)  # it waits until the others are there, where they wait for nobody
    items = [DocsItem(name, name, partial(_made_in_order, tmp_path, name)) for name in ("first", "page")]
    items.insert(1, DocsItem("sheet", "sheet", sheet, partial(standby.asked, sheet)))
    with copies(share=8), workers.cores(count), standby.none_left():
        standby.stand_by()
        slow, written = begun(tmp_path, items, None, now)
        renewed = write_docs(tmp_path, [item for item in items if item.name not in slow], None, now)
        (tmp_path / "meanwhile").touch()
        renewed |= written()
        none, nothing = begun(tmp_path / "more", [DocsItem("quick", "quick", dict)], None, now)
        assert (none, nothing()) == (set(), frozenset())
        write_docs(tmp_path / "more", [DocsItem("quick", "quick", dict)], None, now)
    assert slow == {"sheet"}
    assert renewed == {"first.md", "sheet.md", "page.md"}
    del now.items["quick"]
    assert now.items == {name: (name, [f"{name}.md"]) for name in ("first", "page", "sheet")}
    assert (tmp_path / "order").read_text().split() == ["first", "page", "sheet"]
    assert ((tmp_path / "sheet.md").read_text() == str(os.getpid())) is (count == 1)


def test_who_stands_back_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where other programs want all cores, what they leave may be nothing."""
    here = os.getpid()
    with copies(), workers.cores(2):
        with behind(os.getpid) as result:
            time.sleep(0.5)
            assert workers.taken(2) == 1, "it has no core of the run"
            workers.give_back(1)
            assert result() != here
        monkeypatch.setattr("generator.behind.stand_back", lambda: time.sleep(60))
        began = time.monotonic()
        with behind(os.getpid) as result:
            assert result() == here
        assert time.monotonic() - began < 30


def test_what_a_copy_held_goes_with_it_and_what_goes_wrong_in_it_is_done_once_more_here() -> None:
    ours, held = os.getpid(), [0]

    def work() -> tuple[int, int]:
        held.append(1)
        if len(held) > 2:
            raise ValueError("two")
        return os.getpid(), workers.taken(1)

    with copies(), workers.cores(2):
        process, taken = workers.by_a_copy(work)
        assert process != ours
        assert taken == 1, "it has the cores that are free"
        assert held == [0]
        assert workers.taken(1) == 0
        workers._free.release()
        held.append(1)
        with pytest.raises(ValueError, match="two"):
            workers.by_a_copy(work)
        assert held == [0, 1, 1], "which is told as it was raised"
        with pytest.raises(workers.ProcessLost):
            workers.by_a_copy(lambda: os.kill(os.getpid(), signal.SIGKILL) if os.getpid() != ours else None)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(workers, "alone", lambda: False)
            assert workers.by_a_copy(os.getpid) == ours


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_makes_its_first_board_and_each_other_by_a_copy(tmp_path: Path, jobs: int) -> None:
    """So that it never holds more than for one; where it stays it keeps what it worked out."""
    root = write_tree(tmp_path / "root", {f"/data/villages/{n}/village.yml": f"村名: {n}村\n{OPENED}" for n in range(5)})
    told = subprocess.run([sys.executable, "-m", "tests.who_makes", str(root), str(jobs)], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    here, above, processes, whole, of_one_that_stays, again = json.loads(told.stdout)
    begun_here = [process for process, parent in processes if parent == (above if jobs == 1 else here)]
    assert len({process for process, _ in processes}) == len(processes)
    assert 1 <= len(begun_here) <= jobs
    assert all(parent in begun_here for process, parent in processes if process not in begun_here)
    assert len({process for process, _ in of_one_that_stays}) <= jobs
    assert again == whole


@pytest.mark.parametrize("there", [1, 2])
def test_a_board_is_put_into_the_site_by_copies_and_a_file_that_is_another_is_known(there: int, tmp_path: Path) -> None:
    contents = {f"a/{n}.txt": f"{n}".encode() for n in range(200)}
    for path, content in contents.items():
        put(tmp_path / "made" / path, content)
    files = {path: manifest.digest(content) for path, content in contents.items()}
    put(tmp_path / "build/index.html", b"front")
    page = {"index.html": manifest.digest(b"front")}
    front = PublishedPart(tmp_path / "build", manifest.version(page), lambda: page)
    others = files | {"a/150.txt": manifest.digest(b"other")}

    def publish(told: manifest.Files) -> None:
        part = PublishedPart(tmp_path / "made", manifest.version(told), lambda: told)
        with copies(), workers.cores(there):
            Publisher(tmp_path / "site", tmp_path / "build").publish({"demo": part, FRONT: front}, {})

    with pytest.raises(Damaged) as caught:
        publish(others)
    assert caught.value.places == {"demo"}
    assert not (tmp_path / "site").exists()
    publish(files)
    assert {path: (tmp_path / "site/demo" / path).read_bytes() for path in contents} == contents
    assert "demo" not in Publisher(tmp_path / "site", tmp_path / "build").wrong()


@pytest.mark.parametrize("there", [1, 2])
def test_the_files_of_a_record_are_listed_by_copies(there: int) -> None:
    items = {f"a/{n}.md": (f"{n}", [f"a/{n}.md", f"a/{n}/{n}.csv"]) for n in range(100)}
    about = Recorded("示范村", "public", fleeting=frozenset({"a/7.md"}))
    with copies(), workers.cores(there):
        record = board_record(about, items, lambda path: f"甲\n{path}\n".encode())
    assert [*record.lines] == sorted(f"a/{n}/{n}.csv" for n in range(100))
    assert [file for file in record.lines if not record.file(file).lasting] == ["a/7/7.csv"]
    assert record.file("a/9/9.csv").sha256 == hashlib.sha256("甲\na/9/9.csv\n".encode()).hexdigest()


def test_what_is_large_goes_back_to_the_system_as_soon_as_it_is_let_go() -> None:
    """The C library would keep the place of the second picture for a third, which perhaps does not fit. The system's own
    count of a process is a few megabytes wrong where there are many cores: the picture is ten times that."""
    size = 30_000_000

    def kept() -> int:
        own_process.give_back_large_blocks()
        before = resident()
        for _ in range(3):
            picture = bytearray(size)
            del picture
        return resident() - before

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    with copies():
        assert workers.by_a_copy(kept) < size / 2
