"""A year's file (ledger/2026.xlsx) → its months: a sheet for each month, all months in one sheet, or in a sheet for each own account.

Each month becomes what a file of its own would have been; every row keeps its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import date

from generator import sum_rows, values
from generator.classes import dataclass
from generator.kind import STATED, Kind
from generator.load.convert import convert
from generator.load.grid import Grid, GridRow
from generator.load.halves import side_by_side
from generator.load.header import Header, find_header, read_header
from generator.load.no_header import no_header
from generator.load.printed import as_listed
from generator.load.row_sort import says_no_entries, sort_row
from generator.load.table import read_book, read_table, unused_sheets
from generator.model import Dataset, Problem, Source, problem
from generator.own_accounts import account, is_account
from generator.pattern import lazy

_SHEET = lazy(
    r"(?:(\d{4})[年.-]?)?(?:0?([1-9])|(1[0-2])|([一二三四五六七八九]|十[一二]?))(?:月份?)?(?:收支(?:明细)?|明细|流水|日记)?账?表?"
)
_MONTH = lazy(r"(?:(\d{4})[年.-]?)?(?:0?([1-9])|(1[0-2])|([一二三四五六七八九]|十[一二]?))月份?")
"""How the name of such a sheet begins, where an own account follows."""
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_WAY = (
    "几个月各放一张工作表，表名写 1月、2月；几个账户各放一张的，表名写账户的名字，如 现金日记账、基本户；"
    "或者所有的月都放在一张工作表里，从早到晚；或者一个月一个文件，如 {}-01.xlsx。"
)


def is_year_file(kind: Kind, key: str) -> bool:
    """True for the key 2026 of a kind that is filed by months."""
    return kind.key == "month" and bool(re.fullmatch(r"\d{4}", key))


def read_year(grids: list[Grid], kind: Kind, file: str, year: str) -> tuple[Dataset | None, list[Problem]]:
    """A dataset that is its ``parts``, the months in order, of each own account that has sheets of its own; None where it cannot be told
    which rows are of which month.
    """
    named = {grid.sheet: month for grid in grids if (month := _month_of_sheet(grid.sheet, year, kind))}
    if named:
        return _of_sheets(grids, named, kind, file, year)
    with_header = [(grid, at) for grid in grids if (at := find_header(grid, kind)) is not None]
    if not with_header:
        return None, [no_header(grids, kind, file)]
    if len(with_header) > 1:
        if kind.account_column and all(is_account(grid.sheet) for grid, _ in with_header):
            return _of_accounts(grids, with_header, kind, file, year)
        sheets = "、".join(f"「{grid.sheet}」" for grid, _ in with_header)
        message = f"工作表 {sheets} 都像「{kind.title}」，看不出哪张是几月的。"
        return None, [problem("sheet-ambiguous", Source(file), message, _WAY.format(year))]
    grid, at = with_header[0]
    parts, problems = _of_one_sheet(grid, at, kind, year)
    return _year(parts, kind, file, year), problems + unused_sheets(grids, [grid], file)


def _year(parts: Iterable[Dataset], kind: Kind, file: str, year: str) -> Dataset | None:
    months = tuple(parts)
    return Dataset(kind.name, year, file, parts=months, complete=all(part.complete for part in months)) if months else None


# --- a sheet for each month, or for each own account in each month ---------------------------


@dataclass(frozen=True, order=True)
class _OfMonth:
    """What a sheet's name says it is of."""

    month: str
    account: str = ""


def sheet_month(name: str, with_account: bool = True) -> tuple[str, int, str] | None:
    """「3月」, 「03」, 「三月」 → ("", 3, ""), 「2026年3月收支」 → (2026, 3, ""), 「3月现金」 → ("", 3, 库存现金); None for no month."""
    label = values.label(name)
    match, own = _SHEET.fullmatch(label), ""
    if not match and with_account and (start := _MONTH.match(label)) and is_account(label[start.end() :]):
        match, own = start, account(label[start.end() :])
    if not match:
        return None
    return match[1] or "", int(match[2] or match[3] or _NUMERALS.index(match[4]) + 1), own


def _month_of_sheet(name: str, year: str, kind: Kind) -> _OfMonth | None:
    """What the sheet is of, where that is a month of ``year``."""
    named = sheet_month(name, bool(kind.account_column))
    if not named or named[0] not in ("", year):
        return None
    return _OfMonth(f"{year}-{named[1]:02}", named[2])


def _of_sheets(grids: list[Grid], named: dict[str, _OfMonth], kind: Kind, file: str, year: str) -> tuple[Dataset | None, list[Problem]]:
    months: dict[_OfMonth, Grid] = {}
    for grid in grids:
        if month := named.get(grid.sheet):
            same = next((of for of in months if of.month == month.month and (of == month or not (of.account and month.account))), None)
            if same:
                message = f"工作表「{months[same].sheet}」和「{grid.sheet}」都是 {int(month.month[5:])} 月的。"
                return None, [problem("sheet-ambiguous", Source(file), message, "只留一张；不用的删去，或者改成别的名字。")]
            months[month] = grid
    read = [(month.month, *read_table([grid], kind, file, month.month)) for month, grid in sorted(months.items())]
    while read and all(not_begun(data) for key, data, _ in read if key == read[-1][0]):  # prepared for a month that is still to come
        last = read[-1][0]
        read = [each for each in read if each[0] != last]
    if not read:
        return None, [problem("empty-list", Source(file), "各月的表里一笔也没有。", "登上各月的收支，再放进来。")]
    problems = [told for *_, more in read for told in more] + unused_sheets(grids, list(months.values()), file)
    if any(data is None for _, data, _ in read):
        return None, problems
    return _year([data for _, data, _ in read if data], kind, file, year), problems


