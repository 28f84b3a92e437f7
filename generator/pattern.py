"""Patterns that are compiled when they are first asked: a command uses few of the hundreds that its modules name. What ``re`` makes of each
is kept beside the compiled program, where it is found ten times as soon as it is made; for a command, so is what libraries compile."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from inspect import CO_OPTIMIZED
from typing import Any, cast

from generator.compiled import kept


class _Later:
    """Stands for a pattern. What is asked of it is kept beside it, so that the second question costs what it costs a pattern."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return _pattern(self._text, int(self._flags))

    @property
    def pattern(self) -> str:
        """Its text, which other patterns are put together from."""
        return self._text

    def __getattr__(self, name: str) -> Any:
        """What is asked first; from then on it lies beside."""
        if name.startswith("__"):
            raise AttributeError(name)
        self.__dict__[name] = asked = getattr(self._made, name)
        return asked


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile`` put off; a pattern that cannot be compiled raises where it is first used (tests compile all of them). Only for texts
    of the program itself, since what is made of them is kept."""
    return cast("re.Pattern[str]", _Later(text, flags))


def keep_what_modules_compile() -> None:
    """From here on a pattern that any module compiles while it is imported is found again, too: those of libraries were a fortieth of a
    command. A module is not a village, so no text of one is kept."""
    with suppress(ImportError, AttributeError):  # another Python has other steps
        from re import _compiler  # type: ignore[attr-defined]

        _compiler.compile = partial(_of_module, _compiler.compile)


def _of_module(compiled: Callable[[Any, int], re.Pattern[str]], text: Any, flags: int = 0) -> re.Pattern[str]:
    asks = sys._getframe(3).f_code  # who called re.compile, which called what calls this
    if isinstance(text, str) and not flags & re.DEBUG and not asks.co_flags & CO_OPTIMIZED:  # which is what all functions are
        return _pattern(text, int(flags))
    return compiled(text, flags)


def _pattern(text: str, flags: int) -> re.Pattern[str]:
    """``re.compile``, in the steps that it has itself, of which all but the last can be kept. A Python that has others compiles."""
    try:
        import _sre  # type: ignore[import-not-found]

        all_flags, code, groups, names = kept("pattern", f"{flags} {text}", partial(_code, text, flags))
        numbered: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            numbered[number] = name
        made: re.Pattern[str] = _sre.compile(text, all_flags, code, groups, names, tuple(numbered))
        return made
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return re.compile(text, flags)


def _code(text: str, flags: int) -> tuple[int, list[int], int, dict[str, int]]:
    """What the engine of ``re`` runs: the flags that count, its instructions, how many groups there are, and the numbers of named ones."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(text, flags)
    return int(flags | parsed.state.flags), [*map(int, _compiler._code(parsed, flags))], parsed.state.groups - 1, parsed.state.groupdict
