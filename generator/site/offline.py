"""What a phone keeps of a built site to show it without a network: sw.js, and the manifest of an installed board.

The program is theme_overrides/assets/gongkai/worker.js over Workbox; here is said what this version consists of.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from generator import values
from generator.classes import dataclass
from generator.kept import kept
from generator.site.manifest import Files, bytes_of
from generator.site.tree import write_whole

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
HOLD_BYTES = 600_000
"""What is fetched before it is asked for, at most: about 150 KB on the wire."""
_ASSET = re.compile(r'(?:href|src)="([^"]+\.(?:css|js)(?:\?[^"]*)?)"')
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#?:]*)"')
_PROGRAMS = ("assets/workbox/workbox-7.4.1.js", "assets/gongkai/worker.js")


def build_offline(site: Path, today: date, files: Files, fallback: str = "") -> None:
    """Write ``site``/sw.js. ``files``: what the site holds; ``fallback``: address below it of the page shown for one that is not kept.
    Raises NotOurs where a page that it reads is not what it should be."""
    pages = sorted(path for path in files if path[-11:] in ("index.html", "/index.html"))
    digests = {path.removesuffix("index.html"): files[path][:16] for path in pages}
    home = _page(site, files, "")
    wanted = dict.fromkeys(["", *([fallback] if fallback else []), *_led_to(home.links)])
    held, assets, room = [], [], HOLD_BYTES
    for place in (p for p in wanted if p in digests):
        told = _page(site, files, place) if place else home
        room -= told.size
        if room < 0:
            break
        held.append(place)
        assets += [_below(urljoin("/" + place, address)) for address in told.assets]
    version = next((asset.partition("?")[2] for asset in assets if "?" in asset), "")
    says = {
        "day": values.date_cn(today),
        "fallback": fallback,
        "pages": digests,
        "hold": [{"url": place or "./", "revision": digests[place]} for place in held]
        + [{"url": asset, "revision": None} for asset in dict.fromkeys(assets)],
    }
    programs = ", ".join(json.dumps(path + (f"?{version}" if version else "")) for path in _PROGRAMS)
    text = f"self.GK = {json.dumps(says, ensure_ascii=False, separators=(',', ':'))};\nimportScripts({programs});\n"
    write_whole(site / WORKER, text.encode())


@dataclass(frozen=True)
class _HeldPage:
    """What a phone must know of a page to hold it."""

    size: int
    """Bytes."""
    links: tuple[str, ...]
    """Of the home page: where it leads to."""
    assets: tuple[str, ...]


def _page(site: Path, files: Files, place: str) -> _HeldPage:
    """A process that stays reads it again only where it is another."""
    path = f"{place}index.html"

    def read() -> _HeldPage:
        data = bytes_of(site / path, files[path])
        text = data.decode()
        return _HeldPage(len(data), tuple(_LINK.findall(text) if not place else ()), tuple(_ASSET.findall(text)))

    return kept(site.parent.name, f"held {site}/{path}", (files[path],), read)


def _below(path: str) -> str:
    return path.removeprefix("/")


def _led_to(links: Iterable[str]) -> list[str]:
    """The pages that the home page leads to, in its order."""
    return [_below(posixpath.normpath(urljoin("/", link)) + "/") for link in links if link.endswith("/")]


def manifest(name: str, short: str, band: str) -> str:
    """manifest.webmanifest: what the board is called and looks like when it is put on a phone's first screen. ``band``: a CSS colour."""
    icons = [
        {"src": "assets/gongkai/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "assets/gongkai/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    says = {
        "name": name,
        "short_name": short,
        "lang": "zh-CN",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": band,
        "background_color": "#faf8f4",
        "icons": icons,
    }
    return json.dumps(says, ensure_ascii=False, indent=1) + "\n"
