"""The year's report as a booklet: a title page, its parts with what the board has in figures, the boxes that are signed."""

from __future__ import annotations

from collections.abc import Sequence

from generator import values
from generator.config import Context
from generator.overviews._report_parts import ReportPart, Words
from generator.overviews.year_report import YearReport
from generator.poster.blocks import Block, blocks
from generator.poster.sheet import Poster, frame
from generator.shown import Page


def booklet(pages: Sequence[Page], key: str, context: Context, qr: str) -> Poster:
    """``pages``: one."""
    (page,) = pages
    view = page.content.view
    if not isinstance(view, YearReport):
        raise TypeError(page.path)
    told = frame(page, context, qr) | {
        "report": view.document.title,
        "published": f"{values.date_cn(view.document.day)}公开",
        "above": _words(view.above),
        "parts": [_part(n, part) for n, part in enumerate(view.parts, 1)],
        "facts": [[name, "；".join(lines)] for name, lines in view.facts],
    }
    return Poster(f"{view.year}-year", "booklet", page.title, page.path, view.document.day, told, size="A4")


def _words(pieces: Words) -> list[Block]:
    return blocks("".join(text for text, _ in pieces))


def _part(number: int, part: ReportPart) -> dict[str, object]:
    return {
        "title": f"{number}. {part.title}",
        "body": _words(part.words),
        "facts": [[name, "　".join(map(str, lines))] for name, lines in part.facts],
        "entries": [[entry.title, entry.text] for entry in (*part.entries, *part.rest)],
    }
