"""Lists of persons as clerks make them: a column of names in a table, lines that begin with a name, names one after another in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from generator import values
from generator.check import body
from generator.check.masked_names import masked
from generator.law.persons import doubtful, in_cell, in_text, persons, plainly, surname
from generator.law.sensitive import sensitive
from generator.pattern import lazy
from generator.shown import Table, Value

_GROUP = lazy("组别|小组|^组$|村民组")
_SERVING = lazy("负责|经办|联系|责任|审核|监督|值班|干部|主任|书记|组长|专干|医生|主讲|评议员|核查")
"""Headers of columns in which those stand who serve."""
_SUM = lazy("合计|小计|总计|共计")
_HAN = lazy("[\u4e00-\u9fff]{2,4}")
_FOREIGN = lazy("([\u4e00-\u9fff])[\u4e00-\u9fff]*[·•][\u4e00-\u9fff·•]+")
_MASKED = lazy(r"[\u4e00-\u9fff]{1,2}(?:某{1,2}|[*＊×]{1,2})[\u4e00-\u9fff]?(?:\(\d+\))?")
_NUMBERED = lazy(
    r"\s*(?:[-*+]\s|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}(?=[)）.、．]))[)）.、．]?|[\u2460-\u2487\u3220-\u3229])?\s*"
    r"(?:(?:户主)?(?:姓名|户主)\s*[:：]?\s*)?(?:第?[0-9一二三四五六七八九十]{1,3}组\s*[:：,，、]?\s*)?"
)
_CLAUSE = lazy(r"[；;。]")
_of_tables = lru_cache(maxsize=1 << 11)
"""The tables of a board are asked for the same several times: by checks, by what may be shown, by what is noted of it."""
_LABEL = lazy(r"\s*[\u4e00-\u9fff]{1,6}[:：]")


@_of_tables
def named_columns(table: Table) -> tuple[int, ...]:
    """The columns that hold names of persons, guardians too: by their header, or since most of what stands in them is names."""
    rows = [row for row in table.rows if not is_sum(row)]
    names = sensitive().names
    return tuple(i for i, c in enumerate(table.columns) if names.search(c.name) or plainly(c.name) or _of_names(table, i, rows))


def group_column(table: Table) -> int:
    """The column that says which 组 a row is of; −1 where there is none."""
    return next((i for i, c in enumerate(table.columns) if _GROUP.search(c.name)), -1)


@_of_tables
def persons_in(table: Table) -> tuple[str, ...]:
    """Whom a list of persons tells of, whole or as 王某."""
    cells = (str(value or "").strip() for i in named_columns(table) for value in (table.columns[i].name, *(row[i] for row in table.rows)))
    return tuple(cell for cell in cells if surname(cell) or _MASKED.fullmatch(cell))


def told_of(text: str) -> bool:
    """True for a cell that tells of persons by their names, whole or as 王某."""
    return bool(surname(text) or _MASKED.fullmatch(text) or in_cell(text))


def named_cell(table: Table) -> int:
    """The column of a cell, outside the columns of names, in which somebody is named, whole or as 王某; −1 where none is."""
    for row in table.rows:
        for i, cell in enumerate(row):
            text = str(cell or "").strip()
            if (
                len(text) > 1
                and not _SERVING.search(table.columns[i].name)
                and ((len(text) > 2 and plainly(text)) or _MASKED.fullmatch(text) or any(listed([text])) or in_cell(text))
            ):
                return i
    return -1


def is_sum(row: tuple[Value, ...]) -> bool:
    """True for a row that says it is the sum of others."""
    return any(_SUM.fullmatch(values.label(str(cell))) for cell in [cell for cell in row if cell][:2])


def _of_names(table: Table, i: int, rows: list[tuple[Value, ...]]) -> bool:
    """``rows``: those that are no sums."""
    if _SERVING.search(table.columns[i].name):
        return False
    cells = [str(row[i] or "").strip() for row in rows if row[i]]
    return bool(cells) and 2 * sum(map(plainly, cells)) > len(cells)


def without_names(table: Table) -> Table:
    """Names masked, apart by a number within their 组."""
    group = group_column(table)
    rows = [list(row) for row in table.rows]
    for i in named_columns(table):
        shown = masked((str(row[group]) if group >= 0 else "", str(row[i] or "")) for row in table.rows)
        for row, text in zip(rows, shown, strict=True):
            row[i] = _rare(text)
    for row in rows:
        row[:] = [text_without_names(cell) if isinstance(cell, str) else cell for cell in row]
    columns = tuple(replace(c, name=f"{surname(c.name)}某") if plainly(c.name) else c for c in table.columns)
    made = replace(table, title=text_without_names(table.title), columns=columns, rows=tuple(map(tuple, rows)))
    return table if made == table else made


def _rare(text: str) -> str:
    """A name in a column of names whose surname is in no list."""
    if match := _FOREIGN.fullmatch(text):
        return f"{match[1]}某"
    if (
        not _HAN.fullmatch(text)
        or "某" in text
        or sensitive().bodies.search(text)
        or re.search("[组户号人]$|^[一二三四五六七八九十]", text)
    ):
        return text
    return f"{text[0]}某"


def listed(lines: Iterable[str], called: bool = True) -> Iterator[str]:
    """Names in running text: at the head of a line, one after another, or (``called``) called 村民 or of a group."""
    for line in lines:
        for clause in _CLAUSE.split(line):
            label = _LABEL.match(clause) if called else None
            if name := _leads(clause) or (_leads(clause[label.end() :]) if label else ""):
                yield name
        yield from (name for name in in_text(line, alone=False, called=called) if surname(name))


def listed_where_sums_are(line: str) -> Iterator[str]:
    """Further names in a line of a text that may only tell sums: behind the words of such a list, and those that are masked already."""
    for clause in _CLAUSE.split(line):
        begun = _NUMBERED.match(clause)
        if match := persons().masked.match(clause, begun.end() if begun else 0):
            yield match["name"]
        yield from (hit["name"] for hit in persons().labelled.finditer(clause) if not doubtful(hit["name"]))


def spelt(name: str) -> bool:
    """True for the name of a file that looks like somebody's: wang-jianguo."""
    return bool(persons().spelt.fullmatch(name.lower()))


@lru_cache(maxsize=1 << 13)
def text_without_names(line: str) -> str:
    """A line with the names of ``listed`` masked."""
    read = body.as_read(line)
    names = list(dict.fromkeys(listed([read])))
    line = line if all(name in line for name in names) else read  # 王**建国**
    for name in names:
        line = line.replace(name, f"{surname(name)}某")
    return line


def _leads(line: str) -> str:
    """王建国 of 「- 三组 王建国：300 元」; "" where a line begins with no name, or with nothing that a list would have behind it."""
    begun = _NUMBERED.match(line)
    start = begun.end() if begun else 0
    match = persons().leading.match(line, start)
    if match and line[match.end() : match.end() + 1].isdigit() and doubtful(match["name"]):
        return ""  # 和平3组
    return match["name"] if match and surname(match["name"]) else ""
