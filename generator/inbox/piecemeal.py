"""The bytes of a file that came → pieces: tables as the loader reads them, texts, pictures. What it holds counts, not what it is called."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace

from generator import bounds, photo
from generator.inbox.book_written import workbook
from generator.inbox.parted import parted
from generator.inbox.understood import OnePiece, Received, Refusal
from generator.kind import Kind
from generator.load.csv_file import csv_of
from generator.load.discover import SAVE_AS
from generator.load.encoding import decoded
from generator.load.ods_file import MIME, ods_sheets
from generator.load.sheet_cells import NotRead, SheetCells
from generator.load.xls_file import SAVE_ANEW, xls_sheets
from generator.load.xlsx_cells import sheet_names, xlsx_sheets
from generator.load.xlsx_file import OLD_OR_LOCKED, xlsx_grids
from generator.model import Problem

TEXTS = ("md", "yml")
BESIDE = ("pdf", *photo.ENDINGS)
"""What lies beside a file that names it."""
_OTHERS = {
    **SAVE_AS,
    "zip": "先解压出来，再把里面的文件放进来。",
    "yaml": "文件名最后的 .yaml 改成 .yml。",
}


def pieces(received: Received, kinds: Sequence[Kind], villages: Sequence[str] = ()) -> list[OnePiece] | Refusal:
    """What becomes a file of the data each, or why nothing does. ``villages``: names of those here, after which sheets may be called."""
    ending = received.name.rpartition(".")[2].lower() if "." in received.name else ""
    if not received.data.strip():
        return Refusal(received.path, "文件是空的。", "填好再交；不用的不必交。")
    if len(received.data) > bounds.of(received.name):
        return Refusal(
            received.path, f"文件超过 {bounds.of(received.name) // bounds.MB or 1} MB，太大了。", "只放这一期的数据；图片不要贴在表里。"
        )
    if ending in ("et", "ett", "numbers"):
        what = "WPS 自己的格式（.et）" if ending != "numbers" else "Numbers（苹果电脑）的格式"
        return Refusal(received.path, f"这是 {what}，读不了。", SAVE_ANEW)
    if ending in BESIDE:
        return _beside(received, ending)
    if ending in TEXTS:
        text, problems = decoded(received.data, received.name)
        return _refused(received, problems) if problems else [OnePiece(received, ending, received.data, text=text)]
    if ending in ("csv", "xlsx", "xls", "ods", "xlsm", "txt", ""):
        return _table(received, ending, kinds, villages)
    what = "压缩包里的压缩包不再打开" if ending == "zip" else "读不了这种文件"
    return Refusal(received.path, f"{what}（.{ending}）。", _OTHERS.get(ending, "表格另存为 .xlsx；照片另存为 .jpg；别的不必交。"))


def _beside(received: Received, ending: str) -> list[OnePiece] | Refusal:
    start = received.data[:12]
    real = {"pdf": start.startswith(b"%PDF"), "png": start.startswith(b"\x89PNG")}.get(ending, start.startswith(b"\xff\xd8"))
    if not real:
        heic = start[4:8] == b"ftyp"
        message = "名字是照片，里面其实是苹果手机的 HEIC。" if heic else f"名字是 .{ending}，里面却不是。"
        return Refusal(received.path, message, SAVE_AS["heic"] if heic else "请发的人重新发一次原来的文件。")
    return [OnePiece(received, ending, received.data)]


def _table(received: Received, ending: str, kinds: Sequence[Kind], villages: Sequence[str]) -> list[OnePiece] | Refusal:
    data = received.data
    try:
        if data.startswith(OLD_OR_LOCKED):
            return _old(received, xls_sheets(data), "xls", kinds, villages)
        if data[30 : 30 + len(MIME)] == MIME:
            return _old(received, ods_sheets(data), "ods", kinds, villages)
        if data.startswith(b"PK") and _holds(data, ("word/", "ppt/")):
            return Refusal(received.path, "名字像表格，里面其实是 Word 文档。", SAVE_AS["docx"])
    except NotRead as why:
        return Refusal(received.path, str(why), why.hint)
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if data.startswith(b"PK") and _holds(data, ("xl/vbaProject.bin",)):
        return _rewritten(received, kinds, villages)
    if data.startswith(b"PK") or (ending == "xlsx" and start.startswith((b"<", b"%pdf"))):
        return _sheets(received, data, kinds, villages, (), lambda: xlsx_sheets(data))
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<style", b"<meta", b"<head", b"mime-version")):
        return Refusal(received.path, f"名字是 .{ending}，里面其实是网页（有的软件导出就是这样）。", SAVE_ANEW)
    if start.startswith(b"%pdf"):
        return Refusal(received.path, "名字像表格，里面其实是 PDF。", "PDF 不能当表格用：到原来的软件里重新导出 Excel。")
    return _text_table(received, ending)


def _text_table(received: Received, ending: str) -> list[OnePiece] | Refusal:
    grids, problems = csv_of(received.data, received.name)
    if problems:
        return _refused(received, problems)
    if not any(sum(map(bool, row.cells)) >= 2 for row in grids[0].rows):
        return Refusal(received.path, "里面是文字，不是表格。", "表格用 WPS 打开，「另存为」xlsx；文字贴到公告正文里。")
    notes = () if ending == "csv" else ("里面其实是逗号或制表符隔开的文字，存为 .csv",)
    return [OnePiece(received, "csv", received.data, tuple(grids), notes=notes)]


def _old(
    received: Received, sheets: Sequence[SheetCells], ending: str, kinds: Sequence[Kind], villages: Sequence[str]
) -> list[OnePiece] | Refusal:
    """A workbook of a format that is not kept, written anew as one that is."""
    return _sheets(received, workbook(sheets), kinds, villages, (f"原来是 .{ending}，存为 .xlsx",), lambda: sheets)


def _sheets(
    received: Received,
    data: bytes,
    kinds: Sequence[Kind],
    villages: Sequence[str],
    notes: tuple[str, ...],
    cells: Callable[[], Sequence[SheetCells]],
) -> list[OnePiece] | Refusal:
    """The workbook whole, or a piece for each month or kind that it has sheets of."""
    grids, problems = xlsx_grids(data, received.name)
    if problems:
        return _refused(received, problems)
    seen, hidden = sheet_names(data)
    if hidden:
        notes += (f"工作表{_named(hidden)}是隐藏的，没有读；要公开的，取消隐藏再交",)
    if not grids:
        return Refusal(received.path, "里面的工作表都是空的。", "填好再交；隐藏的工作表，取消隐藏再交。")
    if empty := [name for name in seen if name not in {grid.sheet for grid in grids}]:
        notes += (f"工作表{_named(empty)}里没有表",)
    parts, left = parted(grids, kinds, villages)
    if len(parts) == 1:
        return [OnePiece(received, "xlsx", data, tuple(grids), notes=notes)]
    if left:
        notes += (f"工作表{_named(left)}看不出是哪一类，没有放",)
    every, made = cells(), []
    for part in parts:
        of_part = workbook([sheet for sheet in every if sheet.name in part.sheets])
        again, problems = xlsx_grids(of_part, received.name)
        if problems:
            return _refused(received, problems)
        made.append(OnePiece(received, "xlsx", of_part, tuple(again), sheet="、".join(part.sheets), month=part.month))
    split = f"一本里有 {len(made)} 份，每一份存成一个文件"
    return [replace(made[0], notes=(*notes, split)), *made[1:]]


def _rewritten(received: Received, kinds: Sequence[Kind], villages: Sequence[str]) -> list[OnePiece] | Refusal:
    """A workbook with macros, without them: one that has them must not be called .xlsx."""
    _, problems = xlsx_grids(received.data, received.name)
    if problems:
        return _refused(received, problems)
    sheets = xlsx_sheets(received.data)
    return _sheets(received, workbook(sheets), kinds, villages, ("里面有宏，存的这一份没有",), lambda: sheets)


def _holds(data: bytes, parts: tuple[str, ...]) -> bool:
    """True for a package of an office program with a part that is called so."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith(parts) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _named(names: Sequence[str]) -> str:
    return "、".join(f"「{name}」" for name in names)


def _refused(received: Received, problems: Sequence[Problem]) -> Refusal:
    return Refusal(received.path, problems[0].message, problems[0].hint)
