"""Which pages and days of a board its feeds and its calendar tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from generator.config import Context, SiteConfig
from generator.duties import Obligation
from generator.fingerprint import fingerprint
from generator.kind import Datasets, Kind
from generator.section import SECTIONS, section_of
from generator.shown import Page, folder
from generator.site.calendar import CALENDAR, CalendarDay, calendar
from generator.site.docs import Docs
from generator.site.docs_items import DocsItem
from generator.site.feeds import JSON, MOST, NONE_GONE, Feed, FeedEntry, feed_files, feed_id, first_of, newest, order, read_feed

PAST = 365
"""Days that a calendar looks back."""


def withdrawn(kinds: Iterable[Kind], shown: Mapping[str, Datasets], context: Context, left: Mapping[str, date]) -> dict[str, date]:
    """Page → the day on which it went, in the last year: each text that a clerk let go (撤下日), and ``left``, whose file is gone."""
    gone = {page: day for page, day in left.items() if context.today - timedelta(days=PAST) <= day <= context.today}
    for kind in (kind for kind in kinds if kind.document):
        for data in shown.get(kind.name, ()):
            day, place = data.rows[0]["撤下日"], kind.place(data, 0)
            if place and isinstance(day, date) and context.today - timedelta(days=PAST) <= day <= context.today:
                gone[place[1]] = day
    return gone


def fed_before(there: Path) -> dict[str, Feed]:
    """Folder below the board → the feed that was published there."""
    files = {place: there / place / JSON for place in ("", *(f"{section.path}/" for section in SECTIONS))}
    feeds = {place: read_feed(file.read_bytes()) for place, file in files.items() if file.is_file()}
    return {place: feed for place, feed in feeds.items() if feed}


def feeds_of(
    pages: Iterable[Page], context: Context, corrected: Mapping[str, date], gone: Mapping[str, date], before: Mapping[str, Feed]
) -> tuple[Feed, ...]:
    """Of the board, and of each section that has published something with its 公开日. ``corrected``: page → the day of its last
    correction; ``gone``: page → the day on which it was taken down; ``before``: what the feeds told, where no history says what is gone."""
    seed, village, pages = _seed(context), context.village, list(pages)
    there = {_served(page.path) for page in pages} if before else set()

    def missed(place: str) -> tuple[tuple[str, date], ...]:
        """What was told of in a feed and is there no more, and what that told already."""
        feed = before.get(place)
        new = [(entry.id, context.today) for entry in feed.entries if entry.place not in there] if feed else []
        since, names = context.today - timedelta(days=PAST), {feed_id(*seed, path) for path in gone}
        told = [(name, day) for name, day in feed.gone if day >= since and name not in back] if feed else []
        return tuple((name, day) for name, day in (*told, *new) if name not in names)

    entries = [
        page.once("fed", (last := max(day, corrected.get(page.path, day)),), partial(_entry, page, day, last))
        for page in pages
        if page.posted and (day := page.posted.day) and day <= context.today
    ]
    back = {feed_id(*seed, entry.id) for entry in entries} if any(feed.gone for feed in before.values()) else set()

    def told_of(those: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
        return tuple(replace(entry, id=feed_id(*seed, entry.id)) for entry in newest(those))

    url, author = context.address("index.md"), village.full_name or village.name
    lost = {path: (feed_id(*seed, path), day) for path, day in sorted(gone.items())}
    feeds = [Feed(feed_id(*seed), context.board_name, author, "", url, told_of(entries), (*lost.values(), *missed("")))]
    for s in SECTIONS:
        here = told_of(entry for entry in entries if entry.section == s.title)
        left = tuple(each for path, each in lost.items() if path.startswith(f"{s.path}/"))
        feeds.append(
            Feed(
                feed_id(*seed, s.path), f"{context.board_name}：{s.title}", author, f"{s.path}/", url, here, (*left, *missed(f"{s.path}/"))
            )
        )
    return tuple(feed for feed in feeds if feed.entries or feed.gone)


def _entry(page: Page, day: date, last: date) -> FeedEntry:
    """Of those that are told of the path becomes an id."""
    return FeedEntry(page.path, page.title, _served(page.path), page.description, day, last, section_of(page.path))


def feed_items(feeds: Sequence[Feed]) -> Iterator[DocsItem]:
    """Their files."""

    def make(feed: Feed) -> Docs:
        return feed_files(feed)

    for feed in feeds:
        yield DocsItem(feed.place + JSON, fingerprint(feed), partial(make, feed))


def calendar_item(days: Sequence[CalendarDay], context: Context) -> Iterator[DocsItem]:
    """Nothing where there is no day."""
    name = context.board_name
    if days:
        yield DocsItem(CALENDAR, fingerprint(name, days), lambda: {CALENDAR: calendar(name, days)})


def days_of(
    pages: Iterable[Page], owed: Iterable[Obligation], kinds: Iterable[Kind], shown: Mapping[str, Datasets], context: Context
) -> tuple[CalendarDay, ...]:
    """Postings, meetings and days by which something must be public, those of the last year and all to come."""
    days = [*_postings(pages, context), *_meetings(kinds, shown, context), *_dues(owed, context)]
    since = context.today - timedelta(days=PAST)
    return tuple(sorted((day for day in days if day.last >= since), key=lambda day: (day.first, day.id)))


def _postings(pages: Iterable[Page], context: Context) -> Iterator[CalendarDay]:
    since = context.today - timedelta(days=PAST)
    for page in pages:
        posted = page.posted
        if posted and posted.start and posted.end and posted.start <= posted.end and posted.end >= since:
            name = feed_id(*_seed(context), page.path, "posting")
            noted = posted.day or posted.start
            yield CalendarDay(name, f"公示：{page.title}", posted.start, posted.end, noted, _served(page.path), context.address(page.path))


def _meetings(kinds: Iterable[Kind], shown: Mapping[str, Datasets], context: Context) -> Iterator[CalendarDay]:
    """One for all that was dealt with at one meeting."""
    for kind, (day_column, name_column) in ((kind, kind.gathers) for kind in kinds if kind.gathers):
        for data in shown.get(kind.name, ()):
            topics: dict[tuple[date, str], list[str]] = {}
            for row in data.rows:
                if isinstance(day := row[day_column], date):
                    topics.setdefault((day, row.text(name_column)), []).extend(kind.names_of(row)[:1])
            place = next((to for n in range(len(data.rows)) if (to := kind.place(data, n))), ("", ""))[1].partition("#")[0]
            for (day, name), about in topics.items():
                title = f"{name}：{'、'.join(about[:3])}" + (f"等 {len(about)} 件事" if len(about) > 3 else "")
                own = feed_id(*_seed(context), kind.name, day.isoformat(), name)
                yield CalendarDay(own, title, day, day, day, _served(place) if place else "", context.address(place) if place else "")


def _dues(owed: Iterable[Obligation], context: Context) -> Iterator[CalendarDay]:
    for item in owed:
        for duty in item.duties:
            if duty.by and not duty.shown:
                own = feed_id(*_seed(context), item.code, duty.period)
                yield CalendarDay(own, f"应当公开：{duty.what}", duty.by, duty.by, duty.by)


def fed_to(site: Path) -> tuple[int, ...]:
    """What must be known of the feed of a board that was made in ``site`` to know whether ``feed_of_all`` reads it: where its first entry
    stands, and whether it tells of something that is gone. Nothing where there is none."""
    data = _read(f"{site}/{JSON}")
    return () if data is None else (*first_of(data, "")[:2], int(NONE_GONE not in data))


def feed_of_all(site: SiteConfig, places: Mapping[str, Path], fed: Mapping[str, tuple[int, ...]] = MappingProxyType({})) -> Feed | None:
    """Of the boards as they will stand: board → the folder of what will be shown of it. None where no board has a feed. ``fed``: of what
    will be shown, where that is known.

    Five hundred boards tell of twenty thousand pages, of which a feed has forty: only those boards are read that may have one of them.
    """
    unknown = {slug: told for slug, place in places.items() if not fed.get(slug) and (told := fed_to(place))}
    known = {slug: its for slug in places if (its := fed.get(slug) or unknown.get(slug))}
    feed_in = cache(lambda slug: read_feed(_read(f"{places[slug]}/{JSON}") or b""))
    gone = [each for slug, told in known.items() if told[-1] and (feed := feed_in(slug)) for each in feed.gone]
    entries: list[FeedEntry] = []
    for first, slug in sorted(((*told[:-1], f"{slug}/"), slug) for slug, told in known.items()):
        if len(entries) == MOST and first > order(entries[-1])[:3]:
            break
        if feed := feed_in(slug):
            here = (
                replace(each, title=f"{feed.title}：{each.title}", place=f"{slug}/{each.place}", section=feed.title)
                for each in feed.entries
            )
            entries = [*newest((*entries, *here))]
    if not entries and not gone:
        return None
    author = site.host or site.title
    return Feed(feed_id(site.url or site.title), site.title, author, "", site.url, newest(entries), tuple(gone))


def _read(file: str) -> bytes | None:
    """None where there is none."""
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _seed(context: Context) -> tuple[str, str]:
    """What names the board and stays when it moves."""
    village = context.village
    return village.code or "".join((*village.place, village.name)), min((village.slug, *village.former)) if village.former else village.slug


def _served(path: str) -> str:
    return f"{folder(path)}/".lstrip("/")
