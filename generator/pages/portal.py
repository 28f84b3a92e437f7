"""The front page over several boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.config import SiteConfig
from generator.pages.render import environment


@dataclass(frozen=True)
class Entry:
    """One board as the portal lists it; no path while there is nothing to lead to."""

    name: str
    note: str
    path: str


def portal_text(site: SiteConfig, boards: Sequence[Entry], today: date) -> str:
    """The portal's one page as Markdown with front matter."""
    return environment().get_template("portal.md.j2").render(site=site, boards=boards, today=today)
