"""A copy of a file in which every number of a person is starred; the file itself is never touched."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import PurePosixPath

from generator.privacy.find import blotted
from generator.privacy.office import office_passages
from generator.privacy.passage import Passage
from generator.privacy.texts import csv_passages, decoded

ENDINGS = (".csv", ".xlsx", ".md", ".yml", ".txt")


def masked(name: str, data: bytes) -> bytes:
    """The copy, as CSV with BOM, as XLSX, or as UTF-8 text."""
    match PurePosixPath(name).suffix.lower():
        case ".csv":
            return _csv(csv_passages(decoded(data)))
        case ".xlsx":
            return _xlsx(data)
        case _:
            return blotted(decoded(data)).encode()


def _starred(line: Passage) -> list[str]:
    return [blotted(cell, line.label(i)) for i, cell in enumerate(line.cells)]


def _csv(lines: Iterable[Passage]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(map(_starred, lines))
    return out.getvalue().encode("utf-8-sig")


def _xlsx(data: bytes) -> bytes:
    """Cells of all sheets and their comments; who made it is left out."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    for line in office_passages(data):
        if not line.tabular:
            continue
        for i, (cell, text) in enumerate(zip(line.cells, _starred(line), strict=True), 1):
            if text != cell:
                book[line.sheet].cell(line.row, i).value = text
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    cell.comment.text, cell.comment.author = blotted(cell.comment.text), ""
    book.properties.creator = book.properties.lastModifiedBy = ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
