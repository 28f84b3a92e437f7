"""Of the boards of a county the ids of what they are made from are known by one look; what is otherwise is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator import board, build, contents, foreseen, glance, task, workers
from generator.compared import Figure
from generator.config import SiteConfig
from generator.fingerprint import FINGERPRINT, fingerprint
from generator.listed import entry_of
from generator.load import inputs
from generator.site import known_contents, known_ids, manifest
from generator.task import BoardTask
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_published import written_over_unseen
from tests.test_site import digest

LATER = 10 * 10**9
OTHER = "/data/villages/zhen/cun/village.yml"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two are many; each run is another process, and a disk's clock has moved on since."""
    real = known_contents.disk_clock
    monkeypatch.setattr(known_contents, "disk_clock", lambda folder: (real(folder)[0], real(folder)[1] + LATER))
    monkeypatch.setattr(known_ids, "MANY", 2)
    yield
    forget()


def forget() -> None:
    for known in (contents._known, contents._told, glance._newest):
        known.clear()


def made(root: Path, **more: object) -> list[str]:
    """The boards that a run had to make."""
    forget()
    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = board.build_board
        patch.setattr(board, "build_board", lambda task: (seen.append(task.slug), real(task))[1])
        outcome = build.build(root, TODAY, **more)  # type: ignore[arg-type]
    assert all(each.built for each in outcome.boards)
    return seen


def asked(root: Path) -> list[str]:
    """The boards whose files were asked one by one; nothing is made."""
    forget()
    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = inputs._ids_alone
        patch.setattr(inputs, "_ids_alone", lambda root, places, kept: (seen.append(places[0]), real(root, places, kept))[1])
        patch.setattr(board, "build_board", board.stand_by)
        build.build(root, TODAY)
    return [place.removeprefix("data/villages/") for place in seen]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_tree(tmp_path / "root", {"ledger/2026-03.csv": GOOD_LEDGER, OTHER: VILLAGE_YML.replace("甲村", "乙村")})
    assert made(root) == ["demo", "zhen/cun"]
    return root


def clean(root: Path, place: Path) -> dict[str, str]:
    shutil.copytree(root / "data", place / "data")
    made(place)
    return digest(place / "site")


def test_beside_all_else_the_same_is_seen(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How inputs look is seen by a copy of the process, while this one reads what was said of the boards."""
    monkeypatch.setattr(workers, "alone", lambda: True)
    here, looked = os.getpid(), tmp_path / "looked"
    real = known_ids.look
    monkeypatch.setattr(known_ids, "look", lambda *given: (looked.open("a").write(f"{os.getpid()} "), real(*given))[1])
    written(root, "\n")
    assert made(root, jobs=2) == ["demo"]
    first, *_ = map(int, looked.read_text().split())
    assert first != here
    assert digest(root / "site") == clean(root, tmp_path / "clean")
    assert made(root, jobs=2) == []


def test_what_was_said_of_boards_is_asked_by_two_processes(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every second board by the copy that stands by; how they will be listed is known before it is known what becomes of them."""
    monkeypatch.setattr(workers, "alone", lambda: True)
    said, listed = tmp_path / "said", tmp_path / "listed"
    real, ahead = task.last_result, foreseen.list_ahead

    def heard(folder: Path, slug: str) -> task.LastResult | None:
        with said.open("a") as log:
            log.write(f"{os.getpid()} {slug}\n")
        return real(folder, slug)

    def seen(results: list[task.BoardResult]) -> None:
        listed.write_text(" ".join(sorted(each.slug for each in results)))
        ahead(results)

    monkeypatch.setattr(task, "last_result", heard)
    monkeypatch.setattr(foreseen, "list_ahead", seen)
    monkeypatch.setattr(foreseen, "while_waiting", lambda work: work())  # on a busy machine it may never wait
    written(root, "\n")
    assert made(root, jobs=2) == ["demo"]
    who = {slug: int(process) for process, slug in map(str.split, said.read_text().splitlines())}
    assert who.keys() == {"demo", "zhen/cun"}
    assert who["demo"] != who["zhen/cun"] == os.getpid()
    assert listed.read_text() == "demo zhen/cun"
    monkeypatch.undo()
    assert digest(root / "site") == clean(root, tmp_path / "clean")


def test_how_a_board_is_listed_is_worked_out_once(root: Path) -> None:
    forget()
    [demo, _] = build.build(root, TODAY).boards
    of = BoardTask(root, "demo", SiteConfig(), TODAY)
    foreseen.list_ahead([demo])
    entry = entry_of(of, demo, root, demo.compared)
    assert entry is entry_of(of, demo, root, demo.compared)
    assert entry.known(FINGERPRINT, ())
    assert entry_of(of, demo, root, (Figure("income", "2026", 1),)) != entry
    assert entry_of(of, demo, None).path == ""
    assert fingerprint(entry) == fingerprint(replace(entry)), "also of one that nobody asked before"


def test_what_is_said_of_a_board_in_a_folder_of_somebody_else_is_not_heard(root: Path, tmp_path: Path) -> None:
    place = root / "build/boards/demo"
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    assert made(root) == ["demo"]
    assert not place.is_symlink()


def written(root: Path, more: str = "") -> None:
    write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER + more})


