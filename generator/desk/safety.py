"""Who is answered: the browser that was given the address with the token, from our own pages, on this machine. Nobody else.

Any page of the web that is open in the same browser can send requests here, and can make a name of its own lead to 127.0.0.1. So each
request must name this address (Host), come from a page of ours or from nobody (Sec-Fetch-Site, Origin), and carry the cookie that only
who knew the token was given. All of that is asked before anything else of a request is read.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from typing import Any

from generator.classes import dataclass

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HOST = "127.0.0.1"
OPEN = "/open/"
"""Before the token, in the address that the window shows."""
MOST_BYTES = 64 * 1024 * 1024
"""Of one request: more than any file that may be published."""
_OURS = {"same-origin", "none"}
"""Sec-Fetch-Site of a page of ours, and of an address that was typed; another port of this machine is "same-site", which is not enough."""
_METHODS = {"GET", "HEAD", "POST"}
_TITLE = "打不开"
_PAGE = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1><p>{1}</p>'
_KEPT = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "referrer-policy": "same-origin",  # with none, a form would be sent without its origin
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def policy(preview: str = "") -> str:
    """What a page may load. ``preview``: the addresses of the site as it would be and as it is, which alone may be framed."""
    frames = f"frame-src {preview}; " if preview else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; {frames}"
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@dataclass
class Guarded:
    """The application behind its doorkeeper."""

    app: App
    port: int
    token: str
    preview: str = ""
    """See ``policy``."""

    def __post_init__(self) -> None:
        self._key = secrets.token_urlsafe(32)
        """What the cookie holds: not the token, which stands in the history of the browser."""

    @property
    def address(self) -> str:
        """Where the desk is opened."""
        return f"http://{HOST}:{self.port}{OPEN}{self.token}"

    @property
    def _cookie(self) -> str:
        return f"gongkai-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        if refused := self._refused(scope, headers):
            status, why = refused
            await _answer(send, status, _PAGE.format(_TITLE, escape(why)).encode(), {"content-type": "text/html; charset=utf-8"})
        elif scope["path"].startswith(OPEN):
            cookie = f"{self._cookie}={self._key}; HttpOnly; SameSite=Strict; Path=/"
            await _answer(send, 303, b"", {"location": "/", "set-cookie": cookie})
        else:
            body = await _whole(receive)
            if body is None:
                await _answer(send, 413, "太大了。".encode(), {"content-type": "text/plain; charset=utf-8"})
            else:
                await self.app(scope, _once(body, receive), self._kept(send))

    def _refused(self, scope: Scope, headers: dict[str, list[str]]) -> tuple[int, str] | None:
        """Status and reason; None for a request that is answered."""

        def one(name: str) -> str:
            values = headers.get(name, [])
            return values[0] if len(values) == 1 else "" if not values else "\0"

        host = one("host")
        if host not in (f"{HOST}:{self.port}", f"localhost:{self.port}"):
            return 421, "工作台只让本机的浏览器用，地址是 127.0.0.1。"
        if scope["method"] not in _METHODS:
            return 405, "浏览器问的方式不对。"
        path = scope["path"]
        if path.startswith(OPEN):
            known = scope["method"] == "GET" and secrets.compare_digest(path.removeprefix(OPEN).encode(), self.token.encode())
            return None if known else (403, "地址不对，或者已经过时了。从「打开公开栏」再打开一次。")
        if (one("sec-fetch-site") or "none") not in _OURS:
            return 403, "这是别的网页发来的，不理它。"
        if scope["method"] == "POST":
            if one("origin") != f"http://{host}":
                return 403, "这是别的网页发来的，不理它。"
            length = one("content-length")
            if not (length.isascii() and length.isdigit()) or len(length) > 12 or int(length) > MOST_BYTES:
                return 413, "太大了。"
        if not self._has_cookie(headers.get("cookie", [])):
            return 403, "请从「打开公开栏」打开工作台，或者用窗口里写的那个地址。"
        return None

    def _has_cookie(self, cookies: list[str]) -> bool:
        held = [part.strip() for line in cookies for part in line.split(";")]
        return any(secrets.compare_digest(part.encode(), f"{self._cookie}={self._key}".encode()) for part in held)

    def _kept(self, send: Send) -> Send:
        """Adds what every answer says of itself."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {name.lower() for name, _ in message["headers"]}
                more = {"content-security-policy": policy(self.preview), **_KEPT}
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in more.items() if name.encode() not in told),
                ]
            await send(message)

        return sending


async def _whole(receive: Receive) -> bytes | None:
    """The body of a request; None for one that is longer than allowed, whatever length the other side told, or that broke off."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BYTES or message["type"] != "http.request":
            return None
        if not message.get("more_body"):
            return bytes(body)


def _once(body: bytes, receive: Receive) -> Receive:
    """The body for the application, which asks once; what it is told afterwards is that the other side has gone."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return first.pop() if first else await receive()

    return receiving


async def _answer(send: Send, status: int, body: bytes, more: dict[str, str]) -> None:
    headers = {"content-length": str(len(body)), "content-security-policy": policy(), **_KEPT, **more}
    start = {"type": "http.response.start", "status": status, "headers": [(n.encode(), v.encode()) for n, v in headers.items()]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
