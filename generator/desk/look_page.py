"""看一看: a board as it would be, page by page in the frame of a phone and as the poster that is put up, beside what readers have."""

from __future__ import annotations

import re

from generator.classes import dataclass
from generator.codes import Severity
from generator.config import EDITIONS, Edition
from generator.desk.asked import Answer, Asked, CannotDo, DeskPage, LedTo, address
from generator.desk.desk import Desk
from generator.desk.looked_at import LookedAt, PageLookedAt, boards_of, last_look
from generator.desk.published_files import PublishedFiles
from generator.fingerprint import fingerprint
from generator.section import POSTERS

MOST = 60
FOR = {"public": "公开版，给所有人看的", "village": "村民版，只给本村人看的"}
"""Whom an edition is for, as a clerk calls it."""
_POSTER = re.compile(rb'href="([^"]*/?' + POSTERS.encode() + rb"/[^\"/]+/)\"")


@dataclass(frozen=True)
class FramesShown:
    """One thing, as it will be and as it is; "" where it is not there."""

    title: str
    after: str
    before: str


def _edition(asked: Asked) -> Edition:
    return next((each for each in EDITIONS if each == asked.text("for")), "public")


def look(desk: Desk, asked: Asked) -> Answer:
    edition = _edition(asked)
    if asked.method == "POST":
        slug = asked.text("village")
        if slug not in desk.slugs():
            raise CannotDo("没有这个村。回到「今天」再选。", 404)
        if wrong := desk.looks.make(slug, desk.today(), edition, stands(desk, slug)):
            raise CannotDo(wrong)
        return LedTo(address("/look", village=slug, **{"for": asked.text("for")}))
    state = desk.village(asked)
    last = last_look(desk.root, state.slug, edition)
    errors = sum(p.severity is Severity.ERROR for p in state.problems)
    pages = last.pages if last and not errors else ()
    wanted = asked.text("page")
    chosen = next((page for page in pages if page.path == wanted), _first(pages))
    view = {
        "state": state,
        "villages": desk.villages(),
        "errors": errors,
        "made": last is not None and not last.errors and not errors,
        "stale": last is not None and last.stands != stands(desk, state.slug),
        "editions": FOR,
        "edition": edition,
        "pages": pages[:MOST],
        "more": max(0, len(pages) - MOST),
        "chosen": chosen,
        "shown": _shown(desk, edition, state.slug, last, chosen) if chosen else (),
    }
    return DeskPage("look.html", "看一看", view)


def stands(desk: Desk, slug: str) -> str:
    """Id of all files of a board."""
    return fingerprint(PublishedFiles(desk.root).now(slug))


def _first(pages: tuple[PageLookedAt, ...]) -> PageLookedAt | None:
    """What has a poster was changed by somebody, most likely; else the first."""
    posters = [_last(page) for page in pages if f"/{POSTERS}/" in page.path]
    likely = (page for page in pages if any(name.startswith(f"{_last(page)}-") for name in posters))
    return next(likely, next(iter(pages), None))


def _last(page: PageLookedAt) -> str:
    """The last part of its path."""
    return page.path.split("/")[-2]


def _shown(desk: Desk, edition: Edition, slug: str, last: LookedAt | None, page: PageLookedAt) -> tuple[FramesShown, ...]:
    """The page, and the poster that it leads to."""
    frames = desk.frames[edition]
    poster = _poster(desk, edition, slug, page.path)
    told = [FramesShown("手机上", f"{frames.after}/{page.path}", "" if page.new else f"{frames.before}/{page.path}")]
    if poster:
        new = any(each.path == poster and each.new for each in (last.pages if last else ()))
        told.append(FramesShown("海报", f"{frames.after}/{poster}", "" if new else f"{frames.before}/{poster}"))
    return tuple(told)


def _poster(desk: Desk, edition: Edition, slug: str, path: str) -> str:
    """Address of the poster of a page; "" where it has none, or is one."""
    place = path.removeprefix(f"{slug}/")
    if place.startswith(f"{POSTERS}/"):
        return ""
    try:
        page = (boards_of(desk.root, edition) / slug / "site" / place / "index.html").read_bytes()
    except OSError:
        return ""
    led = _POSTER.search(page)
    name = led[1].decode("utf-8", "replace").rstrip("/").rpartition("/")[2] if led else ""
    there = boards_of(desk.root, edition) / slug / "site" / POSTERS / name / "index.html"
    return f"{slug}/{POSTERS}/{name}/" if name and there.is_file() else ""


PAGES = {"/look": look}
