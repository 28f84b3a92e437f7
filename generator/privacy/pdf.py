"""PDF: the text of its pages, what cannot be read of them, and the file without what it says of its maker."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from generator.privacy.said import Said

FEW = 8
"""A page with fewer characters than this has no text layer: a scan, or a stamp on a scan."""
_NOISE = logging.getLogger("pypdf")


def pdf_said(data: bytes) -> Iterator[Said]:
    """Text of each page, notes and form fields on it."""
    for number, page in enumerate(_opened(data).pages, 1):
        yield Said((page.extract_text() or "",), part=f"第 {number} 页")
        for note in page.get("/Annots") or ():
            about = note.get_object()
            texts = [str(about[key]) for key in ("/Contents", "/V", "/T", "/TU") if key in about]
            texts += [str(action["/URI"]) for action in [about.get("/A")] if action and "/URI" in action]
            yield from (Said((text,), part=f"第 {number} 页的批注") for text in texts)


def pdf_unread(data: bytes) -> str:
    """What of the file no program can read: a Chinese half-sentence; "" where all is text."""
    scans = []
    for number, page in enumerate(_opened(data).pages, 1):
        try:
            unread = len("".join((page.extract_text() or "").split())) < FEW or _pictures(page)
        except Exception:  # pypdf raises many kinds where a page is damaged
            unread = True
        if unread:
            scans.append(str(number))
    return f"第 {'、'.join(scans[:8])} 页是扫描或者有图片" if scans else ""


def _pictures(page: Any) -> bool:
    """True where a page holds pictures: their pixels may say anything."""
    found = (page.get("/Resources") or {}).get("/XObject") or {}
    found = found.get_object() if hasattr(found, "get_object") else found
    return any(item.get_object().get("/Subtype") == "/Image" for item in found.values())


def pdf_unsafe(data: bytes) -> str:
    """Why a PDF cannot be published at all; "" where it can."""
    try:
        reader = _opened(data)
        if reader.is_encrypted:
            return "设了打开密码"
        root = reader.trailer["/Root"]
        names = root.get("/Names") or {}
        if "/EmbeddedFiles" in names:
            return "里面又套着别的文件"
        if "/JavaScript" in names or ("/OpenAction" in root and "/JS" in str(root["/OpenAction"])):
            return "里面有会运行的程序"
        len(reader.pages)
    except Exception:  # pypdf raises many kinds on damaged files; every one of them means the same to a clerk
        return "打不开，不是完好的 PDF"
    return ""


def pdf_stripped(data: bytes) -> bytes:
    """The same pages without title, author, program, dates and XMP: the same bytes every time."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=_opened(data))
    writer.metadata = None
    for item in writer._objects:
        if isinstance(item, dict):
            for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                if key in item:
                    del item[NameObject(key)]
    writer._ID = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _opened(data: bytes) -> Any:
    from pypdf import PdfReader  # here: most boards have no PDF

    _NOISE.setLevel(logging.CRITICAL)
    return PdfReader(io.BytesIO(data))
