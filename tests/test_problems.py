"""The error museum: for every problem code a small tree with that fault alone, and the exact words it gets."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import generator.board
import generator.opened
import generator.place
from generator.build import Outcome, build, check
from generator.codes import CODES
from generator.config import Context
from generator.kind import Datasets
from generator.kinds import all_kinds
from generator.model import Problem
from generator.report.machine import as_json
from generator.report.text import as_text
from generator.site.engine_words import EngineError
from tests.committed import committed, git, put_right
from tests.conftest import ROOT

MUSEUM = Path(__file__).parent / "problems"
TODAY = date(2026, 11, 23)
KEYS = {"code", "severity", "file", "sheet", "row", "line", "column", "field", "message", "hint", "village"}


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
    _json_has_the_same(outcome)


def _json_has_the_same(outcome: Outcome) -> None:
    """What other programs read says as much, in its own shape."""
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
    """Check the tree of a code; what no data can cause is caused here, on a copy; so are names in Chinese."""
    if code == "internal-error":
        kinds = tuple(replace(k, checks=(_crooked_check,) if k.name == "ledger" else k.checks) for k in all_kinds())
        monkeypatch.setattr(generator.board, "all_kinds", lambda: kinds)
        return check(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if code == "board-moved":  # published under one address, then made under another
        root = shutil.copytree(MUSEUM / code, folder / "root")
        build(root, TODAY)
        (root / "data/villages/zhen").mkdir()
        (root / "data/villages/demo").rename(root / "data/villages/zhen/demo")
        return build(root, TODAY)
    if code == "engine-failed":
        monkeypatch.setattr("generator.site.make.make_site", _refuse)
        return build(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if code == "memory-short":
        monkeypatch.setattr("generator.site.make.make_site", _exhaust)
        return build(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if code == "theme-broken":
        root = shutil.copytree(MUSEUM / code, folder / "root")
        shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
        shutil.copy(ROOT / "mkdocs.yml", root)
        (root / "theme_overrides/404.html").write_text(
            '{% extends "main.html" %}\n{% block content %}\n<h1>{{ 标题 }</h1>\n', encoding="utf-8"
        )
        return build(root, TODAY)
    if code == "no-permission":
        monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("2026-03.csv"))
        return check(MUSEUM / code, TODAY, work=folder / "work")
    if code == "cover-missing":
        monkeypatch.setattr(generator.opened, "font_file", lambda: None)
        monkeypatch.setattr(generator.place, "font_file", lambda: None)
        return build(shutil.copytree(MUSEUM / code, folder / "root"), TODAY)
    if (MUSEUM / code / "before").is_dir():  # what was committed before it was changed
        return check(put_right(MUSEUM / code, folder / "root", date(2026, 4, 5)), TODAY)
    if code in ("former-missing", "history-shallow"):
        return check(_with_history(code, folder), TODAY)
    if (MUSEUM / code / "links.txt").is_file():
        return check(_linked(MUSEUM / code, folder / "root"), TODAY)
    if (MUSEUM / code / "names.txt").is_file():
        return check(_named(MUSEUM / code, folder / "root"), TODAY)
    return check(MUSEUM / code, TODAY, work=folder / "work")


def _with_history(code: str, folder: Path) -> Path:
    root = shutil.copytree(MUSEUM / code, folder / "root")
    places, days = root / "data/villages", (date(2026, 4, 5), date(2026, 4, 6))
    if code == "former-missing":
        for (old, new), day in zip((("demo", "jiacun"), ("jiacun", "demo")), days, strict=True):
            (places / old).rename(places / new)
            committed(root, day)
        return root
    for day in days:
        committed(root, day)
    git(folder, "clone", "--depth", "1", root.as_uri(), "clone")
    return folder / "clone"


def _named(source: Path, root: Path) -> Path:
    """A copy with the names in Chinese that names.txt says: in the repository every name is ASCII."""
    shutil.copytree(source, root)
    for line in (root / "names.txt").read_text(encoding="utf-8").splitlines():
        here, _, name = line.partition(" → ")
        (root / here).rename(root / name)
    return root


def _linked(source: Path, root: Path) -> Path:
    """A copy with the links that links.txt says: a checkout on Windows has none."""
    shutil.copytree(source, root)
    for line in (root / "links.txt").read_text(encoding="utf-8").splitlines():
        here, _, target = line.partition(" → ")
        (root / here).parent.mkdir(parents=True, exist_ok=True)
        (root / here).symlink_to(target)
    return root


def _crooked_check(datasets: Datasets, context: Context, *_: object) -> Iterator[Problem]:
    raise ZeroDivisionError("division by zero")


def _exhaust(*_: object) -> None:
    raise MemoryError


def _refuse(*_: object) -> None:
    raise EngineError("A reference to 'notices/2026-road.md' is not found")
