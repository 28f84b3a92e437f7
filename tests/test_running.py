"""A machine that refuses: files that may not be read, folders that may not be written, a full disk, an owner's broken theme. Each has its
own sentence, nothing is left out of a site because it could not be read, and what was published stays."""

from __future__ import annotations

import ctypes
import errno
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from generator import build, door
from generator.load.inputs import content_ids
from generator.model import Source, problem
from generator.site import tree
from generator.system import OF_THE_MACHINE, reason, sentence
from tests.conftest import ROOT, TODAY, VILLAGE_YML, Spoken, write_tree
from tests.forked import forked
from tests.problems_for_tests import GOOD_LEDGER

FILES = {"ledger/2026-03.csv": GOOD_LEDGER, "/data/site.yml": "标题: 村务公开\n", "/content/how.md": "---\ntitle: 怎么看\n---\n\n看。\n"}
_DROP = 24
_READS_ALL = (1, 2)
"""prctl: what lets the administrator read and write everything; tests often run as one."""
_VERSION_3 = 0x20080522
"""Of the header that capset wants."""


def _powerless() -> None:
    """Neither this process nor a program that it starts has them any more."""
    system = ctypes.CDLL(None, use_errno=True)
    for power in _READS_ALL:
        system.prctl(_DROP, power, 0, 0, 0)
    header, sets = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice
    assert system.capget(header, sets) == 0
    for i in range(3):
        sets[i] &= ~sum(1 << power for power in _READS_ALL)
    assert system.capset(header, sets) == 0


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """gongkai as somebody whom permissions bind."""
    done = forked(*words, first=_powerless)
    assert not re.search(r"Traceback|Error|Permission denied|Warning", done.stdout + done.stderr)
    return done


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    root = write_tree(tmp_path / "root", FILES)
    yield root
    for path in [root, *root.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def listing(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file and folder with its times and content."""
    found = [root, *sorted(root.rglob("*"))]
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_mode, p.read_bytes() if p.is_file() else b"") for p in found}


# --- --work ----------------------------------------------------------------------------------


def test_a_root_that_may_not_be_written_is_checked_and_built(root: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path in [*root.rglob("*"), root]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = listing(root)
    common = ["-C", str(root), "--today", str(TODAY), "--work", str(tmp_path / "work")]
    assert run("check", *common).returncode == 0
    done = run("build", *common, "--output", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert run("build", *common, "--edition", "village").returncode == 0
    assert listing(root) == before
    assert "70.00" in (tmp_path / "out/demo/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "work/site-village/demo/index.html").is_file()
    done = run("build", "-C", str(root))  # without --work
    assert done.returncode == 2
    assert f"读写「{root}/build」时出错：没有权限" in done.stderr


def test_the_same_site_comes_out_wherever_the_cache_lies(root: Path, tmp_path: Path) -> None:
    build.build(root, TODAY, output=tmp_path / "a")
    build.build(root, TODAY, output=tmp_path / "b", work=tmp_path / "work")
    files = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in (tmp_path / "a").rglob("*") if p.is_file()}
    assert files == {p.relative_to(tmp_path / "b"): p.read_bytes() for p in (tmp_path / "b").rglob("*") if p.is_file()}
    assert not {"lock", "boards", "published", "front"} - {p.name for p in (tmp_path / "work").iterdir()}


def test_a_crash_is_written_below_the_work_folder(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.board.load_content", lambda *_: 1 // 0)
    (found,) = build.check(root, TODAY, work=tmp_path / "aside").problems
    assert found.message == f"demo没有做完。详情在 {tmp_path}/aside/errors/demo.txt。"
    assert "ZeroDivisionError" in (tmp_path / "aside/errors/demo.txt").read_text(encoding="utf-8")
    assert not (root / "build").exists()


@pytest.mark.parametrize("work", ["root", "root/data", "root/content/x", ".", "full", "file.txt"])
def test_a_folder_with_other_things_is_no_work_folder(work: str, root: Path, tmp_path: Path, spoken: Spoken) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("甲")
    (tmp_path / "file.txt").write_text("甲")
    status, _, heard = spoken("build", "-C", str(root), "--work", str(tmp_path / work))
    assert status == 2
    assert "--work" in heard
    assert (tmp_path / "full/letter.txt").is_file()


def test_site_and_work_folder_do_not_lie_in_one_another(root: Path, tmp_path: Path, spoken: Spoken) -> None:
    for output in ("work/boards", "work", "."):
        assert spoken("build", "-C", str(root), "--work", str(tmp_path / "work"), "--output", str(tmp_path / output))[0] == 2


# --- what may not be read --------------------------------------------------------------------

CLOSED = ["data/villages", *(f"data/villages/demo{below}" for below in ("", "/village.yml", "/ledger", "/ledger/2026-03.csv"))]
CLOSED += ["data/site.yml", "content", "content/how.md", "mkdocs.yml", "theme_overrides", "theme_overrides/main.html"]


@pytest.mark.parametrize("place", CLOSED)
def test_what_may_not_be_read_is_told_and_takes_nothing_off_the_site(place: str, root: Path) -> None:
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    site = root / "site"
    (site / "demo").mkdir(parents=True)
    (site / "demo/index.html").write_text("以前的内容", encoding="utf-8")
    (site / ".gongkai").write_text("demo 1\n")
    (root / place).chmod(0)
    done = run("build", "-C", str(root), "--today", str(TODAY))
    assert done.returncode == 1, done.stderr
    assert f"{place}: 错误" in done.stdout
    assert f"没有权限读「{Path(place).name}」。" in done.stdout
    assert "程序出错" not in done.stdout
    assert (site / "demo/index.html").read_text(encoding="utf-8") == "以前的内容"


@pytest.mark.parametrize("place", ["data/villages/demo/ledger", "data/villages"])
def test_no_verb_says_that_nothing_is_due_where_nobody_could_look(place: str, root: Path) -> None:
    (root / place).chmod(0)
    done = run("due", "-C", str(root), "--today", str(TODAY))
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有权限读" in done.stderr
    assert "没有权限读" in run("check", "-C", str(root), "--today", str(TODAY)).stdout


def test_all_that_may_not_be_read_is_told_at_once_and_the_other_boards_are_made(root: Path) -> None:
    write_tree(root, {"honors/2026.csv": "x", "/data/villages/town/yi/village.yml": VILLAGE_YML})
    write_tree(root, {"/data/villages/town/jia/village.yml": VILLAGE_YML})
    for place in ("demo/ledger/2026-03.csv", "demo/honors", "town/jia"):
        (root / "data/villages" / place).chmod(0)
    done = run("build", "-C", str(root), "--today", str(TODAY))
    assert done.returncode == 1
    assert done.stdout.count("没有权限读「") == 3
    assert (root / "site/town/yi/index.html").is_file()
    assert done.stdout.count("一共 3 个村：做好 1 个，有错误、还没有公开 2 个。") == 1


def test_the_id_of_what_may_not_be_read_is_of_nothing_that_was_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(root: Path, file: str, limit: int = 0) -> bytes:
        raise door.Closed(problem("no-permission", Source(file), "没有权限读。"))

    before = content_ids(root, ["data/site.yml"])
    monkeypatch.setattr(door, "read", refuse)
    assert content_ids(root, ["data/site.yml"]) != before


# --- what cannot be written ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘满了，没有做完；已经公开的网站没有变。"),
        (errno.EDQUOT, "分给你的磁盘空间用完了，没有做完；已经公开的网站没有变。"),
        (errno.EROFS, "写不进去：这里只能读，不能写。用 --work 和 --output 写到别的地方。"),
        (errno.EACCES, "时出错：没有权限。"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_as_such_and_the_site_stays(
    number: int, said: str, jobs: str, root: Path, monkeypatch: pytest.MonkeyPatch, spoken: Spoken
) -> None:
    write_tree(root, {"/data/villages/other/village.yml": VILLAGE_YML, "/data/villages/other/ledger/2026-03.csv": GOOD_LEDGER})
    site = root / "site"
    (site / "demo").mkdir(parents=True)
    (site / "demo/index.html").write_text("以前的内容", encoding="utf-8")
    (site / ".gongkai").write_text("demo 1\n")

    def full(path: object, mode: str = "r", *rest: object) -> io.IOBase:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(tree, "open", full, raising=False)
    status, _, heard = spoken("build", "-C", str(root), "--today", str(TODAY), "--jobs", jobs)
    assert status == 2
    assert said in heard
    assert os.strerror(number) not in heard
    assert (site / "demo/index.html").read_text(encoding="utf-8") == "以前的内容"


def test_a_screen_that_cannot_be_written_is_no_traceback(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command, env = [sys.executable, "-m", "generator", "check", "-C", str(root)], os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=env)
    assert done.returncode == 2
    assert done.stderr.startswith("磁盘满了")
    assert done.stderr.count("\n") == 1


def test_a_worker_the_system_ended_is_told(root: Path, monkeypatch: pytest.MonkeyPatch, spoken: Spoken) -> None:
    write_tree(root, {"/data/villages/other/village.yml": VILLAGE_YML})

    def lost(*_: object) -> Iterator[object]:
        raise BrokenProcessPool("A process in the process pool was terminated abruptly")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.map", lost)
    status, _, heard = spoken("build", "-C", str(root), "--today", str(TODAY), "--jobs", "2")
    assert status == 2
    assert "多半是内存不够" in heard
    assert "--jobs 1" in heard


@pytest.mark.parametrize("error", [KeyError("oops"), RecursionError("maximum"), MemoryError(), KeyboardInterrupt()])
def test_nothing_ends_in_english(error: BaseException, root: Path, monkeypatch: pytest.MonkeyPatch, spoken: Spoken) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("generator.opened.find_villages", fail)
    status, _, heard = spoken("check", "-C", str(root))
    assert status == 2
    assert not re.search("[A-Za-z]{3,}", heard.replace("aside.txt", "").replace("build", "").replace("jobs", "")), heard
    assert heard.strip().endswith("。")


def test_every_refusal_of_the_system_has_chinese_words() -> None:
    for number in [*sorted(OF_THE_MACHINE), 9999, None]:
        error = OSError(number, "English words", "/x") if number else OSError("English words")
        assert "English" not in sentence(error) + reason(error)
        assert sentence(error).endswith(("。", "）。"))


# --- an owner's theme ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "more", "place"),
    [
        ("theme_overrides/main.html", "{% if %}\n", "{file}:{last}"),
        (
            "theme_overrides/partials/gongkai-tools.html",
            "{{ page.nothing.at.all }}\n",
            "{file}:{last}",
        ),
        ("theme_overrides/404.html", '{% include "nowhere.html" %}', "{file}:{last}"),
        ("mkdocs.yml", "plugins: [nosuch]\n", "mkdocs.yml"),
        ("mkdocs.yml", " a: [\n", "mkdocs.yml"),
    ],
)
def test_a_broken_theme_is_told_once_with_its_file_and_line(file: str, more: str, place: str, root: Path) -> None:
    write_tree(root, {"/data/villages/other/village.yml": VILLAGE_YML})
    shutil.copytree(ROOT / "theme_overrides", root / "theme_overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    with (root / file).open("a", encoding="utf-8") as text:
        text.write("\n" + more)
    found = [p for p in build.build(root, TODAY).problems if p.code != "scope-closed"]
    assert [p.code for p in found] == ["theme-broken"]
    where = found[0].source.file + (f":{found[0].source.line}" if found[0].source.line else "")
    last = len((root / file).read_text(encoding="utf-8").splitlines())
    assert where == place.format(file=file, last=last)
    assert (root / "build/errors/theme.txt").is_file()
    assert not re.search(r"[Ee]rror(?!s/)|expected|undefined|Traceback", found[0].message)
