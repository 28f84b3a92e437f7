"""What is new on a board, for programs that ask now and then: Atom (RFC 4287) and JSON Feed 1.1, with what was taken down as a tombstone
(RFC 6721) that has nothing of it but its id.

Every day in a feed is a day that the data name, so that the same data give the same bytes. Where site.yml states no 网址 addresses are
relative: a reader knows where it got the feed.
"""

from __future__ import annotations

import json
import posixpath
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from xml.etree import ElementTree as Xml

from generator.classes import dataclass

ATOM, JSON = "feed.xml", "feed.json"
MOST = 40
"""Entries of one feed, the newest."""
_ATOM, _GONE = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
_SPACE = uuid.UUID("7d3b1c5e-52a0-5d0e-9a65-1f0c0a4f2e11")
_RUN = re.compile(r"\d(?:-?\d){4}")
_ID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY_TOLD = re.compile(rb'"date_(modified|published)": "(\d{4}-\d\d-\d\d)T')
NONE_GONE = b'"gone": []'
"""What ``json_feed`` writes where nothing was taken down, and nowhere else."""
_OWN = "_gongkai"
"""JSON Feed leaves names with _ to whoever writes it."""
Json = dict[str, object]


@dataclass(frozen=True)
class FeedEntry:
    """One page, as a feed tells of it."""

    id: str
    title: str
    place: str
    """Where it is served, below the folder of the feed's board: finance/2026-10/."""
    summary: str
    day: date
    """公开日."""
    updated: date
    """The day of its last correction; the same where there was none."""
    section: str = ""


@dataclass(frozen=True)
class Feed:
    """One feed: of a board, of one section of it, or of all boards."""

    id: str
    title: str
    author: str
    place: str = ""
    """The folder it lies in, below its board: finance/; "" for the board's own."""
    url: str = ""
    """The whole address of the board; "" where site.yml states none."""
    entries: tuple[FeedEntry, ...] = ()
    gone: tuple[tuple[str, date], ...] = field(default=())
    """(id, since when) of what was taken down."""

    @property
    def updated(self) -> date:
        """The newest day it names."""
        return max([*(entry.updated for entry in self.entries), *(day for _, day in self.gone)], default=date(1970, 1, 1))

    def to(self, place: str) -> str:
        """The address of something of the board, whole where that is known."""
        if self.url:
            return self.url + place
        way = posixpath.relpath("/" + place, "/" + self.place)
        return way + "/" if place.endswith("/") or not place else way

    def without(self, places: Iterable[str], day: date) -> Feed:
        """The same when these pages have been taken down, on ``day``."""
        lost = set(places)
        gone = tuple((entry.id, day) for entry in self.entries if entry.place in lost)
        return replace(self, entries=tuple(each for each in self.entries if each.place not in lost), gone=(*self.gone, *gone))


def feed_id(*of: str) -> str:
    """A name that stays: of the same words always the same. It has no run of digits that could be somebody's number."""
    for salt in range(1000):
        name = str(uuid.uuid5(_SPACE, "\0".join((*of, *([str(salt)] if salt else [])))))
        if not _RUN.search(name):
            return f"urn:uuid:{name}"
    raise ValueError("no name without a number")


