"""build/ is a cache that others may have written: nothing in it runs, leads out of it, or changes what comes out."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.compiled import compiled_templates
from generator.gate import Clean
from generator.kinds import all_kinds
from generator.load.board_data import Memory, load_board
from generator.model import Dataset, Head, Row
from generator.shown import Table, TableColumn
from generator.site import build_record as notes
from generator.site import manifest, marker, memory, parcel, stored_dataset
from generator.site.tree import below, clear
from tests.conftest import ROOT, TODAY, examples
from tests.test_incremental import clean, tree
from tests.test_site import digest

PROGRAM = "p"


@dataclass(frozen=True)
class Built:
    """A root that was built twice, so that there is a site before; kept as it was, and its site with and without one file."""

    root: Path
    kept: Path
    site: dict[str, str]
    later: dict[str, str]


CHANGED = "data/villages/demo/honors/2025.csv"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("cache")
    root = tree(place / "root")
    build.build(root, TODAY - timedelta(days=1))
    build.build(root, TODAY)
    kept, site = Path(shutil.copytree(root, place / "kept")), digest(root / "site")
    (root / CHANGED).unlink()
    return Built(root, kept, site, clean(root, TODAY, place / "clean"))


@pytest.fixture
def root(built: Built) -> Path:
    """The root as it was built, always at the same place: where the site before lies depends on it."""
    clear(built.root)
    clear(built.root.parent / "outside")
    return Path(shutil.copytree(built.kept, built.root))


class Bomb:
    """Touches a file when a pickle of it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.target,))


def test_nothing_in_the_cache_is_run(root: Path, built: Built, tmp_path: Path) -> None:
    went_off = tmp_path / "went off"
    bomb = pickle.dumps(Bomb(went_off))
    for folder in (root / "build").rglob("*"):
        if folder.is_dir():
            for name in ("datasets.pickle", "x.pyc", "conftest.py", "sitecustomize.py"):
                (folder / name).write_bytes(bomb if name.endswith(".pickle") else f"open({str(went_off)!r}, 'w')".encode())
    for board in ("demo", "other"):
        with sqlite3.connect(root / f"build/boards/{board}/datasets.db") as base:
            base.execute("create table datasets (file text primary key, program text, content blob, digest text)")
            base.execute("insert into datasets values ('x', 'p', ?, ?)", (bomb, manifest.digest(bomb)))
        shutil.rmtree(root / f"build/boards/{board}/site")
    compiled = compiled_templates()
    assert compiled is None or not compiled.is_relative_to(root)
    assert not list((root / "build").rglob("*.cache"))
    outcome = build.build(root, TODAY)
    assert all(each.built for each in outcome.boards)
    assert not went_off.exists()
    assert digest(root / "site") == built.site


