"""A workbook whose cells are changed: only the XML of those rows is written anew, all other parts stay byte for byte, so that formats,
pictures, comments, drop-downs and what no library knows are kept."""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from generator import door
from generator.classes import dataclass
from generator.editing.formulas import recalculated
from generator.editing.refused import NotEditable
from generator.editing.sheet_xml import SheetXml, characters, read_sheet
from generator.load.xlsx_file import read_xlsx
from generator.load.xlsx_styles import STYLES, number_formats
from generator.sheets import letter

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAY = (1980, 1, 1, 0, 0, 0)
SheetTexts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class XlsxCells:
    """A whole workbook; every change gives another one."""

    opened: bytes
    parts: Mapping[str, str]
    """Name of a visible sheet → where its XML lies."""
    texts: Mapping[str, SheetTexts]
    """Of each sheet, as the screen shows them."""
    changed: Mapping[str, SheetXml]
    """Of each sheet that is not as it was opened."""

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self.texts)

    def rows(self, sheet: str = "") -> SheetTexts:
        return self.texts[sheet]

    def fixed(self, sheet: str) -> dict[int, frozenset[int]]:
        """Row → places that are not to be typed into: formulas, and all of a merged area but its first cell."""
        xml = self._xml(sheet)
        shut = {number: set(places) for number, places in xml.formulas.items()}
        for top, left, bottom, right in xml.merged:
            for number in range(top, min(bottom, len(self.texts[sheet])) + 1):
                shut.setdefault(number, set()).update(i for i in range(left, right + 1) if (number, i) != (top, left))
        return {number: frozenset(places) for number, places in shut.items()}

    def stored(self) -> bytes:
        """The bytes of the file. What was not changed is stored as it was."""
        if not self.changed:
            return self.opened
        new = {self.parts[name]: sheet.written().encode() for name, sheet in self.changed.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.opened)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in before.infolist():
                entry = zipfile.ZipInfo(info.filename, max(info.date_time, _DAY))
                entry.compress_type, entry.external_attr = info.compress_type, info.external_attr
                archive.writestr(entry, new.get(info.filename) or before.read(info))
        return out.getvalue()

    # --- changed

    def with_cells(self, sheet: str, row: int, column: int, block: Sequence[Sequence[str]]) -> XlsxCells:
        texts, xml, fixed = [*self.texts[sheet]], self._xml(sheet), self.fixed(sheet)
        for number, cells in enumerate(block, row):
            there = texts[number - 1] if number <= len(texts) else ()
            new = {i: text for i, text in enumerate(cells, column) if _at(there, i) != text}
            if shut := sorted(i for i in new if i in fixed.get(number, ())):
                raise NotEditable(f"{letter(shut[0])}{number} 是公式，或者是合并的格子的一部分，不能直接写。在 WPS 里改。")
            for text in new.values():
                if bad := next(characters(text), ""):
                    raise NotEditable(f"里面有看不见的字符（U+{ord(bad):04X}），存不下来。删掉它，重新打一遍。")
            if new:
                above = texts[number - 2] if 1 < number <= len(texts) + 1 else ()
                xml = xml.with_texts(number, new, {i: (_at(there, i), _at(above, i)) for i in new}, self._formats)
                wide = [*there, *[""] * (max(new) + 1 - len(there))]
                for i, text in new.items():
                    wide[i] = text
                texts += [()] * (number - len(texts))
                texts[number - 1] = tuple(wide)
        return self._with(sheet, xml, tuple(texts))

    def with_rows(self, sheet: str, row: int, rows: Sequence[Sequence[str]]) -> XlsxCells:
        texts = self.texts[sheet]
        if row <= len(texts):
            self._refuse_hanging(sheet, row)
        blank = self._with(
            sheet, self._xml(sheet).with_blank_rows(row, len(rows)), (*texts[: row - 1], *[()] * len(rows), *texts[row - 1 :])
        )
        return blank.with_cells(sheet, row, 0, rows)

    def without_rows(self, sheet: str, row: int, count: int) -> XlsxCells:
        texts = self.texts[sheet]
        self._refuse_hanging(sheet, row)
        return self._with(sheet, self._xml(sheet).without_rows(row, count), (*texts[: row - 1], *texts[row - 1 + count :]))

    def in_order(self, sheet: str, row: int, order: Sequence[int]) -> XlsxCells:
        texts = self.texts[sheet]
        part = [texts[row - 1 + i] for i in order]
        self._refuse_hanging(sheet, row)
        return self._with(sheet, self._xml(sheet).in_order(row, order), (*texts[: row - 1], *part, *texts[row - 1 + len(order) :]))

    def _with(self, sheet: str, xml: SheetXml, texts: SheetTexts) -> XlsxCells:
        """With a sheet as it is now, and what formulas give then."""
        if xml.written() == self._xml(sheet).written():
            return self
        sheets = {name: self._xml(name) for name in self.parts} | {sheet: xml}
        shown = {**self.texts, sheet: texts}
        if any(each.formulas for each in sheets.values()):
            was, sheets = sheets, recalculated(sheets, sheet)
            shown = {name: _with_results(shown[name], was[name], sheets[name]) for name in shown}
        changed = {name: each for name, each in sheets.items() if name in (*self.changed, sheet) or each != self._xml(name)}
        return replace(self, texts=shown, changed=changed)

    def _refuse_hanging(self, sheet: str, row: int) -> None:
        """NotEditable where a row from ``row`` on cannot be put elsewhere: formulas speak of its place, a comment hangs on it."""
        self._xml(sheet).refuse_hanging(self._calculates)
        with zipfile.ZipFile(io.BytesIO(self.opened)) as archive:
            folder, _, name = self.parts[sheet].rpartition("/")
            relations = f"{folder}/_rels/{name}.rels"
            told = archive.read(relations).decode() if relations in archive.namelist() else ""
            noted = [posixpath.normpath(f"{folder}/{target}") for target in re.findall(r'Target="([^"]*omments?[^"]*\.xml)"', told)]
            within = [archive.read(part).decode() for part in (each.removeprefix("/") for each in noted) if part in archive.namelist()]
        if any(int(number) >= row for text in within for number in re.findall(r'\sref="[A-Z]+(\d+)"', text)):
            raise NotEditable("下面的格子上有批注，在这里加一行、删一行，批注会落到别的格子上。在 WPS 里加、删。")

    @cached_property
    def _calculates(self) -> bool:
        """Some sheet, a hidden one included, has a formula."""
        with zipfile.ZipFile(io.BytesIO(self.opened)) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(re.search(rb"<f[\s>/]", archive.read(name)) for name in sheets)

    @cached_property
    def _formats(self) -> tuple[str, ...]:
        """Of numbers, by the style of a cell."""
        with zipfile.ZipFile(io.BytesIO(self.opened)) as archive:
            return number_formats(archive.read(STYLES)) if STYLES in archive.namelist() else ()

    def _xml(self, sheet: str) -> SheetXml:
        if sheet in self.changed:
            return self.changed[sheet]
        read: dict[str, SheetXml] = self.__dict__.setdefault("_read", {})
        if sheet not in read:
            with zipfile.ZipFile(io.BytesIO(self.opened)) as archive:
                read[sheet] = read_sheet(archive.read(self.parts[sheet]).decode())
        return read[sheet]


