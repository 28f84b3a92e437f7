"""Runs the visible list of checks of a kind or an overview, and contains the one that crashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from generator.check import posting
from generator.check.alone import Fine, is_alone, knowing, told_of_each
from generator.check.persons import names_told
from generator.check.photos_told import photos_told
from generator.check.rolls import ends_told
from generator.check.supervision import reviewed_before
from generator.config import Context
from generator.kept import kept
from generator.kind import Datasets, Kind, Overview
from generator.model import Problem, Source, problem
from generator.photo import asked_for

Data = TypeVar("Data")


Aside = Callable[[Exception], str]
"""Writes a crash down for whoever maintains the program; returns where."""


def run_overview(overview: Overview, datasets: Mapping[str, Datasets], context: Context, aside: Aside) -> list[Problem]:
    """Problems between kinds."""
    books = {name: datasets[name] for name in overview.uses}
    check = partial(_run, overview.title, overview.name, overview.checks, books, context, aside)
    return _once(f"over {overview.name}", books, context, check)


def run_checks(kind: Kind, datasets: Datasets, context: Context, aside: Aside, fine: Fine | None = None) -> list[Problem]:
    """Problems of all checks of one kind, and of those of any: how long it is posted, when it was reviewed, who stands there by name and
    until when.
    ``fine``: files that are known to be, of the same context."""
    return _once(kind.name, datasets, context, partial(_run_kind, kind, datasets, context, aside, fine))


def _run_kind(kind: Kind, datasets: Datasets, context: Context, aside: Aside, fine: Fine | None) -> list[Problem]:
    of_any = (reviewed_before,) if kind.document else (posting.stated_in_order, reviewed_before, names_told(kind), ends_told(kind))
    pictured = (photos_told(kind),) if asked_for(kind.columns) else ()
    checks = (*kind.all_checks(), *of_any, *pictured)
    told = told_of_each(checks, datasets, context, fine)
    asked = (partial(told, n) if is_alone(check) else check for n, check in enumerate(checks))
    with knowing(fine):
        return _run(kind.title, kind.name, asked, datasets, context, aside)


def _once(name: str, data: Data, context: Context, check: Callable[[], list[Problem]]) -> list[Problem]:
    """``data``: all that is checked. Checks are pure; a crash is written down each time."""
    return kept(context.village.slug, f"checked {name}", (data, context), check, _no_crash)


def _no_crash(problems: list[Problem]) -> bool:
    return not any(p.code == "internal-error" for p in problems)


def _run(
    title: str, name: str, checks: Iterable[Callable[[Data, Context], Iterable[Problem]]], data: Data, context: Context, aside: Aside
) -> list[Problem]:
    """A crash of one check is a problem too, and stops only this board."""
    problems: list[Problem] = []
    for check in checks:
        try:
            problems += check(data, context)
        except Exception as error:
            where = Source(f"data/villages/{context.village.slug}/{name}")
            message = f"检查{context.village.name}的「{title}」时程序出错，这一项没有查完。详情在 {aside(error)}。"
            problems.append(problem("internal-error", where, message))
    return problems
