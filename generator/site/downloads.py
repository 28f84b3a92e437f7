"""A table → CSV (UTF-8 with BOM, for Chinese Excel and WPS), XLSX and JSON. Nothing in a cell is ever calculated.

All are reproducible byte for byte and hold the same lines, sums included. Our own loader reads the first two back to the same texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from generator import signs, values
from generator.day_words import uncounted
from generator.shown import Badge, Table, Value

_EPOCH = datetime(2000, 1, 1)
_SHEET_DIGITS = 15
"""A number of a spreadsheet holds no more; what has more is written as text."""
_HARMLESS = re.compile(r"-+|-\d[\d,]*(\.\d+)?")


def table_csv(table: Table) -> bytes:
    """Header, rows, sums."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(name) for name in names(table)])
    for row in lines(table):
        writer.writerow([written(item, c.role) for item, c in zip(row, table.columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def names(table: Table) -> list[str]:
    """What the columns are called in files; a second one of the same name is numbered, so that no program takes one for the other."""
    heads: list[str] = []
    for column in table.columns:
        name, count = column.name, 1
        while name in heads:
            count += 1
            name = f"{column.name}（{count}）"
        heads.append(name)
    return heads


def lines(table: Table) -> tuple[tuple[Value, ...], ...]:
    """Every line of the files: the rows, then the sums."""
    return (*table.rows, *((table.foot,) if table.foot else ()))


def guard(text: str) -> str:
    """A leading ' keeps a spreadsheet from taking the text for a formula (CSV injection). A negative number needs none."""
    return "'" + text if signs.starts_formula(text) and not _HARMLESS.fullmatch(text) else text


def written(item: Value, role: str) -> str:
    """A cell of the CSV."""
    return guard(_exact(item, role))


def _exact(item: Value, role: str) -> str:
    """The text of a value: nothing is lost, nothing is rounded; "" for nothing."""
    if item is None:
        return ""
    if role == "money" and isinstance(item, int):
        return values.plain_yuan(item)
    if isinstance(item, Decimal):
        return values.number_text(item)
    if isinstance(item, Badge):
        return uncounted(item)
    return item.isoformat() if isinstance(item, date) else str(item)


def table_json(table: Table) -> bytes:
    """An array with an object for each line, under the names of the columns.

    Amounts (in 元) and other decimal numbers are strings, "1234.50": JSON readers make binary fractions of numbers. Whole numbers are
    numbers, days are "2026-03-05", nothing is null.
    """
    heads = names(table)
    roles = [c.role for c in table.columns]
    rows = ({n: _json_value(item, role) for n, item, role in zip(heads, row, roles, strict=True)} for row in lines(table))
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{body}\n]\n".encode()


def _json_value(item: Value, role: str) -> str | int | None:
    if role != "money" and isinstance(item, int):
        return item
    return _exact(item, role) or None


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
    called = names(table)
    for i, column in enumerate(table.columns):
        sheet.set_column(i, i, column.width)
        sheet.write_string(0, i, called[i], head)
    for r, row in enumerate(lines(table), 1):
        for i, (item, column) in enumerate(zip(row, table.columns, strict=True)):
            if item is None or item == "":
                continue
            if column.role == "money" and isinstance(item, int):
                # 15 significant digits hold every amount the loader lets through, to the fen.
                sheet.write_number(r, i, item / 100, money)
            elif isinstance(item, date):
                sheet.write_datetime(r, i, datetime(item.year, item.month, item.day), day)
            elif isinstance(item, int) or (isinstance(item, Decimal) and len(item.as_tuple().digits) <= _SHEET_DIGITS):
                sheet.write_number(r, i, item)
            else:
                sheet.write_string(r, i, _exact(item, column.role), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _sheet_name(title: str) -> str:
    name = "".join(c for c in title if c not in "[]:*?/\\'")[:31].strip()
    return name or "表"


WRITERS = {"csv": table_csv, "xlsx": table_xlsx, "json": table_json}
"""Ending of a download → what writes it."""