def replaced(root: Path, file: str) -> None:
    """By one of the same size and time."""
    path = root / file
    at = path.stat()
    path.rename(root / "away")
    path.write_text((root / "away").read_text(encoding="utf-8").replace("甲", "丙"), encoding="utf-8")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


EDITS: dict[str, Callable[[Path], object]] = {
    "a file changed": lambda root: written(root, "\n"),
    "a file changed and its time put back": lambda root: written_over_unseen(root / "data/villages/demo/village.yml"),
    "a file in the place of another": lambda root: replaced(root, "data/villages/demo/village.yml"),
    "a file more": lambda root: write_tree(root, {"ledger/2026-04.csv": ""}),
    "a folder more": lambda root: (root / "data/villages/demo/x").mkdir(),
    "a file gone": lambda root: (root / "data/villages/demo/ledger/2026-03.csv").unlink(),
    "another name": lambda root: (root / "data/villages/demo/ledger/2026-03.csv").rename(root / "data/villages/demo/ledger/2026-02.csv"),
    "a text": lambda root: write_tree(root, {"/content/demo/about.md": "---\n标题: 村情\n---\n一。\n"}),
    "a link": lambda root: (root / "data/villages/demo/x").symlink_to("/etc/hostname"),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_was_edited_is_seen(what: str, root: Path) -> None:
    assert asked(root) == []
    EDITS[what](root)
    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "build_board", lambda task: (seen.append(task.slug), board.stand_by(task))[1])
        forget()
        build.build(root, TODAY)
    assert seen == ["demo"]


def test_a_board_that_was_moved_elsewhere_and_linked_is_none(root: Path, tmp_path: Path) -> None:
    """Though every file of it is as it was."""
    assert asked(root) == []
    (root / "data/villages/demo").rename(tmp_path / "elsewhere")
    (root / "data/villages/demo").symlink_to(tmp_path / "elsewhere")
    forget()
    assert "strange-file" in {p.code for p in build.build(root, TODAY).problems}


def test_what_was_just_written_is_asked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = known_contents.disk_clock
    monkeypatch.setattr(known_contents, "disk_clock", lambda folder: (real(folder)[0], real(folder)[1] - LATER))
    assert asked(root) == ["demo", "zhen/cun"]


def test_what_could_not_be_read_is_asked_again(root: Path) -> None:
    """It may be readable for somebody else, and looks the same."""
    (root / "data/villages/demo/x").symlink_to("/etc/hostname")
    assert [asked(root) for _ in range(2)] == [["demo"], ["demo"]]


def test_a_board_that_is_as_it_was_has_the_same_id_in_either_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(root) == []
    monkeypatch.setattr(known_ids, "MANY", 3)
    assert made(root) == []


@pytest.mark.parametrize("known", [True, False])
def test_what_is_saved_between_the_look_and_the_making_is_published(known: bool, root: Path, tmp_path: Path) -> None:
    """And who takes it back afterwards finds that published."""
    if known:
        write_tree(root, {"/data/site.yml": "标题: 乙县\n"})  # of which the ids that are kept say nothing
    else:
        written(root, "\n")
    forget()
    real, left = board.read_board, ["\n\n"]

    def read_board(*given: object, **named: object) -> object:
        if left:
            written(root, left.pop())
        return real(*given, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "read_board", read_board)
        assert all(each.built for each in build.build(root, TODAY).boards)
    assert not left
    assert digest(root / "site") == clean(root, tmp_path / "meanwhile")
    written(root, "" if known else "\n")
    assert made(root) == ["demo"]
    assert digest(root / "site") == clean(root, tmp_path / "back")


@pytest.mark.parametrize("said", [None, [], {"demo": 1}, {"demo": ["", "", 1]}, {"demo": ["x"]}, {"demo": []}])
def test_what_says_nothing_of_a_board_is_nothing(said: object, root: Path) -> None:
    manifest.save(root / "build/ids.json", said)
    assert asked(root) == ["demo", "zhen/cun"]


def test_a_damaged_list_is_none(root: Path) -> None:
    file = root / "build/ids.json"
    file.write_bytes(file.read_bytes().replace(b"demo", b"deno"))
    assert asked(root) == ["demo", "zhen/cun"]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_of_few_boards_all_that_was_seen_is_held(more: int, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_ids, "MANY", 2 + more)
    (root / "build/ids.json").unlink()
    made(root)
    assert (root / "build/ids.json").exists() == (more <= 0)
