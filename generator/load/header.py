"""Where the header of a sheet stands and what each of its columns is: title rows, unit lines and two-storey headers."""

from __future__ import annotations

import difflib
import operator
import re
from dataclasses import replace
from functools import cached_property, lru_cache

from generator import signs, values
from generator.classes import dataclass
from generator.kind import Kind
from generator.load.grid import Grid, GridRow
from generator.load.sides import sides_of
from generator.load.units import common_unit, own_unit
from generator.model import Column, Problem, Source, problem
from generator.pattern import lazy
from generator.sheets import letter

SEARCHED_ROWS = 60
"""A header further down is not looked for."""
_USUAL_ROWS = 20
SKIPPED = frozenset({"序号", "行次", "编号", "行号", "顺序号", "级次", "科目级次", "科目级别"})
"""Headers that only number the rows."""


@dataclass(frozen=True)
class Header:
    """Which grid column is which field."""

    first_data: int
    """Index of the first grid row below the header."""
    columns: dict[int, Column]
    units: dict[int, str]
    width: int
    """Number of cells a row of a text file must have."""
    lacking: bool = False
    """A required column is not there: every row would be accused of what the header lacks."""

    @cached_property
    def places(self) -> dict[str, int]:
        """Name of a column → where it is; of two with one name the first."""
        return {column.name: i for i, column in reversed(self.columns.items())}


def find_header(grid: Grid, kind: Kind) -> int | None:
    """Index of the row that names most of the kind's columns; None where no row names at least two."""
    names = known_names(kind)
    for rows in (range(_USUAL_ROWS), range(_USUAL_ROWS, SEARCHED_ROWS)):  # of two tables in a sheet the first
        hits = [_named(_storeys(grid, at, names), names) for at in rows if at < len(grid.rows)]
        best = max(hits, default=0)
        if best >= 2:
            return rows[hits.index(best)]
    return None


def _storeys(grid: Grid, at: int, names: dict[str, Column]) -> list[GridRow]:
    """A row, and the one below where that splits its grouped headers. A title, which names no column, has nothing to split."""
    rows = [grid.rows[at]]
    return [*rows, grid.rows[at + 1]] if _named(rows, names) and _is_second_storey(grid, at, names) else rows


def _named(storeys: list[GridRow], names: dict[str, Column]) -> int:
    """How many columns that the form asks for are named."""
    return len({names[n].name for c in _joined(storeys, names) if (n := bare_header(c)) in names and names[n].asked})


def header_names(grid: Grid, at: int, kind: Kind) -> list[str]:
    """What each column is called that has a name, as ``Kind.wordings`` has it."""
    names = known_names(kind)
    return [name for text in _joined(_storeys(grid, at, names), names) if (name := bare_header(text))]


def known_names(kind: Kind) -> dict[str, Column]:
    """Every accepted wording of every column."""
    return kind.wordings


def read_header(grid: Grid, at: int, kind: Kind) -> tuple[Header, list[Problem]]:
    """The columns below header row ``at``; unknown, repeated and missing ones as problems."""
    names = known_names(kind)
    storeys = _storeys(grid, at, names)
    problems: list[Problem] = []
    columns: dict[int, Column] = {}
    units: dict[int, str] = {}
    suspected: set[str] = set()
    named: list[tuple[Column, str]] = []
    unknown: list[tuple[str, Source, str]] = []
    common, invalid = common_unit(grid, at, at + len(storeys))
    width = 0
    texts = _joined(storeys, names)
    here = {names[bare_header(text)].name for text in texts if bare_header(text) in names}
    for i, text in enumerate(texts):
        source = Source(grid.file, storeys[0].number, storeys[0].line, grid.sheet, letter(i), text)
        if not text:
            continue
        width = i + 1
        column = names.get(bare_header(text))
        if bare_header(text) in map(values.label, kind.refused):
            problems.append(problem("person-column", source, f"「{kind.title}」里不能有「{text}」这一列：是谁不公开，也不写在文件里。"))
        elif column is None:
            near = near_column(text, kind, here)
            if bare_header(text) not in SKIPPED and (
                near or _OF_PERSONS.search(bare_header(text)) or not _is_empty(grid, at + len(storeys), i)
            ):
                suspected |= {near, *(c.name for c in sides_of(kind, bare_header(text)) or ())}
                unknown.append((text, source, near))
        elif column in columns.values():
            problems.append(problem("repeated-column", source, f"「{text}」就是「{column.name}」，前面已经有了。"))
        else:
            columns[i] = column
            named.append((column, text))
            units[i] = own_unit(text)[1] or common
            if column.type == "money" and units[i] not in values.UNITS:
                problems.append(problem("bad-unit", source, f"「{text}」的单位「{units[i]}」不认识。"))
                units[i] = "元"
    _stand_in(columns, kind)
    missing = [column for column in kind.columns if column.required and column not in columns.values()]
    lacking = [column for column in missing if column.name not in suspected]  # a misspelt column is one problem, not two
    problems += _unknown(unknown, kind, lacking, here)
    if any(column.type == "money" and not own_unit(text)[1] for column, text in named):
        problems += invalid
    where = Source(grid.file, storeys[0].number, storeys[0].line, grid.sheet)
    problems += _lacking(lacking, where)
    return Header(at + len(storeys), columns, units, width, bool(missing)), problems


