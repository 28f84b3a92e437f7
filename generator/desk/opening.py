"""A desk with its doorkeeper and its addresses, ready to be served."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build import site_of
from generator.desk.app import desk_app
from generator.desk.desk import Desk
from generator.desk.safety import HOST, Guarded
from generator.desk.serving import listening, serve_desk
from generator.site.preview import Live, Preview
from generator.site.refusal import LOOKED_AT


@dataclass(frozen=True)
class OpenDesk:
    """All that is needed to serve it."""

    desk: Desk
    guarded: Guarded
    sockets: socket.socket
    previews: tuple[Preview, ...]
    """The site as it would be, and the one that readers have."""

    @property
    def address(self) -> str:
        return self.guarded.address

    def serve(self, ready: Callable[[], None]) -> None:
        """Until Ctrl-C; ``ready`` is called when the address can be opened."""
        try:
            serve_desk(self.guarded, self.sockets, self.previews, ready)
        finally:
            self.desk.close()


def opened_desk(root: Path, today: Callable[[], date], port: int, token: str) -> OpenDesk:
    """``port`` 0: any that is free. Raises NoAddress."""
    listened = listening(port)
    previews = tuple(_shown(site) for site in (root / LOOKED_AT, site_of(root, "public")))
    looked_at, public = (f"http://{HOST}:{preview.server_port}" for preview in previews)
    desk = Desk(root, today, looked_at, public)
    return OpenDesk(desk, Guarded(desk_app(desk), listened.getsockname()[1], token, f"{looked_at} {public}"), listened, previews)


def _shown(site: Path) -> Preview:
    """A site at an address of its own: what runs on its pages can ask nothing of the desk."""
    live = Live()
    live.tell("")
    return Preview(site, live, HOST, 0)
