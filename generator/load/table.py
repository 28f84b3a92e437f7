"""A grid and a kind → a dataset: data rows converted cell by cell, stated sums kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import zip_longest

from generator import periods, values
from generator.kind import EXAMPLE, Kind
from generator.load.accounts import joined, set_apart, with_account
from generator.load.alike import NO_NAME, NO_RESULT, gathered
from generator.load.convert import code_of, convert
from generator.load.grid import Grid, GridRow
from generator.load.halves import halves, halves_joined, side_by_side
from generator.load.header import Header, find_header, read_header
from generator.load.lone_row import MEND, lone
from generator.load.no_header import no_header
from generator.load.plain_columns import read_columns
from generator.load.printed import as_listed
from generator.load.row_sort import RowSort, begins_another, cell_under, is_page_turn, sort_row
from generator.load.stated import read_stated
from generator.model import Column, Dataset, Head, Problem, Row, Source, problem
from generator.own_accounts import account, is_account
from generator.sheets import letter
from generator.shown import Value

NONE: frozenset[str] = frozenset()


def read_table(grids: list[Grid], kind: Kind, file: str, key: str) -> tuple[Dataset | None, list[Problem]]:
    """The dataset of the one sheet that has this kind's header."""
    with_header = [(grid, at) for grid in grids if (at := find_header(grid, kind)) is not None]
    if kind.account_column and len(with_header) > 1 and all(is_account(grid.sheet) for grid, _ in with_header):
        return _by_account(grids, with_header, kind, file, key)
    for names in _sheet_names(kind, key):
        if len(with_header) > 1:
            with_header = [(grid, at) for grid, at in with_header if grid.sheet in names] or with_header
    if not with_header:
        return None, [no_header(grids, kind, file)]
    if len(with_header) > 1:
        sheets = "、".join(f"「{grid.sheet}」" for grid, _ in with_header)
        hint = f"只留一张，或把要公开的那张改名为 {key}。"
        return None, [problem("sheet-ambiguous", Source(file), f"工作表 {sheets} 都像「{kind.title}」。", hint)]
    grid, at = with_header[0]
    data, problems = read_book(grid, at, kind, key)
    return data, problems + unused_sheets(grids, [grid], file)


def read_grid(grid: Grid, at: int, kind: Kind, key: str) -> tuple[Dataset, list[Problem]]:
    """The dataset of a sheet whose header is in row ``at``."""
    year = None if kind.key == "slug" else int(key[:4])
    if beside := side_by_side(grid, at, kind):
        return Dataset(kind.name, key, grid.file, unread=True, complete=False), [beside]
    return halves_joined(_Reader(as_listed(half, at, kind, year), at, kind, year, key).dataset() for half in halves(grid, at, kind))


def read_book(grid: Grid, at: int, kind: Kind, key: str) -> tuple[Dataset, list[Problem]]:
    """The same, as the book of the own account that the sheet is called after; transfers are set apart."""
    data, problems = read_grid(grid, at, kind, key)
    if kind.account_column and is_account(grid.sheet):
        data = with_account(data, account(grid.sheet), kind)
    return set_apart(data, kind), problems


def _by_account(grids: list[Grid], with_header: list[tuple[Grid, int]], kind: Kind, file: str, key: str) -> tuple[Dataset, list[Problem]]:
    """A sheet for each own account: one month."""
    problems: list[Problem] = []
    parts = []
    for grid, at in with_header:
        part, more = read_grid(grid, at, kind, key)
        problems += more
        parts.append(with_account(part, account(grid.sheet), kind))
    return joined(parts, kind), problems + unused_sheets(grids, [grid for grid, _ in with_header], file)


def unused_sheets(grids: list[Grid], used: list[Grid], file: str) -> list[Problem]:
    """Other visible sheets that look like tables: a continuation or a correction would be left out in silence."""
    tables = [g for g in grids if g not in used and any(sum(map(bool, row.cells)) >= 3 for row in g.rows)]
    names = "、".join(f"「{g.sheet}」" for g in used)
    return [problem("sheet-unused", Source(file, sheet=g.sheet), f"用了工作表{names}，没有用「{g.sheet}」。") for g in tables]


def _sheet_names(kind: Kind, key: str) -> tuple[set[str], set[str]]:
    """Names that settle which sheet is meant: the key itself first."""
    months = {f"{int(key[5:])}月", periods.month_cn(key)} if kind.key == "month" else set()
    return {key}, {kind.title, *months}


