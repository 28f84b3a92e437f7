"""Troubles that a whole column has for one reason are told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from generator.model import Problem

NO_RESULT = "是公式，文件里没有存下结果。"
NO_NAME = "没有列名，这一行却有内容。"


def gathered(problems: list[Problem]) -> Iterator[Problem]:
    """A column of formulas without results is one problem, not one for each row."""
    alike = Counter(_same_cause(p) for p in problems)
    told: set[str] = set()
    for p in problems:
        cause = _same_cause(p)
        count = alike[cause] if cause else 1
        if count == 1:
            yield p
        elif cause not in told:
            told.add(cause)
            yield replace(p, message=f"{p.message}这一列共有 {count} 格这样。")


def _same_cause(reported: Problem) -> str:
    """The column, where every cell of it has the same trouble for the same reason; "" for a trouble of its own."""
    return f"{reported.code} {reported.source.column}" if reported.message.endswith((NO_RESULT, NO_NAME)) else ""
