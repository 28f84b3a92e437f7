"""The error museum: for every problem code a small tree with that fault alone, and the exact words it gets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import generator.board
import generator.build
from generator.build import Outcome, build, check
from generator.codes import CODES
from generator.config import Context
from generator.kind import Datasets
from generator.kinds import all_kinds
from generator.model import Problem
from generator.report.machine import as_json
from generator.report.text import as_text
from generator.site.engine import EngineError

MUSEUM = Path(__file__).parent / "problems"
TODAY = date(2026, 11, 23)
KEYS = {"code", "severity", "file", "sheet", "row", "line", "column", "field", "message", "hint"}


def test_every_code_has_a_folder() -> None:
    assert {p.name for p in MUSEUM.iterdir() if p.is_dir()} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_words(code: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = _run(code, tmp_path, monkeypatch)
    found = {p.code for p in outcome.problems}
    assert code in found
    assert found == {code} or (MUSEUM / code / "note.txt").is_file(), "a second code needs its reason in note.txt"
    expected = MUSEUM / code / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(as_text(outcome.problems), encoding="utf-8", newline="")
    assert as_text(outcome.problems) == expected.read_bytes().decode("utf-8")


@pytest.mark.parametrize("code", CODES)
def test_json_shape(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = _run(code, tmp_path, monkeypatch)
    told = json.loads(as_json(outcome.problems))
    assert len(told) == len(outcome.problems) > 0
    for problem in told:
        assert set(problem) == KEYS
        assert problem["message"]
        assert problem["hint"]
        assert not Path(problem["file"]).is_absolute()


def test_crash_outside_the_checks_is_told_and_written_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = shutil.copytree(MUSEUM / "internal-error", tmp_path / "root")
    monkeypatch.setattr(generator.board, "load_board", _crooked_check)
    assert [p.code for p in check(root, TODAY).problems] == ["internal-error"]
    assert "ZeroDivisionError" in (root / "build" / "errors" / "demo.txt").read_text(encoding="utf-8")


def _run(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Check the tree of a code; five codes no data can cause, so those are caused here, on a copy; so are names in Chinese."""
    if code == "internal-error":
        kinds = tuple(replace(k, checks=(_crooked_check,) if k.name == "ledger" else k.checks) for k in all_kinds())
        monkeypatch.setattr(generator.board, "all_kinds", lambda: kinds)
    if code == "board-moved":  # published under one address, then made under another
        root = shutil.copytree(MUSEUM / code, folder / "root")
        build(root, TODAY)
        (root / "data/villages/zhen").mkdir()
        (root / "data/villages/demo").rename(root / "data/villages/zhen/demo")
        return build(root, TODAY)
    if code == "engine-failed":
        monkeypatch.setattr(generator.board, "make_site", _refuse)
        return build(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if code == "search-missing":
        monkeypatch.setattr(generator.build, "program", lambda: None)
        return build(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if code == "cover-missing":
        monkeypatch.setattr(generator.build, "font_file", lambda: None)
        return build(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if (MUSEUM / code / "names.txt").is_file():
        return check(_named(MUSEUM / code, folder / "root"), TODAY)
    return check(MUSEUM / code, TODAY)


def _named(source: Path, root: Path) -> Path:
    """A copy with the names in Chinese that names.txt says: in the repository every name is ASCII."""
    shutil.copytree(source, root)
    for line in (root / "names.txt").read_text(encoding="utf-8").splitlines():
        here, _, name = line.partition(" → ")
        (root / here).rename(root / name)
    return root


def _crooked_check(datasets: Datasets, context: Context, *_: object) -> Iterator[Problem]:
    raise ZeroDivisionError("division by zero")


def _refuse(*_: object) -> None:
    raise EngineError("A reference to 'notices/2026-road.md' is not found")
