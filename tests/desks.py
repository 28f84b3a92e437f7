"""A desk that is open while a test lasts, and whoever asks it something: its own browser, or somebody else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from generator.board import staying
from generator.desk.desk import Desk
from generator.desk.opening import opened_desk
from generator.desk.serving import server_of
from tests.conftest import TODAY

TOKEN = "a-token-that-nobody-guesses"


@dataclass
class DeskAnswer:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def sent(self) -> dict[str, Any]:
        return dict(json.loads(self.text))


@dataclass
class AskedDesk:
    """A desk at work, asked as its own browser asks it."""

    of: Desk
    root: Path
    port: int
    preview: str
    public: str
    cookie: str = ""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.base}/open/{TOKEN}"

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str | None) -> DeskAnswer:
        """As its own page would, but for the headers that are given; one that is None is not sent. Underscores stand for dashes."""
        usual: dict[str, str | None] = {"host": f"127.0.0.1:{self.port}", "cookie": self.cookie, "sec-fetch-site": "same-origin"}
        if method == "POST":
            usual |= {"origin": self.base, "content-length": str(len(body))}
        usual |= {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in usual.items():
            if value is not None:
                line.putheader(name, value)
        line.endheaders(body or None)
        answer = line.getresponse()
        made = DeskAnswer(answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()})
        line.close()
        return made

    def send(self, path: str, **form: str) -> DeskAnswer:
        """A form of one of its pages."""
        return self.ask(path, "POST", urlencode(form).encode(), content_type="application/x-www-form-urlencoded")

    def do(self, path: str, **what: object) -> DeskAnswer:
        """What a script of one of its pages sends."""
        return self.ask(path, "POST", json.dumps(what).encode(), content_type="application/json")


@contextmanager
def desk_at(root: Path) -> Iterator[AskedDesk]:
    """A desk over ``root``; its browser has been let in."""
    opened = opened_desk(root, lambda: TODAY, 0, TOKEN)
    server = server_of(opened.guarded)
    threads = [threading.Thread(target=preview.serve_forever, args=(0.02,), daemon=True) for preview in opened.previews]
    threads.append(threading.Thread(target=server.run, kwargs={"sockets": [opened.sockets]}, daemon=True))
    opened.sockets.listen(64)
    with staying():
        for thread in threads:
            thread.start()
        frames = opened.desk.frames["public"]
        desk = AskedDesk(opened.desk, root, opened.guarded.port, frames.after, frames.before)
        desk.cookie = desk.ask(f"/open/{TOKEN}").headers["set-cookie"].partition(";")[0]
        try:
            yield desk
        finally:
            server.should_exit = True
            opened.desk.close()
            for shown in opened.previews:
                shown.shutdown()
                shown.server_close()
            threads[-1].join(10)
