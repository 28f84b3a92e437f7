"""Many machines: the same bytes as on one, also when a worker is lost in the middle."""

from __future__ import annotations

import errno
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import build, dask_client
from generator import cluster as cluster_module
from generator.dask_client import Done, Unreachable
from generator.load.inputs import program_id
from generator.load.settings import load_site
from generator.place import Run
from generator.site import build_record as notes
from generator.site import parcel
from tests.conftest import OPENED, ROOT, TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_incremental import clean, tree
from tests.test_site import digest
from tests.test_workers import copies

if TYPE_CHECKING:
    from distributed import LocalCluster

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    from distributed import LocalCluster  # here, so that no other worker loads it

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as made:
        yield made


def county_at(place: Path) -> Path:
    """Four villages, one of them with an error."""
    root = tree(place)
    for slug in ("third", "fourth"):
        write_tree(root, {f"/data/villages/{slug}/village.yml": f"村名: {slug}\n{OPENED}"})
    write_tree(root, {"/data/villages/fourth/honors/2025.csv": "称号,对象\n十星,户\n"})
    return root


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_at(tmp_path / "root")


@pytest.fixture(scope="module")
def made_here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site of the county, made from nothing by one machine."""
    place = tmp_path_factory.mktemp("here")
    return clean(county_at(place / "root"), TODAY, place / "clean")


def far(root: Path, cluster: LocalCluster, place: Path, today: date = TODAY, jobs: int = 1) -> build.Outcome:
    return build.build(root, today, cluster=build.Cluster(cluster.scheduler_address, str(place)), jobs=jobs)


def test_workers_give_what_one_machine_gives(
    county: Path, cluster: LocalCluster, made_here: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for place, name in (("generator.cluster", "_send"), ("generator.build", "_meanwhile"), ("generator.cluster", "_fetched")):
        real = getattr(importlib.import_module(place), name)

        def step(*of: Any, name: str = name, real: Callable[..., object] = real) -> object:
            steps.append(of[2].slug if name == "_send" else name)
            return real(*of)

        monkeypatch.setattr(f"{place}.{name}", step)
    outcome = far(county, cluster, tmp_path / "parcels")
    # Who begins with the largest does not wait for it alone at the end, and what needs no board is done while they are made.
    assert steps == ["demo", "other", "fourth", "third", "_meanwhile", *["_fetched"] * 4]
    assert [board.built for board in outcome.boards] == [True, False, True, True]
    assert {p.source.file for p in outcome.problems} == {"data/villages/fourth/honors/2025.csv"}
    assert digest(county / "site") == made_here
    sent = len(list((tmp_path / "parcels/out").iterdir()))
    # Afterwards each machine knows what it has: a change costs one board, here or there.
    write_tree(county, {"/data/villages/third/village.yml": f"村名: 改了\n{OPENED}"})
    with copies():  # what is done meanwhile is done beside, where a core is free
        far(county, cluster, tmp_path / "parcels", jobs=2)
    assert len(list((tmp_path / "parcels/out").iterdir())) == sent + 1
    write_tree(county, {"/data/villages/third/village.yml": f"村名: 又改了\n{OPENED}"})
    ledger = county / "data/villages/other/ledger/2026-03.csv"
    for turn in ("买信纸", "买笔"):  # one row, of a board whose docs/ stayed where it was made
        ledger.write_text(GOOD_LEDGER.replace("买纸", turn), encoding="utf-8")
        build.build(county, TODAY)
        assert digest(county / "site") == clean(county, TODAY, tmp_path / "clean")
    assert not (county / "build/boards/other/docs/catalogue.md").exists(), "which no row is on"


def typed(root: Path, scheduler: str, place: Path) -> subprocess.CompletedProcess[str]:
    """As a person gives it: in a process without threads, of which the client is a copy."""
    words = ["build", "-C", str(root), "--today", str(TODAY), "--jobs", "2", "--scheduler", scheduler, "--parcels", str(place)]
    return subprocess.run([sys.executable, "-m", "generator", *words], capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_client_is_a_process_of_its_own(county: Path, cluster: LocalCluster, made_here: dict[str, str], tmp_path: Path) -> None:
    told = typed(county, cluster.scheduler_address, tmp_path / "parcels")
    assert (told.returncode, told.stderr) == (1, "")  # one village has an error
    assert "fourth/honors/2025.csv" in told.stdout
    assert digest(county / "site") == made_here
    told = typed(county, "tcp://127.0.0.1:9", tmp_path / "parcels")
    assert told.returncode == 2
    assert "连不上 Dask 的调度机「tcp://127.0.0.1:9」" in told.stderr
    (tmp_path / "file").touch()
    write_tree(county, {"/data/villages/third/village.yml": f"村名: 改了\n{OPENED}"})
    told = typed(county, cluster.scheduler_address, tmp_path / "file")
    assert (told.returncode, "用不了" in told.stderr) == (2, True)
    assert digest(county / "site") == made_here


def test_a_client_that_is_ended_from_outside_is_told(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.dask_client._serve", lambda *of: os.kill(os.getpid(), signal.SIGKILL))
    with copies(), pytest.raises(build.WorkerLost, match="中途被系统停掉了"):
        build.build(county, TODAY, cluster=build.Cluster("nowhere", str(tmp_path / "parcels")))


def fails(number: int) -> int:
    raise Unsendable(number, number)


class Unsendable(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def test_what_goes_wrong_on_a_worker_comes_back_from_the_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    def here(scheduler: str, jobs: Iterable[dask_client.Job]) -> Iterator[Done | None]:
        """As Dask does it."""
        todo = [*jobs]
        yield None
        for name, work, given in todo:
            try:
                yield Done(name, work(*given))
            except Exception as error:
                yield Done(name, None, error)

    monkeypatch.setattr(dask_client, "_done", here)
    with copies(), dask_client.begun("one"):
        all_given, one, other = dask_client.done("one", [dask_client.Job("a", fails, (7,)), dask_client.Job("b", os.getpid, ())])
        again = [*dask_client.done("one", [dask_client.Job("c", os.getpid, ())])]
    assert all_given is None
    assert one
    assert str(one.error).endswith("7 and 7")  # Dask teaches Python to send such ones, too
    assert isinstance(one.error, RuntimeError) or "in fails" in "".join(one.error.__notes__)
    assert other
    assert other.result != os.getpid()
    assert again == [None, Done("c", os.getpid())], "who is asked once more is the process itself"


def more_of_it(sent: bytes) -> bytes:
    """Beside the site, which has an id of its own."""
    held, _, contents = sent.partition(b"\n")
    return json.dumps([*json.loads(held), ["docs/x.md", 1]]).encode() + b"\n" + contents + b"x"


@pytest.mark.parametrize("spoil", [more_of_it, lambda sent: sent[:-1], lambda sent: b""])
def test_what_others_put_in_the_place_of_a_parcel_is_not_taken_for_it(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Also of what is not published itself: notes and caches, by which later runs go."""
    root, place = tree(tmp_path / "root"), tmp_path / "parcels"
    (task,) = Run(root, TODAY, "public", root / "site").tasks(load_site(root)[0], ("other",))
    name = cluster_module._name(task)
    cluster_module._send(str(place), f"in/{name}", task)
    told = cluster_module.build_far(str(place), name, replace(task, root=Path(), place=None), program_id())
    (sent,) = (place / "out").iterdir()
    assert cluster_module._fetched(str(place), task, Done(name, told)).built
    assert notes.brief(task.folder)
    sent.write_bytes(spoil(sent.read_bytes()))
    with pytest.raises(ValueError, match="another parcel"):
        cluster_module._fetched(str(place), task, Done(name, told))
    assert not task.folder.exists()


