"""Printed books → the columns of the form: 月 | 日 under a year, 字 | 号, 方向 + 余额, 收/支 + 金额.

Bookkeeping programs and bound ledgers split what the form has in one column, and say the side of an amount in a word beside it. The
grid is turned before its header is read; every cell stays in its row, and as near its column as can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from generator import values
from generator.classes import dataclass
from generator.kind import Kind
from generator.load.grid import Grid, GridRow
from generator.load.sides import SIDE, with_marks_moved, with_sides
from generator.load.units import own_unit
from generator.model import Column
from generator.own_accounts import is_money

_PARTS = frozenset({"年", "月", "日", "字", "号", "种类", "编号", "类别", "号数", "借或贷", "方向"})
"""What stands under 日期, 凭证 and 余额 in a header of two storeys."""
_FLOW = frozenset(
    {"收/支", "收支", "收支方向", "收或支", "收付", "收/付", "收支类型", "收支类别", "方向", "借贷", "借贷方向", "借/贷", "借贷标志"}
)
_PURPOSES = frozenset({"费用类型", "费用类别", "费用项目", "费用科目", "收支科目", "对方科目"})
_SERIES = frozenset({"字", "凭证种类", "凭证字", "凭证类型", "凭证类别", "种类"})
_NUMBER = frozenset({"号", "凭证编号", "凭证号", "凭证号数", "编号", "号数"})
_IN, _OUT = ("收", "收入", "贷", "贷方", "进", "入"), ("支", "支出", "付", "付出", "借", "借方", "出")


def as_listed(grid: Grid, at: int, kind: Kind, year: int | None) -> Grid:
    """The grid with one header row at ``at`` that has the form's columns where the sheet had them split; the same grid where it had not."""
    names, storeys = _names(grid, at)
    whole = grid
    grid, named = with_sides(grid, at, names, storeys, kind)
    turns = _turns(named, kind, _stated_year(grid, at) or year)
    names = _by_purpose(grid, at + storeys, named, kind)
    if not turns and grid is whole and names == named and not any(map(_only_a_year, grid.rows[at + 1 : at + 4])):
        return grid
    for turn in turns:
        names[turn.first], names[turn.second] = turn.names
    rows = list(grid.rows)
    size = max(len(row.cells) for row in rows)
    rows[at] = replace(rows[at], cells=(*names, *[""] * (size - len(names))), merged=frozenset())
    for i in range(at + 1, len(rows)):
        if i < at + storeys or _only_a_year(rows[i]):
            rows[i] = replace(rows[i], cells=("",) * len(rows[i].cells), merged=frozenset())
            continue
        cells = list(rows[i].cells) + [""] * (size - len(rows[i].cells))
        moves: dict[int, int] = {}
        for turn in turns:
            cells[turn.first], cells[turn.second] = turn.cells(cells[turn.first], cells[turn.second])
            moves |= {turn.second: turn.first} if cells[turn.first] and not cells[turn.second] else {}
        rows[i] = replace(
            with_marks_moved(rows[i], moves), cells=tuple(cells) if not grid.ragged else tuple(cells[: max(len(rows[i].cells), 1)])
        )
    return replace(grid, rows=tuple(rows))


@dataclass(frozen=True)
class _Turn:
    """Two columns that become two others, or one and a blank one."""

    first: int
    second: int
    names: tuple[str, str]
    cells: Callable[[str, str], tuple[str, str]]


def _names(grid: Grid, at: int) -> tuple[list[str], int]:
    """The header's texts, of two storeys the lower where it says 月, 日, 字, 号 …; and how many rows it takes."""
    top = grid.rows[at].cells
    below = grid.rows[at + 1] if at + 1 < len(grid.rows) else None
    lower = [c if i not in below.merged else "" for i, c in enumerate(below.cells)] if below else []
    parts = [values.label(c) for c in lower if c]
    if not parts or not all(part in _PARTS or part in ("借方", "贷方", "余额", "金额") for part in parts) or not set(parts) & _PARTS:
        return list(top), 1
    size = max(len(top), len(lower))
    upper = [*top, *[""] * (size - len(top))]
    names = [low or up for up, low in zip(upper, [*lower, *[""] * (size - len(lower))], strict=True)]
    for i, name in enumerate(names):  # 「期初余额」 over 「方向 | 余额」
        group = next((c for c in reversed(upper[: i + 1]) if c), "")
        if values.label(name) in ("余额", "金额") and values.label(group)[:2] in ("期初", "期末", "年初"):
            names[i] = group
    return names, 2


