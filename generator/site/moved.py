"""Boards that have moved: at the address they had, a page for each of theirs that leads on to where they are (曾用网址)."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path

from generator.model import Problem, Source, problem
from generator.site.offline import MANIFEST, WORKER

Claims = Mapping[str, tuple[str, ...]]
"""Slug of a board → the addresses it had."""
LEADS_ON = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url={to}">
<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{name}搬到了新网址</title></head>
<body><p>{name}搬到了新网址：<a href="{to}">打开新网址</a></p></body></html>
"""
_UNLISTED = '<meta name="robots" content="noindex">'
RETIRES = """self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.registration.unregister()));
"""
"""In place of the service worker that phones have of the old address: what it kept would stay for ever."""


def leading_on(at: str, to: str, name: str, hidden: bool) -> str:
    """The page that was served at ``at`` and leads on to ``to``; both below the same folder. ``hidden``: no search engine may list it."""
    address = "../" * (at.count("/") + 1) + to
    page = LEADS_ON if hidden else LEADS_ON.replace(_UNLISTED, "")
    return page.format(to=escape(address), name=escape(name))


def led_on(claims: Claims, slugs: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """Old address → the board that was there; an address that is somebody's now, or claimed twice, leads nowhere and is told."""
    taken = {place for slug in slugs for place in (slug, slug.partition("/")[0])}
    villages = {slug for slug in slugs if "/" not in slug}
    old_places: dict[str, str] = {}
    problems: list[Problem] = []
    for slug, places in claims.items():
        for place in dict.fromkeys(places):
            whose = old_places.get(place) or (place if place in taken else next((v for v in villages if place.startswith(f"{v}/")), ""))
            if not whose:
                old_places[place] = slug
                continue
            where = Source(f"data/villages/{slug}/village.yml", field="曾用网址")
            message = (
                f"「曾用网址」写的「{place}」，现在有别的栏、别的乡镇用着这个网址。"
                if place not in old_places
                else f"「曾用网址」里的「{place}」，{whose} 也写了。"
            )
            problems.append(problem("address-taken", where, message))
    return old_places, problems


def pages(moved: Mapping[str, str], names: Mapping[str, str], there: Mapping[str, Path]) -> dict[str, bytes]:
    """Every file at the old addresses, by its path below the site. ``there``: where the published files of a board lie."""
    pages_left: dict[str, bytes] = {}
    for place, slug in moved.items():
        if slug in there:
            pages_left[f"{place}/{WORKER}"] = RETIRES.encode()
            for file in sorted(there[slug].rglob("index.html")):
                page = file.parent.relative_to(there[slug]).as_posix().removeprefix(".")
                old = posixpath.join(place, page)
                to = posixpath.relpath(posixpath.join(slug, page), old) + "/"
                pages_left[posixpath.join(old, "index.html")] = LEADS_ON.format(to=escape(to), name=escape(names[slug])).encode()
    return pages_left


def vanished(site: Path, removed: Iterable[str], fresh: Mapping[str, str]) -> Iterator[Problem]:
    """Of the boards that go from a published site, those of which another of the same name came (``fresh``: slug → name): codes that
    hang on walls would lead nowhere."""
    for old in removed:
        name = _name(site / old)
        new = next((slug for slug, called in fresh.items() if called == name or slug.rpartition("/")[2] == old.rpartition("/")[2]), "")
        if new:
            message = f"网站上原来的 {old}/ 没有了，新来的 {new}/「{fresh[new]}」像是同一个村；旧网址、墙上的旧二维码打不开了。"
            hint = f"要是搬了家，在 data/villages/{new}/village.yml 加一行「曾用网址: {old}」，旧网址会转到新的。"
            yield problem("board-moved", Source(f"data/villages/{new}/village.yml", field="曾用网址"), message, hint)


def _name(board: Path) -> str:
    with suppress(OSError, ValueError, AttributeError):
        return str(json.loads((board / MANIFEST).read_text(encoding="utf-8")).get("short_name", ""))
    return ""
