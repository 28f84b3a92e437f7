"""Runs the visible list of checks of a kind or an overview, and contains the one that crashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from generator.check import posting
from generator.check.persons import names_told
from generator.check.photos_told import photos_told
from generator.check.rolls import ends_told
from generator.config import Context
from generator.kind import Datasets, Kind, Overview
from generator.model import Problem, Source, problem
from generator.photo import asked_for

Data = TypeVar("Data")


Aside = Callable[[Exception], str]
"""Writes a crash down for whoever maintains the program; returns where."""


def run_overview(overview: Overview, datasets: Mapping[str, Datasets], context: Context, aside: Aside) -> list[Problem]:
    """Problems between kinds."""
    books = {name: datasets[name] for name in overview.uses}
    return _once(
        f"/{overview.name}",
        [data for name in overview.uses for data in (name, *books[name])],
        context,
        lambda: _run(overview.title, overview.name, overview.checks, books, context, aside),
    )


def run_checks(kind: Kind, datasets: Datasets, context: Context, aside: Aside) -> list[Problem]:
    """Problems of all checks of one kind, and of those of any with rows: how long it is posted, who stands there by name and until when."""
    of_any = () if kind.document else (posting.stated_in_order, names_told(kind), ends_told(kind))
    pictured = (photos_told(kind),) if asked_for(kind.columns) else ()
    checks = (*kind.all_checks(), *of_any, *pictured)
    return _once(kind.name, datasets, context, lambda: _run(kind.title, kind.name, checks, datasets, context, aside))


_kept: dict[tuple[str, str], tuple[list[object], Context, list[Problem]]] | None = None


def stay() -> None:
    """From here on this process keeps what checks said: they are pure, and say of the same datasets the same."""
    global _kept
    _kept = {}


def leave() -> None:
    global _kept
    _kept = None


def forget(slug: str) -> None:
    """What was said of a board is not kept any longer."""
    for key in [key for key in _kept or () if key[0] == slug]:
        del (_kept or {})[key]


def _once(name: str, read: Iterable[object], context: Context, check: Callable[[], list[Problem]]) -> list[Problem]:
    """``read``: all that is checked; the very same objects have the very same content."""
    if _kept is None:
        return check()
    given, place = [*read], (context.village.slug, name)
    known = _kept.get(place)
    if known and known[1] == context and len(known[0]) == len(given) and all(a is b for a, b in zip(known[0], given, strict=True)):
        return known[2]
    problems = check()
    if not any(p.code == "internal-error" for p in problems):  # a crash is written down each time
        _kept[place] = (given, context, problems)
    return problems


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
