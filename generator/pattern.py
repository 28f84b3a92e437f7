"""Patterns that are compiled when they are first asked: a command uses few of the hundreds that its modules name."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Later:
    """Stands for a pattern. What is asked of it is kept beside it, so that the second question costs what it costs a pattern."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    @property
    def pattern(self) -> str:
        """Its text, which other patterns are put together from."""
        return self._text

    @cached_property
    def search(self) -> Any:
        return self._made.search

    @cached_property
    def match(self) -> Any:
        return self._made.match

    @cached_property
    def fullmatch(self) -> Any:
        return self._made.fullmatch

    @cached_property
    def finditer(self) -> Any:
        return self._made.finditer

    @cached_property
    def sub(self) -> Any:
        return self._made.sub

    def __getattr__(self, name: str) -> Any:
        """All that is asked less often."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._made, name)


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile`` put off; a pattern that cannot be compiled raises where it is first used (tests compile all of them)."""
    return cast("re.Pattern[str]", _Later(text, flags))
