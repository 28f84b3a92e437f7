"""A document for the wall: its text, its tables, its days and whom to object to."""

from __future__ import annotations

from collections.abc import Sequence

from generator import values
from generator.config import Context
from generator.kinds._document_views import DocumentPage
from generator.poster.blocks import blocks
from generator.poster.sheet import Poster, frame, stem, table_told
from generator.shown import Page


def notice(pages: Sequence[Page], key: str, context: Context, qr: str) -> Poster:
    """``pages``: one."""
    (page,) = pages
    view = page.content.view
    if not isinstance(view, DocumentPage):
        raise TypeError(page.path)
    document = view.document
    days = [f"{values.date_cn(document.day)}公开"]
    if document.start and document.end:
        days.append(f"公示期：{values.date_cn(document.start)}至{values.date_cn(document.end)}")
    told = frame(page, context, qr) | {
        "posted": [],  # its own facts say it
        "days": days,
        "body": blocks(view.body),
        "facts": [[name, "；".join(map(str, lines))] for name, lines in view.facts],
        "tables": [table_told(table) for table in view.tables],
        "pictures": f"另有照片、附件 {len(page.files)} 份，扫码看。" if page.files else "",
    }
    return Poster(f"{stem(page)}-notice", "notice", page.title, page.path, document.day, told, size="A4")
