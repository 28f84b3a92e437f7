"""A table → CSV (UTF-8 with BOM, for Chinese Excel and WPS) and XLSX. Nothing in a cell is ever calculated.

Both are reproducible byte for byte. Our own loader reads them back to the same texts.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from generator import values
from generator.shown import Table, Value

_EPOCH = datetime(2000, 1, 1)
_STARTS_FORMULA = ("=", "+", "-", "@", "'")
_HARMLESS = re.compile(r"-+|-\d[\d,]*(\.\d+)?")


def table_csv(table: Table) -> bytes:
    """Header, rows, sums."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(c.name) for c in table.columns])
    for row in (*table.rows, *((table.foot,) if table.foot else ())):
        writer.writerow([_plain(item, c.role) for item, c in zip(row, table.columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def guard(text: str) -> str:
    """A leading ' keeps a spreadsheet from taking the text for a formula (CSV injection). A negative number needs none."""
    return "'" + text if text.startswith(_STARTS_FORMULA) and not _HARMLESS.fullmatch(text) else text


def _plain(item: Value, role: str) -> str:
    if item is None:
        return ""
    if role == "money" and isinstance(item, int):
        return values.plain_yuan(item)
    if isinstance(item, Decimal):
        return values.number_text(item)
    return guard(item.isoformat() if isinstance(item, date) else str(item))


def table_xlsx(table: Table) -> bytes:
    """One sheet: bold header, frozen; money and dates as numbers, everything else as text, also when it begins with =."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _EPOCH})
    head = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"})
    money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    sheet = book.add_worksheet(_sheet_name(table.title))
    for i, column in enumerate(table.columns):
        sheet.set_column(i, i, column.width)
        sheet.write_string(0, i, column.name, head)
    for r, row in enumerate((*table.rows, *((table.foot,) if table.foot else ())), 1):
        for i, (item, column) in enumerate(zip(row, table.columns, strict=True)):
            if item is None or item == "":
                continue
            if column.role == "money" and isinstance(item, int):
                # 15 significant digits hold every amount the loader lets through, to the fen.
                sheet.write_number(r, i, item / 100, money)
            elif isinstance(item, date):
                sheet.write_datetime(r, i, datetime(item.year, item.month, item.day), day)
            elif isinstance(item, int | Decimal):
                sheet.write_number(r, i, item)  # no unit and no fixed number of decimals: shown as it was typed
            else:
                sheet.write_string(r, i, str(item), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _sheet_name(title: str) -> str:
    name = "".join(c for c in title if c not in "[]:*?/\\'")[:31].strip()
    return name or "表"
