"""What a command waits for before it begins: it imports what it uses, and compiles the patterns that it asks."""

from __future__ import annotations

import importlib
import json
import marshal
import os
import pkgutil
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml

import generator
from generator import compiled
from generator.law.data import told
from generator.pattern import lazy
from tests.conftest import ROOT, TODAY, write_tree

MAKES_PAGES = {
    "jinja2",
    "mkdocs",
    "markdown",
    "xlsxwriter",
    "zxingcpp",
    "generator.planned",
    "generator.site.make",
    "generator.pages.render",
}
HEAVY = MAKES_PAGES | {
    "pandas",
    "numpy",
    "PIL",
    "lxml",
    "openpyxl",
    "pikepdf",
    "pypdfium2",
    "pdfminer",
    "rich",
    "icalendar",
    "distributed",
    "watchdog",
    "urllib.request",
}
_RUN = """
import json, sys
from generator import cli
try:
    cli.main()
except SystemExit as left:
    print(json.dumps([left.code, sorted(sys.modules)]), file=sys.stderr)
"""


def imported(*words: str) -> set[str]:
    """The modules that a command imported in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _RUN, *words], capture_output=True, text=True, cwd=ROOT, check=True)
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("words", [("--version",), ("explain", "blank-cell")])
def test_a_word_about_the_program_needs_no_library(words: tuple[str, ...]) -> None:
    explains = {"generator.pages.render", "jinja2"}
    assert not imported(*words) & (HEAVY - explains | {"yaml", "generator.load.table", "generator.check.run"})


def test_a_check_imports_nothing_that_makes_pages(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"/data/site.yml": "标题: 村务\n"})
    assert not imported("check", "-C", str(root), "--today", str(TODAY)) & HEAVY


def test_a_build_in_which_nothing_changed_imports_no_room_that_makes_or_checks(samples_again: Path) -> None:
    modules = imported("build", "-C", str(samples_again), "--today", str(TODAY))
    libraries = HEAVY - {"generator.pages.render", "jinja2", "generator.site.make", "mkdocs", "markdown", "xlsxwriter", "zxingcpp"}
    libraries |= {"multiprocessing", "socket"}
    assert not modules & libraries  # the page over several boards is put together to see that it is the same
    assert not {name for name in modules if name.startswith(("generator.kinds.", "generator.check.run", "generator.board"))}


def test_a_pattern_that_is_put_off_is_the_pattern() -> None:
    later, at_once = lazy("(?P<a>[a-z]+)[0-9]", re.IGNORECASE), re.compile("(?P<a>[a-z]+)[0-9]", re.IGNORECASE)
    text = "ab1, C2"
    assert later.pattern == at_once.pattern
    assert later.flags == at_once.flags
    assert later.findall(text) == at_once.findall(text)
    assert later.sub("-", text) == at_once.sub("-", text)
    assert [later.split(text), later.groupindex] == [at_once.split(text), at_once.groupindex]
    for name in ("search", "match", "fullmatch"):
        mine, other = (getattr(each, name)("Ab9") for each in (later, at_once))
        assert (mine.span(), mine["a"]) == (other.span(), other["a"])


def _put_off() -> list[re.Pattern[str]]:
    names = [module.name for module in pkgutil.walk_packages(generator.__path__, "generator.") if not module.name.endswith("__main__")]
    return [value for name in names for value in vars(importlib.import_module(name)).values() if type(value) is type(lazy(""))]


def _is_as_compiled(later: re.Pattern[str]) -> bool:
    at_once = re.compile(later.pattern, later.flags)
    return later._made == at_once and (later.flags, later.groupindex) == (at_once.flags, at_once.groupindex)  # type: ignore[attr-defined]


def test_every_pattern_that_is_put_off_can_be_compiled() -> None:
    put_off = _put_off()
    assert len(put_off) > 250
    for pattern in put_off:
        assert pattern.search("") is None or pattern.search("").span() == (0, 0)


def test_every_pattern_that_is_kept_is_what_re_makes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "kept_with_program", lambda name: tmp_path)
    for time in ("made", "found"):
        again = [lazy(pattern.pattern, int(pattern.flags)) for pattern in _put_off()]
        assert all(map(_is_as_compiled, again)), time
    assert len([*tmp_path.iterdir()]) >= len({(pattern.pattern, pattern.flags) for pattern in again})


_AS_A_LIBRARY = """
import re
WIDE = re.compile("[^a-f](?P<a>b)", re.I)
class Words:
    LINE = re.compile(r"^\\s*(\\w+)", re.M)
def asked(text):
    return re.compile(text)
"""
_ASKS_IT = """
import re, sys
from pathlib import Path
from generator import compiled, pattern
compiled.kept_with_program = lambda name: Path("values")
pattern.keep_what_modules_compile()
sys.path.insert(0, "")
import library
library.asked("Zhang.*"), re.compile(b"bytes")
print([(p, p.groupindex) for p in (library.WIDE, library.Words.LINE)], library.WIDE.search("xB")["a"])
"""


def test_what_a_library_compiles_while_it_is_imported_is_kept_and_what_it_is_asked_is_not(tmp_path: Path) -> None:
    """A text that comes from a village would stay with the program."""
    (tmp_path / "library.py").write_text(_AS_A_LIBRARY)
    (tmp_path / "values").mkdir()
    run = partial(subprocess.run, [sys.executable, "-c", _ASKS_IT], capture_output=True, text=True, cwd=tmp_path, check=True)
    told = [run(env={**os.environ, "PYTHONPATH": str(ROOT)}).stdout for time in ("made", "found")]
    at_once = [re.compile("[^a-f](?P<a>b)", re.IGNORECASE), re.compile(r"^\s*(\w+)", re.MULTILINE)]
    assert told == [f"{[(p, p.groupindex) for p in at_once]} B\n"] * 2
    assert len([*(tmp_path / "values").iterdir()]) == len(at_once)


@pytest.mark.parametrize("lie", [b"", b"junk", marshal.dumps(5), marshal.dumps((0, [7, 9], 1, {})), marshal.dumps((0, [], "", 1))])
def test_what_cannot_be_a_pattern_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: bytes) -> None:
    monkeypatch.setattr(compiled, "kept_with_program", lambda name: tmp_path)
    assert lazy("(?P<a>[a-z]+)b").match("aab")["a"] == "aa"  # type: ignore[index]
    for file in tmp_path.iterdir():
        file.write_bytes(lie)
    assert _is_as_compiled(lazy("(?P<a>[a-z]+)b"))


def test_where_nothing_may_be_kept_a_pattern_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "kept_with_program", lambda name: None)
    assert _is_as_compiled(lazy("(?P<a>[a-z]+)b"))


def test_what_is_kept_of_our_own_data_is_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted((ROOT / "generator" / "law").glob("*.yml"))
    assert files
    monkeypatch.setattr(compiled, "kept_with_program", lambda name: tmp_path)
    for file in files:
        made, found = told(file.stem), told(file.stem)
        assert made == found == yaml.safe_load(file.read_text(encoding="utf-8"))


def test_who_leaves_does_not_look_for_circles_in_all_that_goes_with_the_process() -> None:
    """Python would, when it ends: a tenth of what one changed row takes."""
    run = "import atexit, gc\natexit.register(lambda: print(gc.get_freeze_count() > 1000))\nfrom generator.cli import main\nmain()"
    done = subprocess.run([sys.executable, "-c", run, "explain", "balance-mismatch"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "True"
