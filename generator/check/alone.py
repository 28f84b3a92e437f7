"""Checks that look at one file after another and at nothing beside it: what they say of a file is kept with it, and a file of which they
had nothing to tell is not asked again while it is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
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
    """The files of which there was nothing to tell, as names of what they hold: there is no text in it. Some checks hang on a few figures
    beside the file too; of each of those the last are known."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.before = frozenset(known)
        self._given = {of: given for of, _, given in (name.partition(_AND) for name in self.before)}

    def holds(self, name: str, given: str = "") -> bool:
        return self._given.get(name) == given

    def add(self, name: str, given: str = "") -> None:
        self._given[name] = given

    def those_of(self, datasets: Iterable[Datasets]) -> list[str]:
        """Without what no file says any more."""
        names = {name for several in datasets for data in several if (name := _name(data))}
        return sorted(of + (given and _AND + given) for of, given in self._given.items() if of.partition(_DOES)[0] in names)


_DOES, _AND = "\t", "\n"
"""Between a file and the check, and the check and what it was given."""
_fine: ContextVar[Fine | None] = ContextVar("_fine", default=None)


@contextmanager
def knowing(fine: Fine | None) -> Iterator[None]:
    """While this lasts, ``told_once`` knows of files of which there was nothing to tell."""
    token = _fine.set(fine)
    try:
        yield
    finally:
        _fine.reset(token)


def told_once(data: Dataset, what: str, given: tuple[int | str | None, ...], tell: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
    """What a check tells of one file, which hangs on nothing beside the file but what is ``given``: kept beside it, and over runs that it
    was nothing."""
    return data.once(what, given, lambda: _told_again(data, what, given, tell))


def _told_again(
    data: Dataset, what: str, given: tuple[int | str | None, ...], tell: Callable[[], Iterable[Problem]]
) -> tuple[Problem, ...]:
    fine, name, words = _fine.get(), _name(data), repr(given)
    if fine is None or not name:
        return tuple(tell())
    name += _DOES + what
    told = () if fine.holds(name, words) else tuple(tell())
    if not told:
        fine.add(name, words)
    return told


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
    if fine and fine.holds(name):
        return {}
    told = _ask(data, checks, context)
    if fine and name and not told:
        fine.add(name)
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
