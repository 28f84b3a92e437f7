"""XLSX from inside: every text of every part, hidden sheets, comments and properties too."""

from __future__ import annotations

import html
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Context
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from generator.pattern import lazy
from generator.privacy.passage import Passage
from generator.privacy.texts import headers

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked bytes for one packed: no office file of text is packed so tightly."""
_INSIDE = lazy(r"</?(?:\w+:)?(?:t|r|rPr|b|i|u|sz|szCs|color|rFont|rFonts|family|charset|scheme|lang)\b[^<>]*>")
"""Marks inside one text, however its pieces are styled."""
_MARKS = lazy(r"(?:<[^<>]*>\s*)+")
_NEXT_CELL = lazy("</v></c>(?:</row><row [^<>]*>)?<c [^<>]*><v>")
_NEXT_STRING = "</t></si><si><t>"
"""Marks between two texts as they stand in most workbooks: taken for one, since there are so many."""
_VALUE = lazy(r' (?!xmlns|Type=)[\w:]+="([^"]{6,})"')
_DTD = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_PARTS = {
    "xl/comments": "批注",
    "xl/threadedComments": "批注",
    "xl/persons": "批注者",
    "xl/drawings": "文本框",
    "docProps": "文档属性",
    "customXml": "附带的数据",
}


class PackedPart(NamedTuple):
    """What the directory of an archive says of a part, by the names that ``zipfile`` has for it."""

    filename: str
    flag_bits: int
    compress_type: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int


_ENTRY = struct.Struct("<4s4x2H4x3L3H8xL")
"""Mark, flags, way of packing, check sum, packed size, size; how long name, more and comment are; where the part lies."""


@lru_cache(maxsize=1)
def unsafe(data: bytes) -> str:
    """Why an archive must not be opened: a Chinese half-sentence; "" where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unsafe(archive.infolist()) or _other_than_told(data, archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "打不开，不是完好的文件"


def _unsafe(items: Sequence[PackedPart | zipfile.ZipInfo]) -> str:
    total = sum(item.file_size for item in items)
    if total > MAX_UNPACKED or any(item.file_size > MAX_RATIO * max(item.compress_size, 1) + 1_000_000 for item in items):
        return f"解开后有 {total // 1024 // 1024} MB，像是压缩炸弹"
    if any(item.filename.startswith("/") or "\\" in item.filename or ".." in item.filename.split("/") for item in items):
        return "里面有指向文件夹外面的文件名"
    if any(item.flag_bits & 1 for item in items):
        return "设了打开密码"
    if any(item.filename.lower().endswith("vbaproject.bin") for item in items):
        return "里面有宏"
    return ""


def _other_than_told(data: bytes, items: list[zipfile.ZipInfo]) -> str:
    """The same for a part that holds something else than the directory says of it: one program reads what is told, another what is there.
    So is a part that is there twice."""
    with suppress(struct.error, zlib.error):
        if len({item.filename for item in items}) == len(items) and all(_as_told(data, item) for item in items):
            return ""
    return "里面的内容和它自己的目录对不上，用 Excel 或者 WPS 打开，另存一份再放进来"


def _as_told(data: bytes, item: zipfile.ZipInfo) -> bool:
    """Raises struct.error and zlib.error. Ways of packing that no office program has are left to who reads it."""
    content = _packed(data, item)
    if item.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-15).decompress(content, item.file_size + 1)
    elif item.compress_type != zipfile.ZIP_STORED:
        return True
    return (len(content), zlib.crc32(content)) == (item.file_size, item.CRC)


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
                part = next((title for begin, title in _PARTS.items() if name.startswith(begin)), "附带的内容")
                yield from (Passage((text,), part=part) for text in _texts(archive.read(name)))


def office_raw(data: bytes) -> str:
    """Every part as one text: what is one cell is together, what is not is apart. "" for an archive that must not be opened."""
    items = _directory(data)
    if _unsafe(items):
        return ""
    texts = []
    for item in items:
        name, sheet = item.filename, item.filename.startswith("xl/worksheets/sheet")
        if not name.endswith((".xml", ".rels", ".vml")) or "theme" in name or name.endswith("styles.xml"):
            continue
        if item.compress_type != zipfile.ZIP_DEFLATED:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                texts.append(_part_raw(sheet, archive.read(name)))
        elif item.file_size <= ALIKE:
            texts.append(_part_alike(sheet, _packed(data, item), item.CRC))
        else:
            texts.append(_part_raw(sheet, _unpacked(_packed(data, item), item.file_size, item.CRC)))
    return html.unescape("\0".join(texts))


