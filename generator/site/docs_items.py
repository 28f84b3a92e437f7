"""What is put into docs/, in items that are made where they differ from the last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path

from generator.classes import dataclass
from generator.fingerprint import fingerprint
from generator.site import manifest
from generator.site.build_record import Made
from generator.site.docs import Docs
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
        return _noted([item for item, _ in slow], [_put(docs, made()) for _, made in slow], now)

    return {item.name for item, _ in slow}, written


def write_docs(docs: Path, items: Iterable[DocsItem], before: Made | None, now: Made) -> frozenset[str]:
    """Make the items that differ; the paths written."""
    todo = []
    for item in items:
        if before and _same(item, before):
            now.items[item.name] = before.items[item.name]
        else:
            todo.append(item)
    return _noted(todo, [*chain.from_iterable(spread(partial(_written, docs), todo))], now)


def _same(item: DocsItem, before: Made | None) -> bool:
    return bool(before and (known := before.items.get(item.name)) and known[0] == item.id)


def _noted(items: Iterable[DocsItem], made: Iterable[list[str]], now: Made) -> frozenset[str]:
    """``made``: of each item the paths that it brought; all of them."""
    renewed: set[str] = set()
    for item, paths in zip(items, made, strict=True):
        if twice := renewed.intersection(paths):
            raise ValueError(f"two sources for {min(twice)}")
        renewed.update(paths)
        now.items[item.name] = (item.id, paths)
    return frozenset(renewed)


def _written(docs: Path, items: Iterable[DocsItem]) -> list[list[str]]:
    """Make them; of each, the paths that it has now."""
    return [_put(docs, item.make()) for item in items]


def _put(docs: Path, content: Docs) -> list[str]:
    ours(docs, content)
    for path, text in content.items():
        put(f"{docs}/{path}", text)
    return sorted(content)
