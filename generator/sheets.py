"""How spreadsheets write: the encodings of offices, what stands between the cells of a CSV, what a column is called.

Loaders and the privacy gate ask here, so that both take a file for the same.
"""

from __future__ import annotations

import codecs
import re


def encodings(data: bytes) -> tuple[str, ...]:
    """What a text may be in, the likeliest first: UTF-16 where it says so, UTF-8 with or without BOM, else GB18030."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return ("utf-16",) if wide else ("utf-8-sig", "gb18030")


def delimiter(text: str) -> str:
    """Comma, tab or semicolon: whichever stands in most of the first lines, outside quotes; a comma where they are even."""
    lines = [line for line in re.sub(r'"(?:[^"]|"")*"', "", text[:8000]).splitlines() if line.strip()][:20]
    return max(",\t;", key=lambda mark: sum(mark in line for line in lines))


def letter(index: int) -> str:
    """0 → A, 26 → AA: the column letter a spreadsheet shows."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """A → 0, AA → 26; -1 for no letter."""
    index = 0
    for char in name:
        index = index * 26 + ord(char) - 64
    return index - 1
