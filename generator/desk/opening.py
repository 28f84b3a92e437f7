"""A desk with its doorkeeper and its addresses, ready to be served."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.build import site_of
from generator.classes import dataclass
from generator.config import EDITIONS
from generator.desk.app import desk_app
from generator.desk.desk import Desk, Frames
from generator.desk.looked_at import boards_of
from generator.desk.safety import HOST, Guarded
from generator.desk.serving import listening, serve_desk
from generator.site.preview import Live, Preview


@dataclass(frozen=True)
class OpenDesk:
    """All that is needed to serve it."""

    desk: Desk
    guarded: Guarded
    sockets: socket.socket
    previews: tuple[Preview, ...]
    """Of each edition, the site as it would be and the one that readers have."""

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
    shown = {edition: (_shown(site_of(root, edition), boards_of(root, edition)), _shown(site_of(root, edition))) for edition in EDITIONS}
    frames = {edition: Frames(*(f"http://{HOST}:{each.server_port}" for each in both)) for edition, both in shown.items()}
    desk = Desk(root, today, frames)
    framed = " ".join(address for both in frames.values() for address in (both.after, both.before))
    previews = tuple(each for both in shown.values() for each in both)
    return OpenDesk(desk, Guarded(desk_app(desk), listened.getsockname()[1], token, framed), listened, previews)


def _shown(site: Path, boards: Path | None = None) -> Preview:
    """A site at an address of its own: what runs on its pages can ask nothing of the desk."""
    live = Live()
    live.tell("")
    return Preview(site, live, HOST, 0, boards)
