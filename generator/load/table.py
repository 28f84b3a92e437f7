"""A grid and a kind → a dataset: data rows converted cell by cell, stated sums kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import values
from generator.kind import Kind
from generator.load.convert import CODES, Unprintable, convert
from generator.load.grid import Grid, GridRow, letter
from generator.load.header import Header, find_header, read_header
from generator.model import Column, Dataset, Head, Problem, Row, Source, Value, problem

EXAMPLE = re.compile(r"例[:\uff1a]")
"""The first cell of the greyed row of a form."""
_FOOTER = re.compile(
    r"(制表|填表|审核|复核|会计|出纳|报账员|记账|主任|书记|负责人|单位负责|监委|监督|理财|公章|盖章|注|备注|说明|附注)[^:\uff1a]{0,8}[:\uff1a]|本月(无|没有)"
)


def read_table(grids: list[Grid], kind: Kind, file: str, key: str) -> tuple[Dataset | None, list[Problem]]:
    """The dataset of the one sheet that has this kind's header."""
    found = [(grid, at) for grid in grids if (at := find_header(grid, kind)) is not None]
    for names in _sheet_names(kind, key):
        if len(found) > 1:
            found = [(grid, at) for grid, at in found if grid.sheet in names] or found
    if not found:
        return None, [_no_header(grids, kind, file)]
    if len(found) > 1:
        sheets = "、".join(f"「{grid.sheet}」" for grid, _ in found)
        hint = f"只留一张，或把要公开的那张改名为 {key}。"
        return None, [problem("sheet-ambiguous", Source(file), f"工作表 {sheets} 都像「{kind.title}」。", hint)]
    return _Reader(*found[0], kind, key).dataset()


def _sheet_names(kind: Kind, key: str) -> tuple[set[str], set[str]]:
    """Names that settle which sheet is meant: the key itself first."""
    months = {f"{int(key[5:])}月", values.month_cn(key)} if kind.key == "month" else set()
    return {key}, {kind.title, *months}


def _no_header(grids: list[Grid], kind: Kind, file: str) -> Problem:
    wanted = "、".join(c.name for c in kind.columns if c.required)
    wide = any("\uff0c" in cell and len([c for c in row.cells if c]) == 1 for grid in grids for row in grid.rows[:20] for cell in row.cells)
    hint = "列和列之间要用英文逗号 , 隔开，现在用的是中文逗号。" if wide else ""
    return problem("header-not-found", Source(file), f"前 20 行里没有「{kind.title}」的表头（要有：{wanted}）。", hint)


