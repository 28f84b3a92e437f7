"""Where exactly one mend of a problem is certain: what a click on it does. Nothing is mended by itself.

Certain is what has one reading only, and what, when it is done, takes the problem away and brings no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.classes import dataclass
from generator.editing import ordering
from generator.editing.applied import applied
from generator.editing.cell_mends import meant
from generator.editing.column_mends import header_meant, shifted_rows, split_column, split_row
from generator.editing.edited_table import EditedTable
from generator.editing.edits import Edit, InsertRows, SetCells, Together, set_cell
from generator.editing.keyed_text import KeyedText
from generator.editing.live import LiveBoard
from generator.editing.opened_file import OpenedFile
from generator.editing.refused import NotEditable
from generator.kind import Kind
from generator.model import Problem
from generator.sheets import column_index

_FIGURE = re.compile(r"\d[\d,]*\.\d{2}(?!\d)")
UNREAD = {"bad-amount", "bad-date", "bad-choice", "bad-count", "bad-number", "bad-term"}
"""Codes of cells whose text means nothing to a loader."""
_BETWEEN_FILES = {"opening-mismatch"}
"""Codes of what one file alone does not show."""
_MOST = 40
"""Problems of a file for which a mend is looked for at once."""
ALONE = 5
"""Mends that do not hold all together are tried one by one, so many of them at a time where somebody may go on typing meanwhile: each
costs a check of the file or several; the others are tried when these are done."""


@dataclass(frozen=True, slots=True)
class Mend:
    """What one click does."""

    text: str
    """What stands on the button: 「改成 -500」."""
    edit: Edit


@dataclass(frozen=True, slots=True)
class TriedMends:
    """The certain mends of a file, as far as they have been tried."""

    mends: dict[Problem, Mend]
    more: bool = False
    """There may be others, which were not tried."""


def mends_of(board: LiveBoard, opened: OpenedFile, problems: Iterable[Problem]) -> dict[Problem, Mend]:
    """The mend of each problem of the file that has a certain one. ``problems``: as ``BoardLook.of(opened.file)`` tells them."""
    return tried_mends(board, opened, problems, _MOST).mends


def tried_mends(board: LiveBoard, opened: OpenedFile, problems: Iterable[Problem], alone: int) -> TriedMends:
    """The same as far as it is known when at most ``alone`` have been tried by themselves, each of which costs a check of the file."""
    told = [*problems][:_MOST]
    if opened.kind is None or not opened.sheets or opened.item is None or not told:
        return TriedMends({})
    between: dict[Problem, Mend] = {}
    likely: dict[Problem, Mend] = {}
    cut = []
    for problem in told:
        if problem.code in _BETWEEN_FILES:
            between |= {problem: mend} if (mend := _of_unit(board, opened, problem)) else {}
        elif mend := _candidate(opened, opened.kind, problem):
            likely[problem] = mend
        elif problem.code == "cell-count":
            cut.append(problem)
    if not likely and not cut:
        return TriedMends(between)
    before = board.of_file(opened.item, opened.kind, opened.stored())
    rows = {p: mend for p in cut[:alone] if (mend := _of_row(board, opened, p, before))}
    cells = {p: mend for p, mend in likely.items() if isinstance(mend.edit, SetCells)}
    together, doubtful = _together(board, opened, cells, before)
    tried = [*(p for p in likely if p not in cells), *doubtful]
    sure = {p: likely[p] for p in tried[:alone] if _take_away(board, opened, {p: likely[p]}, before)}
    return TriedMends(between | rows | together | sure, max(len(tried), len(cut)) > alone)


def _together(
    board: LiveBoard, opened: OpenedFile, cells: Mapping[Problem, Mend], before: list[Problem]
) -> tuple[dict[Problem, Mend], list[Problem]]:
    """(mends that are certain, problems whose mend must be tried by itself). All at once, since most often each is what was meant; else
    those at whose rows nothing new is told then."""
    wrong = _worse(board, opened, cells, before) if cells else set()
    if not wrong and wrong is not None:
        return dict(cells), []
    clear = {p: mend for p, mend in cells.items() if p.source.row not in (wrong or set())} if wrong else {}
    if clear and len(clear) < len(cells) and _take_away(board, opened, clear, before):
        return clear, [p for p in cells if p not in clear]
    return {}, [*cells] if len(cells) > 1 else []


def _take_away(board: LiveBoard, opened: OpenedFile, mends: Mapping[Problem, Mend], before: list[Problem]) -> bool:
    """True where the file, mended so, has these problems no more, and no more of any other than it had."""
    wrong = _worse(board, opened, mends, before)
    return wrong is not None and not wrong


def _worse(board: LiveBoard, opened: OpenedFile, mends: Mapping[Problem, Mend], before: list[Problem]) -> set[int] | None:
    """Rows of what these mends do not take away and of what they bring; none where they are good, None where nobody can say."""
    try:
        stored = applied(opened.content, Together(tuple(mend.edit for mend in mends.values()))).stored()
    except NotEditable:
        return None
    if opened.item is None or opened.kind is None:
        return None
    after = board.of_file(opened.item, opened.kind, stored)
    had, has, taken = (Counter(p.code for p in problems) for problems in (before, after, mends))
    more = {code for code in {*has, *taken} if has[code] > had[code] - taken[code]}
    known = Counter((p.code, p.source.row) for p in before)
    known.subtract((p.code, p.source.row) for p in mends)
    rows = {p.source.row for p in after if p.code in more and known[p.code, p.source.row] < 1}
    return rows or ({0} if more else set())


def _of_row(board: LiveBoard, opened: OpenedFile, problem: Problem, before: list[Problem]) -> Mend | None:
    """Where the comma that is missing or too many belongs, where the file can be read in one way only."""
    table, row = opened.table(opened.sheets[0]), problem.source.row
    if isinstance(opened.content, KeyedText) or opened.kind is None or not 0 < row <= len(table.rows):
        return None
    ways = shifted_rows(table, opened.kind, opened.content.rows(table.sheet)[row - 1], row)
    fit = [mend for mend in (Mend(*way) for way in ways) if _take_away(board, opened, {problem: mend}, before)]
    return fit[0] if len(fit) == 1 else None


def _of_unit(board: LiveBoard, opened: OpenedFile, problem: Problem) -> Mend | None:
    """Another unit, where the amounts then follow from the month before to the fen: the whole board is asked, where the two figures that
    the problem tells of are a thousand or ten thousand times each other."""
    sheet = problem.source.sheet if problem.source.sheet in opened.sheets else opened.sheets[0]
    if not _units_apart(problem):
        return None
    fit = []
    for mend in _other_unit(opened.table(sheet)):
        after = board.look({opened.file: applied(opened.content, mend.edit).stored()}).of(opened.file)
        if not any(p.code in (problem.code, "bad-unit", "bad-amount") for p in after):
            fit.append(mend)
    return fit[0] if len(fit) == 1 else None


def _units_apart(problem: Problem) -> bool:
    """Whether two of the figures that it tells are as two units apart."""
    figures = [int(text.replace(",", "").replace(".", "")) for text in _FIGURE.findall(problem.message)]
    return any(a and a * times == b for a in figures for b in figures for times in (1_000, 10_000))


def _candidate(opened: OpenedFile, kind: Kind, problem: Problem) -> Mend | None:
    """What is likely meant, of which it is still to be seen whether it mends anything."""
    source = problem.source
    sheet = source.sheet if source.sheet in opened.sheets else opened.sheets[0]
    table = opened.table(sheet)
    if problem.code in ("date-backwards", "newest-first"):
        return _order(table, opened, problem.code)
    if not 0 < source.row <= len(table.rows):
        return None
    if problem.code == "cell-count":
        edit = split_row(table, source.row)
        return Mend("按中文逗号分成几格", edit) if edit else None
    place = column_index(source.column)
    if not 0 <= place < len(table.columns):
        return None
    text = table.row(source.row).cells[place]
    if problem.code == "unknown-header":
        return _header(table, kind, source.row, place, text)
    if problem.code == "sides-swapped":
        return _swapped(table)
    new = _instead(table, opened, kind, problem.code, source.row, place, text)
    return Mend(f"改成「{new}」", set_cell(source.row, place, new, sheet)) if new and new != text else None


def _instead(table: EditedTable, opened: OpenedFile, kind: Kind, code: str, row: int, place: int, text: str) -> str:
    """What a cell should hold; "" where that is not sure."""
    field = table.columns[place].field
    if not field:
        return ""
    if code in UNREAD:
        key = opened.item.key if opened.item else ""
        return meant(kind.column(field), text, key, table.columns[place].unit)
    if code == "red-amount":
        return "-" + text.strip("()（） ").removeprefix("-")
    if code == "ditto":
        above = [each.cells[place] for each in table.rows[: row - 1] if each.sort == "data" and each.cells[place].strip()]
        return above[-1] if above else ""
    return ""


def _header(table: EditedTable, kind: Kind, row: int, place: int, text: str) -> Mend | None:
    if edit := split_column(table, kind, row, place):
        return Mend(f"把「{text}」分成两列", edit)
    name = header_meant(table, kind, text)
    return Mend(f"列名改成「{name}」", set_cell(row, place, name, table.sheet)) if name else None


def _order(table: EditedTable, opened: OpenedFile, code: str) -> Mend | None:
    key = opened.item.key if opened.item else ""
    try:
        edit = (
            ordering.turned_round(table) if code == "newest-first" else ordering.by_day(table, int(key[:4]) if key[:4].isdigit() else None)
        )
    except NotEditable:
        return None
    return Mend("按日期从早到晚排好", edit) if edit else None


def _swapped(table: EditedTable) -> Mend | None:
    """The names of the two sides changed for one another, where every balance says that they stand the wrong way round."""
    sides = [i for i, column in enumerate(table.columns) if column.type == "money" and column.field and not column.running]
    if len(sides) != 2:
        return None
    first, second = (table.columns[i] for i in sides)
    names = ((sides[0], second.field), (sides[1], first.field))
    edit = Together(tuple(set_cell(table.header, i, name, table.sheet) for i, name in names))
    return Mend(f"「{first.header}」和「{second.header}」的列名对调", edit)


def _other_unit(table: EditedTable) -> Iterator[Mend]:
    """The unit that amounts are meant in, where the table says another, or none and 元 is not it."""
    units = {column.unit for column in table.columns if column.type == "money" and column.field}
    if units == {"元"} and table.header:
        cells = {(row.number, i) for row in table.rows[: table.header] for i, text in enumerate(row.cells) if "元" in text}
        for unit in ("万元", "千元") if not cells else ():
            yield Mend(f"写明「单位：{unit}」", InsertRows(table.header, ((f"单位：{unit}",),), table.sheet))
    elif len(units) == 1:
        unit = units.pop()
        cells = {(row.number, i) for row in table.rows[: table.header] for i, text in enumerate(row.cells) if unit in text}
        edits = [set_cell(n, i, table.row(n).cells[i].replace(unit, "元"), table.sheet) for n, i in sorted(cells)]
        if edits:
            yield Mend(f"单位「{unit}」改成「元」", Together(tuple(edits)))
