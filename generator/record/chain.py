"""The publications of a board one after another, each with the digest of the one before: none can be changed, dropped or put between
without all that follow being others. Of each only the root is kept, no digest of a single file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.classes import dataclass
from generator.record.board_record import NoRecord, RecordHead, parsed
from generator.record.short_code import short_code

FOLDER = "_record"
"""Where the chains of all boards lie, above the boards: no board can be called so."""
FORMAT = "gongkailan-chain-1"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})?")


@dataclass(frozen=True, slots=True)
class Publication:
    """One state of a board that stood on the site."""

    number: int
    """From 1 on."""
    day: str
    """The day on which it was put there, as 2026-11-29."""
    root: str
    files: int
    program: str
    """Version of the program that made it."""
    commit: str = ""
    """What it was made from, where git has it: "" where that is not known."""
    previous: str = ""
    """Digest of the publication before; "" of the first."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(_line(self).encode()).hexdigest()

    @property
    def code(self) -> str:
        return short_code(self.root)


@dataclass(frozen=True)
class Publications:
    """All of a board, the oldest first."""

    village: str = ""
    edition: str = ""
    publications: tuple[Publication, ...] = ()

    @property
    def newest(self) -> Publication | None:
        return self.publications[-1] if self.publications else None

    def with_record(self, record: RecordHead, day: date, program: str, commit: str = "") -> Publications:
        """What stands now is added; where that is what stood already, nothing is."""
        named = replace(self, village=record.village, edition=record.edition)
        newest = self.newest
        if newest and newest.root == record.root:
            return named
        number, previous = (newest.number + 1, newest.digest) if newest else (1, "")
        new = Publication(number, day.isoformat(), record.root, record.count, program, commit, previous)
        return replace(named, publications=(*self.publications, new))

    def as_json(self) -> bytes:
        """The file: a line for each publication."""
        head = json.dumps({"format": FORMAT, "village": self.village, "edition": self.edition}, ensure_ascii=False)
        lines = ",\n".join(json.dumps(_told(each) | {"code": each.code}, ensure_ascii=False) for each in self.publications)
        return f'{head[:-1]}, "publications": [\n{lines}\n]}}\n'.encode()


def _told(publication: Publication) -> dict[str, object]:
    """``asdict``, which would copy each value: of a village that publishes every day there are thousands."""
    return {name: getattr(publication, name) for name in Publication.__slots__}


def _line(publication: Publication) -> str:
    """What its digest is of."""
    return json.dumps(_told(publication), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_chain(data: bytes) -> Publications:
    """Raises ``NoRecord``, also where the chain is not whole: it names the first publication that does not follow."""
    told = parsed(data)
    entries = told.get("publications")
    village, edition = told.get("village"), told.get("edition")
    if told.get("format") != FORMAT or not isinstance(entries, list) or not isinstance(village, str) or not isinstance(edition, str):
        raise NoRecord("不是公开记录，或者是别的版本的")
    chain: list[Publication] = []
    for number, entry in enumerate(entries, 1):
        publication = _publication(entry)
        previous = chain[-1].digest if chain else ""
        if publication is None or (publication.number, publication.previous) != (number, previous):
            raise NoRecord(f"里第 {number} 次公开和前面的接不上，被改过或者少了一次")
        if entry.get("code") != publication.code:
            raise NoRecord(f"里第 {number} 次公开的码和它的摘要对不上，被改过")
        chain.append(publication)
    return Publications(village, edition, tuple(chain))


def _publication(entry: Any) -> Publication | None:
    """None for what is none."""
    if not isinstance(entry, Mapping) or entry.keys() != {*Publication.__slots__, "code"}:
        return None
    publication = Publication(**{name: entry[name] for name in Publication.__slots__})
    texts = (publication.day, publication.root, publication.program, publication.commit, publication.previous)
    numbers = (publication.files, publication.number)
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(number, int) for number in numbers):
        return None
    return publication if _DIGEST.fullmatch(publication.root) and _COMMIT.fullmatch(publication.commit) else None
