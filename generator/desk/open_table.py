"""One table that is open in the browser, as its script is told of it: rows, problems at their cells, sums, what can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from generator.classes import dataclass
from generator.codes import Severity
from generator.desk.brought import brought, told_of
from generator.desk.stated_lines import stated_of
from generator.desk.where_edited import explained_at
from generator.editing.applied import applied
from generator.editing.edited_table import EditedTable, edited_table
from generator.editing.edits import CellEdit
from generator.editing.keyed_text import KeyedText
from generator.editing.live import BoardLook, LiveBoard, PlacedProblem, placed
from generator.editing.mends import Mend, tried_mends
from generator.editing.new_table import next_number
from generator.editing.opened_file import OpenedFile
from generator.editing.refused import NotEditable
from generator.editing.sums import left_after, sums_below
from generator.fingerprint import fingerprint


@dataclass
class OpenTable:
    """The file with what is shown of it."""

    slug: str
    opened: OpenedFile
    regime: str = ""
    sheet: str | None = None
    theirs: bytes | None = None
    """What another program put there meanwhile."""
    over: bytes | None = None
    """The same, where it is part of what is open: saving may put this in its place."""
    mends: dict[str, Mend] = field(default_factory=dict)
    """What a click does, by the problem that was shown with it."""
    proposed: list[str] = field(default_factory=list)
    """What the next row is proposed to hold, cell by cell."""

    known: frozenset[str] | None = None
    """What was wrong with other files when this one was opened."""

    @property
    def table(self) -> EditedTable:
        """As it stands now."""
        return self.opened.table(self.sheet, self.regime)

    def with_edit(self, edit: CellEdit) -> EditedTable:
        """As it would stand after an edit, which is not done."""
        sheet = self.table.sheet
        content = applied(self.opened.content, edit)
        if isinstance(content, KeyedText):
            raise NotEditable("这不是表格。")
        return edited_table(self.opened.file, sheet, content, self.opened.kind, None, self.regime)

    @property
    def stands(self) -> str:
        """Id of what the browser is shown: what the file holds, and which sheet of it."""
        return fingerprint(self.sheet, self.opened.stored().hex())

    def view(self, board: LiveBoard, files: Mapping[str, bytes], alone: int = 0) -> dict[str, Any]:
        """All that the script draws. ``files``: what is open and not saved, this one among it; ``alone``: how many mends are tried one by
        one, which takes a moment each."""
        table, look = self.table, board.look(files)
        own = look.of(self.opened.file)
        tried = tried_mends(board, self.opened, own, alone)
        shown = [each for each in placed(own, self.opened.file) if each.sheet in ("", table.sheet)]
        self.mends = {str(i): tried.mends[each.problem] for i, each in enumerate(shown) if each.problem in tried.mends}
        self.proposed = self._next(table, look)
        return {
            "sheet": table.sheet,
            "sheets": list(self.opened.sheets),
            "stands": self.stands,
            "columns": [
                {
                    "letter": column.letter,
                    "header": column.header,
                    "field": column.field,
                    "type": column.type,
                    "must": column.must,
                    "choices": column.choices,
                    "offers": column.offers,
                    "help": column.help,
                    "example": column.example,
                    "width": column.width,
                }
                for column in table.columns
            ],
            "rows": [{"n": row.number, "sort": row.sort, "cells": row.cells, "fixed": sorted(row.fixed)} for row in table.rows],
            "last": _last(table),
            "next": self.proposed,
            "problems": [self._told(i, each, look) for i, each in enumerate(shown)],
            "more": tried.more,
            "elsewhere": self._elsewhere(look),
            "stated": stated_of(table, look.dataset(self.opened.file)),
            "sums": self._sums(table, look),
            "undo": self.opened.can_undo,
            "redo": self.opened.can_redo,
            "changed": self.opened.changed,
        }

    def _elsewhere(self, look: BoardLook) -> list[str]:
        """What is wrong with other files since this one was opened: what was changed here has brought it."""
        told = told_of(look.elsewhere(self.opened.file), self.opened.file)
        if self.known is None:
            self.known = frozenset(told)
        return brought(told, self.known)

    def _told(self, number: int, each: PlacedProblem, look: BoardLook) -> dict[str, Any]:
        problem = each.problem
        mend = self.mends.get(str(number))
        return {
            "id": f"p{number}",
            "key": str(number),
            "row": each.row,
            "column": each.column,
            "letter": problem.source.column,
            "field": problem.source.field,
            "severity": "error" if each.grave else "warning" if problem.severity is Severity.WARNING else "info",
            "title": problem.severity.title,
            "message": problem.message,
            "hint": problem.hint,
            "mends": [mend.text] if mend else [],
            "explained": explained_at(problem, self.slug, look.problems),
        }

    def _next(self, table: EditedTable, look: BoardLook) -> list[str]:
        cells = ["" for _ in table.columns]
        kind, item = self.opened.kind, self.opened.item
        if kind and item and (number := next_number(table, kind, item.key, look)) and (column := table.place(kind.row_key[0])) >= 0:
            cells[column] = number
        return cells

    def _sums(self, table: EditedTable, look: BoardLook) -> list[str]:
        """What stands below each column; below the balance what the month leaves."""
        texts = ["" for _ in table.columns]
        for each in sums_below(table):
            texts[each.column] = each.text + (f"（{each.unread} 格看不懂，没有算）" if each.unread else "")
        kind = self.opened.kind
        if kind and kind.running and (column := table.place(kind.running)) >= 0:
            texts[column] = left_after(look, kind, self.opened.file)
        return texts


def _last(table: EditedTable) -> int:
    """Number of the row below which the next entry comes: the last entry, else what states the balance before the first."""
    last = table.last_data
    if last == table.header:
        while last < len(table.rows) and table.row(last + 1).sort == "opening":
            last += 1
    return last
