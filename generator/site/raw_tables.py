"""Tables pass through Markdown untouched: this only says so sooner.

Python-Markdown looks for the end of a raw HTML block with a parser written in Python, tag by tag, and MkDocs does so once more; for a
page with a table of forty rows that is most of its time. The tables of our own templates begin and end with lines that nothing inside
them can hold, since all text in a cell is escaped. So they are put away whole before those parsers see them, as the first would have
put them away: the bytes are the same.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Extension
from markdown.preprocessors import Preprocessor

_TABLE = re.compile(r'^<div class="gk-scroll" [^\n]*>\n<table .*?\n</table>\n</div>$', re.MULTILINE | re.DOTALL)


class RawTables(Extension):
    """For the engine's own use; a person who runs MkDocs by hand gets the same without it."""

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - the library's name
        md.preprocessors.register(
            _PutAway(md), "gk-raw-tables", 25
        )  # after line ends are made one kind (30), before raw HTML is sought (20)


class _PutAway(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = _TABLE.sub(lambda found: self.md.htmlStash.store(found[0] + "\n"), "\n".join(lines))
        return text.split("\n")
