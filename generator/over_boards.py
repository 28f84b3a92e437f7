"""The portal: the page over all boards, those beside it, and what stands at addresses that boards have left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.compared import Figure
from generator.fingerprint import fingerprint
from generator.gate import Gate
from generator.listed import entry_of, settings_of
from generator.pages.portal import PortalEntry, portal_pages
from generator.pages.search_page import PATH
from generator.pages.side_by_side import compared_pages, compared_text
from generator.shown import QR, Page
from generator.site import build_record as notes
from generator.site.board_feeds import feed_items, feed_of_all
from generator.site.build_record import Made
from generator.site.docs import page_docs
from generator.site.docs_items import DocsItem, text_item
from generator.site.feeds import Feed
from generator.site.make import Plan, make_site
from generator.site.offline import MANIFEST
from generator.site.offline import manifest as phone_manifest
from generator.site.parts import Leaking, part_of
from generator.site.publish import PublishedPart
from generator.site.qr import qr_svg
from generator.site.stage import Settings
from generator.site.theme import band_of, theme_root
from generator.task import BoardResult, BoardTask


def _sheet_item(task: BoardTask, page: Page) -> DocsItem:
    """A page with its downloads; it has no cover, which alone is in the colour of the bar on top."""

    def text(page: Page, code: str) -> str:
        return compared_text(page, task.site, task.today)

    made = partial(page_docs, task.root, "", page, text, lambda name, content: content, band="")
    return DocsItem(page.path, fingerprint(page, task.site, task.today), made)


def make_portal(
    tasks: list[BoardTask],
    boards: list[BoardResult],
    there: Mapping[str, Path],
    old: Mapping[str, bytes],
    compared: Mapping[str, tuple[Figure, ...]],
) -> PublishedPart:
    """``there``: where each board that can be read will stand. Raises Leaking."""
    task = tasks[0]
    results = {board.slug: board for board in boards}
    entries = [entry_of(each, results.get(each.slug), there.get(each.slug), compared.get(each.slug, ())) for each in tasks]
    texts = {path: content.decode() for path, content in old.items()}
    feed = feed_of_all(task.site, there, {board.slug: board.fed for board in boards if board.built})
    folder = task.work / "portal"
    inputs = fingerprint(task.shell, task.today, task.site, task.edition, entries, texts, feed)
    brief = notes.brief(folder)
    if brief is None or brief.inputs != inputs or not notes.whole(folder, brief.version):
        brief = notes.write(folder, _made(tasks, folder, _plan(task, entries, texts, feed)), inputs, {})
    return part_of(folder, brief.version)


def _plan(task: BoardTask, entries: Sequence[PortalEntry], old: Mapping[str, str], feed: Feed | None) -> Plan:
    """Follows from these and from what the task says of the program, the theme, the day and the edition."""
    pages = portal_pages(task.site, entries, task.today)
    items = [text_item(path, text) for path, text in pages.items()]
    items += [_sheet_item(task, page) for page in compared_pages(entries)]
    items += [text_item(path, text) for path, text in old.items()]
    items.append(text_item(MANIFEST, phone_manifest(task.site.title, task.site.title, band_of(theme_root(task.root, task.work)))))
    if task.site.url:
        items.append(DocsItem(QR, task.site.url, lambda: {QR: qr_svg(task.site.url)}))
    items += feed_items([feed] if feed else [])
    nav = tuple((title, path) for title, path in (("首页", "index.md"), ("查找", PATH)) if path in pages)
    named = ((feed.place, feed.title),) if feed else ()
    return Plan(Settings(task.site.title, nav, task.site.url, task.edition != "public", named), tuple(items))


def _made(tasks: list[BoardTask], folder: Path, plan: Plan) -> Made:
    """Raises Leaking."""
    task = tasks[0]
    made = make_site(folder, theme_root(task.root, task.work), plan, task.today, task.shell)
    gate = Gate(task.root, "", task.site, task.today, folder)
    leaks = gate.outgoing(made.files)
    if leaks:  # seldom, and then what the gates of the boards said of the same texts holds
        gate.over_boards((each.slug, settings_of(each)) for each in tasks)
        leaks = gate.outgoing(made.files)
    if leaks := [*leaks, *gate.unheld(made.files)]:
        raise Leaking(leaks)
    return made
