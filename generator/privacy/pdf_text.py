"""The text of a PDF's pages, as the file gives it and as the eye puts it together."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

MOST_CHARACTERS = 3_000_000
_MOST_ON_A_PAGE = 60_000
_SAME_LINE = 2
"""Points by which the places of letters in one line may differ."""
_BESIDE, _BELOW = 0.5, 1.3
"""Sizes of a letter that lie between two that belong to different words: side by side, and one below the other."""
_SHORTEST = 7
"""Letters in a run that may be a number."""
PlacedLetter = tuple[float, float, float, float, str]
"""Where a letter begins in its line, where the line is, where the letter ends, its size, itself."""


def texts(data: bytes) -> Iterator[tuple[str, str]]:
    """For each page its text, and the digits on it by where they stand: left to right, and top to bottom."""
    document = pypdfium2.PdfDocument(data)
    left = MOST_CHARACTERS
    for page in document:
        inside = page.get_textpage()
        count = inside.count_chars()
        left -= count
        if left < 0:
            raise MemoryError
        text = inside.get_text_range() if count else ""
        if count > _MOST_ON_A_PAGE:
            raise MemoryError
        seen = "\n".join(_seen(_placed(inside, count))) if sum(map(str.isdigit, text)) >= _SHORTEST else ""
        yield text, seen
        inside.close()
        page.close()


def _placed(page: pypdfium2.PdfTextPage, count: int) -> list[PlacedLetter]:
    """The digits: what stands between two of them is a gap then, and all in one line have their feet at one height."""
    placed = []
    left, right, foot, head = (ctypes.c_double() for _ in range(4))
    character, box, raw = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox, page.raw
    for i in range(count):
        char = chr(character(raw, i))
        if char.isdigit() and box(raw, i, left, right, foot, head):
            placed.append((left.value, foot.value, right.value, max(head.value - foot.value, 3), char))
    return placed


def _seen(letters: list[PlacedLetter]) -> Iterator[str]:
    """Runs of letters, as a reader would take them for one word."""
    alone = []
    for line in _lines(letters):
        for run in _runs(line, _BESIDE):
            if len(run) == 1:
                alone += run
            yield from _number(run)
    downwards = [(-y - size, left, -y, size, char) for left, y, _, size, char in alone]
    for column in _lines(downwards):
        for run in _runs(column, _BELOW):
            yield from _number(run)


def _lines(letters: list[PlacedLetter]) -> Iterator[list[PlacedLetter]]:
    """Letters of one line, each line from its beginning to its end."""
    line: list[PlacedLetter] = []
    for letter in sorted(letters, key=lambda each: each[1]):
        if line and letter[1] - line[-1][1] > _SAME_LINE:
            yield sorted(line)
            line = []
        line.append(letter)
    if line:
        yield sorted(line)


def _runs(line: list[PlacedLetter], apart: float) -> Iterator[list[PlacedLetter]]:
    run = line[:1]
    for before, after in pairwise(line):
        if after[0] - before[2] > apart * max(before[3], after[3]):
            yield run
            run = []
        run.append(after)
    if run:
        yield run


def _number(run: list[PlacedLetter]) -> Iterator[str]:
    text = "".join(letter[4] for letter in run)
    if len(text) >= _SHORTEST:
        yield text
