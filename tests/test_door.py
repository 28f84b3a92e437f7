"""Only regular files inside the root are opened: no link, pipe, device or socket anywhere, whoever reads."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import board, bounds, build, door, glance
from generator.contents import one_run
from generator.load import inputs
from generator.load.git_index import kept_by_git
from generator.load.settings import load_site
from generator.task import BoardTask
from tests.conftest import TODAY, write_tree
from tests.test_architecture import FILES, PACKAGE
from tests.test_incremental import git, notice, tree

SECRET = "不可外传的一句话"
HOME = "data/villages/demo"


@pytest.fixture(autouse=True)
def nothing_is_waited_for() -> Iterator[None]:
    """What hangs ends here."""

    def late(*_: object) -> None:
        raise AssertionError("it was waited for")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the root that looks just like what is wanted."""
    made = tmp_path / "outside"
    secret = notice(SECRET).replace("一段正文", SECRET)
    write_tree(made, {"notices/secret.md": secret, "/content/home.md": f"{SECRET}\n", "/secret.css": f"/* {SECRET} */"})
    write_tree(
        made, {"/secret.yml": f"标题: {SECRET}\n", "/village/village.yml": f"村名: {SECRET}\n", "/t.csv": f"项目,金额\n{SECRET},1\n"}
    )
    return made


PLACES = {
    f"{HOME}/notices/road.md": "data/villages/demo/notices/secret.md",
    f"{HOME}/notices": "data/villages/demo/notices",
    f"{HOME}/notices/well.csv": "t.csv",
    f"{HOME}/notices/well.pdf": "t.csv",
    f"{HOME}/village.yml": "village/village.yml",
    HOME: "village",
    "data/villages/another": "village",
    "data/site.yml": "secret.yml",
    "data/regions/x.yml": "secret.yml",
    "data/regions": "village",
    "content/home.md": "content/home.md",
    "content": "content",
    "content/demo": "content",
    "content/demo/more.md": "content/home.md",
    "theme_overrides/assets/secret.css": "secret.css",
    "theme_overrides/assets/more": "village",
    "mkdocs.yml": "secret.yml",
}
"""Where a link lies, and what in ``outside`` it would lead to."""


def put(root: Path, place: str, make: Callable[[Path], object]) -> None:
    path = root / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)


def named_well(root: Path) -> Path:
    """A root with a notice that names the files well.csv and well.pdf."""
    write_tree(root, {"notices/well.md": notice("打井", table="well.csv").replace("附表", "附件: well.pdf\n附表")})
    write_tree(root, {"notices/well.csv": "项目,金额\n甲,1\n"})
    return root


@pytest.mark.parametrize("place", PLACES)
def test_a_link_is_told_and_not_followed(place: str, tmp_path: Path, outside: Path) -> None:
    root = named_well(tree(tmp_path / "root"))
    put(root, place, lambda path: path.symlink_to(outside / PLACES[place]))
    outcome = build.build(root, TODAY)
    assert [p.source.file for p in outcome.problems if p.code == "strange-file"] == [place]
    assert "internal-error" not in {p.code for p in outcome.problems}
    assert SECRET not in repr(outcome)
    for path in (p for top in (root / "site", root / "build") for p in top.rglob("*") if p.is_file()):
        assert SECRET.encode() not in path.read_bytes(), path


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_socket(path: Path) -> None:
    made = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may not be long
    try:
        made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize("make", [os.mkfifo, device, a_socket])
@pytest.mark.parametrize(
    "place",
    [
        *(f"{HOME}/{name}" for name in ("notices/road.md", "ledger/2026-08.csv", "notices/well.pdf", "village.yml", "x")),
        *("data/site.yml", "data/x", "data/villages/x", "data/regions/x.yml", "content/home.md", "content/demo/x.txt", "theme_overrides/x"),
    ],
)
def test_pipes_devices_and_sockets_are_told_and_not_opened(place: str, make: Callable[[Path], object], tmp_path: Path) -> None:
    root = named_well(write_tree(tmp_path, {"/mkdocs.yml": "", "/theme_overrides/main.html": ""}))
    put(root, place, make)
    outcome = build.check(root, TODAY)
    assert [p.source.file for p in outcome.problems if p.code == "strange-file"] == [place]
    task = BoardTask(root, "demo", load_site(root)[0], TODAY)
    assert inputs.content_ids(root, ["data", "content", "theme_overrides"])  # asked of before anything is checked
    assert board.build_board(task).problems or not place.startswith(HOME)


