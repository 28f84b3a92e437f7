"""The old workbook of Excel and WPS (.xls) → its sheets, with formats, red ink, merges and what is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from generator import bounds
from generator.load.sheet_cells import CellValue, NotRead, SheetCell, SheetCells

SAVE_ANEW = "在 WPS 或 Excel 里打开它，「另存为」→「Excel 工作簿（.xlsx）」，再交这一份。"
_UNLOCK = "在 WPS 或 Excel 里打开，在「文件」→「文档加密」里去掉密码，「另存为」xlsx，再交这一份。"
_LOCKED = ("EncryptedPackage", "EncryptionInfo")


def xls_sheets(data: bytes) -> list[SheetCells]:
    """All sheets in their order, hidden and empty ones too. Raises NotRead."""
    import xlrd

    if any(name.encode("utf-16-le") in data for name in _LOCKED):
        raise NotRead("这份表格设了打开密码。", _UNLOCK)
    # xlrd raises many kinds of exception on damaged files; every one of them means the same to a clerk.
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()) as book:
            if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > bounds.CELLS * 4:
                raise NotRead(*bounds.too_many_cells(max(sheet.ncols for sheet in book.sheets())))
            return [_sheet(book, sheet).bounded() for sheet in book.sheets()]
    except NotRead:
        raise
    except Exception as error:
        if "encrypted" in str(error):
            raise NotRead("这份表格设了打开密码。", _UNLOCK) from None
        raise NotRead("这份表格打不开，像是损坏了，或者不是 xls 表格。", f"请交表的人重新导出一份；或者{SAVE_ANEW}") from None


def _sheet(book: Any, sheet: Any) -> SheetCells:
    cells = {(row, column): cell for row in range(sheet.nrows) for column, cell in _row(book, sheet, row)}
    merges = tuple((top, left, below - 1, right - 1) for top, below, left, right in sheet.merged_cells)
    rows = frozenset(i for i, about in sheet.rowinfo_map.items() if about.hidden)
    columns = frozenset(i for i, about in sheet.colinfo_map.items() if about.hidden)
    return SheetCells(sheet.name, cells, merges, bool(sheet.visibility), rows, columns)


def _row(book: Any, sheet: Any, row: int) -> Iterator[tuple[int, SheetCell]]:
    for column, cell in enumerate(sheet.row(row)):
        value = _value(book, cell)
        if value != "":
            look = book.xf_list[cell.xf_index]
            number_format = book.format_map[look.format_key].format_str
            yield column, SheetCell(value, number_format or "General", _is_red(book, book.font_list[look.font_index].colour_index))


def _value(book: Any, cell: Any) -> CellValue:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_DATE:
            try:
                day = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
            except (ValueError, OverflowError):
                return cell.value  # type: ignore[no-any-return]
            return day  # type: ignore[no-any-return]
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
        case xlrd.XL_CELL_NUMBER:
            return cell.value  # type: ignore[no-any-return]
    return ""


def _is_red(book: Any, index: int) -> bool:
    colour = book.colour_map.get(index)
    return bool(colour) and colour[0] >= 0xB0 and colour[1] <= 0x50 and colour[2] <= 0x50
