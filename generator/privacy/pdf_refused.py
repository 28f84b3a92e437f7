"""What makes a PDF one that is not published: what would run, what holds other files, and what is shown by more than its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from generator.pattern import lazy

RUNS = "里面有会运行的程序"
HOLDS = "里面又套着别的文件"
FILLED = "里面有可以填的表单"
NOTED = "上面有批注或者图章"
LAYERED = "里面有关掉的图层"
_HARMLESS = {"/GoTo", "/GoToR", "/Named", "/URI", "/Thread"}
_RUNNING = lazy(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_MOST = 20_000
"""Notes, bookmarks or names that are looked at."""


def refusal(pdf: Pdf) -> str:
    """Why a document that could be opened is not published: a Chinese half-sentence; "" where it may be."""
    if pdf.is_encrypted:
        return "设了密码"
    root = pdf.Root
    names: Any = root.get("/Names", {})
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        return HOLDS
    if "/JavaScript" in names or "/AA" in root or _runs(root.get("/OpenAction")):
        return RUNS
    form: Any = root.get("/AcroForm", {})
    if isinstance(form, Dictionary) and ("/XFA" in form or len(form.get("/Fields", ()))):
        return FILLED
    if _layers_off(root.get("/OCProperties")):
        return LAYERED
    if any(_runs(item.get("/A")) for item in _bookmarks(root)):
        return RUNS
    return next((why for page in pdf.pages if (why := _of_page(page.obj))), "")


def spoken(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """(where, text) of what a document says beside its pages; none of it is published."""
    info: Any = pdf.trailer.get("/Info", {})
    if isinstance(info, Dictionary):
        yield from (("文档属性", _text(value)) for key, value in info.items() if not key.endswith("Date"))
    yield from (("书签", _text(item.get("/Title"))) for item in _bookmarks(pdf.Root))
    for number, page in enumerate(pdf.pages, 1):
        for note in _notes(page.obj):
            action = note.get("/A")
            texts = [_text(note.get("/Contents")), _text(action.get("/URI")) if isinstance(action, Dictionary) else ""]
            yield from ((f"第 {number} 页的链接", text) for text in texts if text)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, Dictionary | Array) else str(value)[:10_000]


def _of_page(page: Any) -> str:
    if "/AA" in page:
        return RUNS
    if "/AF" in page:
        return HOLDS
    reasons = set()
    for note in _notes(page):
        sort = note.get("/Subtype")
        if "/AA" in note or _runs(note.get("/A")) or _runs(note.get("/PA")):
            return RUNS
        if sort in (Name.FileAttachment, Name.Sound, Name.Movie, Name.Screen, Name.RichMedia, Name("/3D")) or "/AF" in note:
            return HOLDS
        reasons.add(FILLED if sort == Name.Widget else "" if sort in (Name.Link, Name.Popup) else NOTED)
    return max(reasons, default="")


def _notes(page: Any) -> list[Any]:
    notes = page.get("/Annots")
    return [note for note in list(notes)[:_MOST] if isinstance(note, Dictionary)] if isinstance(notes, Array) else []


def _runs(action: Any) -> bool:
    """True for an action that does more than lead somewhere."""
    waiting, seen = [action], 0
    while waiting and seen < _MOST:
        each, seen = waiting.pop(), seen + 1
        if isinstance(each, Array) and len(each) and not isinstance(each[0], Dictionary):
            continue  # a place on a page
        if isinstance(each, Array):
            waiting += list(each)
        elif isinstance(each, Dictionary) and "/S" in each:
            if str(each["/S"]) not in _HARMLESS or "/JS" in each or _RUNNING.match(_text(each.get("/URI"))):
                return True
            waiting.append(each.get("/Next"))
    return seen >= _MOST


def _layers_off(layers: Any) -> bool:
    """True where a layer is there that is not shown: without its mark it would be."""
    if not isinstance(layers, Dictionary):
        return False
    settings: Any = layers.get("/D", {})
    return settings.get("/BaseState") == Name.OFF or len(settings.get("/OFF", ())) > 0


def _bookmarks(root: Any) -> Iterator[Any]:
    outlines = root.get("/Outlines")
    waiting = [outlines.get("/First")] if isinstance(outlines, Dictionary) else []
    seen = 0
    while waiting and seen < _MOST:
        item, seen = waiting.pop(), seen + 1
        if isinstance(item, Dictionary):
            yield item
            waiting += [item.get("/Next"), item.get("/First")]
