"""XLSX → one grid per visible sheet, with merged cells, dates and formulas as a person sees them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator import values
from generator.load.grid import Grid, GridRow
from generator.load.text import read_bytes
from generator.model import Problem, Source, problem

MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 20_000


def read_xlsx(path: Path, file: str) -> tuple[list[Grid], list[Problem]]:
    """All visible sheets that hold anything."""
    data, problems = read_bytes(path, file)
    if problems:
        return [], problems
    # openpyxl raises many kinds of exception on damaged files; every one of them means the same to a clerk.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                return [], [problem("unreadable-file", Source(file), "文件解开后太大。", "只放这一期的数据,删去图片和多余的工作表。")]
        grids = list(_grids(data, file))
    except Exception:
        return [], [problem("unreadable-file", Source(file), "这不是能打开的 xlsx 表格。")]
    return grids, []


def _grids(data: bytes, file: str) -> Iterator[Grid]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    shown = None
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or sheet.max_row > MAX_ROWS * 50:
            continue
        if any(c.data_type == "f" for row in sheet.iter_rows() for c in row):
            shown = shown or load_workbook(io.BytesIO(data), data_only=True)
        rows = tuple(_rows(sheet, shown[sheet.title] if shown else sheet))
        if any(not row.blank for row in rows):
            yield Grid(file, rows, sheet.title)


def _rows(sheet: Any, shown: Any) -> Iterator[GridRow]:
    fill = _vertical_merges(sheet)
    for number, (cells, results) in enumerate(zip(sheet.iter_rows(), shown.iter_rows(), strict=True), 1):
        texts: list[str] = []
        merged: set[int] = set()
        unvalued: set[int] = set()
        for i, (cell, result) in enumerate(zip(cells, results, strict=True)):
            text = cell_text(result.value, getattr(result, "number_format", "General"))
            if (cell.data_type == "f" and result.value is None) or re.fullmatch(r"#[A-Z/0]+[!?]?", text):
                unvalued.add(i)
            if not text and (number, i) in fill:
                text = fill[number, i]
                merged.add(i)
            texts.append(text)
        yield GridRow(number, number, tuple(texts), frozenset(merged), frozenset(unvalued))


def _vertical_merges(sheet: Any) -> dict[tuple[int, int], str]:
    """(row, column index) → text, for the cells below the top of a cell merged downwards."""
    fill: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        top = sheet.cell(area.min_row, area.min_col)
        text = cell_text(top.value, top.number_format)
        if text:
            fill |= {(row, area.min_col - 1): text for row in range(area.min_row + 1, min(area.max_row, area.min_row + 500) + 1)}
    return fill


def cell_text(value: object, number_format: str) -> str:
    """What the cell says, as text: 007 stays 007 where its format shows it so; 0.1+0.2 is 0.3 as on the screen."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        text = format(Decimal(format(value, ".15g")), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.zfill(len(number_format)) if re.fullmatch("0{2,}", number_format) else text
    return values.clean(str(value))
