"""已知差异 of village.yml: warnings that have been looked into go quiet. Errors never do."""

from __future__ import annotations

from generator.codes import CODES, Severity
from generator.config import Village
from generator.declared import Difference
from generator.model import Problem, Source, problem


def without_known(problems: list[Problem], village: Village) -> list[Problem]:
    """The problems that are left; a 已知差异 that silences nothing is told."""
    folder = f"data/villages/{village.slug}/"
    used = {d for d in village.differences for p in problems if _means(d, p, folder)}
    return unexplained(problems, village) + [_unused(d, f"{folder}village.yml") for d in village.differences if d not in used]


def unexplained(problems: list[Problem], village: Village) -> list[Problem]:
    """Those that no 已知差异 speaks of."""
    folder = f"data/villages/{village.slug}/"
    return [p for p in problems if not any(_means(d, p, folder) for d in village.differences)]


def _means(difference: Difference, p: Problem, folder: str) -> bool:
    if p.severity is not Severity.WARNING or p.code != difference.code:
        return False
    file, _, rest = difference.place.strip().partition(" ")
    row = rest.strip()
    here = p.source.file.removeprefix(folder) == file.removeprefix(folder)
    return here and (not row or row in (f"第 {p.source.row} 行", f"第{p.source.row}行", str(p.source.row)) or _named(row, p))


def _named(name: str, p: Problem) -> bool:
    return f"「{name}」" in p.message or name in (part.strip() for part in p.excerpt.split("|"))


def _unused(difference: Difference, file: str) -> Problem:
    code = CODES.get(difference.code)
    why = "现在没有这样一条提醒"
    if code is None:
        why = "没有这个代码"
    elif code.severity is not Severity.WARNING:
        why = f"「{code.title}」是{code.severity.title}，只有提醒可以写成已知差异"
    message = f"「{difference.code}」（{difference.place}）没有用上：{why}。"
    return problem("difference-unused", Source(file, line=difference.line, field="已知差异"), message)
