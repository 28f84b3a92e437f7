"""What others put into a cache with a right digest and a wrong form is nothing: no build ends with it, and nothing is written elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.compared import recalled
from generator.json_form import has_form, is_day
from generator.record.written import recalled as record_recalled
from generator.site import manifest
from generator.site.note import as_note
from generator.site.versions import KnownVersions
from tests.conftest import TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_incremental import notice
from tests.test_site import digest

LIKE = [
    (1, int, True),
    (True, int, False),
    (True, bool, True),
    (None, None, True),
    ("", None, False),
    ([], [], True),
    ([1], [], False),
    ([], [str], True),
    (["a", 1], [str], False),
    (["a", 1], [str, int], True),
    (["a"], [str, int], False),
    ([["a"], []], [[str]], True),
    ("ab", [str], False),
    ({"a": 1}, {str: int}, True),
    ({"a": "1"}, {str: int}, False),
    ({"a": 1, "b": 2}, {"a": int}, True),
    ({"b": 2}, {"a": int}, False),
    ([], {str: int}, False),
    (None, ([str], None), True),
    (1, ([str], None), False),
]


@pytest.mark.parametrize(("told", "form", "like"), LIKE)
def test_a_form_is_this_form(told: object, form: object, like: bool) -> None:
    assert has_form(told, form) is like


def test_a_day_is_written_as_we_write_it() -> None:
    assert is_day("2026-11-30")
    assert not any(map(is_day, ("", "20261130", "2026-13-01", "2026-11-31", "2026-W48-1", "x")))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    root = write_tree(tmp_path_factory.mktemp("form"), {"ledger/2026-03.csv": GOOD_LEDGER, "notices/road.md": notice("修路")})
    build(root, TODAY)
    return root, digest(root / "site")


@pytest.fixture
def root(kept: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept[0], tmp_path / "deep/er/root"))


WRONG_SAYINGS = [
    *({key: 5} for key in ("problems", "years", "name", "former", "compared", "note", "standing", "due", "extra")),
    {"problems": [["no-such-code", ["f", 1, 1, "", "", ""], "m", "h", "e"]]},
    {"problems": [[1]]},
    {"former": [5]},
    {"former": ["../../x"]},
    {"due": [["账", "2026-13-01"]]},
    {"standing": [1, 2]},
    {"fed": [1, 2]},
    {"latest": "x"},
    *({key: "\ud800"} for key in ("name", "note", "town", "phone")),
    {"years": ["\ud800"]},
    {"former": ["\ud800"]},
    {"slug": "other"},
    {"may": {}},
]


@pytest.mark.parametrize("said", WRONG_SAYINGS)
def test_what_no_build_says_of_a_board_is_not_said(said: dict[str, object], root: Path, kept: tuple[Path, dict[str, str]]) -> None:
    file = root / "build/boards/demo/brief.json"
    told: Any = manifest.recall(file)
    told["result"] |= said
    manifest.save(file, told)
    outcome = build(root, TODAY)
    assert [p.code for p in outcome.problems if p.code == "internal-error"] == []
    assert digest(root / "site") == kept[1]
    assert manifest.recall(file) != told


def test_what_is_not_said_of_a_board_is_not_missed(root: Path, kept: tuple[Path, dict[str, str]]) -> None:
    file = root / "build/boards/demo/brief.json"
    told: Any = manifest.recall(file)
    for key in [*told["result"]]:
        manifest.save(file, {**told, "result": {name: of for name, of in told["result"].items() if name != key}})
        build(root, TODAY)
        assert manifest.recall(file) == told, key
    assert digest(root / "site") == kept[1]


UP = "../../../../outside/keep"
WRONG_NOTES = [
    *({key: 5} for key in ("name", "may", "ends", "rests", "fades", "pages", "undated", "compared", "read")),
    {"may": {"a": [5]}},
    {"may": {"a": [""]}},
    {"fades": {"a": None}},
    {"ends": {"a": 1}},
    {"rests": {"a": 5}},
    {"name": "\ud800"},
    {"fades": {"\ud800.md": "2026-01-01"}},
    {"rests": {f"{UP}.md": None}},
    {"fades": {f"{UP}.md": "2026-01-01"}},
    {"pages": {f"{UP}.md": []}},
    {"pages": {"finance/2026-03.md": [f"{UP}.md"]}},
]


@pytest.mark.parametrize("noted", WRONG_NOTES)
def test_a_note_of_another_form_is_none(noted: dict[str, object], root: Path) -> None:
    outside = root.parent.parent / "outside"
    outside.mkdir()
    for file in (root / "build/published").rglob("*.json"):
        told: Any = manifest.recall(file)
        if told and "name" in (told.get("note") or {}):
            assert as_note(told["note"])
            told["note"] |= noted
            assert as_note(told["note"]) is None
            manifest.save(file, told)
    write_tree(root, {"ledger/2026-03.csv": "不是账", "notices/road.md": notice("修桥", date(2026, 11, 21))})
    shutil.copytree(root, root.with_name("later"))
    for place, day in ((root, TODAY), (root.with_name("later"), TODAY + timedelta(days=90))):
        assert not [p for p in build(place, day).problems if p.code == "internal-error"]
        assert "修路" not in "".join(path.read_text(encoding="utf-8") for path in (place / "site/demo").rglob("*.html"))
    assert [*outside.iterdir()] == []


@pytest.mark.parametrize(
    "told",
    [None, 5, {}, [5], [{"what": "income", "of": 5, "number": 1, "files": []}], [{"what": "income", "of": "", "number": 1, "files": "ab"}]],
)
def test_figures_of_another_form_are_none(told: object) -> None:
    assert recalled(told) == ()


def test_a_file_may_be_called_note(tmp_path: Path) -> None:
    files = {"a}": "0" * 32, "note": "1" * 32, '},"note":': "2" * 32}
    KnownVersions(tmp_path).keep("0" * 32, files, b'{"note":1}')
    fresh = KnownVersions(tmp_path)
    text = (tmp_path / f"{'0' * 32}.json").read_bytes()
    (tmp_path / f"{'0' * 32}.json").write_bytes(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.versions._written", {})
        assert fresh.files("0" * 32) == files
    assert fresh.note("0" * 32) == {"note": 1}


def spoil_root(about: list[Any]) -> None:
    about[1] = "0" * 64


def spoil_spans(about: list[Any]) -> None:
    about[2] = ["00" * 32]


def more_spans(about: list[Any]) -> None:
    about[2] *= 2


def lose_a_page(about: list[Any]) -> None:
    del about[3][0]


def no_page(about: list[Any]) -> None:
    about[3][0] = [about[3][0][0], [None, "", True, []]]


@pytest.mark.parametrize("spoil", [spoil_root, spoil_spans, more_spans, lose_a_page, no_page])
def test_a_record_that_is_not_of_its_file_is_none(spoil: Callable[[list[Any]], None], root: Path) -> None:
    told: Any = manifest.recall(root / "build/boards/demo/recorded.json")
    text = (root / "site/demo/record.json").read_text(encoding="utf-8")
    assert record_recalled(text, told[1:])
    spoil(told)
    assert record_recalled(text, told[1:]) is None
