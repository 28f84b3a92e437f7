"""One YAML file that is open in the browser: its fields, what is wrong at each, what the law and the board offer for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from generator.classes import dataclass
from generator.codes import Severity
from generator.config import Context
from generator.desk.brought import brought, told_of
from generator.desk.called import plainly
from generator.desk.form_offers import INSTEAD, offered
from generator.desk.where_edited import explained_at
from generator.editing.form_content import FormContent, FormRecord, form_content, held
from generator.editing.form_mends import form_mends
from generator.editing.form_shape import FormShape, form_shape
from generator.editing.live import BoardLook, LiveBoard
from generator.editing.mends import Mend
from generator.editing.opened_file import OpenedFile
from generator.fingerprint import fingerprint
from generator.model import Column, Problem


@dataclass
class OpenForm:
    """The file with what is shown of it."""

    slug: str
    """The village's; "" for what holds for all of them."""
    opened: OpenedFile
    theirs: bytes | None = None
    over: bytes | None = None
    mends: dict[str, Mend] = field(default_factory=dict)
    """What a click does, by the problem that was shown with it."""
    known: frozenset[str] | None = None
    """What was wrong with other files when this one was opened."""

    @property
    def shape(self) -> FormShape:
        return form_shape(self.opened.file, self.opened.keyed.data())

    @property
    def stands(self) -> str:
        """Id of what the browser is shown."""
        return fingerprint("form", self.opened.stored().hex())

    def view(self, problems: Sequence[Problem], look: BoardLook, context: Context, board: LiveBoard | None = None) -> dict[str, Any]:
        """All that the script draws. ``problems``: of all files, this one among them."""
        content = form_content(self.opened.keyed, self.shape)
        own = sorted((p for p in problems if p.source.file == self.opened.file and p.severity is not Severity.INFO), key=lambda p: p.order)
        mends = form_mends(board, self.opened, content, own) if board else {}
        self.mends = {str(i): mends[p] for i, p in enumerate(own) if p in mends}
        return {
            "stands": self.stands,
            "heads": [_field(column, "", look, context) for column in content.shape.heads],
            "texts": content.texts,
            "strange": content.strange,
            "held": held(content.shape.heads, content.strange),
            "lists": [
                {
                    "name": part.name,
                    "help": plainly(part.help.split("。")[0]),
                    "must": part.must,
                    "columns": [_field(column, part.name, look, context) for column in part.columns],
                    "records": [_record(part.columns, record) for record in content.lists[part.name]],
                }
                for part in content.shape.lists
            ],
            "problems": [self._told(i, p, content, problems) for i, p in enumerate(own)],
            "elsewhere": self._elsewhere(problems),
            "undo": self.opened.can_undo,
            "redo": self.opened.can_redo,
            "changed": self.opened.changed,
        }

    def _told(self, number: int, problem: Problem, content: FormContent, problems: Sequence[Problem]) -> dict[str, Any]:
        part, record, key = content.place(problem)
        mend = self.mends.get(str(number))
        return {
            "id": str(number),
            "part": part,
            "number": record,
            "key": key,
            "severity": "error" if problem.severity is Severity.ERROR else "warning",
            "title": problem.severity.title,
            "message": plainly(problem.message),
            "hint": plainly(problem.hint),
            "mends": [mend.text] if mend else [],
            "explained": explained_at(problem, self.slug, problems) if self.slug else ("", ""),
        }

    def _elsewhere(self, problems: Iterable[Problem]) -> list[str]:
        told = told_of(problems, self.opened.file)
        if self.known is None:
            self.known = frozenset(told)
        return brought(told, self.known)


def _field(column: Column, part: str, look: BoardLook, context: Context) -> dict[str, Any]:
    offers = offered(column, part, look, context)
    text = column.type == "text" and not offers
    return {
        "key": column.name,
        "must": not column.blank or column.required,
        "help": _explained(column, part),
        "sort": "choice" if column.choices else "lines" if column.many else "text" if text else "line",
        "photos": column.type == "photos",
        "choices": column.choices,
        "offers": offers,
    }


def _explained(column: Column, part: str) -> str:
    instead = INSTEAD.get((part, column.name), "")
    example = f"例如 {column.example}" if column.example and not instead else ""
    return plainly("。".join(filter(None, (instead or column.help, example, "一行写一个" if column.many else ""))))


def _record(columns: tuple[Column, ...], record: FormRecord) -> dict[str, Any]:
    return {"texts": record.texts, "strange": record.strange, "held": held(columns, record.strange)}