def test_what_an_editor_leaves_behind_is_neither_opened_nor_told(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"notices/road.md": notice("修路")})
    (root / HOME / "notices/.#road.md").symlink_to("wang@host.1234")
    assert "strange-file" not in {p.code for p in build.check(root, TODAY).problems}


def test_a_published_board_stays_while_its_folder_is_a_link(tmp_path: Path, outside: Path) -> None:
    root = tree(tmp_path / "root")
    build.build(root, TODAY)
    put(root, HOME, lambda path: path.symlink_to(outside / "village"))
    outcome = build.build(root, TODAY)
    assert outcome.removed == ()
    assert "demo" in outcome.kept
    put(root, "data/villages", lambda path: path.symlink_to(outside))
    outcome = build.build(root, TODAY)
    assert outcome.removed == ()
    assert [p.source.file for p in outcome.problems] == ["data/villages"]
    assert (root / "site/other/index.html").is_file()


def test_what_may_not_be_read_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path)
    shut = (f"{HOME}/notices/road.md", "theme_overrides/assets/x.css", "content/home.md", f"{HOME}/honors")
    write_tree(root, {"/theme_overrides/assets/x.css": "x", "/content/home.md": "欢迎。\n"})
    access, scandir, real_open = os.access, os.scandir, os.open

    def refused(path: Any) -> bool:
        return Path(path).is_relative_to(root) and Path(path).relative_to(root).as_posix() in shut

    def no(path: Any, real: Callable[..., Any], *words: Any) -> Any:
        if refused(path):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *words)

    monkeypatch.setattr(os, "access", lambda path, mode: not refused(path) and access(path, mode))
    monkeypatch.setattr(os, "scandir", lambda path: no(path, scandir))
    monkeypatch.setattr(os, "open", lambda path, flags, *more: no(path, real_open, flags, *more))
    outcome = build.build(root, TODAY)
    assert {p.source.file for p in outcome.problems} >= {"theme_overrides/assets/x.css", "content/home.md"}
    outcome = build.check(root, TODAY)
    assert sorted(p.source.file for p in outcome.problems if p.code == "no-permission") == sorted(shut)
    assert all("没有权限读" in p.message for p in outcome.problems if p.code == "no-permission")
    assert "internal-error" not in {p.code for p in outcome.problems}


@pytest.mark.parametrize("ending", bounds.FILE)
def test_a_file_is_as_large_as_its_kind_may_be(ending: str, tmp_path: Path) -> None:
    path, limit = tmp_path / f"a{ending}", bounds.FILE[ending]
    for size in (limit - 1, limit, limit + 1):
        with path.open("wb") as file:
            file.truncate(size)
        if size <= limit:
            assert len(door.read(tmp_path, path.name)) == size
        else:
            with pytest.raises(door.Closed, match="太大了"):
                door.read(tmp_path, path.name)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a\\..\\x", "a\0b", ".."])
def test_a_path_out_of_the_root_is_none(path: str, tmp_path: Path) -> None:
    assert door.sort_of(tmp_path, path) == "strange"
    with pytest.raises(door.Closed):
        door.read(tmp_path, path)


# --- git -------------------------------------------------------------------------------------


HOSTILE = """[core]
\tfsmonitor = "touch {place}/fsmonitor; false"
\thooksPath = {place}/hooks
\tsshCommand = touch {place}/ssh
\tpager = touch {place}/pager
\tattributesFile = {place}/attributes
[filter "x"]
\tclean = "touch {place}/clean; cat"
\tsmudge = "touch {place}/smudge; cat"
\tprocess = touch {place}/process
\trequired = true
[diff "x"]
\ttextconv = "touch {place}/textconv; cat"
\tcommand = touch {place}/diff
[diff]
\texternal = touch {place}/external
[alias]
\tst = !touch {place}/alias
\trev-parse = !touch {place}/alias
[include]
\tpath = {place}/included
[submodule]
\trecurse = true
"""