def _directory(data: bytes) -> Sequence[PackedPart | zipfile.ZipInfo]:
    """What ``zipfile`` says is in an archive, many times faster where all is as most programs write it. A 0 in a name ends it before its
    end, or belongs to a second directory that is read instead of this one."""
    count, size, start = struct.unpack_from("<H2L", data, len(data) - 12)
    if data[-22:-12] == b"PK\5\6\0\0\0\0" + data[-12:-10] and data.endswith(b"\0\0") and start + size == len(data) - 22:
        entries = []
        for _ in range(count):
            entry = _ENTRY.unpack_from(data, start)
            if entry[0] != b"PK\1\2" or entry[1] or entry[7] or entry[8]:
                break
            at, start = start + 46, start + 46 + entry[6]
            if b"\0" in data[at:start]:
                break
            entries.append(PackedPart._make((data[at:start].decode("ascii"), *entry[1:6], entry[9])))
        if len(entries) == count and start == len(data) - 22:
            return entries
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()


ALIKE = 4096
"""Bytes of a part that is likely to be the same in many files: what kinds of parts there are, who made it."""


def _part_raw(sheet: bool, data: bytes) -> str:
    """The texts of one part."""
    part = data.decode("utf-8", "replace")
    if sheet:
        part = _LONG_FRACTION.sub(_as_shown, part) if _LONG.search(part) else part
        part, values = _NEXT_CELL.sub("\0", part), []
    else:  # addresses of links, names of those who commented
        values = _VALUE.findall(part)
        part = part.replace(_NEXT_STRING, "\0")
    return "\0".join((*values, _MARKS.sub("\0", _INSIDE.sub("", part))))


def _packed(data: bytes, item: PackedPart | zipfile.ZipInfo) -> bytes:
    """A part as it lies in the file, behind a header with its name and what else is said of it."""
    name, more = struct.unpack_from("<HH", data, item.header_offset + 26)
    start = item.header_offset + 30 + name + more
    return data[start : start + item.compress_size]


@lru_cache(maxsize=200)
def _part_alike(sheet: bool, packed: bytes, crc: int) -> str:
    """The texts of a part that many files have, known by how it is packed. Raises zipfile.BadZipFile and zlib.error."""
    return _part_raw(sheet, _unpacked(packed, ALIKE, crc))


def _unpacked(packed: bytes, most: int, crc: int) -> bytes:
    """A part. Raises zipfile.BadZipFile and zlib.error for one that is not what the directory says of it."""
    data = zlib.decompressobj(-15).decompress(packed, most + 1)
    if len(data) > most or zlib.crc32(data) != crc:
        raise zipfile.BadZipFile
    return data


def _book(archive: zipfile.ZipFile, names: list[str], done: set[str]) -> Iterator[Passage]:
    shared = ["".join(_under(item)) for item in _tree(archive, "xl/sharedStrings.xml", names).iter() if _name(item) == "si"]
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


def _sheet(tree: ElementTree.Element, title: str, shared: list[str], part: str) -> Iterator[Passage]:
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
        elif name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "dataValidation"):
            yield Passage(("".join(_under(item)),), sheet=title, part="页眉页脚")
    labels = headers([cells for _, cells, _ in rows])
    for i, (number, cells, where) in enumerate(rows):
        yield Passage(tuple(cells), labels[i], title, number, number, where, tabular=True)


_SHOWN = Context(prec=15)
"""Digits of a number that a spreadsheet shows."""
_FRACTION = lazy(r"-?\d+\.\d+")
_LONG = lazy(r"\.\d{8}")
_LONG_FRACTION = lazy(r"(?<=<v>)-?\d+\.\d{8,}(?=</v>)")


def _cell(cell: ElementTree.Element, shared: list[str]) -> str:
    text = next((child.text or "" for child in cell if _name(child) == "v"), "")
    if cell.get("t") == "s" and text.isdigit() and int(text) < len(shared):
        return shared[int(text)]
    if cell.get("t") == "inlineStr":
        return "".join(_under(cell))
    if "E" in text and re.fullmatch(r"[\d.]+E\+?\d+", text):
        mantissa, _, exponent = text.partition("E")
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
        if _name(item) in ("p", "comment", "si") and item not in inside:
            inside.update(item.iter())
            yield "".join(_under(item))
        elif item not in inside and item.text and item.text.strip():
            yield item.text
        for key, value in item.attrib.items():
            if key.rpartition("}")[2] in ("author", "displayName", "name", "descr", "title", "Target", "userId") and len(value) > 5:
                yield value


def _under(item: ElementTree.Element) -> Iterator[str]:
    for child in item.iter():
        if _name(child) == "t" or (not len(child) and _name(child) != "rPh"):
            yield child.text or ""


def _tree(archive: zipfile.ZipFile, name: str, names: list[str]) -> ElementTree.Element:
    return _parsed(archive.read(name)) if name in names else ElementTree.Element("none")


def _parsed(xml: bytes) -> ElementTree.Element:
    """No office program writes a document type; one that is there wants to blow us up."""
    if _DTD.search(xml[:4096]):
        raise ElementTree.ParseError("document type")
    return ElementTree.fromstring(xml)  # noqa: S314 - entities were refused above


def _name(item: ElementTree.Element) -> str:
    return str(item.tag).rpartition("}")[2]
