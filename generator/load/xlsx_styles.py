"""The formats of numbers that a workbook's styles name."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

STYLES = "xl/styles.xml"
"""The part of a workbook in which they stand."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def number_formats(styles: bytes) -> tuple[str, ...]:
    """The format of each style, by the number that cells have for it; "" for one that nobody knows. Raises ParseError, ValueError."""
    root = ET.fromstring(styles)  # noqa: S314 - who asks has looked at it
    codes = {each.get("numFmtId"): each.get("formatCode") or "" for each in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")}
    numbers = [each.get("numFmtId") or "0" for each in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return tuple(codes.get(number) or BUILTIN_FORMATS.get(int(number), "") for number in numbers)


def has_digits(number_format: str) -> bool:
    """True for 0.00 and #,##0; False for General, for days, for texts."""
    return bool(re.search("[0#]", number_format)) and not is_date_format(number_format)
