"""Everything below one board's docs/: pages, downloads, attachments, empty forms, hand-written pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.kind import Kind
from generator.model import Page
from generator.site.downloads import table_csv, table_xlsx
from generator.site.forms import blank_form
from generator.site.tree import Tree


def board_docs(root: Path, pages: Iterable[Page], texts: Mapping[str, str], kinds: Iterable[Kind], written: Mapping[str, str]) -> Tree:
    """``texts``: rendered Markdown by page path; ``written``: hand-written pages by path."""
    docs = Tree()
    for page in pages:
        docs.add(page.path, texts[page.path])
        for table in page.tables:
            docs.add(page.download(table, "csv"), table_csv(table))
            docs.add(page.download(table, "xlsx"), table_xlsx(table))
        for target, file in page.files:
            docs.add(target, (root / file).read_bytes())
    for kind in kinds:
        for ending in kind.formats:
            docs.add(kind.form_path(ending), blank_form(kind, ending))
    for path, text in written.items():
        docs.add(path, text)
    return docs
