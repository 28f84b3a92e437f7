"""What is worked out of a value is kept beside it, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Once:
    """For a frozen value that many ask the same of. ``replace`` takes nothing of it to another."""

    def once(self, name: str, args: tuple[object, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, kept beside the value for as long as the same is asked with the same ``args``, which with the value are
        all that it comes from. Of each ``name`` the last is kept."""
        kept: dict[str, tuple[tuple[object, ...], T]] = self.__dict__.setdefault("_once", {})
        known = kept.get(name)
        if known is None or known[0] != args:
            kept[name] = known = (args, make())
        return known[1]

    def known(self, name: str, args: tuple[object, ...]) -> object | None:
        """What is kept of this, where it was asked with the same ``args``."""
        kept = self.__dict__.get("_once", {}).get(name)
        return kept[1] if kept and kept[0] == args else None
