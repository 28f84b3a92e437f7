"""The published folder: it holds what was put there and nothing else, and is of one edition."""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import build
from generator.cli import gongkai
from generator.site import intact, manifest, versions
from generator.site.lock import Busy, only_one
from generator.site.looks import whole_look
from generator.site.publish import Refused
from generator.site.refusal import refusal
from tests.conftest import TODAY, VILLAGE_YML, deep, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER
from tests.test_site import digest


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two villages, one of them in a township, published twice: the site before is there too."""
    files = {"ledger/2026-03.csv": GOOD_LEDGER, "/data/villages/zhen/cun/village.yml": VILLAGE_YML.replace("甲村", "乙村")}
    root = write_tree(tmp_path_factory.mktemp("published"), files)
    for name in ("甲县", "甲镇"):
        write_tree(root, {"/data/site.yml": f"标题: {name}\n"})
        assert all(b.built for b in build.build(root, TODAY).boards)
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "root")
    return tmp_path / "root"


def written_over(path: Path) -> None:
    """In place: the same file on the disk may stand in the site before, too."""
    with path.open("r+b") as file:
        file.write(b"evil")


def written_over_unseen(path: Path) -> None:
    """The same with its time put back, as `touch -r` does."""
    at = path.stat()
    written_over(path)
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


def turned_into_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def turned_into_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


WRITES: dict[str, Callable[[Path], object]] = {
    "a page more": lambda site: (site / "demo/evil.html").write_text("evil"),
    "a page above the boards": lambda site: (site / "evil.html").write_text("evil"),
    "a page in a township": lambda site: (site / "zhen/evil.html").write_text("evil"),
    "a folder more": lambda site: shutil.copytree(site / "demo", site / "evil"),
    "a page changed": lambda site: written_over(site / "demo/index.html"),
    "a script changed": lambda site: written_over(site / "zhen/cun/assets/gongkai/board.js"),
    "the portal changed": lambda site: written_over(site / "index.html"),
    "a page changed and its time put back": lambda site: written_over_unseen(site / "demo/finance/index.html"),
    "a page gone": lambda site: (site / "demo/finance/index.html").unlink(),
    "a board gone": lambda site: shutil.rmtree(site / "zhen"),
    "a link": lambda site: turned_into_a_link(site / "demo/finance/index.html"),
    "a pipe": lambda site: turned_into_a_pipe(site / "demo/finance/index.html"),
}


BACK = ("a page more", "a page changed", "a page changed and its time put back", "a board gone", "a link")
"""One of each sort: something more, something else, something less, and no file."""


@pytest.mark.parametrize("what", WRITES)
def test_what_somebody_wrote_into_it_is_mended_with_the_same_inputs(what: str, root: Path) -> None:
    clean = digest(root / "site")
    WRITES[what](root / "site")
    build.build(root, TODAY)
    assert digest(root / "site") == clean
    for name in ("甲县", "甲镇") if what in BACK or deep() else ():  # and it does not come back with the site before
        write_tree(root, {"/data/site.yml": f"标题: {name}\n"})
        build.build(root, TODAY)
        assert not [p for p in (root / "site").rglob("*") if p.is_file() and b"evil" in p.read_bytes() + p.name.encode()]
    assert digest(root / "site") == clean


@pytest.mark.parametrize(
    "what", ["a page more", "a page above the boards", "a page changed", "a page changed and its time put back", "a link"]
)
def test_what_somebody_wrote_into_the_site_before_never_comes(what: str, root: Path) -> None:
    clean = digest(root / "site")
    (before,) = (root / "build/before").iterdir()
    WRITES[what](before)
    for name in ("甲县", "甲镇"):
        write_tree(root, {"/data/site.yml": f"标题: {name}\n"})
        build.build(root, TODAY)
        assert not [p for p in (root / "site").rglob("*") if p.is_file() and b"evil" in p.read_bytes() + p.name.encode()]
    assert digest(root / "site") == clean


def shared(root: Path) -> tuple[Path, Path]:
    """The site and the one before, with one file for both wherever they hold the same, as they have it that nobody copied."""
    site, (before,) = root / "site", (root / "build/before").iterdir()
    for path in before.rglob("*"):
        if path.is_file() and (twin := site / path.relative_to(before)).is_file() and twin.read_bytes() == path.read_bytes():
            path.unlink()
            path.hardlink_to(twin)
    return site, before


@pytest.mark.parametrize("what", ["nothing", *WRITES])
def test_of_two_folders_that_share_their_files_one_look_tells_the_same(what: str, root: Path) -> None:
    site, before = shared(root)
    WRITES.get(what, lambda site: None)(before)

    def looks(site: Path, twins: intact.Twins | None) -> dict[str, str]:
        return {slug: whole_look(of.looks) for slug, of in intact.parts(site, {"demo", "zhen/cun"}, ".", (), twins).items()}

    twins = intact.twins_of(site, before)
    assert twins
    assert [looks(folder, twins) for folder in (site, before)] == [looks(folder, None) for folder in (site, before)]
    assert any((site / "demo/assets/gongkai/board.js").stat().st_ino in key for key in twins.looks)
    # On another disk a number is another file's.
    twins.disk, twins.looks = twins.disk + 1, {}
    assert looks(site, twins) == looks(site, None)
    assert twins.looks == {}


def test_a_board_that_cannot_be_made_is_mended_too(root: Path) -> None:
    clean = digest(root / "site/demo")
    write_tree(root, {"ledger/2026-03.csv": BAD_LEDGER})
    WRITES["a page changed"](root / "site")
    outcome = build.build(root, TODAY)
    assert (outcome.kept, outcome.taken) == (("demo",), ())
    assert digest(root / "site/demo") == clean
    # Where what was made is damaged as well, one line is better than what somebody wrote.
    WRITES["a page more"](root / "site")
    written_over(root / "build/boards/demo/site/index.html")
    (taken,) = build.build(root, TODAY).taken
    assert (taken.slug, taken.pages) == ("demo", ())
    assert set(digest(root / "site/demo")) == {"index.html", "sw.js"}


def test_a_board_that_nobody_asked_for_is_mended_too(root: Path) -> None:
    clean = digest(root / "site")
    WRITES["a page changed"](root / "site")
    build.build(root, TODAY, ["zhen/cun"])
    assert digest(root / "site") == clean


def test_where_nothing_was_written_nothing_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(root, TODAY)
    read: list[bytes] = []
    monkeypatch.setattr(intact, "digest", lambda content: read.append(content) or manifest.digest(content))
    build.build(root, TODAY)
    assert read == []
    (root / "site/demo/index.html").touch()
    build.build(root, TODAY)
    assert read
    read.clear()
    build.build(root, TODAY)
    assert read == []


def test_what_was_just_published_is_read_no_more(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though files of other boards, and of the site before, were shared and let go meanwhile, which changes their times."""
    read = set[str]()
    holds = intact.OnDisk.holds
    monkeypatch.setattr(intact.OnDisk, "holds", lambda self, files: (read.add(self.top.name), holds(self, files))[1])
    for name in ("丙村", "丁村"):
        write_tree(root, {"/data/villages/zhen/cun/village.yml": VILLAGE_YML.replace("甲村", name)})
        build.build(root, TODAY)
        read.clear()
        build.build(root, TODAY)
        assert read <= {"site"}  # what stands above the boards is small


