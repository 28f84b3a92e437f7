"""Blocks of our own templates in a page: they begin and end with a line, what they open they close, and no text in them can hold a tag,
since it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.classes import dataclass

_BEGINS = re.compile(r"<(?:div|section|dl|ul|ol|p|figure|details|footer|form|nav)[ >]")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*(?<!/)>")
"""One that is closed in itself, <rect …/>, opens nothing."""
_ALONE = frozenset({"br", "hr", "img", "input", "wbr"})


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Some lines of a page: a block of our own templates, or what stands between two of them."""

    raw: bool
    text: str


def blocks(lines: Sequence[str]) -> Iterator[TextBlock]:
    """All of a page. A block ends with an empty line; where it does not, its lines are the library's to read."""
    between: list[str] = []
    block: list[str] = []
    depth = 0
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not block and not _BEGINS.match(line):
            between.append(line)
            continue
        block.append(line)
        depth += sum(-1 if end else 1 for end, name in _TAG.findall(line) if name not in _ALONE)
        if depth == 0 and not _BEGINS.match(below):  # what follows without a blank line belongs to it
            if below:
                between += block
            else:
                if between:
                    yield TextBlock(False, "\n".join(between))
                    between = []
                yield TextBlock(True, "\n".join(block) + "\n")
            block = []
    if between or block:
        yield TextBlock(False, "\n".join((*between, *block)))
