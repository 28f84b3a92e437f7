"""What was filled in: an empty form, beside a notice or as a file of its own, tells nobody anything and counts as no disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from generator import known_days
from generator.check.alone import alone
from generator.check.posting import posted
from generator.config import Context
from generator.kind import Datasets
from generator.model import Dataset, Problem, problem
from generator.pattern import lazy
from generator.shown import Value

_SERIAL = lazy(r"序号|编号|行次|行号")
_FIGURE = lazy(r"金额|余额|单价|收入|支出|面积|数量|元[)）]?$|人数|户数")
_RULE = lazy(r"\|?[ :-]*-[ :|-]*\|[ :|-]*")
"""The line below the header of a table in Markdown."""


_Written = tuple[Sequence[str], Sequence[Sequence[Value]]]
"""Header and rows."""


def filled(data: Dataset) -> bool:
    """A table with a figure or a day in any of its rows or, where it has some, in their 合计; one without columns for figures, with words.
    A month in which no money moved has no row: it says 公开日 and what was there."""
    sums = [row for mark, row in data.stated_rows if mark == "total" and data.rows]
    if any(isinstance(value, int | Decimal) or known_days.bounds(value) for row in (*data.rows, *sums) for value in row.values):
        return True
    if _worded(data):
        return True
    return not data.rows and data.marked("opening") is not None and posted(data).day is not None


def _worded(data: Dataset) -> bool:
    """True for a table of words in which a row says more than its own name."""
    asks_figures = any(_FIGURE.search(name) for row in data.rows[:1] for name in row.head.fields)
    return not asks_figures and any(sum(map(bool, row.texts)) > 1 for row in data.rows)


def document_filled(data: Dataset) -> bool:
    """A document with something to read in its text, its tables or its attachments, none of its tables empty."""
    written, words = _parted(data.body)
    tables: list[_Written] = [*written, *(([c.name for c in t.columns], t.rows) for t in data.tables)]
    named = data.rows[0]["附表"]
    whole = len(data.tables) == (len(named) if isinstance(named, tuple) else 0)
    return whole and not any(_empty(*table) for table in tables) and bool(words or tables or data.attachments)


@alone
def tables_filled(datasets: Datasets, context: Context) -> Iterator[Problem]:
    """No empty table beside a notice or in its text; one without a row was told of where it was read."""
    for data in datasets:
        (row,) = data.rows
        for table in data.tables:
            if table.rows and _empty([c.name for c in table.columns], table.rows):
                message = f"附表「{table.name}」里该填的都空着。"
                yield problem("empty-list", row.at("附表"), message, "填上内容；还没有内容的，从「附表」里去掉它。")
        if any(_empty(*table) for table in _parted(data.body)[0]):
            yield problem("empty-list", row.at(), "正文里有一张表，该填的都空着。", "填上内容，或者删去这张表。")


def _empty(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> bool:
    """No row says anything beside its number; or the columns for figures hold none."""
    asked_for = _asked_for(tuple(names))
    return not any(row[i] is not None and str(row[i]).strip() for row in rows for i in asked_for if i < len(row))


@lru_cache(maxsize=1 << 8)
def _asked_for(names: tuple[str, ...]) -> list[int]:
    """Which columns of a header would tell something: those for figures, where it has some."""
    telling = [i for i, name in enumerate(names) if not _SERIAL.search(name)]
    return [i for i in telling if _FIGURE.search(names[i])] or telling


def _parted(body: str) -> tuple[list[tuple[list[str], list[list[str]]]], list[str]]:
    """The tables of a text in Markdown (header, rows), and its other lines that are no headings."""
    tables: list[tuple[list[str], list[list[str]]]] = []
    words: list[str] = []
    if "|" not in body:  # most have none
        return tables, [line for line in body.split("\n") if line.strip() and not line.startswith("#")]
    lines = [*body.split("\n"), ""]
    open_table = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if "|" in line and _RULE.fullmatch(below.strip()) and not open_table:
            tables.append((_cells(line), []))
            open_table = True
        elif open_table and _RULE.fullmatch(line.strip()) and not tables[-1][1]:
            continue
        elif open_table and "|" in line:
            tables[-1][1].append(_cells(line))
        else:
            open_table = False
            words += [line] if line.strip() and not line.startswith("#") else []
    return tables, words


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
