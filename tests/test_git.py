"""What git knows of a root, asked of small repositories made here."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import git
from generator.commit_times import _NEAR, in_order


def run_git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    """As its committer would, at 20:00 of the day before in Greenwich: 04:00 in China."""
    times = {f"GIT_{who}_DATE": f"{day}T04:00:00+0800" for who in ("AUTHOR", "COMMITTER")}
    names = {f"GIT_{who}_{what}": "clerk@example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | times | names
    )


def commit(folder: Path, files: dict[str, str | None], day: str) -> None:
    """``None`` takes a file away."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True) if text is None else target.write_text(text, encoding="utf-8")
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-qm", day, day=day)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose root is not its top, with a merge, and an attribute that would change what a checkout gets."""
    top = tmp_path_factory.mktemp("county")
    run_git(top, "init", "-q")
    commit(top, {".gitattributes": "*.csv text eol=crlf\n", "county/data/账.csv": "1\n", "other.txt": "x"}, "2026-01-01")
    commit(top, {"county/data/账.csv": "2\n"}, "2026-02-01")
    run_git(top, "checkout", "-qb", "draft")
    commit(top, {"county/data/新.csv": "n\n"}, "2026-02-10")
    run_git(top, "checkout", "-q", "main")
    run_git(top, "merge", "-q", "--no-ff", "-m", "merged", "draft", day="2026-03-01")
    commit(top, {"county/data/账.csv": None}, "2026-04-01")
    return top / "county"


def test_versions_of_a_file_stand_on_the_day_they_came_to_the_branch(county: Path) -> None:
    of = git.repository(county)
    assert (of.prefix, of.shallow, of.depth) == ("county/", False, 4)
    changes = [(v.commit.day.isoformat(), v.path, bool(v.blob)) for v in git.versions(of, ["data"])]
    assert changes == [
        ("2026-04-01", "data/账.csv", False),
        ("2026-03-01", "data/新.csv", True),
        ("2026-02-01", "data/账.csv", True),
        ("2026-01-01", "data/账.csv", True),
    ]
    assert [v.path for v in git.versions(of, ["data/账.csv"], date(2026, 1, 31))] == ["data/账.csv"]


@pytest.mark.parametrize(
    ("stated", "settled"),
    [
        ([1, 5, 9], [1, 5, 9]),
        ([5, 5, 5], [5, 5, 5]),
        ([50, 4, 60, 70], [50, 51, 60, 70]),
        ([50, 900, 60, 70], [50, 51, 60, 70]),
        ([50, 4, 5, 60], [3, 4, 5, 60]),  # more say so
        ([50, 4, 51, 60], [50, 50, 51, 60]),  # no day is left between them
        ([50, 60, 4], [50, 60, 61]),
        ([4, 50, 60], [4, 50, 60]),
        ([900, 50, 60, 70], [49, 50, 60, 70]),
        ([50, 50 - _NEAR, 60], [50, 50, 60]),  # two clocks at midnight
        ([50, 50 - _NEAR - 1, 60], [50, 51, 60]),
        ([50, 4], [50, 51]),
        ([50, 900], [50, 900]),
        ([], []),
    ],
)
def test_a_clock_that_was_wrong_does_not_turn_the_order(stated: list[int], settled: list[int]) -> None:
    assert in_order(stated) == settled


@given(st.lists(st.integers(0, 30)))
def test_days_never_turn_back_and_right_clocks_are_believed(days: list[int]) -> None:
    assert in_order(days) == sorted(in_order(days))
    assert len(in_order(days)) == len(days)
    assert in_order(sorted(days)) == sorted(days)


def test_contents_are_those_committed(county: Path) -> None:
    of = git.repository(county)
    first = git.as_of(of, date(2026, 1, 1)).id
    assert git.content(of, first, "data/账.csv") == b"1\n"
    assert git.content(of, of.head, "data/账.csv") is None
    assert git.files(of, of.head, ["data"]).keys() == {"data/新.csv"}


def test_a_commit_is_unpacked_below_a_folder_and_nothing_of_it_is_run(county: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name, value in {
        "core.fsmonitor": f"touch {ran}; false",
        "filter.bad.smudge": f"touch {ran}; cat",
        "diff.external": f"touch {ran}",
        "core.pager": f"touch {ran}",
        "log.showSignature": "true",
    }.items():
        run_git(county, "config", name, value)
    (county.parent / ".git/info/attributes").write_text("* filter=bad\n")
    of = git.repository(county)
    git.unpack(of, git.as_of(of, date(2026, 3, 15)).id, ["data"], tmp_path / "then")
    assert {p.relative_to(tmp_path / "then").as_posix(): p.read_bytes() for p in (tmp_path / "then").rglob("*.csv")} == {
        "data/账.csv": b"2\n",
        "data/新.csv": b"n\n",
    }
    assert git.versions(of, [])
    assert not ran.exists()


def test_a_clone_of_depth_one_says_how_to_get_the_rest(county: Path, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "-q", "--depth", "1", f"file://{county.parent}", "clone")
    of = git.repository(tmp_path / "clone/county")
    assert of.shallow
    assert of.depth == 1
    with pytest.raises(git.NoHistory, match="git fetch --unshallow"):
        git.as_of(of, date(2026, 2, 15))


def test_a_day_before_the_first_commit_has_no_state(county: Path) -> None:
    with pytest.raises(git.NoHistory, match="2025-12-31 那天 git 里还没有记录"):
        git.as_of(git.repository(county), date(2025, 12, 31))


def test_where_there_is_no_history_a_sentence_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(git.NoHistory, match="不在 git 里"):
        git.repository(tmp_path)
    run_git(tmp_path, "init", "-q")
    empty = git.repository(tmp_path)
    assert (empty.head, empty.depth, git.commits(empty), git.versions(empty, [])) == ("", 0, [], [])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(git.NoHistory, match="这台机器上没有 git"):
        git.repository(tmp_path)
    assert git.repository_or_none(tmp_path) is None


def test_a_hook_that_calls_us_does_not_choose_the_repository(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_git(tmp_path, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    assert git.repository(county).depth == 4


def test_a_root_beside_another_has_its_history_wherever_in_the_repository_that_lies(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "county").mkdir(parents=True)
    run_git(top, "init", "-q")
    commit(top, {"county/a.csv": "1"}, "2026-06-30")
    for place in (top, top / "county"):
        folder = tmp_path / f"beside-{place.name}"
        folder.mkdir()
        of = git.repository(place)
        there = git.repository(git.beside(of, folder))
        assert (there.prefix, there.head) == (of.prefix, of.head)
        assert [version.path for version in git.versions(there, [])] == [version.path for version in git.versions(of, [])]
