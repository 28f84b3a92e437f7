"""A table as a workbook (XLSX) of one sheet: bold header, frozen; money and days as numbers, everything else as text.

XlsxWriter makes what surrounds the rows, once: styles, theme and all that Excel and WPS want beside them. Rows are put into a copy. A whole
workbook of its own takes 2 ms, most of it for parts that are the same in each, and a large board has thousands.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from html import escape
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from generator.pattern import lazy
from generator.shown import TableColumn, Value

_SHEET, _TEXTS, _BOOK, _ABOUT = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/app.xml"
_NAME = "FRAME"
"""The sheet's name until it has its own; it stands in _BOOK and _ABOUT."""
_EPOCH = datetime(2000, 1, 1)
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet, of those after February 1900."""
_FIRST_SURE = date(1900, 3, 1)
"""Of earlier days programs disagree by one, or know none: they are written as text."""
_HEAD, _TEXT, _MONEY, _DAY = 1, 2, 3, 4
"""Styles, as the frame numbers them; 0 is that of a bare number."""
_DIGITS = 15
"""A number of a spreadsheet holds no more; what has more is written as text. All amounts have fewer, in fen."""
_ESCAPED = lazy("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, or would be read as such a character."""


class _Frame(NamedTuple):
    parts: bytes
    """A ZIP archive of all parts but those four in which something differs."""
    book: str
    about: str
    texts: str
    """What stands before the texts of all cells."""
    before: str
    """Of the sheet: what stands before its extent, between that and its columns, and after its rows."""
    views: str
    after: str


def workbook(
    title: str, heads: Sequence[str], columns: Sequence[TableColumn], rows: Sequence[Sequence[Value]], texts: Sequence[Sequence[str]]
) -> bytes:
    """The file, the same bytes every time. ``texts``: of each cell."""
    frame, name = _frame(), escape(_sheet_name(title))
    known: dict[str, int] = {}  # text → its number: cells refer to it; not every program reads a text in its cell alike

    def string(place: str, style: int, text: str) -> str:
        return f'<c r="{place}" s="{style}" t="s"><v>{known.setdefault(text, len(known))}</v></c>'

    def cell(place: str, item: Value, role: str, text: str) -> str:
        return (_number(place, item, role, text) or string(place, _TEXT, text)) if text else ""

    letters = [xl_col_to_name(i) for i in range(len(columns))]
    lines = [_row(1, (string(f"{letter}1", _HEAD, head) for letter, head in zip(letters, heads, strict=True)))]
    roles = [column.role for column in columns]
    for number, (row, told) in enumerate(zip(rows, texts, strict=True), 2):
        cells = (cell(f"{at}{number}", item, role, text) for at, item, role, text in zip(letters, row, roles, told, strict=True))
        lines.append(_row(number, cells))
    widths = "".join(f'<col min="{i}" max="{i}" width="{_width(c.width)}" customWidth="1"/>' for i, c in enumerate(columns, 1))
    extent = f'<dimension ref="A1:{letters[-1]}{len(lines)}"/>'
    differing = {
        _BOOK: frame.book.replace(_NAME, name),
        _ABOUT: frame.about.replace(_NAME, name),
        _TEXTS: f"{frame.texts}{''.join(map(_text, known))}</sst>",
        _SHEET: f"{frame.before}{extent}{frame.views}<cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData>{frame.after}",
    }
    out = io.BytesIO()
    out.write(frame.parts)
    with zipfile.ZipFile(out, "a") as archive:
        for path, text in differing.items():
            _put(archive, path, text.encode())
    return out.getvalue()


@cache
def _frame() -> _Frame:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _EPOCH})
        sheet = book.add_worksheet(_NAME)
        styles = (
            {"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "vcenter"},
            {"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"},  # it begins with = and is no formula
            {"num_format": "#,##0.00", "valign": "top"},
            {"num_format": "yyyy-mm-dd", "valign": "top"},
        )
        for row, style in enumerate(styles):
            sheet.write_blank(row, 0, None, book.add_format(style))
        sheet.write_string(0, 1, "")
        sheet.freeze_panes(1, 0)
    with zipfile.ZipFile(out) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    book_xml, about, texts, sheet_xml = (parts.pop(path).decode() for path in (_BOOK, _ABOUT, _TEXTS, _SHEET))
    texts = re.sub(" count=.*", ">", texts, flags=re.DOTALL)
    before, views, after = re.split("<dimension[^>]*/>|<sheetData>.*</sheetData>", sheet_xml, flags=re.DOTALL)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in parts.items():
            _put(archive, path, content)
    return _Frame(out.getvalue(), book_xml, about, texts, before, views, after)


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    """The same on all systems and days."""
    entry = zipfile.ZipInfo(path)
    entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _number(place: str, item: Value, role: str, text: str) -> str:
    """The cell of what is a number or a day; "" for what is none."""
    if isinstance(item, date) and item >= _FIRST_SURE:
        return f'<c r="{place}" s="{_DAY}"><v>{(item - _FIRST_DAY).days}</v></c>'
    if role == "money" and isinstance(item, int):
        return f'<c r="{place}" s="{_MONEY}"><v>{text}</v></c>'
    if isinstance(item, int | Decimal) and len(Decimal(item).as_tuple().digits) <= _DIGITS:
        return f'<c r="{place}"><v>{text}</v></c>'
    return ""


def _text(text: str) -> str:
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<si><t{space}>{escape(text, quote=False)}</t></si>"


def _width(characters: int) -> str:
    """As the file says it, with what a cell keeps free on both sides: in pixels of which a character has seven."""
    return str(Decimal((characters * 7 + 5) * 256 // 7) / Decimal(256))


def _sheet_name(title: str) -> str:
    """31 signs at most, as Excel counts them: a rare sign, 𠮷, is two."""
    name = "".join(c for c in title if c not in "[]:*?/\\" and c >= " " and not _ESCAPED.match(c))
    while len(name.encode("utf-16-le", "replace")) > 31 * 2:
        name = name[: min(31, len(name) - 1)]
    return name.strip(" '") or "表"
