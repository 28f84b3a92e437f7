"""XLSX from inside: every text of every part, hidden sheets, comments and properties too."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Context
from functools import lru_cache
from xml.etree import ElementTree

from generator.pattern import lazy
from generator.privacy.passage import BESIDE, LEFT_OVER, SETTINGS, Passage
from generator.privacy.texts import headers
from generator.privacy.zipped import directory, packed, unpacked, why_unsafe

_INSIDE = lazy(
    r"<(?:\w+:)?rPr\b(?:[^<>]*[^/<>])?>(?:\s*<(?!/?(?:\w+:)?(?:rPr|t|si|is|c|v|p)\b)[^<>]*>)*\s*</(?:\w+:)?rPr>"
    r"|</?(?:\w+:)?(?:t|r|rPr|font)\b[^<>]*>"
)
"""Marks inside one text: where its pieces begin and end, and how each is styled, whatever that is written with."""
_MARKS = lazy(r"(?:<[^<>]*>\s*)+")
_NEXT_CELL = lazy("</v></c>(?:</row><row [^<>]*>)?<c [^<>]*><v>")
_NEXT_STRING = "</t></si><si><t>"
"""Marks between two texts as they stand in most workbooks: taken for one, since there are so many."""
_VALUE = lazy(r' (?!xmlns|Type=)[\w:]+="([^"]{6,})"')
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml(?:\s+(?:version|standalone)=[\"'][\w.]+[\"']|\s+encoding=[\"'](?i:utf-8)[\"'])*\s*\?>)?")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding=[\"']([\w.-]+)")
_SPACED = re.compile(rb">\s+<")
_ESCAPED = lazy(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a sign that XML does not have: _x000D_ at the end of a line."""
_PRINTED = lazy(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[A-Za-z])')
"""What a header has between its texts: which side, font, size, colour, page."""
_WHOLE = lazy(r"(?<=\d)\.0+(?=</v>)")
_EXPONENT = lazy(r"<v>-?\d+(?:\.\d+)?[Ee]\+?\d")
_TOLD = {
    "author", "displayName", "name", "descr", "title", "Target", "userId", "userName", "val", "v", "c", "n", "value", "string", "text",
    "display", "tooltip", "location", "prompt", "promptTitle", "error", "errorTitle", "comment", "description", "alt", "url",
    "totalsRowLabel",
}  # fmt: skip
"""Attributes in which an office program keeps what somebody wrote."""
_DTD = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_PARTS = {
    "xl/comments": "批注",
    "xl/threadedComments": "批注",
    "xl/persons": "批注者",
    "xl/drawings": "文本框",
    "docProps": "文档属性",
    "customXml": "附带的数据",
}


def office_passages(data: bytes) -> Iterator[Passage]:
    """Cells of all sheets by their rows, then every other text. The caller has asked ``unsafe``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        done: set[str] = set()
        if "xl/workbook.xml" in names:
            done = {"xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"}
            yield from _book(archive, names, done)
        for name in names:
            if name not in done and name.endswith((".xml", ".rels", ".vml")) and "theme" not in name and not name.startswith("["):
                part = next((title for begin, title in _PARTS.items() if name.startswith(begin)), BESIDE)
                yield from (Passage((text,), part=part) for text in _texts(archive.read(name)))


def office_unread(data: bytes) -> str:
    """Why not all of a workbook can be looked at, though an office program may open it: a Chinese half-sentence; "" where all can."""
    try:
        for _ in office_passages(data):
            pass
    except Exception:  # readers raise many kinds
        return "里面有程序读不了的内容，用 Excel 或者 WPS 打开，另存一份再放进来"
    return ""


def office_raw(data: bytes) -> str:
    """Every part as one text: what is one cell is together, what is not is apart. "" for an archive that must not be opened, and for one
    with a part of which this would tell otherwise than who reads it."""
    items = directory(data)
    if why_unsafe(items):
        return ""
    texts = []
    for item in items:
        name, sheet = item.filename, item.filename.startswith("xl/worksheets/sheet")
        if name.endswith(".vml"):  # more HTML than XML
            return ""
        if not name.endswith((".xml", ".rels")) or "theme" in name or name.endswith("styles.xml"):
            continue
        if item.compress_type != zipfile.ZIP_DEFLATED:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                text = _part_raw(sheet, archive.read(name))
        elif item.file_size <= ALIKE:
            text = _part_alike(sheet, packed(data, item), item.CRC)
        else:
            text = _part_raw(sheet, unpacked(packed(data, item), item.file_size, item.CRC))
        if text is None:
            return ""
        texts.append(text)
    return html.unescape("\0".join(texts))


ALIKE = 4096
"""Bytes of a part that is likely to be the same in many files: what kinds of parts there are, who made it."""


def _part_raw(sheet: bool, data: bytes) -> str | None:
    """The texts of one part; None where it is not only marks and texts, or in other signs than Unicode's usual ones."""
    inside = data[_HEAD.match(data).end() :]  # type: ignore[union-attr]
    if b"<!" in data or b"\0" in data or b"<?" in inside or _SPACED.search(inside):
        return None
    part = data.decode("utf-8", "replace")
    if sheet:
        empty = "<sheetData/>" in part
        cells, end, more = ("", "", part) if empty else part.partition("</sheetData>")
        if _EXPONENT.search(part) or not (end or empty):
            return None
        cells = _LONG_FRACTION.sub(_as_shown, cells) if _LONG.search(cells) else cells
        cells = _WHOLE.sub("", cells) if ".0" in cells else cells
        values = _VALUE.findall(more)
        if "&amp;" in more:
            more = "\0".join(_printed(more.replace("&amp;", "&").replace("&quot;", '"')))
        part = _NEXT_CELL.sub("\0", cells) + end + more
    else:  # addresses of links, names of those who commented
        values = _VALUE.findall(part)
        part = part.replace(_NEXT_STRING, "\0")
    return _written("\0".join((*values, _MARKS.sub("\0", _INSIDE.sub("", part)))))  # last: a sign may look like a mark


