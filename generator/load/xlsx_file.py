"""XLSX → one grid per visible sheet, with merged cells, dates and formulas as a person sees them."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator import bounds, values
from generator.load.encoding import read_bytes
from generator.load.grid import Grid, GridRow
from generator.load.number_format import as_shown
from generator.load.xlsx_scan import MUCH, SheetScan, TooLarge, scan
from generator.model import Problem, Source, problem

OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How an .xls file, or an .xlsx with a password, begins."""


def read_xlsx(path: Path, file: str) -> tuple[list[Grid], list[Problem]]:
    """All visible sheets that hold anything."""
    data, problems = read_bytes(path, file)
    return ([], problems) if problems else xlsx_grids(data, file)


def xlsx_grids(data: bytes, file: str) -> tuple[list[Grid], list[Problem]]:
    """The same of the bytes of a file."""
    if data.startswith(OLD_OR_LOCKED):
        hint = "去掉打开密码，在 WPS 或 Excel 里「另存为」xlsx。"
        return [], [problem("unreadable-file", Source(file), "这是老式的 xls 表格，或者设了打开密码。", hint)]
    if not data.startswith(b"PK"):
        return [], [problem("unreadable-file", Source(file), *_instead(data))]
    # openpyxl raises many kinds of exception on damaged files; every one of them means the same to a clerk.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            scanned = scan(archive)
        with warnings.catch_warnings(action="ignore"):  # openpyxl's, in English, of things that do not matter here
            grids = list(_grids(data, file, scanned))
    except TooLarge as why:
        return [], [problem("too-large", Source(file), str(why), why.hint)]
    except Exception:
        return [], [problem("unreadable-file", Source(file), "这不是能打开的 xlsx 表格。")]
    return grids, []


def _instead(data: bytes) -> tuple[str, str]:
    """What a file called .xlsx is, and what to do about it."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    save = "在 WPS 或 Excel 里打开它，「另存为」→「Excel 工作簿（.xlsx）」。"
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<style", b"<meta", b"<head")):
        return "名字是 .xlsx，里面其实是网页（有的软件导出就是这样）。", save
    if start.startswith(b"%pdf"):
        return "名字是 .xlsx，里面其实是 PDF。", "PDF 不能当表格用：到原来的软件里重新导出 Excel。"
    if b"," in start or b"\t" in start:
        return "名字是 .xlsx，里面其实是逗号隔开的文字（CSV）。", "把文件名最后的 .xlsx 改成 .csv；或者" + save
    return "这不是能打开的 xlsx 表格。", ""


def _grids(data: bytes, file: str, scanned: Mapping[str, SheetScan]) -> Iterator[Grid]:
    from generator.load.shared_strings import Reader

    reader = Reader(io.BytesIO(data), data_only=True, keep_links=False)  # formulas by their results; the scan knows which have none
    reader.read()
    parts = [rel.target for _, rel in reader.parser.find_sheets() if rel.target in reader.valid_files and "chartsheet" not in rel.Type]
    characters = 0
    for sheet, part in zip(reader.wb.worksheets, parts, strict=True):
        if sheet.sheet_state != "visible":
            continue
        rows = tuple(_rows(sheet, scanned[part].unvalued))
        characters += sum(len(cell) for row in rows for cell in row.cells)
        if characters > bounds.TEXT:  # what is merged downwards stands in every row
            raise TooLarge(*MUCH)
        if any(not row.blank for row in rows):
            yield Grid(file, rows, sheet.title, tuple(_hidden(sheet, rows)))


def _hidden(sheet: Any, rows: tuple[GridRow, ...]) -> Iterator[str]:
    for name, dimension in sorted(sheet.column_dimensions.items()):
        columns = range((dimension.min or 1) - 1, dimension.max or 0)
        if dimension.hidden and any(row.cells[i] for row in rows for i in columns if i < len(row.cells)):
            yield f"{name} 列"
    for row in rows:
        if not row.blank and row.number in sheet.row_dimensions and sheet.row_dimensions[row.number].hidden:
            yield f"第 {row.number} 行"


def _rows(sheet: Any, without_result: Set[tuple[int, int]]) -> Iterator[GridRow]:
    fill = _vertical_merges(sheet)
    reds = red_fonts(sheet.parent)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts: list[str] = []
        merged: set[int] = set()
        unvalued: set[int] = set()
        dates: set[int] = set()
        scaled: dict[int, str] = {}
        rounded: set[int] = set()
        red: set[int] = set()
        for i, cell in enumerate(cells):
            value = cell.value
            number_format = "General" if value is None else getattr(cell, "number_format", "General")
            text = "" if value is None else cell_text(value, number_format)
            if isinstance(value, int | float) and not isinstance(value, bool):
                shown = as_shown(_number(value), number_format)
                if shown.scaled:
                    scaled[i] = format(_number(value), "f")
                if shown.rounded:
                    rounded.add(i)
                if value > 0 and (shown.bracketed or (reds and cell._style.fontId in reds)):
                    red.add(i)
            if (number, i) in without_result or (text[:1] == "#" and re.fullmatch(r"#[A-Z/0]+[!?]?", text)):
                unvalued.add(i)
            if not text and (number, i) in fill:
                text = fill[number, i]
                merged.add(i)
            if isinstance(value, dt.date):
                dates.add(i)
            texts.append(text)
        merges, unknown, days = frozenset(merged), frozenset(unvalued), frozenset(dates)
        yield GridRow(number, number, tuple(texts), merges, unknown, days, frozenset(rounded), frozenset(red), scaled)


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
    """What the cell says, as text, the way the screen shows it; 0.1+0.2 is 0.3."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date) and value.day == 1 and _shows_no_day(number_format):
        return f"{value.year}-{value.month:02d}"  # 2015-6 was typed, and the first of the month made of it
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return as_shown(_number(value), number_format).text
    return values.clean(str(value))


def _shows_no_day(number_format: str) -> bool:
    """True for yyyy"年"m"月" and mmm-yy."""
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower()
    return "y" in plain and "m" in plain and "d" not in plain


def _number(value: int | float) -> Decimal:
    return Decimal(format(value, ".15g"))


def red_fonts(book: Any) -> frozenset[int]:
    """Numbers of the fonts of a workbook that write in red."""
    return frozenset(i for i, font in enumerate(book._fonts) if font.color is not None and _is_red(font.color))


def _is_red(color: Any) -> bool:
    if color.type == "indexed":
        return color.indexed in (2, 10)
    if color.type != "rgb" or not re.fullmatch("[0-9A-Fa-f]{8}", str(color.rgb)):
        return False
    red, green, blue = (int(color.rgb[i : i + 2], 16) for i in (2, 4, 6))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50
