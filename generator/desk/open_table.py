"""One table that is open in the browser, as its script is told of it: rows, problems at their cells, sums, what can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.editing.edited_table import EditedTable
from generator.editing.opened_file import OpenedFile
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

    @property
    def table(self) -> EditedTable:
        """As it stands now."""
        return self.opened.table(self.sheet, self.regime)

    def view(self, today: date) -> dict[str, Any]:
        """All that the script draws."""
        table = self.table
        last = table.last_data
        return {
            "sheet": table.sheet,
            "sheets": list(self.opened.sheets),
            "stands": fingerprint(self.opened.stored().hex()),
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
                    "wide": column.width >= 24,
                }
                for column in table.columns
            ],
            "rows": [{"n": row.number, "sort": row.sort, "cells": row.cells, "fixed": sorted(row.fixed)} for row in table.rows],
            "last": last,
            "next": self.proposed(),
            "problems": [],
            "sums": ["" for _ in table.columns],
            "undo": self.opened.can_undo,
            "redo": self.opened.can_redo,
            "changed": self.opened.changed,
        }

    def proposed(self) -> list[str]:
        """What the next row is proposed to hold, cell by cell."""
        return ["" for _ in self.table.columns]
