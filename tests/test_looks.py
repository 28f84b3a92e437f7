"""What a run does not look at again, and what it must notice all the same: of its own folders, and of the two sites."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import mkdocs.config
import pytest

from generator import build
from generator.site import build_record as notes
from generator.site import engine, intact, looks, make, manifest, versions
from generator.site.publish import Publisher, aside
from tests.conftest import TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_published import written_over, written_over_unseen
from tests.test_site import digest


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_tree(
        tmp_path_factory.mktemp("looks"), {"ledger/2026-03.csv": GOOD_LEDGER, "/content/demo/about.md": "---\n标题: 村情\n---\n一。\n"}
    )
    assert build.build(root, TODAY).boards[0].built
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "root")
    return tmp_path / "root"


def change(root: Path, word: str) -> None:
    write_tree(root, {"/content/demo/about.md": f"---\n标题: 村情\n---\n{word}。\n"})


def clean(root: Path, place: Path) -> dict[str, str]:
    """The same root, made anew."""
    for name in ("data", "content"):
        shutil.copytree(root / name, place / name)
    if (root / "mkdocs.yml").is_file():
        shutil.copy(root / "mkdocs.yml", place)
    build.build(place, TODAY)
    return digest(place / "site")


MADE: dict[str, Callable[[Path], object]] = {
    "a page changed": lambda site: written_over(site / "finance/index.html"),
    "a page more": lambda site: (site / "finance/evil.html").write_text("evil"),
    "a page in a folder of its own": lambda site: write_tree(site, {"/evil/evil.html": "evil"}),
    "a page gone": lambda site: (site / "finance/index.html").unlink(),
    "another name": lambda site: (site / "finance/index.html").rename(site / "finance/evil.html"),
    "a link": lambda site: (site / "evil").symlink_to("/etc"),
    "a link to a file": lambda site: (site / "finance/evil.html").symlink_to("/etc/hostname"),
    "the list of tables": lambda site: written_over(site / "datapackage.json"),
    "the record": lambda site: written_over(site / "record.json"),
    "what there is to find": lambda site: written_over(site / "_search/about.json"),
    "what there is to find in a year": lambda site: written_over(site / "_search/current/about.json"),
    "a sheet": lambda site: [written_over(file) for file in site.rglob("*.pdf")],
    "the first page": lambda site: written_over(site / "index.html"),
    "a link to what is written": lambda site: linked(site / "guide/about/index.html"),
    "a link to where is written": lambda site: linked(site / "guide/about"),
    "a link to where a page is written": lambda site: linked(site.parent / "docs/guide"),
    "a folder where is written": lambda site: folder_instead(site / "guide/about/index.html"),
    "a folder where a page is written": lambda site: folder_instead(site.parent / "docs/guide/about.md"),
    "a file where is written": lambda site: (shutil.rmtree(site / "guide/about"), (site / "guide/about").write_text("evil")),
}
"""What somebody does in the folder of a board: what is used of it is noticed, what is not is not asked."""


def linked(path: Path) -> None:
    """To the same, elsewhere."""
    elsewhere = path.parents[5] / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def folder_instead(path: Path) -> None:
    path.unlink()
    write_tree(path, {"/evil/evil.html": "evil"})


@pytest.mark.parametrize("what", MADE)
def test_what_somebody_wrote_where_a_board_is_made_is_never_published(what: str, root: Path, tmp_path: Path) -> None:
    site = root / "build/boards/demo/site"
    MADE[what](site)
    change(root, "二")
    assert build.build(root, TODAY).boards[0].built
    there = digest(root / "site")
    assert not [path for path in there if "evil" in path]
    assert there == clean(root, tmp_path / "clean")
    shutil.rmtree(root / "site")  # now all of what was made is needed
    assert build.build(root, TODAY).boards[0].built
    assert digest(root / "site") == there
    assert notes.untouched(site.parent, notes.read(site.parent) or notes.Made())


@pytest.mark.parametrize("what", MADE)
def test_what_somebody_wrote_there_is_not_published_when_the_site_is_lost_with_it(what: str, root: Path, tmp_path: Path) -> None:
    MADE[what](root / "build/boards/demo/site")
    change(root, "二")
    shutil.rmtree(root / "site")
    assert build.build(root, TODAY).boards[0].built
    assert digest(root / "site") == clean(root, tmp_path / "clean")


def test_what_somebody_wrote_there_is_not_published_where_another_version_stands(root: Path, tmp_path: Path) -> None:
    """Two outputs of one build/: what was made last is not what stands in the first."""
    change(root, "二")
    build.build(root, TODAY, output=tmp_path / "other")
    written_over(root / "build/boards/demo/site/finance/index.html")
    change(root, "三")
    build.build(root, TODAY)
    assert digest(root / "site") == clean(root, tmp_path / "clean")


def test_of_what_was_made_only_what_is_used_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "untouched", lambda folder, made: pytest.fail("all of it was looked at"))
    change(root, "二")
    assert build.build(root, TODAY).boards[0].built


def test_what_only_looks_otherwise_is_read_and_kept(root: Path) -> None:
    folder = root / "build/boards/demo"
    made = notes.read(folder)
    assert made
    os.utime(folder / "site/finance/index.html", (1, 1))
    before = dict(made.looks)
    assert notes.untouched(folder, made)
    assert {below for below in made.looks if made.looks[below] != before[below]} == {"finance/"}
    assert not notes.untouched(folder, notes.Made(made.shell, made.items, made.files | {"finance/more.html": "0" * 32}, made.looks))


WHILE_MADE: dict[str, Callable[[Path], object]] = {
    "a text more, beside what was made": lambda site: (site / "guide/about/evil.txt").write_text("evil"),
    "a text more, elsewhere": lambda site: (site / "finance/evil.txt").write_text("evil"),
    "a file changed beside what was made": lambda site: (site / "manifest.webmanifest").write_text("evil"),
    "a file changed elsewhere": lambda site: (site / "posters/2026-03-month/index.html").write_text("evil"),
    "a file gone beside what was made": lambda site: (site / "manifest.webmanifest").unlink(),
    "a page gone elsewhere": lambda site: (site / "posters/2026-03-month/index.html").unlink(),
}


@pytest.mark.parametrize("what", WHILE_MADE)
def test_what_somebody_writes_while_a_board_is_made_does_not_pass_for_made(
    what: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not published, and the next run makes anew what is not as it was made."""

    def build_site(folder: Path, *rest: object) -> list[str]:
        told = engine.build_site(folder, *rest)  # type: ignore[arg-type]
        WHILE_MADE[what](folder / "site")
        return told

    with monkeypatch.context() as patched:
        patched.setattr(make, "build_site", build_site)
        change(root, "二")
        assert build.build(root, TODAY).boards[0].built
    assert digest(root / "site") == clean(root, tmp_path / "meanwhile")
    made = notes.read(root / "build/boards/demo")
    assert made
    assert not notes.untouched(root / "build/boards/demo", made)
    change(root, "三")
    build.build(root, TODAY)
    assert digest(root / "site") == clean(root, tmp_path / "clean")


