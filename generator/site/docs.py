"""Everything below one board's docs/: pages, downloads, attachments, empty forms, hand-written pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.config import Context
from generator.kind import Kind
from generator.shown import COVER, QR, Page
from generator.site.cover import cover_png
from generator.site.downloads import table_csv, table_xlsx
from generator.site.forms import blank_form
from generator.site.qr import qr_svg
from generator.site.tree import Tree

_LINK = re.compile(r"\]\(([^)\s]+)\)")


def dead_links(docs: Tree, path: str) -> Iterator[tuple[int, str]]:
    """(line, address) of each relative link of a hand-written page that leads to nothing in ``docs``."""
    there = set(docs)
    for number, line in enumerate(docs[path].decode().split("\n"), 1):
        for address in _LINK.findall(line):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address.split("#")[0]))
            if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#", address) and target not in there:
                yield number, address


def board_docs(
    root: Path, context: Context, pages: Iterable[Page], texts: Mapping[str, str], kinds: Iterable[Kind], written: Mapping[str, str]
) -> Tree:
    """``texts``: rendered Markdown by page path; ``written``: hand-written pages by path."""
    docs = Tree()
    for page in pages:
        docs.add(page.path, texts[page.path])
        for table in page.content.tables:
            docs.add(page.download(table, "csv"), table_csv(table))
            docs.add(page.download(table, "xlsx"), table_xlsx(table))
        if page.address:
            docs.add(page.beside(QR), qr_svg(page.address))
        if page.picture and page.cover:
            docs.add(page.beside(COVER), cover_png(page.cover, context.village.name, bool(page.sample)))
        for target, file in page.files:
            docs.add(target, (root / file).read_bytes())
    for kind in kinds:
        for ending in kind.formats:
            docs.add(kind.form_path(ending), blank_form(kind, ending))
    for path, text in written.items():
        docs.add(path, text)
    return docs
