"""What files held when an earlier run read them is believed where they look as they did and the clock had moved on, and nowhere else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import contents, glance
from generator.build import build
from generator.site import known_contents, manifest
from generator.site.known_contents import over_runs
from tests.conftest import TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER

LATER = 10 * 10**9
Ask = Callable[..., dict[str, str]]


def later(now: tuple[int, int], passed: int) -> tuple[int, int]:
    disk, clock = now
    return disk, clock + passed


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks in a process of its own what files hold; ``reads`` of it are those that it opened for that."""
    kept, folder = tmp_path / "kept", tmp_path / "data"
    kept.mkdir()
    folder.mkdir()
    real_now, real_read = known_contents.disk_clock, contents.door.read

    def ask(*files: str, passed: int = LATER) -> dict[str, str]:
        reads: list[str] = []
        monkeypatch.setattr(contents, "_known", {})
        monkeypatch.setattr(contents, "_told", {})
        monkeypatch.setattr(glance, "_newest", {})
        monkeypatch.setattr(known_contents, "disk_clock", lambda where: later(real_now(where), passed))
        monkeypatch.setattr(contents.door, "read", lambda root, name, limit=0: reads.append(name) or real_read(root, name, limit))
        with over_runs(kept), contents.one_run():
            held = {file: contents.content_of(folder, file).sha256 for file in files}
        ask.__dict__["reads"] = reads
        return held

    return ask


def reads(process: Ask) -> list[str]:
    return process.__dict__["reads"]  # type: ignore[no-any-return]


def test_a_later_process_reads_only_what_looks_otherwise(tmp_path: Path, process: Ask) -> None:
    one, two = tmp_path / "data/a.csv", tmp_path / "data/b.csv"
    one.write_text("1")
    two.write_text("2")
    first = process("a.csv", "b.csv")
    assert reads(process) == ["a.csv", "b.csv"]
    assert process("a.csv", "b.csv") == first
    assert reads(process) == []
    time.sleep(0.05)  # a tick of the disk's clock
    at = one.stat()
    one.write_text("3")
    os.utime(one, ns=(at.st_atime_ns, at.st_mtime_ns))  # its size and its time are as they were
    assert process("a.csv", "b.csv") == {"a.csv": contents.content_from(b"3").sha256, "b.csv": first["b.csv"]}
    assert reads(process) == ["a.csv"]
    two.unlink()
    two.write_text("2")
    os.replace(one, two)
    assert process("b.csv")["b.csv"] == contents.content_from(b"3").sha256


def test_what_was_just_written_is_read_again(tmp_path: Path, process: Ask) -> None:
    (tmp_path / "data/a.csv").write_text("1")
    for _ in range(2):
        process("a.csv", passed=0)
        assert reads(process) == ["a.csv"]
    process("a.csv")
    assert reads(process) == ["a.csv"], "it was too new to be kept"
    process("a.csv", passed=0)
    assert reads(process) == []


@pytest.mark.parametrize("said", [None, [], {"x": 1}, "", "1 2", "a b c d e f g", "1 2 3 4 5 zz 00", "1 2 3 4 5 00 00", {}])
def test_what_says_nothing_of_a_file_is_nothing(said: object, tmp_path: Path, process: Ask) -> None:
    (tmp_path / "data/a.csv").write_text("1")
    first = process("a.csv")
    known = tmp_path / "kept/contents.json"
    path = f"{tmp_path}/data/a.csv"
    manifest.save(known, {path: said} if isinstance(said, str) else said)
    assert process("a.csv") == first
    assert reads(process) == ["a.csv"]
    known.write_bytes(known.read_bytes().replace(b"a.csv", b"b.csv"))
    assert process("a.csv") == first
    assert reads(process) == ["a.csv"], "damaged"


def test_what_is_gone_is_forgotten(tmp_path: Path, process: Ask) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / "data" / name).write_text(name)
    process("a.csv", "b.csv")
    (tmp_path / "data/a.csv").unlink()
    (tmp_path / "data/c.csv").write_text("c")
    process("c.csv")
    known = manifest.recall(tmp_path / "kept/contents.json")
    assert isinstance(known, dict)
    assert {Path(path).name for path in known} == {"b.csv", "c.csv"}


def test_a_process_that_has_read_something_neither_asks_nor_tells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    contents.content_of(tmp_path, "a.csv")
    with over_runs(tmp_path), contents.one_run():
        contents.content_of(tmp_path, "a.csv")
    assert not (tmp_path / "contents.json").exists()


def test_a_link_in_the_place_of_the_clock_is_no_way_out(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    before = elsewhere.stat().st_mtime_ns
    (tmp_path / "clock").symlink_to(elsewhere)
    time.sleep(0.02)
    known_contents.disk_clock(tmp_path)
    assert (elsewhere.stat().st_mtime_ns, elsewhere.read_text()) == (before, "mine")


def test_a_build_keeps_what_its_files_held_and_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    real = known_contents.disk_clock
    monkeypatch.setattr(contents, "_known", {})
    monkeypatch.setattr(contents, "_told", {})
    monkeypatch.setattr(known_contents, "disk_clock", lambda where: later(real(where), LATER))
    build(root, TODAY)
    told = manifest.recall(root / "build/contents.json")
    assert isinstance(told, dict)
    assert f"{root}/data/villages/demo/ledger/2026-03.csv" in told
    assert all(len(text.split(" ")) == 7 for text in told.values())


def looking(monkeypatch: pytest.MonkeyPatch, **other: int) -> None:
    """From here on files look so, too."""
    real = contents.door.look

    def look(root: Path, file: str) -> os.stat_result | None:
        at = real(root, file)
        if at is None:
            return None
        fields = {name: getattr(at, name) for name in dir(at) if name.startswith("st_")} | other
        return SimpleNamespace(**fields)  # type: ignore[return-value]

    monkeypatch.setattr(contents.door, "look", look)


def test_the_clock_of_one_disk_says_nothing_of_another(process: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data/a.csv").write_text("1")
    looking(monkeypatch, st_dev=(tmp_path / "data").stat().st_dev + 1)
    for _ in range(2):
        process("a.csv")
        assert reads(process) == ["a.csv"]


def test_a_disk_that_keeps_no_time_of_change_is_not_believed(process: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT tells two seconds, exFAT hundredths; a file that is copied with its time has the time of change of what it was copied from."""
    (tmp_path / "data/a.csv").write_text("1")
    hundredth = (tmp_path / "data/a.csv").stat().st_ctime_ns // 10**7 * 10**7
    for time_of_change in (hundredth, hundredth // 10**9 * 10**9):
        looking(monkeypatch, st_ctime_ns=time_of_change)
        for _ in range(2):
            process("a.csv")
            assert reads(process) == ["a.csv"]
    looking(monkeypatch, st_ctime_ns=hundredth + 1)
    process("a.csv")
    assert process("a.csv")
    assert reads(process) == []