def test_half_a_board_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, place = tree(tmp_path / "root"), tmp_path / "parcels"
    (task,) = Run(root, TODAY, "public", root / "site").tasks(load_site(root)[0], ("other",))
    name = cluster_module._name(task)
    cluster_module._send(str(place), f"in/{name}", task)
    told = cluster_module.build_far(str(place), name, replace(task, root=Path(), place=None), program_id())
    real = parcel.put

    def full(path: str, content: bytes) -> None:
        if path.endswith("site/index.html"):
            raise OSError(errno.ENOSPC, "full")
        real(path, content)

    monkeypatch.setattr(parcel, "put", full)
    with pytest.raises(OSError, match="full"):
        cluster_module._fetched(str(place), task, Done(name, told))
    assert not task.folder.exists()


def test_a_worker_of_another_version_is_refused(
    county: Path, cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cluster.program_id", lambda: "another")
    outcome = far(county, cluster, tmp_path / "parcels")
    assert {p.code for p in outcome.problems} == {"internal-error"}
    assert not any(board.built for board in outcome.boards)


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [("tcp://127.0.0.1:9", "连不上 Dask 的调度机「tcp://127.0.0.1:9」"), ("here", "连不上"), ("", "nowhere://x」用不了")],
)
def test_a_wrong_address_is_told_in_a_sentence(
    scheduler: str, said: str, county: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.dask_client.PATIENCE", 0.5)
    with pytest.raises(Unreachable, match=said):
        build.build(county, TODAY, cluster=build.Cluster(scheduler or cluster.scheduler_address, "nowhere://x"))


def test_a_worker_lost_in_the_middle_is_made_good(county: Path, cluster: LocalCluster, made_here: dict[str, str], tmp_path: Path) -> None:
    """The last that is asked of the cluster."""
    lost = threading.Event()

    def kill() -> None:
        """As soon as a board has come back, whoever is at work on another."""
        while not list((tmp_path / "parcels").glob("out/*")):
            time.sleep(0.01)
        worker = next(iter(cluster.workers.values()))
        os.kill(worker.process.process.pid, signal.SIGKILL)
        lost.set()

    threading.Thread(target=kill, daemon=True).start()
    outcome = far(county, cluster, tmp_path / "parcels")
    assert lost.wait(10)
    assert [board.built for board in outcome.boards] == [True, False, True, True]
    assert digest(county / "site") == made_here
