"""Sheets → a workbook (.xlsx), the same bytes for the same sheets: texts stay texts (007), days days, amounts as they were written."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from generator.load.sheet_cells import SheetCell, SheetCells

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


def workbook(sheets: Sequence[SheetCells]) -> bytes:
    """With formats, red ink, merges, and what is hidden, as far as a check speaks of it."""
    import xlsxwriter  # here: most files are kept as they came

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        looks: dict[tuple[str, bool], Any] = {}
        for sheet in sheets:
            _write(book, book.add_worksheet(sheet.name), sheet, looks)
        if (shown := next((i for i, sheet in enumerate(sheets) if not sheet.hidden), 0)) and book.worksheets():
            book.worksheets()[shown].set_first_sheet()
            book.worksheets()[shown].activate()
    return out.getvalue()


def _write(book: Any, worksheet: Any, sheet: SheetCells, looks: dict[tuple[str, bool], Any]) -> None:
    for top, left, bottom, right in sheet.merges:
        worksheet.merge_range(top, left, bottom, right, "")
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
        case dt.date():
            worksheet.write_datetime(row, column, cell.value, look)
        case _:
            worksheet.write_number(row, column, cell.value, look)
