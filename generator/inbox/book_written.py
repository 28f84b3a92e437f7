"""Sheets → a workbook (.xlsx), the same bytes for the same sheets: texts stay texts (007), days days, amounts as they were written."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from generator.load.sheet_cells import SheetCell, SheetCells

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)

_FIRST_YEAR = 1900
"""Days before it are texts in a workbook."""


def workbook(sheets: Sequence[SheetCells]) -> bytes:
    """With formats, red ink, merges, and what is hidden, as far as a check speaks of it."""
    import xlsxwriter  # here: most files are kept as they came

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        looks: dict[tuple[str, bool], Any] = {}
        for name, sheet in zip(_names(sheets), sheets, strict=True):
            _write(book, book.add_worksheet(name), sheet, looks)
        if (shown := next((i for i, sheet in enumerate(sheets) if not sheet.hidden), 0)) and book.worksheets():
            book.worksheets()[shown].set_first_sheet()
            book.worksheets()[shown].activate()
    return out.getvalue()


def _write(book: Any, worksheet: Any, sheet: SheetCells, looks: dict[tuple[str, bool], Any]) -> None:
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(places) > 1 and not places & covered:  # two that overlap are none of an office program's
            worksheet.merge_range(top, left, bottom, right, "")
            covered |= places
    for (row, column), cell in sorted(sheet.cells.items()):
        look = (cell.number_format, cell.red)
        if look not in looks:
            looks[look] = book.add_format({"num_format": cell.number_format, **({"font_color": "#FF0000"} if cell.red else {})})
        _put(worksheet, row, column, cell, looks[look])
    for row in sheet.hidden_rows:
        worksheet.set_row(row, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        worksheet.set_column(column, column, None, None, {"hidden": True})
    if sheet.hidden:
        worksheet.hide()


def _put(worksheet: Any, row: int, column: int, cell: SheetCell, look: Any) -> None:
    match cell.value:
        case _ if cell.formula:
            worksheet.write_formula(row, column, cell.formula, look, "")
        case bool():
            worksheet.write_boolean(row, column, cell.value, look)
        case str():
            worksheet.write_string(row, column, cell.value, look)
        case dt.date() if cell.value.year >= _FIRST_YEAR:
            worksheet.write_datetime(row, column, cell.value, look)
        case dt.date():
            worksheet.write_string(row, column, cell.value.isoformat()[:10], look)
        case number if isfinite(number):
            worksheet.write_number(row, column, number, look)
        case _:
            worksheet.write_string(row, column, "#NUM!", look)


def _names(sheets: Sequence[SheetCells]) -> list[str]:
    """Names that a workbook may have: of other formats they are longer, and hold signs that this one keeps for itself."""
    names: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", sheet.name)[:31].strip("' ") or f"Sheet{number}"
        while name.lower() in {other.lower() for other in names}:
            name = f"{name[:27]} {number}"
            number += 1
        names.append(name)
    return names
