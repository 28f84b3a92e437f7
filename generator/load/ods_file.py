"""A spreadsheet of the OpenDocument format (.ods) → its sheets. A cell is taken as it is shown: the file holds that text beside the number.

A library that gives the bare number would take 50000, which is shown as 5.0000 below 单位：万元, for ten thousand times too much.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from xml.parsers import expat

from generator import bounds
from generator.load.sheet_cells import NotRead, SheetCell, SheetCells
from generator.load.xls_file import SAVE_ANEW

MIME = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""Stands at byte 30 of such a file."""
_DAMAGED = "这份 ods 表格打不开，像是损坏了。"
_UNIT = re.compile("[千万亿]")
_RED = re.compile("#(?:[b-f][0-9a-f])(?:[0-4][0-9a-f]|50)(?:[0-4][0-9a-f]|50)", re.IGNORECASE)


def ods_sheets(data: bytes) -> list[SheetCells]:
    """All sheets in their order, hidden and empty ones too. Raises NotRead."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise NotRead("这份表格设了打开密码。", f"去掉密码；{SAVE_ANEW}")
            if archive.getinfo("content.xml").file_size > bounds.PARTS:
                raise NotRead("表格太大了。", "只放这一期的数据，删去图片和多余的工作表。")
            content = archive.read("content.xml")
        reader = _Content()
        reader.parser.Parse(content, True)
        return [sheet.bounded() for sheet in reader.sheets]
    except NotRead:
        raise
    except Exception:
        raise NotRead(_DAMAGED, SAVE_ANEW) from None


class _Content:
    """Walks the content once."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.sheets: list[SheetCells] = []
        self.hidden_styles: set[str] = set()
        self.red_styles: set[str] = set()
        self.style = ""
        self.about: Mapping[str, str] | None = None
        """Of the cell that is open."""
        self.paragraphs: list[str] = []
        self.noted = 0
        """Deep in a comment, which is no part of its cell."""
        self.filled = 0

    def start(self, tag: str, about: dict[str, str]) -> None:
        match tag:
            case "style:style":
                self.style = about.get("style:name", "")
            case "style:table-properties" if about.get("table:display") == "false":
                self.hidden_styles.add(self.style)
            case "style:text-properties" if _RED.fullmatch(about.get("fo:color", "")):
                self.red_styles.add(self.style)
            case "table:table":
                self.name, self.hidden = about.get("table:name", ""), about.get("table:style-name", "") in self.hidden_styles
                self.cells: dict[tuple[int, int], SheetCell] = {}
                self.merges: list[tuple[int, int, int, int]] = []
                self.row = self.columns = 0
                self.hidden_rows: set[int] = set()
                self.hidden_columns: set[int] = set()
            case "table:table-column":
                count = _count(about, "table:number-columns-repeated")
                if about.get("table:visibility", "visible") != "visible":
                    self.hidden_columns |= set(range(self.columns, self.columns + min(count, bounds.COLUMNS)))
                self.columns += count
            case "table:table-row":
                self.repeated, self.column = _count(about, "table:number-rows-repeated"), 0
                if about.get("table:visibility", "visible") != "visible":
                    self.hidden_rows |= set(range(self.row, self.row + min(self.repeated, bounds.ROWS)))
            case "table:table-cell" | "table:covered-table-cell":
                self.about, self.paragraphs = about, []
            case "office:annotation":
                self.noted += 1
            case "text:p" if self.about is not None and not self.noted:
                self.paragraphs.append("")
            case "text:s":
                self.text(" " * min(_count(about, "text:c"), 100))
            case "text:line-break" | "text:tab":
                self.text("\n" if tag == "text:line-break" else "\t")

    def text(self, text: str) -> None:
        if self.about is not None and self.paragraphs and not self.noted:
            self.paragraphs[-1] += text

    def end(self, tag: str) -> None:
        match tag:
            case "office:annotation":
                self.noted -= 1
            case "table:table-cell" | "table:covered-table-cell":
                self._cell(self.about or {}, tag == "table:covered-table-cell")
                self.about = None
            case "table:table-row":
                self.row += self.repeated
            case "table:table":
                hidden = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
                self.sheets.append(SheetCells(self.name, self.cells, tuple(self.merges), self.hidden, *hidden))

    def _cell(self, about: Mapping[str, str], covered: bool) -> None:
        times = _count(about, "table:number-columns-repeated")
        red = about.get("table:style-name", "") in self.red_styles
        cell = None if covered else _cell_of(about, "\n".join(self.paragraphs), red)
        if cell and cell.value != "":
            self.filled += times * self.repeated
            if self.filled > bounds.CELLS:
                raise NotRead(*bounds.too_many_cells(self.column + times))
            columns = range(self.column, self.column + times)
            for row in range(self.row, self.row + self.repeated):
                self.cells |= dict.fromkeys([(row, column) for column in columns], cell)
        down, across = _count(about, "table:number-rows-spanned"), _count(about, "table:number-columns-spanned")
        if down * across > 1:
            self.merges.append((self.row, self.column, self.row + down - 1, self.column + across - 1))
        self.column += times


