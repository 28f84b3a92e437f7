"""Where in a long text any of many words may begin: asked of every page and table, where hardly any of them ever stands."""

from __future__ import annotations

import re

from generator.pattern import lazy

_MAY_STAND_BEFORE = lazy(r"(?:^|(?<=\|))(?:\(\?:[^()]*\)|\[[^\[\]]*\])\?")
_ESCAPED = lazy(r"\\(?:u[0-9a-f]{4}|.)")


def begun(words: str) -> re.Pattern[str]:
    """A pattern for the first sign of each place where ``words`` matches, without what an alternative of it may begin with or not.

    It is found wherever ``words`` is, of overlapping ones each. Each alternative must begin with signs or sets of signs that are written
    out, as those of our data do. A set of signs comes first, since that is what ``re`` looks for quickly; the words are then looked for
    from behind that sign.
    """
    sure = surely(words)
    signs = set(_ESCAPED.sub("", sure))
    signs |= set("0123456789") if any(map(str.isdigit, signs)) else set()  # 1-4 is a set of signs, too
    return lazy(rf"[{''.join(map(re.escape, sorted(signs)))}](?<=(?=(?:{sure}))[\s\S])")


def surely(words: str) -> str:
    """``words`` without what an alternative of it may begin with or not."""
    return _MAY_STAND_BEFORE.sub("", words)
