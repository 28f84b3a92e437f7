"""`gongkai serve`: only this machine's own browser, only files of the site, and an open page that follows what is made."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import build
from generator.cli_serve import serve_verb
from generator.site import lock, publish, serve
from generator.site.preview import MOST, Live, Preview, inside, may_answer
from tests.conftest import ROOT, write_tree
from tests.problems_for_tests import BAD_LEDGER, GOOD_LEDGER

Ask = Callable[..., tuple[int, str, dict[str, str]]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made = {
        "index.html": "<html><head><title>根</title></head><body>根</body></html>",
        ".gongkai": "demo 1\n",
        "demo/index.html": "<p>没有头的一页",
        "demo/表 1.csv": "甲,乙\n",
        "demo/sw.js": "alert(1)",
        "demo/assets/a.js": "1",
        "demo/empty/x.txt": "甲",
    }
    for name, text in made.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def ask(site: Path) -> Iterator[Ask]:
    yield from answering(site, None)


def answering(site: Path, boards: Path | None) -> Iterator[Ask]:
    server = Preview(site, Live(), "127.0.0.1", 0, boards)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def run(path: str, host: str | None = "localhost", method: str = "GET") -> tuple[int, str, dict[str, str]]:
        line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
        line.putrequest(method, path, skip_host=True)
        if host is not None:
            line.putheader("Host", host)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.getheaders())

    yield run
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "localhost.", "[::1]:8000", "127.0.0.2"])
def test_this_machine_is_answered(host: str, ask: Ask) -> None:
    assert ask("/", host)[0] == 200


OTHERS = ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.5", "[fe80::1]", "", None]
OTHERS += ["localhost:evil", "[::1]evil.example", "[::1]:x", "127.0.0.1@evil.example", "evil.example:127.0.0.1", "localhost/evil"]


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize("path", ["/", "/-/live.json", "/demo/%E8%A1%A8%201.csv"])
def test_another_name_is_refused_with_a_sentence(path: str, host: str | None, ask: Ask) -> None:
    """Any page of the web may let its own name lead to 127.0.0.1: what it then asks for comes under that name."""
    status, said, _ = ask(path, host)
    assert status == 421
    assert "只让本机的浏览器看" in said
    assert "根" not in said
    assert "live.js" not in said


def test_what_host_opens_is_open_to_numbers_and_to_its_own_name_only() -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::"):
        assert may_answer("192.168.1.5:8000", host)
        assert may_answer("localhost:8000", host)
        assert not may_answer("evil.example", host)
    assert may_answer("cun.local:8000", "cun.local")
    assert not may_answer("cun.local:8000", "localhost")


def test_files_come_as_they_are_and_pages_with_our_script(ask: Ask, site: Path) -> None:
    status, page, headers = ask("/")
    assert status == 200
    assert page.count("/-/live.js?made=") == 1
    assert page.index("live.js") < page.index("</head>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert ask("/demo/")[1].startswith("<p>没有头的一页<script")
    status, table, headers = ask("/demo/%E8%A1%A8%201.csv?x=1")
    assert (status, table, headers["Content-Type"]) == (200, "甲,乙\n", "text/csv; charset=utf-8")
    assert ask("/demo/", method="HEAD")[1] == ""
    assert "live.js" not in (site / "index.html").read_text(encoding="utf-8")


def test_a_folder_leads_to_its_page_and_is_never_listed(ask: Ask) -> None:
    status, _, headers = ask("/demo")
    assert (status, headers["Location"]) == (302, "/demo/")
    status, _, headers = ask("//demo")  # must not become an address of another host
    assert headers.get("Location") in (None, "/demo/")
    status, said, _ = ask("/demo/empty/")
    assert status == 404
    assert "x.txt" not in said


OUTSIDE = ["/../secret.txt", "/demo/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/demo/..%5c..%5csecret.txt"]
OUTSIDE += ["/.gongkai", "/demo/out.txt", "/out/secret.txt", "/demo/round", "/a%00b", "/c:/x", "http://evil.example/", "/demo/x/y/z"]


@pytest.mark.parametrize("path", [*OUTSIDE, "/" + "a" * 5000], ids=lambda path: path[:20])
def test_nothing_outside_the_site_is_given(path: str, ask: Ask, site: Path) -> None:
    (site / "demo/out.txt").symlink_to(site.parent / "secret.txt")
    (site / "out").symlink_to(site.parent)
    (site / "demo/round").symlink_to(site / "demo/round")
    status, said, _ = ask(path)
    assert status == 404
    assert "机密" not in said
    assert "没有这一页" in said


def test_a_link_within_the_site_is_followed(site: Path) -> None:
    (site / "demo/again.html").symlink_to(site / "index.html")
    assert inside(site, "/demo/again.html") == site / "index.html"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(method: str, ask: Ask) -> None:
    status, said, _ = ask("/", method=method)
    assert status == 501
    assert "只能看" in said


def test_a_worker_left_in_the_browser_is_taken_back(ask: Ask) -> None:
    assert "unregister" in ask("/demo/sw.js")[1]


def test_a_board_that_is_looked_at_stands_in_the_place_of_the_published_one(site: Path, tmp_path: Path) -> None:
    for name, text in {"demo/site/index.html": "新的", "demo/site/new/index.html": "又一页", "demo/note.json": "机密"}.items():
        path = tmp_path / "boards" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "boards/demo/site/out").symlink_to(tmp_path)
    asking = answering(site, tmp_path / "boards")
    ask = next(asking)
    assert "新的" in ask("/demo/")[1]
    assert ask("/demo/new")[2]["Location"] == "/demo/new/"
    assert "根" in ask("/")[1]  # all else is as it is published
    gone = ["/demo/assets/a.js", "/demo/../note.json", "/demo/%2e%2e/note.json", "/demo/out/secret.txt", "/demo//../../note.json"]
    for address in gone:
        assert ask(address)[0] == 404, address
    assert not ask("//evil.example%2F..%2Fdemo")[2].get("Location", "/x").startswith("//")
    assert next(asking, None) is None


def test_before_the_first_site_a_page_says_so_and_waits(tmp_path: Path) -> None:
    server = Preview(tmp_path / "none", Live(), "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    line.request("GET", "/")
    answer = line.getresponse()
    said = answer.read().decode()
    server.shutdown()
    server.server_close()
    assert answer.status == 404
    assert "还没有生成出网站" in said
    assert "live.js" in said


def test_a_page_tells_a_hundred_problems_and_how_many_more() -> None:
    live = Live()
    live.tell("150 个错误。", [str(n) for n in range(150)])
    assert len(live.lines) == MOST + 1
    assert live.lines[-1].startswith("还有 50 个")
    assert not live.busy


@pytest.mark.parametrize("why", [publish.Refused("别的程序改了，再做一次。"), lock.Busy("另一个在做。")])
def test_a_build_that_is_refused_is_told_and_it_goes_on(why: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*given: object, **named: object) -> None:
        raise why

    lives: list[Live] = []

    def forever(site: Path, watched: object, rebuild: Callable[[Live], None], *rest: object) -> None:
        for _ in range(2):
            lives.append(Live())
            rebuild(lives[-1])

    monkeypatch.setattr(build, "build", refusing)
    monkeypatch.setattr(serve, "serve_forever", forever)
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER})
    serve_verb(lambda: date(2026, 4, 1)).main(["-C", str(root)], standalone_mode=False)
    assert [(live.summary, live.busy) for live in lives] == [(str(why), False)] * 2


class Saving(threading.Event):
    """A file that an office program writes in three steps, a moment one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.steps, self.seconds = 3, 0.0

    def wait(self, timeout: float | None = None) -> bool:
        if self.steps:
            self.steps -= 1
            self.seconds += 0.05
            self.set()
        else:
            self.seconds += timeout or 0
        return self.is_set()


