"""The XML of a workbook read through once, without keeping it: how large it is, before a library makes objects of it, and which formulas
hold no result. Expat is as quick as the disk; a refusal comes with the first mark too many."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import field
from typing import Any
from xml.parsers import expat

from generator import bounds
from generator.classes import dataclass
from generator.sheets import letter

_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b" ", b"\t", b"\r", b"\n", b"\0")
"""How XML may begin: a book can call its parts as it likes."""
_CELL = re.compile(r"\$?([A-Z]{1,7})\$?(\d{1,9})")
_TOKEN = 1 << 18
"""Bytes of one mark, comment or blank, of which a reader that reads in pieces does not get past the beginning."""
_OTHER_ELEMENTS = 150_000
"""Marks in parts of which a library keeps each: styles, comments, drawings."""
_DEEP = 64
_ROWS = "选中数据下面的空行、右边的空列，整行整列删除，再保存。"
_LESS = "只放这一期的数据，删去图片和多余的工作表。"
MUCH = f"工作表里一共有 {bounds.TEXT // 10_000} 万字以上，不像一期的数据。", "只放这一期的数据；长的内容做成附件。"
"""What is said of too many characters in all, and what to do."""


class TooLarge(Exception):
    """Chinese: what is too large; ``hint``: what to do."""

    def __init__(self, message: str, hint: str = _ROWS) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass
class SheetScan:
    """One worksheet, by its part."""

    rows: int = 0
    columns: int = 0
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    """(row, column index) of formulas without a result."""
    cells: int = 0


def scan(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Part → what is in it. Raises TooLarge, and whatever zipfile and expat raise for what is damaged."""
    items = archive.infolist()
    if sum(item.file_size for item in items) > bounds.UNPACKED or len(items) > 5_000:
        raise TooLarge("文件解开后太大。", _LESS)
    read = [item for item in items if _is_xml(archive, item)]
    if sum(item.file_size for item in read) > bounds.PARTS:
        raise TooLarge(f"文件解开后的表格有 {sum(item.file_size for item in read) // bounds.MB} MB，太大了。", _LESS)
    counted = _Counted()
    for item in read:
        counted.part(item.filename)
        with archive.open(item) as part:
            data = part.read(item.file_size + 1)  # stops with an error where there is more than the item says
        # At once: expat, as the library's reader, looks at a mark that has not ended again with every piece.
        counted.parser.Parse(data, True)
        counted.done(len(data))
    if counted.characters() > bounds.TEXT:
        raise TooLarge(*MUCH)
    return counted.sheets


