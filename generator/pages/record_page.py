"""公开记录: which data files stand on the board, each with its code, and how a reader finds out by himself that they are as published."""

from __future__ import annotations

from dataclasses import dataclass

from generator.config import Context
from generator.record.board_record import PAGE, RECORD, BoardRecord, ListedFile
from generator.record.chain import FOLDER
from generator.record.short_code import short_code
from generator.shown import COVER, Content, Page

TITLE = "公开记录"


@dataclass(frozen=True)
class RecordView:
    """The page, as its template takes it."""

    code: str
    root: str
    tables: tuple[tuple[str, str, int, str], ...]
    """(title, path, rows, code) of each table that stays."""
    fleeting: tuple[tuple[str, str, int, str], ...]
    """The same of those shown for a time."""
    others: tuple[tuple[str, str], ...]
    """(path, code) of what is no CSV and no other form of one."""
    files: int
    record: str
    """Path of record.json, below the board."""
    chain: str
    """Address of what was published before, from the page: it lies above the boards."""


def record_page(record: BoardRecord, context: Context, covers: bool) -> Page:
    """Made when everything else is."""
    village = context.village.slug
    return Page(
        PAGE,
        TITLE,
        "record",
        "record",
        _content,
        (record, "../" * (village.count("/") + 2) + f"{FOLDER}/{village}.json"),
        f"{context.village.name}公开的每一份数据的码：一个数字改过，码就不一样。",
        sample=context.village.sample_sentence(),
        day=context.today,
        address=context.address(PAGE),
        picture=context.address(COVER) if covers else "",
    )


def _content(record: BoardRecord, chain: str) -> Content:
    tables = [file for file in record.files if file.rows is not None]
    same = {file.path.rpartition(".")[0] for file in tables}
    others = tuple((f.path, short_code(f.sha256)) for f in record.files if f.rows is None and f.path.rpartition(".")[0] not in same)
    lasting, fleeting = (tuple(_row(file) for file in tables if file.lasting is stays) for stays in (True, False))
    return Content(RecordView(record.code, record.root, lasting, fleeting, others, len(record.files), RECORD, chain))


def _row(file: ListedFile) -> tuple[str, str, int, str]:
    return file.title or file.path, file.path, file.rows or 0, short_code(file.sha256)
