"""What this edition may tell of the corrections today: old rows go through the redaction that the rows of today went through.

Law: 个人信息保护法 art. 47: what was taken down is told as taken down, and not repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator import periods
from generator.check.redaction import as_may_be_shown
from generator.check.scope import in_edition
from generator.config import Context
from generator.corrected import Correction, FileChange, stem
from generator.corrections.cell_texts import as_stated, cell_text, is_number, old_name, row_name
from generator.corrections.explanations import Explained, same_row
from generator.corrections.reasons import Board
from generator.declared import StatedCorrection
from generator.kind import Datasets, Kind
from generator.model import Column, Dataset, Head, Row
from generator.photo import PHOTOS, photos


def told(pairs: Iterable[Explained], board: Board, shown: Mapping[str, Datasets], context: Context) -> tuple[Correction, ...]:
    """In the order of ``pairs``; nothing of what the edition does not hold. ``shown``: the files as the edition shows them."""
    corrections = (_told(pair, board, shown, context) for pair in pairs)
    return tuple(each for each in corrections if each)


def _told(pair: Explained, board: Board, shown: Mapping[str, Datasets], context: Context) -> Correction | None:
    change, stated = pair.change, pair.stated
    day = change.day if change else stated.day if stated else None
    file = change.stem if change else board.stem_of(stated) if stated else ""
    if day is None or day > context.today:
        return None
    name, _, last = file.removeprefix(board.folder).partition("/")
    kind = board.kinds.get(name)
    key = change.key if change else pair.data.key if pair.data else last
    if kind is None or (change is None and pair.data is None and stated and stated.way != "撤下"):
        return None
    if change is None and stated and stated.column and stated.column not in {column.name for column in kind.columns}:
        return None  # nobody can say what it means; it is told
    here = next((data for data in shown.get(name, ()) if data.key == key and (not pair.data or file in map(stem, data.files))), None)
    if here is None and (pair.data or not was_held(kind, key, file, change, context)):
        return None
    by_period = bool(periods.PERIOD.fullmatch(key))
    title = (here and kind.title_of(here)) or (periods.period_cn(key) if by_period else "") + kind.title
    why = (stated.reason, stated.agreed) if stated else ("", "")
    way = change.row.way if change else stated.way if stated else "改正"
    named = file.removeprefix(board.folder) if by_period or here else f"{name}/" if kind.document else ""
    correction = Correction(day, title, "", way=way, reason=why[0], agreed=why[1], file=named, compared=change is not None)
    if here and here.entries and (place := kind.place(here, 0)):
        correction = replace(correction, title=place[0], page=place[1].partition("#")[0])
    row = pair.row
    at = same_row(here, row) if here and row else None
    if here and row and at is not None:
        if change and change.row.columns == (PHOTOS,) and not photos(here.entries[at]):
            return None  # it is not shown, or not any more
        correction = replace(correction, row="" if kind.document else row_name(here.entries[at], kind))
        if place := kind.place(here, at):
            correction = replace(correction, anchor=place[1].partition("#")[2])
        return replace(correction, was=tuple(_cells(pair, here.entries[at], board, kind, context)))
    if change and change.row.told:
        return replace(correction, was=change.row.told)
    if change and change.row.old and not kind.document:
        return replace(correction, row=old_name(change.row.old, kind))
    if change and change.row.columns:
        return replace(correction, was=tuple((column, "", "") for column in change.row.columns))
    return replace(correction, row=stated.row if stated and way == "撤下" and is_number(stated.row) else "")


def was_held(kind: Kind, key: str, file: str, change: FileChange | None, context: Context) -> bool:
    """True for what is gone and was for the readers of this edition; a document of which nobody knows for whom it was is for nobody,
    unless the village speaks of it itself."""
    front = change.row.old if change and kind.document else None
    rows = (front or Row(Head(file, ("范围",)), 0, 0, ("",), ("",)),) if kind.document and change else ()
    data = Dataset(kind.name, key, file, rows, document=bool(rows))
    return bool(in_edition({kind.name: (data,)}, context)[kind.name])


def _cells(pair: Explained, seen: Row, board: Board, kind: Kind, context: Context) -> Iterable[tuple[str, str, str]]:
    """(column, what it said, what it says now)."""
    row = pair.change.row if pair.change else None
    stated = pair.stated
    columns = list(row.columns) if row and row.way == "改正" else []
    if stated and stated.was and stated.column not in columns and not columns:
        columns = [stated.column]
    for name in columns:
        column = next((c for c in kind.columns if c.name == name), None)
        if column is None:
            yield ("", stated.was, "") if stated and not name else (name, "", "")
            continue
        let = pair.row is not None and seen.text(name) == pair.row.text(name)
        was = _seen(row.old if row else None, column, pair, board, context) if let else ""
        now = _seen((row.new if row else None) or pair.row, column, pair, board, context) if let else ""
        was = was or _stated(stated, column, len(columns), let)
        yield name, was, now if was else ""


def _seen(row: Row | None, column: Column, pair: Explained, board: Board, context: Context) -> str:
    """What a cell said, where the edition would show it today; "" where it would not, and for what is not told again."""
    text = cell_text(row, column) if row else ""
    shown = _as_it_would_show(row, pair, board, context) if row and text else None
    return text if row and shown and shown.text(column.name) == row.text(column.name) else ""


def _stated(stated: StatedCorrection | None, column: Column, columns: int, let: bool) -> str:
    """What a clerk himself says it was: his words of today, which the gate has read; of names not even those."""
    mine = stated and stated.was and (stated.column == column.name or (not stated.column and columns == 1))
    return as_stated(stated.was, column) if stated and mine and let and not column.names_persons else ""


def _as_it_would_show(row: Row, pair: Explained, board: Board, context: Context) -> Row | None:
    """A row as the edition would show it today in the place of the one that stands there; None where it would show none."""
    data = pair.data
    at = same_row(data, pair.row) if data and pair.row else None
    if data is None or at is None:
        return None
    kind, now = board.kinds[data.kind], data.entries[at]
    rows, lines = (tuple(row if each is now else each for each in several) for several in (data.rows, data.lines))
    shown = as_may_be_shown({**board.datasets, kind.name: (replace(data, rows=rows, lines=lines),)}, context, (kind,))[kind.name]
    entries = shown[0].entries if shown else ()
    return entries[at] if len(entries) == len(data.entries) else None
