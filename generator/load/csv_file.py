"""CSV → grid. The csv module, not pandas: it keeps short and long rows apart and knows physical lines."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from generator import values
from generator.load.grid import Grid, GridRow
from generator.load.text import read_text
from generator.model import Problem, Source, problem

MAX_ROWS = 20_000


def read_csv(path: Path, file: str) -> tuple[list[Grid], list[Problem]]:
    """The one grid of a CSV file; comma, tab or semicolon."""
    text, problems = read_text(path, file)
    return ([], problems) if problems else csv_grids(text, file)


def csv_grids(text: str, file: str) -> tuple[list[Grid], list[Problem]]:
    """The one grid of a CSV text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[GridRow] = []
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            rows.append(GridRow(number, line, tuple(c and _unguard(values.clean(c)) for c in cells)))
            line = reader.line_num + 1
            if number > MAX_ROWS:
                return [], [
                    problem(
                        "unreadable-file", Source(file, line=line), f"超过 {MAX_ROWS} 行，不像一个月的账。", "删去数据下面的空行，再保存。"
                    )
                ]
    except csv.Error as error:
        said = f"第 {line} 行起的英文双引号没有成对，后面的内容都连到了一起。"
        if "expected after" in str(error):
            said = f"第 {reader.line_num} 行的英文双引号后面还连着别的字。"
        hint = "文字里要用引号时，用中文引号「」或“”；多余的英文双引号删去。"
        return [], [problem("unreadable-file", Source(file, line=line), said, hint)]
    return [Grid(file, tuple(rows), ragged=True)], []


def _delimiter(text: str) -> str:
    """Whichever stands in most of the first lines, outside quotes; a comma where they are even."""
    lines = [line for line in re.sub(r'"(?:[^"]|"")*"', "", text[:8000]).splitlines() if line.strip()][:20]
    return max(",\t;", key=lambda mark: sum(mark in line for line in lines))


def _unguard(text: str) -> str:
    """Undo the ' that our own downloads put before what a spreadsheet might calculate."""
    return text[1:] if text[:1] == "'" and values.starts_formula(text[1:]) else text
