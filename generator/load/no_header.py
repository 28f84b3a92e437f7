"""What stands in a file where no header is known."""

from __future__ import annotations

import re

from generator import values
from generator.kind import Kind
from generator.load.grid import Grid
from generator.load.header import SEARCHED_ROWS, known_names
from generator.model import Problem, Source, problem


def no_header(grids: list[Grid], kind: Kind, file: str) -> Problem:
    """What is there instead of a header, as far as that can be told."""
    wanted = "、".join(c.name for c in kind.columns if c.required)
    names = known_names(kind)
    message, hint = f"前 {SEARCHED_ROWS} 行里没有「{kind.title}」的表头（要有：{wanted}）。", ""
    for grid in grids:
        for row in grid.rows[:SEARCHED_ROWS]:
            cells = [cell for cell in row.cells if cell]
            if len(cells) == 1 and sum(values.label(part) in names for part in cells[0].split("\uff0c")) >= 2:
                return problem("header-not-found", Source(file), message, "列和列之间要用英文逗号 , 隔开，现在用的是中文逗号。")
            if not hint and len(cells) >= 3 and not any(re.search(r"\d", cell) for cell in cells):
                here = Source(file, row.number, row.line, grid.sheet)
                message = f"这一行像是表头，可是认不出「{kind.title}」要的列名（要有：{wanted}）。"
                hint = f"把列名改成这些；现在写的是：{'、'.join(cells[:10])}。"
                trouble = problem("header-not-found", here, message, hint)
    return trouble if hint else problem("header-not-found", Source(file), message)
