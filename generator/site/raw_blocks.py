"""Raw HTML passes through Markdown untouched: this only says so sooner.

Python-Markdown looks for the end of a raw HTML block with a parser written in Python, tag by tag, and MkDocs does so once more: that is
most of the time of a page. Blocks of our own templates begin and end with a line, what they open they close, and no text in them can
hold a tag, since it is escaped. So they are put away whole before those parsers see them, as the first would have put them away: the
bytes are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markdown import Extension
from markdown.preprocessors import Preprocessor

_BEGINS = re.compile(r"<(?:div|section|dl|ul|ol|p|figure|details|footer|form|nav)[ >]")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*(?<!/)>")
"""One that is closed in itself, <rect …/>, opens nothing."""
_ALONE = frozenset({"br", "hr", "img", "input", "wbr"})


class RawBlocks(Extension):
    """For the engine's own use; a person who runs MkDocs by hand gets the same without it."""

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - the library's name
        # After line ends are made one kind (30), before raw HTML is sought (20).
        md.preprocessors.register(_PutAway(md), "gk-raw-blocks", 25)


class _PutAway(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return list(self._kept(lines))

    def _kept(self, lines: list[str]) -> Iterator[str]:
        block: list[str] = []
        depth = 0
        for line, below in zip(lines, [*lines[1:], ""], strict=True):
            if not block and not _BEGINS.match(line):
                yield line
                continue
            block.append(line)
            depth += sum(-1 if end else 1 for end, name in _TAG.findall(line) if name not in _ALONE)
            if depth == 0 and not _BEGINS.match(below):  # what follows without a blank line belongs to it
                if below:
                    yield from block
                else:
                    yield self.md.htmlStash.store("\n".join(block) + "\n")
                block = []
        yield from block
