"""Is what stands there what was published? Every listed file is read and hashed, and its board's chain is gone through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.record.board_record import RECORD, BoardRecord, NoRecord, read_record
from generator.record.chain import FOLDER, Publications, read_chain
from generator.record.short_code import names, short_code
from generator.record.sources import Site, Unreadable

BOARDS = "boards.json"
"""In ``FOLDER``: the boards of the site."""
SHOWN = 5
"""Files that are told of each board."""


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

    @property
    def whole(self) -> bool:
        return not self.faults


def verify(site: Site) -> list[Verdict]:
    """All boards of a site, or the one that it is. Raises ``Unreadable`` where there is no record at all."""
    listed = site.read(f"{FOLDER}/{BOARDS}")
    if listed is not None:
        return [_board(site, f"{slug}/", site.read(f"{FOLDER}/{slug}.json")) for slug in _slugs(listed)]
    if site.read(RECORD) is None:
        raise Unreadable(f"「{site.name}」里没有公开记录（{RECORD}）：不是公开栏的网站，或者是早先的程序做的。")
    return [_board(site, "", _chain_above(site))]


def _slugs(listed: bytes) -> list[str]:
    try:
        told = json.loads(listed)
        slugs = told["boards"]
        if all(isinstance(slug, str) and ".." not in slug and not slug.startswith("/") for slug in slugs):
            return list(slugs)
    except (ValueError, TypeError, KeyError):
        pass
    raise Unreadable(f"{FOLDER}/{BOARDS} 读不出来，被改过，或者不完整。")


def _chain_above(site: Site) -> bytes | None:
    """The chain of a board that was named itself: it lies beside the board, one folder up or, of a township's village, two."""
    parts = [part for part in site.name.replace("\\", "/").rstrip("/").split("/") if part]
    for steps in (1, 2):
        top = site.above(steps)
        if top and (chain := top.read(f"{FOLDER}/{'/'.join(parts[-steps:])}.json")) is not None:
            return chain
    return None


def _board(site: Site, below: str, chain: bytes | None) -> Verdict:
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
    verdict.faults += _links(verdict, chain)
    return verdict


def _files(site: Site, below: str, record: BoardRecord) -> Iterator[str]:
    for file in record.files:
        data = site.read(below + file.path)
        if data is None:
            yield f"没有 {below}{file.path}：公开过，现在不在了。"
        elif hashlib.sha256(data).hexdigest() != file.sha256:
            yield f"{below}{file.path} 和公开的时候不一样，被改过。"


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


def told_of_code(typed: str, verdicts: list[Verdict]) -> str:
    """What a code from a poster or a sheet stands for among these boards; "" where no record knows it."""
    for verdict in verdicts:
        record, chain = verdict.record, verdict.chain
        if record and names(typed, record.root):
            return f"{verdict.village}现在公开的全部内容"
        for publication in chain.publications if chain else ():
            if names(typed, publication.root) or names(typed, publication.digest):
                later = len(chain.publications) - publication.number if chain else 0
                return f"{verdict.village} {publication.day} 第 {publication.number} 次公开的内容，后来又公开了 {later} 次"
        for file in record.files if record else ():
            if typed in (file.sha256, short_code(file.sha256)):
                return f"{verdict.village}的 {file.path}，没有变"
        for page, code in record.pages().items() if record else ():
            if typed == code:
                return f"{verdict.village}的 {page}/，没有变"
    return ""
