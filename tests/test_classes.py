"""Dataclasses whose methods are made when they are asked are what the standard library's are."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import field
from typing import Any

import pytest

from generator import classes
from tests.conftest import ROOT

OPTIONS: tuple[dict[str, bool], ...] = (
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "kw_only": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "order": True},
)
Made = Callable[..., Any]


def several(dataclass: Made, options: dict[str, bool]) -> tuple[Made, Made, Made]:
    """With all sorts of fields; one that follows from it; one without any."""

    @dataclass(**options)
    class First:
        """It has one."""

        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list)
        d: int = field(default=4, init=False, compare=False)

    @dataclass(**options)
    class Second(First):
        e: tuple[int, ...] = field(default=(), kw_only=True)
        f: int = field(default=0, repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "f", self.f + self.a)

    @dataclass(**options)
    class Empty:
        pass

    return First, Second, Empty


def outcome(act: Callable[[], object]) -> object:
    """What comes of it, the error it raises included."""
    try:
        return act()
    except (TypeError, AttributeError) as error:
        return type(error), str(error).replace("Second.", "").replace("First.", "")


def looked_at(dataclass: Made, options: dict[str, bool]) -> list[object]:
    """Everything that is asked of such a class, in words that do not tell which of the two it is."""
    first, second, empty = several(dataclass, options)
    by_name = options.get("kw_only", False)
    one, same, other = (first(a=a) if by_name else first(a) for a in (1, 1, 2))
    low = second(a=1, b="x", c=[1], e=(2,), f=3)
    seen: list[object] = [repr(one), repr(low), repr(empty()), low.f, low.e, one.d, one.c is same.c]
    seen += [one == same, one != other, one == low, empty() == empty(), one == 1, second.__match_args__, first.__doc__]
    seen += [dataclasses.asdict(low), [(each.name, each.kw_only) for each in dataclasses.fields(second)], hasattr(one, "__dict__")]
    seen.append(outcome(lambda: hash(first(a=1, c=()) if by_name else first(1, c=())) == hash(first(a=1, c=()))))
    seen += [outcome(lambda: setattr(one, "b", "c")), outcome(lambda: delattr(same, "b")), one.b]
    seen += [outcome(second), outcome(lambda: first(1, "", [], 4, 5)), outcome(lambda: first(a=1, d=2)), outcome(lambda: first(a=1, z=2))]
    seen += [outcome(lambda: [each.a for each in sorted([other, one])]) if options.get("order") else "", outcome(lambda: one < one)]
    seen.append(repr(dataclasses.replace(low, a=5)))
    return seen


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options) or "none")
def test_all_that_is_asked_of_one_is_what_the_standard_library_answers(options: dict[str, bool]) -> None:
    assert looked_at(classes.dataclass, options) == looked_at(dataclasses.dataclass, options)


@classes.dataclass(frozen=True, slots=True)
class Small:
    """One that can be sent to another process."""

    a: int
    b: tuple[str, ...] = ()


@classes.dataclass(frozen=True)
class Usual:
    """One that can be sent, too."""

    a: int


@pytest.mark.parametrize("value", [Small(1, ("x",)), Usual(2)])
def test_one_can_be_sent(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


def test_what_a_class_says_itself_holds() -> None:
    @classes.dataclass(frozen=True)
    class Own:
        a: int

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Own(1)), Own(1) == Own(2), hash(Own(1))) == ("mine", True, 7)


def test_the_program_s_own_are_compiled_when_the_first_is_made() -> None:
    """Else each of three hundred is waited for by who makes none."""
    asked = "from generator.config import Village; print(Village.__init__.__name__); Village('a', 'b'); print(Village.__init__.__name__)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT, check=True)
    assert told.stdout.split() == ["first", "__init__"]
