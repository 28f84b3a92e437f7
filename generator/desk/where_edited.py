"""Where the desk edits a file, and where a problem is answered: its page, with what is known filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.codes import Severity
from generator.desk.asked import address
from generator.editing.form_shape import has_form
from generator.editing.what_file import what_it_is
from generator.keys import CORRECTION_KEYS, CORRECTIONS
from generator.model import Problem

TABLE_ENDINGS = (".csv", ".xlsx")
_CHANGED = ("correction-missing", "correction-required")
_KEYS = "|".join(key.name for key in CORRECTION_KEYS)
_TOLD = re.compile(rf"({_KEYS}): (.*?)(?=, (?:{_KEYS}): |}})")
_NO_NAME = re.compile(r"[\d\s.,/年月日:-]*")


def is_table(file: str) -> bool:
    """Whether the desk opens it as a grid. ``file``: below the root."""
    item, kind = what_it_is(file)
    return item is not None and kind is not None and not kind.document and file.endswith(TABLE_ENDINGS)


def is_text(file: str) -> bool:
    """Whether it is one of the texts with front matter."""
    item, kind = what_it_is(file)
    return item is not None and kind is not None and kind.document and file.endswith(".md")


def edit_address(slug: str, file: str) -> str:
    """The page on which a file is edited; "" where the desk has none. ``file``: below the root; ``slug``: of its village."""
    name = file.removeprefix(f"data/villages/{slug}/")
    if is_table(file):
        return address("/table/open", village=slug, file=name)
    if is_text(file):
        return address("/notice/open", village=slug, file=name)
    if has_form(file):
        return address("/form/open", village=slug, file=name) if name != file else address("/form/open", file=file.removeprefix("data/"))
    return ""


def explained_at(problem: Problem, slug: str, problems: Sequence[Problem]) -> tuple[str, str]:
    """(what stands on the link, its address): where it is written down why what was published is otherwise now, or why a warning is none;
    "" where there is nothing to explain.
    ``problems``: all of the board."""
    if problem.code in _CHANGED:
        texts = {key: text for key, text in _TOLD.findall(problem.hint) if "…" not in text}
        texts.setdefault("文件", _below(problem.source.file, slug))
        return "写明为什么改", address("/form/open", village=slug, file="village.yml", add=CORRECTIONS, **texts)
    if problem.severity is not Severity.WARNING or not problem.source.file.startswith(f"data/villages/{slug}/"):
        return "", ""
    where = " ".join(filter(None, (_below(problem.source.file, slug), _row(problem, problems))))
    return "查过没有错，写明原因", address("/form/open", village=slug, file="village.yml", add="已知差异", 代码=problem.code, 位置=where)


def _below(file: str, slug: str) -> str:
    return file.removeprefix(f"data/villages/{slug}/")


def _row(problem: Problem, problems: Sequence[Problem]) -> str:
    """What a row is called, where no other that is told of likewise has the same; else its number. "" for a whole file."""
    alike = [p for p in problems if (p.code, p.source.file) == (problem.code, problem.source.file) and p != problem]
    names = [part.strip() for part in problem.excerpt.split("|") if not _NO_NAME.fullmatch(part.strip())]
    others = {part.strip() for p in alike for part in p.excerpt.split("|")}
    if names and names[0] not in others:
        return names[0]
    return f"第 {problem.source.row} 行" if problem.source.row else ""
