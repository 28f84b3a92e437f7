"""A real Chromium for tests and screenshots: Debian's without a window, else Debian's, else Playwright's own."""

from __future__ import annotations

import functools
import gzip
import io
import shutil
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome")
"""The same engine without and with a window around it. Without, a new tab costs a quarter and a page two thirds, but a page need not come
to rest: what waits for an idle moment may wait for ever."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def installed(windowed: bool = False) -> str | None:
    """Where this machine's own browser is."""
    return next((path for name in (*([] if windowed else [SHELL]), *NAMES) if (path := shutil.which(name))), None)


def wait_until(page: Page, holds: str, arg: object = None, seconds: int = 10) -> None:
    """Until the function ``holds`` gives true, so many seconds at most. Playwright's own way evaluates text, which the policy forbids."""
    page.evaluate(
        """async ([holds, arg, seconds]) => {
            for (let end = performance.now() + 1000 * seconds; performance.now() < end; await new Promise(done => setTimeout(done, 20)))
                if (HOLDS(arg)) return;
            throw new Error('never: ' + holds);
        }""".replace("HOLDS", f"({holds})"),
        [holds, arg, seconds],
    )


def arrive(page: Page, url: str) -> None:
    """Go to a page, until all of it is there: of one that is asked something, what was found."""
    page.goto(url)
    if "search/?q=" in url:
        page.locator(".gk-find-results li").first.wait_for()


_FEWER = """() => {
    for (const parent of document.querySelectorAll('main, main *')) {
        const alike = new Map();
        for (const e of parent.children)
            if (e.matches('li, tr, section, details, div, h2, h3, p')) {
                const sort = e.tagName + ' ' + e.className;
                alike.set(sort, [...(alike.get(sort) || []), e]);
            }
        for (const all of alike.values()) all.slice(3, Math.max(3, all.length - 3)).forEach(e => e.remove());
    }
}"""


def fewer(page: Page) -> None:
    """Of many parts alike, rows of a table or kinds of files of a page of them, the first three and the last three stay: what is looked at
    part by part need not be looked at two hundred times."""
    page.evaluate(_FEWER)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window, where there is one."""
    with sync_playwright() as playwright, _launched(playwright.chromium, windowed=False) as browser:
        yield browser


def with_windows(browser: Browser) -> AbstractContextManager[Browser]:
    """Another beside it, that has windows though nobody sees them."""
    return _launched(browser.browser_type, windowed=True)


@contextmanager
def _launched(sort: BrowserType, windowed: bool) -> Iterator[Browser]:
    browser = sort.launch(executable_path=installed(windowed), args=[*FLAGS, "--disable-sync"])
    try:
        yield browser
    finally:
        browser.close()


PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN"}
TOUCHED: dict[str, Any] = {**PHONE, "is_mobile": True, "has_touch": True}
"""Settings of a tab: a narrow window, and a phone."""

_OPEN: dict[tuple[Browser, str], Page] = {}


@contextmanager
def tab(browser: Browser, today: date | None = None, service_workers: str = "block", **settings: Any) -> Iterator[Page]:
    """A tab with these settings; where ``today`` is given, it is nine o'clock of that day for its reader.

    A new tab costs a second of the machine, one that was used before a fifth: the next test with the same settings gets it, emptied. Who
    needs scripts that run before the page's own takes a context of its own.
    """
    key = browser, f"{today} {service_workers} {sorted(settings.items())}"
    page = _OPEN.pop(key, None) or browser.new_context(service_workers=service_workers, **settings).new_page()  # type: ignore[arg-type]
    if today:
        page.clock.install(time=f"{today}T09:00:00")
    yield page  # where a fault leads out of here, it is not used again
    _empty(page, settings)
    _OPEN[key] = page


def _empty(page: Page, settings: dict[str, Any]) -> None:
    """Leave nothing of what was done with the tab."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    seen = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": seen, "storageTypes": "all"})
    session.detach()
    scheme, motion = settings.get("color_scheme", "light"), settings.get("reduced_motion", "no-preference")
    page.emulate_media(media="null", color_scheme=scheme, reduced_motion=motion)
    page.set_viewport_size(settings["viewport"])


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class _Hosted(_Quiet):
    """As a host does: texts go out zipped, the connection stays open, what has its version in the address is kept."""

    protocol_version = "HTTP/1.1"
    # Headers and body are two writes: without this the second may wait for the other side.
    wbufsize = -1
    disable_nagle_algorithm = True

    def send_head(self) -> io.BytesIO | None:  # type: ignore[override]
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return None
        kind, body = self.guess_type(str(path)), path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
        if zipped(path):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if "/assets/" in self.path else "no-cache")
        self.end_headers()
        return io.BytesIO(body)


def zipped(path: Path) -> bool:
    """Whether a host sends this file zipped: texts only, pictures are packed already."""
    return path.suffix in {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", ".webmanifest"}


@contextmanager
def served(site: Path, hosted: bool = False) -> Iterator[str]:
    """The site at an address of this machine; ``hosted``: with the headers and the packing of a real host."""
    handler = functools.partial(_Hosted if hosted else _Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
