"""The front page over several boards, a page per township, and the page that searches them together."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from generator.classes import dataclass
from generator.compared import MANY, PLACE, Figure, has_money
from generator.config import SiteConfig
from generator.duties import UNKNOWN, Compliance
from generator.once import Once
from generator.pages.render import environment
from generator.pages.search_page import PATH
from generator.posted import Due

OFFERED = 20
"""Boards that a question without an answer leads on to one by one; more are a list of their own, the front page."""


@dataclass(frozen=True)
class PortalEntry(Once):
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
    latest: str = ""
    """The newest 公开日 on it, as 2026-11-08."""
    due: tuple[tuple[str, str], ...] = ()
    """What it must publish next, the oldest first: (what, last day)."""
    standing: Compliance = UNKNOWN
    corrected: int = 0
    """Rows that were put right after they had been public."""
    compared: tuple[Figure, ...] = ()
    """What of it is set beside the others."""

    @property
    def folder(self) -> str:
        """The folder of villages it lies in; "" where there is none."""
        return self.slug.rpartition("/")[0]

    @property
    def owed(self) -> Due | None:
        """What comes first of what is due."""
        return Due(self.due[0][0], date.fromisoformat(self.due[0][1])) if self.due else None


@dataclass(frozen=True)
class Town:
    """A folder of villages: a township, with a page of its own."""

    folder: str
    name: str
    boards: tuple[PortalEntry, ...]

    @property
    def late(self) -> int:
        """Villages that owe something on the day of the build."""
        return sum(bool(board.standing.overdue) for board in self.boards)

    @property
    def path(self) -> str:
        return posixpath.join(self.folder, "index.md")

    @property
    def in_pages(self) -> bool:
        """It is no folder, but one page of several."""
        return self.folder.startswith("index/")

    @property
    def compared(self) -> str:
        """The page that sets its villages side by side; "" where there is nothing to be set beside another."""
        several = len(self.boards) > 1 and any(has_money(board.compared) for board in self.boards)
        return posixpath.join(self.folder, posixpath.basename(PLACE) if self.in_pages else PLACE) if several else ""


def portal_pages(site: SiteConfig, boards: Sequence[PortalEntry], today: date) -> dict[str, str]:
    """The portal's pages by path, as Markdown with front matter: the townships and villages, a page per township, and 查找 where any
    board can be searched. A page of a county stays small: its villages stand on the pages of their townships."""
    costly = [board for board in boards if board.cost]
    towns, loose = listed(boards)
    front = _render("portal", site=site, towns=towns, boards=loose.boards, compared=loose.compared, today=today, searchable=bool(costly))
    pages = {"index.md": front}
    pages |= {town.path: _render("portal_town", site=site, town=town, today=today) for town in towns}
    if costly:
        pages[PATH] = _render("portal_search", site=site, view=_search_view(costly, towns), today=today)
    return pages


def listed(boards: Sequence[PortalEntry]) -> tuple[list[Town], Town]:
    """The villages by the page that lists them: those with one of their own, and the rest, which the front page lists."""
    towns = [_town(folder, [b for b in boards if b.folder == folder]) for folder in dict.fromkeys(b.folder for b in boards if b.folder)]
    loose = [board for board in boards if not board.folder]
    if len(loose) > MANY:
        return [*towns, *_in_pages(loose)], Town("", "", ())
    return towns, Town("", "", tuple(loose))


def _in_pages(boards: Sequence[PortalEntry]) -> Iterator[Town]:
    """Villages that lie in no folder, by the 乡镇 they name, so many on a page; ``index`` is no village's name."""
    numbers = count(1)
    for name in dict.fromkeys(board.town for board in boards):
        here = [board for board in boards if board.town == name]
        for first in range(0, len(here), MANY):
            some = here[first : first + MANY]
            which = f"{some[0].name} 到 {some[-1].name}" if len(here) > MANY else ""
            yield Town(f"index/{next(numbers)}", "：".join(filter(None, (name, which))) or "各村", tuple(some))


def _town(folder: str, boards: Sequence[PortalEntry]) -> Town:
    """Named as its villages name their 乡镇."""
    name = next((board.town for board in boards if board.town), folder)
    return Town(folder, name, tuple(boards))


def _search_view(boards: Sequence[PortalEntry], folders: Sequence[Town]) -> dict[str, object]:
    """Villages by township where there are several, and the years that any of them has."""
    towns = list(dict.fromkeys(board.town for board in boards))
    several = len(towns) > 1
    lists = [("各村公开栏", "index.md"), *((town.name, town.path) for town in folders)]
    lists += [(b.name, f"{b.slug}/index.md") for b in boards if len(boards) <= OFFERED]
    return {
        "towns": [(town, [b for b in boards if b.town == town]) for town in towns] if several else [("", boards)],
        "years": sorted({year for board in boards for year in board.years}, reverse=True),
        "lists": lists,
        # Said once, not five hundred times: most villages have the same years.
        "common": Counter(board.years for board in boards).most_common(1)[0][0],
    }


def _render(template: str, **view: object) -> str:
    return environment().get_template(f"{template}.md.j2").render(**view)
