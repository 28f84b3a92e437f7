"""Shared by all tests: a fixed day, small data trees, and the sample boards built once."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from generator import build, makers, opened, place, workers
from generator.board import read_board
from generator.cli_words import speak_chinese
from generator.kinds import all_kinds
from generator.load.board_data import BoardData, load_board
from generator.load.content import WrittenContent
from generator.load.inputs import program_id
from generator.load.settings import load_site
from generator.model import Problem
from generator.poster import sheet_pages, typeset
from generator.poster.sheet import Poster
from generator.site.make import Plan
from generator.task import BoardTask
from tests.browser import chromium, served, with_windows
from tests.spread import spread

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 23)
OPENED = "向社会公开: 全部\n向社会公开依据: 村民代表会议决定\n"
"""All of it is for everybody."""
VILLAGE_YML = "村名: 甲村\n联系:\n  - {事项: 村务公开, 姓名: 王示例, 电话: 0000-0000001}\n" + OPENED
LEDGER_HEADER = "日期,凭证号,摘要,科目,收入,支出,余额"

# Compiled modules and templates are kept as they are on a clerk's machine, also where a shell forbids it: each program that a test
# starts, and each small site that it builds, would compile them anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

EXAMPLES, DEEP = 40, 20
"""Examples of a property that says no number of its own, and how many times as many with ``--deep``."""
# Runs of a property are the same on every machine: a failure seen in CI can be seen at home. A deep run looks for new ones.
settings.register_profile("project", max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("deep", settings.get_profile("project"), max_examples=EXAMPLES * DEEP, derandomize=False, print_blob=True)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="accept what is made today as what is expected")
    parser.addoption("--deep", action="store_true", help="every width, every page whole, many more examples: make test-deep")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("golden files are never updated in CI")
    if config.getoption("--deep"):
        settings.load_profile("deep")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = spread(items)


def pytest_collection_finish() -> None:
    """Eight thousand tests stay until the end: nobody looks for circles among them again and again, nor copies them with a process."""
    gc.collect()
    gc.freeze()


def deep() -> bool:
    """True in a run that has the whole night."""
    return settings.default.max_examples > EXAMPLES


def examples(number: int, **more: Any) -> settings:
    """For a property that needs another number of examples than most; a deep run has as many times more of them as of the others."""
    return settings(max_examples=number * (DEEP if deep() else 1), **more)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below data/villages/demo/ (or below root for paths that begin with /); village.yml is given."""
    for name, content in {"village.yml": VILLAGE_YML, **files}.items():
        path = root / name[1:] if name.startswith("/") else root / "data/villages/demo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.fixture
def problems_of(tmp_path: Path) -> Callable[..., list[tuple[str, int, int, str]]]:
    """Files → the problems they have, as (code, row, line, field)."""

    def run(files: Mapping[str, str | bytes], today: date = TODAY) -> list[tuple[str, int, int, str]]:
        found = build.check(write_tree(tmp_path, files), today).problems
        return [(p.code, p.source.row, p.source.line, p.source.field) for p in found]

    return run


def _apart(work: Callable[[], Any]) -> Any:
    """Always in a copy: this process has threads, and is copied all the same (forked.py), so that no library may start threads in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "alone", lambda: True)
        return workers.apart(work)


def _once(begun: Callable[[Poster], Callable[[], Any]]) -> Callable[[Poster], Callable[[], Any]]:
    """Equal sheets are equal bytes (tests/test_poster.py): in many small boards there is the same one, which is set once by a process."""
    made: dict[str, Any] = {}

    def run(sheet: Poster) -> Callable[[], Any]:
        key = repr(sheet)
        wait = (lambda: made[key]) if key in made else begun(sheet)
        return lambda: made[key] if key in made else made.setdefault(key, wait())

    return run


typeset.apart = _apart  # type: ignore[assignment]
makers.by_a_copy = lambda work: work()  # what a test counts or puts in another's place is in its own process
sheet_pages.paper_and_pictures = _once(sheet_pages.paper_and_pictures)

_program_on = cache(lambda path: program_id())


def _program() -> str:
    """The program is the same in all its tests, as long as nothing is plugged into it: each of many small builds would read it whole."""
    return _program_on(tuple(sys.path)) if sys.path == _PATH else program_id()


_PATH = sys.path[:]
place.program_id = opened.program_id = _program

Spoken = Callable[..., tuple[int, str, str]]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Spoken:
    """Words of a command line → (exit status, what it said, what it said of faults), in this process: what was patched is patched."""
    from generator.cli import gongkai

    def run(*words: str, cwd: Path = ROOT) -> tuple[int, str, str]:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["gongkai", *words])
        status = speak_chinese(gongkai, lambda error: "aside.txt")
        heard = capsys.readouterr()
        return status, heard.out, heard.err

    return run


def docs_of(plan: Plan) -> dict[str, bytes]:
    """Every file below docs/ that a plan would make."""
    return {path: content for item in plan.items for path, content in item.make().items()}


@cache
def loaded(slug: str) -> tuple[BoardData, list[Problem]]:
    """What the files of a sample board say: loaded once by a process, and nobody changes it."""
    return load_board(ROOT, slug, all_kinds())


@cache
def checked(slug: str) -> tuple[BoardTask, BoardData, WrittenContent]:
    """A sample board as it is checked on the day of the tests, once by a process."""
    task = BoardTask(ROOT, slug, load_site(ROOT)[0], TODAY)
    data, content, _ = read_board(task)
    return task, data, content


def copy_samples(target: Path, themed: bool = False) -> Path:
    """The sample data in a place of its own; ``themed``: with a theme of its own, as a clerk's folder may have. It is compiled anew."""
    for name in ("data", "content", *(["theme_overrides"] if themed else [])):
        shutil.copytree(ROOT / name, target / name)
    if themed:
        shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Of all the workers of a run, one at a time."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers have."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _listing(root: Path) -> set[tuple[str, int, int]]:
    return {(str(p), s.st_size, s.st_mtime_ns) for p in root.rglob("*") if p.is_file() and (s := p.stat())}


@pytest.fixture(scope="session")
def samples(of_all_workers: Path) -> Iterator[Path]:
    """The sample boards, built once for all workers: root with build/ and site/. Nobody writes there."""
    root = of_all_workers / "samples"
    with one_at_a_time(of_all_workers / "samples.lock"):
        if not (of_all_workers / "samples.built").is_file():
            shutil.rmtree(root, ignore_errors=True)
            outcome = build.build(copy_samples(root, themed=True), TODAY)
            assert all(board.built for board in outcome.boards), outcome.problems
            (of_all_workers / "samples.built").touch()
    before = _listing(root)
    yield root
    assert _listing(root) == before, "a test wrote into what others read"


@pytest.fixture
def samples_again(samples: Path, tmp_path: Path) -> Path:
    """The sample boards in a place of their own, built already, so that a change costs what it costs a village."""
    return Path(shutil.copytree(samples, tmp_path / "root"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one for each worker."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def windowed(browser: Browser) -> Iterator[Browser]:
    """One whose pages come to rest, as those of a phone do: only then is a board kept."""
    with with_windows(browser) as other:
        yield other


@pytest.fixture(scope="session")
def address(samples: Path) -> Iterator[str]:
    """Where the sample boards are served, to all tests of a worker."""
    with served(samples / "site") as found:
        yield found
