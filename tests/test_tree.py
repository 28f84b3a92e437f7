"""The door all writing goes through."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site import tree


def test_a_shared_file_is_one_file_until_it_is_put_anew(tmp_path: Path) -> None:
    source, target = tmp_path / "docs/a.csv", tmp_path / "site/deep/a.csv"
    tree.put(source, b"old")
    tree.share(source, target)
    assert source.samefile(target)
    tree.put(source, b"new")
    assert target.read_bytes() == b"old"
    tree.share(source, target)
    assert target.read_bytes() == b"new"


def test_a_disk_without_hard_links_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: object, target: object) -> None:
        raise OSError("no links")

    monkeypatch.setattr(os, "link", refuse)
    tree.put(tmp_path / "a", b"x")
    tree.share(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"x"
    assert not (tmp_path / "a").samefile(tmp_path / "b")


def test_what_is_not_there_is_not_shared(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        tree.share(tmp_path / "gone", tmp_path / "b")


def test_what_somebody_put_in_the_place_of_a_file_is_taken_away_with_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "sheet.png" / "inside").mkdir(parents=True)
    tree.take_away(tmp_path, "a/sheet.png")
    tree.take_away(tmp_path, "b/missing.png")
    assert not [*tmp_path.iterdir()]