def test_a_page_is_made_as_soon_as_a_file_has_rested_since_its_last_step() -> None:
    saving = Saving()
    serve._rested(saving)
    assert saving.seconds == pytest.approx(3 * 0.05 + serve.QUIET_SECONDS)
    assert not saving.is_set()


# --- in a browser ----------------------------------------------------------------------------


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    # What is typed here corrects nothing that was public, and no sheet is set of it.
    settled = {"/data/site.yml": "标题: 甲镇\n更正起: 2099-12-31\n海报: 不做\n"}
    root = write_tree(tmp_path, {"ledger/2026-03.csv": GOOD_LEDGER, **settled})
    port = _free_port()
    command = [sys.executable, "-m", "generator", "serve", "-C", str(root), "--port", str(port), "--today", "2026-04-01"]
    command += ["--edition", "village", "--work", str(tmp_path / "work")]
    said = (tmp_path / "said.txt").open("w+", encoding="utf-8")
    process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | {"PYTHONPATH": str(ROOT)})
    yield root, f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()
    said.seek(0)
    assert "Traceback" not in said.read()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _open(page: Page, url: str) -> None:
    for _ in range(120):
        try:
            page.goto(url)
            return
        except Exception:  # nothing listens yet
            time.sleep(0.25)
    pytest.fail(f"{url} never answered")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_an_open_page_follows_the_data_and_shows_what_is_wrong(running: tuple[Path, str], browser: Browser) -> None:
    root, address = running
    page = browser.new_page(locale="zh-CN")
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    _open(page, address + "/demo/finance/2026-03/")  # asked for before it is made: the page waits for it
    expect(page.get_by_text("70.00").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("村民版").first).to_be_visible()
    ledger = root / "data/villages/demo/ledger/2026-03.csv"
    ledger.write_text(GOOD_LEDGER.replace(",30,70", ",29.5,70.5"), encoding="utf-8")
    expect(page.get_by_text("70.50").first).to_be_visible(timeout=30_000)
    ledger.write_text(BAD_LEDGER, encoding="utf-8")
    bar = page.locator("#gk-live")
    expect(bar.locator("summary")).to_have_text("1 个错误。有错误的村，网页还是以前的。点这里看。", timeout=30_000)
    bar.locator("summary").click()
    expect(bar.get_by_text("ledger/2026-03.csv:3: 错误 第 3 行 G 列「余额」")).to_be_visible()
    expect(page.get_by_text("70.50").first).to_be_visible()  # what was right stays
    ledger.write_text(GOOD_LEDGER, encoding="utf-8")
    expect(page.get_by_text("70.00").first).to_be_visible(timeout=30_000)
    expect(bar).to_have_count(0)
    assert refused == []
    assert not (root / "site").exists()
    assert not (root / "build").exists()
    assert b"live.js" not in (root / "work/site-village/demo/index.html").read_bytes()
    page.close()
