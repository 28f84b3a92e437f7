"""What is wrong with other files since one was opened: what was changed there has brought it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.codes import Severity
from generator.desk.called import called, plainly
from generator.model import Problem
from generator.report.text import place

MOST = 5


def told_of(problems: Iterable[Problem], but: str) -> list[str]:
    """What is wrong, but for one file."""
    return [
        f"{called(p.source.file)} {place(p.source)}：{plainly(p.message)}"
        for p in problems
        if p.source.file != but and p.severity is not Severity.INFO
    ]


def brought(told: Iterable[str], known: frozenset[str]) -> list[str]:
    """Those that were not ``known``."""
    return [text for text in told if text not in known][:MOST]