def test_a_repository_that_came_with_the_data_runs_nothing(tmp_path: Path) -> None:
    root, place = tree(tmp_path / "root"), tmp_path / "traps"
    write_tree(root, {"/.gitattributes": "* filter=x diff=x\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    within = root / HOME / "notices"
    for top in (root, within):
        git(top, "init", "-q")
        (top / ".git/config").write_text(HOSTILE.format(place=place) + (top / ".git/config").read_text())
        for hook in ("post-index-change", "pre-commit", "fsmonitor-watchman"):
            write_tree(place, {f"/hooks/{hook}": f"#!/bin/sh\ntouch {place}/hook\n"})
            (place / "hooks" / hook).chmod(0o755)
    write_tree(place, {"/included": HOSTILE.partition("[include]")[0].format(place=place), "/attributes": "* filter=x diff=x\n"})
    planted = {p.name for p in place.iterdir()}
    (root / HOME / "notices/road.md").write_text(notice("修路二"), encoding="utf-8")  # git would clean it to compare
    outcome = build.build(root, TODAY)
    assert all(each.built for each in outcome.boards), outcome.problems
    build.check(root, TODAY)
    assert {p.name for p in place.iterdir()} == planted
    subprocess.run(["git", "-C", str(root), "-c", "safe.directory=*", "status"], capture_output=True)
    assert {p.name for p in place.iterdir()} > planted, "the traps are none"


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_the_index_is_read_as_git_writes_it(version: str, tmp_path: Path) -> None:
    names = ["data/a.csv", "data/村.csv", "data/" + "n" * 200 + "/" + "m" * 200 + ".md", "x.txt"]
    write_tree(tmp_path, {f"/{name}": name for name in names})
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "index.version", version)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    if version == "3":
        git(tmp_path, "update-index", "--skip-worktree", "x.txt")
    os.utime(tmp_path / ".git/index", ns=(2**62, 2**62))  # nothing was changed in the moment it was written
    listed = subprocess.run(["git", "-C", str(tmp_path), "ls-files", "-sz"], capture_output=True, check=True).stdout.decode()
    wanted = {path: about.split()[1] for about, path in (entry.split("\t") for entry in listed.split("\0") if entry)}
    if version == "3":
        del wanted["x.txt"]
    found = kept_by_git(tmp_path)
    assert {path: kept.blob for path, kept in found.items()} == wanted
    assert all(kept.still((tmp_path / path).lstat()) for path, kept in found.items())
    assert set(kept_by_git(tmp_path / "data")) == {path.removeprefix("data/") for path in wanted if path.startswith("data/")}


def test_an_index_that_is_damaged_is_none(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.csv": "1"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    os.utime(tmp_path / ".git/index", ns=(2**62, 2**62))
    whole = (tmp_path / ".git/index").read_bytes()
    assert kept_by_git(tmp_path)
    for at in range(len(whole)):
        (tmp_path / ".git/index").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept_by_git(tmp_path) == {}
    for data in (b"", b"DIRC", whole[:-21], whole * 2):
        (tmp_path / ".git/index").write_bytes(data)
        assert kept_by_git(tmp_path) == {}


def test_an_unchanged_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path, {"a.csv": "1", "b.csv": "2"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    os.utime(tmp_path / ".git/index", ns=(2**62, 2**62))
    before = inputs.content_ids(tmp_path, [HOME])
    read: list[str] = []
    real = door.read
    monkeypatch.setattr(door, "read", lambda root, file, limit=0: (read.append(file), real(root, file, limit))[1])
    assert inputs.content_ids(tmp_path, [HOME]) == before
    assert read == ["index"]
    monkeypatch.setattr(os, "access", None)  # an id asks for nothing but how a file looks
    with one_run():
        assert [inputs.content_ids(tmp_path, [HOME]) for _ in range(2)] == [before, before]
    assert read == ["index"] * 2, "once a run"
    (tmp_path / ".git/index").unlink()
    assert inputs.content_ids(tmp_path, [HOME]) == before, "the same with git and without"


# --- who else opens files --------------------------------------------------------------------


OPENS = {
    "open",
    "read_text",
    "read_bytes",
    "iterdir",
    "glob",
    "rglob",
    "walk",
    "scandir",
    "listdir",
    "copyfile",
    "copytree",
    "copy",
    "copy2",
}
ASKS = {"is_file", "is_dir", "exists", "stat"}
ROOMS = {
    "load",
    "check",
    "privacy",
    "kinds",
    "overviews",
    "pages",
    "gate",
    "board",
    "build",
    "cluster",
    "cli_args",
    "keys",
    "config",
    "kind",
    "editing",
}
OWN = {
    "editing/drafts.py": {"*"},  # its own files
    "editing/history.py": {"versions"},  # its own files
    "editing/own_file.py": {"_replace", "sync_folder"},  # what is written, at a path that has been looked at
    "load/inputs.py": {"_program_id", "_parts_of"},  # the program's own files
    "gate/clean.py": {"detectors"},  # its own files
    "gate/both_ends.py": {"_told", "unheld"},  # what was made
    "gate/outgoing.py": {"of_theme", "themes_of", "has_words_beside"},  # what was made
    "privacy/pictures.py": {"*"},  # bytes in memory
    "privacy/photo_sizes.py": {"_ladder"},  # a picture in memory
    "privacy/pdf_parts.py": {"*"},  # a PDF in memory
    "privacy/pdf_child.py": {"*"},  # what the program itself hands over
    "cli_args.py": {"checked", "_no_work_in", "_is_dir"},  # is there a root at all; the work folder
}
"""Functions that open something else than inputs."""


def test_nobody_opens_inputs_otherwise() -> None:
    found = []
    for path in FILES:
        name = path.relative_to(PACKAGE).as_posix()
        if name.split("/")[0].removesuffix(".py") not in ROOMS or name == "door.py":
            continue
        for function in (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)):
            if {function.name, "*"} & OWN.get(name, set()):
                continue
            for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
                called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
                ours = (
                    owner in ("door", "archive") or "__file__" in owner or (not owner and called != "open")
                )  # load/encoding.py: read_text
                if called in OPENS | ASKS and not ours:
                    found.append(f"{name} {function.name}: {ast.unparse(call.func)}")
    assert found == []


def test_the_program_runs_no_program_but_itself_and_git() -> None:
    """Whatever runs programs can be made to run those of a hostile folder."""
    users = {path.name for path in FILES if {"subprocess", "popen", "system"} & _names(path)}
    # The program itself, with its time and memory bounded, or to stay beside the desk; and git, for nothing that runs what a repository
    # names (tests/test_git.py).
    assert users == {"pdf.py", "git.py", "git_changing.py", "preview_process.py"}


def _names(path: Path) -> set[str]:
    walked = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {n.attr if isinstance(n, ast.Attribute) else n.name for n in walked if isinstance(n, ast.Attribute | ast.alias)}


def test_what_was_seen_at_a_glance_is_what_is_there(tmp_path: Path, outside: Path) -> None:
    """Asked within it, files, folders, links and what is not there are what they are without."""
    root = write_tree(tmp_path / "root", {"ledger/2026-03.csv": "a", "notices/x.md": "b"})
    (root / HOME / "linked").symlink_to(outside)
    (root / HOME / "link.csv").symlink_to(outside / "t.csv")
    asked = [HOME, f"{HOME}/ledger", f"{HOME}/ledger/2026-03.csv", f"{HOME}/linked", f"{HOME}/linked/t.csv", f"{HOME}/link.csv", "data"]
    asked += [f"{HOME}/ledger/2026-03.csv/x", f"{HOME}/ledger/../../../x", f"{HOME}/nothing", f"{HOME}/ledger/", "content/demo/x.md"]
    plain = [(door.sort_of(root, file), door.look(root, file)) for file in asked]
    with glance.glanced(root, HOME, "content/demo", "data/villages/none"):
        assert [(door.sort_of(root, file), door.look(root, file)) for file in asked] == plain
        (root / HOME / "ledger/2026-03.csv").write_text("changed", encoding="utf-8")
        assert door.read(root, f"{HOME}/ledger/2026-03.csv") == b"changed"  # what is opened is what is there now
        with door.instead(root, {f"{HOME}/ledger/2026-03.csv": b"typed", f"{HOME}/ledger/2026-04.csv": b"new"}):
            assert door.read(root, f"{HOME}/ledger/2026-03.csv") == b"typed"
            assert door.is_file(root, f"{HOME}/ledger/2026-04.csv")
    assert plain[2] != (door.sort_of(root, asked[2]), door.look(root, asked[2]))