def _is_xml(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    with archive.open(item) as part:
        return part.read(4).startswith(_XML)


class _Counted:
    """Counts over all parts."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetScan] = {}
        self.streamed = self.others = self.merges = self.area = self.written = 0
        self.shared: list[int] = []
        """Characters of each text that cells share."""
        self.asked: Counter[int] = Counter()
        """How many cells show each of them."""

    def characters(self) -> int:
        """All that cells show, a shared text as often as it is shown."""
        return self.written + sum(self.shared[i] * count for i, count in self.asked.items() if 0 <= i < len(self.shared))

    def part(self, name: str) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.name = name
        self.sheet: SheetScan | None = None
        self.deep = self.row = self.column = self.at = 0
        self.parser.CommentHandler = self.parser.ProcessingInstructionHandler = self.step
        self.is_streamed = False
        self.formula = self.result = self.inside = self.by_number = False
        self.text = self.before = 0
        self.number = ""
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.character_data

    def step(self, *_: Any) -> None:
        at = self.parser.CurrentByteIndex
        if at - self.at > _TOKEN:
            raise ValueError("a mark that does not end")
        self.at = at

    def start(self, tag: str, about: dict[str, str]) -> None:
        self.step()
        self.deep += 1
        name = tag[tag.rfind(" ") + 1 :]
        if self.deep == 1 and name in ("worksheet", "sst"):  # of these the library keeps no marks
            self.is_streamed = True
            if name == "worksheet":
                self.sheet = self.sheets[self.name] = SheetScan()
        if self.is_streamed:
            self.streamed += 1
        else:
            self.others += 1
        if self.deep > _DEEP or self.streamed > bounds.ELEMENTS or self.others > _OTHER_ELEMENTS:
            raise TooLarge("文件里的格式、批注和图形太多。", "新建一个表格，把数据「选择性粘贴」为数值，另存。")
        if name in ("c", "si"):
            self.text = 0
            self.formula = self.result = False
            self.inside = True
            self.by_number, self.number = about.get("t") == "s", ""
        if self.sheet is None:
            return
        if name == "row":
            self.row = _number(about.get("r"), self.row + 1)
            self.column = 0
            self.reach(self.row, 0)
        elif name == "c":
            match = _CELL.fullmatch(about.get("r", ""))
            self.column = _index(match[1]) if match else self.column + 1
            self.reach(_number(match[2], self.row) if match else self.row, self.column)
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.before = self.text
        elif name == "mergeCell":
            self.merge(about.get("ref", ""))

    def end(self, tag: str) -> None:
        self.step()
        self.deep -= 1
        if tag.endswith(" v"):
            self.result = self.text > self.before
        elif tag.endswith((" c", " si")):
            self.inside = False
            if self.by_number:
                self.asked[_number(self.number.strip(), -1)] += 1
            elif self.sheet is None:
                self.shared.append(self.text)
            else:
                self.written += self.text
            if self.sheet is not None and self.formula and not self.result:
                self.sheet.unvalued.add((self.row, self.column - 1))

    def character_data(self, text: str) -> None:
        self.step()
        self.text += len(text)
        if self.by_number and len(self.number) < 10:
            self.number += text
        if self.is_streamed and self.inside and self.text > bounds.CELL:
            where = f"第 {self.row} 行 {letter(self.column - 1)} 列" if self.sheet and self.column else "有一格"
            raise TooLarge(f"{where}写了 {bounds.CELL} 个字以上，太长了。", "一格里只写一件事；长的内容做成附件。")

    def reach(self, row: int, column: int) -> None:
        """The sheet holds something there."""
        sheet = self.sheet
        if sheet is None or (row <= sheet.rows and column <= sheet.columns):
            return
        sheet.rows, sheet.columns = max(sheet.rows, row), max(sheet.columns, column)
        if sheet.rows > bounds.ROWS:
            raise TooLarge(f"有一张工作表一直到第 {sheet.rows} 行，多半是格式或空格拉到了底。")
        if sheet.columns > bounds.COLUMNS:
            raise TooLarge(f"有一张工作表一直到 {letter(sheet.columns - 1)} 列，多半是格式或空格拉到了最右边。")
        sheet.cells = sheet.rows * sheet.columns
        if sum(each.cells for each in self.sheets.values()) > bounds.CELLS:
            raise TooLarge(*bounds.too_many_cells(sheet.columns))

    def merge(self, ref: str) -> None:
        begin, _, end = ref.partition(":")
        first, last = _CELL.fullmatch(begin), _CELL.fullmatch(end or begin)
        if not first or not last:
            raise ValueError("a merge of nothing")
        self.reach(int(last[2]), _index(last[1]))
        self.merges += 1
        self.area += max(int(last[2]) - int(first[2]) + 1, 0) * max(_index(last[1]) - _index(first[1]) + 1, 0)
        if self.merges > bounds.MERGES or self.area > bounds.CELLS:
            raise TooLarge("合并的单元格太多。", "取消合并，每一行自己写。")

    def done(self, size: int) -> None:
        if size - self.at > _TOKEN:
            raise ValueError("a mark that does not end")


def _refuse(*_: Any) -> None:
    raise ValueError("no office program writes a document type")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


def _index(letters: str) -> int:
    """A → 1, AA → 27."""
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
    return index