class _Reader:
    """Walks the rows below one header."""

    def __init__(self, grid: Grid, at: int, kind: Kind, key: str) -> None:
        self.grid, self.kind, self.key = grid, kind, key
        self.header, self.problems = read_header(grid, at, kind)
        self.head = _head(grid, self.header)
        self.year = int(key[:4]) if kind.key == "month" else None
        self.money = {c.name for c in self.header.columns.values() if c.type == "money"}
        self.sound = not self.problems
        self.complete = self.sound
        self.broken: list[int] = []

    def dataset(self) -> tuple[Dataset, list[Problem]]:
        if any(p.code == "missing-column" for p in self.problems):
            # Without a column every row would be accused of what the header lacks.
            return Dataset(self.kind.name, self.key, self.grid.file, unread=True, complete=False), self.problems
        if self.grid.hidden:
            where = Source(self.grid.file, sheet=self.grid.sheet)
            self.problems.append(problem("hidden-cells", where, f"{'、'.join(self.grid.hidden[:8])} 是隐藏的，里面有内容。"))
        rows: list[Row] = []
        marks: list[tuple[str, Row]] = []
        for mark, grid_row in self._data_rows():
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
        kind, broken = self.kind.name, tuple(self.broken)
        found = Dataset(kind, self.key, self.grid.file, tuple(rows), tuple(marks), broken=broken, complete=self.complete)
        return found, self.problems

    def _data_rows(self) -> Iterator[tuple[str, GridRow]]:
        """(mark, row) below the header, without blank rows, the form's example, footers and a header repeated on a second page."""
        header = self.grid.rows[self.header.first_data - 1].cells
        for row in self.grid.rows[self.header.first_data :]:
            if row.blank or row.cells == header or EXAMPLE.match(_first(row)):
                continue
            mark = self._mark(row)
            if mark or not self._is_footer(row):
                yield mark, row

    def _mark(self, row: GridRow) -> str:
        """Which of the stated sums this row is, if any."""
        said = {values.label(re.sub(r"[(\uff08].*?[)\uff09]", "", text)) for text in (_first(row), self._label(row))}
        kind = self.kind
        marks = (
            ("opening", kind.opening_labels),
            ("total", kind.total_labels),
            ("subtotal", kind.subtotal_labels),
            ("year", kind.year_labels),
        )
        return next((mark for mark, labels in marks if said & set(labels)), "")

    def _label(self, row: GridRow) -> str:
        at = next((i for i, c in self.header.columns.items() if c.name == self.kind.label_column), -1)
        return row.cells[at] if 0 <= at < len(row.cells) else ""

    def _is_footer(self, row: GridRow) -> bool:
        """「制表人:… 审核:…」 below the table, 「本月无收支」 in it: no data, so no amounts and no day."""
        said = (_first(row), self._label(row))
        money = (row.cells[i] for i, c in self.header.columns.items() if c.type in ("money", "date") and i < len(row.cells))
        return any(_FOOTER.match(text.replace(" ", "")) for text in said) and not any(m for m in money if m not in said)

    def _wrong_shape(self, row: GridRow) -> bool:
        here = Source(self.grid.file, row.number, row.line, self.grid.sheet)
        extra = [i for i, c in enumerate(row.cells) if c and i >= self.header.width]
        excerpt = " | ".join(" ".join(c.split()) for c in row.cells)
        if self.grid.ragged and (extra or len(row.cells) < self.header.width):
            count = len(row.cells) if not extra else extra[-1] + 1
            wide = "列和列之间要用英文逗号 , 隔开，这一行用的是中文逗号。" if count == 1 and "\uff0c" in row.cells[0] else ""
            if self.sound:  # a header with too many or too few names would accuse every row
                self.problems.append(problem("cell-count", here, f"表头有 {self.header.width} 格，这一行有 {count} 格。", wide, excerpt))
            return True
        unnamed = [i for i, c in enumerate(row.cells) if c and i not in self.header.columns and not self._header_text(i)]
        if unnamed:
            where = Source(self.grid.file, row.number, row.line, self.grid.sheet, letter(unnamed[0]))
            said = f"{letter(unnamed[0])} 列没有列名，这一行却有内容。"
            self.problems.append(problem("unknown-header", where, said, "给这一列加上列名，或删去内容。", excerpt))
        return False

    def _header_text(self, i: int) -> str:
        header = self.grid.rows[self.header.first_data - 1].cells
        return header[i] if i < len(header) else ""

    def _row(self, row: GridRow, data: bool) -> Row:
        texts: list[str] = []
        found: list[Value] = []
        reports: list[tuple[str, Column, str]] = []
        void = bool(self.kind.void_labels) and self._label(row).startswith(self.kind.void_labels)
        for i, column in self.header.columns.items():
            text = row.cells[i] if i < len(row.cells) else ""
            value: Value = None
            if i in row.unvalued:
                said = "是公式，文件里没有存下结果。" if not text else f"是出错的公式（{text}）。"
                reports.append(("formula-without-value", column, f"「{column.name}」{said}"))
            elif i in row.merged and column.type == "money":
                text = ""
            elif data or column.type == "money":
                try:
                    value = convert(column, text, self.header.units[i], self.year)
                except ValueError as why:
                    code = "bad-text" if isinstance(why, Unprintable) else CODES[column.type]
                    reports.append((code, column, f"「{column.name}」写的是「{short(text)}」：{why}。"))
                else:
                    if data and value is None and not column.blank and not void:
                        reports.append(("blank-cell", column, f"「{column.name}」空着。"))
            texts.append(text)
            found.append(value)
        bad = frozenset(column.name for _, column, _ in reports)
        merged = frozenset(c.name for i, c in self.header.columns.items() if i in row.merged)
        made = Row(self.head, row.number, row.line, tuple(texts), tuple(found), bad, merged)
        self.problems += [problem(code, made.at(c.name), said, _hint(code, c), made.excerpt()) for code, c, said in reports]
        return made


def _first(row: GridRow) -> str:
    return next((c for c in row.cells if c), "")


def _head(grid: Grid, header: Header) -> Head:
    private = frozenset(c.name for c in header.columns.values() if c.private)
    names = tuple(c.name for c in header.columns.values())
    return Head(grid.file, names, tuple(letter(i) for i in header.columns), grid.sheet, private)


def short(text: str) -> str:
    """A text as a message repeats it."""
    return text if len(text) <= 30 else text[:30] + "……"


def _hint(code: str, column: Column) -> str:
    return f"填上{column.name}，例如 {column.example}。" if code == "blank-cell" and column.example else ""
