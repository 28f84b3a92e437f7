"""A file with the same fault in every row is told as much as somebody can read, and how often it has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.model import Problem

MOST = 50
"""Problems of one code in one file that are told one by one."""


def few(problems: Iterable[Problem]) -> list[Problem]:
    """The first ``MOST`` by place of each code in each file; the last of them says how many more there are."""
    rest = list(problems)
    counts = Counter((p.source.file, p.code) for p in rest)
    if all(count <= MOST for count in counts.values()):
        return rest
    told: Counter[tuple[str, str]] = Counter()
    kept: list[Problem] = []
    for p in sorted(rest, key=lambda p: p.order):
        of = p.source.file, p.code
        told[of] += 1
        if told[of] == MOST < counts[of]:
            p = replace(p, message=f"{p.message}这个文件里这样的还有 {counts[of] - MOST} 处，先改这些，再查一次。")
        if told[of] <= MOST:
            kept.append(p)
    return kept
