"""Is what stands there what was published? Every listed file is read and hashed, and its board's chain is gone through."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import field

from generator.classes import dataclass
from generator.record.board_record import RECORD, BoardRecord, NoRecord, read_record
from generator.record.chain import FOLDER, Publications, read_chain
from generator.record.served import ABOVE, BOARDS, SiteRecord, is_listed, list_name, read_list, read_site_record
from generator.record.short_code import names, short_code
from generator.record.site_files import Site, Unreadable
from generator.record.sources import read_all

SHOWN = 5
"""Files that are told of each board."""
_NAMES = {ABOVE: "网站的首页", "guide": "填表指南"}


@dataclass
class Verdict:
    """Of one board."""

    place: str
    """Below the site; "" for the one that was named."""
    village: str = ""
    faults: list[str] = field(default_factory=list)
    """Whole Chinese sentences, the first file that differs first."""
    record: BoardRecord | None = None
    chain: Publications | None = None
    beside: int = 0
    """Pages, and files that are no data."""

    @property
    def whole(self) -> bool:
        return not self.faults


def verify(site: Site) -> list[Verdict]:
    """All boards of a site, or the one that it is; what stands above and beside the boards only where something of it differs. Raises
    ``Unreadable`` where there is no record at all."""
    if whole := _site_record(site):
        if not whole.boards:
            raise Unreadable(f"{FOLDER}/{BOARDS} 里一个村也没有：被改过，或者网站上现在没有公开的村。")
        boards = [_board(site, site, f"{slug}/", slug, whole) for slug in whole.boards]
        others = [Verdict(place, _NAMES.get(place, place), [*_beside(site, site, place, whole)[1]]) for place in _others(whole)]
        below = {place: "" if place == ABOVE else f"{place}/" for place in whole.lists}
        others.append(Verdict("", "网站", [*map(_added, _unlisted(site, site, below, whole))]))
        return [*boards, *(verdict for verdict in others if verdict.faults)]
    if site.read(RECORD) is None:
        raise Unreadable(f"「{site.name}」里没有公开记录（{RECORD}）：不是公开栏的网站，或者是早先的程序做的。")
    for steps in (1, 2):  # of a board that was named itself all lies above it, one folder up or, of a township's village, two
        parts = [part for part in site.name.replace("\\", "/").rstrip("/").split("/") if part]
        top = site.above(steps)
        told, slug = _site_record(top) if top else None, "/".join(parts[-steps:])
        if top and told and slug in told.boards:
            board = _board(site, top, "", slug, told)
            board.faults += map(_added, _unlisted(site, top, {slug: ""}, told))
            return [board]
    return [_board(site, site, "", "", SiteRecord(()))]


def _site_record(site: Site) -> SiteRecord | None:
    data = site.read(f"{FOLDER}/{BOARDS}")
    try:
        return None if data is None else read_site_record(data)
    except NoRecord as why:
        raise Unreadable(f"{FOLDER}/{BOARDS} {why}。") from None


def _others(told: SiteRecord) -> Iterator[str]:
    """What the site has beside the boards."""
    yield ABOVE
    yield from (place for place in told.lists if place not in (*told.boards, ABOVE))


def _board(site: Site, top: Site, below: str, slug: str, told: SiteRecord) -> Verdict:
    """``top``: where the chains and the lists lie; ``slug``: "" where nobody knows which board it is."""
    verdict = Verdict(below.rstrip("/"))
    data = site.read(below + RECORD)
    if data is None:
        verdict.faults.append(f"没有公开记录 {below}{RECORD}：被拿掉了，或者这个村正在更正。")
    else:
        try:
            verdict.record = read_record(data)
            verdict.village = verdict.record.village
        except NoRecord as why:
            verdict.faults.append(f"公开记录 {below}{RECORD} {why}。")
    verdict.faults += _files(site, below, verdict.record) if verdict.record else []
    verdict.faults += _links(verdict, top.read(f"{FOLDER}/{slug}.json") if slug else None)
    if slug:
        verdict.beside, faults = _beside(site, top, slug, told, below)
        verdict.faults += faults
    return verdict


def _files(site: Site, below: str, record: BoardRecord) -> Iterator[str]:
    for file, data in zip(record.files, read_all(site, [below + file.path for file in record.files]), strict=True):
        if data is None or hashlib.sha256(data).hexdigest() != file.sha256:
            yield _differs(below + file.path, data)


def _beside(site: Site, top: Site, place: str, told: SiteRecord, below: str | None = None) -> tuple[int, list[str]]:
    """How many pages and other files stand there that are no data, and which of them differ. ``below``: where they lie below ``site``."""
    below = ("" if place == ABOVE else f"{place}/") if below is None else below
    name = f"{FOLDER}/{list_name(place)}"
    data = top.read(name) if place in told.lists else None
    if data is None:
        return 0, [f"没有网页的清单 {name}：被拿掉了，或者网站是早先的程序做的，看不出网页改过没有。"]
    if hashlib.sha256(data).hexdigest() != told.lists[place]:
        return 0, [f"网页的清单 {name} 和公开的时候不一样，被改过。"]
    try:
        listed = read_list(data)
    except NoRecord as why:
        return 0, [f"网页的清单 {name} {why}。"]
    there = zip(listed.items(), read_all(site, [below + path for path in listed]), strict=True)
    return len(listed), [_differs(below + path, data) for (path, digits), data in there if data is None or not is_listed(data, digits)]


def _unlisted(site: Site, top: Site, places: Mapping[str, str], told: SiteRecord) -> list[str]:
    """Pages that nobody published; none where nobody can list them, or where a list is gone or damaged, which is told. ``top``: where the
    lists lie; ``places``: part of the site → where it lies below ``site``."""
    there, known = site.pages(), set[str]()
    for place, below in places.items() if there is not None else ():
        data = top.read(f"{FOLDER}/{list_name(place)}")
        if data is None or hashlib.sha256(data).hexdigest() != told.lists.get(place):
            return []
        try:
            known |= {below + path for path in read_list(data)}
        except NoRecord:
            return []
    return sorted({*(there or ())} - known) if known else []


def _added(page: str) -> str:
    return f"多了网页 {page}：公开的时候没有它。"


def _differs(path: str, data: bytes | None) -> str:
    return f"没有 {path}：公开过，现在不在了。" if data is None else f"{path} 和公开的时候不一样，被改过。"


def _links(verdict: Verdict, data: bytes | None) -> Iterator[str]:
    """Is the chain whole, and does what stands there end it?"""
    if data is None:
        yield "找不到历次公开的记录，看不出以前公开过什么。"
        return
    try:
        verdict.chain = read_chain(data)
    except NoRecord as why:
        yield f"历次公开的记录{why}。"
        return
    newest = verdict.chain.newest
    if verdict.record and (newest is None or newest.root != verdict.record.root):
        yield "现在的总码和历次公开的记录里最后一次的不一样：有内容换过，没有记下来。"


@dataclass(frozen=True)
class OnPaper:
    """What a code from a poster or a sheet stands for."""

    what: str
    later: int = 0
    """Publications since, of one that is not the newest."""


def told_of_code(typed: str, verdicts: list[Verdict]) -> OnPaper | None:
    """Among these boards; None where no record knows it."""
    for verdict in verdicts:
        record, chain = verdict.record, verdict.chain
        if record and names(typed, record.root):
            return OnPaper(f"{verdict.village}现在公开的全部内容")
        for publication in chain.publications if chain else ():
            if names(typed, publication.root) or names(typed, publication.digest):
                later = len(chain.publications) - publication.number if chain else 0
                what = f"{verdict.village} {publication.day} 第 {publication.number} 次公开的内容，后来又公开了 {later} 次"
                return OnPaper(what, later)
        for file in record.files if record else ():
            if typed in (file.sha256, short_code(file.sha256)):
                return OnPaper(f"{verdict.village}的 {file.path}，没有变")
        for page, code in record.pages().items() if record else ():
            if typed == code:
                return OnPaper(f"{verdict.village}的 {page}/，没有变")
    return None