def test_a_process_that_stays_reads_settings_once_and_sees_other_settings_and_pages(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = mkdocs.config.load_config
    monkeypatch.setattr(mkdocs.config, "load_config", lambda *rest, **more: (read.append(""), real(*rest, **more))[1])

    def made(place: str) -> int:
        read.clear()
        assert build.build(root, TODAY).boards[0].built
        here = len(read)
        assert digest(root / "site") == clean(root, tmp_path / place)
        return here

    with build.staying():
        for times, word in ((1, "二"), (0, "三"), (0, "四")):
            change(root, word)
            assert made(word) == times
        write_tree(root, {"/content/demo/more.md": "---\n标题: 村史\n---\n一。\n"})
        assert made("more") == 1
        write_tree(root, {"/mkdocs.yml": "copyright: 甲\n"})
        assert made("own") == 1
        write_tree(root, {"/mkdocs.yml": "copyright: !ENV [GONGKAI_NONE, '乙']\n"})
        assert made("env") == 1
        change(root, "五")
        assert made("again") == 1, "what the environment says is asked each time"


def test_the_engine_names_every_file_that_it_wrote_or_took_away(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(make, "build_site", lambda *rest: (told.extend(engine.build_site(*rest)), told)[1])
    site = root / "build/boards/demo/site"
    notice = "---\n标题: 修路\n事项: 村级工程\n主体: 村民委员会\n范围: 社会\n公开日: 2026-11-20\n---\n正文。\n"
    write_tree(root, {"notices/2026-b.md": notice})
    build.build(root, TODAY)
    steps: tuple[dict[str, str | None], ...] = ({"notices/2026-a.md": notice}, {"notices/2026-a.md": None})
    for files in steps:
        told.clear()
        before, was = looks.ours(str(site)), manifest.scan(site)
        write_tree(root, {path: text for path, text in files.items() if text})
        for path in (path for path, text in files.items() if not text):
            (root / "data/villages/demo" / path).unlink()
        assert build.build(root, TODAY).boards[0].built
        after = looks.ours(str(site))
        assert before
        assert after
        other = {below for below in before[0].keys() | after[0].keys() if before[0].get(below) != after[0].get(below)}
        assert "notices/2026-a/" in other
        assert other <= {path[: path.rfind("/") + 1] for path in told}
        now = manifest.scan(site)
        assert {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)} <= {*told, "sw.js"}


@pytest.mark.parametrize("where", ["site", "before"])
@pytest.mark.parametrize("file", ["demo/finance/index.html", "demo/guide/about/index.html", "demo/404.html", "demo/finance/foreign.html"])
def test_what_somebody_writes_into_a_site_while_a_run_is_at_work_is_seen_by_the_next(
    file: str, where: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it has looked: what it does not look at again it does not take for whole either."""
    for word in ("二", "三"):
        change(root, word)
        build.build(root, TODAY)
    publish = Publisher.publish

    def meanwhile(self: Publisher, *rest: object) -> bool:
        site = root / "site"
        path = (site if where == "site" else aside(site, root / "build")) / file
        if path.exists():
            written_over_unseen(path)
        else:
            path.write_text("外人写的", encoding="utf-8")
        return publish(self, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Publisher, "publish", meanwhile)
        change(root, "四")
        build.build(root, TODAY)
    whole = clean(root, tmp_path / "clean")
    build.build(root, TODAY)
    assert digest(root / "site") == whole
    change(root, "五")
    build.build(root, TODAY)
    assert digest(root / "site") == clean(root, tmp_path / "again")


def test_after_a_run_only_the_folders_that_it_changed_are_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("二", "三"):
        change(root, word)
        build.build(root, TODAY)
    whole: list[str] = []
    real = intact.part
    monkeypatch.setattr("generator.site.known_looks.part", lambda site, slug, twins: (whole.append(slug), real(site, slug, twins))[1])
    again: list[str] = []
    holds = intact.OnDisk.holds
    monkeypatch.setattr(intact.OnDisk, "holds", lambda self, files: (again.append(self.top.name), holds(self, files))[1])
    change(root, "四")
    build.build(root, TODAY)
    assert "demo" not in whole
    again.clear()
    build.build(root, TODAY)
    assert "demo" not in again


def test_beside_what_was_changed_nothing_is_read_that_looks_as_it_did(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the record has two files of each board."""
    for word in ("二", "三"):
        change(root, word)
        build.build(root, TODAY)
    read: list[bytes] = []
    monkeypatch.setattr(intact, "digest", lambda content: (read.append(content), manifest.digest(content))[1])
    change(root, "四")
    build.build(root, TODAY)
    there = {manifest.digest(path.read_bytes()): path.name for path in (root / "site/_record").iterdir()}
    assert {name for content in read if (name := there.get(manifest.digest(content)))} == {"boards.json", "demo.txt"}


def test_a_list_of_files_is_known_by_the_bytes_that_say_it(tmp_path: Path) -> None:
    known = versions.KnownVersions(tmp_path)
    files = {'a/},"note":1.html': "0" * 32, "b.html": "1" * 32}
    known.keep("f" * 32, files, b'{"name":"x"}')
    assert versions.KnownVersions(tmp_path).files("f" * 32) is files
    versions._written.clear()
    read = versions.KnownVersions(tmp_path)
    assert read.files("f" * 32) == files
    assert read.note("f" * 32) == {"name": "x"}
    known.keep("f" * 32, files, b"null")
    path = tmp_path / f"{'f' * 32}.json"
    path.write_bytes(path.read_bytes().replace(b"b.html", b"c.html"))
    assert versions.KnownVersions(tmp_path).files("f" * 32) is None
    known.let_go([])
    assert not path.exists()
    assert versions._written == {}
