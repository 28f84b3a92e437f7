"""A published board without the pages that had to go: a line stands in their place.

Nothing of them can be found or is kept on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Mapping
from datetime import date
from html import escape, unescape
from pathlib import Path

from generator.shown import PACKAGE, folder
from generator.site import manifest
from generator.site.bare_pages import plain_page
from generator.site.manifest import Files
from generator.site.offline import WORKER, build_offline
from generator.site.search import FOLDER as SEARCH
from generator.site.tree import put, share

HOME, FIND, KEPT = "index.md", "search.md", "offline.md"
_TITLE = re.compile(r"<title>(.*?)(?: - [^<]*)?</title>", re.DOTALL)
_FORGET = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.includes(self.registration.scope)) await caches.delete(name);
  await self.registration.unregister();
})()));
"""
"""In place of what a phone keeps: nothing of the board is kept any more."""


def without_pages(
    site: Path,
    files: Files,
    pages: Mapping[str, Collection[str]],
    taken: Collection[str],
    name: str,
    target: Path,
    today: date,
    phone: str = "",
) -> Files:
    """``target`` becomes the board of ``site`` without the pages and photos ``taken`` and all that lies beside them. ``pages``: page → its
    files below docs; ``name``, ``phone``: of the board. Returned: what it holds."""
    beside = {place for page in taken for place in (_served(path) for path in pages.get(page, (page,)))}
    summary = {PACKAGE, "sitemap.xml", "sitemap.xml.gz", WORKER}
    left = [path for path in files if path not in beside | summary and not path.startswith(f"{SEARCH}/")]
    shutil.rmtree(target, ignore_errors=True)
    for path in left:
        share(site / path, target / path)
    standing = [page for page in pages if page.endswith(".md") and page not in taken and (target / _served(page)).is_file()]
    for page in sorted(page for page in taken if page.endswith(".md")):  # of a photo nothing stays, not even a line
        up = "../" * _served(page).count("/")
        body = (
            _home(target, standing)
            if page == HOME
            else f'<h1>已撤下</h1>\n<p>这一页的内容已撤下。</p>\n<p><a class="go" href="{up or "./"}">回到{escape(name)}公开栏</a></p>'
        )
        title = name if page == HOME else f"已撤下 - {name}"
        put(target / _served(page), plain_page(title, body + _ask(phone), hidden=True, head=name))
    build_offline(target, today, _digests(target), "offline/" if (target / "offline/index.html").is_file() else "")
    return _digests(target)


def being_corrected(name: str, target: Path, phone: str = "") -> Files:
    """``target`` becomes a board of one page."""
    shutil.rmtree(target, ignore_errors=True)
    body = "<h1>正在更正</h1>\n<p>资料有误，正在更正。更正以后，这里会重新登出来。</p>" + _ask(phone)
    put(target / "index.html", plain_page(name, body, hidden=True, head=name))
    put(target / WORKER, _FORGET.encode())
    return _digests(target)


def _ask(phone: str) -> str:
    """Whom to ask; nothing where no telephone is known."""
    to = re.sub(r"[^\d+]", "", phone)
    return f'\n<p>有疑问，打村里的电话：<a class="go" href="tel:{to}">{escape(phone)}</a></p>' if to else ""


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
    return {path: seen.digest for path, seen in manifest.scan(target, {}).items()}
