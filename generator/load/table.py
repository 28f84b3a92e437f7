"""A grid and a kind → a dataset: data rows converted cell by cell, stated sums kept apart."""

from __future__ import annotations

import re

from generator import values
from generator.kind import Kind
from generator.load.convert import CODES, Unprintable, convert
from generator.load.grid import Grid, GridRow, letter
from generator.load.header import Header, find_header, read_header
from generator.model import Column, Dataset, Head, Problem, Row, Source, Value, problem

_EXAMPLE = re.compile(r"例[::]")
_FOOTER = re.compile(
    r"(制表|填表|审核|复核|会计|出纳|报账员|记账|主任|书记|负责人|单位负责|监委|监督|理财|公章|盖章|注|备注|说明|附注)[^::]{0,8}[::]"
)


def read_table(grids: list[Grid], kind: Kind, file: str, key: str) -> tuple[Dataset | None, list[Problem]]:
    """The dataset of the one sheet that has this kind's header."""
    found = [(grid, at) for grid in grids if (at := find_header(grid, kind)) is not None]
    if len(found) > 1:
        named = [(grid, at) for grid, at in found if grid.sheet in _sheet_names(kind, key)]
        found = named or found
    if not found:
        wanted = "、".join(c.name for c in kind.columns if c.required)
        return None, [problem("header-not-found", Source(file), f"前 20 行里没有「{kind.title}」的表头(要有:{wanted})。")]
    if len(found) > 1:
        sheets = "、".join(f"「{grid.sheet}」" for grid, _ in found)
        return None, [problem("sheet-ambiguous", Source(file), f"工作表 {sheets} 都像「{kind.title}」。")]
    return _Reader(*found[0], kind, key).dataset()


def _sheet_names(kind: Kind, key: str) -> set[str]:
    month = f"{int(key[5:])}月" if kind.key == "month" else ""
    return {key, kind.title, month, values.month_cn(key) if month else ""} - {""}


class _Reader:
    """Walks the rows below one header."""

    def __init__(self, grid: Grid, at: int, kind: Kind, key: str) -> None:
        self.grid, self.kind, self.key = grid, kind, key
        self.header, self.problems = read_header(grid, at, kind)
        self.head = _head(grid, self.header)
        self.year = int(key[:4]) if kind.key == "month" else None
        self.money = {c.name for c in self.header.columns.values() if c.type == "money"}
        self.complete = not self.problems
        self.broken: list[int] = []

    def dataset(self) -> tuple[Dataset, list[Problem]]:
        rows: list[Row] = []
        marks: list[tuple[str, Row]] = []
        for grid_row in self.grid.rows[self.header.first_data :]:
            if grid_row.blank or _EXAMPLE.match(next((c for c in grid_row.cells if c), "")):
                continue
            mark = self._mark(grid_row)
            if not mark and self._is_footer(grid_row):
                continue
            if self._wrong_shape(grid_row):
                self.complete = False
                self.broken.append(grid_row.number)
                continue
            row = self._row(grid_row, data=not mark)
            self.complete = self.complete and not row.bad & self.money
            if mark:
                marks.append((mark, row))
            else:
                rows.append(row)
        found = Dataset(self.kind.name, self.key, self.grid.file, tuple(rows), tuple(marks), broken=tuple(self.broken), complete=self.complete)
        return found, self.problems

    def _mark(self, row: GridRow) -> str:
        """Which of the stated sums this row is, if any."""
        at = next((i for i, c in self.header.columns.items() if c.name == self.kind.label_column), -1)
        first = next((c for c in row.cells if c), "")
        said = {values.label(first), values.label(row.cells[at]) if 0 <= at < len(row.cells) else ""}
        marks = (("opening", self.kind.opening_labels), ("total", self.kind.total_labels), ("year", self.kind.year_labels))
        return next((mark for mark, labels in marks if said & set(labels)), "")

    def _is_footer(self, row: GridRow) -> bool:
        """「制表人:… 审核:…」 below the table: no data, so no amounts in it."""
        first = next((c for c in row.cells if c), "")
        money = (row.cells[i] for i, c in self.header.columns.items() if c.type in ("money", "date") and i < len(row.cells))
        return bool(_FOOTER.match(first.replace(" ", ""))) and not any(m for m in money if m != first)

    def _wrong_shape(self, row: GridRow) -> bool:
        here = Source(self.grid.file, row.number, row.line, self.grid.sheet)
        extra = [i for i, c in enumerate(row.cells) if c and i >= self.header.width]
        excerpt = " | ".join(" ".join(c.split()) for c in row.cells)
        if self.grid.ragged and (extra or len(row.cells) < self.header.width):
            count = len(row.cells) if not extra else extra[-1] + 1
            said = f"表头有 {self.header.width} 格,这一行有 {count} 格。"
            self.problems.append(problem("cell-count", here, said, excerpt=excerpt))
            return True
        unnamed = [i for i, c in enumerate(row.cells) if c and i not in self.header.columns and not self._header_text(i)]
        if unnamed:
            where = Source(self.grid.file, row.number, row.line, self.grid.sheet, letter(unnamed[0]))
            said = f"{letter(unnamed[0])} 列没有列名,这一行却有内容。"
            self.problems.append(problem("unknown-header", where, said, "给这一列加上列名,或删去内容。", excerpt))
        return False

    def _header_text(self, i: int) -> str:
        header = self.grid.rows[self.header.first_data - 1].cells
        return header[i] if i < len(header) else ""

    def _row(self, row: GridRow, data: bool) -> Row:
        texts: list[str] = []
        found: list[Value] = []
        bad: set[str] = set()
        reports: list[tuple[str, Column, str]] = []
        for i, column in self.header.columns.items():
            text = row.cells[i] if i < len(row.cells) else ""
            value: Value = None
            if i in row.unvalued:
                reports.append(("formula-without-value", column, f"「{column.name}」是公式,没有结果。"))
            elif i in row.merged and column.type == "money":
                text = ""
            elif data or column.type == "money":
                try:
                    value = convert(column, text, self.header.units[i], self.year)
                except ValueError as why:
                    code = "bad-text" if isinstance(why, Unprintable) else CODES[column.type]
                    reports.append((code, column, f"「{column.name}」写的是「{_short(text)}」:{why}。"))
                else:
                    if data and value is None and not column.blank:
                        reports.append(("blank-cell", column, f"「{column.name}」空着。"))
            texts.append(text)
            found.append(value)
        bad = {column.name for _, column, _ in reports}
        made = Row(self.head, row.number, row.line, tuple(texts), tuple(found), frozenset(bad))
        self.problems += [problem(code, made.at(c.name), said, _hint(code, c), made.excerpt()) for code, c, said in reports]
        return made


def _head(grid: Grid, header: Header) -> Head:
    private = frozenset(c.name for c in header.columns.values() if c.private)
    names = tuple(c.name for c in header.columns.values())
    return Head(grid.file, names, tuple(letter(i) for i in header.columns), grid.sheet, private)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:30] + "……"


def _hint(code: str, column: Column) -> str:
    return f"填上{column.name},例如 {column.example}。" if code == "blank-cell" and column.example else ""
