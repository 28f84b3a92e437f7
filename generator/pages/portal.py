"""The front page over several boards, and the page that searches them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.config import SiteConfig
from generator.pages.render import environment
from generator.pages.search import PATH

OFFERED = 20
"""Boards that a question without an answer leads on to one by one; more are a list of their own, the front page."""


@dataclass(frozen=True)
class Entry:
    """One board as the portal lists it; no path while there is nothing to lead to."""

    slug: str
    name: str
    note: str
    path: str
    town: str = ""
    years: tuple[str, ...] = ()
    """Years that can be searched, newest first."""
    cost: int = 0
    """Bytes that a first question on it fetches; 0 where the published board has no search."""


def portal_pages(site: SiteConfig, boards: Sequence[Entry], today: date) -> dict[str, str]:
    """The portal's pages by path, as Markdown with front matter: the list of boards, and 查找 where any board can be searched."""
    found = [board for board in boards if board.cost]
    pages = {"index.md": _render("portal", site=site, boards=boards, today=today, searchable=bool(found))}
    if found:
        pages[PATH] = _render("portal_search", site=site, view=_search_view(found), today=today)
    return pages


def _search_view(boards: Sequence[Entry]) -> dict[str, object]:
    """Villages by township where there are several, and the years that any of them has."""
    towns = list(dict.fromkeys(board.town for board in boards))
    several = len(towns) > 1
    lists = [("各村公开栏", "index.md"), *((b.name, f"{b.slug}/index.md") for b in boards if len(boards) <= OFFERED)]
    return {
        "towns": [(town, [b for b in boards if b.town == town]) for town in towns] if several else [("", boards)],
        "years": sorted({year for board in boards for year in board.years}, reverse=True),
        "lists": lists,
    }


def _render(template: str, **view: object) -> str:
    return environment().get_template(f"{template}.md.j2").render(**view)
