"""Both sites, of which only folders are looked at, and of one the files known to be in them: what somebody writes there never comes, and
never stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import build
from generator.site import intact, known_folders, known_looks, manifest
from generator.site.marker import FRONT, boards
from generator.site.publish import aside
from tests.conftest import TODAY, VILLAGE_YML, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_published import WRITES, written_over_unseen
from tests.test_site import digest

LATER = 10 * 10**9


def rename(root: Path, name: str) -> None:
    """The other board changes, and what stands above both."""
    write_tree(root, {"/data/villages/zhen/cun/village.yml": VILLAGE_YML.replace("甲村", name)})
    assert all(board.built for board in build.build(root, TODAY).boards)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_tree(tmp_path_factory.mktemp("folders"), {"ledger/2026-03.csv": GOOD_LEDGER})
    rename(root, "乙村")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Published several times by whom a disk's clock has moved on: every folder of the board that did not change is known."""
    real = known_folders.disk_clock
    monkeypatch.setattr(known_folders, "disk_clock", lambda folder: (real(folder)[0], real(folder)[1] + LATER))
    root = tmp_path / "root"
    shutil.copytree(made, root)
    shutil.rmtree(root / "build/before")
    for name in ("丙村", "丁村", "戊村"):
        rename(root, name)
    return root


