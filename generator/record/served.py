"""Everything that stands on the site beside the data, with its digest: pages, sheets for the wall, scripts. And which boards a site has.

A villager reads pages, not tables; who changes a figure on the server alone changes a page. These lists are of what stands there now and of
nothing before: no digest of a page outlives the page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import field

from generator.classes import dataclass
from generator.record.board_record import NoRecord, is_path, parsed

BOARDS = "boards.json"
"""In the folder of the chains: the boards of the site, and the digest of each list."""
ABOVE = "."
"""What stands above the boards."""
_DIGITS = 32
"""Of each SHA-256, from the left."""


@dataclass(frozen=True)
class SiteRecord:
    """What ``BOARDS`` says."""

    boards: tuple[str, ...]
    lists: Mapping[str, str] = field(default_factory=dict)
    """Board, or another part of the site → SHA-256 of its list."""

    def as_json(self) -> bytes:
        return json.dumps({"boards": self.boards, "lists": dict(sorted(self.lists.items()))}, ensure_ascii=False).encode() + b"\n"


def read_site_record(data: bytes) -> SiteRecord:
    """Raises ``NoRecord``."""
    told = parsed(data)
    boards, lists = told.get("boards"), told.get("lists", {})
    if isinstance(boards, list) and isinstance(lists, dict):
        places = [*boards, *lists]
        texts = all(isinstance(text, str) for text in [*places, *lists.values()])
        if texts and all(place == ABOVE or is_path(place) for place in places):
            return SiteRecord(tuple(boards), lists)
    raise NoRecord("读不出来，被改过，或者不完整")


def list_name(place: str) -> str:
    """The file of a part's list, beside ``BOARDS``; no board is called so."""
    return "_front.txt" if place == ABOVE else f"{place}.txt"


def as_list(files: Mapping[str, str], data: Container[str]) -> bytes:
    """``files``: path → at least ``_DIGITS`` digits of its SHA-256; ``data``: those that the record of the board lists itself."""
    return "".join([f"{files[path][:_DIGITS]}  {path}\n" for path in sorted(files) if path not in data]).encode()


def read_list(data: bytes) -> dict[str, str]:
    """Path → digits. Raises ``NoRecord``."""
    try:
        lines = [line.partition("  ") for line in data.decode().split("\n")[:-1]]
    except UnicodeDecodeError:
        lines = [("", "", "")]
    if not all(len(digest) == _DIGITS and is_path(path) for digest, _, path in lines):
        raise NoRecord("读不出来，被改过，或者不完整")
    return {path: digest for digest, _, path in lines}


def is_listed(data: bytes, digits: str) -> bool:
    """True for the bytes whose digest a list has."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS] == digits
