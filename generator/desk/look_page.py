"""看一看: the site as it would be, made aside, page by page in the frame of a phone, beside the page that readers have now."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from generator.build import site_of
from generator.codes import Severity
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.desk import Desk
from generator.site.marker import published
from generator.site.refusal import LOOKED_AT

MOST = 60
_TITLE = re.compile(r"<title>(.*?)(?: - [^<]*)?</title>", re.DOTALL)
_HEAD = 20_000


@dataclass(frozen=True)
class PageLookedAt:
    """A page that is otherwise than readers have it."""

    path: str
    """Below the site, a folder with its slash."""
    title: str
    new: bool


def _pages(folder: Path) -> dict[str, Path]:
    return {path.parent.relative_to(folder).as_posix(): path for path in folder.rglob("index.html")}


def changed_pages(made: Path, public: Path, slug: str) -> list[PageLookedAt]:
    """Pages of a board that are new or otherwise in ``made``, those of the fewest steps first."""
    there, was = _pages(made / slug), _pages(public / slug)
    pages = []
    for place, file in there.items():
        content = file.read_bytes()
        before = was.get(place)
        if before is None or before.read_bytes() != content:
            match = _TITLE.search(content[:_HEAD].decode("utf-8", "replace"))
            path = f"{slug}/" if place == "." else f"{slug}/{place}/"
            pages.append(PageLookedAt(path, html.unescape(match[1].strip()) if match else place, before is None))
    return sorted(pages, key=lambda page: (page.path.count("/"), page.path))


def look(desk: Desk, asked: Asked) -> Answer:
    state = desk.village(asked)
    made, public = desk.root / LOOKED_AT, site_of(desk.root, "public")
    if asked.method == "POST":
        if wrong := desk.looks.make(state.slug, desk.today(), public):
            raise CannotDo(wrong)
        return LedTo(address("/look", village=state.slug))
    pages = changed_pages(made, public, state.slug) if state.slug in published(made) else []
    wanted = asked.text("page")
    chosen = next((page for page in pages if page.path == wanted), pages[0] if pages else None)
    view = {
        "state": state,
        "villages": desk.villages(),
        "errors": sum(p.severity is Severity.ERROR for p in state.problems),
        "made": state.slug in published(made),
        "pages": pages[:MOST],
        "more": max(0, len(pages) - MOST),
        "chosen": chosen,
        "before": f"{desk.public}/{chosen.path}" if chosen and not chosen.new else "",
        "after": f"{desk.preview}/{chosen.path}" if chosen else "",
    }
    return DeskPage("look.html", "看一看", view)


PAGES = {"/look": look}
