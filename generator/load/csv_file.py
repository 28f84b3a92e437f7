"""CSV → grid. The csv module, not pandas: it keeps short and long rows apart and knows physical lines."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path

from generator import bounds, signs, values
from generator.load.encoding import decoded, read_bytes
from generator.load.grid import Grid, GridRow
from generator.model import Problem, Source, problem
from generator.pattern import lazy
from generator.sheets import delimiter


def read_csv(path: Path, file: str) -> tuple[list[Grid], list[Problem]]:
    """The one grid of a CSV file; comma, tab or semicolon."""
    data, problems = read_bytes(path, file)
    return ([], problems) if problems else csv_of(data, file)


def csv_of(data: bytes, file: str) -> tuple[list[Grid], list[Problem]]:
    """The same of the bytes of a file."""
    text, problems = decoded(data, file)
    if len(text) > bounds.TEXT:
        message = f"一共有 {bounds.TEXT // 10_000} 万字以上，不像一期的数据。"
        return [], [problem("too-large", Source(file), message, "只放这一期的数据；长的内容做成附件。")]
    return ([], problems) if problems else csv_grids(text, file)


def csv_grids(text: str, file: str) -> tuple[list[Grid], list[Problem]]:
    """The one grid of a CSV text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    as_typed = not _TOUCHED.search(text.replace("\r\n", "\n"))
    rows: list[GridRow] = []
    line, cells_in_all = 1, 0
    try:
        for number, cells in enumerate(reader, 1):
            cells_in_all += len(cells)
            if why := _too_large(number, cells, cells_in_all):
                return [], [problem("too-large", Source(file, line=line), *why)]
            rows.append(GridRow(number, line, tuple(cells if as_typed else map(_as_seen, cells))))
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            return [], [problem("too-large", Source(file, line=line), *_long(line))]
        message = f"第 {line} 行起的英文双引号没有成对，后面的内容都连到了一起。"
        if "expected after" in str(error):
            message = f"第 {reader.line_num} 行的英文双引号后面还连着别的字。"
        hint = "文字里要用引号时，用中文引号「」或“”；多余的英文双引号删去。"
        return [], [problem("unreadable-file", Source(file, line=line), message, hint)]
    return [Grid(file, tuple(rows), ragged=True)], []


def _too_large(number: int, cells: list[str], in_all: int) -> tuple[str, str] | None:
    """(what is too large, what to do), where a row is the first too many or holds too much."""
    if number > bounds.ROWS:
        return f"超过 {bounds.ROWS} 行，不像一期的数据。", "删去数据下面的空行，再保存。"
    if len(cells) > bounds.COLUMNS:
        return f"第 {number} 行有 {len(cells)} 格，最多 {bounds.COLUMNS} 格。", "删去数据右边的空列，再保存。"
    if in_all > bounds.CELLS:
        return bounds.too_many_cells(len(cells))
    return _long(number) if len("".join(cells)) > bounds.CELL and len(max(cells, key=len)) > bounds.CELL else None


def _long(number: int) -> tuple[str, str]:
    message = f"第 {number} 行有一格写了 {bounds.CELL} 个字以上，太长了，多半是英文双引号没有成对。"
    return message, "一格里只写一件事；长的内容做成附件；多余的英文双引号删去。"


_TOUCHED = lazy(f"[^\\S\n]|['\"]|{values.UNSEEN.pattern}")
"""What ``_as_seen`` may take away or put right; most files have none of it."""


@lru_cache(maxsize=1 << 14)
def _as_seen(text: str) -> str:
    """The text of a cell without what nobody sees."""
    return _unguard(values.clean(text))


def _unguard(text: str) -> str:
    """Undo the ' that our own downloads put before what a spreadsheet might calculate."""
    return text[1:] if text[:1] == "'" and signs.starts_formula(text[1:]) else text
