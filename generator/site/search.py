"""The search bundles of a built board. What is known of Pagefind is in this file, in pagefind.py and in search-index.js.

Pagefind cuts Chinese into words, and cuts a text and a question differently: names are missed. So each record becomes a small
HTML page whose text is cut into overlapping pieces of two characters, in a language Pagefind does not know; the question is cut
in the same way (theme_overrides/assets/gongkai/search-index.js) and asked as a phrase.

What is shown of a record stands in small files of ours, a few records in each, in place of Pagefind's fragments. Given to Pagefind as
metadata it would be indexed too, word by word as it comes: twice the bytes for a phone, and 「00」 would be found in every amount.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from generator import values
from generator.shown import Record, folder
from generator.site import pagefind
from generator.site.tree import put

FOLDER = "_search"
_ABOUT = "about.json"
"""Beside the bundles: what the portal must know of a board that stays as it was published."""
_PIECES = 4
"""Files of pieces that a common question of two or three characters fetches from one bundle."""
_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_HAN}]+)|((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?(?![^\W_{_HAN}]))|([^\W_{_HAN}]+)")
_DATA = re.compile(r"pagefind-entry\.json|.*\.pf_meta|index/.*")
_ENGINE = {"pagefind.js", "wasm.unknown.pagefind"}
"""What search-index.js asks for besides; the rest of what Pagefind writes is its own search boxes."""
_FRAGMENT = re.compile(r"fragment/(.*)\.pf_fragment")
_SIGNED = b"pagefind_dcd"
"""Stands at the head of every unpacked file of a bundle."""


def pieces(text: str) -> list[str]:
    """王秀英户 → 王秀 秀英 英户 户; 1,200.00 → 1200; 262.50 → 262p5; 记-012 → 记 012. The same as ``pieces`` of search-index.js.

    The last character of a run stands alone too, so that what follows it follows a piece.
    """
    cut: list[str] = []
    for han, number, word in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if han:
            cut += [han[i : i + 2] for i in range(len(han))]
        elif number:
            whole, _, part = number.replace(",", "").partition(".")
            cut.append("p".join(filter(None, (whole, part.rstrip("0")))))
        else:
            cut.append(word)
    return cut


def build_search(board: Path, records: Iterable[Record], before: Mapping[str, str]) -> dict[str, str]:
    """``board``/site/ gets its bundles: the newest year with all that has no year, and the years before, which never change.

    ``before``: ids of the bundles that are there, those that are still right stay; returned: ids of all that are there now.
    """
    target, entries = board / "site" / FOLDER, list(records)
    years = sorted({r.year for r in entries if r.year}, reverse=True)
    newest = years[0] if years else ""
    parts = {"current": [r for r in entries if r.year in ("", newest)], "archive": [r for r in entries if r.year not in ("", newest)]}
    ids = {name: hashlib.sha256(repr(chosen).encode()).hexdigest()[:32] for name, chosen in parts.items() if chosen}
    target.mkdir(parents=True, exist_ok=True)
    for name, chosen in parts.items():
        if before.get(name) == ids.get(name):
            continue
        shutil.rmtree(target / name, ignore_errors=True)
        if chosen:
            _bundle(target / name, chosen, engine=name == "current")
    put(target / _ABOUT, _json({"years": years}))
    return ids


def _bundle(target: Path, records: list[Record], engine: bool) -> None:
    target.mkdir()
    named = _named(records)
    packs: dict[str, dict[str, object]] = {}
    for path, content in pagefind.index({name: shadow(record) for name, record in sorted(named.items())}, target).items():
        if match := _FRAGMENT.fullmatch(path):
            url = json.loads(gzip.decompress(content).removeprefix(_SIGNED))["url"]
            packs.setdefault(pack(match[1], len(named)), {})[match[1]] = shown(named[url.strip("/")])
        elif _DATA.fullmatch(path) or (engine and path in _ENGINE):
            put(target / path, content)
    for path, rows in packs.items():
        put(target / path, _json(dict(sorted(rows.items()))))


def pack(row: str, count: int) -> str:
    """The file that tells of result ``und_1a2b3c`` of a bundle of ``count``: four to eight in each. The same as search-index.js."""
    files = 1
    while files * 8 <= count:
        files *= 2
    return f"rows/{int(row.rpartition('_')[2], 16) % files}.json"


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _named(records: Iterable[Record]) -> dict[str, Record]:
    """File name → record, in the order of time, then what has no day, then what is ``first``: search-index.js turns the order round and
    shows the newest first.

    A row is named after the page's name and text. What is shown is in the name too, so that a browser may keep a row for good; the number
    of other records is not, so that those of last month keep theirs.
    """
    named: dict[str, Record] = {}
    days: dict[str, int] = {}
    for record in records:
        day = "99999" if record.first else record.date.isoformat() if record.date else "9999"
        days[day] = days.get(day, 0) + 1
        digest = hashlib.sha256(repr(shown(record)).encode()).hexdigest()[:8]
        named[f"{day}-{days[day]:05}-{digest}.html"] = record
    return named


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


def shadow(record: Record) -> str:
    """One record as Pagefind reads it: what is sought, as pieces."""
    day = record.date
    words = [record.title, _money(record), record.text, *((day.isoformat(), values.date_cn(day)) if day else ())]
    cut = [pieces(text) for text in words]
    # An amount is also found by its whole yuan. A sign alone, and one after a number (27个), are pieces too: a question must not
    # ask for all pieces that begin with a sign, of which Pagefind fetches only some.
    whole = [piece.split("p")[0] for part in cut for piece in part if re.fullmatch(r"[0-9]+p[0-9]+", piece)]
    pairs = [(a, b) for part in cut for a, b in pairwise(part)] + [(number, "元") for number in whole]
    counted = [a + b[0] for a, b in pairs if re.match(f"[{_HAN}]", b) and not re.match(f"[{_HAN}]", a)]
    signs = list(dict.fromkeys(sign for part in cut for piece in part for sign in piece if re.match(f"[{_HAN}]", sign)))
    # The year is a word too: Pagefind's own filters come out in another order each time, and no two builds would be the same.
    year = [f"y{record.year}"] if record.year else []
    # A full stop of our own: Pagefind's would stick to the last piece, and 4p42. be found as 42 too. No phrase runs across it.
    body = escape("".join(f"{' '.join(part)} . " for part in [*cut, whole, counted, signs, year] if part))
    return f'<!doctype html><html lang="und"><body data-pagefind-body><p>{body}</p></body></html>'


@dataclass(frozen=True)
class Searchable:
    """What a published board lets be found."""

    years: tuple[str, ...]
    """Newest first; the first is in the bundle ``current`` with all that has no year, the others in ``archive``."""
    cost: int
    """Bytes that a first question on this board fetches, the engine and the results apart."""


def searchable(site: Path) -> Searchable | None:
    """What can be found in a board as it is published at ``site``; None where it has no search of this kind."""
    about = site / FOLDER / _ABOUT
    bundles = [place for name in ("current", "archive") if (place := site / FOLDER / name).is_dir()]
    if not about.is_file() or not bundles:
        return None
    cost = 0
    for place in bundles:
        sizes = sorted(p.stat().st_size for p in (place / "index").iterdir())
        cost += sum(p.stat().st_size for p in place.glob("pagefind*_meta")) + _PIECES * sizes[len(sizes) // 2]
    return Searchable(tuple(json.loads(about.read_bytes())["years"]), cost)
