"""The words of a document as a text beside its page: what a reader can keep, and what the record has a digest of.

It is made of what the clerk wrote and of nothing that a page adds, so that another version of the program, another day or a figure
elsewhere makes no other text of it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from generator.model import Dataset, Row
from generator.shown import TEXT, folder

_COLON = "："


def document_text(data: Dataset, path: str, names: Iterable[str]) -> tuple[str, bytes]:
    """(where it lies, its bytes): the keys ``names``, a line each, then the text."""
    row = data.rows[0]
    head = "\n".join(line for name in names for line in _lines(row, name))
    return f"{folder(path)}/{TEXT}", f"{head}\n\n{text_of(data)}\n".encode()


def text_of(data: Dataset) -> str:
    """Its body as the text has it."""
    return "\n".join(line.rstrip() for line in html.unescape(data.body).split("\n")).strip("\n")


def _lines(row: Row, name: str) -> Iterator[str]:
    yield from (f"{name}{_COLON}{line}" for line in row.text(name).split("\n") if line)


def read_document_text(text: str) -> tuple[dict[str, str], str]:
    """(key → what it said, the body) of a text that ``document_text`` made."""
    head, _, body = text.partition("\n\n")
    keys: dict[str, str] = {}
    for name, _, words in (line.partition(_COLON) for line in head.split("\n")):
        keys[name] = f"{keys[name]}\n{words}" if name in keys else words
    return keys, body.rstrip("\n")