def test_the_files_of_a_version_are_read_and_written_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, written = Counter[str](), Counter[str]()
    recall, plain_file, save = manifest.recall, versions.plain_file, manifest.save_text
    monkeypatch.setattr(manifest, "recall", lambda path: (read.update([Path(path).as_posix()]), recall(path))[1])
    monkeypatch.setattr(versions, "plain_file", lambda path: (read.update([path.as_posix()]), plain_file(path))[1])
    monkeypatch.setattr(manifest, "save_text", lambda path, text: (written.update([path.as_posix()]), save(path, text))[1])
    write_tree(root, {"/data/site.yml": "标题: 乙县\n"})
    build.build(root, TODAY)
    known = f"{root}/build/published/"
    assert {path for path, times in written.items() if path.startswith(known) and not path.endswith("looks.json") and times > 1} == set()
    # Once for its files, once for what was noted of it.
    assert {path for path, times in read.items() if path.startswith(known) and not path.endswith("looks.json") and times > 2} == set()
    assert len([path for path in written if path.startswith(known)]) > 2


def test_a_folder_is_of_one_edition(root: Path) -> None:
    clean = digest(root / "site")
    why = refusal(root / "site", root, "village")
    assert "公开版" in why
    assert "村民版" in why
    with pytest.raises(Refused, match="不能换掉它"):
        build.build(root, TODAY, output=root / "site", edition="village")
    said = CliRunner().invoke(
        gongkai, ["build", "-C", str(root), "--today", str(TODAY), "--edition", "village", "--output", str(root / "site")]
    )
    assert said.exit_code != 0
    assert why in said.output
    assert digest(root / "site") == clean
    build.build(root, TODAY, edition="village")
    assert refusal(root / "site-village", root, "village") == ""
    with pytest.raises(Refused, match="里是村民版的网站"):
        build.build(root, TODAY, output=root / "site-village")
    for page in (root / "site-village").rglob("*.html"):
        assert "noindex" in page.read_text(encoding="utf-8"), page


def test_both_editions_at_once_into_one_folder(root: Path) -> None:
    with only_one(build.outputs_of(root / "build", root / "new")), pytest.raises(Busy):
        build.build(root, TODAY, output=root / "new")
    refused: list[Exception] = []

    def run(edition: build.Edition) -> None:
        try:
            build.build(root, TODAY, output=root / "new", edition=edition)
        except (Busy, Refused) as why:
            refused.append(why)

    threads = [threading.Thread(target=run, args=(edition,)) for edition in ("public", "village")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    there = {"noindex" in page.read_text(encoding="utf-8") for page in (root / "new").rglob("*.html")}
    assert len(there) == 1


def test_the_page_above_one_board_has_the_policy_and_in_the_village_edition_no_index(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    for edition, site in (("public", "site"), ("village", "site-village")):
        build.build(root, TODAY, edition=edition)  # type: ignore[arg-type]
        page = (root / site / "index.html").read_text(encoding="utf-8")
        assert page.index("Content-Security-Policy") < page.index('http-equiv="refresh"')
        assert ("noindex" in page) == (edition == "village")
        for path in (root / site).rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            assert "Content-Security-Policy" in text, path
            assert ("noindex" in text) == (edition == "village"), path