def _stand_in(columns: dict[int, Column], kind: Kind) -> None:
    """What stands for a column that the table lacks becomes that."""
    names = {column.name for column in columns.values()}
    for i, column in columns.items():
        if column.stands_for and column.stands_for not in names:
            columns[i] = kind.column(column.stands_for)
            names.add(column.stands_for)


@lru_cache(maxsize=1 << 13)
def bare_header(text: str) -> str:
    """What a header is compared as: 「收 入(元)」, 「收入/元」 → 「收入」."""
    if values.BARE.fullmatch(text):
        return text
    return values.label(signs.unbracketed(own_unit(text)[0], "(\uff08【[〔<〈《{)\uff09】]〕>〉》}"))


def _is_second_storey(grid: Grid, at: int, names: dict[str, Column]) -> bool:
    """True when the row below splits grouped headers: 「金额」 over 「收入 | 支出」, 「期初余额」 over 「借方 | 贷方」."""
    if at + 1 >= len(grid.rows):
        return False
    top, below = grid.rows[at], grid.rows[at + 1]
    named = [(i, c) for i, c in enumerate(below.cells) if c and i not in below.merged]
    known = all(bare_header(c) in names or bare_header(_group(top, i)) + bare_header(c) in names for i, c in named)
    return bool(named) and known and any(bare_header(c) not in map(bare_header, top.cells) for _, c in named)


def _group(top: GridRow, i: int) -> str:
    """The header that stands over column ``i``: its own, or the last one to the left of it."""
    return next((c for c in reversed(top.cells[: i + 1]) if c), "")


def _joined(storeys: list[GridRow], names: dict[str, Column]) -> list[str]:
    if len(storeys) == 1:
        return list(storeys[0].cells)
    top, below = storeys
    size = max(len(top.cells), len(below.cells))
    texts = zip(*(list(row.cells) + [""] * (size - len(row.cells)) for row in storeys), strict=True)
    return [_one(_group(top, i), t, b if i not in below.merged else "", names) for i, (t, b) in enumerate(texts)]


def _one(group: str, top: str, below: str, names: dict[str, Column]) -> str:
    """What a column of two storeys is called: both together where that is a name, else the lower, else the upper."""
    if below and bare_header(group) + bare_header(below) in names:
        return group + below
    return below if bare_header(below) in names else top


def _is_empty(grid: Grid, first_data: int, i: int) -> bool:
    """True for a column with a name and nothing else beside rows that hold something: leaving it out loses nothing."""
    rows = [row for row in grid.rows[first_data:] if not row.blank]
    return bool(rows) and not any(i < len(row.cells) and ((row.cells[i] and i not in row.merged) or i in row.unvalued) for row in rows)


