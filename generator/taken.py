"""Taking down always wins: what of a published board that could not be made again stays, and what goes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.classes import dataclass
from generator.compared import let
from generator.record.board_record import PAGE as RECORD_PAGE
from generator.shown import folder as folder_of
from generator.site import build_record as notes
from generator.site import manifest
from generator.site.manifest import Files, as_json
from generator.site.note import Note, as_note
from generator.site.publish import PublishedPart, Publisher
from generator.site.reduced import FIND, Whose, being_corrected, without_pages
from generator.site.theme import own_colours
from generator.task import UNOPENED, BoardResult, BoardTask
from generator.withdrawal import May, as_before_it_moved, concerned, faded, gone, still, taken_for, unchanged, within


@dataclass(frozen=True)
class Taken:
    """What went of one board."""

    slug: str
    name: str
    pages: tuple[str, ...] = ()
    """Addresses below the board; () where all of it went, since nobody can tell what may stay."""


def held(
    tasks: Iterable[BoardTask],
    boards: Iterable[BoardResult],
    publisher: Publisher,
    site: Path,
    there: Mapping[str, str],
    leads: Mapping[str, str],
) -> tuple[dict[str, PublishedPart], list[Taken]]:
    """``there``: version of each published board that was not made in this run. What is to stand in place of those that may not stay as
    they are, and what goes by that. ``leads``: address of a published board → where it is now; it stays until it can be shown there."""
    tasks = list(tasks)
    by_slug = {task.slug: task for task in tasks}
    tasks += [replace(by_slug[slug], slug=old) for old, slug in leads.items() if slug in by_slug]
    known = {board.slug: board for board in boards}
    known |= {old: _as_before(known[slug], slug, old) for old, slug in leads.items() if slug in known}
    instead: dict[str, PublishedPart] = {}
    taken = []
    for task in (task for task in tasks if task.slug in there):
        part, went = _stands(task, known.get(task.slug), publisher, site / task.slug, there[task.slug])
        if part:
            instead[task.slug] = part
        if went:
            taken.append(went)
    return instead, taken


def _as_before(board: BoardResult, slug: str, old: str) -> BoardResult:
    """What is known of a board that has moved, as if it stood where it did."""

    def named(file: str) -> str:
        return as_before_it_moved(file, slug, old)

    may = None if board.may is None else {named(file): words_of for file, words_of in board.may.items()}
    problems = tuple(replace(p, source=replace(p.source, file=named(p.source.file))) for p in board.problems)
    read = None if board.read is None else {named(file): words_of for file, words_of in board.read.items()}
    loose = None if board.without_settings is None else {named(file): words_of for file, words_of in board.without_settings.items()}
    return replace(board, slug=old, may=may, read=read, without_settings=loose, problems=problems)


def _stands(
    task: BoardTask, board: BoardResult | None, publisher: Publisher, site: Path, version: str
) -> tuple[PublishedPart | None, Taken | None]:
    """For a board published in ``site`` as ``version`` that was not made in this run: what is to stand in its place (None: it stays as it
    is), and what is taken down by that. ``board``: what was found out about it now; None where nobody asked."""
    source = _source(task, publisher, site, version)
    note = as_note(publisher.note(version))
    name, phone = (board.name, board.phone) if board else (task.slug, "")
    if name == task.slug and note:  # village.yml says nothing now
        name = note["name"]
    if board is None:
        if source is None and publisher.known(version) is None:
            return None, None  # nobody asked for it, and nobody knows more of it
        return (
            (_part(*source, version, note), None)
            if source and source[0] != site
            else _corrected(task, name, phone)
            if source is None
            else (None, None)
        )
    if note is None and _shut(task, board):
        return None, None  # the machine's fault, not a clerk's word: nothing is known to have been withdrawn
    now = note and _may_stay(task, board, note)
    if source is None or note is None or now is None:
        return _corrected(task, name, phone)
    folder, files = source
    if not (pages := concerned(note["rests"], gone(note["may"], now), task.slug) | faded(note["fades"], task.today)):
        return (None, None) if folder == site else (_part(folder, files, version, note), None)
    taken = pages | {page for page in (FIND, RECORD_PAGE) if page in note["pages"]}  # they name all others
    target = task.work / "taken" / task.slug
    left = without_pages(folder, files, note["pages"], taken, _whose(task, note["name"], phone), target, task.today)
    kept: Note = {
        "name": note["name"],
        "may": still(note["may"], now),
        "ends": note["ends"],
        "rests": {page: files for page, files in note["rests"].items() if page not in taken},
        "fades": {page: day for page, day in note["fades"].items() if page not in taken},
        "pages": {page: files for page, files in note["pages"].items() if page not in taken},
        "undated": task.undated,
        "compared": let(note.get("compared", []), now),
        "read": note.get("read", {}),
    }
    places = tuple(sorted(f"{below}/" if (below := folder_of(path)) else "首页" for path in taken if path.endswith(".md")))
    return PublishedPart(target, manifest.version(left), lambda: left, lambda: as_json(kept)), Taken(task.slug, name, places)


def must_be_seen_to(task: BoardTask, publisher: Publisher, version: str, look: Callable[[BoardTask], BoardResult]) -> bool:
    """True for a board published as ``version`` that this run was not asked for, where something of it must go, or nobody knows."""
    note = as_note(publisher.note(version))
    if note is None:
        return True
    days = (*note["ends"].values(), *note["fades"].values())
    if task.undated and note.get("undated") == task.undated and all(day > task.today.isoformat() for day in days):
        return False  # nobody changed anything, and no day has come
    now = _may_stay(task, look(task), note)
    return now is None or bool(gone(note["may"], now) or faded(note["fades"], task.today))


def _shut(task: BoardTask, board: BoardResult) -> bool:
    """True where not even village.yml can be opened."""
    return within(f"data/villages/{task.slug}/village.yml", _unopened(board))


def _unopened(board: BoardResult) -> list[str]:
    return [p.source.file for p in board.problems if p.code in UNOPENED]


def _may_stay(task: BoardTask, board: BoardResult, note: Note) -> May | None:
    """What the files of a board let be shown now; None where nobody can tell."""
    if board.may is not None:
        return taken_for(note["may"], note["ends"], _unopened(board), task.today) | board.may
    if not _shut(task, board):
        return None
    # What of its other files was not edited since stays until a day that it named; of what was, only that can be said which is in it.
    same = unchanged(note["may"], note.get("read", {}), board.read or {})
    stays = taken_for(note["may"], note["ends"], [*_unopened(board), *same], task.today)
    return {file: words_of for file, words_of in (board.without_settings or {}).items() if file not in same} | stays


def _source(task: BoardTask, publisher: Publisher, site: Path, version: str) -> tuple[Path, Files] | None:
    """Where the published board lies as it was put: in the site, else where it was made; None where it does nowhere."""
    files = publisher.known(version)
    if files is not None and task.slug not in publisher.wrong():
        return site, files
    if (made := notes.read(task.folder)) and notes.whole(task.folder, version):
        return task.folder / "site", made.files
    return None


def _part(folder: Path, files: Files, version: str, note: Note | None) -> PublishedPart:
    return PublishedPart(folder, version, lambda: files, lambda: as_json(note))


def _whose(task: BoardTask, name: str, phone: str) -> Whose:
    """With the colours of the owner's own files, not of the theme that is laid from them: it may not have been."""
    return Whose(name, phone, own_colours(task.root))


def _corrected(task: BoardTask, name: str, phone: str) -> tuple[PublishedPart, Taken | None]:
    target = task.work / "taken" / task.slug
    files = being_corrected(_whose(task, name, phone), target)
    empty: Note = {"name": name, "may": {}, "ends": {}, "rests": {}, "fades": {}, "pages": {}, "undated": task.undated}
    return PublishedPart(target, manifest.version(files), lambda: files, lambda: as_json(empty)), Taken(task.slug, name)
