"""What each page of a board rests on: the files that it is made of, by which it is known what must go with one of them (withdrawal.py)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.kind import Kind, Overview
from generator.load.content import WrittenContent
from generator.made_of import add_files
from generator.shown import Page

Rests = dict[str, list[str] | None]
"""Page → the files it is made of, ``TITLED`` with each that it only leads to, and ``KIND`` with the name of a kind for all its files; None
for all files of the board."""
KIND = "kind:"


def rests(pages: Iterable[Page], kinds: Iterable[Kind], overviews: Iterable[Overview], content: WrittenContent) -> Rests:
    """Of every page of a board, and of every hand-written one."""
    uses = {kind.name: (kind.name,) for kind in kinds} | {overview.name: tuple(overview.uses) for overview in overviews}
    changing = _changing(kinds)
    files_of: Rests = {page.path: _rests(page, uses.get(page.maker), changing) for page in pages}
    for page in (page for page in pages if page.shelf):
        files_of[page.path] = _together([files_of[page.path], *(files_of.get(listed.path) for listed in page.shelf)])
    return files_of | {page.path: [page.file] for page in content.pages}


RESTS = "rests"
"""What a page rests on is kept beside it by this name."""


def rests_by(kind: Kind, kinds: Iterable[Kind]) -> tuple[object, ...]:
    """By what that hangs on beside the page, of a page of one kind."""
    return (kind.name,), _changing(kinds)


def _changing(kinds: Iterable[Kind]) -> tuple[tuple[str, str], ...]:
    """(kind, all files that tell of its changes)."""
    return tuple((kind.name, KIND + kind.changes.by) for kind in kinds if kind.changes)


def _rests(page: Page, kinds: tuple[str, ...] | None, changing: tuple[tuple[str, str], ...]) -> list[str] | None:
    """A page of one kind says what the files it is made of say, and of others of its kind that they are there; one over several kinds may
    say anything of theirs. ``kinds``: those of its maker; ``changing``: (kind, all files that tell of its changes)."""
    if kinds is None:
        return [] if page.path.startswith("guide/") else None
    return page.once(RESTS, (kinds, changing), lambda: _with_changes(_files_of(page), kinds, changing))


def _files_of(page: Page) -> set[str]:
    files: set[str] = set()
    add_files(page.uses, files)
    return files


def _with_changes(files: set[str], kinds: tuple[str, ...], changing: tuple[tuple[str, str], ...]) -> list[str]:
    """Whatever rests on a file of a kind rests on what tells of its changes, too."""
    files |= {KIND + kind for kind in kinds if not files or len(kinds) > 1}
    of = {
        file.removeprefix(KIND) if file.startswith(KIND) else file.split("/")[-2] for file in files if file.startswith(KIND) or "/" in file
    }
    return sorted({*files, *(told for kind, told in changing if kind in of)})


def _together(parts: Iterable[list[str] | None]) -> list[str] | None:
    known = list(parts)
    return None if any(part is None for part in known) else sorted({file for part in known for file in part or ()})
