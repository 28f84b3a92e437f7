"""The published site: complete, self-contained, reproducible, and never half replaced."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from filelock import FileLock

from generator import build, values
from generator.record.chain import FOLDER as CHAINS
from generator.site import manifest, swap
from generator.site.engine import unused
from generator.site.lock import Busy, only_one
from generator.site.marker import MARKER
from generator.site.refusal import refusal
from tests.conftest import ROOT, TODAY, VILLAGE_YML, copy_samples, deep, write_tree
from tests.forked import forked
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER


def digest(folder: Path) -> dict[str, str]:
    """Of all that follows from what is published now. What was published before does not: the chains, and their line of the marker."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    contents = {name: p.read_bytes() for name, p in files.items() if not name.startswith(f"{CHAINS}/")}
    if marked := contents.get(MARKER):
        contents[MARKER] = b"".join(line for line in marked.splitlines(keepends=True) if not line.startswith(CHAINS.encode()))
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


class Links(HTMLParser):
    """What a page fetches and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.ids |= {known["id"]} if "id" in known else set()
        if "src" in known:
            self.fetched.append(known["src"])
        if tag == "link" and known.get("rel") != "canonical":
            self.fetched.append(known.get("href", ""))
        if tag == "a" and "href" in known:
            self.links.append(known["href"])


def read(path: Path) -> Links:
    page = Links()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def test_no_page_asks_another_host(samples: Path) -> None:
    for path in (samples / "site").rglob("*.html"):
        for address in read(path).fetched:
            assert not re.match(r"(https?:)?//", address), f"{path}: {address}"
    for path in (samples / "site").rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_every_link_leads_somewhere(samples: Path) -> None:
    site = samples / "site"
    pages = {path: read(path) for path in site.rglob("*.html") if path.name != "404.html"}
    for path, page in pages.items():
        base = path.relative_to(site).as_posix()
        for link in page.links + page.fetched:
            if re.match(r"(https?|tel|mailto|data):", link):
                continue
            target, fragment = urldefrag(unquote(urljoin(f"http://x/{base}", link)).removeprefix("http://x/").partition("?")[0])
            found = site / target
            found = found / "index.html" if found.is_dir() else found
            assert found.is_file(), f"{base}: {link}"
            if fragment and found in pages and not fragment.startswith("__"):
                assert fragment in pages[found].ids, f"{base}: {link}"


def test_every_sample_page_says_so(samples: Path) -> None:
    site = samples / "site"
    for path in (site / "shifan").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "示例数据" in text or "搬到了新网址" in text, path
    for path in (site / "dongxian/finance").rglob("index.html"):
        assert "示例数据" in path.read_text(encoding="utf-8"), path
    assert "示例数据" in (site / "dongxian/index.html").read_text(encoding="utf-8")
    assert "示例数据" not in (site / "dongxian/notices/index.html").read_text(encoding="utf-8")


def test_details_are_not_in_the_navigation(samples: Path) -> None:
    pages = (samples / "site/shifan").rglob("index.html")
    sizes = [len(re.findall(r'class="md-nav__link', p.read_text(encoding="utf-8"))) for p in pages]
    assert max(sizes) <= 12


def test_what_is_withheld_is_nowhere(samples: Path) -> None:
    source = (ROOT / "data/villages/shifan/notices/2025-03-road-plan.md").read_text(encoding="utf-8")
    title = re.search(r"^标题: *(.+)$", source, re.MULTILINE)
    assert title
    words = [title[1].strip(), "2025-03-road-plan"]
    for path in (samples / "site").rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert not any(word.encode() in data for word in words), path


def test_downloads_carry_the_bom_and_the_sums(samples: Path) -> None:
    path = samples / "site/shifan/finance/2026-10/2026-10.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    last = path.read_text(encoding="utf-8-sig").splitlines()[-1].split(",")
    assert "合计" in last
    assert {"79168.83", "49694.40"} <= set(last)
    assert path.with_suffix(".xlsx").read_bytes()[:2] == b"PK"


def test_same_inputs_same_bytes_on_one_worker_or_two(tmp_path: Path) -> None:
    """In places of their own; the two workers are processes that order their sets otherwise."""
    one, two = (copy_samples(tmp_path / name) for name in ("one", "two"))
    for root in (one, two):
        write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER, "/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村")})
        if not deep():
            for slug in ("shifan", "dongxian"):  # of the pages of a sample board the next test speaks
                shutil.rmtree(root / "data/villages" / slug)
    outcome = build.build(one, TODAY)
    assert all(board.built for board in outcome.boards), outcome.problems
    first = digest(one / "site")
    for _ in range(2):
        build.build(two, TODAY, jobs=2)
        assert digest(two / "site") == first


_PAGES = """
import json, sys
from datetime import date
from pathlib import Path
from generator.board import plan_board
from generator.compared import addresses
from generator.load.settings import load_site
from generator.site import docs
from generator.site.manifest import digest
from generator.task import BoardTask

