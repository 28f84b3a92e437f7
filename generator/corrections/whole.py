"""Two states of one matter: its rows, and what is said of it beside them: when it was public, who looked at it, what was there before.

Of a document it is its text and each of its keys, whichever they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.corrected import TEXT, FileChange, RowChange
from generator.corrections.cell_texts import value_text
from generator.corrections.paired import compared_columns, differences, differing
from generator.corrections.tables import PastTables, entries
from generator.kind import STATED, Kind
from generator.model import Dataset, Row

_NAMES_FILES = ("附表", "附件", "原图")
_LIFE = ("撤下日", "人工核查")
"""What a document says of its own life on the board: no correction."""
_STATED = {column.name: column for column in STATED}
_LABELS = {"opening": "上月余额", "year": "本年累计", "quarter": "本季累计"}


def changes_of_tables(kind: Kind, old: PastTables, new: PastTables, alone: bool) -> list[RowChange]:
    """``alone``: no earlier table of the kind says what was there before, so that nothing else has to agree with it."""
    if kind.document:
        return [change for change in (_document(kind, old[0], new[0]),) if change]
    rows = differences(kind, entries(old), entries(new))
    return [*rows, *_stated(kind, old, new, alone, whole=not rows)]


def gone(kind: Kind, key: str, tables: PastTables, day: date) -> FileChange:
    """The whole of it is there no more."""
    table = tables[0]
    place = kind.place(table, 0) if table.entries else None
    front = table.rows[0] if kind.document else None
    return FileChange(kind.name, key, table.file, day, RowChange("撤下", front), (place[1] if place else "").partition("#")[0])


def _document(kind: Kind, old: Dataset, new: Dataset) -> RowChange | None:
    before, after = old.rows[0], new.rows[0]
    columns = [c for c in compared_columns(kind) if c.name not in _LIFE]
    names = [name for name in differing(before, after, columns) if name not in _NAMES_FILES or _less(before, after, name)]
    names += [TEXT] if old.body.split() != new.body.split() else []
    return RowChange("改正", before, after, tuple(names)) if names else None


def _less(before: Row, after: Row, name: str) -> bool:
    """One that was there is not named any more: what is added is no correction."""
    return bool({*before.text(name).split("\n")} - {*after.text(name).split("\n"), ""})


def _stated(kind: Kind, old: PastTables, new: PastTables, alone: bool, whole: bool) -> Iterator[RowChange]:
    """What stands beside the rows and follows from none of them. Sums do, so that one that changes with its rows is not told: it is where
    ``whole``, when no row of the table changed."""
    for name, before, after in _pairs(old, new):
        if name in _STATED:
            if before.text(name).split() != (after.text(name).split() if after else []):
                was, now = (value_text(row[name], _STATED[name]) if row else "" for row in (before, after))
                yield RowChange("改正", columns=(name,), told=((name, was, now if was else ""),))
        elif after and (alone if name in ("opening", "year", "quarter") else whole):
            columns = [c for c in kind.columns if c.type == "money" and (name == "opening" or c.name != kind.running)]
            names = differing(before, after, columns)
            label = before.text(kind.label_column) or after.text(kind.label_column) or _LABELS.get(name, "合计")
            if names:
                cells = [(label if name == "opening" else f"{label}{column}", column) for column in names]
                may = kind.roll is None and not any(c.names_persons for c in kind.columns)
                told = [(label, _sum(before, kind, name, may), _sum(after, kind, name, may)) for label, name in cells]
                yield RowChange("改正", columns=tuple(label for label, _ in cells), told=tuple(told))


def _sum(row: Row, kind: Kind, name: str, may: bool) -> str:
    return value_text(row[name], kind.column(name)) if may else ""


def _pairs(old: PastTables, new: PastTables) -> Iterator[tuple[str, Row, Row | None]]:
    """(what it states, as it was, as it is); of several of one sort one after the other."""
    there: dict[str, list[Row]] = {}
    for table in new:
        for name, row in table.stated_rows:
            there.setdefault(name, []).append(row)
    for table in old:
        for name, row in table.stated_rows:
            rest: Sequence[Row] = there.get(name, ())
            after = rest[0] if rest else None
            if rest:
                there[name] = list(rest[1:])
            yield name, row, after
