"""One text with front matter that is open in the browser: its keys, its body as it will be read, what is wrong, what the law asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import markdown

from generator import values
from generator.check.hanging import items_of, needed
from generator.classes import dataclass
from generator.codes import Severity
from generator.config import Context
from generator.desk.where_edited import explained_at
from generator.editing.edits import SetKey, Together
from generator.editing.live import BoardLook, LiveBoard
from generator.editing.opened_file import OpenedFile
from generator.kind import STAGE
from generator.law.workdays import last_day
from generator.load.document import MARKDOWN_EXTENSIONS, safe_body
from generator.shown import Value

DAY, START, END = "公开日", "公示起", "公示止"


@dataclass
class OpenText:
    """The file with what is shown of it."""

    slug: str
    opened: OpenedFile
    theirs: bytes | None = None
    """What another program put there meanwhile."""
    over: bytes | None = None
    """The same, where it is part of what is open."""

    @property
    def fields(self) -> dict[str, str]:
        """Key → its text; of several, a line each."""
        kind = self.opened.kind
        read = {column.name: self.opened.keyed.value((column.name,)) for column in kind.columns} if kind else {}
        return {name: "\n".join(value) if isinstance(value, tuple) else value or "" for name, value in read.items()}

    def view(self, board: LiveBoard, files: Mapping[str, bytes], context: Context) -> dict[str, Any]:
        """All that the script draws. ``files``: what is open and not saved, this one among it."""
        look = board.look(files)
        proposed = self.posting(look, context)
        return {
            "fields": self.fields,
            "body": self.opened.keyed.body.strip("\n"),
            "preview": preview(self.opened.keyed.body),
            "problems": [
                {
                    "id": f"p{n}",
                    "key": p.source.field,
                    "severity": "error" if p.severity is Severity.ERROR else "warning",
                    "title": p.severity.title,
                    "message": p.message,
                    "hint": p.hint,
                    "explained": explained_at(p, self.slug, look.problems),
                }
                for n, p in enumerate(look.of(self.opened.file))
                if p.severity is not Severity.INFO
            ],
            "posting": f"按这一事项，至少公示到 {values.date_cn(proposed[1])}" if proposed else "",
            "undo": self.opened.can_undo,
            "redo": self.opened.can_redo,
            "changed": self.opened.changed,
        }

    def posting(self, look: BoardLook, context: Context) -> tuple[date, date] | None:
        """From when until when it is to hang, as its items and the law ask, where it does not say so yet: from 公开日 on."""
        data = look.dataset(self.opened.file)
        if data is None or not data.rows or self.fields.get(END):
            return None
        start: Value = data.rows[0][START] or data.rows[0][DAY]
        if not isinstance(start, date):
            return None
        span = needed(items_of(data, context), data.rows[0].text(STAGE.name), start, context)
        return (start, last_day(start, span.days, span.working)) if span else None

    def posting_edit(self, days: tuple[date, date]) -> Together:
        """Both days written down."""
        start, end = days
        return Together((SetKey((START,), start.isoformat()), SetKey((END,), end.isoformat())))


def preview(body: str) -> str:
    """The body as HTML: what a clerk typed can become no tag and no code (``safe_body``), and the policy of the page lets nothing run."""
    return markdown.markdown(safe_body(body), extensions=MARKDOWN_EXTENSIONS)
