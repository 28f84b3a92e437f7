"""The desk answers its own browser on this machine, and nobody else: asked by whoever might try."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.desk import safety
from tests.browser import tab
from tests.conftest import write_tree
from tests.desks import TOKEN, AskedDesk, desk_at
from tests.problems_for_tests import GOOD_LEDGER

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedDesk]:
    root = write_tree(tmp_path_factory.mktemp("desk"), {"/data/site.yml": "标题: 村务\n", "ledger/2026-03.csv": GOOD_LEDGER})
    with desk_at(root) as opened:
        yield opened


def test_its_own_browser_is_answered(desk: AskedDesk) -> None:
    answer = desk.ask("/")
    assert answer.status == 200
    assert "甲村" in answer.text
    assert desk.ask("/", host=f"localhost:{desk.port}").status == 200
    assert desk.ask("/", sec_fetch_site="none").status == 200  # an address that somebody typed


HOSTS = [
    "evil.example",
    "evil.example:{}",
    "127.0.0.1.evil.example:{}",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.1:{}.evil.example",
    "0.0.0.0:{}",
]
HOSTS += ["[::1]:{}", "127.0.0.1:{}@evil.example", "LOCALHOST.evil:{}", "", "127.0.0.2:{}"]


@pytest.mark.parametrize("host", [*HOSTS, None])
@pytest.mark.parametrize("path", ["/", "/static/desk.css", f"/open/{TOKEN}"])
def test_a_name_that_was_made_to_lead_here_is_refused(host: str | None, path: str, desk: AskedDesk) -> None:
    """DNS rebinding: the page of another name asks this machine, and its browser believes that it is its own."""
    answer = desk.ask(path, host=host and host.format(desk.port))
    assert answer.status in (400, 421)  # 400: no Host at all is no request to the server already
    assert "甲村" not in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", [None, "", "gongkai=1", f"gongkai={TOKEN}", "other=1; gongkai-1=x"])
def test_whoever_was_not_let_in_sees_nothing(cookie: str | None, desk: AskedDesk) -> None:
    for path in ("/", "/table", "/static/table.js", "/publish"):
        answer = desk.ask(path, cookie=cookie)
        assert answer.status == 403
        assert "甲村" not in answer.text
    assert desk.ask("/publish", "POST", b"", cookie=cookie).status == 403


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "%00", "é", TOKEN + "/"])
def test_a_token_is_known_whole(token: str, desk: AskedDesk) -> None:
    answer = desk.ask("/open/" + token.replace("é", "%C3%A9"), cookie=None)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_token_is_exchanged_for_another_secret(desk: AskedDesk) -> None:
    answer = desk.ask(f"/open/{TOKEN}", cookie=None, sec_fetch_site="cross-site")
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    assert TOKEN not in answer.headers["set-cookie"]
    assert desk.ask(f"/open/{TOKEN}", "POST").status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "evil"])
def test_another_page_of_the_same_browser_is_refused(site: str, desk: AskedDesk) -> None:
    """ "same-site" is another port of this machine, to which the browser gives the cookie too."""
    assert desk.ask("/", sec_fetch_site=site).status == 403
    assert desk.ask("/publish?village=demo", "POST", b"a=1", content_type=FORM, sec_fetch_site=site).status == 403


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "https://127.0.0.1:{}", ""]
)
def test_what_changes_something_comes_from_a_page_of_ours(origin: str | None, desk: AskedDesk) -> None:
    """An old browser that says no Sec-Fetch-Site says where a form came from."""
    before = sorted(desk.root.rglob("*"))
    sent = origin and origin.format(desk.port)
    answer = desk.ask("/publish?village=demo", "POST", b"a=1", content_type=FORM, origin=sent, sec_fetch_site=None)
    assert answer.status == 403
    assert sorted(desk.root.rglob("*")) == before


def test_other_ways_to_ask_are_refused(desk: AskedDesk) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"):
        assert desk.ask("/", method).status in (400, 405)
    assert desk.ask("/nothing").status == 404


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/desk/app.py", "/static//etc/passwd", "/static/"]
)
def test_only_the_files_of_its_pages_are_given(path: str, desk: AskedDesk) -> None:
    assert desk.ask(path).status == 404


FILES = [
    "../../../site.yml",
    "village.yml",
    "ledger/../village.yml",
    "/etc/passwd",
    "ledger/2026-03.csv/../../x.csv",
    "ledger\\2026-03.csv",
]
FILES += [
    "../other/ledger/2026-03.csv",
    "ledger/con.csv",
    "ledger/.2026-03.csv",
    "ledger/2026-03.exe",
    "ledger/2026-03",
    "",
    "ledger/\0.csv",
]


@pytest.mark.parametrize("file", FILES)
def test_no_path_leaves_the_tables_of_the_village(file: str, desk: AskedDesk) -> None:
    from urllib.parse import quote

    before = _files(desk.root)
    assert desk.ask(f"/table/open?village=demo&file={quote(file)}").status == 404
    answer = desk.do("/table/do", village="demo", file=file, do="set", row=1, column=0, text="x")
    assert answer.status in (400, 404, 409)
    assert desk.do("/table/do", village="../demo", file="ledger/2026-03.csv", do="save").status == 409
    assert _files(desk.root) == before


def _files(root: Path) -> dict[str, bytes]:
    """All but what the desk notes while it looks at the board, which it does when it comes to it."""
    paths = (path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(root / "build/desk/looked"))
    return {str(path): path.read_bytes() for path in paths}


def test_a_link_is_not_followed(desk: AskedDesk, tmp_path: Path) -> None:
    outside = tmp_path / "2026-04.csv"
    outside.write_text(GOOD_LEDGER, encoding="utf-8")
    link = desk.root / "data/villages/demo/ledger/2026-04.csv"
    link.symlink_to(outside)
    try:
        answer = desk.ask("/table/open?village=demo&file=ledger/2026-04.csv")
        assert answer.status == 400
        assert "链接" in answer.text
    finally:
        link.unlink()


def test_what_is_sent_is_bounded(desk: AskedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "MOST_BYTES", 1000)
    refused = [desk.ask("/setup", "POST", b"a" * size, content_type=FORM).status == 413 for size in (999, 1000, 1001)]
    assert refused == [False, False, True]
    assert desk.ask("/setup", "POST", b"", content_length=None).status == 413
    assert desk.ask("/setup", "POST", b"", content_length="-1").status in (400, 413)
    line = socket.create_connection(("127.0.0.1", desk.port), timeout=5)
    head = f"POST /setup HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nOrigin: {desk.base}\r\nCookie: {desk.cookie}\r\n"
    line.sendall(head.encode() + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + b"5\r\naaaaa\r\n" * 400)
    assert line.recv(100).split()[1] in (b"400", b"413")  # two lengths are no request at all
    line.close()


def test_what_cannot_be_read_ends_in_a_sentence(desk: AskedDesk) -> None:
    for body, kind in (
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 10**5, "application/json"),
        (b"a=1", FORM),
        (b"\xff", "text/plain"),
    ):
        answer = desk.ask("/table/do", "POST", body, content_type=kind)
        assert answer.status in (400, 409)
        assert "刷新" in answer.text


def test_every_answer_says_what_a_page_may_do(desk: AskedDesk) -> None:
    for path in ("/", "/static/desk.css", "/nothing"):
        headers = desk.ask(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


HOSTILE = """<!doctype html><meta charset="utf-8"><title>别的网页</title>
<iframe name="f"></iframe><iframe id="g" src="{desk}/"></iframe><img id="i" src="{desk}/static/icon.svg">
<form id="a" method="post" action="{desk}/publish?village=demo" target="f"><input name="stands" value="x"></form>
<form id="b" method="post" enctype="text/plain" action="{desk}/table/do" target="f"><input name='{{"do":"save","a":"' value='"}}'></form>"""


class _Hostile(BaseHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


TRIES = """async desk => {
    const tried = {};
    const note = async (name, work) => { try { tried[name] = await work(); } catch (error) { tried[name] = 'refused'; } };
    await note('read', async () => (await fetch(desk + '/', {credentials: 'include'})).status);
    await note('post', async () => (await fetch(desk + '/table/do', {method: 'POST', credentials: 'include', body: '{}',
        headers: {'Content-Type': 'application/json'}})).status);
    await note('blind', async () => (await fetch(desk + '/publish?village=demo', {method: 'POST', mode: 'no-cors', credentials: 'include',
        body: new URLSearchParams({stands: 'x'})})).type);
    await note('socket', () => new Promise((done, lost) => {
        const line = new WebSocket(desk.replace('http', 'ws') + '/'); line.onopen = () => done('open'); line.onerror = lost; }));
    document.getElementById('a').submit();
    await new Promise(done => setTimeout(done, 200));
    document.getElementById('b').submit();
    await new Promise(done => setTimeout(done, 200));
    tried.picture = document.getElementById('i').naturalWidth;
    return tried;
}"""


@pytest.mark.browser
def test_a_hostile_page_in_the_same_browser_gets_and_changes_nothing(desk: AskedDesk, browser: Browser) -> None:
    """On another port of this machine, whose pages count as the same site: the worst that there is."""
    _Hostile.page = HOSTILE.format(desk=desk.base).encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hostile)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    before = _files(desk.root)
    with tab(browser, viewport={"width": 1280, "height": 800}, locale="zh-CN") as page:
        page.goto(desk.address)
        assert page.locator("h1").inner_text() == "今天要做的"
        statuses: list[tuple[str, int]] = []
        page.on("response", lambda answer: statuses.append((answer.url, answer.status)))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        tried = page.evaluate(TRIES, desk.base)
        framed = [frame.content() for frame in page.frames if frame != page.main_frame]
    server.shutdown()
    server.server_close()
    assert tried == {"read": "refused", "post": "refused", "blind": "refused", "socket": "refused", "picture": 0}
    assert {status for url, status in statuses if url.startswith(desk.base)} <= {403, 405}
    assert not any("甲村" in text for text in framed)
    assert _files(desk.root) == before
