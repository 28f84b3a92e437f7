"""The published site on this machine, rebuilt when a data file changes. For looking, not for the public."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET_SECONDS = 0.4
"""Office programs write a file in several steps: wait until they are done."""


def serve_forever(
    site: Path, watched: Sequence[Path], rebuild: Callable[[], None], host: str, port: int, say: Callable[[str], None]
) -> int:
    """Build, serve, watch; until Ctrl-C. The exit status: 2 where the port cannot be had."""
    try:
        server = ThreadingHTTPServer((host, port), partial(_Quiet, directory=str(site)))
    except OSError as error:
        say(f"端口 {port} 用不了（{error.strerror}）。用 --port 换一个，如 --port 8001。")
        return 2
    rebuild()
    changed = threading.Event()
    observer = Observer()
    for path in watched:
        if path.exists():
            observer.schedule(_Changes(changed), str(path), recursive=True)
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"在浏览器里打开 http://{host}:{server.server_port}/ ，按 Ctrl-C 停下。")
    try:
        while True:
            changed.wait()
            while changed.is_set():
                changed.clear()
                threading.Event().wait(QUIET_SECONDS)
            say("数据有变化，重新生成……")
            rebuild()
    except KeyboardInterrupt:
        say("停下了。")
    finally:
        observer.stop()
        server.shutdown()
    return 0


class _Changes(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("modified", "created", "deleted", "moved"):
            self._changed.set()


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()
