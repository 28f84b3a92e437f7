"""The answer that was given last, to who asks the same of the very same objects: what is shown and what is owed is asked for several times
while one board is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from operator import is_
from typing import ParamSpec, TypeVar

from generator.classes import dataclass
from generator.model import Dataset
from generator.shown import Page

P = ParamSpec("P")
R = TypeVar("R")


def lately(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` must be pure, its arguments and its answer nothing that anybody changes. One answer is kept."""
    kept: list[tuple[tuple[object, ...], R]] = []

    @wraps(function)
    def asked(*args: P.args, **named: P.kwargs) -> R:
        given = (*args, *named.items())
        if kept and same(kept[0][0], given):
            return kept[0][1]
        answer = function(*args, **named)
        kept[:] = [(given, answer)]
        return answer

    return asked


@dataclass(frozen=True, slots=True)
class Itself:
    """A value that is only known again as the very same object."""

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def same(one: object, other: object) -> bool:
    """The same object, or the same objects in the same places, or values that are equal; never datasets or pages that are only alike."""
    if one is other:
        return True
    if isinstance(one, str):  # most are texts or tuples; to be asked whether it is a mapping costs more than to compare it
        return one.__class__ is other.__class__ and one == other
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and (all(map(is_, one, other)) or all(map(same, one, other)))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    return not isinstance(one, (Dataset, Page)) and one.__class__ is other.__class__ and one == other
