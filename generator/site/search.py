"""The search index of a built board: for each piece of two characters, where it stands; and what is shown of each record.

A question is cut as the records are (``pieces``), and asks for pieces that stand one behind the other. They lie in small files, drawers: a
phone fetches the few that its question names, and the results it shows. No program of others has to run in the page: theirs alone is
twice what a first question may fetch, and they cut Chinese into words, a text and a question differently.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from operator import sub
from pathlib import Path
from typing import TYPE_CHECKING

from generator import values
from generator.classes import dataclass
from generator.findable import Findable, Record, each_record
from generator.kept import stays
from generator.shown import folder
from generator.site.pieces import drawer, pieces, sign, whole

if TYPE_CHECKING:
    from generator.site.docs import Docs

FOLDER = "_search"
_ABOUT = "about.json"
ABOUT = f"{FOLDER}/{_ABOUT}"
"""Beside the bundles: which there are. All other files are called by their contents, and never change."""
_CHANGING = "current"
"""The bundle that each new row changes: its files are called by their contents one by one, so that a row changes a dozen of them."""
_NAME = 8
"""Letters of such a name. The same in search-index.js."""
_DRAWER = 1_500
"""Characters in a drawer, on average: less than a kilobyte on the wire."""
SHOWN_TOGETHER = 4
"""Records of which one file tells. The same in search-index.js."""
_FEW = 512
"""Records of a bundle up to which one file tells of several times as many: those of a small board would be a quarter of all its files."""
_TOGETHER_OF_FEW = 16
APART = 16
"""Each part of a record (title, text …) begins at a multiple of this."""
_ASKED = 4
"""Drawers that a common question of two or three characters fetches from one bundle."""
_MORE, _LAST = "BCDFGHJKLMNPRSTZ", "bcdfghjklmnprstz"
"""Hexadecimal digits, the last of a number and those before it: no letters that make words, and no digits in which a number of somebody's
could be seen. The same in search-index.js."""
_AS_LETTERS = str.maketrans("0123456789ABCDEF", _MORE)


def years_of(records: Iterable[Findable]) -> list[str]:
    """Newest first."""
    return sorted({r.year for r in records if r.year}, reverse=True)


def parts(records: Sequence[Findable]) -> dict[str, list[Findable]]:
    """Name of each bundle → what it holds: the newest year with all that has no year, and the years before, which never change."""
    current = ("", *years_of(records)[:1])
    both = {"current": [r for r in records if r.year in current], "archive": [r for r in records if r.year not in current]}
    return {name: chosen for name, chosen in both.items() if chosen}


def about_bundle(name: str) -> str:
    """Path of what is told of a bundle."""
    return f"{FOLDER}/{name}/{_ABOUT}"


def about_all(read: Callable[[str], bytes], records: Sequence[Findable]) -> Docs:
    """The file that a page asks for first: which bundles there are. ``read``: what is told of each."""
    told = {"years": years_of(records), "bundles": {name: json.loads(read(about_bundle(name))) for name in parts(records)}}
    return {ABOUT: _json(told)}


def bundle(name: str, records: Iterable[Findable]) -> Docs:
    """The files of one; the first says what search-index.js must know: where they lie, places in a record, drawers; and a question's bytes.

    They, or the folder of those that seldom change, are called by what is in them: a browser keeps them for good, also when a later
    program writes the records otherwise. Names of files are told with the rest, four bytes on the wire each.
    """
    ordered = _in_order(each_record(records))
    width, stands = _postings(_pieces_of(name, ordered))
    texts = {piece: _letters(places) for piece, places in sorted(stands.items())}
    count, wide = 1 + sum(map(len, texts.values())) // _DRAWER, _wide(texts)
    drawers: list[dict[str, str]] = [{} for _ in range(count)]
    for piece, text in texts.items():
        drawers[drawer(piece, count, wide)][piece] = text
    held = {str(n): _json(each) for n, each in enumerate(drawers)}
    cost = _ASKED * sum(map(len, held.values())) // count // 2  # packed to half on the wire, about: not every machine packs alike
    about: dict[str, object] = {"width": width, "drawers": count, "wide": wide}
    together, called = SHOWN_TOGETHER, "rows/"
    if len(ordered) <= _FEW:
        about["together"] = together = _TOGETHER_OF_FEW
        called = f"rows/{together}x"  # a page that knows of four only, open since before, must find nothing rather than others
    for n, row in enumerate(range(0, len(ordered), together)):
        held[f"{called}{n}"] = _json([shown(record) for record in ordered[row : row + together]])
    if name == _CHANGING:
        names = {path: _named(data, _NAME) for path, data in held.items()}
        letters = "".join(names.values())
        at, told_of = name, {**about, "names": letters}
        files = {f"{path}.{names[path]}.json": data for path, data in held.items()}
        cost -= len(letters) // 2  # it packs to half, too, in a file that is counted as it is
    else:
        digest = _named(b"\n".join((_json(about), *held.values())), 16)
        at, told_of = f"{name}/{digest}", about
        files = {f"{path}.json": data for path, data in held.items()}
    told = {"at": at, **told_of, "cost": cost}
    return {about_bundle(name): _json(told)} | {f"{FOLDER}/{at}/{path}": data for path, data in files.items()}


def _named(content: bytes, letters: int) -> str:
    return hashlib.sha256(content).hexdigest()[:letters].upper().translate(_AS_LETTERS).lower()


def _wide(texts: Mapping[str, str]) -> dict[str, int]:
    """Characters with which so much begins that it fills several drawers → how many."""
    sizes: Counter[str] = Counter()
    for piece, text in texts.items():
        sizes[sign(piece)] += len(text)
    return {first: size // _DRAWER for first, size in sizes.items() if first and size >= 2 * _DRAWER}


def _in_order(records: Iterable[Record]) -> list[Record]:
    """In the order of time, then what has no day, then what is ``first``: a reader is shown the last of them first."""
    return sorted(records, key=lambda record: "99999" if record.first else record.date.isoformat() if record.date else "9999")


_cut: dict[str, dict[Record, list[tuple[int, str]]]] = {}
"""Of a process that stays: bundle → what its records were cut into last, of the board that was made last."""


def _pieces_of(name: str, records: Sequence[Record]) -> Iterable[list[tuple[int, str]]]:
    """(place, piece) of each record: one that has not changed is cut once by a process that stays. Any other holds one at a time: all of
    those of an old village are a quarter of what it holds."""
    if not stays():
        return map(_placed, records)
    before = _cut.get(name, {})
    _cut[name] = {record: before.get(record) or _placed(record) for record in records}
    return (_cut[name][record] for record in records)


def _postings(placed: Iterable[Sequence[tuple[int, str]]]) -> tuple[int, dict[str, array[int]]]:
    """Positions that one record has, a power of two, and piece → the positions where it stands: ``width`` × record + place in it."""
    told: dict[str, array[int]] = defaultdict(partial(array, "Q"))
    bits = 0
    for number, each in enumerate(placed):
        if each and each[-1][0] + 1 >> bits:  # what stands already was placed as if no record were as long
            wider = (each[-1][0] + 1).bit_length()
            for piece, places in told.items():
                told[piece] = array("Q", [((at >> bits) << wider) + (at & (1 << bits) - 1) for at in places])
            bits = wider
        start = number << bits
        for place, piece in each:
            told[piece].append(start + place)
    return 1 << bits, told


def _placed(record: Record) -> list[tuple[int, str]]:
    """(place, piece) of all that a record can be found by. Nothing runs on from one part into the next.

    Year, amount and day come first, and each part begins at one of a few places: what stands in nearly every record then takes few bytes.
    """
    placed = [(0, f"y{record.year}")] if record.year else []
    day, place = record.date, 1
    for text in (_money(record), *((day.isoformat(), values.date_cn(day)) if day else ()), record.title, record.text):
        inside, count = _cut_up(text)
        placed += [(place + at, piece) for at, piece in inside]
        place += count + APART
        place -= place % APART
    return placed


@lru_cache(maxsize=256)
def _cut_up(text: str) -> tuple[list[tuple[int, str]], int]:
    """(place in it, piece) of all that a text can be inside by, and how many places there are. Records of a day stand together."""
    cut = pieces(text)
    inside = []
    for at, piece in enumerate(cut):
        if piece:
            inside.append((at, piece))
            if "p" in piece and (yuan := whole(piece)):
                inside.append((at, yuan))
    return inside, len(cut)


@lru_cache(maxsize=1 << 14)
def _step(step: int) -> str:
    return (f"{step >> 4:X}".translate(_AS_LETTERS) if step > 15 else "") + _LAST[step & 15]


def _letters(places: Sequence[int]) -> str:
    """Growing numbers as one text: how far each is from the one before."""
    return "".join(map(_step, map(sub, places, (0, *places))))


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def shown(record: Record) -> dict[str, str]:
    """What a result tells: title, text, kind, to (address below the board), date, amount; nothing that is empty."""
    day, place = record.date, folder(record.path)
    told = {
        "title": record.title,
        "text": record.text,
        "kind": record.kind,
        "to": (place + "/" if place else "") + (f"#{record.anchor}" if record.anchor else ""),
        "date": day.isoformat() if day else "",
        "amount": _money(record),
    }
    return {name: text for name, text in told.items() if text}


def _money(record: Record) -> str:
    fen = record.amount_fen
    return "" if fen is None else f"{'收入' if fen >= 0 else '支出'} {values.yuan(abs(fen))} 元"


@dataclass(frozen=True)
class Searchable:
    """What a published board lets be found."""

    years: tuple[str, ...]
    """Newest first; the first is in the bundle ``current`` with all that has no year, the others in ``archive``."""
    cost: int
    """Bytes that a first question on this board fetches, the results apart."""


def searchable(site: Path) -> Searchable | None:
    """What can be found in a board as it is published at ``site``; None where it has no search of this kind."""
    about = site / ABOUT
    told = json.loads(about.read_bytes()) if about.is_file() else {}
    bundles = told.get("bundles")
    if not bundles:
        return None
    return Searchable(tuple(told["years"]), about.stat().st_size + sum(bundle["cost"] for bundle in bundles.values()))
