"""What was made and is not what it was any more is not published, whatever its times say; where it must be, it is made anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.site import build_record as notes
from generator.site.publish import Refused
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_incremental import NOTICE
from tests.test_looks import change, clean
from tests.test_published import written_over, written_over_unseen
from tests.test_site import digest


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_tree(tmp_path_factory.mktemp("damaged"), {"ledger/2026-03.csv": GOOD_LEDGER})
    change(root, "一")
    assert build.build(root, TODAY).boards[0].built
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "root")
    return tmp_path / "root"


@pytest.mark.parametrize("word", ["一", "二"])
@pytest.mark.parametrize("also", ["lost", "written over, too"])
def test_what_somebody_wrote_there_and_put_its_time_back_is_not_published(also: str, word: str, root: Path, tmp_path: Path) -> None:
    """Nothing tells it but its bytes, and nobody has them otherwise: a cache was restored, with its times, where no site is."""
    written_over_unseen(root / "build/boards/demo/site/finance/index.html")
    shutil.rmtree(root / "build/before")
    if also == "lost":
        shutil.rmtree(root / "site")
    else:
        written_over_unseen(root / "site/demo/finance/index.html")
    change(root, word)
    want = clean(root, tmp_path / "clean")
    for _ in range(2):
        assert build.build(root, TODAY).boards[0].built
        assert digest(root / "site") == want


def test_what_is_written_over_again_and_again_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes there while it is made: what stands in the site stays."""
    there = digest(root / "site")

    def written(folder: Path, *rest: Any) -> notes.BuildSummary:
        told = notes_write(folder, *rest)
        written_over(folder / "site/guide/about/index.html")
        return told

    notes_write = notes.write
    monkeypatch.setattr(notes, "write", written)
    change(root, "二")
    with pytest.raises(Refused, match="别的程序改了"):
        build.build(root, TODAY)
    assert digest(root / "site") == there


def test_what_somebody_wrote_into_the_feed_of_a_board_that_stays_is_not_told_above_it(tmp_path: Path) -> None:
    """Nothing of the board is made in this run, so nobody has looked at what was."""
    notice = NOTICE.format(title="招租公示", day="2026-11-02", end="2026-11-20", table="", more="")
    root = write_tree(tmp_path / "root", {"notices/2026-0001.md": notice, "/data/villages/zhen/cun/village.yml": VILLAGE_YML})
    build.build(root, TODAY)
    feed = root / "build/boards/demo/site/feed.json"
    assert "招租公示" in feed.read_text(encoding="utf-8")
    feed.write_text(feed.read_text(encoding="utf-8").replace("招租公示", "evil"), encoding="utf-8")
    for name in ("乙村", "丙村"):
        write_tree(root, {"/data/villages/zhen/cun/village.yml": VILLAGE_YML.replace("甲村", name)})
        assert all(board.built for board in build.build(root, TODAY).boards)
        assert "招租公示" in (root / "site/feed.json").read_text(encoding="utf-8")
    assert not [path for path in (root / "site").rglob("*.*") if path.is_file() and b"evil" in path.read_bytes()]


def test_what_somebody_wrote_into_a_published_feed_as_gone_is_not_told_again(tmp_path: Path) -> None:
    notice = NOTICE.format(title="招租公示", day="2026-11-02", end="2026-11-20", table="", more="")
    root = write_tree(tmp_path / "root", {"notices/2026-0001.md": notice})
    build.build(root, TODAY)
    feed = root / "site/demo/feed.json"
    told = json.loads(feed.read_bytes())
    told["_gongkai"]["gone"].append({"id": "evil", "when": TODAY.isoformat()})
    feed.write_text(json.dumps(told), encoding="utf-8")
    change(root, "二")
    assert build.build(root, TODAY).boards[0].built
    assert not [path for path in (root / "site").rglob("*.*") if path.is_file() and b"evil" in path.read_bytes()]


@pytest.mark.parametrize("lost", ["_record", "."])
def test_what_is_kept_for_the_record_is_of_the_version_that_was_made(lost: str, root: Path) -> None:
    """Half of build/ was restored from another day."""
    change(root, "二")
    build.build(root, TODAY)
    kept = root / "build/boards/demo/served.json"
    old = kept.read_bytes()
    change(root, "三")
    build.build(root, TODAY)
    there = {path.name: path.read_bytes() for path in (root / "site/_record").iterdir()}
    kept.write_bytes(old)
    shutil.rmtree(root / "site" / lost)
    build.build(root, TODAY)
    now = {path.name: path.read_bytes() for path in (root / "site/_record").iterdir()}
    assert {name for name in there if now.get(name) != there[name]} == set()