@lru_cache(maxsize=200)
def _part_alike(sheet: bool, content: bytes, crc: int) -> str | None:
    """The texts of a part that many files have, known by how it is packed. Raises zipfile.BadZipFile and zlib.error."""
    return _part_raw(sheet, unpacked(content, ALIKE, crc))


def _book(archive: zipfile.ZipFile, names: list[str], done: set[str]) -> Iterator[Passage]:
    shared = _Strings("".join(_under(item)) for item in _tree(archive, "xl/sharedStrings.xml", names).iter() if _name(item) == "si")
    targets = {item.get("Id"): item.get("Target", "") for item in _tree(archive, "xl/_rels/workbook.xml.rels", names)}
    for sheet in _tree(archive, "xl/workbook.xml", names).iter():
        if _name(sheet) == "definedName":
            yield Passage((sheet.text or "",), part="名称")
        if _name(sheet) != "sheet":
            continue
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        path = targets.get(link, "")
        path = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join("xl", path))
        hidden = sheet.get("state", "visible") != "visible"
        yield Passage((sheet.get("name", ""),), part="工作表名")
        if path in names:
            done.add(path)
            yield from _sheet(_tree(archive, path, names), sheet.get("name", ""), shared, "隐藏的工作表" if hidden else "")
    yield from (Passage((text,), part=LEFT_OVER) for n, text in enumerate(shared) if n not in shared.used)


