"""Any file → what it says, by the ending of its name. What goes out is read by the same functions as what comes in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

from generator.pattern import lazy
from generator.privacy.office import office_passages, office_raw, office_unread
from generator.privacy.passage import Passage
from generator.privacy.pdf import pdf_passages, pdf_unread, pdf_unsafe
from generator.privacy.pictures import picture_passages, picture_unsafe
from generator.privacy.plain import CELL
from generator.privacy.texts import csv_passages, decoded, markdown_passages, numbers_of, page_texts, page_words
from generator.privacy.zipped import unsafe as office_unsafe
from generator.sheets import delimiter
from generator.shown import PACKAGE

PICTURES = (".jpg", ".jpeg", ".png")
OFFICE = (".xlsx",)
_TABLES = (".csv", *OFFICE)
_WRITTEN = (".json", ".txt", ".js", ".css")
_PAGES = (".html", ".svg", ".xml")
_FONTS = (".woff", ".woff2", ".ttf", ".otf", ".ico", ".gif")
_DIGESTS = lazy('"[0-9a-f]{16}"')
_WHOLE_DIGESTS = lazy('"(?:sha256:)?[0-9a-f]{64}"')
_GZIP = b"\x1f\x8b"
MAX_UNZIPPED = 50_000_000


def passages(name: str, data: bytes) -> Iterator[Passage]:
    """Everything in a file. One that its format cannot be read in is read as text: a number in it is still a number."""
    try:
        yield from _passages(name, data)
    except Exception:  # readers raise many kinds on damaged files; loaders and attached.py tell the clerk of the damage
        yield Passage((decoded(data),))


def _ending(name: str) -> str:
    """Of a file's name, in small letters."""
    start, _, ending = name.rpartition("/")[2].rpartition(".")
    return f".{ending.lower()}" if start and ending else ""


def is_office(name: str) -> bool:
    return _ending(name) in OFFICE


def is_table(name: str) -> bool:
    return _ending(name) in _TABLES


def is_page(name: str) -> bool:
    return _ending(name) in _PAGES


def _passages(name: str, data: bytes) -> Iterator[Passage]:
    ending = _ending(name)
    if ending in OFFICE and not office_unsafe(data):
        yield from office_passages(data)
    elif ending == ".pdf" and not pdf_unsafe(data):
        yield from pdf_passages(data)
    elif ending in (*PICTURES, ".webp"):
        yield from picture_passages(data)
    elif ending == ".csv":
        yield from csv_passages(decoded(data))
    elif ending == ".md":
        yield from markdown_passages(decoded(data))
    elif ending in _PAGES:
        yield Passage(page_texts(decoded(data)), line=1)
    elif data.startswith(_GZIP):
        yield Passage(numbers_of(data, MAX_UNZIPPED), part="查找用的文件")
    elif name.endswith(PACKAGE):  # it grows with a board, and the first look says of each line that there is nothing in it
        for number, line in enumerate(decoded(data).split("\n"), 1):
            yield Passage((_text(name, line),), line=number)
    elif ending not in _FONTS:
        yield Passage((_text(name, decoded(data)),), line=1)


def _text(name: str, text: str) -> str:
    """A text file without what only its format needs; every character stays on its line."""
    if name == "sw.js":  # what a phone keeps: addresses, and a digest of each
        return _DIGESTS.sub('""', text)
    if name == "record.json" or name.startswith("_record/") or name.endswith(PACKAGE):  # among many digests some look like somebody's card
        text = _WHOLE_DIGESTS.sub('""', text)
    return text.replace("\\n", "\n") if name.endswith(".json") else text


def raw(name: str, data: bytes) -> str:
    """All of a table as one text, cheaply had: where nothing in it looks like anything, its cells need not be read."""
    ending = _ending(name)
    if ending in OFFICE:
        try:
            return office_raw(data).replace("\0", CELL)
        except Exception:  # damaged; ``said`` reads what can be read
            return ""
    if ending != ".csv":
        return ""
    text = decoded(data)
    if '"' in text:
        try:
            return CELL.join(chain.from_iterable(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))))
        except csv.Error:  # as above
            return ""
    return text.replace(delimiter(text), CELL).replace("\n", CELL)  # without quotes each of these ends a cell


def words(name: str, data: bytes) -> str:
    """All of a page, a table or a text as one text, sooner had than its passages: where nothing is found in it, they need not be read. ""
    for files of other sorts."""
    ending = _ending(name)
    if ending in _TABLES:
        return raw(name, data)
    if ending in _PAGES:
        return f"\n{CELL}\n".join(page_words(decoded(data)))
    return _text(name, decoded(data)) if ending in _WRITTEN and not data.startswith(_GZIP) else ""


def unsafe(name: str, data: bytes) -> str:
    """Why a file cannot be published as it is; "" where it can."""
    ending = _ending(name)
    if ending in OFFICE:
        return office_unsafe(data)
    if ending == ".pdf":
        return pdf_unsafe(data)
    return picture_unsafe(data) if ending in PICTURES else ""


def unreadable(name: str, data: bytes) -> str:
    """Why a file that is published as it is cannot be looked at as a whole; "" where it can, or its own reader tells."""
    return office_unread(data) if is_office(name) else ""


def unread(name: str, data: bytes) -> str:
    """What in a file no program can read, so that a person must: a Chinese half-sentence; "" where nothing."""
    if name.lower().endswith(".pdf"):
        return pdf_unread(data)
    return "图片里的字程序看不见" if name.lower().endswith(PICTURES) else ""
