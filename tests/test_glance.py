"""What comes in is looked at once a run, and what is published is of one moment: who saves a file meanwhile finds it published, now or with
the next run, as if all had been made anew."""

from __future__ import annotations

import os
import shutil
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
