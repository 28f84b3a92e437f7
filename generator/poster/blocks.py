"""A text in Markdown → headings, paragraphs, lists and tables, for a sheet. Marks within a line are taken off; no address is printed."""

from __future__ import annotations

import html
from collections.abc import Iterator

from generator.pattern import lazy

Block = tuple[str, object]
"""(heading, paragraph, item or table; its text, or the rows of the table)."""
_HEADING = lazy(r"#{1,6}\s+(.+?)\s*#*")
_ITEM = lazy(r"\s*(?:[-*+]|(\d+)[.)、])\s+(.+)")
_RULE = lazy(r"\s*(?:[-*_]\s*){3,}|\|?[\s:|-]*-[\s:|-]*\|?")
_LINK = lazy(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = lazy(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|<[^>]+>")


def blocks(body: str) -> list[Block]:
    """In their order."""
    return list(_blocks(body))


def _blocks(body: str) -> Iterator[Block]:
    paragraph: list[str] = []
    rows: list[list[str]] = []

    def closed() -> Iterator[Block]:
        if paragraph:
            yield "paragraph", _joined(paragraph)
            paragraph.clear()
        if rows:
            yield "table", [row[:] for row in rows]
            rows.clear()

    for text in body.split("\n"):
        stripped = text.strip()
        if stripped.startswith("|"):
            if not _RULE.fullmatch(stripped):
                rows.append([plain(cell) for cell in stripped.strip("|").split("|")])
            continue
        if not stripped or _RULE.fullmatch(stripped):
            yield from closed()
        elif match := _HEADING.fullmatch(stripped):
            yield from closed()
            yield "heading", plain(match[1])
        elif match := _ITEM.fullmatch(text):
            yield from closed()
            yield "item", (f"{match[1]}. " if match[1] else "· ") + plain(match[2])
        else:
            paragraph.append(plain(stripped.removeprefix(">").strip()))
    yield from closed()


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph; between Chinese there is no blank."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and line[:1].isascii() else "") + line
    return text


def plain(text: str) -> str:
    """One line without its marks."""
    return html.unescape(_MARKS.sub("", _LINK.sub(r"\1", text))).replace("\\", "").strip()
