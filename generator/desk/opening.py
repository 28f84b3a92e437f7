"""A desk with its doorkeeper and its addresses, ready to be served."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.desk.app import desk_app
from generator.desk.desk import Desk
from generator.desk.safety import HOST, Guarded
from generator.desk.serving import listening, serve_desk
from generator.site.preview import Live, Preview
from generator.site.publish import LOOKED_AT


@dataclass(frozen=True)
class OpenDesk:
    """All that is needed to serve it."""

    guarded: Guarded
    sockets: socket.socket
    preview: Preview

    @property
    def address(self) -> str:
        return self.guarded.address

    def serve(self, ready: Callable[[], None]) -> None:
        """Until Ctrl-C; ``ready`` is called when the address can be opened."""
        serve_desk(self.guarded, self.sockets, self.preview, ready)


def opened_desk(root: Path, today: Callable[[], date], port: int, token: str) -> OpenDesk:
    """``port`` 0: any that is free. Raises NoAddress."""
    listened = listening(port)
    live = Live()
    live.tell("")
    preview = Preview(root / LOOKED_AT, live, HOST, 0)
    looked_at = f"http://{HOST}:{preview.server_port}"
    desk = Desk(root, today, looked_at)
    return OpenDesk(Guarded(desk_app(desk), listened.getsockname()[1], token, looked_at), listened, preview)