def _at(texts: Sequence[str], i: int) -> str:
    return texts[i] if i < len(texts) else ""


def _with_results(texts: SheetTexts, was: SheetXml, now: SheetXml) -> SheetTexts:
    """The texts with what formulas give now, where that is otherwise."""
    before = was.results()
    rows = [*texts]
    for (number, i), result in now.results().items():
        if result != before.get((number, i)) and number <= len(rows):
            cells = [*rows[number - 1], *[""] * (i + 1 - len(rows[number - 1]))]
            cells[i] = result
            rows[number - 1] = tuple(cells)
    return tuple(rows)


def read_xlsx_cells(file: str, data: bytes) -> XlsxCells:
    """A workbook to be changed. Raises NotEditable for one that cannot be read."""
    root = Path("/")
    with door.instead(root, {file: data}):
        grids, problems = read_xlsx(root / file, file)
    if problems:
        raise NotEditable(f"{problems[0].message}{problems[0].hint}")
    if not grids:
        raise NotEditable("这个表格里什么也没有。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
    except (KeyError, ET.ParseError, ValueError):
        raise NotEditable("这个表格的写法特别，在这里改不了。在 WPS 里改。") from None
    texts = {
        grid.sheet: tuple(tuple("" if i in row.merged else cell for i, cell in enumerate(row.cells)) for row in grid.rows) for grid in grids
    }
    cells = XlsxCells(data, {name: parts[name] for name in texts}, texts, {})
    for name in texts:
        cells.fixed(name)  # what cannot be read is told at once
    return cells


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - the loader has looked at it
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}
    return {
        sheet.get("name") or "": re.sub("^/", "", posixpath.normpath(posixpath.join("/xl", targets[sheet.get(_RELATION)])))
        for sheet in book.iter(f"{_MAIN}sheet")
    }