def newest(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """At most ``MOST``, the newest first; of one day by their ids, which say nothing."""
    return tuple(sorted(entries, key=order))[:MOST]


def order(entry: FeedEntry) -> tuple[int, int, str, str]:
    """What stands before it in a feed has less."""
    return -entry.updated.toordinal(), -entry.day.toordinal(), entry.place, entry.id


def first_of(data: bytes, place: str) -> tuple[int, int, str]:
    """No entry of the feed that ``json_feed`` wrote has an ``order`` that is less, where its board stands at ``place``; the feed is not
    read for it."""
    days = {b"modified": b"", b"published": b""}
    for what, day in _DAY_TOLD.findall(data):
        days[what] = max(day, days[what])
    return -_ordinal(days[b"modified"]), -_ordinal(days[b"published"]), place


def _ordinal(day: bytes) -> int:
    """0 for none; of what is no day, more than of any."""
    try:
        return date.fromisoformat(day.decode()).toordinal() if day else 0
    except ValueError:
        return date.max.toordinal()


def feed_files(feed: Feed) -> dict[str, bytes]:
    """Both forms, by their paths below the board."""
    return {feed.place + ATOM: atom(feed), feed.place + JSON: json_feed(feed)}


def moment(day: date) -> str:
    """The beginning of a day in China, as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00+08:00"


def atom(feed: Feed) -> bytes:
    """RFC 4287, with the tombstones of RFC 6721."""
    Xml.register_namespace("", _ATOM)
    Xml.register_namespace("at", _GONE)
    top = Xml.Element(f"{{{_ATOM}}}feed", {"xml:lang": "zh-CN"})

    def put(into: Xml.Element, name: str, text: str = "", **about: str) -> Xml.Element:
        element = Xml.SubElement(into, f"{{{_ATOM}}}{name}", about)
        element.text = text or None
        return element

    put(top, "id", feed.id)
    put(top, "title", feed.title)
    put(top, "updated", moment(feed.updated))
    put(put(top, "author"), "name", feed.author)
    put(top, "link", rel="alternate", type="text/html", href=feed.to(feed.place))
    put(top, "link", rel="self", type="application/atom+xml", href=feed.to(feed.place + ATOM))
    for entry in feed.entries:
        told = put(top, "entry")
        put(told, "id", entry.id)
        put(told, "title", entry.title)
        put(told, "link", rel="alternate", type="text/html", href=feed.to(entry.place))
        put(told, "published", moment(entry.day))
        put(told, "updated", moment(entry.updated))
        if entry.section:
            put(told, "category", term=entry.section)
        put(told, "summary", entry.summary or entry.title)
    for name, day in feed.gone:
        Xml.SubElement(top, f"{{{_GONE}}}deleted-entry", {"ref": name, "when": moment(day)})
    Xml.indent(top, "")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(top, encoding="unicode").encode() + b"\n"


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1. What the standard has no word for stands under ``_gongkai``."""
    told: Json = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "language": "zh-CN"}
    if feed.url:
        told |= {"home_page_url": feed.to(feed.place), "feed_url": feed.to(feed.place + JSON)}
    told["authors"] = [{"name": feed.author}]
    told["items"] = [_item(feed, entry) for entry in feed.entries]
    told[_OWN] = {
        "id": feed.id,
        "place": feed.place,
        "url": feed.url,
        "gone": [{"id": name, "when": moment(day)} for name, day in feed.gone],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _item(feed: Feed, entry: FeedEntry) -> Json:
    told: Json = {"id": entry.id, **({"url": feed.to(entry.place)} if feed.url else {}), "title": entry.title}
    told |= {"content_text": entry.summary or entry.title, "date_published": moment(entry.day), "date_modified": moment(entry.updated)}
    return told | ({"tags": [entry.section]} if entry.section else {}) | {_OWN: {"place": entry.place}}


def read_feed(data: bytes) -> Feed | None:
    """A feed as ``json_feed`` wrote it; None for anything else."""
    try:
        told = json.loads(data)
        own = told[_OWN]
        entries = tuple(_entry(item) for item in told["items"])
        gone = tuple((_id(each["id"]), _day(each["when"])) for each in own["gone"])
        return Feed(own["id"], told["title"], told["authors"][0]["name"], own["place"], own["url"], entries, gone)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _entry(item: Mapping[str, object]) -> FeedEntry:
    own, tags = item[_OWN], item.get("tags")
    if not isinstance(own, dict) or not all(isinstance(item[name], str) for name in ("id", "title", "content_text")):
        raise ValueError("no entry of ours")
    section = str(tags[0]) if isinstance(tags, list) and tags else ""
    days = _day(item["date_published"]), _day(item["date_modified"])
    return FeedEntry(_id(item["id"]), str(item["title"]), str(own["place"]), str(item["content_text"]), *days, section)


def _id(told: object) -> str:
    """As ``feed_id`` gives it: what is gone is told again by its id, so that says nothing which somebody wrote there."""
    if not isinstance(told, str) or not _ID.fullmatch(told):
        raise ValueError("no id of ours")
    return told


def _day(moment_told: object) -> date:
    return date.fromisoformat(str(moment_told)[:10])
