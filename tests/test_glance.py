"""What comes in is looked at once a run, and what is published is of one moment: who saves a file meanwhile finds it published, now or with
the next run, as if all had been made anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import board, build, contents, door, glance
from generator.kind import Kind
from generator.load import board_data
from generator.load.discover import InputFile
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_looks import clean
from tests.test_site import digest

NOTICE = "---\n标题: 修路\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-20\n---\n{}。\n"
FILE = "data/villages/demo/notices/2026-a.md"
SAMPLE = f"{VILLAGE_YML}\n示例数据: 全部\n"
"""Nothing is told of what was published of it before."""


def save(root: Path, words: str) -> None:
    (root / FILE).parent.mkdir(exist_ok=True)
    (root / FILE).write_text(NOTICE.format(words), encoding="utf-8")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_tree(
        tmp_path_factory.mktemp("glance"), {"village.yml": SAMPLE, "ledger/2026-03.csv": GOOD_LEDGER, "/content/home.md": "欢迎。\n"}
    )
    save(root, "一")
    assert build.build(root, TODAY).boards[0].built
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "root"))


def saving(patch: pytest.MonkeyPatch, root: Path, times: int, before: bool) -> None:
    """Somebody saves the notice so many times, each as a board begins to be read, or has been."""
    real, left = board.read_board, [*range(times)]

    def read_board(*given: Any, **named: Any) -> Any:
        answer = None if before else real(*given, **named)
        if left:
            save(root, f"存盘{left.pop()}")
        return answer or real(*given, **named)

    patch.setattr(board, "read_board", read_board)


def put(root: Path, *files: str) -> None:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("1")


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("times", [1, board._TURNS - 1])
def test_what_is_saved_while_a_board_is_read_is_published(
    times: int, before: bool, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(root, "二")
    with monkeypatch.context() as patch:
        saving(patch, root, times, before)
        assert build.build(root, TODAY).boards[0].built
    assert digest(root / "site") == clean(root, tmp_path / "meanwhile")
    # Nothing is noted of what stood there when the run began: who takes back what he saved finds that published.
    save(root, "二")
    build.build(root, TODAY)
    assert digest(root / "site") == clean(root, tmp_path / "back")


@pytest.mark.parametrize("look", ["build", "check"])
def test_what_is_saved_before_and_after_a_file_is_read_is_taken_for_nothing_else(
    look: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its digest is of what was saved last, and what was read is not."""
    real, turns = board_data.load_file, ["存盘一", "存盘二"]

    def load_file(root: Path, item: InputFile, kind: Kind) -> Any:
        if item.file != FILE or not turns:
            return real(root, item, kind)
        save(root, turns.pop(0))
        answer = real(root, item, kind)
        save(root, turns.pop(0))
        return answer

    save(root, "二")
    with monkeypatch.context() as patch:
        patch.setattr(board_data, "load_file", load_file)
        getattr(build, look)(root, TODAY)
    for _ in range(2):
        assert build.build(root, TODAY).boards[0].built
        assert "存盘二" in "".join(path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html"))
    assert digest(root / "site") == clean(root, tmp_path / "clean")


def test_a_file_that_changes_all_the_time_is_told_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(root, "二")
    with monkeypatch.context() as patch:
        saving(patch, root, board._TURNS, before=False)
        outcome = build.build(root, TODAY)
    assert not outcome.boards[0].built
    assert [(p.code, p.source.file) for p in outcome.problems] == [("unreadable-file", FILE)]
    assert not any("存盘" in path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html"))
    assert build.build(root, TODAY).boards[0].built


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_no_more_is_remembered_than_fits(more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not remembered is looked at each time."""
    names = [f"{n}.csv" for n in range(4)]
    monkeypatch.setattr(glance, "_MOST", len(names) + more)
    put(tmp_path, "data/a/x.csv", *(f"data/b/{name}" for name in names))
    with glance.glanced(tmp_path, "data"):
        assert door.listed(tmp_path, "data/b") == names
        door.listed(tmp_path, "data/a")
        put(tmp_path, "data/a/y.csv", "data/b/y.csv")
        assert door.listed(tmp_path, "data/b") == names
        assert door.listed(tmp_path, "data/a") == (["x.csv"] if more > 0 else ["x.csv", "y.csv"])
        with glance.glanced(tmp_path, "data/b"):
            assert door.listed(tmp_path, "data/b") == [*names, "y.csv"], "another, since that one is full"


def test_all_who_ask_are_told_what_was_seen_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "data/a.csv", "data/b.csv", "other/c.csv")
    asked: list[str] = []
    scandir = os.scandir
    with glance.glanced(tmp_path, "data", "content"):
        monkeypatch.setattr(os, "scandir", lambda path: asked.append(Path(path).name) or scandir(path))
        for _ in range(2):
            with glance.glanced(tmp_path, "data"):
                assert door.files_in(tmp_path, "data") == ["data/a.csv", "data/b.csv"]
            assert door.listed(tmp_path, "other") == ["c.csv"]
        assert asked == ["data", "other", "other"]
        assert glance.moved(tmp_path, "data") == ""
        put(tmp_path, "data/c.csv")
        assert glance.moved(tmp_path, "data") == "data/c.csv"
        assert glance.moved(tmp_path, "content") == ""
        (tmp_path / "data/c.csv").unlink()
        with contents.one_run():
            held = contents.content_of(tmp_path, "data/a.csv").sha256
            (tmp_path / "data/a.csv").write_text("22")
            assert contents.content_of(tmp_path, "data/a.csv").sha256 == held
            # What was read is what it is taken for from there on, and that it was another is not forgotten though it be put back.
            assert door.read(tmp_path, "data/a.csv") == b"22"
            assert contents.content_of(tmp_path, "data/a.csv") == contents.content_from(b"22")
            assert glance.moved(tmp_path, "data") == "data/a.csv"
        with glance.glanced(tmp_path, "data", afresh=True):
            assert glance.moved(tmp_path, "data") == ""
    assert glance.moved(tmp_path, "data") == ""


@pytest.fixture
def staying(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that stays, on a disk whose clock is far ahead of all files: they rest."""
    monkeypatch.setattr(glance, "_newest", {})
    with build.staying():
        yield


def seen(root: Path, place: str) -> object:
    with glance.glanced(root, "data"):
        return glance.inside(f"{root}/{place}")


def test_a_folder_in_which_nothing_moved_is_known_again_as_the_very_same(tmp_path: Path, staying: None) -> None:
    put(tmp_path, "data/b/a.csv", "data/b/b.csv")
    at = (tmp_path / "data/b/a.csv").stat()
    first = seen(tmp_path, "data/b")
    assert seen(tmp_path, "data/b") is not first, "somebody may have written there within one tick of the disk's clock"
    glance.heard(at.st_dev, at.st_ctime_ns + 60 * 10**9)
    seen(tmp_path, "data/b")
    first = seen(tmp_path, "data/b")
    assert seen(tmp_path, "data/b") is first
    before = dict(first)  # type: ignore[call-overload]
    (tmp_path / "data/b/b.csv").write_text("2")
    os.utime(tmp_path / "data/b/b.csv", ns=(at.st_atime_ns, at.st_mtime_ns))  # whoever puts back its time
    moved = seen(tmp_path, "data/b")
    assert moved is not first
    assert [before[name] is now for name, now in moved.items()] == [True, False]  # type: ignore[attr-defined]
    with glance.glanced(tmp_path, "data"):
        known = glance.inside(f"{tmp_path}/data/b")
        (tmp_path / "data/b/a.csv").write_text("3")
        assert door.read(tmp_path, "data/b/a.csv") == b"3"
        assert known["a.csv"] is before["a.csv"], "what others have kept is not changed"
        assert glance.moved(tmp_path, "data") == "data/b/a.csv"


def test_what_is_made_of_a_folder_is_made_again_when_something_in_it_moved(tmp_path: Path, staying: None) -> None:
    put(tmp_path, "data/b/a.csv", "data/c/a.csv")
    glance.heard(tmp_path.stat().st_dev, tmp_path.stat().st_ctime_ns + 60 * 10**9)
    asked: list[str] = []

    @glance.of_folder
    def names(root: Path, place: str, more: object) -> tuple[str, ...]:
        asked.append(place)
        return tuple(door.listed(root, place))

    def told(more: object = None) -> list[tuple[str, ...]]:
        with glance.glanced(tmp_path, "data"):
            return [names(tmp_path, place, more) for place in door.folders(tmp_path, "data")]

    assert told() == told() == [("b", "c"), ("a.csv",), ("a.csv",)]
    assert asked == ["data", "data/b", "data/c"]
    put(tmp_path, "data/b/b.csv")
    assert told() == [("b", "c"), ("a.csv", "b.csv"), ("a.csv",)]
    assert asked[3:] == ["data", "data/b"], "a folder in which a name came looks otherwise from above too"
    with door.instead(tmp_path, {"data/c/typed.csv": b""}):
        assert told()[2] == ("a.csv", "typed.csv")
    assert told()[2] == ("a.csv",)
    asked.clear()
    one: list[str] = []
    assert told(one) == told(one)
    assert asked == ["data", "data/b", "data/c"], "another thing was given"


def test_a_board_of_files_that_rest_is_made_as_a_new_process_makes_it(root: Path, tmp_path: Path, staying: None) -> None:
    """They are not read again: what is changed, comes, goes, and may no longer be opened, is seen all the same."""
    save(root, "一")
    glance.heard(root.stat().st_dev, (root / FILE).stat().st_ctime_ns + 3600 * 10**9)
    other, table = root / FILE.replace("-a", "-b"), root / "data/villages/demo/notices/list.csv"
    steps = [
        lambda: save(root, "二"),
        lambda: other.write_text(NOTICE.format("又一篇"), encoding="utf-8"),
        lambda: table.write_text("户主,金额\n甲,1\n", encoding="utf-8"),
        lambda: other.write_text(NOTICE.format("又一篇").replace("标题", "附表: list.csv\n标题"), encoding="utf-8"),
        lambda: table.write_text("户主,金额\n甲,2\n", encoding="utf-8"),
        lambda: other.unlink(),
        lambda: table.unlink(),
        lambda: None,
    ]
    for number, step in enumerate(steps):
        step()
        outcome = build.build(root, TODAY)
        copy = tmp_path / f"copy{number}"
        again = build.check(Path(shutil.copytree(root, copy, ignore=shutil.ignore_patterns("build", "site"))), TODAY)
        assert {p.code for p in outcome.problems} >= {p.code for p in again.problems if p.severity.name == "ERROR"}
        if outcome.boards[0].built:
            assert digest(root / "site") == clean(copy, tmp_path / f"clean{number}")
