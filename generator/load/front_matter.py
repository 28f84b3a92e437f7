"""Where the keys of a Markdown file end and its text begins."""

from __future__ import annotations

import re

from generator.classes import dataclass


@dataclass(frozen=True)
class FrontMatter:
    """A file that begins with keys between two lines of ---. Lines count from 1 in the file."""

    keys: str
    line: int
    body: str
    """Without empty lines around it."""
    body_line: int
    keys_at: int
    """Where the keys begin: characters from the beginning of the file."""
    body_at: int
    """Where the body begins."""


def front_matter(text: str) -> FrontMatter | None:
    """None where the file does not begin so."""
    match = re.match(r"\s*-{3,}[ \t]*\r?\n(.*?\r?\n)-{3,}[ \t]*(?:\r?\n|$)[\r\n]*(.*)", text, re.DOTALL)
    if not match:
        return None

    def line(at: int) -> int:
        return text.count("\n", 0, at) + 1

    body = match[2].replace("\r\n", "\n").strip("\n")
    return FrontMatter(match[1], line(match.start(1)), body, line(match.start(2)), match.start(1), match.start(2))
