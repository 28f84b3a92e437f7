"""The published site: brought up to date aside, then swapped in. A visitor finds the old site or the new one, whole, whenever the
program is stopped.

Two sites are kept, the published one and the one before it. A build changes in the one before only the boards that differ, and
then both change places: the work is that of the change, not of the county. Files that both hold are the same file on disk (hard
links); so a file is never written over, always put anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.site import manifest
from generator.site.manifest import Files
from generator.site.swap import recover, swap
from generator.site.tree import put, share, take_away, write_whole

MARKER = ".gongkai"
"""Lies in every folder we publish and lists its boards, each with its version: only such a folder may ever be replaced."""
FRONT = "."
"""What the marker calls the files above the boards."""


REDIRECT = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>村务公开栏</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0; url={slug}/">
<p><a href="{slug}/">村务公开栏</a></p></html>
"""
EMPTY = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>村务公开栏</title><p>现在没有公开的内容。</p></html>
"""


@dataclass(frozen=True)
class Part:
    """One board, or the front: where its files are, the id of all they hold, and what each holds, asked only where that differs."""

    folder: Path
    version: str
    files: Callable[[], Files]


def front_page(folder: Path, slugs: Sequence[str], old: Mapping[str, bytes] | None = None) -> Part:
    """The front where there is no portal: a page that leads on to the one board, and what stands at its ``old`` addresses."""
    page = ("".join(REDIRECT.format(slug=slug) for slug in slugs) or EMPTY).encode()
    contents = {"index.html": page, **(old or {})}
    for path, content in contents.items():
        put(folder / path, content)
    files = {path: manifest.digest(content) for path, content in contents.items()}
    return Part(folder, manifest.version(files), lambda: files)


def refusal(site: Path, root: Path) -> str:
    """Why ``site`` may not be replaced by a published site; "" where it may."""
    for name in ("data", "content", "theme_overrides", "build"):
        if site == root / name or (root / name) in site.parents:
            return f"网站不能放在 {name}/ 里面。"
    if site == root or site in root.parents:
        return "网站不能放在放着 data/ 的文件夹本身，会把它换掉。"
    if site.exists() and not site.is_dir():
        return f"{site} 是一个文件，不是文件夹。"
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        return f"{site} 里有别的东西，不是以前生成的网站，不能换掉它。请用一个新的文件夹。"
    return ""


def published(site: Path) -> dict[str, str]:
    """Slug → version of the boards that stand in a published site."""
    return {slug: found for slug, found in _marked(site).items() if slug != FRONT and (site / slug / "index.html").is_file()}


class Publisher:
    """Puts parts where visitors find them."""

    def __init__(self, site: Path, build: Path) -> None:
        self._site, self._aside, self._memory = site, aside(site, build), build / "published"
        recover(self._aside, site)

    def publish(self, fresh: Mapping[str, Part], kept: Mapping[str, str]) -> bool:
        """``fresh``: what this run made, the front under FRONT; ``kept``: version of each board that stays as it is published.
        False where the site is all this already."""
        now = _marked(self._site)
        wanted = {slug: part.version for slug, part in fresh.items()} | dict(kept)
        if wanted == now:
            return False
        there = _marked(self._aside)
        if self._remembered(there.get(FRONT)) is None:  # never finished, or nobody knows what lies above the boards
            shutil.rmtree(self._aside, ignore_errors=True)
            there = {}
        self._aside.mkdir(parents=True, exist_ok=True)
        for slug in sorted(set(there) - set(wanted)):
            self._forget(there, slug)
            _remove_board(self._aside, slug)
        for slug in sorted(wanted):
            if there.get(slug) != wanted[slug]:
                part = fresh.get(slug) or self._as_published(slug, wanted[slug])
                self._bring(slug, part, there, now.get(slug))
        _mark(self._aside, wanted)
        swap(self._aside, self._site)
        self._tidy({*wanted.values(), *now.values()})
        return True

    def _bring(self, slug: str, part: Part, there: dict[str, str], shown: str | None) -> None:
        """Make ``slug`` aside hold what ``part`` holds."""
        target = self._aside / slug
        old = self._remembered(there.get(slug))
        self._forget(there, slug)
        if old is None:
            _remove_board(self._aside, slug)
            old = {}
        same = self._remembered(shown) or {}
        files = part.files()
        for path in old.keys() - files.keys():
            take_away(target, path)
        for path, found in files.items():
            if old.get(path) != found:
                _place(target / path, part.folder / path, self._site / slug / path if same.get(path) == found else None)
        manifest.save(self._memory / f"{part.version}.json", files)

    def _forget(self, there: dict[str, str], slug: str) -> None:
        """From here on the board aside is half changed: say so before anything is touched."""
        if there.pop(slug, None) is not None:
            _mark(self._aside, there)

    def _as_published(self, slug: str, version: str) -> Part:
        def files() -> Files:
            known = self._remembered(version)
            return known or {path: seen.digest for path, seen in manifest.scan(self._site / slug, {}).items()}

        return Part(self._site / slug, version, files)

    def _remembered(self, version: str | None) -> Files | None:
        found = manifest.recall(self._memory / f"{version}.json") if version else None
        return found if isinstance(found, dict) else None

    def _tidy(self, versions: set[str]) -> None:
        for path in self._memory.glob("*.json"):
            if path.stem not in versions:
                path.unlink(missing_ok=True)


def aside(site: Path, build: Path) -> Path:
    """Where the site before is kept: in build/ where that is on the same disk, so that both can change places."""
    place = next(p for p in site.parents if p.exists())
    name = f"{site.name}-{manifest.digest(str(site).encode())[:8]}"
    return build / "before" / name if place.stat().st_dev == build.stat().st_dev else site.with_name(f".{site.name}.before")


def _marked(site: Path) -> dict[str, str]:
    with suppress(OSError, UnicodeDecodeError):
        lines = (site / MARKER).read_text(encoding="utf-8").splitlines()
        return {slug: found for slug, _, found in (line.partition(" ") for line in lines) if slug}
    return {}


def _mark(site: Path, boards: Mapping[str, str]) -> None:
    write_whole(site / MARKER, "".join(f"{slug} {found}\n" for slug, found in sorted(boards.items())).encode())


def _place(target: Path, source: Path, same: Path | None) -> None:
    """``same``: where the published site holds the same bytes. What is built is copied, so that a damaged build/ damages no site."""
    if same:
        share(same, target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)


def _remove_board(site: Path, slug: str) -> None:
    if slug == FRONT:
        return  # its files are put anew one by one
    shutil.rmtree(site / slug, ignore_errors=True)
    take_away(site, slug)
