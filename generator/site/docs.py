"""Everything below one board's docs/: pages, downloads, attachments, empty forms, hand-written pages."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator import bounds, door
from generator.kind import Kind
from generator.photo import PICTURES
from generator.record.board_record import PAGE as RECORD_PAGE
from generator.record.board_record import RECORD, code_of, listed_file
from generator.shown import COVER, PACKAGE, QR, TEXT, Page, folder
from generator.site.cover import cover_png
from generator.site.downloads import WRITERS, exact
from generator.site.forms import blank_form
from generator.site.package import page_package
from generator.site.qr import qr_svg

Docs = dict[str, bytes]
"""Path below docs/ → content."""


def page_docs(
    root: Path, village: str, page: Page, text: Callable[[Page, str], str], stripped: Callable[[str, bytes], bytes], band: str
) -> Docs:
    """The page itself, which tells the sizes of its attachments as ``stripped``, and what lies beside it: downloads, code and cover.

    ``text``: of the page and the short code of its tables, "" where it has none; ``band``: colour of the bar on top of every page.
    """
    files = {target: stripped(target, door.read(root, file, bounds.UNPACKED)) for target, file in page.files}
    sizes = tuple((target, len(data)) for target, data in files.items())
    page = replace(page, sizes=sizes, pixels=tuple(_pixels(files)))
    docs: Docs = {}
    texts = {table.name: exact(table) for table in page.content.tables}
    for table in page.content.tables:
        docs |= {page.download(table, ending): write(table, texts[table.name]) for ending, write in WRITERS.items()}
    docs[page.path] = text(page, _code(docs | _words(page))).encode()
    if package := page_package(page, lambda table: (docs[page.download(table, "csv")], texts[table.name])):
        docs[page.beside(PACKAGE)] = package
    if page.address:
        docs[page.beside(QR)] = qr_svg(page.address)
    if page.picture and page.cover:
        docs[page.beside(COVER)] = cover_png(page.cover, village, bool(page.sample), band)
    return docs | dict(page.content.files) | files


def _pixels(files: Docs) -> Iterator[tuple[str, tuple[int, int]]]:
    """Width and height of each picture, from its header: a page keeps its room before it comes."""
    for path, data in files.items():
        if path.lower().endswith(PICTURES):
            from PIL import Image  # few pages have one

            with Image.open(io.BytesIO(data)) as picture:
                yield path, picture.size


def page_code(page: Page) -> str:
    """The short code of its tables, as the page itself has it on paper."""
    return _code({page.download(table, "csv"): WRITERS["csv"](table) for table in page.content.tables} | _words(page))


def _words(page: Page) -> Docs:
    """The text that lies beside it."""
    return {path: data for path, data in page.content.files if path == page.text}


def _code(downloads: Docs) -> str:
    """What stands beside the address of a page on paper: it is another one when a single character of its tables or its text is."""
    coded = [listed_file(path, data) for path, data in downloads.items() if path.endswith((".csv", f"/{TEXT}"))]
    return code_of(coded) if coded else ""


OLD_RULES = "2004"
"""Rules of accounting under which some villages still keep their books."""


def form_docs(kinds: Iterable[Kind]) -> Docs:
    """The empty forms; spreadsheets that offer accounts once more with those of 2004."""
    forms = [(kind, ending, "") for kind in kinds for ending in kind.formats]
    forms += [(k, e, OLD_RULES) for k, e, _ in forms if e == "xlsx" and any(column.offers_2004 for column in k.columns)]
    return {kind.form_path(ending, regime): blank_form(kind, ending, regime) for kind, ending, regime in forms}


class Paths:
    """Every path below docs/ that there will be, known without making a page, unless somebody asks for one of its downloads."""

    def __init__(self, pages: Iterable[Page], written: Iterable[str]) -> None:
        self._pages = {folder(page.path): page for page in pages}
        self._known = {page.path for page in self._pages.values()} | {to for page in self._pages.values() for to, _ in page.files}
        self._known |= {PACKAGE, RECORD, RECORD_PAGE, *written}

    def __contains__(self, path: object) -> bool:
        page = self._pages.get(posixpath.dirname(str(path)))
        tables = page.content.tables if page and path not in self._known else ()
        return path in self._known or any(path == page.download(t, ending) for t in tables if page for ending in WRITERS)


def leads_nowhere(there: Container[str], path: str, address: str) -> bool:
    """True for a relative link of a hand-written page at ``path`` whose target is not in ``there``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address.split("#")[0])) not in there