def forged(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    """A cache file changed by somebody who knows how its digest is made."""
    told = manifest.recall(path)
    assert isinstance(told, dict)
    change(told)
    manifest.save(path, told)


UP = "../../../../outside/keep.txt"


def forge_docs(root: Path) -> None:
    for board in ("demo", "other"):
        forged(root / f"build/boards/{board}/made.json", lambda told: told["items"].update({"x": ["id", [UP, "a/../" + UP]]}))  # type: ignore[attr-defined]
        (root / f"build/boards/{board}/brief.json").unlink()


def forge_site(root: Path) -> None:
    for board in ("demo", "other"):
        forged(root / f"build/boards/{board}/made.json", lambda told: told["files"].update({UP: "0" * 32, "/etc/passwd": "0" * 32}))  # type: ignore[attr-defined]


def forge_published(root: Path) -> None:
    for path in (root / "build/published").rglob("*.json"):
        forged(path, lambda told: told.update({UP: "0" * 32}))


def forge_marker(root: Path) -> None:
    for mark in [*(root / "build/before").glob("*/.gongkai"), root / "site/.gongkai"]:
        mark.write_bytes(mark.read_bytes() + f"../../../outside {'0' * 32}\n{root.parent / 'outside'} {'1' * 32}\n.. {'2' * 32}\n".encode())


def forge_versions(root: Path) -> None:
    for mark in (root / "build/before").glob("*/.gongkai"):
        mark.write_text("".join(f"{line.split(' ')[0]} ../../../outside/keep\n" for line in mark.read_text().splitlines()))


def link_docs(root: Path) -> None:
    for board in ("demo", "other"):
        instead(root / f"build/boards/{board}/docs", root.parent / "outside")


def link_inside_docs(root: Path) -> None:
    instead(root / "build/boards/demo/docs/finance", root.parent / "outside")
    instead(root / "build/boards/demo/docs/index.md", root.parent / "outside/keep.txt")


def link_site(root: Path) -> None:
    instead(root / "build/boards/demo/site", root.parent / "outside")
    instead(root / "build/boards/other/site/index.html", root.parent / "outside/keep.txt")


def link_boards(root: Path) -> None:
    instead(root / "build/boards", root.parent / "outside")


def link_board(root: Path) -> None:
    instead(root / "build/boards/demo", root.parent / "outside")


def link_published(root: Path) -> None:
    instead(root / "build/published", root.parent / "outside")


def link_before(root: Path) -> None:
    for folder in list((root / "build/before").iterdir()):
        instead(folder, root.parent / "outside")


def link_inside_before(root: Path) -> None:
    for folder in (root / "build/before").iterdir():
        instead(folder / "demo/finance", root.parent / "outside")
        instead(folder / "other/index.html", root.parent / "outside/keep.txt")


def link_aside(root: Path) -> None:
    """Where a file is written before it takes its place."""
    for folder in ("build/boards/demo", "build/boards/demo/docs", "build/published"):
        for name in ("made.json", "brief.json", "index.md", "datasets.json"):
            instead(root / folder / f".{name}.new", root.parent / "outside/keep.txt")


def instead(path: Path, target: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(target)


HOSTILE = [forge_docs, forge_site, forge_published, forge_marker, forge_versions]
HOSTILE += [link_docs, link_inside_docs, link_site, link_boards, link_board, link_published, link_before, link_inside_before, link_aside]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_path_in_the_cache_leads_out_of_it(hostile: Callable[[Path], None], root: Path, built: Built) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    for name in ("keep.txt", "index.html", "keep.json", "demo/index.html"):
        (outside / name).parent.mkdir(exist_ok=True)
        (outside / name).write_text("不可外传", encoding="utf-8")
    before = digest(outside)
    hostile(root)
    assert list((root / "build").glob("before/*")) or "boards" in hostile.__name__
    (root / CHANGED).unlink()  # something to make and something to take away
    outcome = build.build(root, TODAY)
    assert [p for p in outcome.problems if p.code == "internal-error"] == []
    assert all(each.built for each in outcome.boards)
    assert digest(outside) == before
    for top in ("site", "build/before"):
        for path in (root / top).rglob("*"):
            assert not path.is_symlink(), path
            assert path.is_dir() or "不可外传".encode() not in path.read_bytes(), path
    assert digest(root / "site") == built.later


def test_a_cache_that_is_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    instead(root / "build", tmp_path / "outside")
    (found,) = build.build(root, TODAY).problems
    assert (found.code, found.source.file) == ("strange-file", "build")
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_cache_gives_what_none_gives(seed: int, root: Path, built: Built) -> None:
    """Some bytes of a third of all its files changed, cut off or doubled; then all of it is needed."""
    rng = random.Random(seed)
    files = sorted(p for p in (root / "build").rglob("*") if p.is_file() and p.name != "lock")
    shutil.rmtree(root / "build/before")  # whether the site before is whole is the publisher's question
    files = [path for path in files if path.exists()]
    for path in rng.sample(files, len(files) // 3) + sorted((root / "build").rglob("*.json"))[seed::4]:
        content = bytearray(path.read_bytes())
        at = rng.randrange(len(content) + 1)
        match rng.randrange(4):
            case 0:
                del content[at:]
            case 1:
                content[at:at] = content[at : at + 40]
            case 2 if at < len(content):
                content[at] ^= 1 << rng.randrange(8)
            case _:
                content[at : at + 8] = rng.randbytes(8)
        path.unlink()  # the same file may be in two places
        path.write_bytes(bytes(content))
    shutil.rmtree(root / "site")
    outcome = build.build(root, TODAY)
    assert [p for p in outcome.problems if p.code == "internal-error"] == []
    assert digest(root / "site") == built.site


# --- one by one ------------------------------------------------------------------------------


PATHS = st.text(st.sampled_from("ab./\\\0:~ 村\n"), max_size=12) | st.text(max_size=12)


@examples(100)
@given(PATHS)
def test_a_path_that_stays_below_stays_below(path: str) -> None:
    if below(path):
        assert os.path.normpath(os.path.join("/top", path)).startswith("/top/")
        assert not os.path.isabs(path)


@examples(60)
@given(st.lists(PATHS | st.sampled_from(["demo", "town/demo", ".", "..", "/", "../x"]), max_size=4), st.text(max_size=40))
def test_a_marker_names_boards_only(slugs: list[str], version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = [f"{slug} {found}" for slug in slugs for found in (version, "0" * 32, "../x")]
        (Path(folder) / marker.MARKER).write_bytes("\n".join(lines).encode(errors="replace"))
        for slug, found in marker._marked(Path(folder)).items():
            assert slug == "." or all(part.isascii() and part.strip(".") for part in slug.split("/"))
            assert "/" not in found
            assert "." not in found


@pytest.fixture(scope="module")
def datasets() -> Memory:
    """What the sample boards say."""
    found: Memory = {}
    for slug in ("shifan", "dongxian"):
        one: Memory = {}
        load_board(ROOT, slug, all_kinds(), one)
        found |= one
    return found


def test_every_dataset_comes_back_as_it_was(datasets: Memory, tmp_path: Path) -> None:
    memory.keep(tmp_path, PROGRAM, {}, datasets)
    back = memory.recall(tmp_path, PROGRAM)
    assert back == datasets
    assert {type(value) for d in back.values() for row in d.rows for value in row.values} >= {int, str, date, Decimal, tuple, type(None)}
    assert memory.recall(tmp_path, "another") == {}
    some = {file: back[file] for file in sorted(back)[::2]}
    memory.keep(tmp_path, PROGRAM, back, some)
    assert memory.recall(tmp_path, PROGRAM) == some


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)


@examples(60)
@given(st.lists(st.tuples(st.text(max_size=4) | st.sampled_from(["=", "s=", "d2026-01-01"]), VALUES), min_size=1, max_size=4))
def test_any_row_comes_back_as_it_was(cells: list[tuple[str, object]]) -> None:
    texts, values = zip(*cells, strict=True)
    head = Head("a/b.csv", tuple(map(str, range(len(cells)))), tuple("ABCD"[: len(cells)]), "表")
    row = Row(head, 3, 4, texts, values, frozenset({"0"}), frozenset(), (4,) * len(cells))
    table = Table("t", "表", (TableColumn("甲"),), tuple((value,) for value in values), ("合计",))
    data = Dataset(
        "k",
        "b",
        "a/b.csv",
        (row, row),
        stated_rows=(("total", row),),
        body="文",
        tables=(table,),
        attachments=("a/c.pdf",),
        unreadable_rows=(7,),
    ).as_read("0")
    assert stored_dataset.decoded(json.loads(json.dumps(stored_dataset.encoded(data)))) == data


@pytest.mark.parametrize("cells", [(), ("a",), ("a", "b", "c")])
def test_rows_and_tables_that_have_not_their_columns_are_none(cells: tuple[str, ...]) -> None:
    """Who reads the file makes none; were there one, it would be read each time and never taken for another."""
    whole = Row(Head("x.csv", ("a", "b")), 1, 1, ("a", "b"), ("a", "b"))
    table = Table("t", "", (TableColumn("a", "text", 1), TableColumn("b", "text", 1)), (("a", "b"), cells))
    for data in (
        Dataset("ledger", "2026-03", "x.csv", (whole, replace(whole, texts=cells, values=cells))),
        Dataset("notices", "x", "x.md", tables=(table,)),
    ):
        with pytest.raises(stored_dataset.DAMAGED):
            stored_dataset.decoded(json.loads(json.dumps(stored_dataset.encoded(data))))


@examples(30)
@given(st.integers(0, 10**9), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_memory_gives_what_was_or_nothing(datasets: Memory, at: int, put: bytes, cut: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        few = {file: datasets[file] for file in sorted(datasets)[::9]}
        memory.keep(Path(folder), PROGRAM, {}, few)
        path = Path(folder) / "datasets.json"
        content = path.read_bytes()
        at %= len(content)
        path.write_bytes(content[:at] + put + (b"" if cut else content[at + len(put) :]))
        for file, data in memory.recall(Path(folder), PROGRAM).items():
            assert data == few[file]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.sampled_from(["", "a/b.csv", "../x", "=", "sx", "dx", "n1", "text"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=30,
)


@examples(40)
@given(st.lists(JSON, min_size=15, max_size=15), st.integers(0, 14))
def test_a_forged_memory_makes_values_only(said: list[object], place: int) -> None:
    honest: list[object] = ["k", "b", "a/b.csv", [], [], [], "", [], [], [], [], [], False, "", True]
    for forged in (said, [*honest[:place], said[place], *honest[place + 1 :]]):
        try:
            data = stored_dataset.decoded(forged)
        except stored_dataset.DAMAGED:
            continue
        assert all(path.rpartition("/")[0] == data.file.rpartition("/")[0] for path in (*data.attachments, *data.companions))


@examples(60)
@given(files=JSON | st.dictionaries(st.just("a.csv"), JSON), names=JSON)
def test_forged_knowledge_of_files_is_none(files: object, names: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        manifest.save(Path(folder) / "in.json", {"mark": "m", "files": files})
        clean = Clean(Path(folder) / "in.json", "m")
        assert not clean.holds("a.csv", "d")
        assert clean.note_of("a.csv", "d") is None
    assert all(isinstance(name, str) for name in manifest.texts_in({"fine": names}, "fine"))
    assert manifest.texts_in(names, "fine") == []


@examples(60)
@given(JSON | st.fixed_dictionaries({"shell": JSON, "items": JSON, "files": JSON, "looks": JSON}))
def test_forged_notes_are_none(told: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        manifest.save(Path(folder) / "made.json", told)
        manifest.save(Path(folder) / "brief.json", told)
        assert notes.brief(Path(folder)) is None
        found = notes.read(Path(folder))
        assert found is None or all(map(below, (*found.docs, *found.files)))


def test_a_parcel_holds_files_of_its_folder_only(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for held in (
        [["../x", 1]], [["/x", 1]], [["a/../../x", 1]], [["a\\..\\x", 1]], [["x/", 1]], [["x", "/etc/passwd"]], [["x", "x"]],
        [["y", 1], ["../x", "y"]], [["y", 1], ["y", "y"]], [["y", 2]], [["y", 0]], [["y", -1]], {"x": 1}, 5,
    ):  # fmt: skip
        (place / "p.parcel").write_bytes(json.dumps(held).encode() + b"\n1")
        with pytest.raises(ValueError, match=r"parcel|leaves the folder"):
            parcel.receive(str(place), "p", tmp_path / "here")
    assert {path.name for path in (tmp_path / "here").iterdir()} <= {"y"}
    assert not (tmp_path / "x").exists()


def test_what_is_one_file_is_sent_once_and_is_one_file_again(tmp_path: Path) -> None:
    top, place, there = tmp_path / "top", tmp_path / "place", tmp_path / "there"
    for path, content in {"a/one.csv": "一" * 5000, "a/空.txt": "", "b/like.csv": "一" * 5000}.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(content, encoding="utf-8")
    os.link(top / "a/one.csv", top / "b/again.csv")
    os.link(top / "a/one.csv", tmp_path / "elsewhere.csv")
    parcel.send(str(place), "p", parcel.packed(parcel.files_of(top)))
    assert (place / "p.parcel").stat().st_size < 31_000
    parcel.receive(str(place), "p", there)
    assert manifest.scan(there) == manifest.scan(top)
    assert {path for path, _ in parcel.files_of(top, but="a")} == {"b/again.csv", "b/like.csv"}
    assert (there / "a/one.csv").samefile(there / "b/again.csv")
    assert not (there / "a/one.csv").samefile(there / "b/like.csv")
    os.symlink("/etc/passwd", top / "link")
    with pytest.raises(ValueError, match="more than files"):
        parcel.send(str(place), "p", parcel.packed(parcel.files_of(top)))
