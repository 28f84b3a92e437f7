"""How a table is laid out on a phone, where its columns have no room beside one another. Wide screens and paper keep the table.

A bill says day by day what happened and how much. Figures stand below their own names. A line says one thing and how it stands, the rest in
a quiet line; a check folds the rest. A roll has names side by side. On a timeline a step follows another, each headed by its day. A score
has a bar as long as its points or votes.

What a kind does not ask for follows from its columns: ``laid`` says which shape, what stands in the first line of a row, which words all
rows share and are told once, and on which rows a new day begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator import values
from generator.classes import dataclass
from generator.noted import head_of
from generator.pages.score_bars import SCORES, Ends, bars, scored
from generator.shown import Badge, Shape, Table, TableColumn, Value

IN, OUT = "收入", "支出"
_NAME = "姓名"
NUMBERED = ("序号", "编号", "科目编码")
_SHORT = 12
"""Characters of a text that stands beside the head of its row."""
_SHARING = 3
"""Rows from which on what all of them say is told once."""
_OWN = ("附件", "笔数")
"""What is told of a row, though most rows say the same: that each has one paper says nothing of the one that has two."""
_MOST = 70
"""Of a hundred rows: where so many say the same, the others are told as those that do not."""
_MANY = 8
"""Columns from which on a row says first what it is and how it stands, the rest where it is asked for."""
_LIST = 6
"""Rows from which on that is so: of fewer, all is shown."""
_FIGURES = 3
"""Columns of figures from which on each stands below its own name."""


@dataclass(frozen=True)
class Shaped:
    """What the rows of one table look like."""

    shape: Shape
    head: int
    """Which column heads a row; -1 for none."""
    keys: tuple[int, ...]
    """Columns whose cells stand in the first line, beside the head."""
    signed: bool
    """Income and expense are told apart by + and −."""
    shared: tuple[tuple[int, Value], ...]
    """(column, what its rows say there, all of them or most): told once, above the table."""
    others: bool
    """Some rows say something else."""
    open: tuple[int, ...]
    """Columns that a row of a checklist shows though the rest of it is folded: how it stands, and who it is with."""
    days: dict[int, str]
    """Row on which a new day begins → the day's sums in words; "" for a day of one row."""
    bars: tuple[Ends, ...]
    """For each row of a score where the parts of its bar end."""


def laid(table: Table) -> Shaped:
    """The shape the kind asks for, else the one its columns ask for."""
    head = head_of(table)
    shape = table.shape or _shape_of(table, head)
    signed = _two_sided(table)
    keys = () if shape in ("figures", "roll") else _scored(table) if shape == "score" else _keys(table, head, shape, signed)
    told = () if shape == "figures" else _shared(table, head, keys)
    shared = tuple((i, item) for i, item in told if shape != "score" or not isinstance(item, Badge))  # how each came out is its own
    others = any(not alike(row[i], item) for i, item in shared for row in table.rows if row[i])
    days = _days(table, keys) if shape == "bill" else {}
    measured = bars(table) if shape == "score" else ()
    return Shaped(shape, head, keys, signed, shared, others, _open(table, head, keys), days, measured)


def moves(column: TableColumn) -> bool:
    """Whether its amounts are what happened, and not what was left."""
    return column.role == "money" and "余额" not in column.name


def _shape_of(table: Table, head: int) -> Shape:
    if table.columns and table.columns[0].role == "date" and (days := _in_order(table)):
        return "bill" if any(map(moves, table.columns)) and _many_of_a_day(days) else "timeline"
    if len(table.rows) > 1 and _scored(table):
        return "score"
    rest = [c for i, c in enumerate(table.columns) if i != head and c.name not in NUMBERED]
    figures = [c for c in rest if c.role in ("money", "number")]
    if len(figures) >= _FIGURES and len(rest) - len(figures) <= 1 and not _two_sided(table):
        return "figures"
    return "check" if len(rest) >= _MANY and len(table.rows) >= _LIST else "line"


def _in_order(table: Table) -> list[date]:
    """The days of its rows where they follow one another, from the first or from the last; [] where they do not, or are not known."""
    days = [row[0] for row in table.rows if isinstance(row[0], date)]
    known = all(row[0] for row in table.rows[1:])  # above all may stand what was left before
    return days if known and days in (sorted(days), sorted(days, reverse=True)) else []


