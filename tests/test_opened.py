"""A fresh command after one changed row reads the changed file and what its pages are made of, and imports no library that none needs."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.site.looks import folder_of
from generator.site.tree import put
from tests.bench.boards import TODAY, make_board
from tests.bench.cases import change_of
from tests.conftest import ROOT, write_tree
from tests.papers import workbook
from tests.test_start import MAKES_PAGES

_RUN = """
import os, sys
told = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def hear(event, about):
    if event == "open" and isinstance(about[0], str):
        how = "write" if isinstance(about[2], int) and about[2] & (os.O_WRONLY | os.O_RDWR) else "open"
        os.write(told, f"{how} {os.path.normpath(about[0])}\\n".encode())
    elif event == "import":
        os.write(told, f"import {about[0]}\\n".encode())
sys.addaudithook(hear)
from generator.__main__ import main
main()
"""
"""Copies of the process tell, too: each line is written at once."""
CHANGED = "data/villages/demo/ledger/2026-10.csv"
UNNEEDED = {
    *("pandas", "numpy", "openpyxl", "rich", "icalendar", "distributed", "watchdog", "pdfminer", "urllib.request"),
    "generator.load.xlsx_cells",  # of an unchanged workbook nothing is read
    *("generator.privacy.pdf_child", "generator.privacy.pdf_text", "generator.inbox", "generator.desk", "generator.editing"),
}
SETTINGS = {"data/site.yml", "data/villages/demo/village.yml"}
EVERY_BUILD = {
    *("record.json", "datapackage.json", "sw.js", ".gongkai", "root.svg"),  # of all files of the board
    *("_search/about.json", "_search/archive/about.json"),
    *("index.html", "feed.json", "notices/feed.json"),  # what the page over all boards tells of this one, and when it was told
}
"""What says something of the whole board, whichever page changed."""
PAGES_OF_IT = ("finance/2026-10/", "finance/2026/")
"""The month and its year: both are made of the changed file, also where nothing of the year is another."""


@dataclass(frozen=True)
class Opened:
    """What a fresh command did, by paths below the root."""

    read: set[str]
    written: set[str]
    holds: dict[str, bytes]
    other: set[str]
    """What holds something else than before."""
    imported: set[str]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    root = tmp_path_factory.mktemp("opened")
    write_tree(root, {"/data/site.yml": "标题: 村务\n", "/content/how.md": "---\ntitle: 怎么看\n---\n\n看账。\n"})
    make_board(root / "data/villages/demo", "甲村", 60, random.Random(1))
    month = root / "data/villages/demo/ledger/2026-09.csv"
    rows = [*csv.reader(month.read_text(encoding="utf-8-sig").splitlines())]
    month.unlink()
    put(month.with_suffix(".xlsx"), workbook(rows))
    time.sleep(3.2)  # a file is believed without a look into it where the disk's clock had moved on when it was read
    for turn in ("clean", "first", "row"):  # the first row is held against what had just been published for the first time
        before = _bytes(root)
        log = tmp_path_factory.mktemp(turn) / "log"
        if turn != "clean":
            change_of(root / CHANGED)(0)
        _build(root, log)
    now = _bytes(root)
    told = [line.split(" ", 1) for line in log.read_text(encoding="utf-8").splitlines()]
    read, written = ({path.removeprefix(f"{root}/") for how, path in told if how == word} for word in ("open", "write"))
    other = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    return Opened(read, written, now, other, {name for how, name in told if how == "import"})


def _build(root: Path, log: Path) -> None:
    words = ("build", "-C", str(root), "--today", str(TODAY), "--jobs", "2")
    done = subprocess.run([sys.executable, "-c", _RUN, str(log), *words], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _bytes(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_of_what_clerks_write_only_what_changed_is_read(opened: Opened) -> None:
    """With the settings, on which all hangs, and pages written by hand, which have no dataset that could be kept."""
    assert {path for path in opened.read if path.startswith("data/")} == {CHANGED, *SETTINGS}
    assert {path for path in opened.read if path.startswith("content/")} <= {"content/how.md"}


def test_of_the_site_only_what_differs_is_read(opened: Opened) -> None:
    read, other = opened.read, opened.other
    published = {path.removeprefix("site/demo/") for path in read if path.startswith("site/demo/")} - EVERY_BUILD
    pages = {folder_of(path) for path in other if path.startswith("site/demo/")}
    assert {path for path in published if folder_of(f"site/demo/{path}") not in pages} == set()
    assert {path for path in published if f"site/demo/{path}" not in other} <= {path for path in published if path.endswith(".json")}


def test_of_what_was_made_only_pages_of_it_are_read_and_what_a_phone_holds(opened: Opened) -> None:
    """Of a folder that a run writes to all files are held against what was made; of the pages that the home page leads to is worked out
    what a phone must have to show them."""
    read, files, other = opened.read, opened.holds, opened.other
    site = "build/boards/demo/site/"
    written = {folder_of(path.removeprefix(site)) for path in other if path.startswith(site)}
    home = files[f"{site}index.html"].decode()
    held = {f"{page}index.html" for page in re.findall(r'<a\b[^>]*\bhref="([^"#?:]*/)"', home)} | {"offline/index.html"}
    left = {path.removeprefix(site) for path in read if path.startswith(site)} - EVERY_BUILD - held
    assert {path for path in left if folder_of(path) not in {*written, *PAGES_OF_IT}} == set()
    assert len(held) < 20 < sum(path.startswith(f"{site}notices/") and path.endswith("index.html") for path in files)


def test_nothing_is_written_that_is_as_it_was(opened: Opened) -> None:
    """Of a page nobody knows, since the site holds what was made of it."""
    docs = "build/boards/demo/docs/"
    written = {path for path in opened.written if path.startswith(docs) and path in opened.holds and not path.endswith(".md")}
    assert written
    assert written <= opened.other
    assert sum(path.startswith(f"{docs}_search/current/") for path in opened.holds) > 5


def test_no_library_is_imported_that_no_page_needs(opened: Opened) -> None:
    assert MAKES_PAGES - {"zxingcpp"} <= opened.imported, "it made pages"
    assert not opened.imported & UNNEEDED
