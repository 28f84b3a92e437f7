"""One folder of build/: docs/ → site/, of which only what differs from the last time is made. Boards and the portal are made alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date
from functools import partial
from pathlib import Path

from generator.classes import dataclass
from generator.compared import Figure
from generator.findable import ID, Findable
from generator.fingerprint import fingerprint
from generator.kept import stays
from generator.record.on_paper import with_root
from generator.record.written import WrittenRecord
from generator.section import POSTERS
from generator.shown import PACKAGE
from generator.site import build_record as notes
from generator.site import manifest
from generator.site.build_record import Made
from generator.site.docs_items import DocsItem, begun, text_item, whole_item, write_docs
from generator.site.engine import Work, build_site, lay_out
from generator.site.feeds import JSON
from generator.site.looks import folder_of
from generator.site.manifest import Files
from generator.site.offline import WORKER, build_offline
from generator.site.package import board_package
from generator.site.record_files import Recorded, board_record, keep_record, record_before
from generator.site.scripts import WORDS_SCRIPT, words_script
from generator.site.search import ABOUT, about_all, bundle, parts
from generator.site.served_board import forget_served, keep_served
from generator.site.stage import Settings, stage
from generator.site.styles import joined_style
from generator.site.tree import NotOurs, clear, ours, put, take_away
from generator.standby import asked, by_who_stands_by, foretell, stands_by
from generator.workers import SHARE


@dataclass(frozen=True)
class Plan:
    """All of one site."""

    settings: Settings
    items: tuple[DocsItem, ...]
    records: tuple[Findable, ...] | None = None
    """What can be found in it; None where it has no search of its own."""
    package: tuple[str, str, str, str] | None = None
    """What its Data Package says of the whole: name, title, description, address; None where it has no tables."""
    fallback: str = ""
    """Address of the page that a phone shows for one it has not kept."""
    latest: str = ""
    due: tuple[tuple[str, str], ...] = ()
    standing: tuple[int, ...] = ()
    """What the front page over several boards tells of this one: newest 公开日, what is due next by when, and how it keeps its days."""
    compared: tuple[Figure, ...] = ()
    """What the page that sets villages side by side is told of it."""
    recorded: Recorded | None = None
    """What its record says of the whole; None where it has none."""
    record_items: Callable[[WrittenRecord], Iterable[DocsItem]] = lambda record: ()
    """The record as readers get it."""
    corrected: int = 0
    """How many published rows were put right, as that page tells too."""
    rests: dict[str, list[str] | None] = field(default_factory=dict)
    """Page → what it is made of (withdrawal.py)."""
    ends: dict[str, str] = field(default_factory=dict)
    """File → the first day on which it lets less be shown (withdrawal.py)."""
    fades: dict[str, str] = field(default_factory=dict)
    """Page → the first day, as 2026-11-30, on which it names fewer by itself."""
    noted: Callable[[], object] = lambda: None
    """When it is made: keeps what was worked out for it."""


def make_site(
    folder: Path,
    house: Path,
    plan: Plan,
    today: date,
    theme: str,
    meanwhile: Callable[[], object] = lambda: None,
    stands: str = "",
    look: Callable[[Files], object] = lambda files: None,
) -> Made:
    """Bring ``folder``/{mkdocs.yml,docs/,site/} to ``plan``, with the theme in ``house``.

    ``theme``: id of the program and of what it puts around a page; ``meanwhile``: what there is to do while another process is waited for,
    and ``look``: at all files of the site, of which some will be others in the end; ``stands``: the version that is published. Where it is
    the one that was made last, only what is made now is taken from here, and nobody looks at the rest; else all must be as it was made.
    Nothing is noted here: the caller does, when it knows all.
    """
    shell = manifest.digest(repr((theme, plan.settings)).encode())
    before = notes.read(folder)
    if before and (before.shell != shell or not (manifest.version(before.files) == stands or notes.untouched(folder, before))):
        before = None
    notes.forget(folder)
    make = partial(_make_site, folder, house, plan, today, theme, meanwhile, look, shell)
    try:
        return make(before)
    except NotOurs:
        if before is None:
            raise
        return make(None)


def _make_site(
    folder: Path,
    house: Path,
    plan: Plan,
    today: date,
    theme: str,
    meanwhile: Callable[[], object],
    look: Callable[[Files], object],
    shell: str,
    before: Made | None,
) -> Made:
    """Raises NotOurs where something that is used or written over is not as ``before`` says."""
    if before is None:
        for name in ("docs", "site"):
            clear(folder / name)
    now = Made(shell=shell)
    if before:
        now.files, now.looks = dict(before.files), dict(before.looks)
    forget_served(folder)
    changed: list[str] = []

    def brought(paths: Sequence[str]) -> None:
        changed.extend(paths)
        notes.renew(folder, now, paths)

    def first(paths: Sequence[str]) -> None:
        brought(paths)
        look(now.files)

    record, last = _make_pages(folder, house, plan, today, theme, before, now, meanwhile, first)
    if before:
        brought(last)
    else:
        notes.look(folder, now)
    build_offline(folder / "site", today, now.files, plan.fallback)
    notes.renew(folder, now, [WORKER])
    places = {folder_of(path) for path in (*changed, WORKER)}
    seen = asked(partial(notes.seen_in, f"{folder}/site", places))
    for path in (ABOUT, JSON):  # what stands above the boards is made of them, too
        if path in now.files:
            notes.as_made(folder, now, path)
    if record and plan.recorded:
        keep_served(folder, record.head, now.files, record.lines)
        keep_record(folder, record, plan.recorded.fleeting, now.items)
    notes.look_again(now, places, *seen())
    return now


def _make_pages(
    folder: Path,
    house: Path,
    plan: Plan,
    today: date,
    theme: str,
    before: Made | None,
    now: Made,
    meanwhile: Callable[[], object],
    first: Callable[[list[str]], object],
) -> tuple[WrittenRecord | None, list[str]]:
    """docs/ and all of site/ but what the phone keeps; ``now`` is told what was made. The record of it, where it has one, and what
    ``build_site`` tells; what that told of other pages while the slow ones were made ``first`` has heard."""
    foretold = before is not None and stands_by() and not stays()
    slow, written = begun(folder / "docs", plan.items, before, now)
    stage(folder, house, plan.settings)
    if before and foretold:  # mostly it has the same pages again
        foretell(partial(lay_out, folder, today, [path for path in before.docs if path.endswith(".md")], theme))
    style = joined_style(house)
    items = [*plan.items, *(whole_item(path, content) for path, content in style.items())]
    items.append(text_item(WORDS_SCRIPT, words_script()))
    others = [*_search_items(plan.records or ()), *(item for item in items if item.name not in slow)]
    renewed = write_docs(folder / "docs", others, before, now)
    if slow:
        meanwhile()
    read = partial(_read, folder, before or now, renewed)
    over = {} if plan.records is None else about_all(read, plan.records)
    package = board_package(read, now.docs, plan.package, _package_before(folder, before), renewed) if plan.package else None
    if package:
        over[PACKAGE] = package
    last = [whole_item(path, content) for path, content in over.items()]
    record = None
    if plan.recorded:
        old = record_before(folder, before) if before else None
        record = board_record(plan.recorded, now.items, read, old)
        last += plan.record_items(record)
    renewed |= write_docs(folder / "docs", last, before, now)
    made, foreseen = frozenset[str](), now.docs
    if before and slow and slow <= before.items.keys() and not foretold:  # who stands by makes the slow ones, and then pages
        foreseen = foreseen.union(*(before.items[name][1] for name in slow))
        first(build_site(folder, today, foreseen, theme, Work(renewed, frozenset())))
        made, renewed = renewed, frozenset()
    renewed |= written()
    if record:
        renewed |= _with_root(folder / "docs", partial(_read, folder, before or now, renewed | made), now.docs, record.code)
    docs = now.docs
    if docs != foreseen and _pages(docs) != _pages(foreseen):  # each may lead to any
        renewed |= made
    gone = frozenset(before.docs - docs) if before else frozenset()
    ours(folder / "docs", gone)
    for path in gone:
        take_away(folder / "docs", path)
    site = partial(build_site, folder, today, docs, theme, Work(renewed, gone) if before else None)
    few = before and len(_pages(renewed)) < 2 * SHARE  # more are spread over all cores
    return record, by_who_stands_by(site) if few and foretold else site()


def _pages(paths: Iterable[str]) -> set[str]:
    return {path for path in paths if path.endswith(".md")}


def _package_before(folder: Path, before: Made | None) -> bytes:
    """Of the whole board."""
    return notes.as_made(folder, before, PACKAGE) if before and PACKAGE in before.files else b""


def _with_root(docs: Path, read: Callable[[str], bytes], paths: Iterable[str], code: str) -> frozenset[str]:
    """Puts the code of the board on its sheets; those that have another one now."""
    other = set()
    for path in paths:
        if path.endswith(".pdf") and path.startswith(f"{POSTERS}/"):
            sheet = read(path)
            if (put_there := with_root(sheet, code)) != sheet:
                ours(docs, [path])
                put(docs / path, put_there)
                other.add(path)
    return frozenset(other)


def _search_items(records: Sequence[Findable]) -> Iterator[DocsItem]:
    """First of all: they take longest."""
    for name, chosen in parts(records).items():
        yield DocsItem(
            f"search {name}", fingerprint([one.once(ID, (), partial(fingerprint, one)) for one in chosen]), partial(bundle, name, chosen)
        )


def _read(folder: Path, made: Made, renewed: frozenset[str], path: str) -> bytes:
    """A file below docs/ that is no page. Where it was not made just now, as the site has it."""
    return (folder / "docs" / path).read_bytes() if path in renewed else notes.as_made(folder, made, path)
