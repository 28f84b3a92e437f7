"""Checks that look at one file after another and at nothing beside it: what they say of a file is kept with it, and a file of which they
had nothing to tell is not asked again while it is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from generator.config import Context
from generator.kind import Check, Datasets
from generator.model import Dataset, Problem

C = TypeVar("C", bound=Callable[..., object])
_Told = Mapping[int, tuple[Problem, ...] | None]
"""Place of a check → what it tells of a file, where that is anything; None where it crashed."""


def alone(check: C) -> C:
    """Marks a check that says of several files what it says of each of them alone, one after another."""
    check.__dict__["alone"] = True
    return check


def is_alone(check: object) -> bool:
    return getattr(check, "alone", False)


class Fine:
    """The files of which there was nothing to tell, as names of what they hold: there is no text in it."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.before = frozenset(known)
        self.known = set(self.before)

    def those_of(self, datasets: Iterable[Datasets]) -> list[str]:
        """Without what no file says any more."""
        return sorted(self.known.intersection(name for several in datasets for data in several if (name := _name(data))))


def told_of_each(
    checks: Sequence[Check], datasets: Datasets, context: Context, fine: Fine | None
) -> Callable[[int, Datasets, Context], Iterator[Problem]]:
    """The checks that are alone, each by its place: it tells what it has to tell, and raises what it raises."""

    def asked(data: Dataset) -> _Told:
        return data.once("checked", (context,), lambda: _told(data, checks, context, fine))

    told = [(data, of_one) for data in datasets if (of_one := asked(data))]

    def check(place: int, datasets: Datasets, context: Context) -> Iterator[Problem]:
        for data, of_one in told:
            problems = of_one.get(place, ())
            yield from checks[place]((data,), context) if problems is None else problems

    return check


def _told(data: Dataset, checks: Sequence[Check], context: Context, fine: Fine | None) -> _Told:
    name = _name(data) if fine else ""
    if fine and name in fine.known:
        return {}
    told = _ask(data, checks, context)
    if fine and name and not told:
        fine.known.add(name)
    return told


def _ask(data: Dataset, checks: Sequence[Check], context: Context) -> _Told:
    told: dict[int, tuple[Problem, ...] | None] = {}
    for place, check in enumerate(checks):
        if is_alone(check):
            try:
                problems = tuple(check((data,), context))
            except Exception:
                told[place] = None
            else:
                told |= {place: problems} if problems else {}
    return told


def _name(data: Dataset) -> str:
    return data.digest and f"{data.kind} {data.key} {data.digest}"