def gone_through(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders of the untouched board that the next run goes through, in both sites."""
    sites = root / "site", aside(root / "site", root / "build")
    seen: list[str] = []
    real = intact.entries
    monkeypatch.setattr(intact, "entries", lambda folder: (seen.append(folder), real(folder))[1])
    rename(root, "己村")
    return [folder for folder in seen if any(Path(folder).is_relative_to(site / "demo") for site in sites)]


def test_folders_that_are_as_they_were_are_not_gone_through(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gone_through(root, monkeypatch) == []


def test_what_was_changed_just_now_is_gone_through(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a tick of the disk's clock it may be changed again and look the same."""
    real = known_folders.disk_clock
    monkeypatch.setattr(known_folders, "disk_clock", lambda folder: (real(folder)[0], real(folder)[1] - LATER))
    assert gone_through(root, monkeypatch) != []


@pytest.mark.parametrize("what", WRITES)
def test_what_somebody_writes_into_the_site_aside_never_comes(what: str, root: Path) -> None:
    before = aside(root / "site", root / "build")
    clean = digest(root / "site/demo")
    WRITES[what](before)
    for name in ("己村", "庚村"):
        rename(root, name)
        assert not [p for p in (root / "site").rglob("*") if p.is_file() and b"evil" in p.read_bytes() + p.name.encode()]
        assert digest(root / "site/demo") == clean


@pytest.mark.parametrize("what", WRITES)
def test_what_somebody_writes_into_the_site_does_not_stay(what: str, root: Path) -> None:
    clean = digest(root / "site/demo")
    WRITES[what](root / "site")
    rename(root, "己村")
    assert not [p for p in (root / "site").rglob("*") if p.is_file() and b"evil" in p.read_bytes() + p.name.encode()]
    assert digest(root / "site/demo") == clean


def test_what_is_written_over_in_a_known_folder_is_seen(root: Path) -> None:
    """Its folder tells nothing of it, in neither site, of which both have the same file."""
    clean, file = digest(root / "site/demo"), root / "site/demo/index.html"
    assert file.samefile(aside(root / "site", root / "build") / "demo/index.html")
    written_over_unseen(file)
    for name in ("己村", "庚村"):
        rename(root, name)
        assert digest(root / "site/demo") == clean


@pytest.fixture
def county(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its files were all asked just now."""
    monkeypatch.setattr(known_looks, "MANY", 2)
    rename(root, "己村")
    return root


def hours_later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    real = known_folders.disk_clock
    monkeypatch.setattr(known_folders, "disk_clock", lambda folder: (real(folder)[0], real(folder)[1] + hours * 3600 * 10**9))


@pytest.mark.parametrize("hours", [1, 23, 24])
def test_of_a_county_the_files_of_boards_that_stay_are_asked_once_a_day(hours: int, county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written over in place tells its folder nothing."""
    clean = digest(county / "site/demo")
    written_over_unseen(county / "site/demo/index.html")
    hours_later(monkeypatch, hours)
    for name in ("庚村", "辛村"):
        rename(county, name)
        assert (digest(county / "site/demo") == clean) is (hours == 24)


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_of_fewer_boards_each_run_asks_all(more: int, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = digest(root / "site/demo")
    monkeypatch.setattr(known_looks, "MANY", len(boards(root / "site").keys() - {FRONT}) + more)
    rename(root, "己村")
    written_over_unseen(root / "site/demo/index.html")
    rename(root, "庚村")
    assert (digest(root / "site/demo") == clean) is (more > 0)


def test_nor_before_where_the_clock_was_put_back(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = digest(county / "site/demo")
    written_over_unseen(county / "site/demo/index.html")
    hours_later(monkeypatch, -1)
    rename(county, "庚村")
    assert digest(county / "site/demo") == clean


@pytest.mark.parametrize("where", ["site", "before"])
def test_a_board_of_a_county_that_changes_is_asked_at_once(where: str, county: Path) -> None:
    """None of what was written over comes with what is new."""
    folder = county / "site" if where == "site" else aside(county / "site", county / "build")
    written_over_unseen(folder / "demo/index.html")
    write_tree(county, {"ledger/2026-03.csv": GOOD_LEDGER.replace("买纸", "买笔")})
    for name in ("庚村", "辛村"):
        rename(county, name)
        assert not [p for p in (county / "site").rglob("*") if p.is_file() and b"evil" in p.read_bytes()]
    other = write_tree(county.parent / "clean", {"ledger/2026-03.csv": GOOD_LEDGER.replace("买纸", "买笔")})
    rename(other, "辛村")
    assert digest(county / "site/demo") == digest(other / "site/demo")


def test_who_builds_a_county_again_has_all_files_asked(county: Path) -> None:
    clean = digest(county / "site")
    written_over_unseen(county / "site/demo/index.html")
    build.build(county, TODAY)
    assert digest(county / "site") == clean


IN_PLACE = ("a page changed", "a page changed and its time put back")


@pytest.mark.parametrize("what", WRITES)
def test_what_else_somebody_does_to_a_board_of_a_county_is_seen_at_once(what: str, county: Path) -> None:
    clean = digest(county / "site/demo")
    WRITES[what](county / "site")
    rename(county, "庚村")
    assert (digest(county / "site/demo") == clean) is (what not in IN_PLACE)


@pytest.mark.parametrize("where", ["", "demo/"])
def test_of_a_board_that_comes_from_the_site_once_more_all_files_are_asked(where: str, county: Path) -> None:
    """Where somebody wrote aside, above the boards or into one, that is brought anew; what was written over in the site meanwhile would be
    known as ours from then on."""
    clean = digest(county / "site/demo")
    written_over_unseen(county / "site/demo/index.html")
    (aside(county / "site", county / "build") / f"{where}foreign.html").write_text("evil", encoding="utf-8")
    for name in ("庚村", "辛村"):
        rename(county, name)
        assert digest(county / "site/demo") == clean


@pytest.mark.parametrize("where", ["site", "before"])
def test_a_township_that_was_put_elsewhere_is_no_folder_of_ours(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though all below it is as it was."""
    real = known_folders.disk_clock
    monkeypatch.setattr(known_folders, "disk_clock", lambda folder: (real(folder)[0], real(folder)[1] + LATER))
    root = write_tree(tmp_path / "root", {"/data/villages/zhen/still/village.yml": VILLAGE_YML.replace("甲村", "静村")})
    for name in ("丙村", "丁村", "戊村"):
        rename(root, name)
    clean = digest(root / "site/zhen/still")
    town = (root / "site" if where == "site" else aside(root / "site", root / "build")) / "zhen"
    town.rename(tmp_path / "elsewhere")
    town.symlink_to(tmp_path / "elsewhere")
    for name in ("己村", "庚村"):
        rename(root, name)
        assert not (root / "site/zhen").is_symlink()
        assert digest(root / "site/zhen/still") == clean


def test_a_folder_that_was_put_back_is_another(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where somebody gives it its time again."""
    before = aside(root / "site", root / "build")
    at = (before / "demo/finance").stat()
    (before / "demo/finance").rename(before / "finance")
    shutil.copytree(before / "finance", before / "demo/finance", copy_function=os.link)
    (before / "demo/finance/foreign.html").write_text("evil", encoding="utf-8")
    shutil.rmtree(before / "finance")
    os.utime(before / "demo/finance", ns=(at.st_atime_ns, at.st_mtime_ns))
    assert gone_through(root, monkeypatch) != []
    assert not list((root / "site").rglob("foreign.html"))


FORGED: dict[str, Callable[[dict[str, object]], object]] = {
    "an empty look": lambda told: told | {"sites": [""]},
    "no look": lambda told: told | {"sites": []},
    "no folder": lambda told: told | {"names": {}, "sites": [""]},
    "a file elsewhere": lambda told: told | {"names": {"": "../../index.html"}},
    "no names": lambda told: told | {"names": {"": 1}},
    "no list": lambda told: "x",
}


@pytest.mark.parametrize("how", FORGED)
def test_what_others_left_of_it_in_build_is_not_believed(how: str, root: Path) -> None:
    (file,) = (root / "build/published").rglob("folders.json")
    told = manifest.recall(file)
    assert isinstance(told, dict)
    manifest.save(file, {name: FORGED[how](looks) for name, looks in told.items()})
    before = aside(root / "site", root / "build")
    shutil.rmtree(before / "demo/finance")
    (before / "demo/foreign.html").write_text("evil", encoding="utf-8")
    clean = digest(root / "site/demo")
    rename(root, "己村")
    assert digest(root / "site/demo") == clean


def test_a_new_site_has_one_aside_at_once_that_shares_its_files(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY)
    site, before = root / "site", aside(root / "site", root / "build")
    assert digest(before) == digest(site)
    assert (before / "demo/index.html").samefile(site / "demo/index.html")


def test_where_files_cannot_be_shared_none_is_copied_before_it_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})

    def link(*of: object) -> None:
        raise OSError("no hard links")

    monkeypatch.setattr(os, "link", link)
    build.build(root, TODAY)
    assert not aside(root / "site", root / "build").exists()
    rename(root, "乙村")
    rename(root, "丙村")
    assert digest(aside(root / "site", root / "build")) == digest(root / "site")


def test_what_stands_aside_is_found_again_where_all_of_it_was_moved(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "one", {"ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY)
    root = root.rename(tmp_path / "two")
    rename(root, "乙村")
    assert [*(root / "build/before").iterdir()] == [aside(root / "site", root / "build")]