docs.cover_png = docs.qr_svg = lambda *given: b""
del docs.WRITERS["xlsx"]
root = Path(sys.argv[1])
beside = addresses(["dongxian", "shifan"])["shifan"]
_, plan, _ = plan_board(BoardTask(root, "shifan", load_site(root)[0], date.fromisoformat(sys.argv[2]), beside=beside))
made = {path: digest(text) for item in plan.items for path, text in item.make().items()}
print(json.dumps({path: found for path, found in made.items() if path.endswith((".md", ".csv"))}))
"""
"""Prints path → digest of all pages and tables of the sample board, without the pictures and workbooks that lie beside them."""


def test_same_inputs_same_pages_in_another_process(samples: Path) -> None:
    """One that orders its sets otherwise."""
    words = [sys.executable, "-c", _PAGES, str(samples), str(TODAY)]
    done = subprocess.run(words, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "1"}, capture_output=True, text=True)
    made, docs = json.loads(done.stdout), samples / "build/boards/shifan/docs"
    assert len(made) > 300
    assert {path: manifest.digest((docs / path).read_bytes()) for path in made} == made


def test_the_day_is_an_input(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    sites = []
    for day in (TODAY, date(2026, 12, 31)):
        build.build(root, day)
        assert values.date_cn(day) in (root / "site/demo/finance/index.html").read_text(encoding="utf-8")
        sites.append(digest(root / "site"))
    assert sites[0] != sites[1]


def test_a_village_with_errors_is_not_published_and_the_others_are(tmp_path: Path) -> None:
    files = {"/data/villages/good/village.yml": VILLAGE_YML.replace("甲村", "乙村"), "ledger/2026-03.csv": BAD_LEDGER}
    root = write_tree(tmp_path, files)
    outcome = build.build(root, TODAY)
    assert [(b.slug, b.built) for b in outcome.boards] == [("demo", False), ("good", True)]
    assert (root / "site/good/index.html").is_file()
    assert not (root / "site/demo").exists()
    assert "资料有误" in (root / "site/index.html").read_text(encoding="utf-8")


def test_what_was_published_stays_when_new_data_are_wrong(tmp_path: Path) -> None:
    files = {"/data/villages/good/village.yml": VILLAGE_YML.replace("甲村", "乙村"), "ledger/2026-03.csv": GOOD_LEDGER}
    root = write_tree(tmp_path, files)
    build.build(root, TODAY)
    before = digest(root / "site/demo")
    write_tree(root, {"ledger/2026-03.csv": BAD_LEDGER, "/data/villages/good/village.yml": VILLAGE_YML.replace("甲村", "丙村")})
    outcome = build.build(root, TODAY)
    assert outcome.kept == ("demo",)
    assert digest(root / "site/demo") == before
    assert "丙村" in (root / "site/good/index.html").read_text(encoding="utf-8")


def test_a_village_that_is_gone_is_taken_down_even_if_nothing_else_can_be_built(tmp_path: Path) -> None:
    files = {"/data/villages/other/village.yml": VILLAGE_YML, "ledger/2026-03.csv": GOOD_LEDGER}
    root = write_tree(tmp_path, files)
    build.build(root, TODAY)
    shutil.rmtree(root / "data/villages/other")
    write_tree(root, {"ledger/2026-03.csv": BAD_LEDGER})
    outcome = build.build(root, TODAY)
    assert outcome.removed == ("other",)
    assert not (root / "site/other").exists()
    assert (root / "site/demo/index.html").is_file()


@pytest.mark.parametrize("output", [".", "data", "data/new", "build/x", "important", "notes.txt"])
def test_only_our_own_site_is_ever_replaced(output: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, "/important/letter.txt": "甲", "/notes.txt": "乙"})
    assert refusal((root / output).resolve(), root)
    assert not refusal(root / "site", root)
    assert not refusal(root / "elsewhere", root)


def test_our_own_site_is_replaced(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY)
    assert not refusal(root / "site", root)


def test_a_host_that_knows_jekyll_leaves_nothing_out(samples: Path) -> None:
    assert (samples / "site/.nojekyll").read_bytes() == b""


def test_two_builds_do_not_work_in_one_place(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    with only_one(root / "build"), pytest.raises(Busy, match="正在这里生成"):
        build.build(root, TODAY)
    with FileLock(root / "build/lock"), pytest.raises(Busy):  # the library's, as on a system without ours
        build.build(root, TODAY)
    assert build.build(root, TODAY).boards[0].built


def test_a_place_is_free_again_though_a_copy_of_the_process_is_left(tmp_path: Path) -> None:
    with only_one(tmp_path):
        child = os.fork()
        if not child:
            time.sleep(20)
            os._exit(0)
    with only_one(tmp_path):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_on_a_disk_without_locks_of_the_system_the_library_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(handle: object, how: int) -> None:
        raise OSError(errno.ENOSYS, "no locks")

    monkeypatch.setattr("fcntl.flock", none)
    with only_one(tmp_path), pytest.raises(Busy), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


def test_a_dead_link_in_hand_written_pages_is_told_with_its_line(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"/content/how.md": "---\ntitle: 怎么看\n---\n\n[账](../finance/index.md) [没有](nowhere.md)\n"})
    (found,) = build.build(write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER}), TODAY).problems
    assert (found.code, found.source.file, found.source.line) == ("broken-link", "content/how.md", 5)


def test_a_download_put_back_as_data_is_the_same_month(samples: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx"):
        month = (samples / f"site/shifan/finance/2026-10/2026-10.{ending}").read_bytes()
        root = write_tree(tmp_path / ending, {f"ledger/2026-10.{ending}": month})
        assert build.check(root, TODAY).problems == ()
        build.build(root, TODAY)
        again = (root / f"site/demo/finance/2026-10/2026-10.{ending}").read_bytes()
        assert again == month


def test_one_board_has_no_portal_but_the_same_address(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    build.build(root, TODAY)
    assert "url=demo/" in (root / "site/index.html").read_text(encoding="utf-8")
    assert (root / "site/demo/finance/2026-03/index.html").is_file()


@pytest.mark.parametrize("board", ["dongxian", *(["shifan"] if deep() else [])])
def test_a_person_can_build_the_staged_tree_with_mkdocs_and_get_the_same_bytes(board: str, samples: Path, tmp_path: Path) -> None:
    for name in ("build", "theme_overrides"):
        shutil.copytree(samples / name, tmp_path / name)
    shutil.copy(samples / "mkdocs.yml", tmp_path)
    folder = tmp_path / "build/boards" / board
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(_midnight()), "TZ": "UTC"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(folder / "mkdocs.yml"), "-d", str(tmp_path / "out")]
    subprocess.run(command, check=True, env=env, capture_output=True)
    published = digest(samples / "site" / board)
    made = {path: found for path, found in digest(tmp_path / "out").items() if not unused(path)}
    # The list of what a phone keeps is made of the engine's own pages, after it.
    assert made == {path: found for path, found in published.items() if path != "sw.js"}


def _midnight() -> int:
    from datetime import UTC, datetime

    return int(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp())


MORE = [*((part / 100, None) for part in range(5, 100, 5)), (0, 2)] if deep() else []
STEPS = ("link", "mkdir", "rename", "replace", "rmdir", "unlink")
"""How os changes what is in a folder."""


def _dying(at: int, count: Path) -> Callable[[], None]:
    """For a child: it is killed before the step of this number, the exchange of the two sites being one of them; how many it came to,
    and which was that exchange, stands in ``count``."""

    def set_up() -> None:
        done, exchanged = 0, 0

        def before(step: Callable[..., Any]) -> Callable[..., Any]:
            def counted(*args: Any, **more: Any) -> Any:
                nonlocal done, exchanged
                done += 1
                exchanged = done if step is exchange else exchanged
                if done == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                with count.open("w") as file:
                    file.write(f"{done} {exchanged}")
                return step(*args, **more)

            return counted

        exchange = swap._exchange
        for name in STEPS:
            setattr(os, name, before(getattr(os, name)))
        swap._exchange = before(exchange)

    return set_up


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where two villages are published, and a copy of it; then one of them is called otherwise."""
    place = tmp_path_factory.mktemp("renamed")
    root = place / "root"
    write_tree(root, {"ledger/2026-03.csv": GOOD_LEDGER, "/data/villages/other/village.yml": VILLAGE_YML.replace("甲村", "乙村")})
    build.build(root, TODAY)
    write_tree(root, {"village.yml": VILLAGE_YML.replace("甲村", "甲新村")})
    return root, Path(shutil.copytree(root, place / "kept"))