def _many_of_a_day(days: list[date]) -> bool:
    """Whether bands would head several rows each, and all of one year: a band over each row says what the row can say itself, and none says
    the year."""
    return len(set(days)) * 3 <= len(days) * 2 and len({day.year for day in days}) == 1


def _scored(table: Table) -> tuple[int, ...]:
    """The column of points or votes that is told beside who has them; () where they are divided among several."""
    return tuple(i for i in scored(table) if table.columns[i].name in SCORES)


def _two_sided(table: Table) -> bool:
    """Income and expense. A row of a bill is one of them: what is both was moved, and is neither."""
    places = {c.name: i for i, c in enumerate(table.columns)}
    if IN not in places or OUT not in places:
        return False
    return table.columns[0].role != "date" or not any(row[places[IN]] and row[places[OUT]] for row in table.rows)


def _keys(table: Table, head: int, shape: Shape, signed: bool) -> tuple[int, ...]:
    day = 0 if shape == "timeline" else -1
    columns = [(i, c) for i, c in enumerate(table.columns) if i not in (head, day)]
    if signed:
        return tuple(i for i, c in columns if c.name in (IN, OUT))
    moved = [i for i, c in columns if moves(c)]
    if shape == "bill" or len(moved) == len(columns) == 2:
        return tuple(moved)
    if names := [i for i, c in columns if c.name == _NAME]:
        return tuple(names)
    if len(columns) == 1 and all(len(str(row[columns[0][0]] or "")) <= _SHORT for row in table.rows):
        return (columns[0][0],)
    left = [i for i, c in columns if c.role == "money" or (c.role == "number" and "余额" in c.name)]
    states = [i for i, c in columns if c.role == "badge" or any(isinstance(row[i], Badge) for row in table.rows)]
    figures = [i for i, c in columns if c.role == "number"]
    return tuple((moved or left or states or (figures if len(figures) == 1 else []))[:1])


def _open(table: Table, head: int, keys: tuple[int, ...]) -> tuple[int, ...]:
    rest = [(i, c) for i, c in enumerate(table.columns) if i != head and i not in keys and c.name not in NUMBERED]
    states = [i for i, c in rest if c.role == "badge"]
    words = [i for i, c in rest if c.role == "text" and all(len(str(row[i] or "")) <= _SHORT for row in table.rows)]
    return (*states, *words[:1])


def alike(one: Value, other: Value) -> bool:
    """Whether a reader reads the same today, and until the same day."""
    if isinstance(one, Badge) and isinstance(other, Badge):
        return (one.text, one.end) == (other.text, other.end)
    return str(one) == str(other)


def _shared(table: Table, head: int, keys: tuple[int, ...]) -> Iterator[tuple[int, Value]]:
    """Where all rows say something, and all of them or most the same. In a bill what was left before, a row without a day, is not asked."""
    dated = bool(table.columns) and table.columns[0].role == "date"
    rows = [row for row in table.rows if row[0]] if dated else list(table.rows)
    if len(rows) < _SHARING:
        return
    for i, column in enumerate(table.columns):
        if i == head or i in keys or column.role in ("money", "title") or (dated and i == 0) or column.name in (*NUMBERED, *_OWN):
            continue
        if not all(row[i] not in (None, "") for row in rows):
            continue
        ((words, count),) = Counter(str(row[i]) for row in rows).most_common(1)
        if count * 100 >= _MOST * len(rows):
            yield i, next(row[i] for row in rows if str(row[i]) == words)


def _days(table: Table, keys: tuple[int, ...]) -> dict[int, str]:
    begun: list[int] = []
    for n, row in enumerate(table.rows):
        if isinstance(row[0], date) and (not begun or row[0] != table.rows[begun[-1]][0] or not table.rows[n - 1][0]):
            begun.append(n)
    days = {}
    for n, after in zip(begun, [*begun, len(table.rows)][1:], strict=True):
        rows = table.rows[n:after]
        sums = [(table.columns[i].name, sum(fen for row in rows if isinstance(fen := row[i], int))) for i in keys]
        days[n] = "  ".join(f"{_BRIEF.get(name, name)}\u00a0{values.yuan(fen)}" for name, fen in sums if fen) if len(rows) > 1 else ""
    return days


_BRIEF = {IN: "收", OUT: "支"}
