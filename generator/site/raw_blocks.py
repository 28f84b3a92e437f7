"""Raw HTML passes through Markdown untouched: this only says so sooner.

Python-Markdown looks for the end of a raw HTML block with a parser written in Python, tag by tag, and MkDocs does so once more: that is
most of the time of a page. Blocks of our own templates are put away whole before those parsers see them, as the first would have put them
away: the bytes are the same.
"""

from __future__ import annotations

from typing import Any

from markdown import Extension
from markdown.preprocessors import Preprocessor

from generator.site.page_blocks import blocks


class RawBlocks(Extension):
    """For the engine's own use; a person who runs MkDocs by hand gets the same without it."""

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - the library's name
        # After line ends are made one kind (30), before raw HTML is sought (20).
        md.preprocessors.register(_PutAway(md), "gk-raw-blocks", 25)


class _PutAway(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        kept: list[str] = []
        for block in blocks(lines):
            kept += [self.md.htmlStash.store(block.text)] if block.raw else block.text.split("\n")
        return kept