def _unknown(unknown: list[tuple[str, Source, str]], kind: Kind, lacking: list[Column], here: set[str]) -> list[Problem]:
    """A problem for each header that is nearly a column or names something of a person; one for all the others.

    With ``lacking``, what they are called may be what is missing: then that is the same problem, and the list is emptied.
    """
    told = [(text, where, f"是不是「{near}」？") for text, where, near in unknown if near]
    told += [
        (text, where, _remedy(text, kind, here)) for text, where, near in unknown if not near and _OF_PERSONS.search(bare_header(text))
    ]
    problems = [problem("unknown-header", where, f"不认识「{text}」这一列。", hint) for text, where, hint in told]
    others = [(text, where) for text, where, near in unknown if not near and not _OF_PERSONS.search(bare_header(text))]
    if others:
        text, where = others[0]
        names = "、".join(f"「{' '.join(text.split())}」" for text, _ in others)
        message = f"不认识「{text}」这一列。" if len(others) == 1 else f"不认识这 {len(others)} 列：{names}。"
        hint = _remedy(text, kind, here)
        if lacking:
            wanted = "、".join(f"「{column.name}」" for column in lacking)
            message += f"表头里也没有{wanted}。"
            hint = f"其中哪一列就是{wanted}，改成这个列名；没有的，补上。别的，" + hint
            lacking.clear()
        problems.append(problem("unknown-header", where, message, hint))
    return problems


def _lacking(columns: list[Column], where: Source) -> list[Problem]:
    """The required columns that are not there, as one problem."""
    if not columns:
        return []
    names = "、".join(f"「{column.name}」" for column in columns)
    message = f"表头里没有{names}这{' ' + str(len(columns)) + ' ' if len(columns) > 1 else '一'}列。"
    hint = f"补上{'这一列' if len(columns) == 1 else '它们'}，" + (
        "没有内容的格子可以空着。" if all(c.blank for c in columns) else "每一行都要填。"
    )
    return [problem("missing-column", replace(where, field=columns[0].name), message, hint)]


_OF_PERSONS = lazy("身份证|证件|电话|手机|联系方式|卡号|账号|银行|开户|住址|地址|出生|年龄|微信|社保|一卡通")
_BEFORE = lazy("上[期年月]|期初|年初|月初")
_TURNS = lazy("方向|借或贷|借贷|收或支|收/支|收支")


def near_column(text: str, kind: Kind, here: set[str]) -> str:
    """The column that was probably meant; "" where none is near.

    Never one that is there already, none that would put a person's number or the side of an amount where it does not belong.
    """
    name = bare_header(text)
    if _OF_PERSONS.search(name):
        return ""
    free = [c for c in kind.columns if c.name not in here and not (_TURNS.search(name) and c.type in ("money", "number"))]
    meant = {word: c.name for c in reversed(free) for word in (c.name, *c.aliases)}
    slips = [
        c.name
        for c in free
        if (c.required or c.type == "money") and len(c.name) == len(name) > 1 and sum(map(operator.ne, c.name, name)) == 1
    ]
    if slips and not _turned(name, slips[0]):  # 收人 is 收入 rather than 验收人
        return slips[0]
    matches = [word for word in difflib.get_close_matches(name, meant, 3, 0.6) if not _turned(name, word)]
    return meant[matches[0]] if matches else ""


def _turned(name: str, word: str) -> bool:
    """True where the two name opposite sides, 借方发生额 and 本期贷方, or a thing and its number."""
    if name.startswith(word) and re.search("编号|代码|类型$", name.removeprefix(word)):
        return True  # 项目编号 is no 项目
    if _BEFORE.match(name) and not _BEFORE.match(word):
        return True  # 上期结余 is no 结余
    one_sided = ("借" in word) != ("贷" in word) and not re.search("[借贷]", name)  # 期末余额 is of either side
    return one_sided or any((a in name) != (a in word) and (b in name) != (b in word) for a, b in ("借贷", "收支", "收付", "进出"))


def _remedy(text: str, kind: Kind, here: set[str]) -> str:
    """A remedy naming the columns of the form that the table does not have."""
    if _OF_PERSONS.search(bare_header(text)):
        return "个人的号码、住址不公开，也不要放在文件里：删去这一列。"
    if sides := sides_of(kind, bare_header(text)):
        debit, credit = (column.name for column in sides)
        return f"「{text}」要分成「{debit}」和「{credit}」两列；或者在它前面加一列「方向」，每一行写 借 或 贷。"
    if bare_header(text) == "金额" and any(c.name == "收入" for c in kind.columns):
        return "「金额」要分成「收入」和「支出」两列。"
    free = "、".join(c.name for c in kind.form_columns if c.name not in here)
    return f"改成这些列名之一，或删去这一列：{free}。" if free else "空表里没有这一列：删去它。"
