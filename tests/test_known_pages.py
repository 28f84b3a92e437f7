"""What an earlier run knew of the pages of documents is what would be worked out now, and nothing else is taken for it."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from generator import rests_on
from generator.build import build
from generator.shown import Page
from generator.site import manifest
from generator.site.lines import keep_lines, lines_in
from tests.conftest import TODAY, write_tree
from tests.test_incremental import clean, ledgers, notice
from tests.test_site import digest

FILES = {**{f"notices/{n}.md": notice(f"第{n}号公示", TODAY) for n in ("one", "two")}, **ledgers(200)}
ROW = {"ledger/2026-10.csv": ledgers(200, "甲")["ledger/2026-10.csv"]}


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pages of which it is worked out what they rest on."""
    asked: list[str] = []
    real = rests_on._files_of
    monkeypatch.setattr(rests_on, "_files_of", lambda page: asked.append(page.path) or real(page))
    return asked


def notices(asked: list[str]) -> list[str]:
    told = sorted(path for path in asked if path.startswith("notices/") and path != "notices/index.md")
    asked.clear()
    return told


def test_a_row_of_the_books_asks_nothing_of_the_documents(tmp_path: Path, worked_out: list[str]) -> None:
    root = write_tree(tmp_path / "root", FILES)
    both = ["notices/one.md", "notices/two.md"]
    build(root, TODAY)
    assert notices(worked_out) == both
    write_tree(root, ROW)
    build(root, TODAY)
    assert notices(worked_out) == []
    write_tree(root, {"notices/one.md": notice("改过的公示", TODAY)})
    build(root, TODAY)
    assert notices(worked_out) == both, "another may tell of it"
    build(root, TODAY + timedelta(1))
    assert notices(worked_out) == both, "a page may say otherwise on another day"


def test_with_what_is_recalled_the_site_and_its_notes_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(tmp_path / "root", FILES)
    build(root, TODAY)
    write_tree(root, ROW)
    asked: list[Page] = []
    real = Page.own.fget
    assert real
    monkeypatch.setattr(Page, "own", property(lambda page: asked.append(page) or real(page)))
    build(root, TODAY)
    assert asked
    assert not [page.path for page in asked if page.template == "document"]
    assert clean(root, TODAY, tmp_path / "again") == digest(root / "site")
    recalled, anew = (manifest.recall(place / "build/boards/demo/note.json") for place in (root, tmp_path / "again"))
    assert recalled["note"]["rests"] == anew["note"]["rests"]  # type: ignore[index, call-overload]


PUT = ("[]", "0", "no", '["x",{}]', '[null,{"notices/one.md":["a",[],""]}]', '{"a":1}', "of another", "other form")


@pytest.mark.parametrize("put", PUT)
def test_what_is_not_of_these_pages_is_nothing(put: str, tmp_path: Path, worked_out: list[str]) -> None:
    root = write_tree(tmp_path / "root", FILES)
    build(root, TODAY)
    file = root / "build/boards/demo/pages.json"
    stored = file.read_bytes()
    mark = stored.partition(b"\n")[0].decode()
    made_of, pages = json.loads(lines_in(stored, mark)["notices"])
    if put == "of another":
        put = json.dumps([made_of, {**pages, "notices/three.md": ["a", [], ""]}])
    elif put == "other form":
        put = json.dumps([made_of, {path: [own, files, 1] for path, (own, files, _) in pages.items()}])
    keep_lines(file, mark, {"notices": put.encode()})
    worked_out.clear()
    write_tree(root, ROW)
    build(root, TODAY)
    assert "notices/one.md" in notices(worked_out)
    assert file.read_bytes() == stored, "and what is right is kept"


def test_each_field_of_a_page_is_of_its_maker_or_known_later() -> None:
    page = Page("a.md", "甲", "t", "p", print)
    assert len(page.own) + len(page.around) == len(fields(page))
    noted = page.but(notes=(("", "x"),))
    assert (noted.own, noted.around == page.around) == (page.own, False)
