"""A board read once opens without a network, whole and of one version, and says so."""

from __future__ import annotations

import functools
import os
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from generator import build
from generator.site import manifest, offline
from tests.browser import PHONE, tab, wait_until
from tests.conftest import ROOT, TODAY, VILLAGE_YML, write_tree

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BAND = "离线，数据截至2026年11月23日"
MONTH = "finance/2026-10/"
OLD_MONTH = "finance/2026-05/"
UNREAD = "finance/2026-06/"


class Weather:
    """A server whose network can fail: ``down`` answers nothing, ``slow`` waits, ``broken`` answers some addresses with 500.

    ``silent``: it says of no file how long it is good, only when it was last changed; a browser then guesses, and does not ask for long.
    """

    def __init__(self, site: Path) -> None:
        self.site, self.down, self.slow, self.broken = site, False, 0.0, ""
        self.silent = False
        self.frozen: dict[str, bytes] = {}
        outer = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                if outer.down:
                    self.close_connection = True
                    return
                time.sleep(outer.slow)
                path = self.path if outer.silent else self.path.partition("?")[0]
                if outer.broken and path.endswith(outer.broken):
                    self.send_error(500)
                elif path in outer.frozen:
                    self.send_response(200)
                    self.send_header("Content-Type", "text/javascript" if path.endswith(".js") else "text/html; charset=utf-8")
                    self.end_headers()
                    self.wfile.write(outer.frozen[path])
                else:
                    super().do_GET()

            def translate_path(self, path: str) -> str:
                self.directory = str(outer.site)
                return super().translate_path(path)

            def end_headers(self) -> None:
                if not outer.silent:
                    self.send_header("Cache-Control", "no-cache")
                super().end_headers()

            def log_message(self, *said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.board = f"http://127.0.0.1:{self.server.server_port}/shifan/"


SOME = ("ledger/2026-0[5-9].csv", "ledger/2026-10.csv", "notices/2026-11-farmland-lease*")
"""Of the sample board, what these tests read: a phone keeps a small board sooner."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the sample board, and another beside it."""
    root, own = tmp_path_factory.mktemp("small"), ROOT / "data/villages/shifan"
    for file in (file for pattern in SOME for file in own.glob(pattern)):
        write_tree(root, {f"/data/villages/shifan/{file.relative_to(own)}": file.read_bytes()})
    settings = VILLAGE_YML.replace("甲村", "示范村") + "简介: 示范村分五个村民小组。\n"
    outcome = build.build(write_tree(root, {"/data/villages/shifan/village.yml": settings}), TODAY)
    assert all(board.built for board in outcome.boards), outcome.problems
    return root


@pytest.fixture
def weather(small: Path) -> Iterator[Weather]:
    made = Weather(small / "site")
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def later(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site after one figure and the introduction were changed."""
    root = Path(shutil.copytree(small, tmp_path_factory.mktemp("later") / "root"))
    village = root / "data/villages/shifan/village.yml"
    village.write_text(village.read_text(encoding="utf-8").replace("示范村分五个村民小组", "后来的示范村"), encoding="utf-8")
    ledger = root / "data/villages/shifan/ledger/2026-10.csv"
    ledger.write_text(ledger.read_text(encoding="utf-8-sig").replace("净水器检修", "后来的一笔"), encoding="utf-8")
    assert all(board.built for board in build.build(root, TODAY).boards)
    for path in (path for path in (root / "site").rglob("*") if path.is_file()):
        old = small / "site" / path.relative_to(root / "site")
        if old.is_file():  # the same file where it is as it was, as publishing leaves it; else of a later second, by which servers go
            then = old.stat().st_mtime + (0 if old.read_bytes() == path.read_bytes() else 2)
            os.utime(path, (then, then))
    return root / "site"


@pytest.fixture
def phone(windowed: Browser) -> Iterator[Page]:
    with tab(windowed, service_workers="allow", **PHONE) as page:  # each test has a server, so a host, of its own
        yield page


def kept(page: Page, board: str) -> None:
    """Read the home page, until the phone has kept the board."""
    page.goto(board)
    wait_until(page, "() => navigator.serviceWorker.controller?.state === 'activated'", seconds=60)


def updated(page: Page) -> bool:
    """Have the browser look for a new version; True when it took the old one's place. A page that is older is opened anew then."""
    try:
        return bool(page.evaluate(UPDATE))
    except Error as error:
        if "still " in error.message:  # it was neither taken nor refused in a minute, and the page stands as it stood
            raise
        page.wait_for_load_state()
        return bool(page.evaluate("() => navigator.serviceWorker.ready.then(at => at.active.state === 'activated')"))


UPDATE = """async () => {
        const at = await navigator.serviceWorker.getRegistration();
        await at.update().catch(() => {});
        const coming = at.installing || at.waiting;
        if (!coming) return false;
        const settled = () => ['activated', 'redundant'].includes(coming.state);
        for (let end = performance.now() + 60000; !settled() && performance.now() < end;) await new Promise(done => setTimeout(done, 20));
        if (!settled()) throw new Error('still ' + coming.state);
        return coming.state === 'activated';
    }"""


def test_a_kept_board_opens_without_a_network_and_says_so(phone: Page, weather: Weather) -> None:
    kept(phone, weather.board)
    phone.goto(weather.board + OLD_MONTH)
    expect(phone.locator(".gk-offline")).to_have_count(0)
    weather.down = True
    for path, words in (("", "看每一笔"), (MONTH, "净水器检修"), ("notices/", "公示公告"), (OLD_MONTH, "2026年5月收支明细")):
        phone.goto(weather.board + path)
        expect(phone.locator(".gk-offline")).to_contain_text(BAND)
        expect(phone.locator("article")).to_contain_text(words)
        # Its styles and scripts are there too: the board's own colours, the switch that script brings to life.
        assert phone.locator(".gk-offline").evaluate("e => getComputedStyle(e).fontWeight") == "700"
        phone.locator(".gk-large-switch").click()
        assert phone.evaluate("document.documentElement.classList.contains('gk-large')")
        phone.locator(".gk-large-switch").click()


NEVER_RESTS = "requestIdleCallback = (work, how) => { if (how && how.timeout < 10000) setTimeout(work); }"
"""As a browser does whose page is never idle: what is asked for by a time comes then, sooner here, and nothing else."""


def test_a_board_is_kept_though_its_page_never_rests(browser: Browser, weather: Weather) -> None:
    with browser.new_context(service_workers="allow", **PHONE) as context:
        context.add_init_script(NEVER_RESTS)
        page = context.new_page()
        page.goto(weather.board)
        late = "new Promise(done => setTimeout(done, 4000, false))"
        assert page.evaluate(f"() => Promise.race([navigator.serviceWorker.ready.then(() => true), {late}])")


def test_the_page_one_came_in_by_is_kept(phone: Page, weather: Weather) -> None:
    """From a chat straight to an old month, and there once more without a network."""
    kept(phone, weather.board + OLD_MONTH)
    phone.wait_for_timeout(500)
    weather.down = True
    phone.reload()
    expect(phone.locator(".gk-offline")).to_contain_text(BAND)
    expect(phone.locator("h1")).to_have_text("2026年5月收支明细")


def test_a_page_that_is_not_kept_says_so_and_leads_on(phone: Page, weather: Weather) -> None:
    kept(phone, weather.board)
    weather.down = True
    phone.goto(weather.board + UNREAD)
    expect(phone.locator("article")).to_contain_text("这一页没有存在手机里")
    assert phone.url == weather.board + UNREAD
    assert phone.locator("article").evaluate("e => getComputedStyle(e).fontSize") == "18px"
    phone.get_by_role("link", name="公示公告").first.click()
    expect(phone.locator("h1")).to_have_text("公示公告")
    phone.go_back()
    weather.down = False
    phone.get_by_role("button", name="再试一次").click()
    expect(phone.locator("h1")).to_have_text("2026年6月收支明细")


def test_where_the_network_is_very_slow_the_kept_page_is_shown(phone: Page, weather: Weather) -> None:
    kept(phone, weather.board)
    weather.slow = 30
    phone.goto(weather.board, timeout=15_000)
    expect(phone.locator(".gk-offline")).to_contain_text(BAND)


def test_with_a_network_the_newest_page_is_shown(phone: Page, weather: Weather, later: Path) -> None:
    kept(phone, weather.board)
    weather.site = later
    phone.goto(weather.board + MONTH)
    expect(phone.locator("article")).to_contain_text("后来的一笔")
    expect(phone.locator(".gk-offline")).to_have_count(0)


def read(page: Page, board: str) -> tuple[bool, bool]:
    """Of the later version: (home, month), as kept."""
    page.goto(board)
    home = "后来的示范村" in page.locator("article").inner_text()
    page.goto(board + MONTH)
    expect(page.locator(".gk-offline")).to_be_visible()
    return home, "后来的一笔" in page.locator("article").inner_text()


def test_a_new_version_takes_the_place_of_the_old_one_whole(phone: Page, weather: Weather, later: Path) -> None:
    kept(phone, weather.board)
    phone.goto(weather.board + OLD_MONTH)  # the same in both versions
    weather.site = later
    assert updated(phone)
    weather.down = True
    assert read(phone, weather.board) == (True, True)
    phone.goto(weather.board + OLD_MONTH)
    expect(phone.locator("h1")).to_have_text("2026年5月收支明细")


@pytest.mark.parametrize("fault", ["half of it fails", "half of it is still old"])
def test_a_new_version_that_is_not_complete_changes_nothing(fault: str, phone: Page, weather: Weather, later: Path) -> None:
    kept(phone, weather.board)
    if fault == "half of it fails":
        weather.broken = MONTH
    else:
        weather.frozen[f"/shifan/{MONTH}"] = (weather.site / "shifan" / MONTH / "index.html").read_bytes()
    weather.site = later
    assert not updated(phone)
    phone.goto(weather.board + "notices/")
    weather.down = True
    assert read(phone, weather.board) == (False, False)


def test_a_page_of_another_version_is_shown_but_not_kept(phone: Page, weather: Weather, later: Path) -> None:
    """The site was published anew, the phone's worker has not noticed yet."""
    kept(phone, weather.board)
    weather.frozen["/shifan/sw.js"] = (weather.site / "shifan/sw.js").read_bytes()
    weather.site = later
    phone.goto(weather.board + MONTH)
    expect(phone.locator("article")).to_contain_text("后来的一笔")
    weather.down = True
    assert read(phone, weather.board) == (False, False)


def aged(site: Path, target: Path, year: int, before: Path | None = None) -> Path:
    """The site as it lies on a server since that year; files that are as in ``before`` are as old as there."""
    shutil.copytree(site, target)
    for path in (path for path in target.rglob("*") if path.is_file()):
        then = datetime(year, 6, 1, tzinfo=UTC).timestamp()
        old = before / path.relative_to(target) if before else path
        if before and old.is_file() and old.read_bytes() == path.read_bytes():
            then = old.stat().st_mtime
        os.utime(path, (then, then))
    return target


@pytest.fixture(scope="module")
def of_old(small: Path, later: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site as it lies there since long ago, and the one that comes after it."""
    place = tmp_path_factory.mktemp("aged")
    old = aged(small / "site", place / "old", 2015)
    return old, aged(later, place / "new", 2020, old)


@pytest.fixture
def silent(of_old: tuple[Path, Path], weather: Weather) -> tuple[Weather, Path]:
    """A server that sends no Cache-Control, with a site of long ago; and the site that comes after it."""
    weather.silent, weather.site = True, of_old[0]
    return weather, of_old[1]


def test_without_headers_the_newest_page_is_shown_too(phone: Page, silent: tuple[Weather, Path]) -> None:
    weather, later = silent
    for path in (MONTH, ""):  # so that the browser's own cache has them
        phone.goto(weather.board + path)
    kept(phone, weather.board)
    weather.site = later
    phone.goto(weather.board + MONTH)
    expect(phone.locator("article")).to_contain_text("后来的一笔")
    phone.goto(weather.board)
    expect(phone.locator("article")).to_contain_text("后来的示范村")
    # What lies beside a page is as new as the page.
    got = phone.evaluate("address => fetch(address).then(r => r.text())", weather.board + MONTH + "2026-10.csv")
    assert "后来的一笔" in got


def test_without_headers_a_kept_board_says_that_there_is_no_network(phone: Page, silent: tuple[Weather, Path]) -> None:
    """Its home page too, which the browser's own cache would show as if all were well."""
    weather, _ = silent
    for path in (MONTH, "", MONTH):
        phone.goto(weather.board + path)
    kept(phone, weather.board)
    weather.down = True
    for path in ("", MONTH):
        phone.goto(weather.board + path)
        expect(phone.locator(".gk-offline")).to_contain_text(BAND)


def test_a_page_older_than_the_worker_does_not_stay_open(phone: Page, silent: tuple[Weather, Path]) -> None:
    """It came from the browser's own cache, before there was a worker to ask the server."""
    weather, later = silent
    weather.broken = "sw.js"
    for path in ("", MONTH):
        phone.goto(weather.board + path)
    weather.site = later
    phone.goto(weather.board)
    expect(phone.locator("article")).to_contain_text("后来的示范村")


def test_a_page_that_stays_open_is_renewed_with_its_board(phone: Page, silent: tuple[Weather, Path]) -> None:
    weather, later = silent
    kept(phone, weather.board)
    phone.goto(weather.board + MONTH)
    weather.site = later
    phone.evaluate("() => { navigator.serviceWorker.getRegistration().then(at => at.update()) }")
    expect(phone.locator("article")).to_contain_text("后来的一笔")


def test_a_page_that_did_not_change_stays_as_it_is(phone: Page, silent: tuple[Weather, Path]) -> None:
    """Nothing jumps under a reader: this page is the same file in both versions."""
    weather, later = silent
    kept(phone, weather.board)
    phone.goto(weather.board + "notices/2026-11-farmland-lease/")
    phone.evaluate("() => { window.here = true }")
    weather.site = later
    assert updated(phone)
    phone.wait_for_timeout(500)
    assert phone.evaluate("() => window.here")


def test_an_old_page_kept_on_the_way_is_not_shown(phone: Page, weather: Weather, later: Path) -> None:
    """A cache between the phone and the server still has the page of before; the worker is of the new version."""
    old = (weather.site / "shifan" / MONTH / "index.html").read_bytes()
    weather.site, weather.silent = later, True
    kept(phone, weather.board)
    weather.frozen[f"/shifan/{MONTH}"] = old
    phone.goto(weather.board + MONTH)
    expect(phone.locator("article")).to_contain_text("后来的一笔")
    assert phone.url == weather.board + MONTH


def test_the_worker_itself_is_never_taken_from_a_cache(phone: Page, silent: tuple[Weather, Path]) -> None:
    weather, later = silent
    kept(phone, weather.board + "notices/2026-11-farmland-lease/")
    weather.site = later
    assert updated(phone)
    assert phone.evaluate("() => navigator.serviceWorker.getRegistration().then(at => at.updateViaCache)") == "none"


def test_the_front_page_over_all_boards_is_kept_too(phone: Page, weather: Weather) -> None:
    kept(phone, weather.board.removesuffix("shifan/"))
    weather.down = True
    phone.reload()
    expect(phone.locator(".gk-offline")).to_contain_text(BAND)
    expect(phone.locator(".gk-boards")).to_contain_text("示范村")


def test_what_is_kept_at_once_is_what_the_home_page_leads_to(samples: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(samples / "site/shifan", site)
    text = (site / "sw.js").read_text(encoding="utf-8")
    for path in ("./", "finance/", MONTH, "notices/", "honors/", "search/", "offline/"):
        assert f'{{"url":"{path}","revision":"' in text
    assert '"url":"finance/2025-03/"' not in text
    files = manifest.scan(site)
    offline.build_offline(site, TODAY, files, "offline/")
    assert (site / "sw.js").read_text(encoding="utf-8") == text
