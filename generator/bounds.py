"""How large what is read may be: known before it is read. Each leaves room for a busy village's year (5,000 rows of 12 columns) and keeps
every file below five seconds and 300 MB."""

from __future__ import annotations

MB = 1024 * 1024

FILE = {".csv": 2 * MB, ".xlsx": 10 * MB, ".xls": 10 * MB, ".ods": 10 * MB, ".yml": MB // 4, ".md": MB // 4}
"""Bytes of a file, by its ending."""
ANY_FILE = 50 * MB
"""Bytes of a file of any other kind; for attachments site.yml says less."""

ROWS = 10_000
"""The last row of a table."""
COLUMNS = 256
"""The last column of a table: IV, where the old .xls ended too."""
CELLS = 64_000
"""Cells of the rectangle that a table fills, empty ones included; of a workbook, all its sheets together. 5,000 rows of 12 columns fit;
more would take an .xlsx over the five seconds."""
CELL = 5_000
"""Characters in one cell; a form asks for 2,000 at most (load/convert.py), which is told with its own words."""

TEXT = 600_000
"""Characters of a table, in a workbook of all cells, a text that many share as often as it is seen: a busy year has 300,000."""

UNPACKED = 200 * MB
"""Bytes of all that a workbook holds, pictures included, once unpacked."""
PARTS = 40 * MB
"""Bytes of those parts of a workbook that are read: sheets, texts, styles."""
ELEMENTS = 1_500_000
"""Marks in all of these parts."""
MERGES = 5_000
"""Merged cells of a workbook."""


def too_many_cells(columns: int) -> tuple[str, str]:
    """(what is told of a table of so many columns with more than CELLS, what to do)."""
    rows = CELLS // max(columns, 1)
    message = f"一共有 {CELLS:,} 格以上（行数乘列数，空着的也算），{columns} 列的表最多 {rows:,} 行。"
    return message, "下面的空行、右边的空列，整行整列删除，再保存；真有这么多的，分成几个文件：名单按组、按季，收支明细一个月一个。"


def of(file: str) -> int:
    """Bytes that a file of this name may have."""
    _, dot, ending = file.rpartition(".")
    return FILE.get(f".{ending.lower()}", ANY_FILE) if dot else ANY_FILE