class _Reader:
    """Walks the rows below one header."""

    def __init__(self, grid: Grid, at: int, kind: Kind, year: int | None, key: str) -> None:
        self.grid, self.kind, self.key = grid, kind, key
        self.header, self.problems = read_header(grid, at, kind)
        self.head = _head(grid, self.header)
        self.year = year
        self.money = {c.name for c in self.header.columns.values() if c.type == "money"}
        self.unnamed = any(i not in self.header.columns and not self._header_text(i) for i in range(self.header.width))
        self.sound = not self.problems
        self.nameless = grid.ragged and _most_are_wider(grid.rows[self.header.first_data :], self.header.width)
        self.complete = self.sound
        self.unreadable_rows: list[int] = []
        self.known = read_columns(grid.rows[self.header.first_data :], self.header)
        """By column: what the texts of entries mean, of which nothing had to be told."""
        self._columns = tuple(self.known.items())

    def dataset(self) -> tuple[Dataset, list[Problem]]:
        if self.header.lacking:
            return Dataset(self.kind.name, self.key, self.grid.file, unread=True, complete=False), self.problems
        if self.grid.hidden:
            where = Source(self.grid.file, sheet=self.grid.sheet)
            self.problems.append(problem("hidden-cells", where, f"{'、'.join(self.grid.hidden[:8])} 是隐藏的，里面有内容。"))
        rows: list[Row] = []
        stated = list(self.grid.rows[: self.header.first_data - 1])
        stated_rows: list[tuple[str, Row]] = []
        for sort, grid_row in self._sorted_rows():
            if sort == "opening" and rows and is_page_turn(grid_row):
                sort = "carried"  # 承前页 repeats the balance on the next page
            if sort in ("example-left", "unclear-sum"):
                self._tell(sort, grid_row)
            elif sort == "stated":
                stated.append(grid_row)
            elif self._wrong_shape(grid_row):
                self.complete = False
                self.unreadable_rows.append(grid_row.number)
            else:
                row = self._row(grid_row, data=sort == "data")
                self.complete = self.complete and not row.invalid & self.money
                if sort == "data":
                    rows.append(row)
                else:
                    stated_rows.append((sort, row))
        marked, wrong = read_stated(self.grid, stated, self.year)
        self.problems += wrong
        stated_rows += marked
        kind, unreadable_rows = self.kind.name, tuple(self.unreadable_rows)
        dataset = Dataset(
            kind, self.key, self.grid.file, tuple(rows), tuple(stated_rows), unreadable_rows=unreadable_rows, complete=self.complete
        )
        return dataset, list(gathered(self.problems))

    def _sorted_rows(self) -> Iterator[tuple[RowSort, GridRow]]:
        """Rows below the header that mean something; a header repeated on a second page does not."""
        header = self.grid.rows[self.header.first_data - 1].cells
        below = [row for row in self.grid.rows[self.header.first_data :] if not row.blank and row.cells != header]
        for row, following in zip_longest(below, below[1:]):
            sort = sort_row(row, self.header, self.kind)
            if sort == "data" and begins_another(row, following, self.header, self.kind):
                self._another(row)
                return
            if sort != "nothing":
                yield sort, row

    def _another(self, row: GridRow) -> None:
        here = Source(self.grid.file, row.number, row.line, self.grid.sheet)
        message = f"从第 {row.number} 行「{_label_of(row)}」起像是另一张表。一份文件只放一张表。"
        self.problems.append(problem("second-table", here, message, excerpt=_excerpt(row)))
        self.complete = False
        self.unreadable_rows.append(row.number)

    def _tell(self, sort: RowSort, row: GridRow) -> None:
        here = Source(self.grid.file, row.number, row.line, self.grid.sheet)
        marked = _label_of(row).startswith(("例:", EXAMPLE))
        left = "这一行前面还有「例：」。" if marked else "这一行就是空表里的例子，只是少了「例：」。"
        hint = "" if marked or sort != "example-left" else "是例子的，整行删掉。"
        message = left if sort == "example-left" else f"「{_label_of(row)}」这一行像是合计或结转，说法不认识。"
        self.problems.append(problem(sort, here, message, hint, _excerpt(row)))
        self.complete = False
        self.unreadable_rows.append(row.number)

    def _wrong_shape(self, row: GridRow) -> bool:
        here = Source(self.grid.file, row.number, row.line, self.grid.sheet)
        size = len(row.cells)
        if size == self.header.width and not self.unnamed:
            return False
        extra = [i for i, c in enumerate(row.cells) if c and i >= self.header.width]
        excerpt = _excerpt(row)
        if self.nameless and extra and self.sound:
            self._no_name(row, extra[0], excerpt)
            return True
        if self.grid.ragged and (extra or size < self.header.width):
            count = size if not extra else extra[-1] + 1
            wide = "列和列之间要用英文逗号 , 隔开，这一行有中文逗号。" if any("\uff0c" in c for c in row.cells) and not extra else ""
            if self.sound:  # a header with too many or too few names would accuse every row
                self.problems.append(problem("cell-count", here, f"表头有 {self.header.width} 格，这一行有 {count} 格。", wide, excerpt))
            return True
        unnamed = [i for i, c in enumerate(row.cells) if c and i not in self.header.columns and not self._header_text(i)]
        if unnamed:
            self._no_name(row, unnamed[0], excerpt)
        return False

    def _no_name(self, row: GridRow, i: int, excerpt: str) -> None:
        where = Source(self.grid.file, row.number, row.line, self.grid.sheet, letter(i))
        self.problems.append(problem("unknown-header", where, f"{letter(i)} 列{NO_NAME}", "给这一列加上列名，或删去内容。", excerpt))

    def _void(self, row: GridRow) -> bool:
        """True for an entry that is there for its number only."""
        label = cell_under(row, self.header, self.kind.label_column) if self.kind.voids else ""
        return values.voided(label) or values.without_cash(label)

    def _header_text(self, i: int) -> str:
        header = self.grid.rows[self.header.first_data - 1].cells
        return header[i] if i < len(header) else ""

    def _row(self, row: GridRow, data: bool) -> Row:
        if data and not (row.unvalued or row.merged or row.scaled or row.red or row.dates):
            with suppress(KeyError, IndexError):  # else one of its cells has to be looked at
                plain = tuple([known[row.cells[i]] for i, known in self._columns])
                return Row(self.head, row.number, row.line, tuple([row.cells[i] for i in self.known]), plain)
        return self._looked_at(row, data)

    def _looked_at(self, row: GridRow, data: bool) -> Row:
        """The row cell by cell, with whatever is to be told of it."""
        texts: list[str] = []
        read: list[Value] = []
        reports: list[tuple[str, Column, str]] = []
        usual = data and not (row.unvalued or row.merged or row.scaled or row.red)
        size = len(row.cells)
        for i, column in self.header.columns.items():
            text = row.cells[i] if i < size else ""
            value: Value = None
            if usual and text in (known := self.known[i]) and not (column.type == "text" and i in row.dates):
                value = known[text]
            elif i in row.unvalued:
                message = NO_RESULT if not text else f"是出错的公式（{text}）。"
                reports.append(("formula-without-value", column, f"「{column.name}」{message}"))
            elif i in row.merged and column.type in ("money", "number"):
                text = ""
            elif data and column.type == "text" and i in row.dates:
                reports.append(("bad-value", column, f"「{column.name}」被表格软件变成了日期（{text}）。"))
            elif i in row.scaled and column.type == "money" and (why := _scaled(row, i, text, self.header.units[i])):
                reports.append(("bad-amount", column, f"「{column.name}」{why}"))
            elif i in row.red and column.type == "money" and data:
                reports.append(("red-amount", column, f"「{column.name}」{text} 是红字，前面没有负号。"))
            elif data or column.type in ("money", "count", "number"):
                try:
                    value = convert(column, text, self.header.units[i], self.year) if text else None
                except ValueError as why:
                    code = code_of(why, column)
                    reports.append((code, column, f"「{column.name}」写的是「{short(text)}」：{why}。"))
                else:
                    if data and value is None and not column.blank and not self._void(row):
                        reports.append(("blank-cell", column, f"「{column.name}」空着。"))
                    elif data and (value is not None or column.blank):
                        self.known[i][text] = value
            texts.append(text)
            read.append(value)
        invalid = frozenset(column.name for _, column, _ in reports) if reports else NONE
        merged = frozenset(c.name for i, c in self.header.columns.items() if i in row.merged) if row.merged else NONE
        made = Row(self.head, row.number, row.line, tuple(texts), tuple(read), invalid, merged)
        blank = [column.name for code, column, _ in reports if code == "blank-cell"]
        if told := lone(row, blank):
            self.problems.append(problem("blank-cell", made.at(blank[0]), told, MEND, made.excerpt()))
        else:
            self.problems += [problem(code, made.at(c.name), reason, _hint(code, c), made.excerpt()) for code, c, reason in reports]
        return made


