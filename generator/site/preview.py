"""What `gongkai serve` answers: files of the published site and nothing else, to this machine's own browser and nobody else.

Open pages get a small script (live.js) that reloads them when the site was made anew and shows what is wrong with the data. It is put
in here, on the way out; what is written into site/ never has it.
"""

from __future__ import annotations

import ipaddress
import json
import mimetypes
import re
import socket
from collections.abc import Sequence
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from generator.classes import dataclass
from generator.site.manifest import digest
from generator.site.marker import MARKER
from generator.site.offline import WORKER
from generator.values import SLUG

LIVE = "-"
"""Folder of addresses that are ours: no village is called so."""
_SCRIPT = Path(__file__).with_name("live.js")
_NO_WORKER = (
    b'self.addEventListener("install", () => self.skipWaiting());\n'
    b'self.addEventListener("activate", () => self.registration.unregister());\n'
)
"""Takes back a worker that an earlier site left at this address: a preview must never come from a browser's store."""
_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title></head>
<body><h1>{title}</h1><p>{message}</p></body></html>
"""
MOST = 100
"""Problems told in a page: more are read in the window."""
_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
    ".webmanifest": "application/manifest+json",
}
"""Not as the machine has it: there are some where scripts are said to be plain text, and browsers do not run those."""
_TITLES = {404: "没有这一页", 421: "不回答这个地址", 501: "只能看，不能改"}


_HOST = re.compile(r"(?:\[(?P<numbers>[0-9A-Fa-f:.]+)\]|(?P<name>[^\s:\[\]@/]+))(?::[0-9]{1,5})?")
"""A name or numbers, and a port: whatever else stands there, no browser sent it."""


@dataclass
class Live:
    """What open pages are told; changed by the thread that builds."""

    busy: bool = True
    summary: str = ""
    """「2 个错误。」; "" where nothing is wrong."""
    lines: tuple[str, ...] = ()
    """A paragraph for each problem."""

    def tell(self, summary: str, lines: Sequence[str] = ()) -> None:
        """What the last build found: it is over."""
        more = [f"还有 {len(lines) - MOST} 个，看运行 gongkai serve 的窗口。"] if len(lines) > MOST else []
        self.summary, self.lines, self.busy = summary, (*lines[:MOST], *more), False


class Preview(ThreadingHTTPServer):
    """Listens at once; raises OSError or ValueError where the address cannot be had."""

    daemon_threads = True

    def __init__(self, site: Path, live: Live, host: str, port: int, boards: Path | None = None) -> None:
        """``boards``: a folder with boards as they are made (``slug``/site/), each of which is shown in the place of the published one."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), partial(_Answer, site, boards, live, host))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news; the standard library would print a traceback."""


def may_answer(named: str, host: str) -> bool:
    """Whether a request whose Host is ``named`` was meant for a server at ``host``.

    Any page on the web can make its own name lead to 127.0.0.1 and then read what a server there answers, so a name must be one of ours.
    Numbers lead nowhere else; others than this machine's own are answered only where ``host`` opens the site to a network.
    """
    written = _HOST.fullmatch(named)
    if not written:
        return False
    name = (written["numbers"] or written["name"]).lower().rstrip(".")
    if name == "localhost":
        return True
    open_to_all = not _loopback(host)
    try:
        return ipaddress.ip_address(name).is_loopback or open_to_all
    except ValueError:
        own = socket.gethostname().lower()
        return open_to_all and name in {host.lower(), own, f"{own}.local"}


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def inside(site: Path, address: str) -> Path | None:
    """The file or folder of the site that an address means; None where that is none, hidden, or leads out of the site by any way."""
    names = [name for name in unquote(address.partition("?")[0].partition("#")[0]).split("/") if name]
    if any(name.startswith(".") or set(name) & set("\\:\0") for name in names):
        return None
    try:
        top = site.resolve()
        path = top.joinpath(*names).resolve()
        return path if path.is_relative_to(top) and path.exists() else None
    except (OSError, RuntimeError, ValueError):  # a name too long, links in a circle
        return None


class _Answer(BaseHTTPRequestHandler):
    server_version, sys_version = "gongkai", ""

    def __init__(self, site: Path, boards: Path | None, live: Live, host: str, *rest: Any) -> None:
        self._site, self._boards, self._live, self._host = site, boards, live, host
        super().__init__(*rest)

    def do_GET(self) -> None:
        named = self.headers.get_all("Host") or []
        if len(named) != 1 or not may_answer(named[0], self._host):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        made = self._made()
        match self.path.partition("?")[0].lstrip("/"):
            case "-/live.js":
                self._send(_SCRIPT.read_bytes(), "text/javascript")
            case "-/live.json":
                told = {"made": made, "busy": self._live.busy, "summary": self._live.summary, "lines": self._live.lines}
                self._send(json.dumps(told, ensure_ascii=False).encode(), "application/json")
            case path if path.rpartition("/")[2] == WORKER:
                self._send(_NO_WORKER, "text/javascript")
            case _:
                self._file(made)

    do_HEAD = do_GET  # noqa: N815 - the standard library's name

    def _file(self, made: str) -> None:
        path = self._in_board() or inside(self._site, self.path)
        if path and path.is_dir():
            asked = self.path.partition("?")[0]
            if not asked.endswith("/"):
                self._send(b"", "text/plain", HTTPStatus.FOUND, quote(re.sub("^/+", "/", unquote(asked))) + "/")
                return
            path = inside(path, "index.html")
        try:
            body = path.read_bytes() if path and path.is_file() else None
        except OSError:
            body = None
        if path is None or body is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._send(_live(body, made) if kind == "text/html" else body, kind)

    def _in_board(self) -> Path | None:
        """What a board that is looked at has at this address, and nothing of the published one beside it; None for another address."""
        slug, _, rest = self.path.lstrip("/").partition("/")
        if self._boards is None or not SLUG.fullmatch(slug) or not (self._boards / slug / "site").is_dir():
            return None
        return inside(self._boards / slug / "site", rest) or self._boards / slug / "site" / "404"

    def _made(self) -> str:
        """Another one whenever the published site is another."""
        try:
            return digest((self._site / MARKER).read_bytes())
        except OSError:
            return ""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """In place of the standard library's page, which is English."""
        explanation = {
            404: "地址可能写错了，或者这一页还没有生成。" if self._site.is_dir() else "还没有生成出网站。改好数据，这里自己会变。",
            421: "这里只让本机的浏览器看（http://127.0.0.1 或 http://localhost）。要让别的机器也看，用 gongkai serve --host 0.0.0.0。",
        }.get(code, "浏览器问的方式不对。")
        page = _PAGE.format(title=_TITLES.get(code, "看不了"), message=escape(explanation)).encode()
        self._send(_live(page, self._made()) if code == HTTPStatus.NOT_FOUND else page, "text/html", code)

    def _send(self, body: bytes, kind: str, status: int = HTTPStatus.OK, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        """Nothing: the window is for what is wrong with the data."""


def _live(page: bytes, made: str) -> bytes:
    """The page with our script, of our own address: the page's own policy lets it run."""
    script = f'<script src="/{LIVE}/live.js?made={made}" defer></script>'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest if end else page + script
