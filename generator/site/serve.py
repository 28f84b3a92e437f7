"""The published site on this machine, rebuilt when a data file changes. For looking, not for the public."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from generator.site.preview import Live, Preview

_TAKEN = {errno.EADDRINUSE, errno.EACCES, errno.EPERM}
QUIET_SECONDS = 0.4
"""Office programs write a file in several steps: wait until they are done."""


class NoAddress(Exception):
    """Nothing can be served there; the message is for the person who typed the address."""


def serve_forever(
    site: Path, watched: Sequence[Path], rebuild: Callable[[Live], None], host: str, port: int, say: Callable[[str], None]
) -> None:
    """Build, serve, watch; until Ctrl-C. ``rebuild`` tells the open pages what it found.

    Raises NoAddress where ``host`` and ``port`` cannot be had.
    """
    live = Live()
    try:
        server = Preview(site, live, host, port)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in _TAKEN:
            raise NoAddress(f"端口 {port} 用不了，可能有别的程序正在用它。用 --port 换一个，如 --port 8001。") from None
        raise NoAddress(f"--host 写的「{host}」不是这台机器的地址。写 127.0.0.1，或者 0.0.0.0。") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    changed = threading.Event()
    observer = _watching(watched, changed)
    try:
        rebuild(live)
        shown = f"[{host}]" if ":" in host else host
        say(f"在浏览器里打开 http://{shown}:{server.server_port}/ ，按 Ctrl-C 停下。")
        while True:
            _rested(changed)
            say("数据有变化，重新生成……")
            live.busy = True
            rebuild(live)
    except KeyboardInterrupt:
        say("停下了。")
    finally:
        observer.stop()
        server.shutdown()


def _rested(changed: threading.Event) -> None:
    """Waits for a change, and then until the last one is ``QUIET_SECONDS`` ago."""
    changed.wait()
    while changed.is_set():
        changed.clear()
        changed.wait(QUIET_SECONDS)  # less, where another comes


def _watching(watched: Sequence[Path], changed: threading.Event) -> Any:
    """An observer at work: the system's own, or where that has no room left for more watches one that looks from time to time."""
    for kind in (Observer, PollingObserver):
        observer: Any = kind()
        for path in watched:
            if path.exists():
                observer.schedule(_Changes(changed), str(path), recursive=True)
        try:
            observer.start()
        except OSError:
            continue
        return observer
    raise OSError("nothing can be watched")


class _Changes(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("modified", "created", "deleted", "moved"):
            self._changed.set()
