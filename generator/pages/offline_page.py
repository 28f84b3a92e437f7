"""没有网络: what is shown, without a network, in place of a page that the phone has not kept."""

from __future__ import annotations

from collections.abc import Iterable

from generator.classes import dataclass
from generator.shown import Content, Page

PATH = "offline.md"


def offline_page(made: Iterable[Page], sample: str) -> Page:
    """It leads to the lists, which are kept with the home page."""
    lists = tuple((page.nav, page.path) for page in made if page.nav)
    return Page(PATH, "没有网络", "offline", "offline", _content, (lists,), "没有网络时的说明。", sample=sample)


@dataclass(frozen=True)
class OfflineView:
    """The page, as its template takes it."""

    lists: tuple[tuple[str, str], ...]


def _content(lists: tuple[tuple[str, str], ...]) -> Content:
    return Content(OfflineView(lists))
