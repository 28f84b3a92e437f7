"""What is put into docs/, in items that are made where they differ from the last time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path

from generator.classes import dataclass
from generator.fingerprint import fingerprint
from generator.site import manifest
from generator.site.build_record import Made
from generator.site.docs import Docs
from generator.site.manifest import Files
from generator.site.tree import ours, put
from generator.workers import SHARE, spread


@dataclass(frozen=True)
class DocsItem:
    """Some files below docs/ that are made together, and from what."""

    name: str
    id: str
    """Equal ids, equal files."""
    make: Callable[[], Docs]
    begin: Callable[[], Callable[[], Docs]] | None = None
    """Where it takes long, and nothing is made of what it brings: begins what ``make`` gives, so that all else is made meanwhile."""


def text_item(path: str, text: str) -> DocsItem:
    """One file below docs/."""
    return DocsItem(path, fingerprint(text), lambda: {path: text.encode()})


def whole_item(path: str, content: bytes) -> DocsItem:
    return DocsItem(path, manifest.digest(content), lambda: {path: content})


def begun(docs: Path, items: Iterable[DocsItem], before: Made | None, now: Made) -> tuple[set[str], Callable[[], frozenset[str]]]:
    """The slow items that differ are begun. Their names, and what waits until they are made and gives the paths written. Where there are
    many items, which are spread over all cores as they are, there are none."""
    todo = [item for item in items if not _same(item, before)]
    slow = [(item, item.begin()) for item in todo if item.begin] if len(todo) < 2 * SHARE else []

    def written() -> frozenset[str]:
        return _noted([item for item, _ in slow], [_put(docs, {}, made()) for _, made in slow], now)

    return {item.name for item, _ in slow}, written


def write_docs(docs: Path, items: Iterable[DocsItem], before: Made | None, now: Made) -> frozenset[str]:
    """Make the items that differ; the paths written. What of them is as it was made before stays as it lies there: of two hundred files of
    a year's search a row changes a dozen."""
    todo = []
    for item in items:
        if before and _same(item, before):
            now.items[item.name] = before.items[item.name]
        else:
            todo.append(item)
    return _noted(todo, chain.from_iterable(spread(partial(_written, docs, before.files if before else {}), todo)), now)


def _same(item: DocsItem, before: Made | None) -> bool:
    return bool(before and (known := before.items.get(item.name)) and known[0] == item.id)


def _noted(items: Iterable[DocsItem], made: Iterable[_Brought], now: Made) -> frozenset[str]:
    """All that was written of what they brought."""
    brought: set[str] = set()
    renewed: set[str] = set()
    for item, (paths, written) in zip(items, made, strict=True):
        if twice := brought.intersection(paths):
            raise ValueError(f"two sources for {min(twice)}")
        brought.update(paths)
        renewed.update(written)
        now.items[item.name] = (item.id, paths)
    return frozenset(renewed)


_Brought = tuple[list[str], list[str]]
"""The paths that an item has now, and those of them that were written."""


def _written(docs: Path, before: Files, items: Iterable[DocsItem]) -> list[_Brought]:
    """Make them. ``before``: what the site held, as it was made; a page is there as HTML, so that nobody knows whether it is the same."""
    return [_put(docs, before, item.make()) for item in items]


def _put(docs: Path, before: Files, content: Docs) -> _Brought:
    other = {path: text for path, text in content.items() if not _stays(f"{docs}/{path}", before.get(path), text)}
    ours(docs, other)
    for path, text in other.items():
        put(f"{docs}/{path}", text)
    return sorted(content), [*other]


def _stays(file: str, known: str | None, content: bytes) -> bool:
    return known is not None and known == manifest.digest(content) and os.path.isfile(file)
