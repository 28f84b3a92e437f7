"""The sections (栏目) of a board: where their pages lie, what they are called, in which order they stand."""

from __future__ import annotations

from generator.classes import dataclass


@dataclass(frozen=True)
class Section:
    """One section. Its front page is the index of its folder."""

    path: str
    """ASCII: the folder of its pages."""
    title: str
    """What headings and the navigation call it: 财务公开."""
    short_title: str
    """What the bar at the foot of a phone calls it: 财务."""
    icon: str
    """Of Material's own, in the bar."""
    order: int
    """Place among the sections; a kind's order is 100 times this and its place in the section."""
    shelf: bool = True
    """Its front page lists the newest page of each kind by title; False where an overview tells of each kind in figures."""

    @property
    def front(self) -> str:
        """finance/index.md."""
        return f"{self.path}/index.md"

    def page(self, kind: str, key: str) -> str:
        """finance/pay/2026-Q3.md."""
        return f"{self.path}/{kind}/{key}.md"


FINANCE = Section("finance", "财务公开", "财务", "currency-cny", 1)
NOTICES = Section("notices", "公示公告", "公告", "bullhorn", 2)
AFFAIRS = Section("affairs", "村务公开", "村务", "account-group", 3, shelf=False)
HOLDINGS = Section("holdings", "三资公开", "三资", "clipboard-list", 4, shelf=False)
HONORS = Section("honors", "荣誉榜", "荣誉", "medal", 5)
LIFE = Section("life", "村里的事", "村里", "home-group", 6, shelf=False)
PROGRESS = Section("progress", "说到做到", "实事", "flag-checkered", 7, shelf=False)

PEOPLE = f"{LIFE.path}/people.md"
"""谁管什么: where a villager finds whom to ask; the home page leads there too."""

POSTERS = "posters"
"""The folder of what is made for the wall and for chats: each PDF in it has its words in a text file beside it."""

SECTIONS = (FINANCE, NOTICES, AFFAIRS, HOLDINGS, HONORS, LIFE, PROGRESS)


def section_of(path: str) -> str:
    """The title of the section that a page lies in: 财务公开 of finance/2026-10.md; "" for what lies in none."""
    return next((section.title for section in SECTIONS if path.startswith(f"{section.path}/")), "")