def not_begun(data: Dataset | None) -> bool:
    """True for a month without an entry that does not say there was none, whatever it carries over from the month before."""
    if data is None or data.entries or data.unreadable_rows or data.unread:
        return False
    return not any(says_no_entries(sum_rows.bare(text)) for _, row in data.stated_rows for text in row.texts)


# --- all months in one sheet, or in one for each own account ---------------------------------


@dataclass
class _Month:
    key: str
    rows: list[GridRow] = field(default_factory=list)


def _of_accounts(
    grids: list[Grid], with_header: list[tuple[Grid, int]], kind: Kind, file: str, year: str
) -> tuple[Dataset | None, list[Problem]]:
    """A sheet for each own account, each with all its months."""
    sheets: dict[str, Grid] = {}
    parts: list[Dataset] = []
    problems: list[Problem] = []
    for grid, at in with_header:
        own = account(grid.sheet)
        if own in sheets:
            message = f"工作表「{sheets[own].sheet}」和「{grid.sheet}」都是「{own}」的账。"
            return None, [problem("sheet-ambiguous", Source(file), message, "一个账户只留一张工作表；是别的账户的，改成它的名字。")]
        sheets[own] = grid
        months, more = _of_one_sheet(grid, at, kind, year) if any(not row.blank for row in grid.rows[at + 1 :]) else ([], [])
        parts += months
        problems += more
        if more and not months:
            return None, problems
    return _year(parts, kind, file, year), problems + unused_sheets(grids, [grid for grid, _ in with_header], file)


def _of_one_sheet(grid: Grid, at: int, kind: Kind, year: str) -> tuple[list[Dataset], list[Problem]]:
    if beside := side_by_side(grid, at, kind):
        return [], [beside]
    listed = as_listed(grid, at, kind, int(year))
    header, wrong = read_header(listed, at, kind)
    day = next((i for i, column in header.columns.items() if column.type == "date"), None)
    if header.lacking or day is None:
        return [], wrong
    rows = [row for row in listed.rows[header.first_data :] if not row.blank]
    days = [_day(row, day, header, int(year)) for row in rows]
    known = [each for each in days if each]
    if not known:
        where = f"工作表「{grid.sheet}」" if kind.account_column and is_account(grid.sheet) else f"「{grid.file.rpartition('/')[2]}」"
        message = f"{where}里没有 {year} 年的日期，看不出哪些是几月的。"
        return [], [problem("bad-name", Source(grid.file, sheet=grid.sheet), message, "每一笔写上日期；不是这一年的，改文件名。")]
    if known[0].month > known[-1].month and known == sorted(known, reverse=True):
        here = Source(grid.file, rows[0].number, rows[0].line, grid.sheet)
        return [], [problem("newest-first", here, "各笔是从新到旧排的，看不出每个月从哪里开始。")]
    months = _months(rows, days, header, kind, year)
    above = listed.rows[: header.first_data]
    read = [read_book(replace(listed, rows=(*above, *month.rows)), at, kind, month.key) for month in months]
    parts = [data for data, _ in read]
    unclear = _stated_for_all(parts)
    return ([], [unclear]) if unclear else (parts, list(dict.fromkeys(told for _, problems in read for told in problems)))


def _day(row: GridRow, i: int, header: Header, year: int) -> date | None:
    """The day of a row; None where it has none of this year, which its reader tells."""
    text = row.cells[i] if i < len(row.cells) else ""
    try:
        day = convert(header.columns[i], text, "元", year) if text else None
    except ValueError:
        return None
    return day if isinstance(day, date) and day.year == year else None


def _months(rows: Sequence[GridRow], days: Sequence[date | None], header: Header, kind: Kind, year: str) -> list[_Month]:
    """A month begins with its first day, unless the days that follow are earlier again: then that date is mistyped, and told so.

    上月余额 between two months is of the second, any other row without a day of the first.
    """
    months: list[_Month] = []
    waiting: list[GridRow] = []
    later = [day.month for day in days if day]
    for row, day in zip(rows, days, strict=True):
        if day:
            later = later[1:]
            if _begins(day.month, int(months[-1].key[5:]) if months else 0, later[:2]):
                months.append(_Month(f"{year}-{day.month:02}"))
        if not months or (not day and sort_row(row, header, kind) == "opening"):
            waiting.append(row)
        else:
            months[-1].rows += [*waiting, row]
            waiting.clear()
    months[-1].rows += waiting
    return months


def _begins(month: int, now: int, later: Sequence[int]) -> bool:
    """True where a row of ``month`` is the first of it: of the two that follow, one is of it or of a later one."""
    return month > now and (not later or max(later) >= month or (len(later) == 1 and month == now + 1))


def _stated_for_all(months: Sequence[Dataset]) -> Problem | None:
    """公开日 and the like say something of one publication: of which of several months cannot be told."""
    rows = [row for data in months for column in STATED if (row := data.marked(column.name))] if len(months) > 1 else []
    if not rows:
        return None
    name = rows[0].head.fields[0]
    message = f"这张表里有 {len(months)} 个月，看不出「{name}」说的是哪个月。"
    return problem("bad-value", rows[0].at(name), message, "一个月一张工作表，写在那个月的表里；或者一个月一个文件。")
