"""What real files still cannot be read: the guide says so, and each is told in the words that stand there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator import bounds
from generator.build import check
from generator.codes import CODES
from generator.pages.unread import UNREAD, Unread
from tests.conftest import LEDGER_HEADER, TODAY, write_tree

OPENING = ",,上月余额,,,,100"
ROW = "2026-03-05,记-1,付电费,公益支出,,10,90"


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def xlsx(*sheets: list[str], change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([float(cell) if cell.isdigit() else cell for cell in row.split(",")])
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


PLAIN = [LEDGER_HEADER, OPENING, ROW]
OLD = b"\xd0\xcf\x11\xe0" + bytes(600)
FILES: dict[str, tuple[str, bytes]] = {
    "设了打开密码的表格": ("2026-03.xlsx", OLD),
    "老式表格（.xls、.et、.ods、.numbers）": ("2026-03.et", OLD),
    "改了名字的老式表格（里面是 xls，名字是 .xlsx）": ("2026-03.xlsx", OLD),
    "软件导出的网页，名字是 .xlsx": ("2026-03.xlsx", b"<html><table></table></html>"),
    "CSV，名字是 .xlsx": ("2026-03.xlsx", csv(*PLAIN)),
    "一整年的收支明细，文件名不只是年份（2026年流水.xlsx）": ("2026年流水.xlsx", xlsx(PLAIN)),
    "一整年的收支明细，工作表的名字看不出是几月、哪个账户": ("2026.xlsx", xlsx(PLAIN, PLAIN)),
    "两张表上下放在一张工作表里": ("2026-03.csv", csv(*PLAIN, "资金存放情况,,,,,,", "账户,金额,,,,,", "基本户,90,,,,,")),
    "分成左右两半、或者两张表并排放着": ("2026-03.csv", csv(*(f"{row},{row}" for row in PLAIN))),
    "有几张工作表都像要公开的": ("2026-03.xlsx", xlsx(PLAIN, PLAIN)),
    "从新到旧排的流水": ("2026-03.csv", csv(LEDGER_HEADER, "2026-03-09,记-2,付水费,公益支出,,10,80", ROW, OPENING)),
    "公式没有存下结果的表格": ("2026-03.xlsx", xlsx(PLAIN, change=lambda book: book.worksheets[0].__setitem__("G3", "=G2-F3"))),
    "藏着行或列的表格": (
        "2026-03.xlsx",
        xlsx(PLAIN, change=lambda book: setattr(book.worksheets[0].column_dimensions["D"], "hidden", True)),
    ),
    "Word、WPS 文字（.docx、.wps）里的表格": ("2026-03.docx", b"PK"),
    "照片、扫描件、PDF 里的表格": ("2026-03.pdf", b"%PDF-1.7"),
    "苹果手机的照片（.heic）": ("2026-03.heic", b"ftypheic"),
    "压缩包（.zip、.rar）": ("2026-03.zip", b"PK"),
    "特别大的表格（10,000 行、64,000 格以上）": ("2026-03.csv", csv(LEDGER_HEADER, *[",,,,,,"] * bounds.ROWS)),
}


@pytest.mark.parametrize("entry", UNREAD, ids=lambda entry: entry.what)
def test_a_file_that_cannot_be_read_is_told_as_the_guide_says(entry: Unread, tmp_path: Path) -> None:
    name, content = FILES[entry.what]
    found = check(write_tree(tmp_path, {f"ledger/{name}": content}), TODAY).problems
    (told,) = [p for p in found if p.code == entry.code]
    assert entry.message in told.message
    assert len(found) <= 2
    assert told.hint


def test_every_sort_of_file_is_tried_and_the_limits_are_those_of_the_program() -> None:
    assert {each.what for each in UNREAD} == set(FILES)
    assert f"（{bounds.ROWS:,} 行、{bounds.CELLS:,} 格以上）" in UNREAD[-1].what
    assert all(each.code in CODES for each in UNREAD)