def _turns(names: Sequence[str], kind: Kind, year: int | None) -> list[_Turn]:
    labels = [values.label(own_unit(name)[0]) for name in names]
    known = {values.label(n): c for c in kind.columns for n in (c.name, *c.aliases)}
    present = {known[label].name for label in labels if label in known}
    turns: list[_Turn] = []
    for i, (one, two) in enumerate(pairwise(labels)):
        if one == "月" and two == "日" and year and "日期" not in present and (column := _named(kind, "date")):
            turns.append(_Turn(i, i + 1, (column.name, ""), _day(year)))
        elif one in _SERIES and two in _NUMBER and (column := next((c for c in kind.columns if c.name == "凭证号"), None)):
            turns.append(_Turn(i, i + 1, (column.name, ""), _voucher))
        elif kind.opening_labels and one in SIDE - known.keys() and two in known and known[two].name == "余额":
            turns.append(_Turn(i, i + 1, ("", names[i + 1]), _signed))
        elif (
            "收入" not in present
            and not _FLOW & known.keys() & {one, two}
            and (flow := _flow(labels, i))
            and any(c.name == "收入" and c.type == "money" for c in kind.columns)
        ):
            unit = own_unit(names[flow[1]])[1]
            tail = f"（{unit}）" if unit else ""
            turns.append(_Turn(*flow, (f"支出{tail}", f"收入{tail}"), _by_flow))
            present |= {"收入", "支出"}
    return turns


def _by_purpose(grid: Grid, first_data: int, names: list[str], kind: Kind) -> list[str]:
    """The header of a cash book whose 科目 is its own account in every row: what an entry is for stands in 费用类型, and is the 科目."""
    labels = [values.label(name) for name in names]
    purpose = next((i for i, label in enumerate(labels) if label in _PURPOSES), None)
    if not kind.account_column or purpose is None or labels.count("科目") != 1 or kind.account_column in labels:
        return names
    subject = labels.index("科目")
    told = [
        row.cells[subject]
        for row in grid.rows[first_data:]
        if subject < len(row.cells) and row.cells[subject] and subject not in row.merged
    ]
    if not told or not all(map(is_money, told)):
        return names
    return [kind.account_column if i == subject else "科目" if i == purpose else name for i, name in enumerate(names)]


def _named(kind: Kind, cell_type: str) -> Column | None:
    return next((c for c in kind.columns if c.type == cell_type), None)


def _flow(labels: Sequence[str], i: int) -> tuple[int, int] | None:
    """(column of 收/支, column of 金额), one beside the other in either order."""
    pair = labels[i], labels[i + 1]
    amounts = {"金额", "发生额", "交易金额", "收支金额"}
    if pair[0] in _FLOW and pair[1] in amounts:
        return i, i + 1
    return (i + 1, i) if pair[1] in _FLOW and pair[0] in amounts else None


def _day(year: int) -> Callable[[str, str], tuple[str, str]]:
    def cells(month: str, day: str) -> tuple[str, str]:
        month, day = month.removesuffix("月"), re.sub("[日号]$", "", day)
        if re.fullmatch(r"\d{1,2}", month) and re.fullmatch(r"\d{1,2}", day):
            return f"{year}-{int(month):02}-{int(day):02}", ""
        return " ".join(filter(None, (month, day))), ""

    return cells


def _voucher(series: str, number: str) -> tuple[str, str]:
    return "-".join(filter(None, (series.removesuffix("字"), number))), ""


def _signed(side: str, amount: str) -> tuple[str, str]:
    """A balance of cash: 贷 is below nothing."""
    if values.label(side).startswith("贷") and not _nothing(amount) and not amount.startswith("-"):
        return "", f"-{amount}"
    return "", amount


def _by_flow(flow: str, amount: str) -> tuple[str, str]:
    """(expense, income)."""
    flow = values.label(flow)
    if flow in _OUT:
        return amount, ""
    if flow in _IN:
        return "", amount
    return "", amount if not flow and not amount else f"{flow or '收支空着'} {amount}"


@lru_cache(maxsize=1 << 12)
def _nothing(amount: str) -> bool:
    return not amount.strip("0.,- ")


def _stated_year(grid: Grid, at: int) -> int | None:
    """The year that stands over 月 | 日, above the header or in a row of its own below it."""
    for row in (grid.rows[at], *grid.rows[:at], *grid.rows[at + 1 : at + 4]):
        for cell in row.cells:
            if match := re.match(r"\s*(\d{4})\s*年", cell):
                return int(match[1])
    return None


def _only_a_year(row: GridRow) -> bool:
    cells = [cell for i, cell in enumerate(row.cells) if cell and i not in row.merged]  # what is merged downwards is the header's
    return len(cells) == 1 and bool(re.fullmatch(r"\d{4}\s*年(度)?", cells[0]))
