"""What the standards ask of feeds and calendars, as validators have it: RFC 4287 and 6721, JSON Feed 1.1, RFC 5545."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from lxml import etree  # pikepdf brings it

ATOM, GONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
JSON_FEED = {
    "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors", "language",
    "expired", "hubs", "items",
}  # fmt: skip
JSON_ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published",
    "date_modified", "authors", "tags", "language", "attachments",
}  # fmt: skip
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "URL")
"""What RFC 5545 (3.6.1) lets an event have at most once; the first three it must have where a calendar says no METHOD."""


@lru_cache
def _schema() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def atom_faults(data: bytes, whole: bool) -> list[str]:
    """What RFC 4287 and RFC 6721 ask for and is not so; ``whole``: addresses must be whole."""
    schema = _schema()
    faults = [] if schema.validate(etree.fromstring(data)) else [str(each) for each in schema.error_log]
    top = Xml.fromstring(data)
    entries = top.findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") for each in (top, *entries)]
    faults += ["two of one id"] if len(set(ids)) < len(ids) else []
    faults += [] if (top.findtext(f"{ATOM}author/{ATOM}name") or "").strip() else ["no author"]
    updated = [each.findtext(f"{ATOM}updated") or "" for each in entries]
    faults += ["older than an entry of it"] if max(updated, default="") > (top.findtext(f"{ATOM}updated") or "") else []
    for each in (top, *entries):
        faults += ["an id that is no IRI"] if not re.match(r"[a-z]+:\S+$", each.findtext(f"{ATOM}id") or "") else []
        faults += ["no title"] if not (each.findtext(f"{ATOM}title") or "").strip() else []
        moments = [moment.text or "" for name in ("published", "updated") for moment in each.findall(ATOM + name)]
        faults += [f"no moment: {moment}" for moment in moments if not MOMENT.fullmatch(moment) or not datetime.fromisoformat(moment)]
        faults += ["changed before it was there"] if moments != sorted(moments) else []
        links = each.findall(f"{ATOM}link")
        faults += ["no link"] if "alternate" not in {link.get("rel") for link in links} else []
        faults += [
            f"part of an address: {link.get('href')}" for link in links if whole and not (link.get("href") or "").startswith("https://")
        ]
        kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
        faults += ["two links of one sort"] if len(set(kinds)) < len(kinds) else []
    faults += ["it does not say where it is"] if "self" not in {link.get("rel") for link in top.findall(f"{ATOM}link")} else []
    for each in top.findall(f"{GONE}deleted-entry"):
        faults += ["a tombstone without"] if not each.get("ref") or not MOMENT.fullmatch(each.get("when") or "") else []
        faults += ["a tombstone that tells"] if list(each) or each.get("ref") in ids else []
    return faults


def json_faults(data: bytes, whole: bool) -> list[str]:
    """What JSON Feed 1.1 asks for and is not so; ``whole``: addresses must be there."""
    feed = json.loads(data.decode("utf-8"))
    faults = [f"{name} is no name of a feed" for name in feed if name not in JSON_FEED and not name.startswith("_")]
    faults += ["version"] if feed.get("version") != "https://jsonfeed.org/version/1.1" else []
    faults += ["title"] if not isinstance(feed.get("title"), str) or not feed["title"] else []
    faults += ["authors"] if not all(each.keys() & {"name", "url", "avatar"} for each in feed.get("authors", [])) else []
    faults += [name for each in (feed, *feed["items"]) for name in each if name.startswith("_") and not isinstance(each[name], dict)]
    ids = [item.get("id") for item in feed["items"]]
    faults += ["two items of one id"] if len(set(ids)) < len(ids) else []
    addresses = [feed[name] for name in ("home_page_url", "feed_url") if name in feed]
    for item in feed["items"]:
        faults += [f"{name} is no name of an item" for name in item if name not in JSON_ITEM and not name.startswith("_")]
        faults += [f"no {name}" for name in ("id", "content_text", "title") if not isinstance(item.get(name), str) or not item[name]]
        faults += [item[name] for name in ("date_published", "date_modified") if not MOMENT.fullmatch(item[name])]
        faults += ["tags"] if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])) else []
        addresses += [item["url"]] if "url" in item else []
    faults += ["no address"] if whole and len(addresses) != len(feed["items"]) + 2 else []
    return faults + [address for address in addresses if not address.startswith("https://")]


def calendar_faults(data: bytes) -> list[str]:
    """What RFC 5545 asks for and is not so, read from the bytes: lines, nesting, values."""
    faults = ["a line that does not end with CRLF"] if data.count(b"\n") != data.count(b"\r\n") or not data.endswith(b"\r\n") else []
    lines = data.split(b"\r\n")[:-1]
    faults += [f"longer than 75 octets: {line[:20]!r}" for line in lines if len(line) > 75]
    try:
        text = "\n".join(line.decode("utf-8") for line in lines)
    except UnicodeDecodeError:
        return [*faults, "folded within a character"]
    within: list[str] = []
    events: list[Counter[str]] = []
    values: list[dict[str, str]] = []
    above: Counter[str] = Counter()
    for line in text.replace("\n ", "").split("\n"):
        name, _, value = line.partition(":")
        name, *about = name.split(";")
        faults += [f"no property: {line}"] if not re.fullmatch(r"[A-Z][A-Z0-9-]*", name) else []
        if name == "BEGIN":
            within.append(value)
            if value == "VEVENT":
                events.append(Counter())
                values.append({})
        elif name == "END":
            faults += [f"ends {value}"] if not within or within.pop() != value else []
        elif within == ["VCALENDAR"]:
            above[name] += 1
        else:
            events[-1][name] += 1
            values[-1][name] = ";".join(about) + ":" + value
        if name in ("SUMMARY", "X-WR-CALNAME", "X-GONGKAI-PAGE"):
            faults += [f"not escaped: {value}"] if re.search(r"[,;\\]", re.sub(r"\\[\\,;nN]", "", value)) else []
    faults += ["not closed"] if within else []
    faults += [name for name in ("PRODID", "VERSION") if above[name] != 1]
    faults += ["no event"] if not events else []
    for counted, event in zip(events, values, strict=True):
        faults += [f"{name} {counted[name]} times" for name in ONCE if counted[name] > 1 or (name in ONCE[:3] and not counted[name])]
        faults += [f"no moment in UTC: {event.get('DTSTAMP')}"] if not re.fullmatch(r":\d{8}T\d{6}Z", event.get("DTSTAMP", "")) else []
        days = [event.get(name, "") for name in ("DTSTART", "DTEND")]
        faults += [f"no days: {days}"] if not all(re.fullmatch(r"VALUE=DATE:\d{8}", day) for day in days) or days[0] >= days[1] else []
        faults += [f"no address: {event['URL']}"] if not event.get("URL", ":https://").startswith(":https://") else []
    uids = [event.get("UID") for event in values]
    return faults + (["two events of one UID"] if len(set(uids)) < len(uids) else [])