class _Strings(list[str]):
    """The texts of a workbook, which its cells name by their numbers."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__(texts)
        self.used: set[int] = set()
        """Those that a cell has named."""

    def of_cell(self, number: int) -> str:
        self.used.add(number)
        return self[number]


def _sheet(tree: ElementTree.Element, title: str, shared: _Strings, part: str) -> Iterator[Passage]:
    rows: list[tuple[int, list[str], str]] = []
    for item in tree.iter():
        name = _name(item)
        if name == "row":
            cells: list[str] = []
            for cell in item:
                at = _column(cell.get("r", "")) if cell.get("r") else len(cells)
                cells += [""] * (min(at, 20_000) - len(cells))
                cells.append(_cell(cell, shared))
            where = part or ("隐藏的行" if item.get("hidden") in ("1", "true") else "")
            rows.append((int(item.get("r") or len(rows) + 1), cells, where))
        elif name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            yield from (Passage((text,), sheet=title, part="页眉页脚") for text in _printed(item.text or ""))
        elif name == "f" and '"' in (item.text or ""):
            yield Passage((item.text or "",), sheet=title, part="公式")
        elif name in ("formula", "formula1", "formula2"):
            yield Passage((item.text or "",), sheet=title, part=SETTINGS)
        if name not in _OF_CELLS:
            yield from (Passage((value,), sheet=title, part=SETTINGS) for value in _told(item))
    labels = headers([cells for _, cells, _ in rows])
    for i, (number, cells, where) in enumerate(rows):
        yield Passage(tuple(cells), labels[i], title, number, number, where, tabular=True)


_OF_CELLS = {"row", "c", "v", "f", "is", "t", "r"}


def _told(item: ElementTree.Element) -> Iterator[str]:
    """What somebody wrote that stands in its attributes."""
    return (value for key, value in item.attrib.items() if len(value) > 5 and key.rpartition("}")[2] in _TOLD)


def _printed(text: str) -> tuple[str, str]:
    """A header without its codes, some of which change its looks only."""
    return _PRINTED.sub("", text), _PRINTED.sub("\n", text)


_SHOWN = Context(prec=15)
"""Digits of a number that a spreadsheet shows."""
_FRACTION = lazy(r"-?\d+\.\d+")
_LONG = lazy(r"\.\d{8}")
_LONG_FRACTION = lazy(r"(?<=<v>)-?\d+\.\d{8,}(?=</v>)")


def _cell(cell: ElementTree.Element, shared: _Strings) -> str:
    text = next((child.text or "" for child in cell if _name(child) == "v"), "")
    if cell.get("t") == "s" and text.isdigit() and int(text) < len(shared):
        return shared.of_cell(int(text))
    if cell.get("t") == "inlineStr":
        return "".join(_under(cell))
    if ("E" in text or "e" in text) and re.fullmatch(r"[\d.]+[Ee]\+?\d+", text):
        mantissa, _, exponent = text.upper().partition("E")
        whole, _, part = mantissa.partition(".")
        return whole + part.ljust(int(exponent), "0") if len(part) <= int(exponent) < 30 else text
    return _as_shown(match) if (match := _FRACTION.fullmatch(text)) else text


def _as_shown(number: re.Match[str]) -> str:
    """An amount kept as a binary fraction, 621345.94999999995, as the spreadsheet shows it."""
    return format(_SHOWN.create_decimal(number[0]), "f").rstrip("0").rstrip(".")


def _column(name: str) -> int:
    index = 0
    for char in re.match("[A-Z]*", name)[0]:  # type: ignore[index]
        index = index * 26 + ord(char) - 64
    return index - 1


def _texts(xml: bytes) -> Iterator[str]:
    """Paragraphs of any part: the pieces of one paragraph belong together, however they are styled."""
    try:
        tree = _parsed(xml)
    except ElementTree.ParseError:
        yield re.sub(r"<[^>]*>", "\0", xml.decode("utf-8", "replace"))
        return
    inside: set[ElementTree.Element] = set()
    for item in tree.iter():
        if _name(item) in ("p", "comment", "si", "div") and item not in inside:
            inside.update(item.iter())
            yield "".join(item.itertext() if _name(item) == "div" else _under(item))
        elif item not in inside and item.text and item.text.strip():
            yield item.text
        if item.tail and item.tail.strip():
            yield item.tail
        yield from _told(item)


def _under(item: ElementTree.Element) -> Iterator[str]:
    """The pieces of one text; how its signs are spoken stands apart."""
    if not len(item) or (item.text or "").strip():
        yield _written(item.text or "")
    for child in item:
        name = _name(child)
        if name == "br":
            yield "\n"
        elif name == "rPh":
            yield from ("\n", *_under(child), "\n")
        elif name == "t":
            yield _written(child.text or "")
        else:
            yield from _under(child)


def _written(text: str) -> str:
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


def _tree(archive: zipfile.ZipFile, name: str, names: list[str]) -> ElementTree.Element:
    return _parsed(archive.read(name)) if name in names else ElementTree.Element("none")


def _parsed(xml: bytes) -> ElementTree.Element:
    """No office program writes a document type; one that is there wants to blow us up."""
    if _DTD.search(xml[:4096]):
        raise ElementTree.ParseError("document type")
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, LookupError, ValueError):
        if not (named := _ENCODING.match(xml.replace(b"\0", b"").lstrip(b"\xff\xfe")[:200])):
            raise
        text = xml.decode(named[1].decode(), "replace")  # signs that the parser does not know, and office programs do
        return ElementTree.fromstring(text[text.find("?>") + 2 :])  # noqa: S314 - as above


def _name(item: ElementTree.Element) -> str:
    return str(item.tag).rpartition("}")[2]
