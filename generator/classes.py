"""Dataclasses as the standard library's, whose methods are made when they are first asked.

``dataclasses`` writes and compiles five methods for each of them while it is imported: of a command that makes three hundred known and a
hundred of, that was a seventh of what it cost when nothing had changed. Here ``__init__`` is written when the first is made, and compiled
once for an installation; what is seldom asked (equality, hash, repr) asks the fields.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError
from functools import cache, partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

from generator.compiled import kept

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(sort=None, /, *, frozen=False, eq=True, order=False, slots=False, kw_only=False):
        """``dataclasses.dataclass`` for the options that are used here."""
        if sort is None:
            return partial(dataclass, frozen=frozen, eq=eq, order=order, slots=slots, kw_only=kw_only)
        if order:
            return dataclasses.dataclass(sort, frozen=frozen, eq=eq, order=order, slots=slots, kw_only=kw_only)
        own = set(vars(sort))
        sort.__doc__ = sort.__doc__ or sort.__name__  # else its signature would be asked for
        made = dataclasses.dataclass(sort, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
        methods = {"__init__": _first_of(made, frozen), "__repr__": _repr}
        if eq:
            methods |= {"__eq__": _equal, "__hash__": _hash if frozen else None}
        if frozen:
            methods |= {"__setattr__": _no_setting, "__delattr__": _no_deleting}
        if frozen and slots:
            methods |= {"__getstate__": _state, "__setstate__": _with_state}
        for name, method in methods.items():
            if name not in own:
                setattr(made, name, method)
        return made


def _first_of(made: Any, frozen: bool) -> Any:
    """An ``__init__`` that puts the real one into its place."""

    def first(self: Any, *given: Any, **named: Any) -> None:
        init = made.__init__ = _init_of(made, frozen)
        init(self, *given, **named)

    return first


def _init_of(made: Any, frozen: bool) -> Any:
    known: dict[str, Any] = {"_no": MISSING, "_put": object.__setattr__}
    takes: list[str] = []
    by_name: list[str] = []
    does: list[str] = []
    for n, each in enumerate(dataclasses.fields(made)):
        value = each.name
        if each.default_factory is not MISSING:
            known[f"_make{n}"] = each.default_factory
            value = f"_make{n}() if {each.name} is _no else {each.name}" if each.init else f"_make{n}()"
            default = "=_no"
        elif each.default is not MISSING:
            known[f"_default{n}"] = each.default
            default = f"=_default{n}"
            value = value if each.init else f"_default{n}"
        else:
            default = ""
        if each.init:
            (by_name if each.kw_only else takes).append(each.name + default)
        elif not default:
            continue
        if not frozen:
            does.append(f"self.{each.name} = {value}")
        elif isinstance(slot := getattr(made, each.name, None), _SLOT):
            known[f"_put{n}"] = slot.__set__  # nearly twice as quick
            does.append(f"_put{n}(self, {value})")
        else:
            does.append(f"_put(self, {each.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        does.append("self.__post_init__()")
    words = ", ".join(["self", *takes, *(["*", *by_name] if by_name else [])])
    source = f"def __init__({words}):\n " + "\n ".join(does or ["pass"])
    exec(kept("init", source, partial(compile, source, "<fields>", "exec")), known)  # noqa: S102 - of names of fields only
    init = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


class _Slotted:
    __slots__ = ("one",)


_SLOT = type(_Slotted.one)  # type: ignore[attr-defined]


@cache
def _values(sort: Any) -> Any:
    """What gives all that an instance is compared by."""
    names = [each.name for each in dataclasses.fields(sort) if each.compare]
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)


def _equal(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    sort: Any = self.__class__
    values = _values(sort)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    sort: Any = self.__class__
    return hash(_values(sort)(self))


@recursive_repr()
def _repr(self: Any) -> str:
    told = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _no_setting(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _with_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
