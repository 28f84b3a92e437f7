"""A published board without the pages that had to go: a line stands in their place.

Nothing of them can be found or is kept on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from html import escape, unescape
from pathlib import Path

from generator.classes import dataclass
from generator.record.board_record import RECORD, ROOT, as_picture
from generator.record.on_paper import with_root
from generator.section import POSTERS
from generator.shown import PACKAGE, folder
from generator.site import manifest
from generator.site.bare_pages import plain_page
from generator.site.calendar import CALENDAR, without
from generator.site.feeds import JSON, feed_files, read_feed
from generator.site.manifest import Files
from generator.site.offline import WORKER, build_offline
from generator.site.record_files import record_in
from generator.site.search import FOLDER as SEARCH
from generator.site.theme import Colours
from generator.site.tree import put, share, take_away

HOME, FIND, KEPT = "index.md", "search.md", "offline.md"
_TITLE = re.compile(r"<title>(.*?)(?: - [^<]*)?</title>", re.DOTALL)
_FORGET = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.includes(self.registration.scope)) await caches.delete(name);
  await self.registration.unregister();
})()));
"""
"""In place of what a phone keeps: nothing of the board is kept any more."""


@dataclass(frozen=True)
class Whose:
    """Whose board it is, as a page says and shows it that stands for one that went."""

    name: str
    phone: str = ""
    own: Colours = field(default_factory=Colours)

    def page(self, title: str, body: str) -> bytes:
        """``body``: HTML, to which whom to ask is added; nothing where no telephone is known."""
        to = re.sub(r"[^\d+]", "", self.phone)
        ask = f'\n<p>有疑问，打村里的电话：<a class="go" href="tel:{to}">{escape(self.phone)}</a></p>' if to else ""
        return plain_page(title, body + ask, hidden=True, own=self.own, head=self.name)


def without_pages(
    site: Path,
    files: Files,
    pages: Mapping[str, Collection[str]],
    taken: Collection[str],
    whose: Whose,
    target: Path,
    today: date,
) -> Files:
    """``target`` becomes the board of ``site`` without the pages and photos ``taken`` and all that lies beside them. ``pages``: page → its
    files below docs. Returned: what it holds."""
    beside = {place for page in taken for place in (_served(path) for path in pages.get(page, (page,)))}
    summary = {PACKAGE, RECORD, ROOT, "sitemap.xml", "sitemap.xml.gz", WORKER}
    left = [path for path in files if path not in beside | summary and not path.startswith(f"{SEARCH}/")]
    shutil.rmtree(target, ignore_errors=True)
    for path in left:
        share(site / path, target / path)
    _reduce_feeds(target, left, taken, today)
    standing = [page for page in pages if page.endswith(".md") and page not in taken and (target / _served(page)).is_file()]
    back = f"回到{escape(whose.name)}公开栏"
    for page in sorted(page for page in taken if page.endswith(".md")):  # of a photo nothing stays, not even a line
        up = "../" * _served(page).count("/")
        body = (
            _home(target, standing)
            if page == HOME
            else f'<h1>已撤下</h1>\n<p>这一页的内容已撤下。</p>\n<p><a class="go" href="{up or "./"}">{back}</a></p>'
        )
        title = whose.name if page == HOME else f"已撤下 - {whose.name}"
        put(target / _served(page), whose.page(title, body))
    if (record := record_in(site)) and RECORD in files:
        left_over = record.without(beside)
        put(target / RECORD, left_over.as_json())
        put(target / ROOT, as_picture(left_over.code))
        for sheet in target.glob(f"{POSTERS}/**/*.pdf"):
            put(sheet, with_root(sheet.read_bytes(), left_over.code))
    build_offline(target, today, _digests(target), "offline/" if (target / "offline/index.html").is_file() else "")
    return _digests(target)


def _reduce_feeds(target: Path, left: Collection[str], taken: Collection[str], today: date) -> None:
    """Of the pages ``taken`` a feed has a tombstone, and the calendar no day."""
    places = {f"{folder(page)}/".lstrip("/") for page in taken if page.endswith(".md")}
    for path in (path for path in left if path.rpartition("/")[2] == JSON):
        feed = read_feed((target / path).read_bytes())
        for place, content in feed_files(feed.without(places, today)).items() if feed else ():
            put(target / place, content)
    if CALENDAR in left:
        days = without((target / CALENDAR).read_bytes(), places)
        take_away(target, CALENDAR)
        if days:
            put(target / CALENDAR, days)


def being_corrected(whose: Whose, target: Path) -> Files:
    """``target`` becomes a board of one page."""
    shutil.rmtree(target, ignore_errors=True)
    body = "<h1>正在更正</h1>\n<p>资料有误，正在更正。更正以后，这里会重新登出来。</p>"
    put(target / "index.html", whose.page(whose.name, body))
    put(target / WORKER, _FORGET.encode())
    return _digests(target)


def _home(target: Path, standing: Collection[str]) -> str:
    """What is left of the board, by the titles of the pages."""
    lines = []
    for page in (page for page in standing if not page.startswith("guide/")):
        match = _TITLE.search((target / _served(page)).read_text(encoding="utf-8"))
        lines.append(f'<li><a href="{escape(folder(page))}/">{escape(unescape(match[1].strip()) if match else page)}</a></li>')
    return "<h1>正在更正</h1>\n<p>资料有误，正在更正。下面是还在公开的：</p>\n<ul>\n" + "\n".join(lines) + "\n</ul>"


def _served(path: str) -> str:
    """Where a file below docs is served."""
    return f"{folder(path)}/index.html".lstrip("/") if path.endswith(".md") else path


def _digests(target: Path) -> Files:
    return manifest.scan(target)