@pytest.fixture
def renamed(published: tuple[Path, Path]) -> Path:
    """The root as it was published, always at the same place: where the site before lies depends on it."""
    root, kept = published
    shutil.rmtree(root)
    return Path(shutil.copytree(kept, root))


@pytest.fixture(scope="module")
def steps(published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """How many it takes to publish what changed, and which of them is the exchange."""
    root, count = published[0], tmp_path_factory.mktemp("steps") / "count"
    assert forked("build", "-C", str(root), "--today", str(TODAY), first=_dying(0, count)).returncode == 0
    total, exchange = map(int, count.read_text().split())
    assert 0 < exchange < total
    return total, exchange


@pytest.mark.parametrize(("part", "after"), [(0.01, None), (0, 0), (0, 1), (1.0, None), *MORE])
def test_a_killed_build_leaves_the_site_whole(
    part: float, after: int | None, steps: tuple[int, int], renamed: Path, tmp_path: Path
) -> None:
    """Before a step at this part of the way, or so many steps after that of the exchange."""
    root, (total, exchange) = renamed, steps
    old = digest(root / "site")
    done = forked(
        "build",
        "-C",
        str(root),
        "--today",
        str(TODAY),
        first=_dying(max(1, round(total * part)) if after is None else exchange + after, tmp_path / "count"),
    )
    assert done.returncode == -signal.SIGKILL
    now = digest(root / "site")
    finished = "甲新村" in (root / "site/demo/index.html").read_text(encoding="utf-8")
    assert now == old or finished
    build.build(root, TODAY)
    assert "甲新村" in (root / "site/demo/index.html").read_text(encoding="utf-8")
    assert finished is False or digest(root / "site") == now, "what a visitor found was not the whole new site"
    assert not [p for p in root.iterdir() if p.name.startswith(".site")]
