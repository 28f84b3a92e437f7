"""An owner's own theme: it may hold what its programmer likes, but nothing that sends a reader's phone to another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator import door
from generator.fingerprint import fingerprint
from generator.installed import THEME_PARTS
from generator.load.inputs import ids_above
from generator.model import Problem, Source, problem
from generator.pattern import lazy

_TEXTS = (".html", ".svg", ".xml", ".css", ".js", ".mjs", ".yml")
_ADDRESS = r"((?:https?:|wss?:)?//[\w-][^\s\"'`<>)]*)"
_FETCHES = tuple(
    lazy(pattern + _ADDRESS, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # a tag that is no link for people
        r"<(?!a[\s>])[a-z][^<>]*?\s(?:src|srcset|href|xlink:href|action|formaction|data|poster|background|content\s*=\s*[\"']\d+;\s*url)\s*=\s*[\"']?\s*",
        r"(?:\burl\(|@import\b)\s*[\"']?",
        r"(?:\b(?:fetch|import|importScripts|Worker|WebSocket|EventSource|sendBeacon|open|Request)\s*\(|\bfrom\b|\bimport\b|\.(?:src|href|action)\s*=)\s*[\"'`]",
        r"^[ \t]*(?:-[ \t]+)?(?:path:[ \t]*)?[\"']?(?=[^\s\"']+\.(?:css|m?js)\b)",  # extra_css and extra_javascript of mkdocs.yml
    )
)
_NAMES = ("//www.w3.org/2000/svg", "//www.w3.org/1999/xlink", "//www.w3.org/1999/xhtml")
"""Addresses that only name a format."""


def theme_files(root: Path) -> dict[str, bytes]:
    """Every file of a theme that lies in ``root``, and mkdocs.yml that puts it together."""
    files = {}
    for file in door.files_in(root, *THEME_PARTS):
        with suppress(door.Closed):  # of that the door tells
            files[file] = door.read(root, file)
    return files


def theme_id(root: Path) -> str:
    """Id of the same; "" where there is none."""
    ids = ids_above(root, THEME_PARTS)
    return fingerprint(ids) if any(ids.values()) else ""


def wrong_with(file: str, data: bytes) -> Iterator[Problem]:
    """What nothing but a look at a file of the theme tells: a name that no address can have, and what it asks of other hosts."""
    if any("\ud800" <= sign <= "\udfff" for sign in file):
        name = PurePosixPath(file).name
        yield problem("bad-name", Source(file), f"文件名「{name}」里有认不出来的字。", "文件名用小写英文字母、数字和短横线，如 board.css。")
    yield from foreign_hosts(file, data)


def foreign_hosts(file: str, data: bytes) -> Iterator[Problem]:
    """Each line on which a file of the theme fetches something from another host."""
    if PurePosixPath(file).suffix.lower() not in _TEXTS:
        return
    text = data.decode("utf-8", "replace")
    hits = (hit for pattern in _FETCHES for hit in pattern.finditer(text) if not hit[1].endswith(_NAMES))
    for line, address in sorted({text.count("\n", 0, hit.start(1)) + 1: hit[1] for hit in hits}.items()):
        yield problem("theme-unsafe", Source(file, line=line), f"这一行向别的网站「{address[:60]}」要东西。")
