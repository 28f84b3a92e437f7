"""A table → CSV (UTF-8 with BOM, for Chinese Excel and WPS), XLSX and JSON. Nothing in a cell is ever calculated.

All are reproducible byte for byte and hold the same lines, sums included. Our own loader reads the first two back to the same texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

from generator import signs, values
from generator.day_words import uncounted
from generator.shown import Badge, Table, Value
from generator.site.workbook import workbook

Texts = list[list[str]]
"""The exact text of each cell, line by line: worked out once for all files of a table."""
_HARMLESS = re.compile(r"-+|-\d[\d,]*(\.\d+)?")


def table_csv(table: Table, texts: Texts | None = None) -> bytes:
    """Header, rows, sums."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(name) for name in names(table)])
    writer.writerows([guard(text) for text in line] for line in texts or exact(table))
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


def exact(table: Table) -> Texts:
    """The texts of all lines."""
    roles = [column.role for column in table.columns]
    return [[_exact(item, role) for item, role in zip(line, roles, strict=True)] for line in lines(table)]


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


def table_json(table: Table, texts: Texts | None = None) -> bytes:
    """An array with an object for each line, under the names of the columns.

    Amounts (in 元) and other decimal numbers are strings, "1234.50": JSON readers make binary fractions of numbers. Whole numbers are
    numbers, days are "2026-03-05", nothing is null.
    """
    heads, money = names(table), [column.role == "money" for column in table.columns]
    rows = (
        {n: item if isinstance(item, int) and not m else text or None for n, item, m, text in zip(heads, line, money, told, strict=True)}
        for line, told in zip(lines(table), texts or exact(table), strict=True)
    )
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{body}\n]\n".encode()


def table_xlsx(table: Table, texts: Texts | None = None) -> bytes:
    """One sheet: money and dates as numbers, everything else as text, also when it begins with =."""
    return workbook(table.title, names(table), table.columns, lines(table), texts or exact(table))


WRITERS = {"csv": table_csv, "xlsx": table_xlsx, "json": table_json}
"""Ending of a download → what writes it."""
