"""A workbook of today (.xlsx) → its sheets cell by cell, for whoever makes a file of some of them."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from typing import Any
from xml.parsers import expat

from generator.load.sheet_cells import SheetCell, SheetCells
from generator.load.xlsx_file import red_fonts


def xlsx_sheets(data: bytes) -> list[SheetCells]:
    """All sheets in their order, of a file that ``read_xlsx`` could read. Formulas stand by their results, where they have one."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(action="ignore"):  # openpyxl's, in English, of things that do not matter here
        results, formulas = (load_workbook(io.BytesIO(data), data_only=by_result, keep_links=False) for by_result in (True, False))
    return [_sheet(sheet, formulas[sheet.title]) for sheet in results.worksheets]


def sheet_names(data: bytes) -> tuple[list[str], list[str]]:
    """Names of the sheets that are seen and of those that are hidden; those in which WPS keeps pictures are its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml") if "xl/workbook.xml" in archive.namelist() else b""
    seen: list[str] = []
    hidden: list[str] = []

    def start(tag: str, about: dict[str, str]) -> None:
        name = about.get("name", "")
        if tag.rpartition(":")[2] == "sheet" and not name.startswith("WpsReserved"):
            (seen if about.get("state", "visible") == "visible" else hidden).append(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(book or b"<x/>", True)
    return seen, hidden


def _sheet(sheet: Any, formulas: Any) -> SheetCells:
    reds = red_fonts(sheet.parent)
    cells: dict[tuple[int, int], SheetCell] = {}
    for row, line in enumerate(sheet.iter_rows()):
        for column, cell in enumerate(line):
            value: Any = cell.value
            typed = formulas.cell(row + 1, column + 1)
            formula = str(getattr(typed.value, "text", typed.value)) if value is None and typed.data_type == "f" else ""
            if value is None and not formula:
                continue
            value = "" if value is None else value if isinstance(value, str | bool | int | float | dt.date) else str(value)
            cells[row, column] = SheetCell(value, cell.number_format or "General", cell._style.fontId in reds, formula)
    merges = tuple((area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1) for area in sheet.merged_cells.ranges)
    rows = frozenset(i - 1 for i, about in sheet.row_dimensions.items() if about.hidden)
    columns = frozenset(
        i - 1 for about in sheet.column_dimensions.values() if about.hidden for i in range(about.min or 1, (about.max or 0) + 1)
    )
    return SheetCells(sheet.title, cells, merges, sheet.sheet_state != "visible", rows, columns)