def _scaled(row: GridRow, i: int, text: str, unit: str) -> str:
    """Why an amount that a format shows smaller cannot be read as it is shown; "" where it can."""
    if i in row.rounded:
        return f"显示成 {text}，格里存的是 {row.scaled[i]}：把这一列设为「常规」格式，按元写。"
    if unit == "元" and not re.search("[千万亿]", text):
        return f"显示成 {text}，格里存的是 {row.scaled[i]}，表上却没有写单位：写上「单位：万元」，或者把这一列设为「常规」格式。"
    return ""


def _most_are_wider(rows: Sequence[GridRow], width: int) -> bool:
    """True where most rows hold something behind the last name: then it is the header that lacks one, and no row has a comma too many."""
    rows = [row for row in rows if not row.blank]
    return len(rows) > 1 and sum(any(row.cells[width:]) for row in rows) * 2 > len(rows)


def _label_of(row: GridRow) -> str:
    return next((c for c in row.cells if c), "")


def _excerpt(row: GridRow) -> str:
    return " | ".join(" ".join(c.split()) for c in row.cells)


def _head(grid: Grid, header: Header) -> Head:
    names = tuple(c.name for c in header.columns.values())
    return Head(grid.file, names, tuple(letter(i) for i in header.columns), grid.sheet)


def short(text: str) -> str:
    """A text as a message repeats it."""
    return text if len(text) <= 30 else text[:30] + "……"


def _hint(code: str, column: Column) -> str:
    if code == "bad-value":
        return "把这一列设为「文本」格式，再把原来的内容重新打一遍。"
    return f"填上{column.name}，例如 {column.example}。" if code == "blank-cell" and column.example else ""
