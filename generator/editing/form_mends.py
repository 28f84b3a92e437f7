"""Where exactly one mend of a field is certain: its text has one reading, and with that the file has no other problem more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.editing.applied import applied
from generator.editing.cell_mends import meant
from generator.editing.form_content import FormContent
from generator.editing.form_edits import field_edit
from generator.editing.live import LiveBoard
from generator.editing.mends import UNREAD, Mend
from generator.editing.opened_file import OpenedFile
from generator.editing.refused import NotEditable
from generator.model import Problem


def form_mends(board: LiveBoard, opened: OpenedFile, content: FormContent, problems: Iterable[Problem]) -> dict[Problem, Mend]:
    """The mend of each problem of a file of a kind that has a certain one. ``problems``: those of the file."""
    if opened.kind is None or opened.item is None:
        return {}
    likely = {p: mend for p in problems if p.code in UNREAD and (mend := _candidate(opened, content, p))}
    if not likely:
        return {}
    before = Counter(p.code for p in board.of_file(opened.item, opened.kind, opened.stored()))
    certain = {}
    for problem, mend in likely.items():
        after = Counter(p.code for p in board.of_file(opened.item, opened.kind, applied(opened.content, mend.edit).stored()))
        if after[problem.code] < before[problem.code] and all(after[code] <= before[code] for code in after):
            certain[problem] = mend
    return certain


def _candidate(opened: OpenedFile, content: FormContent, problem: Problem) -> Mend | None:
    part, number, key = content.place(problem)
    column = content.shape.column(key, part)
    records = content.lists.get(part, ())
    texts = content.texts if not part else records[number].texts if 0 <= number < len(records) else {}
    new = meant(column, texts.get(key, ""), opened.item.key if opened.item else "") if column else ""
    try:
        edit = field_edit(opened.keyed, content.shape, key, new, part, number) if new else None
    except NotEditable:
        return None
    return Mend(f"改成「{new}」", edit) if edit else None