def _cell_of(about: Mapping[str, str], shown: str, red: bool) -> SheetCell:
    """A cell as it is shown; a number where that says the same, or where its red ink must be seen."""
    match about.get("office:value-type", about.get("calcext:value-type", "")):
        case "date":
            with suppress(ValueError):
                day = dt.datetime.fromisoformat(about.get("office:date-value", ""))
                return SheetCell(day, "yyyy-mm" if re.fullmatch(r"\d{4}\D{1,2}\d{1,2}\D?", shown) else "yyyy-mm-dd")
        case "float" | "currency" | "percentage":
            return _number(about.get("office:value", ""), shown, red)
    return SheetCell(shown, red=red)


def _number(held: str, shown: str, red: bool) -> SheetCell:
    """One of which only a part is shown says so; one that is shown without its minus, in red, has it."""
    try:
        number = Decimal(held)
    except InvalidOperation:
        return SheetCell(shown)
    digits = re.sub(r"[^\d.]", "", shown)
    if not re.fullmatch(r"\d+\.?\d*|\.\d+", digits) or "E" in shown.upper():
        return SheetCell(shown or held)
    places = len(digits.partition(".")[2])
    read, size = Decimal(digits), abs(number) * (100 if shown.endswith("%") else 1)
    as_held = abs(size - read) * 2 <= Decimal(1).scaleb(-places)
    if not as_held and _UNIT.search(shown) and any(size == read.scaleb(power) for power in (3, 4, 6, 8)):
        return SheetCell(shown)
    if not as_held:
        plain = re.fullmatch(r"[\d,.]+", re.sub(r"[￥¥\s]" if number > 0 else r"[￥¥\s()（）−-]", "", shown))
        number_format = _smaller(size, read, places) if plain else ""
        return SheetCell(number, number_format, red) if number_format else SheetCell(f"{shown}（格里存的是 {held}）")
    if not shown.endswith("%") and (red or re.fullmatch(r"[\d,.]+", shown)):
        whole = "#,##0" if "," in shown else "0"
        return SheetCell(number, f"{whole}.{'0' * places}" if places else whole, red)
    return SheetCell(f"-{shown}" if number < 0 and not re.match(r"\s*[-−(（]", shown) else shown)


def _smaller(held: Decimal, read: Decimal, places: int) -> str:
    """The format that shows a number a thousand, ten thousand … times smaller, of which the table must say the unit; "" for none."""
    for thousands, point in ((1, 0), (2, 0), (0, 4), (1, 1), (0, 8), (1, 5), (2, 2)):
        if held == read.scaleb(3 * thousands + point) and point in (0, places):
            return ("0" + ("!." if point else "." if places else "") + "0" * places) + "," * thousands
    return ""


def _count(about: Mapping[str, str], name: str) -> int:
    text = about.get(name, "1")
    return int(text) if re.fullmatch(r"[1-9]\d{0,6}", text) else 1


def _refuse(*_: object) -> None:
    raise ValueError("no office program writes a document type")
