"""Runs the visible list of checks of a kind and contains the one that crashes."""

from __future__ import annotations

from generator.config import Context
from generator.kind import Datasets, Kind
from generator.model import Problem, Source, problem


def run_checks(kind: Kind, datasets: Datasets, context: Context) -> list[Problem]:
    """Problems of all checks of one kind. A crash of one check is a problem too, and stops only this board."""
    problems: list[Problem] = []
    for check in kind.checks:
        try:
            problems += check(datasets, context)
        except Exception as error:
            where = Source(f"data/villages/{context.village.slug}/{kind.name}")
            said = f"检查{context.village.name}的「{kind.title}」时程序出错（{check.__name__}，{type(error).__name__}: {error}）。"
            problems.append(problem("internal-error", where, said, "把这一条连同数据文件发给维护的人。"))
    return problems
