"""What stands above the boards: the page over all of them, or one that leads on to the only one; and what stands at their old addresses."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.compared import Figure
from generator.config import Edition
from generator.fingerprint import fingerprint
from generator.gate import Gate
from generator.listed import entry_of, settings_of
from generator.model import Problem
from generator.pages.portal import portal_pages
from generator.pages.search_page import PATH
from generator.pages.side_by_side import compared_pages, compared_text
from generator.shown import QR, Page
from generator.site import build_record as notes
from generator.site import manifest
from generator.site.board_feeds import feed_items, feed_of_all
from generator.site.docs import page_docs
from generator.site.make import DocsItem, Plan, make_site, text_item
from generator.site.note import note_of
from generator.site.offline import MANIFEST
from generator.site.offline import manifest as phone_manifest
from generator.site.publish import PublishedPart, front_page
from generator.site.qr import qr_svg
from generator.site.stage import Settings
from generator.site.theme import band_of, own_colours, theme_root
from generator.task import BoardResult, BoardTask


def _sheet_item(task: BoardTask, page: Page) -> DocsItem:
    """A page with its downloads; it has no cover, which alone is in the colour of the bar on top."""
    text = partial(compared_text, site=task.site, today=task.today)
    made = partial(page_docs, task.root, "", page, text, lambda name, content: content, band="")
    return DocsItem(page.path, fingerprint(page, task.site, task.today), made)


class Leaking(Exception):
    """The portal would publish something personal."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def board_part(folder: Path, version: str) -> PublishedPart:
    return replace(part_of(folder, version), note=lambda: note_of(folder, version))


def part_of(folder: Path, version: str) -> PublishedPart:
    def files() -> manifest.Files:
        made = notes.read(folder)
        return made.files if made else {path: seen.digest for path, seen in manifest.scan(folder / "site", {}).items() if seen.digest}

    return PublishedPart(folder / "site", version, files)


def make_front(
    base: Path,
    edition: Edition,
    tasks: list[BoardTask],
    boards: list[BoardResult],
    there: Mapping[str, Path],
    old: Mapping[str, bytes],
    gone: Container[str],
    compared: Mapping[str, tuple[Figure, ...]],
) -> PublishedPart:
    """The portal, and what stands at ``old`` addresses; over one board only a page that leads on to it, so that addresses stay when a
    second board comes. ``there``: what will stand; ``gone``: boards of which one line is left; ``compared``: the figures of what will
    stand."""
    if len(tasks) <= 1:
        return front_page(base / "front", list(there), edition != "public", old, own_colours(tasks[0].root) if tasks else None)
    task = tasks[0]
    results = {board.slug: board for board in boards}
    places = {slug: place for slug, place in there.items() if slug not in gone}
    entries = [entry_of(each, results.get(each.slug), places.get(each.slug), compared.get(each.slug, ())) for each in tasks]
    pages = portal_pages(task.site, entries, task.today)
    items = [text_item(path, text) for path, text in pages.items()]
    items += [_sheet_item(task, page) for page in compared_pages(entries)]
    items += [text_item(path, content.decode()) for path, content in old.items()]
    items.append(text_item(MANIFEST, phone_manifest(task.site.title, task.site.title, band_of(theme_root(task.root, task.work)))))
    if task.site.url:
        items.append(DocsItem(QR, task.site.url, lambda: {QR: qr_svg(task.site.url)}))
    nav = tuple((title, path) for title, path in (("首页", "index.md"), ("查找", PATH)) if path in pages)
    feed = feed_of_all(task.site, places)
    items += feed_items([feed] if feed else [])
    named = ((feed.place, feed.title),) if feed else ()
    private = task.edition != "public"
    plan = Plan(Settings(task.site.title, nav, task.site.url, private, named), tuple(items))
    folder = task.work / "portal"
    inputs = fingerprint(task.shell, task.today, plan.settings, [item.id for item in items])
    brief = notes.brief(folder)
    if brief is None or brief.inputs != inputs or not notes.whole(folder, brief.version):
        made = make_site(folder, theme_root(task.root, task.work), plan, task.today, task.shell)
        gate = Gate(task.root, "", task.site, task.today, folder)
        leaks = gate.outgoing(made.files)
        if leaks:  # seldom, and then what the gates of the boards said of the same texts holds
            gate.over_boards((each.slug, settings_of(each)) for each in tasks)
            leaks = gate.outgoing(made.files)
        if leaks := [*leaks, *gate.unheld(made.files)]:
            raise Leaking(leaks)
        brief = notes.write(folder, made, inputs, {})
    return part_of(folder, brief.version)
