"""From what a board's files say to what its site will hold: who may see what → pages and records → links → the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from functools import partial

from generator import bounds, door
from generator.check import clock, photos
from generator.check.matters import homes
from generator.check.posts import with_posts
from generator.check.redaction import as_may_be_shown
from generator.check.references import references
from generator.check.scope import in_edition, without_hidden
from generator.compared import has_money
from generator.config import Context, Village
from generator.contents import content_of
from generator.corrected import Corrections, Past
from generator.corrections.of_board import corrections_of, left_the_board
from generator.corrections.site_state import TOLD
from generator.duties import Obligation, standing
from generator.findable import Findable
from generator.fingerprint import fingerprint
from generator.kept import as_before
from generator.kind import GUIDE_WAS, Datasets
from generator.kinds import all_kinds
from generator.known_pages import known_pages
from generator.load.content import Written, WrittenContent
from generator.model import Problem, problem
from generator.overviews import all_overviews
from generator.overviews._compared import figures
from generator.pages import offline_page, specimen
from generator.pages.board_pages import board_pages
from generator.pages.corrections_page import correction_records
from generator.pages.links import to_top
from generator.pages.record_page import TITLE as RECORD_TITLE
from generator.pages.record_page import record_page
from generator.pages.render import page_id, render
from generator.pages.search_page import page_records, records_of
from generator.pages.written_page import with_guide, written_page
from generator.photo import Photo
from generator.poster.sheet_pages import with_posters
from generator.privacy.attached import stripped
from generator.privacy.photo_sizes import photo_files, small_size
from generator.record.board_record import PAGE as RECORD_PAGE
from generator.record.board_record import RECORD, ROOT, as_picture
from generator.record.written import WrittenRecord
from generator.rests_on import Rests, rests
from generator.shown import Content, Page, folder
from generator.site import manifest, moved
from generator.site.board_feeds import calendar_item, days_of, fed_before, feed_items, feeds_of, withdrawn
from generator.site.calendar import CalendarDay
from generator.site.docs import Docs, Paths, leads_nowhere, page_docs
from generator.site.docs_items import DocsItem, text_item
from generator.site.feeds import Feed
from generator.site.make import Plan
from generator.site.marker import GUIDE
from generator.site.offline import MANIFEST
from generator.site.offline import manifest as phone_manifest
from generator.site.record_files import Recorded
from generator.site.stage import Settings
from generator.site.theme import band_of, theme_root
from generator.task import BoardTask
from generator.withdrawal import ends


def plan_pages(
    task: BoardTask, village: Village, datasets: Mapping[str, Datasets], content: WrittenContent, past: Past | None = None
) -> tuple[Plan | None, list[Problem]]:
    """What the board will hold; None where a link of it leads nowhere, and which."""
    context = as_before(task.slug, "village", task.context(village))
    owed = clock.owed(context, datasets)
    whole = context
    shown, context = may_be_seen(task, context, datasets)
    corrections = corrections_of(past or Past(), datasets, shown, all_kinds(), whole)
    context = as_before(task.slug, "shown", replace(context, owed=owed))
    until = ends(datasets, whole, all_kinds())
    pictures = photos.shown(shown, context)
    compared = figures(shown, standing(owed, task.today), context)
    pages, records = pages_and_records(task, context, shown, content, owed, task.beside if has_money(compared) else "", corrections)
    noted = known_pages(task.folder, task.shell, context, all_kinds(), shown, pages, records)
    if dead := list(_dead_links(pages, content)):
        return None, dead
    there = {page.path for page in pages}
    left = {page: day for page, day in left_the_board(past or Past(), all_kinds(), whole).items() if page not in there}
    fed = fed_before(task.there) if past and past.compared == TOLD and task.there else {}
    feeds = feeds_of(_dated(pages), context, corrections.days(), withdrawn(all_kinds(), shown, context, left), fed)
    days = days_of(_dated(pages), owed, all_kinds(), shown, context)
    plan = _plan(task, context, content, pages, records, owed, pictures, until, feeds, days)
    return replace(plan, compared=compared, corrected=len(corrections.rows), noted=noted), []


def may_be_seen(task: BoardTask, context: Context, datasets: Mapping[str, Datasets]) -> tuple[Mapping[str, Datasets], Context]:
    """The files as this edition may show them today, and what is known beside them. From here on there is nothing else."""
    shown = photos.looked_at(as_may_be_shown(in_edition(datasets, context), context, all_kinds()), partial(_look, task))
    seen = as_before(task.slug, "seen", task.context(with_posts(without_hidden(context.village, shown), shown, task.today)))
    return shown, replace(seen, references=references(shown, all_kinds(), seen, homes(shown)))


def _look(task: BoardTask, file: str) -> tuple[int, int, str]:
    data = door.read(task.root, file, bounds.UNPACKED)
    return *small_size(data), manifest.digest(data)


def pages_and_records(
    task: BoardTask,
    context: Context,
    shown: Mapping[str, Datasets],
    content: WrittenContent,
    owed: tuple[Obligation, ...],
    beside: str = "",
    corrections: Corrections | None = None,
) -> tuple[list[Page], list[Findable]]:
    """All pages, home first, and all that can be found."""
    records = records_of(context, all_kinds(), all_overviews(), shown)
    welcome = with_guide(content.welcome.body, "index.md", task.slug)
    pages = board_pages(context, all_kinds(), all_overviews(), shown, welcome, records, task.covers, owed, beside, corrections)
    records += correction_records(corrections) if corrections else ()
    written = [*((page.path, page.title) for page in content.pages), (RECORD_PAGE, RECORD_TITLE)]
    return with_posters(pages, context), [*records, *page_records(pages, written, records)]


def _dead_links(pages: Sequence[Page], content: WrittenContent) -> Iterator[Problem]:
    there = Paths(pages, [page.path for page in content.pages] + [f"{page}.md" for page in GUIDE_WAS])
    for page in (content.welcome, *content.pages):
        for address, where in page.links:
            if leads_nowhere(there, page.path, address):
                yield problem("broken-link", where, f"链接「{address}」打不开。", "改正地址，或者去掉链接。")


def _plan(
    task: BoardTask,
    context: Context,
    content: WrittenContent,
    pages: list[Page],
    records: Iterable[Findable],
    owed: tuple[Obligation, ...],
    pictures: tuple[Photo, ...],
    until: dict[str, str],
    feeds: tuple[Feed, ...],
    calendar_days: tuple[CalendarDay, ...],
) -> Plan:
    nav = [(page.nav, page.path) for page in pages if page.nav] + [(page.title, page.path) for page in content.pages]
    days = [page.posted.day for page in _dated(pages) if page.posted and page.posted.day]
    url, named = task.site.url and f"{task.site.url}{task.slug}/", tuple((feed.place, feed.title) for feed in feeds)
    to_guide = f"{to_top(task.slug)}{GUIDE}/"
    settings = Settings(context.board_name, tuple(nav), url, task.edition != "public", named, bool(calendar_days), to_guide)
    home = next(page for page in pages if page.path == "index.md")
    return Plan(
        settings,
        items=(
            *_page_items(task, context, pages),
            *_photo_items(task, pictures),
            *_other_items(task, context, content.pages),
            *feed_items(feeds),
            *calendar_item(calendar_days, context),
        ),
        records=tuple(records),
        package=(task.slug, settings.name, context.village.sample_sentence(), settings.url),
        fallback=folder(offline_page.PATH) + "/",
        latest=max(days).isoformat() if days else "",
        due=tuple((due.what, due.by.isoformat()) for due, _ in home.owed),
        standing=astuple(standing(owed, task.today)),
        rests=_with_reasons(rests(pages, all_kinds(), all_overviews(), content), pages, task.slug)
        | {name: list(files) for name, files in photos.by_path(pictures).items()},
        fades={page.path: page.fades.isoformat() for page in pages if page.fades},
        ends=until,
        recorded=Recorded(context.village.name, task.edition, context.village.code, _fleeting(pages, until, task.slug)),
        record_items=partial(_record_items, task, context, {folder(page.path): page.title for page in pages}),
    )


def _dated(pages: Iterable[Page]) -> list[Page]:
    """Without the page of made-up parts."""
    return [page for page in pages if page.path != specimen.PATH]


def _fleeting(pages: Iterable[Page], until: Mapping[str, str], slug: str) -> frozenset[str]:
    """Pages of which something goes by itself on some day; so does what 更正记录 tells of their files."""
    named = {file.removeprefix(f"data/villages/{slug}/").rpartition(".")[0] for file in until}

    def goes(page: Page) -> bool:
        if page.fades or not until.keys().isdisjoint(page.sources) or any(file in until for _, file in page.files):
            return True
        if page.maker:  # that page is no maker's
            return False
        return any(isinstance(used, Corrections) and any(each.file in named for each in used.rows) for used in page.uses)

    return frozenset(page.path for page in pages if goes(page))


def _record_items(task: BoardTask, context: Context, titles: Mapping[str, str], record: WrittenRecord) -> Iterator[DocsItem]:
    """What readers get of the record: the file and the page."""
    for path, content in ((RECORD, record.as_json()), (ROOT, as_picture(record.code))):
        yield DocsItem(path, manifest.digest(content), lambda path=path, content=content: {path: content})  # type: ignore[misc]
    yield from _page_items(task, context, [record_page(record, titles, context, task.covers)])


def _with_reasons(files_of: Rests, pages: Iterable[Page], slug: str) -> Rests:
    """A page that tells why a row was put right rests on the settings, which say it."""
    settings = f"data/villages/{slug}/village.yml"
    known = {page.path: files_of[page.path] for page in pages if page.notes}
    return files_of | {path: files if files is None else sorted({*files, settings}) for path, files in known.items()}


def _page_items(task: BoardTask, context: Context, pages: list[Page]) -> Iterator[DocsItem]:
    """A page and what lies beside it are made together, from the same: what the page is made of, and the bytes of its attachments."""

    band = band_of(theme_root(task.root, task.work))

    def text(page: Page, code: str) -> str:
        return render(page, context, code)

    def make(page: Page) -> Docs:
        return page_docs(task.root, context.village.name, page, text, stripped, band)

    def begin(page: Page, first: Callable[..., Callable[[], Content]]) -> Callable[[], Docs]:
        made = first(*page.uses)
        return lambda: make(replace(page, make=lambda *uses: made()))

    for page in pages:
        attached = tuple(content_of(task.root, file, bounds.UNPACKED).sha256 for _, file in page.files)
        made_of = page_id(page, context)
        if attached or page.picture:
            of = (made_of, context.village.name, attached, page.picture and band)
            made_of = page.once("made of", of, partial(fingerprint, *of))
        yield DocsItem(page.path, made_of, partial(make, page), page.begin and partial(begin, page, page.begin))


def _photo_items(task: BoardTask, pictures: Iterable[Photo]) -> Iterator[DocsItem]:
    """Each by itself: made when its bytes are others, and not when the page is."""

    def make(photo: Photo) -> Docs:
        return photo_files(photo, door.read(task.root, photo.file, bounds.UNPACKED))

    for photo in {photo.file: photo for photo in pictures}.values():
        yield DocsItem(photo.large, photo.digest, partial(make, photo))


def _other_items(task: BoardTask, context: Context, written: Iterable[Written]) -> Iterator[DocsItem]:
    """What belongs to no page: what the phone must know of the board, hand-written pages, and what leads on to the guide."""
    band = band_of(theme_root(task.root, task.work))
    yield text_item(MANIFEST, phone_manifest(context.board_name, context.village.name, band))
    for page in written:
        yield text_item(page.path, written_page(page.title, page.description, with_guide(page.body, page.path, task.slug)))
    for old, place in GUIDE_WAS.items():
        yield text_item(
            f"{old}/index.html", moved.leading_on(old, f"{to_top(task.slug)}{GUIDE}/{place}", "填表指南", task.edition != "public")
        )
