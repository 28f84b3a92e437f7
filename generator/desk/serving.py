"""The desk at an address of this machine, for as long as it is open; at others, the site as it would be and as it is."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterable

import uvicorn

from generator.desk.safety import HOST, App
from generator.site.preview import Preview
from generator.site.serve import NoAddress


def listening(port: int) -> socket.socket:
    """A socket of this machine alone; ``port`` 0: any that is free. Raises NoAddress."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # a desk that was closed a moment ago is no other program; on Windows this would take another's place
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((HOST, port))
    except OSError:
        opened.close()
        raise NoAddress(f"端口 {port} 用不了，可能工作台已经开着，或者有别的程序正在用它。用 --port 换一个，如 --port 8801。") from None
    return opened


def server_of(app: App) -> uvicorn.Server:
    """A server that says nothing of its own: what the window shows is for the clerk."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", ws="none", http="h11", loop="asyncio", proxy_headers=False,
        server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    return uvicorn.Server(config)


def serve_desk(app: App, opened: socket.socket, previews: Iterable[Preview], ready: Callable[[], None]) -> None:
    """Until Ctrl-C. ``ready`` is called when the address can be opened."""
    for preview in previews:
        threading.Thread(target=preview.serve_forever, daemon=True).start()
    opened.listen(64)  # from here on the browser is answered, at the latest when the server takes over
    ready()
    try:
        server_of(app).run(sockets=[opened])
    finally:
        for preview in previews:
            preview.shutdown()
            preview.server_close()
